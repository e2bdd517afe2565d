"""Which providers may be invited, and the reason for each one left out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from starapp.organisation.purchasing_systems import Lot
from starapp.providers.admission import reason_not_eligible
from starapp.providers.register import Provider


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A provider that is not invited.

    Attributes:
        by_choice: it is eligible, and somebody left it out for this reason.
    """

    provider: Provider
    reason: str
    by_choice: bool = False


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who is invited and who is not, in the order of the register."""

    chosen: tuple[Provider, ...]
    left_out: tuple[LeftOut, ...]


def eligible(
    register: Iterable[Provider],
    lot: Lot,
    area_body_id: str,
    *,
    today: date,
    area_name: str,
    excluded: Mapping[str, str],
) -> Eligible:
    """Sorts the providers of a lot into those invited and those left out, each with its reason.

    Providers that were never admitted to the lot are in neither list.

    Args:
        register: every provider.
        lot: the lot of the package.
        area_body_id: the body in whose area support is given.
        today: suspensions that began by this day count.
        area_name: of the area, for the words of a reason.
        excluded: provider id to reason, for eligible ones left out by choice.
    """
    chosen: list[Provider] = []
    left: list[LeftOut] = []
    for provider in register:
        if lot.id not in provider.lots:
            continue
        reason = reason_not_eligible(provider, lot, area_body_id, today=today, area_name=area_name)
        if reason is not None:
            left.append(LeftOut(provider, reason))
        elif provider.id in excluded:
            left.append(LeftOut(provider, excluded[provider.id], by_choice=True))
        else:
            chosen.append(provider)
    return Eligible(tuple(chosen), tuple(left))
