"""Gathers what the ranking needs from the record: agreed scores, pass or fail answers, prices."""

from sqlalchemy.orm import Session

from starapp.bids.bid import Bid, BidState
from starapp.bids.queries import bids, passes, prices
from starapp.competitions.competition import Competition
from starapp.evaluation.panel_facts import agreed_numbers
from starapp.evaluation.result import BidInput


def run_inputs(session: Session, place: Competition) -> tuple[BidInput, ...]:
    """Every bid received, as the ranking sees it, in the order of receipt.

    Raises:
        CannotDo: while prices are sealed.
    """
    scores = agreed_numbers(session, place.id)
    compared = {price.bid_id: price.compared for price in prices(session, place.id)}
    answers = passes(session, place.id)
    return tuple(
        BidInput(
            bid=bid.id,
            price=compared.get(bid.id),
            scores=scores.get(bid.id, {}),
            passes=answers.get(bid.id, {}),
            set_aside=_set_aside(bid),
        )
        for bid in sorted(bids(session, place.id), key=lambda bid: (bid.received, bid.id))
    )


def _set_aside(bid: Bid) -> str | None:
    """The reason code that keeps a bid out of the pool, or None."""
    if bid.set_aside:
        return bid.set_aside
    return {BidState.LATE: "late", BidState.WITHDRAWN: "withdrawn"}.get(bid.state)
