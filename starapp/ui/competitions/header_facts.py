"""What the header of a competition says: status, four key facts, and the eight stages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.queries import bids
from starapp.competitions.competition import Competition, Stage, State
from starapp.competitions.queries import (
    competition,
    declined,
    invited,
    questions,
    rules,
    who_is_eligible,
)
from starapp.competitions.stage_rules import stage_of
from starapp.evaluation.moderation_board import moderation_board
from starapp.foundation.dates import day_text, local_date, moment_text, short_day
from starapp.history.history import now
from starapp.panel.queries import members
from starapp.ui.widgets.stage_bar import Stage as Step
from starapp.ui.widgets.stage_bar import StageState
from starapp.ui.widgets.tags import Tone

PARTS: Mapping[Stage, str] = {
    Stage.SPECIFICATION: "specification",
    Stage.MODEL: "model",
    Stage.INVITATIONS: "invitations",
    Stage.BIDS: "bids",
    Stage.PANEL: "panel",
    Stage.MODERATION: "moderation",
    Stage.RESULT: "result",
    Stage.AWARD: "award",
}
STATUS: Mapping[State, tuple[str, Tone, str]] = {
    State.BUILDING: ("To invite", "blue", "pencil"),
    State.PUBLISHED: ("Open for bids", "teal", "mail"),
    State.OPENED: ("Bids opened", "blue", "package-open"),
    State.SCORING: ("Scoring", "blue", "pencil"),
    State.MODERATING: ("Moderation", "purple", "users"),
    State.PRICED: ("Result to check", "purple", "scale"),
    State.RECOMMENDED: ("Waiting for sign-off", "purple", "signature"),
    State.APPROVED: ("Signed off", "green", "circle-check"),
    State.ISSUED: ("Letters issued", "green", "mail"),
    State.STANDSTILL: ("Standstill", "amber", "hourglass"),
    State.CONCLUDED: ("Agreement signed", "green", "award"),
    State.ABANDONED: ("Abandoned", "red", "circle-x"),
}
"""The tag of each state, also in the list of competitions."""
BEFORE_SCORING = frozenset({State.BUILDING, State.PUBLISHED, State.OPENED})
BEFORE_AWARD = BEFORE_SCORING | {
    State.SCORING, State.MODERATING, State.PRICED, State.RECOMMENDED,
}  # fmt: skip
ORDER = tuple(Stage)


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """Everything the header needs, read at one moment.

    Attributes:
        eligible: providers that would be invited today, before publication.
        bids: received, without those withdrawn or late and not accepted.
        told: panel members who have declared, of ``seats``.
        scored: members who have scored everything, of ``scorers``.
        agreed: scores the panel has agreed, of ``to_agree``; both 0 before moderation.
    """

    place: Competition
    lot: str
    stage: Stage
    now: datetime
    eligible: int
    invited: int
    declined: int
    unanswered: int
    bids: int
    opened: int
    told: int
    seats: int
    scored: int = 0
    scorers: int = 0
    agreed: int = 0
    to_agree: int = 0


def header_facts(session: Session, competition_id: str) -> HeaderFacts:
    """Reads what the header says."""
    place = competition(session, competition_id)
    moment = now(session)
    lot = rules(session, competition_id).system.lot(place.lot_id)
    received = bids(session, competition_id)
    panel = members(session, competition_id)
    building = place.state is State.BUILDING
    scorers = [one for one in panel if one.wanted]
    board = moderation_board(session, competition_id) if place.state is State.MODERATING else None
    to_agree = len(board.wanted()) if board else 0
    return HeaderFacts(
        place=place,
        lot=f"{lot.code} {lot.name}",
        stage=stage_of(place.state, deadline=place.timetable.deadline, now=moment),
        now=moment,
        eligible=len(who_is_eligible(session, competition_id).chosen) if building else 0,
        invited=len(invited(session, competition_id)),
        declined=len(declined(session, competition_id)),
        unanswered=sum(one.answered is None for one in questions(session, competition_id)),
        bids=sum(one.state not in {BidState.WITHDRAWN, BidState.LATE} for one in received),
        opened=sum(bool(one.label) for one in received),
        told=sum(one.declaration.made is not None for one in panel),
        seats=len(panel),
        scored=sum(one.done == one.wanted for one in scorers),
        scorers=len(scorers),
        agreed=to_agree - len(board.left()) if board else 0,
        to_agree=to_agree,
    )


def status_of(facts: HeaderFacts) -> tuple[str, Tone, str]:
    """The tag of a competition now."""
    if facts.place.state is State.PUBLISHED and facts.stage is Stage.BIDS:
        return ("Bids to open", "amber", "package-open")
    return STATUS[facts.place.state]


def key_facts(facts: HeaderFacts) -> list[tuple[str, str]]:
    """Lot, deadline, the next day that matters, and the time left; in moderation what is left."""
    dates = facts.place.timetable
    if facts.place.state is State.MODERATING:
        return [
            ("Scores due", _day(dates.scoring_by)),
            ("Meeting", _day(dates.moderation)),
            ("Sign-off by", _day(dates.decision)),
            ("Left to agree", f"{facts.to_agree - facts.agreed} of {facts.to_agree} scores"),
        ]
    deadline = moment_text(dates.deadline) if dates.deadline else "Not set"
    return [
        ("Lot", _short(facts.lot)),
        ("Deadline", deadline),
        ("Scores due", _day(dates.scoring_by)),
        time_left(dates.deadline, facts.now),
    ]


def _day(day: date | None) -> str:
    return day_text(day) if day else "Not set"


def _short(lot: str) -> str:
    return lot if len(lot) <= 26 else lot.split(":", maxsplit=1)[0]


def time_left(deadline: datetime | None, moment: datetime) -> tuple[str, str]:
    """The name and words of the last fact: "Time left", "6 days"; or how long ago."""
    if deadline is None:
        return ("Time left", "No deadline yet")
    seconds = int((deadline - moment).total_seconds())
    words = _span(abs(seconds))
    if seconds >= 0:
        return ("Time left", words)
    return ("Deadline passed", f"{words} ago")


def _span(seconds: int) -> str:
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        number = seconds // size
        if number >= 1:
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return "less than a minute"


def steps(facts: HeaderFacts) -> list[Step]:
    """The eight stages with a fact under each, and why one cannot open yet."""
    at = ORDER.index(facts.stage)
    ended = facts.place.state is State.CONCLUDED
    found = []
    for place, stage in enumerate(ORDER):
        state = StageState.TO_COME
        if place < at or ended:
            state = StageState.DONE
        elif place == at:
            state = StageState.NOW
        found.append(
            Step(PARTS[stage], stage.value, state, _fact(facts, stage), _closed(facts, stage))
        )
    return found


def _fact(facts: HeaderFacts, stage: Stage) -> str:
    match stage:
        case Stage.SPECIFICATION | Stage.MODEL:
            return "Locked"
        case Stage.INVITATIONS:
            return _invitations_fact(facts)
        case Stage.BIDS:
            return _bids_fact(facts)
        case Stage.PANEL:
            if not facts.seats:
                return "Nobody appointed"
            if facts.place.state is State.SCORING and facts.scorers:
                return f"{facts.scored} of {facts.scorers} have scored"
            return f"{facts.told} of {facts.seats} declared"
        case Stage.MODERATION if facts.to_agree:
            return f"{facts.agreed} of {facts.to_agree} agreed"
        case _:
            return _later_fact(facts, stage)


def _invitations_fact(facts: HeaderFacts) -> str:
    if facts.place.state is State.BUILDING:
        return f"{facts.eligible} to invite"
    sent = facts.place.timetable.invitation
    day = f" {short_day(local_date(sent))}" if sent else ""
    return f"{facts.invited} invited{day}"


def _bids_fact(facts: HeaderFacts) -> str:
    if facts.place.state is State.BUILDING:
        return "After the invitations"
    if facts.opened:
        return f"{facts.opened} of {facts.bids} opened"
    return "No bids yet" if not facts.bids else f"{facts.bids} received"


def _later_fact(facts: HeaderFacts, stage: Stage) -> str:
    dates = facts.place.timetable
    planned = {
        Stage.MODERATION: dates.moderation,
        Stage.RESULT: dates.decision,
        Stage.AWARD: dates.letters,
    }[stage]
    if ORDER.index(facts.stage) >= ORDER.index(stage):
        return STATUS[facts.place.state][0] if facts.stage is stage else "Done"
    return f"Planned {short_day(planned)}" if planned else "Not started"


def _closed(facts: HeaderFacts, stage: Stage) -> str:
    state = facts.place.state
    if state is State.ABANDONED:
        return ""
    if stage is Stage.BIDS and state is State.BUILDING:
        return "Bids can be recorded once the invitations are issued."
    if stage is Stage.MODERATION and state in BEFORE_SCORING:
        return "Moderation opens when scoring has started."
    if stage is Stage.RESULT and state in BEFORE_SCORING | {State.SCORING}:
        return "The result opens when moderation has started."
    if stage is Stage.AWARD and state in BEFORE_AWARD:
        return "Letters are made when the result is signed off."
    return ""
