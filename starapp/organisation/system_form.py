"""A purchasing system's rules as plain JSON and back, for competitions that keep their own copy."""

from datetime import date
from decimal import Decimal
from typing import Any

from starapp.foundation.canonical import Json, plain_value
from starapp.foundation.exact import Rounding
from starapp.organisation.purchasing_systems import (
    Lot,
    PurchasingSystem,
    RateLimit,
    RateType,
    Sealing,
    Unit,
)
from starapp.regimes.regime import Regime

BESIDE_OTHERS = ("others_low_percent", "others_high_percent", "spread_limit")


def system_to_json(system: PurchasingSystem) -> Json:
    """The system as plain JSON values with numbers and dates as text."""
    return plain_value(system)


def system_from_json(stored: Any) -> PurchasingSystem:  # noqa: ANN401 - JSON has no types
    """The system from the JSON that ``system_to_json`` made.

    Rules copied before prices were held beside the others ask nothing about it.
    """
    decimals = ("annual_factor", "light_touch_threshold", "low_percent", "high_percent")
    return PurchasingSystem(
        **{
            **stored,
            **{name: Decimal(stored[name]) for name in decimals},
            **{name: _maybe(stored.get(name)) for name in BESIDE_OTHERS},
            "start": date.fromisoformat(stored["start"]),
            "end": date.fromisoformat(stored["end"]),
            "regime": Regime(stored["regime"]),
            "sealing": Sealing(stored["sealing"]),
            "rounding": Rounding(stored["rounding"]),
            "outcome_domains": tuple(stored["outcome_domains"]),
            "admission": tuple(stored["admission"]),
            "rate_types": tuple(
                RateType(**{**rate, "unit": Unit(rate["unit"])}) for rate in stored["rate_types"]
            ),
            "lots": tuple(_lot(lot) for lot in stored["lots"]),
        }
    )


def _lot(stored: Any) -> Lot:  # noqa: ANN401 - JSON has no types
    limits = tuple(
        RateLimit(x["rate_code"], _maybe(x["ceiling"]), _maybe(x["floor"]), x["source"])
        for x in stored["limits"]
    )
    return Lot(**{**stored, "limits": limits})


def _maybe(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
