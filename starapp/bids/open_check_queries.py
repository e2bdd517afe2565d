"""Which bids of a competition have something open in their compliance check."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import Bid, BidState
from starapp.bids.open_checks import CheckReason, OpenCheck, open_lines, unsettled_problems
from starapp.bids.queries import arrivals, bids, compliance
from starapp.bids.records import AcceptedCheckRecord, BidRecord, LeftCheckRecord
from starapp.bids.sealing import BEFORE_OPENING
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import Kind
from starapp.foundation.problems import Problem

Said = TypeVar("Said", LeftCheckRecord, AcceptedCheckRecord)


def open_checks(session: Session, competition_id: str) -> tuple[OpenCheck, ...]:
    """The bids still in whose check is not settled, by letter, with what was said about it."""
    found = [
        check
        for one in bids(session, competition_id)
        if one.state is BidState.OPENED
        and (check := open_check(session, one.id)) is not None
        and check.lines
    ]
    return tuple(sorted(found, key=lambda one: (len(one.label), one.label)))


def bid_problems(session: Session, competition_id: str) -> tuple[Problem, ...]:
    """What of the bids must be settled before scoring starts, because it cannot be afterwards."""
    if competition(session, competition_id).state in BEFORE_OPENING:
        return ()
    return (
        *(
            Problem(one.id, f"Decide about the late bid from {one.provider_name}.", "late")
            for one in late_undecided(session, competition_id)
        ),
        *(
            Problem(one.id, f"The bid from {one.provider_name} is not opened yet.", "unopened")
            for one in bids(session, competition_id)
            if one.state is BidState.SEALED
        ),
        *unsettled_problems(open_checks(session, competition_id)),
    )


def late_undecided(session: Session, competition_id: str) -> tuple[Bid, ...]:
    """The late bids of which nobody said whether they stay sealed."""
    return tuple(
        one.bid
        for one in arrivals(session, competition_id)
        if one.bid.state is BidState.LATE and not one.late_decision
    )


def open_check(session: Session, bid_id: str) -> OpenCheck:
    """What is open in the check of one opened bid, with what was said about it.

    Raises:
        CannotDo: with code "sealed" while the bid is sealed.
    """
    record = session.get_one(BidRecord, bid_id)
    model = competition(session, record.competition_id).model
    ranked = {one.code for one in model.leaves(Kind.PASS_FAIL)}
    return OpenCheck(
        bid_id,
        record.label,
        open_lines(compliance(session, bid_id), ranked),
        _newest(session, LeftCheckRecord, bid_id),
        _newest(session, AcceptedCheckRecord, bid_id),
    )


def _newest(session: Session, kind: type[Said], bid_id: str) -> CheckReason | None:
    query = select(kind).where(kind.bid_id == bid_id).order_by(kind.at.desc(), kind.id).limit(1)
    row = session.scalars(query).one_or_none()
    return None if row is None else CheckReason(frozenset(row.lines), row.reason, row.by, row.at)
