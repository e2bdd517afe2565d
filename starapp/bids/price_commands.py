"""What people do with prices: unseal, check early as price checker, ask, answer, decide."""

from sqlalchemy.orm import Session

from starapp.bids.records import BidRecord, PriceQuestionRecord
from starapp.bids.sealing import opening_of
from starapp.competitions.stages import Action, require
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import refuse
from starapp.history.acting import Role
from starapp.history.history import actor, note, now


def unseal_prices(session: Session, *, competition_id: str) -> Change:
    """Unseals the prices of all opened bids; called when moderation is closed.

    Raises:
        CannotDo: the bids were never opened.
    """
    opening = opening_of(session, competition_id)
    if opening is None:
        raise refuse("", "The bids were not opened.", "not opened")
    if opening.prices_unsealed is None:
        opening.prices_unsealed = now(session)
        note(
            session,
            "prices unsealed",
            about=("competition", competition_id),
            competition_id=competition_id,
        )
    return changed("Prices unsealed", "prices", "bids", "results")


def record_price_check(session: Session, *, competition_id: str) -> Change:
    """Records that the price checker looks at prices before the panel may.

    Raises:
        CannotDo: for anybody who is not the price checker, or before the opening is finished.
    """
    require(session, competition_id, Action.CHECK)
    if not actor(session).can(Role.FINANCE):
        raise refuse(
            "", "Only the price checker can see prices before moderation is closed.", "role"
        )
    opening = opening_of(session, competition_id)
    if opening is None or opening.finished is None:
        raise refuse("", "Open the bids first.", "not opened")
    note(
        session,
        "prices looked at by the price checker",
        about=("competition", competition_id),
        competition_id=competition_id,
    )
    return changed("Price check recorded")


def ask_about_price(session: Session, *, bid_id: str, question: str) -> Change:
    """Records a question to a provider about its price.

    Raises:
        CannotDo: no question, or the bid is not opened.
    """
    record = session.get_one(BidRecord, bid_id)
    require(session, record.competition_id, Action.CHECK)
    if record.opened is None:
        raise refuse("", "Open the bid first.", "sealed")
    if len(question.split()) < 3:
        raise refuse("question", "Write the question.", "question")
    row = PriceQuestionRecord(bid_id=bid_id, asked=now(session), question=question.strip())
    session.add(row)
    session.flush()
    _note(session, "provider asked about its price", record)
    return changed("Question recorded", "prices", "bids", made=row.id)


def answer_about_price(session: Session, *, question_id: str, answer: str, finding: str) -> Change:
    """Records what the provider answered and what was found.

    Raises:
        CannotDo: no answer or no finding.
    """
    row = session.get_one(PriceQuestionRecord, question_id)
    record = session.get_one(BidRecord, row.bid_id)
    require(session, record.competition_id, Action.CHECK)
    if not answer.strip():
        raise refuse("answer", "Write what the provider answered.", "answer")
    if len(finding.split()) < 3:
        raise refuse("finding", "Write what you found, in a sentence.", "finding")
    row.answer, row.finding, row.answered = answer.strip(), finding.strip(), now(session)
    _note(session, "answer about a price recorded", record)
    return changed("Answer recorded", "prices", "bids")


def decide_about_price(session: Session, *, question_id: str, decision: str) -> Change:
    """Records what was decided after the answer.

    Raises:
        CannotDo: no answer yet, or no decision.
    """
    row = session.get_one(PriceQuestionRecord, question_id)
    record = session.get_one(BidRecord, row.bid_id)
    require(session, record.competition_id, Action.CHECK)
    if row.answered is None:
        raise refuse("decision", "Record the provider's answer first.", "answer")
    if len(decision.split()) < 3:
        raise refuse("decision", "Write the decision, in a sentence.", "decision")
    row.decision, row.decided = decision.strip(), now(session)
    _note(session, "decision about a price recorded", record)
    return changed("Decision recorded", "prices", "bids")


def _note(session: Session, words: str, record: BidRecord) -> None:
    note(session, words, about=("bid", record.id), competition_id=record.competition_id)
