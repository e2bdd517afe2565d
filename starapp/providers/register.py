"""A provider in the register as a value, with the words of its kinds, states and ratings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ProviderKind(StrEnum):
    """What sort of organisation a provider is."""

    SME = "SME"
    VCSE = "VCSE"
    LARGE = "Large"


class ProviderStatus(StrEnum):
    """Where a provider stands in the register."""

    ACTIVE = "active"
    CONDITIONAL = "conditional"
    SUSPENDED = "suspended for new work"
    """Keeps live packages; is not invited to new ones."""
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


class CqcRating(StrEnum):
    """The regulator's words, and the two cases without a rating."""

    OUTSTANDING = "Outstanding"
    GOOD = "Good"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    INADEQUATE = "Inadequate"
    NOT_YET_RATED = "Not yet rated"
    NOT_REGULATED = "Not regulated"


@dataclass(frozen=True, slots=True)
class Insurance:
    """The day each policy runs out; None where it is not known."""

    employers_liability: date | None = None
    public_liability: date | None = None
    professional_indemnity: date | None = None

    @property
    def first_to_end(self) -> date | None:
        """The earliest known end."""
        known = [
            day
            for day in (
                self.employers_liability,
                self.public_liability,
                self.professional_indemnity,
            )
            if day is not None
        ]
        return min(known, default=None)


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider.

    Attributes:
        code: short and stable, for example PR02.
        lots: identities of the lots it is admitted to.
        areas: identities of the bodies in whose areas it works.
        unique_identifier: its identifier on the central digital platform (PPON).
        cqc_location_id: the registered location the support is run from.
    """

    id: str
    code: str
    name: str
    kind: ProviderKind = ProviderKind.SME
    status: ProviderStatus = ProviderStatus.ACTIVE
    status_reason: str = ""
    status_from: date | None = None
    lots: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    cqc_rating: CqcRating = CqcRating.NOT_YET_RATED
    cqc_date: date | None = None
    insurance: Insurance = field(default_factory=Insurance)
    contact_name: str = ""
    address_lines: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    unique_identifier: str = ""
    company_number: str = ""
    charity_number: str = ""
    cqc_provider_id: str = ""
    cqc_location_id: str = ""
    ods_code: str = ""
    vat_number: str = ""
    duns_number: str = ""
    local_head_office: bool = False

    def letter_gaps(self) -> tuple[str, ...]:
        """What a letter to it would lack."""
        return letter_gaps(self.address_lines, self.email, self.unique_identifier)


def letter_gaps(address_lines: Sequence[str], email: str, identifier: str) -> tuple[str, ...]:
    """What a letter to a provider would lack: it cannot be issued before these are known."""
    asked = (
        (address_lines, "the provider's postal address"),
        (email, "the provider's email address"),
        (identifier, "the provider's unique identifier"),
    )
    return tuple(words for value, words in asked if not value)
