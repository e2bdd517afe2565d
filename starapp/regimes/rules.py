"""Which module's rules a regime follows; a regime whose rules are not here yet is refused."""

from collections.abc import Callable, Mapping
from datetime import date

from starapp.foundation.problems import refuse
from starapp.regimes import procurement_act_2023
from starapp.regimes.procurement_act_2023 import Standstill
from starapp.regimes.regime import Regime

STANDSTILL: Mapping[Regime, Callable[[date, int], Standstill]] = {
    Regime.PA2023: procurement_act_2023.standstill,
}
"""How each regime counts its standstill."""


def offered(regime: Regime) -> bool:
    """Tells whether this version of STAR has the regime's rules."""
    return regime in STANDSTILL


def standstill_for(regime: str, notice_day: date, working_days: int) -> Standstill:
    """Counts the standstill of a regime from the day of its notice.

    Raises:
        CannotDo: an unknown regime, one this version has no clock for, or a bad number of days.
    """
    known = [one.value for one in STANDSTILL]
    if regime not in known:
        raise refuse(
            "regime",
            f"This version of STAR has no standstill clock for {regime}. It has: {', '.join(known)}.",
            "regime",
        )
    return STANDSTILL[Regime(regime)](notice_day, working_days)
