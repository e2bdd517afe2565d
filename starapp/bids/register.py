"""The bid register as the screen and the printed register show it; nothing of a sealed bid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import time_apart
from starapp.bids.open_check_queries import open_check
from starapp.bids.open_checks import OpenCheck
from starapp.bids.opening import meetings, running
from starapp.bids.price_commands import lookers
from starapp.bids.queries import (
    Arrival,
    OpeningLine,
    arrivals,
    asks_about_price,
    broken_seals,
    checked_prices,
    documents,
    opening_lines,
    price_questions_open,
)
from starapp.bids.sealing import BEFORE_OPENING, prices_are_open, still_sealed, why_sealed
from starapp.competitions.competition import State
from starapp.competitions.queries import competition, declined, invited, rules
from starapp.competitions.stage_rules import Action, may
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import has_passed
from starapp.history.history import now
from starapp.organisation.purchasing_systems import Sealing

UNREAD = frozenset({BidState.SEALED, BidState.LATE})


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register.

    Attributes:
        number: in order of receipt, from 1.
        seal: short form of the seal.
        apart: how early or late it came.
        broken: it is sealed, and its content is not what arrived.
        next: the bid to open next.
        files: how many files came with it; None while it is sealed.
        check: what its compliance check leaves open; None while it is sealed.
        weekly: pounds a week; None while prices are sealed or the bid is not opened.
        price_words: what may be said of its price now.
        price_sealed: why its price is not shown; empty when it is.
    """

    number: int
    arrival: Arrival
    seal: str
    apart: str
    broken: bool
    next: bool
    files: int | None
    check: OpenCheck | None
    weekly: Decimal | None
    price_words: str
    price_sealed: str

    @property
    def id(self) -> str:
        """Identity of the bid."""
        return self.arrival.bid.id


@dataclass(frozen=True, slots=True)
class Openers:
    """The two people of a meeting."""

    first_id: str
    first: str
    second_id: str
    second: str
    began: datetime


@dataclass(frozen=True, slots=True)
class BidsView:
    """Everything on the bids screen.

    Attributes:
        no_reply: names of invited providers that neither bid nor declined.
        openers: of the meeting that runs now, or None.
        met: an opening has been begun at least once.
        prices_open: amounts may be shown to everybody.
        together: the system opens prices together with the answers.
        price_lookers: identities of people who saw prices early.
    """

    competition_id: str
    reference: str
    title: str
    state: State
    deadline: datetime | None
    now: datetime
    invited: int
    declined: tuple[str, ...]
    no_reply: tuple[tuple[str, str], ...]
    rows: tuple[RegisterRow, ...]
    lines: tuple[OpeningLine, ...]
    openers: Openers | None
    met: bool
    prices_open: bool
    together: bool
    price_lookers: frozenset[str]

    @property
    def after_deadline(self) -> bool:
        """The deadline has passed."""
        return self.deadline is not None and has_passed(self.deadline, self.now)

    @property
    def late(self) -> tuple[RegisterRow, ...]:
        """Bids that came late and were not accepted."""
        return tuple(row for row in self.rows if row.arrival.bid.state is BidState.LATE)

    @property
    def sealed(self) -> tuple[RegisterRow, ...]:
        """Bids that may be opened and are not."""
        return tuple(row for row in self.rows if row.arrival.bid.state is BidState.SEALED)

    @property
    def opened(self) -> int:
        """How many bids were opened."""
        return sum(row.arrival.opened is not None for row in self.rows)

    @property
    def next(self) -> RegisterRow | None:
        """The bid to open next while an opening runs."""
        return next((row for row in self.rows if row.next), None)

    def may(self, action: Action) -> bool:
        """Tells whether the competition's state allows an action."""
        return may(self.state, action)


def bids_view(session: Session, competition_id: str) -> BidsView:
    """Gathers the bids screen."""
    place = competition(session, competition_id)
    received = arrivals(session, competition_id)
    gave = {one.bid.provider_id for one in received if one.bid.state is not BidState.WITHDRAWN}
    sent = invited(session, competition_id)
    said_no = declined(session, competition_id)
    meeting = running(session, competition_id)
    return BidsView(
        competition_id=competition_id,
        reference=place.reference,
        title=place.title,
        state=place.state,
        deadline=place.timetable.deadline,
        now=now(session),
        invited=len(sent),
        declined=tuple(one.provider_name for one in said_no),
        no_reply=tuple(
            (one.provider_id, one.provider_name)
            for one in sent
            if one.declined is None and one.provider_id not in gave
        ),
        rows=_rows(session, competition_id, received, place.timetable.deadline, place.state),
        lines=opening_lines(session, competition_id),
        openers=Openers(
            meeting.first_id, meeting.first_name, meeting.second_id, meeting.second_name,
            meeting.began,
        )
        if meeting
        else None,
        met=bool(meetings(session, competition_id)),
        prices_open=prices_are_open(session, competition_id),
        together=rules(session, competition_id).system.sealing is Sealing.WITH_QUALITY,
        price_lookers=lookers(session, competition_id),
    )  # fmt: skip


def _rows(
    session: Session,
    competition_id: str,
    received: tuple[Arrival, ...],
    deadline: datetime | None,
    state: State,
) -> tuple[RegisterRow, ...]:
    over = deadline is not None and has_passed(deadline, now(session))
    checking = state in BEFORE_OPENING and over
    broken = broken_seals(session, competition_id) if checking else frozenset()
    turn = still_sealed(session, competition_id) if running(session, competition_id) else []
    amounts = _amounts(session, competition_id)
    words = _price_words(session, competition_id)
    open_now = prices_are_open(session, competition_id)
    sealed = "" if open_now else why_sealed(session, competition_id)
    found = []
    for number, one in enumerate(received, 1):
        opened = one.opened is not None
        found.append(
            RegisterRow(
                number=number,
                arrival=one,
                seal=seal_text(one.bid.seal),
                apart=time_apart(one.bid.received, deadline) if deadline else "",
                broken=one.bid.id in broken and one.bid.state in UNREAD,
                next=bool(turn) and turn[0].id == one.bid.id,
                files=len(documents(session, one.bid.id)) if opened else None,
                check=open_check(session, one.bid.id) if opened else None,
                weekly=amounts.get(one.bid.id),
                price_words=words.get(one.bid.id, "") if opened else "",
                price_sealed=sealed if opened else "The bid is not opened, so its price is sealed.",
            )
        )
    return tuple(found)


def _amounts(session: Session, competition_id: str) -> Mapping[str, Decimal]:
    if not prices_are_open(session, competition_id):
        return {}
    return {one.bid_id: one.price.price.weekly for one in checked_prices(session, competition_id)}


def _price_words(session: Session, competition_id: str) -> Mapping[str, str]:
    asked = price_questions_open(session, competition_id)
    raised = asks_about_price(session, competition_id)
    said = {
        "asked": "Asked about its price",
        "answered": "Answered about its price",
        "decided": "Price question settled",
    }
    found = dict.fromkeys(raised, "Ask about its price")
    found |= {bid_id: said[how] for bid_id, how in asked.items()}
    return found
