"""Everything the invitations page shows, read at one moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from starapp.competitions.competition import State, Timetable
from starapp.competitions.publication import publication_problems
from starapp.competitions.queries import (
    Extension,
    Invited,
    NotInvited,
    Question,
    competition,
    extensions,
    invited,
    left_out,
    questions,
    who_is_eligible,
)
from starapp.competitions.stage_rules import Action, may
from starapp.foundation.problems import Problem
from starapp.history.history import now
from starapp.organisation.queries import body, letterhead
from starapp.providers.queries import provider


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider of the lot.

    Attributes:
        state: "to invite", "invited", "declined" or "left out".
        reason: why it declined or is left out.
        by_hand: eligible, and left out by a person.
        email: where the invitation goes.
        gaps: what letters to it would lack.
    """

    id: str
    code: str
    name: str
    state: str
    reason: str
    by_hand: bool
    email: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InvitationsView:
    """The whole page."""

    competition_id: str
    reference: str
    state: State
    dates: Timetable
    now: datetime
    rows: tuple[ProviderRow, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    extensions: tuple[Extension, ...]
    buyer: str
    letterhead_gaps: tuple[str, ...] = ()

    @property
    def building(self) -> bool:
        """Nothing was sent yet."""
        return self.state is State.BUILDING

    @property
    def going(self) -> int:
        """How many are or will be invited."""
        return sum(row.state != "left out" for row in self.rows)

    @property
    def open_for_bids(self) -> bool:
        """Invitations are out and the deadline has not passed."""
        deadline = self.dates.deadline
        return self.state is State.PUBLISHED and (deadline is None or self.now <= deadline)

    def may(self, action: Action) -> bool:
        """Tells whether the state allows an action."""
        return may(self.state, action)


def invitations_view(session: Session, competition_id: str) -> InvitationsView:
    """Reads the page."""
    place = competition(session, competition_id)
    building = place.state is State.BUILDING
    rows = _to_invite(session, competition_id) if building else _sent(session, competition_id)
    rows += tuple(_out(one) for one in left_out(session, competition_id))
    return InvitationsView(
        competition_id=competition_id,
        reference=place.reference,
        state=place.state,
        dates=place.timetable,
        now=now(session),
        rows=rows,
        problems=publication_problems(session, competition_id) if building else (),
        questions=questions(session, competition_id),
        extensions=extensions(session, competition_id),
        buyer=body(session, place.body_id).name,
        letterhead_gaps=letterhead(session, place.body_id).gaps(),
    )


def _to_invite(session: Session, competition_id: str) -> tuple[ProviderRow, ...]:
    return tuple(
        ProviderRow(
            one.id,
            one.code,
            one.name,
            "to invite",
            "",
            by_hand=False,
            email=one.email,
            gaps=one.letter_gaps(),
        )
        for one in who_is_eligible(session, competition_id).chosen
    )


def _sent(session: Session, competition_id: str) -> tuple[ProviderRow, ...]:
    return tuple(_invited(session, one) for one in invited(session, competition_id))


def _invited(session: Session, one: Invited) -> ProviderRow:
    known = provider(session, one.provider_id)
    return ProviderRow(
        one.provider_id,
        one.provider_code,
        one.provider_name,
        "declined" if one.declined else "invited",
        one.reason,
        by_hand=False,
        email=known.email,
        gaps=() if one.declined else known.letter_gaps(),
    )


def _out(one: NotInvited) -> ProviderRow:
    return ProviderRow(
        one.provider_id,
        one.provider_code,
        one.provider_name,
        "left out",
        one.reason,
        by_hand=one.by_hand,
        email="",
    )
