"""A package specification as every later part sees it: a frozen value, whole and by layer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from starapp.specifications.package_cost import VolumeLine


class PackageState(StrEnum):
    """Where a package stands; a ready package is locked."""

    DRAFT = "draft"
    READY = "ready"
    IN_COMPETITION = "in competition"
    AWARDED = "awarded"
    ENDED = "ended"


STAYS_LOCKED: Mapping[PackageState, str] = {
    PackageState.IN_COMPETITION: "A competition uses this specification, so it stays locked.",
    PackageState.AWARDED: "This package is awarded, so its specification stays locked.",
    PackageState.ENDED: "This package has ended, so its specification cannot be changed.",
}
"""Why a specification cannot be unlocked, by the state of its package."""


@dataclass(frozen=True, slots=True)
class Funder:
    """Who pays which share of the package, in per cent."""

    body_id: str
    percent: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PackageSummary:
    """The package as lists, headers and later stages show it.

    Attributes:
        reference: for example PKG-2026-0147.
        person_reference: random pseudonym shown everywhere, for example "Person J".
        area: coarse place only, for example "Alderbrook north".
        area_body_id: the body in whose area support is given (providers are matched by it).
        digest: fingerprint of the specification when it was made ready, else empty.
    """

    id: str
    reference: str
    title: str
    person_reference: str
    state: PackageState
    body_id: str
    system_id: str
    lot_id: str
    area: str
    area_body_id: str
    start_target: date | None
    term_years: int
    extension_years: int
    volumes: tuple[VolumeLine, ...]
    guide_weekly: Decimal | None
    current_weekly: Decimal | None
    budget_weekly: Decimal | None
    funders: tuple[Funder, ...]
    digest: str = ""
