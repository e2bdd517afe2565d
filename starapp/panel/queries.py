"""What screens and the report read of a panel: who sits on it and what they declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.open_check_queries import bid_problems
from starapp.bids.queries import bids
from starapp.competitions.competition import State
from starapp.competitions.queries import competition, invited
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation_board import moderation_board
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.queries import progress
from starapp.evaluation.seats import Seat, single_scored, unseated
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import Problem
from starapp.organisation.people import Person
from starapp.organisation.queries import people, person
from starapp.panel.declarations import BidderInterest, Declaration, Standing
from starapp.panel.records import DeclarationRecord, ReplacementRecord


@dataclass(frozen=True, slots=True)
class Member:
    """One person on the panel, with everything a card shows.

    Attributes:
        title: the role in words; records use it in place of the name.
        done, wanted: how many scores are written, of how many.
    """

    seat: Seat
    person: Person
    title: str
    declaration: Declaration
    done: int
    wanted: int


def newest_declaration(session: Session, seat_id: str) -> DeclarationRecord | None:
    """The declaration that counts, for commands of this capability."""
    query = (
        select(DeclarationRecord)
        .where(DeclarationRecord.seat_id == seat_id)
        .order_by(DeclarationRecord.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def standing_of(session: Session, seat_id: str) -> Standing:
    """Where the declaration of a seat stands."""
    record = newest_declaration(session, seat_id)
    return record.standing if record else Standing.MISSING


def declaration(session: Session, seat_id: str) -> Declaration:
    """The newest declaration of a seat as a value."""
    record = newest_declaration(session, seat_id)
    if record is None:
        return Declaration(seat_id, Standing.MISSING)
    return Declaration(
        seat_id,
        record.standing,
        record.interest,
        record.made,
        record.reason,
        record.decided,
        record.decided_by,
        tuple(bidder_interest(one) for one in record.bidders),
    )


def bidder_interest(stored: Mapping[str, Any]) -> BidderInterest:
    """What the record keeps of one bidder, as a value."""
    decided = stored["decided"]
    return BidderInterest(
        **{**stored, "decided": datetime.fromisoformat(decided) if decided else None}
    )


def bidders_to_declare(session: Session, competition_id: str) -> tuple[tuple[str, str], ...]:
    """Identity and name of each provider an interest is declared about, by name.

    Once bids are opened those who bid, before that those invited: who bid is not known before.
    """
    if competition(session, competition_id).state in {State.BUILDING, State.PUBLISHED}:
        found = {
            one.provider_id: one.provider_name
            for one in invited(session, competition_id)
            if one.declined is None
        }
    else:
        out = {BidState.WITHDRAWN, BidState.LATE}
        found = {
            bid.provider_id: bid.provider_name
            for bid in bids(session, competition_id)
            if bid.state not in out
        }
    return tuple(sorted(found.items(), key=lambda one: (one[1], one[0])))


def members(session: Session, competition_id: str) -> tuple[Member, ...]:
    """Everyone on the panel, members first, the chair last."""
    model = competition(session, competition_id).model
    counts = {one.seat_id: one for one in progress(session, competition_id)}
    found = []
    for seat in seats(session, competition_id):
        count = counts.get(seat.id)
        found.append(
            Member(
                seat,
                person(session, seat.person_id),
                seat.title(model),
                declaration(session, seat.id),
                count.done if count else 0,
                count.wanted if count else 0,
            )
        )
    return tuple(found)


def seat_of(session: Session, competition_id: str, *, person_id: str) -> Member | None:
    """The seat of one person, or None when they are not on this panel."""
    return next((m for m in members(session, competition_id) if m.person.id == person_id), None)


def starting_problems(session: Session, competition_id: str) -> tuple[Problem, ...]:
    """What is missing before scoring can start, of the panel and of the bids."""
    model = competition(session, competition_id).model
    panel = seats(session, competition_id)
    bidders = bidders_to_declare(session, competition_id)
    found = []
    if not any(seat.chairs for seat in panel):
        found.append(Problem("chair", "Appoint a chair.", "no_chair"))
    found.extend(
        Problem(question.code, f"{question.code} has nobody to score it.", "unseated")
        for question in unseated(model, panel)
    )
    found.extend(
        Problem(question.code, f"{question.code} needs a second person to score it.", "too_few")
        for question in single_scored(model, panel)
    )
    for seat in panel:
        if seat.stood_down is not None:
            continue
        standing = standing_of(session, seat.id)
        name = person(session, seat.person_id).name
        if standing is Standing.MISSING:
            found.append(Problem(seat.id, f"{name} has not declared yet.", "not_declared"))
        elif not standing.settled:
            words = f"The declaration of {name} waits for the chair."
            found.append(Problem(seat.id, words, "waiting"))
        elif unasked := declaration(session, seat.id).left_out(bidders):
            words = f"{name} has not declared about {listed(unasked)}."
            found.append(Problem(seat.id, words, "bidder_not_declared"))
        elif seat.chairs and seat.barred:
            words = f"{name} may not chair because of an interest. Appoint another chair."
            found.append(Problem(seat.id, words, "chair_barred"))
    return (*found, *bid_problems(session, competition_id))


@dataclass(frozen=True, slots=True)
class Replacement:
    """Somebody who left the panel while bids were scored.

    Attributes:
        new_name: who came in their place, or empty.
        by: who recorded it.
    """

    name: str
    new_name: str
    reason: str
    made: datetime
    by: str

    def in_words(self) -> str:
        """One line: who left, who came, why."""
        came = f"{self.new_name} came in their place." if self.new_name else "Nobody came."
        return f"{self.name} left. {came} {self.reason}"


def replacements(session: Session, competition_id: str) -> tuple[Replacement, ...]:
    """Who left and who came, oldest first."""
    query = (
        select(ReplacementRecord)
        .where(ReplacementRecord.competition_id == competition_id)
        .order_by(ReplacementRecord.made, ReplacementRecord.id)
    )
    return tuple(
        Replacement(row.name, row.new_name, row.reason, row.made, row.person_name)
        for row in session.scalars(query)
    )


@dataclass(frozen=True, slots=True)
class PanelView:
    """Everything on the panel screen.

    Attributes:
        people: everyone who may be appointed.
        bids: identity and letter of each opened bid, for an exclusion; empty before the opening.
        bidders: identity and name of each provider an interest is declared about.
        replacements: who left while bids were scored, and who came, oldest first.
        problems: what is missing before scoring can start.
        far_apart: how many answers the panel is far apart on; None until moderation opens.
    """

    competition_id: str
    state: State
    model: EvaluationModel
    members: tuple[Member, ...]
    people: tuple[Person, ...]
    bids: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    far_apart: int | None
    bidders: tuple[tuple[str, str], ...] = ()
    replacements: tuple[Replacement, ...] = ()

    @property
    def chair_id(self) -> str:
        """The person who chairs, or empty."""
        return next((m.person.id for m in self.members if m.seat.chairs), "")

    def own(self, person_id: str) -> Member | None:
        """The seat of one person."""
        return next((m for m in self.members if m.person.id == person_id), None)


def panel_view(session: Session, competition_id: str) -> PanelView:
    """Gathers the panel screen."""
    place = competition(session, competition_id)
    board = moderation_board(session, competition_id)
    opened = place.state not in {State.BUILDING, State.PUBLISHED}
    return PanelView(
        competition_id=competition_id,
        state=place.state,
        model=place.model,
        members=members(session, competition_id),
        people=tuple(one for one in people(session) if one.active),
        bids=board.bids if opened else (),
        problems=starting_problems(session, competition_id),
        far_apart=sum(cell.far for cell in board.cells.values()) if board.cells else None,
        bidders=bidders_to_declare(session, competition_id),
        replacements=replacements(session, competition_id),
    )
