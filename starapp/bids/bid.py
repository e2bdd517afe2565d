"""A bid as later parts and screens see it: frozen values. Prices are apart and stay sealed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from starapp.specifications.package_cost import PackagePrice


class BidState(StrEnum):
    """Where a bid stands."""

    SEALED = "sealed"
    OPENED = "opened"
    LATE = "late"
    """Arrived after the deadline; stays sealed unless accepted for a recorded reason."""
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set aside"


class PriceOutcome(StrEnum):
    """What was decided about a bid whose price was asked about."""

    STAYS_IN = "stays_in"
    ABNORMALLY_LOW = "abnormally_low"
    """Set aside for its price (Procurement Act 2023 s.19(3)(c))."""


@dataclass(frozen=True, slots=True)
class Bid:
    """One bid without its price.

    Attributes:
        label: the letter used in scoring and documents ("A"); empty until opened.
        set_aside: reason code (non_compliant, excluded, withdrawn, abnormally_low, late) or empty.
        seal: SHA-256 over answers, documents and price schedule as received.
    """

    id: str
    competition_id: str
    provider_id: str
    provider_code: str
    provider_name: str
    label: str
    received: datetime
    state: BidState
    seal: str
    set_aside: str = ""
    set_aside_words: str = ""


@dataclass(frozen=True, slots=True)
class BidPrice:
    """An unsealed price schedule, priced by STAR against the specification's volumes.

    Attributes:
        stated_weekly: the provider's own total, compared but never trusted; None if not given.
        compared: the amount the model's price basis compares, in pounds.
    """

    bid_id: str
    rates: tuple[tuple[str, Decimal], ...]
    price: PackagePrice
    stated_weekly: Decimal | None
    compared: Decimal
