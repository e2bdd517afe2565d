"""The whole specification of a package as one frozen value, and the parts people edit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from starapp.foundation.canonical import Json, fingerprint, plain_value
from starapp.specifications.care_needs import BY_CODE
from starapp.specifications.grid_volumes import Extras
from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import Outcome
from starapp.specifications.package import Funder, PackageSummary
from starapp.specifications.support_grid import SupportGrid

NIGHTS = "nights"
"""What is kept is a number of nights with two workers."""
AGE_BANDS = ("14-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75 and over")


@dataclass(frozen=True, slots=True)
class About:
    """What the package is, who buys it and where; every text is fit for bidders."""

    title: str
    person_reference: str
    age_band: str = ""
    body_id: str = ""
    system_id: str = ""
    lot_id: str = ""
    area: str = ""
    area_body_id: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """When support starts and for how long; ``latest_start`` is the last day that will do."""

    start_target: date | None = None
    latest_start: date | None = None
    term_years: int = 0
    extension_years: int = 0


@dataclass(frozen=True, slots=True)
class Money:
    """Pounds a week and who pays; bidders see the budget only when ``budget_shown``."""

    current_weekly: Decimal | None = None
    budget_weekly: Decimal | None = None
    budget_shown: bool = False
    funders: tuple[Funder, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Something the program asked about and somebody decided to keep, with the reason.

    Attributes:
        place: the field it stands in, for example ``"pen_picture"`` or ``"outcomes.0.goal"``.
        kind: of the privacy find, or ``NIGHTS``.
        text: the words found, as written; of nights their number.
    """

    place: str
    kind: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Specification:
    """A package with everything that was written about it.

    Attributes:
        needs: free text by the code of its field.
        locked: when it was made ready, or None.
        locked_by: who made it ready.
        recounted: what an earlier count of nights said, until the week is saved again; or empty.
    """

    summary: PackageSummary
    about: About
    dates: Dates = field(default_factory=Dates)
    money: Money = field(default_factory=Money)
    needs: Mapping[str, str] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    grid: SupportGrid = field(default_factory=SupportGrid)
    extras: Extras = field(default_factory=Extras)
    kept: tuple[Kept, ...] = ()
    locked: datetime | None = None
    locked_by: str = ""
    recounted: str = ""

    def text(self, code: str) -> str:
        """The text of a field, empty when nothing was written."""
        return self.needs.get(code, "")

    def lines(self, code: str) -> tuple[str, ...]:
        """The lines of a field that holds one thing on each line."""
        return tuple(line.strip() for line in self.text(code).splitlines() if line.strip())


def content(spec: Specification) -> Json:
    """Everything the fingerprint covers: all that is written, in both layers, and the volumes."""
    return plain_value(
        {
            "reference": spec.summary.reference,
            "about": spec.about,
            "dates": spec.dates,
            "money": spec.money,
            "needs": {code: text for code, text in spec.needs.items() if text},
            "outcomes": spec.outcomes,
            "grid": spec.grid.blocks,
            "extras": spec.extras,
            "volumes": spec.summary.volumes,
            "kept": spec.kept,
        }
    )


def for_bidders(spec: Specification) -> Json:
    """The content bidders see: without the texts for the chosen provider and what is hidden."""
    shown = {
        code: text
        for code, text in spec.needs.items()
        if text and code in BY_CODE and BY_CODE[code].layer is Layer.BIDDERS
    }
    budget = spec.money.budget_weekly if spec.money.budget_shown else None
    return plain_value(
        {
            "reference": spec.summary.reference,
            "about": spec.about,
            "dates": spec.dates,
            "budget": budget,
            "needs": shown,
            "outcomes": spec.outcomes,
            "grid": spec.grid.blocks,
            "volumes": spec.summary.volumes,
        }
    )


def digest_of(spec: Specification) -> str:
    """SHA-256 of the specification's content."""
    return fingerprint(content(spec))
