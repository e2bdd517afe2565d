"""Appoints the panel, takes declarations of interest, decides them, and opens scoring."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.price_commands import lookers
from starapp.bids.queries import bids
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, move, require
from starapp.evaluation.panel_facts import require_chair, seats, stored_seat
from starapp.evaluation.records import SeatRecord
from starapp.foundation.canonical import plain_value
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.acting import Role
from starapp.history.history import actor, note, now
from starapp.organisation.people import Person
from starapp.organisation.queries import person
from starapp.panel.declarations import CLEARED, RECUSED, BidderInterest, Standing
from starapp.panel.queries import (
    bidder_interest,
    bidders_to_declare,
    newest_declaration,
    starting_problems,
)
from starapp.panel.records import DeclarationRecord

TOUCHED = ("panel", "competitions")
LONGEST = 5_000


def appoint_member(
    session: Session, *, competition_id: str, person_id: str, role_codes: Iterable[str]
) -> Change:
    """Gives a person a seat with the evaluator roles of the model, or changes the roles they hold.

    Raises:
        CannotDo: too late, no role, an unknown role, or the person chairs or saw prices early.
    """
    require(session, competition_id, Action.APPOINT_PANEL)
    _require_organiser(session)
    model = competition(session, competition_id).model
    asked = set(role_codes)
    codes = [role.code for role in model.roles if role.code in asked]
    if not codes or len(codes) != len(asked):
        raise refuse("roles", "Choose at least one role of the evaluation model.", "no_role")
    somebody = person(session, person_id)
    _require_no_look(session, competition_id, somebody)
    record = _seat_of(session, competition_id, person_id)
    if record is None:
        record = SeatRecord(competition_id=competition_id, person_id=person_id)
        session.add(record)
    elif record.stood_down is not None:
        raise refuse("person", f"{somebody.name} left this panel. Choose somebody else.", "left")
    elif record.chairs:
        raise refuse("person", f"{somebody.name} chairs the panel, so does not score.", "chair")
    record.roles = codes
    session.flush()
    _noted(session, competition_id, f"panel member appointed: {', '.join(codes)}", record.id)
    return changed(f"{somebody.name} is on the panel", *TOUCHED, made=record.id)


def appoint_chair(session: Session, *, competition_id: str, person_id: str) -> Change:
    """Gives the chair to a procurement officer, who does not score; replaces an earlier chair.

    Raises:
        CannotDo: the person scores, or is not a procurement officer.
    """
    require(session, competition_id, Action.APPOINT_CHAIR)
    _require_organiser(session)
    somebody = person(session, person_id)
    _require_able_to_chair(session, competition_id, somebody)
    for seat in seats(session, competition_id):
        if seat.chairs and seat.person_id != person_id:
            _drop(session, stored_seat(session, seat.id))
    record = _seat_of(session, competition_id, person_id)
    if record is None:
        record = SeatRecord(
            competition_id=competition_id, person_id=person_id, chairs=True, roles=[]
        )
        session.add(record)
    session.flush()
    _noted(session, competition_id, "chair appointed", record.id)
    return changed(f"{somebody.name} chairs the panel", *TOUCHED, made=record.id)


def remove_member(session: Session, *, seat_id: str) -> Change:
    """Takes a person off the panel before scoring starts, with their declarations.

    Raises:
        CannotDo: scoring started, so the seat is part of the record.
    """
    record = stored_seat(session, seat_id)
    require(session, record.competition_id, Action.REMOVE_MEMBER)
    _require_organiser(session)
    name = person(session, record.person_id).name
    _drop(session, record)
    _noted(session, record.competition_id, "panel member removed", seat_id)
    return changed(f"{name} is off the panel", *TOUCHED)


def declare_interest(
    session: Session, *, seat_id: str, interest: str, bidders: Mapping[str, str] | None = None
) -> Change:
    """Writes the declaration of the person on the seat; empty text means nothing to declare.

    A declaration is about every bidder there is now (Procurement Act 2023 ss.81 to 83); a bidder
    who is not named has no interest declared.

    Nothing to declare clears them at once, unless an interest was declared before. Anything else
    closes their scoring until the chair decides. Declaring again is always possible, because
    interests are kept under review.

    Args:
        session: writing.
        seat_id: the person's own.
        interest: anything that is not about one bidder.
        bidders: by provider, the interest in that bidder.

    Raises:
        CannotDo: somebody else's seat, too late, a text is too long, or an unknown bidder.
    """
    record = stored_seat(session, seat_id)
    require(session, record.competition_id, Action.DECLARE)
    if record.person_id != actor(session).person_id:
        raise refuse("", "Only the member themselves can declare.", "not_own")
    if len(interest) > LONGEST:
        raise refuse("interest", f"Shorten this to {LONGEST:,} characters.", "too_long")
    text = interest.strip()
    told = {one: words.strip() for one, words in (bidders or {}).items() if words.strip()}
    asked = bidders_to_declare(session, record.competition_id)
    if not set(told) <= {provider_id for provider_id, _ in asked}:
        raise refuse("bidders", "Choose bidders of this competition.", "bidder")
    if any(len(words) > LONGEST for words in told.values()):
        raise refuse("bidders", f"Shorten this to {LONGEST:,} characters.", "too_long")
    earlier = newest_declaration(session, seat_id)
    at_once = not text and not told and (earlier is None or earlier.standing is Standing.NOTHING)
    session.add(
        DeclarationRecord(
            seat_id=seat_id,
            number=earlier.number + 1 if earlier else 1,
            standing=Standing.NOTHING if at_once else Standing.WAITING,
            interest=text,
            made=now(session),
            bidders=[
                plain_value(BidderInterest(one, name, told.get(one, ""))) for one, name in asked
            ],
        )
    )
    record.cleared = now(session) if at_once else None
    words = "interest declared" if text or told else "nothing to declare"
    _noted(session, record.competition_id, words, seat_id)
    return changed("Declaration saved", *TOUCHED)


def decide_interest(
    session: Session,
    *,
    seat_id: str,
    may_score: bool,
    reason: str,
    except_bids: Iterable[str] = (),
    bidders: Mapping[str, tuple[str, str]] | None = None,
) -> Change:
    """Decides, as chair, whether a person with a declared interest scores, and which bids not.

    The chair's own interest is decided by a commissioner or an approver.

    Args:
        session: writing.
        seat_id: of the person who declared.
        may_score: False keeps them from scoring at all.
        reason: of the decision.
        except_bids: bids they do not score, for an interest that names no bidder.
        bidders: by provider an interest was declared in, cleared or recused, and why; needed for
            each of them where the person may score.

    Raises:
        CannotDo: not the chair, nothing waits for a decision, no reason, a bidder without a
            decision, or an unknown bid.
    """
    record = stored_seat(session, seat_id)
    require(session, record.competition_id, Action.DECLARE)
    _require_decider(session, record)
    declaration = newest_declaration(session, seat_id)
    if declaration is None or declaration.standing is Standing.NOTHING:
        raise refuse("", "There is no declared interest to decide on.", "nothing")
    excluded = sorted(set(except_bids))
    known = {bid.id for bid in bids(session, record.competition_id)}
    problems = []
    if not reason.strip():
        problems.append(Problem("reason", "Write the reason for your decision.", "no_reason"))
    if not known.issuperset(excluded):
        problems.append(Problem("except_bids", "Choose bids of this competition.", "bid"))
    told = dict(bidders or {})
    problems += _bidder_problems(declaration, told) if may_score else []
    raise_if(problems)
    declaration.bidders = [_decided(session, one, told) for one in declaration.bidders]
    declaration.standing = Standing.MAY_SCORE if may_score else Standing.MAY_NOT_SCORE
    declaration.reason = reason.strip()
    declaration.decided, declaration.decided_by = now(session), actor(session).name
    record.barred = not may_score
    record.excluded = sorted({*excluded, *_recused(session, record)}) if may_score else []
    record.cleared = now(session) if may_score else None
    words = f"interest decided: {declaration.standing.value}"
    _noted(session, record.competition_id, words, seat_id, reason=reason.strip())
    return changed("Decision recorded", *TOUCHED)


def start_scoring(session: Session, *, competition_id: str) -> Change:
    """Opens scoring when every declaration is settled and every question has somebody to score it.

    Raises:
        CannotDo: with one problem per thing that is missing.
    """
    require(session, competition_id, Action.START_SCORING)
    raise_if(starting_problems(session, competition_id))
    for seat in seats(session, competition_id):
        record = stored_seat(session, seat.id)
        if recused := _recused(session, record):
            record.excluded = sorted({*record.excluded, *recused})
    move(session, competition_id, State.SCORING)
    note(
        session, "scoring started", about=("competition", competition_id),
        competition_id=competition_id,
    )  # fmt: skip
    return changed("Scoring started", *TOUCHED, "scores")


def _bidder_problems(
    declaration: DeclarationRecord, told: Mapping[str, tuple[str, str]]
) -> list[Problem]:
    """A declared interest in a bidder that is not decided, or decided without a reason."""
    found = []
    for stored in declaration.bidders:
        one = bidder_interest(stored)
        if not one.interest or (one.outcome and one.provider_id not in told):
            continue
        outcome, reason = told.get(one.provider_id, ("", ""))
        if outcome not in {CLEARED, RECUSED}:
            words = f"Decide on the interest in {one.name}."
            found.append(Problem(one.provider_id, words, "bidder_undecided"))
        elif not reason.strip():
            words = f"Write why, about {one.name}."
            found.append(Problem(one.provider_id, words, "no_reason"))
    return found


def _decided(
    session: Session, stored: Mapping[str, object], told: Mapping[str, tuple[str, str]]
) -> object:
    """What the record keeps of a bidder after the decision."""
    one = bidder_interest(stored)
    if not one.interest or one.provider_id not in told:
        return dict(stored)
    outcome, reason = told[one.provider_id]
    return plain_value(
        replace(
            one,
            outcome=outcome,
            reason=reason.strip(),
            decided=now(session),
            decided_by=actor(session).name,
        )
    )


def _recused(session: Session, record: SeatRecord) -> set[str]:
    """The bids of the bidders a person was recused from; none before bids are opened."""
    declared = newest_declaration(session, record.id)
    if declared is None:
        return set()
    out = {
        one.provider_id for one in map(bidder_interest, declared.bidders) if one.outcome == RECUSED
    }
    return {bid.id for bid in bids(session, record.competition_id) if bid.provider_id in out}


def _seat_of(session: Session, competition_id: str, person_id: str) -> SeatRecord | None:
    query = select(SeatRecord).where(
        SeatRecord.competition_id == competition_id, SeatRecord.person_id == person_id
    )
    return session.scalars(query).one_or_none()


def _require_organiser(session: Session) -> None:
    if not actor(session).can(Role.PROCUREMENT, Role.COMMISSIONER, Role.ADMINISTRATOR):
        raise refuse("", "A commissioner or procurement officer sets up the panel.", "role")


def _require_decider(session: Session, record: SeatRecord) -> None:
    """Raises CannotDo when the actor may not decide about this seat's declaration."""
    if not record.chairs:
        require_chair(session, record.competition_id)
    elif actor(session).person_id == record.person_id or not actor(session).can(
        Role.COMMISSIONER, Role.APPROVER
    ):
        raise refuse(
            "", "A commissioner or an approver decides on the chair's own interest.", "not_chair"
        )


def _drop(session: Session, record: SeatRecord) -> None:
    """Removes a seat with its declarations; the history keeps both."""
    query = select(DeclarationRecord).where(DeclarationRecord.seat_id == record.id)
    for declaration in session.scalars(query):
        session.delete(declaration)
    session.flush()
    session.delete(record)


def _require_able_to_chair(session: Session, competition_id: str, somebody: Person) -> None:
    if Role.PROCUREMENT not in somebody.roles:
        raise refuse("person", "Choose a procurement officer as chair.", "role")
    _require_no_look(session, competition_id, somebody)
    seat = _seat_of(session, competition_id, somebody.id)
    if seat is not None and not seat.chairs:
        raise refuse(
            "person", f"{somebody.name} scores, so cannot chair. Choose somebody else.", "scores"
        )


def _require_no_look(session: Session, competition_id: str, somebody: Person) -> None:
    """Raises CannotDo when a person saw the prices before they were unsealed."""
    if somebody.id in lookers(session, competition_id):
        words = f"{somebody.name} saw the prices early, so cannot be on this panel."
        raise refuse("person", words, "saw_prices")


def _noted(
    session: Session, competition_id: str, words: str, seat_id: str, *, reason: str = ""
) -> None:
    note(session, words, about=("seat", seat_id), reason=reason, competition_id=competition_id)
