"""What the package editor offers to choose from: bodies, systems, lots, and ceilings of a lot."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from starapp.organisation.people import Body
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem
from starapp.organisation.queries import bodies, systems
from starapp.specifications.grid_volumes import volume_lines
from starapp.specifications.package_cost import GuidePrice, guide_price
from starapp.specifications.specification import Specification


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything that is chosen by name in a package."""

    bodies: tuple[Body, ...]
    systems: tuple[PurchasingSystem, ...]

    def system(self, system_id: str) -> PurchasingSystem | None:
        """The system with this id, or None."""
        return next((one for one in self.systems if one.id == system_id), None)

    def lot(self, spec: Specification) -> Lot | None:
        """The lot of a specification, or None while none is chosen."""
        bought = self.system(spec.about.system_id)
        lots = bought.lots if bought is not None else ()
        return next((lot for lot in lots if lot.id == spec.about.lot_id), None)

    def body_name(self, body_id: str) -> str:
        """The name of a body, or empty."""
        return next((body.name for body in self.bodies if body.id == body_id), "")

    def domains(self, spec: Specification) -> tuple[str, ...]:
        """The outcome headings of the system, and those already used."""
        bought = self.system(spec.about.system_id)
        offered = bought.outcome_domains if bought is not None else USUAL_DOMAINS
        used = (outcome.domain for outcome in spec.outcomes)
        return tuple(dict.fromkeys((*offered, *used)))

    def ceilings(self, spec: Specification) -> dict[str, Decimal]:
        """Ceiling rates of the lot, in pounds, by rate code."""
        lot = self.lot(spec)
        limits = lot.limits if lot is not None else ()
        return {one.rate_code: one.ceiling for one in limits if one.ceiling is not None}

    def guide(self, spec: Specification) -> GuidePrice | None:
        """The week at ceiling rates, or None while no system is chosen."""
        bought = self.system(spec.about.system_id)
        if bought is None or self.lot(spec) is None:
            return None
        lines = volume_lines(spec.grid, spec.extras, bought.rate_types)
        return guide_price(
            lines,
            self.ceilings(spec),
            annual_factor=bought.annual_factor,
            rounding=bought.rounding,
        )


USUAL_DOMAINS = ("Be independent at home", "Learn new skills", "Connect with others")
"""Headings offered while no purchasing system is chosen."""


def offered(session: Session) -> Offered:
    """Reads what can be chosen."""
    return Offered(tuple(bodies(session)), tuple(systems(session)))
