"""What Home shows: tasks, the board, and the figures that can be counted truly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from starapp.awards.queries import award, offer, standstill_on
from starapp.bids.bid import BidState
from starapp.bids.open_check_queries import late_undecided, open_checks
from starapp.bids.queries import bids
from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import (
    CompetitionRow,
    competition,
    competitions,
    questions,
)
from starapp.evaluation.moderation import left_to_agree
from starapp.evaluation.panel_facts import bids_in_play
from starapp.evaluation.queries import agreements, not_taken_further
from starapp.foundation.dates import local_date
from starapp.foundation.exact import money
from starapp.history.acting import Actor
from starapp.panel.declarations import Standing
from starapp.panel.queries import members
from starapp.reports.needs import (
    CompetitionFacts,
    LaneRow,
    PackageFacts,
    TaskRow,
    board_of,
    tasks_for,
)
from starapp.specifications.package import PackageState
from starapp.specifications.queries import packages

ENDED = frozenset({State.CONCLUDED, State.ABANDONED})
CHECKING = frozenset(
    {State.OPENED, State.SCORING, State.MODERATING, State.PRICED, State.RECOMMENDED}
)
"""From the opening to the sign-off something may be open in a bid's check."""
WITH_PANEL = frozenset({State.OPENED, State.SCORING, State.MODERATING})


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One key figure.

    Attributes:
        label: what it counts.
        value: the figure as text.
        remark: a line under it, or empty.
        tip: how it is worked out.
    """

    label: str
    value: str
    remark: str
    tip: str


@dataclass(frozen=True, slots=True)
class HomeRows:
    """Everything Home shows.

    Attributes:
        next_date: the next day of a timetable, for when nothing needs the person today.
    """

    tasks: tuple[TaskRow, ...]
    lanes: tuple[LaneRow, ...]
    figures: tuple[FigureRow, ...]
    next_date: date | None


def home(session: Session, *, actor: Actor, now: datetime) -> HomeRows:
    """Gives everything Home shows to a person at a moment."""
    every = competitions(session)
    waiting = package_facts(session)
    running = tuple(
        competition_facts(session, competition(session, one.id), actor=actor)
        for one in every
        if one.state not in ENDED
    )
    return HomeRows(
        tasks_for(running, waiting, roles=actor.roles, now=now),
        board_of(running, waiting, now=now),
        figures(session, every, waiting, now=now),
        next_date(running, local_date(now)),
    )


def package_facts(session: Session) -> tuple[PackageFacts, ...]:
    """The packages that are not in a competition yet."""
    return tuple(
        PackageFacts(one.id, one.reference, one.title, one.state is PackageState.READY)
        for one in packages(session)
        if one.state in {PackageState.DRAFT, PackageState.READY}
    )


def competition_facts(session: Session, place: Competition, *, actor: Actor) -> CompetitionFacts:
    """What the rules of Home need to know of one competition; asks only for what its state has."""
    seats = members(session, place.id) if place.state in WITH_PANEL else ()
    scoring = [one for one in seats if one.wanted]
    mine = [one for one in scoring if one.person.id == actor.person_id]
    published = place.state is State.PUBLISHED
    before_scoring = place.state in {State.PUBLISHED, State.OPENED}
    checks = open_checks(session, place.id) if place.state in CHECKING else ()
    return CompetitionFacts(
        id=place.id,
        reference=place.reference,
        title=place.title,
        state=place.state,
        timetable=place.timetable,
        sealed=_sealed(session, place.id) if before_scoring else 0,
        late=len(late_undecided(session, place.id)) if place.state is State.OPENED else 0,
        unanswered=_unanswered(session, place.id) if published else 0,
        unchecked=sum(one.waiting for one in checks) if place.state is not State.RECOMMENDED else 0,
        open_checks=sum(one.unanswered for one in checks),
        declarations_open=sum(not one.declaration.standing.settled for one in seats),
        seats=len(scoring),
        seats_done=sum(one.done >= one.wanted for one in scoring),
        mine_left=sum(one.wanted - one.done for one in mine),
        mine_to_declare=any(
            one.declaration.standing is Standing.MISSING
            for one in seats
            if one.person.id == actor.person_id and one.seat.stood_down is None
        ),
        not_agreed=_not_agreed(session, place) if place.state is State.MODERATING else 0,
        standstill_last=_standstill_last(session, place.id)
        if place.state is State.STANDSTILL
        else None,
    )


def _not_agreed(session: Session, place: Competition) -> int:
    agreed = {(one.bid_id, one.criterion) for one in agreements(session, place.id) if one.standing}
    stopped = frozenset(one.bid_id for one in not_taken_further(session, place.id))
    in_play = [bid.id for bid in bids_in_play(session, place.id)]
    return len(left_to_agree(place.model, bids=in_play, agreed=agreed, stopped=stopped))


def _sealed(session: Session, competition_id: str) -> int:
    return sum(one.state is BidState.SEALED for one in bids(session, competition_id))


def _unanswered(session: Session, competition_id: str) -> int:
    return sum(not one.answer for one in questions(session, competition_id))


def _standstill_last(session: Session, competition_id: str) -> date | None:
    decided = award(session, competition_id)
    if decided is None or decided.notice_day is None:
        return None
    return standstill_on(session, competition_id, decided.notice_day).period.last_day


def next_date(running: Iterable[CompetitionFacts], today: date) -> date | None:
    """The next day named in the timetables of running competitions, after today."""
    found: list[date] = []
    for facts in running:
        dates = facts.timetable
        moments = (dates.invitation, dates.questions_by, dates.answers_by, dates.deadline)
        found += [local_date(moment) for moment in moments if moment is not None]
        days = (
            dates.scoring_by, dates.moderation, dates.meeting, dates.decision, dates.letters,
            dates.transition, dates.support_starts, dates.first_review,
        )  # fmt: skip
        found += [day for day in days if day is not None]
    return min((day for day in found if day > today), default=None)


def figures(
    session: Session,
    every: Sequence[CompetitionRow],
    waiting: Sequence[PackageFacts],
    *,
    now: datetime,
) -> tuple[FigureRow, ...]:
    """The figures that can be counted from the workspace, each with how."""
    live = [one for one in every if one.state not in ENDED]
    week = now + timedelta(days=7)
    closing = sum(one.deadline is not None and now <= one.deadline <= week for one in live)
    ready = sum(one.ready for one in waiting)
    signed = [one for one in every if one.state is State.CONCLUDED]
    value = sum((_whole_value(session, one.id) for one in signed), Decimal(0))
    return (
        FigureRow(
            "Live competitions",
            str(len(live)),
            f"{closing} close within a week" if closing else "none closes within a week",
            "Competitions that are neither signed nor abandoned.",
        ),
        FigureRow(
            "Packages being written",
            str(len(waiting) - ready),
            f"{ready} ready to buy" if ready else "none ready to buy",
            "Packages in draft. Ready ones are locked and wait for a competition.",
        ),
        FigureRow(
            "Contracts signed",
            str(len(signed)),
            "in this workspace",
            "Competitions whose contract is signed.",
        ),
        FigureRow(
            "Awarded value",
            _large(value) if signed else "None yet",
            "whole contract lives" if signed else "no contract is signed",
            f"{money(value)}: the winning prices over the whole terms with extensions.",
        ),
    )


def _whole_value(session: Session, competition_id: str) -> Decimal:
    decided = award(session, competition_id)
    if decided is None:
        return Decimal(0)
    return offer(session, competition_id, decided.bid_id).whole_value


def _large(value: Decimal) -> str:
    """Large money in short: £11.42m, £575,720."""
    if value >= 1_000_000:
        return f"£{(value / 1_000_000).quantize(Decimal('0.01'))}m"
    return f"£{value.quantize(Decimal(1)):,}"
