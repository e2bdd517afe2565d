"""How sure a result is, read from the record: only after moderation is closed and a run exists.

Worked out afresh each time and never stored.
"""

from fractions import Fraction

from sqlalchemy.orm import Session

from starapp.bids.queries import bids
from starapp.evaluation.assurance import Assurance, assurance_of
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.queries import individual_scores, latest_run


def assurance(session: Session, competition_id: str) -> Assurance | None:
    """Works out how sure the result is; None while there is no result.

    Takes some tens of milliseconds for a usual competition, so screens fetch it.
    """
    run = latest_run(session, competition_id)
    if run is None:
        return None
    names = {bid.id: bid.provider_name for bid in bids(session, competition_id)}
    titles = {seat.id: _short(seat.title(run.model)) for seat in seats(session, competition_id)}
    given: dict[str, dict[tuple[str, str], Fraction]] = {seat: {} for seat in titles}
    for one in individual_scores(session, competition_id):
        if one.score is not None:
            given[one.seat_id][one.bid_id, one.criterion] = Fraction(one.score)
    scored = {seat: scores for seat, scores in given.items() if scores}
    return assurance_of(run, names, scored, titles)


def _short(title: str) -> str:
    """The role without what follows a comma or a bracket: "PBS nurse"."""
    return title.partition(",")[0].partition("(")[0].strip() or title
