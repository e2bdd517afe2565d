"""What a purchasing system and its lots need before they are saved. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from starapp.foundation.problems import Problem
from starapp.organisation.people_checks import name_problems
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem, RateLimit, RateType, Unit
from starapp.regimes.regime import Regime
from starapp.regimes.rules import offered

LEAST_FACTOR, MOST_FACTOR = Decimal(52), Decimal(53)
MOST_PERCENT = Decimal(100)
MOST_DEVIATIONS = Decimal(10)

STARTING_RATES = (
    RateType("hour_1to1", "1:1 support", Unit.HOUR, hourly_floor=True),
    RateType(
        "hour_2to1_per_staff", "2:1 support (staff hours)", Unit.STAFF_HOUR, hourly_floor=True
    ),
    RateType("shared_hour", "Shared support", Unit.HOUR, hourly_floor=True),
    RateType("waking_night_hour", "Waking night", Unit.HOUR, hourly_floor=True),
    RateType("sleep_in", "Sleep-in", Unit.NIGHT),
    RateType("mile", "Mileage", Unit.MILE),
    RateType("tec_week", "Technology enabled care", Unit.WEEK),
    RateType("transition_one_off", "Transition, one-off", Unit.ONE_OFF),
)
"""The rate types every new system starts with."""

STARTING_DOMAINS = ("Be independent at home", "Learn new skills", "Connect with others")
LATE_RULE = "Bids received after the deadline are logged, not opened and not scored."


def system_problems(system: PurchasingSystem) -> Iterator[Problem]:
    """Gives what is wrong with a system's own fields."""
    yield from name_problems("reference", "a reference, for example FPS-2026", system.reference)
    yield from name_problems("title", "the title", system.title)
    if system.end <= system.start:
        yield Problem("end", "Choose an end date after the start date.", "dates")
    if not LEAST_FACTOR <= system.annual_factor <= MOST_FACTOR:
        yield Problem(
            "annual_factor", "Enter weeks in a year between 52 and 53, for example 52.14.", "factor"
        )
    if not system.outcome_domains or any(not d.strip() for d in system.outcome_domains):
        yield Problem("outcome_domains", "Enter at least one outcome domain.", "domains")
    if len(set(system.outcome_domains)) != len(system.outcome_domains):
        yield Problem("outcome_domains", "Each outcome domain can stand only once.", "domains")
    if not offered(Regime(system.regime)):
        yield Problem(
            "regime",
            "This version of STAR has the clock and letters of the Procurement Act 2023 only.",
            "regime",
        )
    if not 8 <= system.standstill_days <= 60:
        yield Problem("standstill_days", "Enter 8 working days or more (section 51).", "standstill")
    for place in ("low_percent", "high_percent"):
        if not 0 < getattr(system, place) <= MOST_PERCENT:
            yield Problem(place, "Enter a percentage above 0 and up to 100.", "percent")
    yield from _others_problems(system)
    if system.light_touch_threshold <= 0:
        yield Problem("light_touch_threshold", "Enter an amount above £0.", "threshold")
    yield from rate_type_problems(system.rate_types)


def _others_problems(system: PurchasingSystem) -> Iterator[Problem]:
    """Gives what is wrong with the limits beside other prices; an empty one is switched off."""
    for place in ("others_low_percent", "others_high_percent"):
        percent = getattr(system, place)
        if percent is not None and not 0 < percent <= MOST_PERCENT:
            yield Problem(
                place, "Enter a percentage above 0 and up to 100, or leave it empty.", "percent"
            )
    if system.spread_limit is not None and not 0 < system.spread_limit <= MOST_DEVIATIONS:
        yield Problem("spread_limit", "Enter a number above 0 and up to 10, or none.", "spread")


def rate_type_problems(rates: tuple[RateType, ...]) -> Iterator[Problem]:
    """Gives what is wrong with the list of rate types."""
    codes = [rate.code for rate in rates]
    if not rates:
        yield Problem("rate_types", "Keep at least one rate type.", "rates")
    if len(set(codes)) != len(codes):
        yield Problem("rate_types", "Each rate type can stand only once.", "rates")
    for rate in rates:
        yield from name_problems(f"rate_types.{rate.code}", "a name", rate.name)


def lot_problems(lot: Lot, others: tuple[Lot, ...]) -> Iterator[Problem]:
    """Gives what is wrong with a lot beside the other lots of its system."""
    yield from name_problems("code", "a short code, for example L2", lot.code)
    yield from name_problems("name", "the lot's name", lot.name)
    if any(other.code == lot.code and other.id != lot.id for other in others):
        yield Problem("code", f"There is already a lot {lot.code}.", "code")


def limit_problems(limit: RateLimit) -> Iterator[Problem]:
    """Gives what is wrong with a ceiling and floor."""
    place = f"limits.{limit.rate_code}"
    for value in (limit.ceiling, limit.floor):
        if value is not None and value < 0:
            yield Problem(place, "Enter £0 or more.", "negative")
    if limit.ceiling is not None and limit.floor is not None and limit.floor > limit.ceiling:
        yield Problem(
            place, "The floor is above the ceiling. Lower one or raise the other.", "order"
        )
