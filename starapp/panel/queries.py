"""What screens and the report read of a panel: who sits on it and what they declared."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.moderation_board import moderation_board
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.queries import progress
from starapp.evaluation.seats import Seat, unseated
from starapp.foundation.problems import Problem
from starapp.organisation.people import Person
from starapp.organisation.queries import people, person
from starapp.panel.declarations import Declaration, Standing
from starapp.panel.records import DeclarationRecord


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
    )


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
    """What is missing before scoring can start."""
    model = competition(session, competition_id).model
    panel = seats(session, competition_id)
    found = []
    if not any(seat.chairs for seat in panel):
        found.append(Problem("chair", "Appoint a chair.", "no_chair"))
    found.extend(
        Problem(question.code, f"{question.code} has nobody to score it.", "unseated")
        for question in unseated(model, panel)
    )
    for seat in panel:
        standing = standing_of(session, seat.id)
        name = person(session, seat.person_id).name
        if standing is Standing.MISSING:
            found.append(Problem(seat.id, f"{name} has not declared yet.", "not_declared"))
        elif not standing.settled:
            words = f"The declaration of {name} waits for the chair."
            found.append(Problem(seat.id, words, "waiting"))
        elif seat.chairs and seat.barred:
            words = f"{name} may not chair because of an interest. Appoint another chair."
            found.append(Problem(seat.id, words, "chair_barred"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PanelView:
    """Everything on the panel screen.

    Attributes:
        people: everyone who may be appointed.
        bids: identity and letter of each opened bid, for an exclusion; empty before the opening.
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
    )
