"""Everything the award screen shows, read in one go."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from starapp.awards.decision_rules import AwardProgress, CheckLine, checklist
from starapp.awards.queries import Award, award, standstill_on
from starapp.awards.standstill import AwardStandstill
from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition
from starapp.foundation.dates import local_date
from starapp.foundation.problems import CannotDo
from starapp.history.history import now
from starapp.letters.queries import DraftLetter, IssuedLetter, drafts, issued

SIGNED_OFF = frozenset({State.APPROVED, State.ISSUED, State.STANDSTILL, State.CONCLUDED})


@dataclass(frozen=True, slots=True)
class AwardView:
    """The award of one competition as the screen shows it.

    Attributes:
        decided: None until the result is sent for sign-off.
        wait: the standstill from the planned or published day; None where it cannot be counted.
        no_wait: why it cannot be counted, in words.
        drafts: empty once letters are issued, and before sign-off.
    """

    place: Competition
    today: date
    decided: Award | None
    signed_off: bool
    wait: AwardStandstill | None
    no_wait: str
    lines: tuple[CheckLine, ...]
    drafts: tuple[DraftLetter, ...]
    issued: tuple[IssuedLetter, ...]

    @property
    def ready(self) -> int:
        """How many letters nothing stands in the way of, or are issued."""
        return len(self.issued) or sum(not draft.problems for draft in self.drafts)


def award_view(session: Session, competition_id: str) -> AwardView:
    """Reads the award screen's content."""
    place = competition(session, competition_id)
    today = local_date(now(session))
    decided = award(session, competition_id)
    done = decided is not None and place.state in SIGNED_OFF
    sent = issued(session, competition_id)
    waiting = drafts(session, competition_id) if done and not sent else ()
    wait, no_wait = None, ""
    if decided is not None and done:
        try:
            wait = standstill_on(session, competition_id, decided.notice_day or today)
        except CannotDo as refused:
            no_wait = refused.problems[0].words
    view = AwardView(place, today, decided, done, wait, no_wait, (), waiting, sent)
    lines = checklist(_progress(view), today) if decided is not None else ()
    return AwardView(place, today, decided, done, wait, no_wait, lines, waiting, sent)


def _progress(view: AwardView) -> AwardProgress:
    decided = view.decided
    if decided is None:
        raise ValueError("there is no award yet")
    published = local_date(decided.notice_published) if decided.notice_published else None
    period = view.wait.period if view.wait and published else None
    return AwardProgress(
        approved_by=decided.approved_by,
        approved_at=decided.approved_at,
        confirmed=dict(decided.confirmed),
        letters_ready=view.ready,
        letters_total=len(view.issued) or len(view.drafts),
        letters_issued=bool(view.issued),
        letters_telling=sum(bool(draft.tells) for draft in view.drafts),
        waits=view.wait is None or view.wait.working_days > 0,
        notice_published=published,
        standstill_last=period.last_day if period else None,
        earliest_signing=period.earliest_signing if period else None,
        person_told=decided.person_told,
        signed=decided.signed,
    )
