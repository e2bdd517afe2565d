"""What people do with prices: look at them early as price checker, ask about them, unseal them."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import PriceOutcome
from starapp.bids.checking import set_bid_aside
from starapp.bids.commands import noted
from starapp.bids.queries import price_flags_by_bid
from starapp.bids.records import (
    BidRecord,
    PriceLookRecord,
    PriceQuestionRecord,
    PriceUnsealingRecord,
)
from starapp.bids.sealing import prices_are_open, stored_bid, unsealing
from starapp.competitions.stages import ORGANISERS, Action, require
from starapp.foundation.change import Change, changed
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.problems import refuse
from starapp.history.acting import Role
from starapp.history.history import actor, note, now

LONGEST = 2_000


def unseal_prices(session: Session, *, competition_id: str) -> Change:
    """Unseals the prices of all opened bids; called when moderation is closed.

    Raises:
        CannotDo: moderation is not closed.
    """
    require(session, competition_id, Action.UNSEAL)
    record = unsealing(session, competition_id)
    if record is None:
        session.add(
            PriceUnsealingRecord(
                competition_id=competition_id,
                moment=now(session),
                person_name=actor(session).name,
            )
        )
    words = "prices unsealed" if record is None else "prices unsealed again"
    about = ("competition", competition_id)
    note(session, words, about=about, competition_id=competition_id)
    return changed("Prices unsealed", "prices", "bids", "results")


def record_price_check(session: Session, *, competition_id: str) -> Change:
    """Records that the price checker looks at prices before the panel may; gives the look's id.

    Raises:
        CannotDo: for anybody who is not a price checker, or before the opening is finished.
    """
    require(session, competition_id, Action.CHECK_PRICES)
    if not actor(session).can(Role.FINANCE):
        words = "Only the price checker can see prices before moderation is closed."
        raise refuse("", words, "role")
    look = PriceLookRecord(
        competition_id=competition_id,
        person_id=actor(session).person_id,
        person_name=actor(session).name,
        moment=now(session),
    )
    session.add(look)
    session.flush()
    note(
        session,
        "prices looked at by the price checker",
        about=("competition", competition_id),
        competition_id=competition_id,
    )
    return changed("The record shows that you looked at the prices", "prices", made=look.id)


def lookers(session: Session, competition_id: str) -> frozenset[str]:
    """Identities of the people who saw prices before they were unsealed; they cannot score."""
    query = select(PriceLookRecord.person_id).where(
        PriceLookRecord.competition_id == competition_id
    )
    return frozenset(session.scalars(query))


def ask_about_price(
    session: Session, *, bid_id: str, question: str, answer_by: date | None = None
) -> Change:
    """Records a question to a provider about its price, with what the price raised.

    Args:
        session: of the command.
        bid_id: whose price it is.
        question: as it went to the provider.
        answer_by: the last day for an answer, where one was named.

    Raises:
        CannotDo: not opened, no question, a day that is past, or somebody else than the price
            checker while prices are sealed.
    """
    record = stored_bid(session, bid_id)
    _require_asker(session, record)
    if record.opened is None:
        raise refuse("", "Open the bid first.", "sealed")
    _require_text("question", "Write the question.", question)
    if answer_by is not None and answer_by < local_date(now(session)):
        raise refuse("answer_by", "Choose today or a later day.", "past")
    flags = price_flags_by_bid(session, record.competition_id).get(bid_id, ())
    row = PriceQuestionRecord(
        bid_id=bid_id,
        asked=now(session),
        asked_by=actor(session).name,
        raised=" ".join(f"{flag.words}." for flag in flags),
        question=question.strip(),
        answer_by=answer_by,
    )
    session.add(row)
    session.flush()
    noted(session, "provider asked about its price", record)
    return changed("Question recorded", "prices", "bids", made=row.id)


def answer_about_price(session: Session, *, question_id: str, answer: str, finding: str) -> Change:
    """Records what the provider answered and what it shows.

    Raises:
        CannotDo: answered already, no answer or no finding.
    """
    row, record = _asked(session, question_id)
    if row.answered is not None:
        raise refuse("answer", "The answer is recorded already. Ask again if it changed.", "done")
    _require_text("answer", "Write what the provider answered.", answer)
    _require_text("finding", "Write what the answer shows.", finding)
    row.answer, row.finding, row.answered = answer.strip(), finding.strip(), now(session)
    noted(session, "answer about a price recorded", record)
    return changed("Answer recorded", "prices", "bids")


def record_no_answer(session: Session, *, question_id: str, finding: str) -> Change:
    """Records that no answer came by the day that was named, and what that shows.

    Raises:
        CannotDo: answered already, no day was named, the day is not over, or no finding.
    """
    row, record = _asked(session, question_id)
    if row.answered is not None:
        raise refuse("answer", "The answer is recorded already. Ask again if it changed.", "done")
    if row.answer_by is None:
        raise refuse("answer", "No day was named for the answer. Ask again with a day.", "no_day")
    if local_date(now(session)) <= row.answer_by:
        words = f"The provider may answer until the end of {day_text(row.answer_by)}."
        raise refuse("answer", words, "early")
    _require_text("finding", "Write what you conclude without an answer.", finding)
    row.no_answer, row.finding, row.answered = True, finding.strip(), now(session)
    noted(session, "no answer about a price came in time", record)
    return changed("Recorded that no answer came", "prices", "bids")


def decide_about_price(
    session: Session,
    *,
    question_id: str,
    decision: str,
    outcome: PriceOutcome = PriceOutcome.STAYS_IN,
) -> Change:
    """Records what was decided after the answer; setting aside leaves the result to work out again.

    Raises:
        CannotDo: no answer yet, decided already, or no decision; for setting aside also while
            prices are sealed, or for somebody who does not run competitions.
    """
    row, record = _asked(session, question_id)
    if row.answered is None:
        raise refuse("decision", "Record the provider's answer first.", "not_answered")
    if row.decided is not None:
        raise refuse("decision", "The decision is recorded already.", "done")
    _require_text("decision", "Write what you decided.", decision)
    if outcome is PriceOutcome.ABNORMALLY_LOW:
        reason = {"reason": decision}
        return set_bid_aside(session, bid_id=record.id, code=outcome.value, facts=reason)
    row.decision, row.decided = decision.strip(), now(session)
    row.outcome, row.decided_by = outcome, actor(session).name
    noted(session, "price asked about, bid stays in", record)
    return changed("Decision recorded", "prices", "bids")


def _asked(session: Session, question_id: str) -> tuple[PriceQuestionRecord, BidRecord]:
    row = session.get(PriceQuestionRecord, question_id)
    if row is None:
        raise refuse("", "This question is no longer here.", "gone")
    record = stored_bid(session, row.bid_id)
    _require_asker(session, record)
    return row, record


def _require_asker(session: Session, record: BidRecord) -> None:
    """While prices are sealed only the price checker asks; afterwards those who run competitions."""
    require(session, record.competition_id, Action.CHECK_PRICES)
    who = actor(session)
    opened = prices_are_open(session, record.competition_id)
    if not who.can(Role.FINANCE) and not (opened and who.can(*ORGANISERS)):
        words = "Only the price checker asks about prices while they are sealed."
        raise refuse("", words, "role")


def _require_text(place: str, empty: str, text: str) -> None:
    if not text.strip():
        raise refuse(place, empty, "empty")
    if len(text) > LONGEST:
        raise refuse(place, f"Use at most {LONGEST:,} characters.", "long")
