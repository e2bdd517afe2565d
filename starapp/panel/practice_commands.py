"""A made-up answer everyone on the panel scores first, to agree how the scale is read.

It never counts for any bid: nothing of it reaches an individual score, a moderation or a result.
"""

from decimal import Decimal

from sqlalchemy.orm import Session

from starapp.bids.queries import answers
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.stages import Action, require, require_organiser
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.moderation import LONGEST_REASON
from starapp.evaluation.panel_facts import bids_in_play, stored_seat
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.history.history import actor, note, now
from starapp.panel.pack_format import PracticeScore
from starapp.panel.pack_queries import issued_packs, require_pack_office
from starapp.panel.practice_queries import newest_practice, practice_scores
from starapp.panel.records import PracticeAnswerRecord, PracticeScoreRecord

TOUCHED = ("panel", "practice")
LONGEST = 20_000


def set_practice(session: Session, *, competition_id: str, criterion: str, text: str) -> Change:
    """Writes the practice answer, or another in its place while nobody has scored it.

    Raises:
        CannotDo: too late, no written question, no text, the words of a bid, or it is scored.
    """
    _require_time(require(session, competition_id, Action.DECLARE).state)
    require_organiser(session)
    require_pack_office(session, competition_id)
    model = competition(session, competition_id).model
    written = {one.code for one in model.leaves(Kind.SCORED) if one.written}
    problems = []
    if criterion not in written:
        problems.append(Problem("criterion", "Choose a written question.", "question"))
    if not text.strip():
        problems.append(Problem("text", "Write a made-up answer.", "no_text"))
    if len(text) > LONGEST:
        problems.append(Problem("text", f"Shorten this to {LONGEST:,} characters.", "too_long"))
    if " ".join(text.split()) in _bid_answers(session, competition_id):
        problems.append(Problem("text", "This is the answer of a bid. Make one up.", "a_bid"))
    raise_if(problems)
    earlier = newest_practice(session, competition_id)
    if earlier is not None and earlier.closed is None and practice_scores(session, earlier.id):
        raise refuse("", "Somebody has scored the practice answer. Close it first.", "scored")
    if any(not one.replaced for one in issued_packs(session, competition_id)):
        words = "Score packs are given out. Members practise before that."
        raise refuse("", words, "packs_out")
    record = earlier if earlier is not None and earlier.closed is None else None
    if record is None:
        record = PracticeAnswerRecord(competition_id=competition_id)
        session.add(record)
    record.criterion, record.text, record.note = criterion, text.strip(), ""
    record.made, record.person_name = now(session), actor(session).name
    session.flush()
    note(
        session, f"practice answer to {criterion} written",
        about=("practice answer", record.id), competition_id=competition_id,
    )  # fmt: skip
    return changed("The practice answer is ready", *TOUCHED, made=record.id)


def score_practice(
    session: Session, *, answer_id: str, seat_id: str, score: Decimal | None, reason: str
) -> Change:
    """Writes what the person on the seat gives the practice answer; until it is closed.

    Raises:
        CannotDo: somebody else's seat, it is closed, a score off the scale, or no reason.
    """
    seat = stored_seat(session, seat_id)
    record = session.get_one(PracticeAnswerRecord, answer_id)
    if seat.person_id != actor(session).person_id:
        raise refuse("", "Only the member themselves can score this.", "not_own")
    if seat.competition_id != record.competition_id or seat.chairs or seat.stood_down is not None:
        raise refuse("", "Only members who score practise.", "not_member")
    if record.closed is not None:
        raise refuse("", "The practice answer is closed.", "closed")
    _require_time(require(session, record.competition_id, Action.DECLARE).state)
    problems = []
    if score is None or score not in competition(session, record.competition_id).model.scores:
        problems.append(Problem("score", "Choose a score of the scale.", "off_scale"))
    if not reason.strip():
        problems.append(Problem("reason", "Write why.", "no_reason"))
    if len(reason) > LONGEST_REASON:
        words = f"Shorten the reason to {LONGEST_REASON:,} characters."
        problems.append(Problem("reason", words, "too_long"))
    raise_if(problems)
    assert score is not None  # noqa: S101 # looked at above
    keep_practice(session, record.competition_id, seat_id, PracticeScore(score, reason))
    return changed("Practice score kept", *TOUCHED)


def keep_practice(
    session: Session, competition_id: str, seat_id: str, given: PracticeScore | None
) -> None:
    """Keeps a practice score of a seat while the answer is open, for commands of this capability."""
    record = newest_practice(session, competition_id)
    if given is None or record is None or record.closed is not None:
        return
    if given.score not in competition(session, competition_id).model.scores:
        return
    kept = practice_scores(session, record.id).get(seat_id)
    if kept is None:
        kept = PracticeScoreRecord(answer_id=record.id, seat_id=seat_id)
        session.add(kept)
    kept.score, kept.reason = given.score, given.reason.strip()[:LONGEST_REASON]
    kept.written = now(session)
    session.flush()
    note(
        session, "practice answer scored",
        about=("practice answer", record.id), competition_id=competition_id,
    )  # fmt: skip


def close_practice(session: Session, *, answer_id: str, remark: str) -> Change:
    """Shows everybody's practice scores side by side, with what the panel took from them.

    Raises:
        CannotDo: nobody has scored it, it is closed, or no remark.
    """
    record = session.get_one(PracticeAnswerRecord, answer_id)
    require_organiser(session)
    require_pack_office(session, record.competition_id)
    if record.closed is not None:
        raise refuse("", "The practice answer is closed already.", "closed")
    if not practice_scores(session, answer_id):
        raise refuse("", "Nobody has scored the practice answer yet.", "nobody")
    if not remark.strip():
        raise refuse("reason", "Write what the panel agreed about the scale.", "no_reason")
    record.closed, record.note = now(session), remark.strip()
    note(
        session, "practice answer closed", about=("practice answer", answer_id),
        reason=remark.strip(), competition_id=record.competition_id,
    )  # fmt: skip
    return changed("The practice answer is closed", *TOUCHED)


def _require_time(state: State) -> None:
    if state not in {State.OPENED, State.SCORING}:
        words = "The panel practises between the opening of the bids and moderation."
        raise refuse("", words, "too_late")


def _bid_answers(session: Session, competition_id: str) -> set[str]:
    return {
        " ".join(text.split())
        for bid in bids_in_play(session, competition_id)
        for text in answers(session, bid.id).values()
    }
