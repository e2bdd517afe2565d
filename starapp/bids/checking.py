"""What people decide about opened bids: compliance checks, setting aside, putting back."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState, PriceOutcome
from starapp.bids.commands import TOUCHED, noted
from starapp.bids.compliance import Outcome, hand_lines
from starapp.bids.open_check_queries import open_check, open_checks
from starapp.bids.open_checks import answer_problems, leaving_problems
from starapp.bids.records import (
    AcceptedCheckRecord,
    BidRecord,
    CheckRecord,
    LeftCheckRecord,
    PriceQuestionRecord,
)
from starapp.bids.sealing import prices_are_open, seal_holds, stored_bid
from starapp.bids.set_aside import BY_CODE, set_aside_problems, words_of
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, require, require_organiser
from starapp.foundation.change import Change, changed
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import raise_if, refuse
from starapp.foundation.reasons import says_too_little
from starapp.history.history import actor, now

SET_ASIDE_WORDS = "Set aside as abnormally low."


def record_check(
    session: Session, *, bid_id: str, item: str, outcome: Outcome, words: str = ""
) -> Change:
    """Records a line of the compliance check, or a pass or fail question by its code.

    Raises:
        CannotDo: the bid is sealed, an unknown line, or no words for what is wrong.
    """
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.CHECK)
    require_organiser(session)
    if record.opened is None:
        raise refuse("", "Open the bid first.", "sealed")
    if item not in hand_lines(competition(session, record.competition_id).model):
        raise refuse("item", "This line is checked by STAR.", "item")
    if outcome is not Outcome.PASSED and len(words.split()) < 2:
        raise refuse("words", "Say what is missing or wrong.", "words")
    query = select(CheckRecord).where(CheckRecord.bid_id == bid_id, CheckRecord.item == item)
    check = session.scalars(query).one_or_none()
    if check is None:
        check = CheckRecord(bid_id=bid_id, item=item)
        session.add(check)
    check.outcome, check.words = outcome, words.strip()
    check.checked, check.checked_by = now(session), actor(session).name
    noted(session, f"compliance check, {item}: {outcome.value}", record, reason=words)
    return changed("Check recorded", "bids", "panel", "results")


def leave_check(session: Session, *, bid_id: str, reason: str) -> Change:
    """Leaves what is open in a bid's check as it is, for a reason the approver will answer for.

    Raises:
        CannotDo: the bid is not opened or not in, nothing is open, or no reason.
    """
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.CHECK)
    require_organiser(session)
    if record.state is not BidState.OPENED:
        words = "Only the check of a bid that is opened and still in can be left open."
        raise refuse("", words, "state")
    lines = open_check(session, bid_id).lines
    raise_if([*leaving_problems(lines, reason)])
    session.add(
        LeftCheckRecord(
            bid_id=bid_id,
            lines=[line.line for line in lines],
            reason=reason.strip(),
            at=now(session),
            by=actor(session).name,
        )
    )
    titles = listed([f"“{line.title}”" for line in lines])
    noted(session, f"compliance check left open: {titles}", record, reason=reason)
    return changed(f"Check of bid {record.label} left open", "bids", "panel", "results")


def accept_open_checks(
    session: Session, *, competition_id: str, answers: Mapping[str, str]
) -> None:
    """Records, as part of a sign-off, why the result stands with checks open; by bid.

    Raises:
        CannotDo: a bid's check is open and nothing is said about it.
    """
    checks = [one for one in open_checks(session, competition_id) if one.unanswered]
    raise_if([*answer_problems(checks, answers)])
    for one in checks:
        session.add(
            AcceptedCheckRecord(
                bid_id=one.bid_id,
                lines=[line.line for line in one.lines],
                reason=answers[one.bid_id].strip(),
                at=now(session),
                by=actor(session).name,
            )
        )
        words = f"open compliance check accepted: {one.in_words()}"
        noted(session, words, stored_bid(session, one.bid_id), reason=answers[one.bid_id])


def set_bid_aside(session: Session, *, bid_id: str, code: str, facts: Mapping[str, str]) -> Change:
    """Sets a bid aside on a ground, with the facts relied on (Procurement Act 2023 s.19, 26 to 30).

    A bid is opened first, unless its seal is broken. A low price is a question first (s.19(4)).

    Raises:
        CannotDo: unknown ground, a fact missing, not opened, or a price never asked about or
            still sealed.
    """
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.SET_ASIDE)
    require_organiser(session)
    broken = record.state is BidState.SEALED and not seal_holds(session, record)
    if record.state is not BidState.OPENED and not broken:
        raise refuse("", "Only an opened bid can be set aside.", "state")
    questions = _answered_questions(session, bid_id)
    raise_if([*set_aside_problems(code, facts, price_found=bool(questions))])
    reason = words_of(code, facts)
    record.state, record.set_aside, record.set_aside_words = BidState.SET_ASIDE, code, reason
    if BY_CODE[code].price_first:
        _decide_low(session, record, questions, reason)
        reason = ""  # it names amounts, so it stands with the question and not in the history
    noted(session, f"bid set aside: {code.replace('_', ' ')}", record, reason=reason)
    return changed(f"{_name(record)} set aside", *TOUCHED, "prices", "moderation", "results")


def _answered_questions(session: Session, bid_id: str) -> tuple[PriceQuestionRecord, ...]:
    """Questions about the price with an answer, or none in time, after which it was not cleared."""
    query = select(PriceQuestionRecord).where(PriceQuestionRecord.bid_id == bid_id)
    return tuple(
        one
        for one in session.scalars(query)
        if one.answered and one.finding and one.outcome is not PriceOutcome.STAYS_IN
    )


def _decide_low(
    session: Session, record: BidRecord, questions: tuple[PriceQuestionRecord, ...], reason: str
) -> None:
    """Closes the questions; everybody may see the prices by then, and quality is agreed."""
    if not prices_are_open(session, record.competition_id):
        words = "Prices are sealed. Set a bid aside for its price after moderation is closed."
        raise refuse("code", words, "prices_sealed")
    for one in questions:
        if one.outcome is None:
            one.outcome, one.decision = PriceOutcome.ABNORMALLY_LOW, f"{SET_ASIDE_WORDS} {reason}"
            one.decided, one.decided_by = now(session), actor(session).name


def take_bid_back(session: Session, *, bid_id: str, reason: str) -> Change:
    """Puts a bid that was set aside back among the others, with a reason.

    Raises:
        CannotDo: no reason, or it is not set aside.
    """
    record = stored_bid(session, bid_id)
    require(session, record.competition_id, Action.SET_ASIDE)
    require_organiser(session)
    if record.state is not BidState.SET_ASIDE:
        raise refuse("", "This bid is not set aside.", "state")
    if says_too_little(reason):
        raise refuse("reason", "Say why, in a sentence.", "no_reason")
    record.state = BidState.SEALED if record.opened is None else BidState.OPENED
    record.set_aside, record.set_aside_words = "", ""
    noted(session, "bid put back", record, reason=reason)
    return changed(f"{_name(record)} put back", *TOUCHED, "moderation", "results")


def _name(record: BidRecord) -> str:
    return f"Bid {record.label}" if record.opened is not None else f"Bid of {record.provider_name}"
