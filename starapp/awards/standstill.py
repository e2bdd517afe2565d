"""The standstill of one award: mandatory or voluntary, why, and the days it counts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from starapp.organisation.purchasing_systems import PurchasingSystem
from starapp.regimes.procurement_act_2023 import Standstill, no_standstill
from starapp.regimes.regime import Regime
from starapp.regimes.rules import standstill_for


@dataclass(frozen=True, slots=True)
class AwardStandstill:
    """The counted period with its ground.

    Attributes:
        working_days: 0 where none is offered; signing then waits for the notice only.
        why: the section that makes it voluntary, or lets it be left out, in a sentence. Every
            letter prints it, so it tells nothing of the winner's price or value.
    """

    period: Standstill
    working_days: int
    voluntary: bool
    why: str


def award_standstill(
    regime: Regime, system: PurchasingSystem, *, notice_day: date, whole_value: Decimal
) -> AwardStandstill:
    """Counts the standstill an award under a light-touch purchasing system offers, if it does.

    A light-touch contract or a call-off has no mandatory standstill (s.51(3)(d) to (f)); one that
    is stated binds and lasts at least eight working days (s.51(4) and (5)).

    Raises:
        CannotDo: when the regime's clock is not offered, or the calendar ends too soon.
    """
    days = system.standstill_days
    period = standstill_for(regime.value, notice_day, days)
    if not system.voluntary_standstill:
        ground = (
            "It is not required for a light-touch contract (section 51(3)), and none is offered."
        )
        return AwardStandstill(no_standstill(notice_day), 0, voluntary=False, why=ground)
    ground = "It is not required for a light-touch contract (section 51(3)); we offer it, and once stated it binds us."
    if whole_value < system.light_touch_threshold:
        ground = (
            "It is not required for a contract below the light-touch threshold. We offer it, and "
            "once stated it binds us (section 51(4) and (5))."
        )
    return AwardStandstill(period, days, voluntary=True, why=ground)


def whole_value(annual: Decimal, one_off: Decimal, years: int) -> Decimal:
    """Value over the whole term with extensions: annual price x years + one-off, in pounds."""
    return annual * years + one_off
