"""What needs a person today, and where every competition stands: rules over plain facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from starapp.competitions.competition import Stage, State, Timetable
from starapp.foundation.dates import clock_text, day_text, has_passed, local_date, short_day
from starapp.history.acting import Role

LEADS = frozenset({Role.COMMISSIONER, Role.PROCUREMENT})
SOON_DAYS = 7


class Urgency(IntEnum):
    """How soon a task is due; tasks are shown in this order."""

    LATE = 0
    TODAY = 1
    SOON = 2
    LATER = 3
    INFORMATION = 4


@dataclass(frozen=True, slots=True)
class CompetitionFacts:
    """What the rules need to know of a competition.

    Attributes:
        sealed: bids received and not opened yet.
        unanswered: provider questions without an answer.
        late: late bids nobody decided about.
        unchecked: bids whose compliance check is neither settled nor left open for a reason.
        open_checks: bids whose open check no approver has answered for.
        declarations_open: panel seats whose declaration is not decided.
        seats: people who score.
        seats_done: of them, those who have scored everything.
        mine_left: scores the person asking still has to give; 0 when none or not on the panel.
        mine_to_declare: the person asking is on the panel and has not declared interests.
        not_agreed: scores without an agreed score.
        standstill_last: the last day of the standstill, when there is one.
    """

    id: str
    reference: str
    title: str
    state: State
    timetable: Timetable
    sealed: int = 0
    unanswered: int = 0
    late: int = 0
    unchecked: int = 0
    open_checks: int = 0
    declarations_open: int = 0
    seats: int = 0
    seats_done: int = 0
    mine_left: int = 0
    mine_to_declare: bool = False
    not_agreed: int = 0
    standstill_last: date | None = None


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What the rules need to know of a package that is not in a competition yet."""

    id: str
    reference: str
    title: str
    ready: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing to do.

    Attributes:
        what: a stable name: open bids, late, check, answer, panel, score, moderate, price, recommend, approve,
            letters, notice, standstill, sign, publish, specify.
        words: the task as a verb.
        reason: the reference and why.
        due: the day it is due, or None.
        button: the verb on its button.
        kind, id, part: the place it is done.
    """

    what: str
    words: str
    reason: str
    urgency: Urgency
    due: date | None
    button: str
    kind: str
    id: str
    part: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """One competition or package on the board.

    Attributes:
        fact: where it stands, for example "3 of 4 back".
        tone: grey, blue, amber, red, green or purple.
    """

    kind: str
    id: str
    part: str
    reference: str
    title: str
    fact: str
    tone: str


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One stage of the board with what stands at it."""

    stage: Stage
    cards: tuple[CardRow, ...]


PARTS = {
    Stage.SPECIFICATION: "",
    Stage.MODEL: "model",
    Stage.INVITATIONS: "invitations",
    Stage.BIDS: "bids",
    Stage.PANEL: "panel",
    Stage.MODERATION: "moderation",
    Stage.RESULT: "result",
    Stage.AWARD: "award",
}
_STAGES = {
    State.BUILDING: Stage.MODEL,
    State.PUBLISHED: Stage.INVITATIONS,
    State.OPENED: Stage.PANEL,
    State.SCORING: Stage.PANEL,
    State.MODERATING: Stage.MODERATION,
    State.PRICED: Stage.RESULT,
    State.RECOMMENDED: Stage.RESULT,
    State.APPROVED: Stage.AWARD,
    State.ISSUED: Stage.AWARD,
    State.STANDSTILL: Stage.AWARD,
}


def lane_of(facts: CompetitionFacts, now: datetime) -> Stage | None:
    """The lane a competition stands in; None when it has ended."""
    if facts.state is State.PUBLISHED and _closed(facts, now):
        return Stage.BIDS
    return _STAGES.get(facts.state)


def _closed(facts: CompetitionFacts, now: datetime) -> bool:
    deadline = facts.timetable.deadline
    return deadline is not None and has_passed(deadline, now)


def urgency_of(due: date | None, today: date) -> Urgency:
    """How soon a day is."""
    if due is None:
        return Urgency.LATER
    if due < today:
        return Urgency.LATE
    if due == today:
        return Urgency.TODAY
    return Urgency.SOON if (due - today).days <= SOON_DAYS else Urgency.LATER


def tasks_for(
    competitions: Sequence[CompetitionFacts],
    packages: Sequence[PackageFacts],
    *,
    roles: frozenset[Role],
    now: datetime,
) -> tuple[TaskRow, ...]:
    """Gives what a person with these roles has to do, the most urgent first."""
    today = local_date(now)
    found = [
        task
        for facts in competitions
        for task in _tasks_of(facts, roles=roles, now=now, today=today)
    ]
    if roles & LEADS:
        found += [_specify(package) for package in packages]
    return tuple(sorted(found, key=lambda task: (task.urgency, task.due or date.max, task.reason)))


def _specify(package: PackageFacts) -> TaskRow:
    words = "Start a competition" if package.ready else "Finish the specification"
    return TaskRow(
        "publish" if package.ready else "specify",
        words,
        f"{package.reference}, {package.title}",
        Urgency.LATER,
        None,
        "Open",
        "package",
        package.id,
        "",
    )


def _tasks_of(
    facts: CompetitionFacts, *, roles: frozenset[Role], now: datetime, today: date
) -> Iterator[TaskRow]:
    if facts.mine_to_declare:
        words, due = "Say whether you know anyone who is bidding", facts.timetable.scoring_by
        yield _task(facts, "panel", words, due=due, today=today, button="Declare", part="panel")
    if facts.state is State.SCORING and facts.mine_left:
        yield _task(
            facts,
            "score",
            f"Give {_count(facts.mine_left, 'score')}",
            due=facts.timetable.scoring_by,
            today=today,
            button="Score",
            part="scoring",
        )
    if roles & LEADS:
        yield from _lead_tasks(facts, now=now, today=today)
    if Role.APPROVER in roles and facts.state is State.RECOMMENDED:
        yield _task(
            facts,
            "approve",
            "Approve the result or return it",
            due=facts.timetable.decision,
            today=today,
            button="Decide",
            part="result",
            why=f"{_count(facts.open_checks, 'check')} to answer for" if facts.open_checks else "",
        )


def _lead_tasks(facts: CompetitionFacts, *, now: datetime, today: date) -> Iterator[TaskRow]:
    dates = facts.timetable
    if facts.unanswered:
        yield _task(
            facts,
            "answer",
            f"Answer {_count(facts.unanswered, 'provider question')}",
            due=local_date(dates.answers_by) if dates.answers_by else None,
            today=today,
            button="Reply",
            part="invitations",
        )
    yield from _checks(facts, today=today)
    match facts.state:
        case State.BUILDING:
            due = local_date(dates.invitation) if dates.invitation else None
            yield _task(
                facts,
                "publish",
                "Agree the model and invite providers",
                due=due,
                today=today,
                button="Prepare",
                part="model",
            )
        case State.PUBLISHED:
            yield from _published(facts, now=now, today=today)
        case State.OPENED | State.SCORING:
            if facts.sealed:
                yield from _published(facts, now=now, today=today)
            yield from _panel(facts, today=today)
        case State.MODERATING:
            yield from _moderation(facts, today=today)
        case State.PRICED:
            yield _task(
                facts,
                "recommend",
                "Check the result and send it for sign-off",
                due=dates.decision,
                today=today,
                button="Open result",
                part="result",
            )
        case _:
            yield from _award(facts, today=today)


def _checks(facts: CompetitionFacts, *, today: date) -> Iterator[TaskRow]:
    first = facts.state is State.OPENED
    due = facts.timetable.scoring_by if first else facts.timetable.decision
    why = "scoring waits for it" if first else "the approver is asked about it"
    for what, number, words in (
        ("late", facts.late, f"Decide about {_count(facts.late, 'late bid')}"),
        (
            "check",
            facts.unchecked,
            f"Settle the compliance check of {_count(facts.unchecked, 'bid')}",
        ),
    ):
        if number:
            yield _task(
                facts, what, words, due=due, today=today, button="Check", part="bids", why=why
            )


def _published(facts: CompetitionFacts, *, now: datetime, today: date) -> Iterator[TaskRow]:
    deadline = facts.timetable.deadline
    if deadline is None or not _closed(facts, now):
        return
    words = (
        f"Open {_count(facts.sealed, 'sealed bid')} with a second opener"
        if facts.sealed
        else "Close the bids: none arrived"
    )
    why = f"deadline passed at {clock_text(deadline)} on {day_text(local_date(deadline))}"
    yield _task(
        facts,
        "open bids",
        words,
        due=local_date(deadline),
        today=today,
        button="Open bids",
        part="bids",
        why=why,
    )


def _panel(facts: CompetitionFacts, *, today: date) -> Iterator[TaskRow]:
    due = facts.timetable.scoring_by
    if not facts.seats:
        yield _task(
            facts,
            "panel",
            "Appoint the panel",
            due=due,
            today=today,
            button="Appoint",
            part="panel",
        )
    elif facts.declarations_open:
        yield _task(
            facts,
            "panel",
            f"Decide {_count(facts.declarations_open, 'declaration')}",
            due=due,
            today=today,
            button="Decide",
            part="panel",
        )
    elif facts.state is State.OPENED and (facts.unchecked or facts.late or facts.sealed):
        return
    elif facts.state is State.OPENED or facts.seats_done >= facts.seats:
        words = "Start scoring" if facts.state is State.OPENED else "Start moderation"
        yield _task(facts, "panel", words, due=due, today=today, button="Open panel", part="panel")


def _moderation(facts: CompetitionFacts, *, today: date) -> Iterator[TaskRow]:
    words = (
        f"Agree {_count(facts.not_agreed, 'score')}"
        if facts.not_agreed
        else "Close moderation and unseal the prices"
    )
    yield _task(
        facts,
        "moderate",
        words,
        due=facts.timetable.moderation,
        today=today,
        button="Moderate",
        part="moderation",
    )


def _award(facts: CompetitionFacts, *, today: date) -> Iterator[TaskRow]:
    dates = facts.timetable
    match facts.state:
        case State.APPROVED:
            yield _task(
                facts,
                "letters",
                "Issue the letters",
                due=dates.letters,
                today=today,
                button="Letters",
                part="award",
            )
        case State.ISSUED:
            yield _task(
                facts,
                "notice",
                "Publish the award notice",
                due=dates.letters,
                today=today,
                button="Notice",
                part="award",
            )
        case State.STANDSTILL:
            last = facts.standstill_last
            over = last is not None and today > last
            yield TaskRow(
                "sign" if over else "standstill",
                "Standstill is over: sign the contract" if over else "Standstill is running",
                f"{facts.reference}, ends at midnight on {day_text(last)}"
                if last
                else facts.reference,
                Urgency.TODAY if over else Urgency.INFORMATION,
                today if over else last,
                "Sign" if over else "View",
                "competition",
                facts.id,
                "award",
            )
        case _:
            return


def _task(
    facts: CompetitionFacts,
    what: str,
    words: str,
    *,
    due: date | None,
    today: date,
    button: str,
    part: str,
    why: str = "",
) -> TaskRow:
    reason = f"{facts.reference}, {why or facts.title}"
    return TaskRow(
        what, words, reason, urgency_of(due, today), due, button, "competition", facts.id, part
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def board_of(
    competitions: Sequence[CompetitionFacts], packages: Sequence[PackageFacts], *, now: datetime
) -> tuple[LaneRow, ...]:
    """Gives the eight lanes with what stands in each; what has ended is left out."""
    cards: dict[Stage, list[CardRow]] = {stage: [] for stage in Stage}
    for package in packages:
        fact, tone = ("Ready to buy", "green") if package.ready else ("Being written", "blue")
        cards[Stage.SPECIFICATION].append(
            CardRow("package", package.id, "", package.reference, package.title, fact, tone)
        )
    for facts in competitions:
        stage = lane_of(facts, now)
        if stage is not None:
            fact, tone = fact_of(facts, now=now)
            cards[stage].append(
                CardRow(
                    "competition", facts.id, PARTS[stage], facts.reference, facts.title, fact, tone
                )
            )
    return tuple(LaneRow(stage, tuple(cards[stage])) for stage in Stage)


_PLAIN_FACTS = {
    State.BUILDING: ("To invite", "blue"),
    State.OPENED: ("Panel to start", "blue"),
    State.PRICED: ("Result to check", "purple"),
    State.RECOMMENDED: ("Waiting for sign-off", "purple"),
    State.APPROVED: ("Letters to issue", "amber"),
    State.ISSUED: ("Notice to publish", "amber"),
    State.CONCLUDED: ("Signed", "grey"),
    State.ABANDONED: ("Abandoned", "grey"),
}


def fact_of(facts: CompetitionFacts, *, now: datetime) -> tuple[str, str]:
    """The line of a competition's card and its tone."""
    today = local_date(now)
    match facts.state:
        case State.PUBLISHED:
            return _published_fact(facts, now=now, today=today)
        case State.SCORING:
            return f"{facts.seats_done} of {facts.seats} back", "blue"
        case State.MODERATING:
            left = facts.not_agreed
            return (f"{left} to agree" if left else "All agreed"), "purple"
        case State.STANDSTILL:
            last = facts.standstill_last
            if last is not None and today > last:
                return "Sign contract", "green"
            return (f"Ends {short_day(last)}" if last else "Standstill"), "green"
        case _:
            return _PLAIN_FACTS[facts.state]


def _published_fact(facts: CompetitionFacts, *, now: datetime, today: date) -> tuple[str, str]:
    deadline = facts.timetable.deadline
    if _closed(facts, now):
        return "Bids to open", "amber"
    answers = facts.timetable.answers_by
    if facts.unanswered and answers is not None and local_date(answers) < today:
        return "Question late", "red"
    if facts.unanswered:
        return f"{_count(facts.unanswered, 'question')} open", "amber"
    return (f"Closes {short_day(local_date(deadline))}" if deadline else "Invited"), "blue"
