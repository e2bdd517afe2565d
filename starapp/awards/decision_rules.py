"""Who may decide what about an award, and what stands between a result and a signature. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from starapp.foundation.dates import day_name_text, day_text, moment_text
from starapp.foundation.problems import Problem
from starapp.foundation.reasons import says_too_little
from starapp.history.acting import Actor, Role


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Who put the result forward, and who led the moderation it rests on."""

    recommended_by: str
    moderated_by: str


def sign_off_problems(actor: Actor, recommendation: Recommendation) -> Iterator[Problem]:
    """Gives why this person may not sign the result off.

    The approver is somebody else than the moderator and than the person who recommends it.
    """
    if not actor.can(Role.APPROVER):
        yield Problem(
            "approver",
            f"{actor.name} is not an approver. Switch to a person with that role.",
            "role",
        )
    if actor.person_id == recommendation.moderated_by:
        yield Problem(
            "approver", "The moderator cannot sign off. Another approver must.", "moderator"
        )
    elif actor.person_id == recommendation.recommended_by:
        yield Problem(
            "approver",
            "The person who recommends a result cannot sign it off. Another approver must.",
            "recommender",
        )


def reason_problems(reason: str, *, what: str) -> Iterator[Problem]:
    """Gives a problem when a reason that is asked for says next to nothing."""
    if says_too_little(reason):
        yield Problem("reason", f"Say why {what}, in a sentence.", "reason")


class Tick(StrEnum):
    """How one line of the award checklist stands."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the award checklist.

    Attributes:
        code: signed_off, interests, notice_drafted, letters, notice, person, sign.
        by_hand: a person ticks it; the others follow from what was done in the program.
    """

    code: str
    title: str
    words: str
    tick: Tick
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class AwardProgress:
    """What the checklist is made from.

    Attributes:
        letters_telling: from how many letters another bidder's price can be worked out.
        waits: a standstill is offered, or it is not known yet whether one is.
    """

    approved_by: str
    approved_at: datetime | None
    confirmed: Mapping[str, str]
    letters_ready: int
    letters_total: int
    letters_issued: bool
    letters_telling: int
    waits: bool
    notice_published: date | None
    standstill_last: date | None
    earliest_signing: date | None
    person_told: date | None
    signed: date | None


INTERESTS = "interests"
NOTICE_DRAFTED = "notice_drafted"
BY_HAND: Mapping[str, tuple[str, str, str]] = {
    INTERESTS: (
        "Interests confirmed again",
        "Confirm interests again",
        "That nobody has a new conflict",
    ),
    NOTICE_DRAFTED: (
        "Award notice drafted",
        "Draft the award notice",
        "And check its details",
    ),
}
"""Checklist lines that a person confirms: the title once done, the title before, what to confirm."""


def checklist(progress: AwardProgress, today: date) -> tuple[CheckLine, ...]:
    """Gives the lines between a signed-off result and a signed agreement, in working order."""
    lines = (
        _signed_off(progress),
        _by_hand(progress, INTERESTS),
        _by_hand(progress, NOTICE_DRAFTED),
        _letters(progress),
        _notice(progress),
        _person(progress),
        _sign(progress, today),
    )
    first_open = next((x.code for x in lines if x.tick is Tick.TO_COME), "")
    return tuple(
        CheckLine(x.code, x.title, x.words, Tick.NOW if x.code == first_open else x.tick, x.by_hand)
        for x in lines
    )


def _signed_off(progress: AwardProgress) -> CheckLine:
    if progress.approved_at is None:
        return CheckLine("signed_off", "Sign-off", "Waiting for the approver", Tick.TO_COME)
    words = f"{progress.approved_by}, {moment_text(progress.approved_at)}"
    return CheckLine("signed_off", "Sign-off recorded", words, Tick.DONE)


def _by_hand(progress: AwardProgress, code: str) -> CheckLine:
    done, to_do, what = BY_HAND[code]
    said = progress.confirmed.get(code)
    if said:
        return CheckLine(code, done, said, Tick.DONE, by_hand=True)
    return CheckLine(code, to_do, what, Tick.TO_COME, by_hand=True)


def issued_words(number: int) -> str:
    """How many letters were issued."""
    return "1 letter issued" if number == 1 else f"{number} letters issued"


def _letters(progress: AwardProgress) -> CheckLine:
    if progress.letters_issued:
        return CheckLine(
            "letters", "Letters issued", issued_words(progress.letters_total), Tick.DONE
        )
    words = f"{progress.letters_ready} of {progress.letters_total} ready"
    if progress.letters_telling:
        several = "let" if progress.letters_telling > 1 else "lets"
        words += (
            f"; {progress.letters_telling} {several} the reader work out another bidder’s price"
        )
    return CheckLine("letters", "Check and issue letters", words, Tick.TO_COME)


def _notice(progress: AwardProgress) -> CheckLine:
    if progress.notice_published is None:
        words = "Starts the standstill" if progress.waits else "No standstill is offered"
        return CheckLine("notice", "Publish the notice", words, Tick.TO_COME)
    words = f"On {day_text(progress.notice_published)}"
    return CheckLine("notice", "Notice published", words, Tick.DONE)


def _person(progress: AwardProgress) -> CheckLine:
    if progress.person_told is None:
        return CheckLine("person", "Tell the person and family", "In plain words", Tick.TO_COME)
    words = f"On {day_text(progress.person_told)}"
    return CheckLine("person", "Person and family told", words, Tick.DONE)


def _sign(progress: AwardProgress, today: date) -> CheckLine:
    if progress.signed is not None:
        return CheckLine("sign", "Agreement signed", f"On {day_text(progress.signed)}", Tick.DONE)
    first = progress.earliest_signing
    if first is None:
        words = "After the standstill" if progress.waits else "After the notice"
        return CheckLine("sign", "Sign the agreement", words, Tick.LOCKED)
    tick = Tick.LOCKED if today < first else Tick.TO_COME
    return CheckLine("sign", "Sign the agreement", f"From {day_text(first)}", tick)


def signing_problems(day: date, earliest: date | None) -> Iterator[Problem]:
    """Gives why the agreement may not be signed on a day (Procurement Act 2023 s.51(1))."""
    if earliest is None:
        yield Problem("signed", "Publish the award notice first.", "notice")
    elif day < earliest:
        yield Problem(
            "signed",
            f"The agreement may be signed from {day_name_text(earliest)} on. "
            "Choose that day or a later one.",
            "standstill",
        )
