"""How the panel's own scores agree, from the record, once moderation has opened."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from starapp.competitions.queries import competition
from starapp.evaluation.agreement import (
    Figure,
    icc_a1,
    kendall_w,
    krippendorff_alpha,
    severity,
)
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.queries import individual_scores
from starapp.evaluation.result import ScoreState


@dataclass(frozen=True, slots=True)
class MemberSeverity:
    """One member: below 0 is stricter than the others, above 0 more generous."""

    title: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class PanelAgreement:
    """The figures of one panel; indicative only.

    Attributes:
        answers: how many answers (bid and question) at least one member scored.
        alpha: Krippendorff's alpha, ordinal.
        w: Kendall's W.
        icc: ICC(A,1).
    """

    answers: int
    members: tuple[MemberSeverity, ...]
    alpha: Figure
    w: Figure
    icc: Figure


def agreement_of(session: Session, competition_id: str) -> PanelAgreement:
    """The figures of a competition's individual scores.

    Raises:
        CannotDo: with code "not_yet" before moderation opens.
    """
    place = competition(session, competition_id)
    panel = {seat.id: seat for seat in seats(session, competition_id) if not seat.chairs}
    given: dict[str, dict[object, Fraction]] = {seat_id: {} for seat_id in panel}
    for one in individual_scores(session, competition_id):
        if one.seat_id in given and one.state is ScoreState.SCORED and one.score is not None:
            given[one.seat_id][one.bid_id, one.criterion] = Fraction(one.score)
    scored = {seat_id: scores for seat_id, scores in given.items() if scores}
    items = sorted({item for scores in scored.values() for item in scores}, key=str)
    ratings = [[scores.get(item) for item in items] for scores in scored.values()]
    strict = severity(scored)
    return PanelAgreement(
        answers=len(items),
        members=tuple(
            MemberSeverity(panel[seat_id].title(place.model), strict[seat_id]) for seat_id in scored
        ),
        alpha=krippendorff_alpha(ratings),
        w=kendall_w(ratings),
        icc=icc_a1(ratings),
    )
