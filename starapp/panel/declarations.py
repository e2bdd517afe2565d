"""Declarations of interest and what the chair decided about them.

Interests are identified and kept under review for everyone who acts or influences
(Procurement Act 2023 ss.81 to 83).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where one person's declaration stands."""

    MISSING = "not declared"
    WAITING = "waiting for the chair"
    NOTHING = "nothing to declare"
    MAY_SCORE = "may score"
    MAY_NOT_SCORE = "may not score"

    @property
    def settled(self) -> bool:
        """Tells whether scoring need not wait for this declaration."""
        return self not in {Standing.MISSING, Standing.WAITING}


CLEARED, RECUSED = "cleared", "recused"
"""What a chair decides about an interest in one bidder."""


@dataclass(frozen=True, slots=True)
class BidderInterest:
    """What one person declared about one bidder, and what was decided.

    Attributes:
        interest: in the person's words; empty for none.
        outcome: cleared, recused, or empty while nothing is decided.
        reason: of the decision.
        decided_by: who decided; empty while nothing is decided.
    """

    provider_id: str
    name: str
    interest: str = ""
    outcome: str = ""
    reason: str = ""
    decided: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """The newest declaration of one seat.

    Attributes:
        interest: what was declared; empty for nothing.
        made: when it was declared; None when it was not.
        reason: why the chair decided as they did.
        decided_by: who decided; empty when nothing had to be decided.
        bidders: everyone the person was asked about, by name.
    """

    seat_id: str
    standing: Standing
    interest: str = ""
    made: datetime | None = None
    reason: str = ""
    decided: datetime | None = None
    decided_by: str = ""
    bidders: tuple[BidderInterest, ...] = ()

    @property
    def interests(self) -> tuple[BidderInterest, ...]:
        """The bidders an interest was declared in."""
        return tuple(one for one in self.bidders if one.interest)

    @property
    def recused(self) -> frozenset[str]:
        """The providers whose bids the person does not score."""
        return frozenset(one.provider_id for one in self.bidders if one.outcome == RECUSED)

    def left_out(self, bidders: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Names of bidders the person was not asked about yet."""
        asked = {one.provider_id for one in self.bidders}
        return tuple(name for provider_id, name in bidders if provider_id not in asked)
