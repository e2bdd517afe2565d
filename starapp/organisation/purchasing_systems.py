"""A flexible purchasing system as data: lots, rate types, limits, rounding and sealing rules."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from starapp.foundation.exact import Rounding
from starapp.regimes.regime import Regime


class Unit(StrEnum):
    """What one rate buys."""

    HOUR = "hour"
    STAFF_HOUR = "staff hour"
    NIGHT = "night"
    MILE = "mile"
    WEEK = "week"
    ONE_OFF = "one-off"


class Sealing(StrEnum):
    """When prices are unsealed."""

    AFTER_QUALITY = "after_quality"
    """Only when every quality score is agreed and moderation is closed (the default)."""
    WITH_QUALITY = "with_quality"
    """Together with the answers; the choice is printed in the record."""


@dataclass(frozen=True, slots=True)
class RateType:
    """One line of every price schedule, for example 1:1 support by the hour.

    Attributes:
        code: stable short name: hour_1to1, hour_2to1_per_staff, shared_hour, waking_night_hour,
            sleep_in, mile, tec_week, transition_one_off.
        hourly_floor: the lot's hourly floor applies to this rate.
    """

    code: str
    name: str
    unit: Unit
    hourly_floor: bool = False


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Ceiling and floor of one rate in one lot, in pounds; ``None`` where there is none."""

    rate_code: str
    ceiling: Decimal | None = None
    floor: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of the system that providers are admitted to."""

    id: str
    code: str
    name: str
    description: str = ""
    cqc_required: bool = False
    limits: tuple[RateLimit, ...] = ()

    def limit(self, rate_code: str) -> RateLimit:
        """Gives the limits of a rate; empty limits where the lot sets none."""
        return next((x for x in self.limits if x.rate_code == rate_code), RateLimit(rate_code))


@dataclass(frozen=True, slots=True)
class PurchasingSystem:
    """The rules ten bodies share.

    Attributes:
        annual_factor: weeks in a year for prices, for example 52.14; printed on every output.
        rounding: how each price line is rounded to pence.
        light_touch_threshold: pounds including VAT (Procurement Act 2023 Sch. 1 row 8).
        standstill_days: working days offered, at least 8 (s.51).
        low_percent, high_percent: distance from the guide price that asks a question.
        others_low_percent, others_high_percent: distance from the mean of the other prices that
            asks a question; None asks none.
        spread_limit: sample standard deviations below the mean of all prices that ask a question,
            from six bids on; None asks none.
        names_shown: the panel sees who a bid is from; by default bids are letters until the result.
    """

    id: str
    reference: str
    title: str
    lead_body_id: str
    run_by: str
    start: date
    end: date
    regime: Regime
    annual_factor: Decimal
    outcome_domains: tuple[str, ...]
    rate_types: tuple[RateType, ...]
    lots: tuple[Lot, ...]
    sealing: Sealing = Sealing.AFTER_QUALITY
    rounding: Rounding = Rounding.HALF_UP
    late_rule: str = ""
    light_touch_threshold: Decimal = Decimal("663540.00")
    standstill_days: int = 8
    voluntary_standstill: bool = True
    low_percent: Decimal = Decimal(15)
    high_percent: Decimal = Decimal(15)
    others_low_percent: Decimal | None = Decimal(10)
    others_high_percent: Decimal | None = None
    spread_limit: Decimal | None = Decimal(2)
    names_shown: bool = False
    admission: tuple[str, ...] = field(default=())

    def lot(self, lot_id: str) -> Lot:
        """Gives the lot with this id.

        Raises:
            KeyError: when the system has no such lot.
        """
        for lot in self.lots:
            if lot.id == lot_id:
                return lot
        raise KeyError(lot_id)
