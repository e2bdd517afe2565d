"""Who may see what of a bid in which state of its competition. One place for every query."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.bid import BidState
from starapp.bids.records import BidRecord, OpeningRecord
from starapp.competitions.queries import rules
from starapp.foundation.problems import refuse
from starapp.organisation.purchasing_systems import Sealing


def opening_of(session: Session, competition_id: str) -> OpeningRecord | None:
    """The opening of a competition's bids, or None while it has not begun."""
    query = select(OpeningRecord).where(OpeningRecord.competition_id == competition_id)
    return session.scalars(query).one_or_none()


def require_opened(record: BidRecord) -> None:
    """Refuses to show the content of a bid that is sealed.

    Raises:
        CannotDo: with code "sealed".
    """
    if record.opened is None:
        raise refuse("", "This bid is sealed. It can be read after it is opened.", "sealed")


def prices_are_open(session: Session, competition_id: str) -> bool:
    """Tells whether prices may be seen: unsealed after quality, or opened together by rule."""
    opening = opening_of(session, competition_id)
    if opening is None:
        return False
    if opening.prices_unsealed is not None:
        return True
    together = rules(session, competition_id).sealing is Sealing.WITH_QUALITY
    return together and opening.finished is not None


def require_prices_open(session: Session, competition_id: str) -> None:
    """Refuses to show prices before they are unsealed.

    Raises:
        CannotDo: with code "sealed".
    """
    if not prices_are_open(session, competition_id):
        raise refuse("", "Prices are sealed until moderation is closed.", "sealed")


def still_sealed(session: Session, competition_id: str) -> list[BidRecord]:
    """Bids on time that are not opened yet, in order of receipt."""
    query = (
        select(BidRecord)
        .where(
            BidRecord.competition_id == competition_id,
            BidRecord.state == BidState.SEALED.value,
        )
        .order_by(BidRecord.received, BidRecord.id)
    )
    return list(session.scalars(query))
