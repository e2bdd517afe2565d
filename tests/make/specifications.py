"""Makes packages for tests, among them the week of the Northvale example."""

import json
from datetime import date
from decimal import Decimal

from starapp.foundation.resource_files import resource
from starapp.organisation.commands import add_body
from starapp.organisation.purchasing_systems import Lot, RateLimit
from starapp.organisation.system_commands import (
    add_system,
    save_limits,
    save_lot,
    starting_system,
)
from starapp.specifications import commands
from starapp.specifications.grid_form import block_between
from starapp.specifications.grid_volumes import Extras
from starapp.specifications.outcomes import Outcome
from starapp.specifications.package import Funder
from starapp.specifications.specification import About, Dates, Money
from starapp.specifications.support_grid import Support, SupportGrid, grid_of

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def example() -> dict:
    """The package of the Northvale example as it stands in its file."""
    return json.loads(resource("examples", "northvale.json").read_text("utf-8"))["package"]


def northvale_week() -> SupportGrid:
    """35 h of 1:1 and two 2:1 sessions over support shared by four."""
    name = "northvale_workspace.json"
    stored = json.loads(resource("examples", name).read_text("utf-8"))["grid"]
    return grid_of(
        block_between(
            DAYS.index(entry["day"]), entry["start"], entry["end"], Support(entry["type"]),
            shared_by=entry["shared_by"], label=entry["label"], outcome=entry["outcome"] or "",
            background=entry["background"],
        )
        for entry in stored
    )  # fmt: skip


def northvale_extras() -> Extras:
    """60 miles a week, technology and transition."""
    return Extras(miles=Decimal(60))


def northvale_outcomes() -> tuple[Outcome, ...]:
    """The three outcomes of the example."""
    steps = {0: (1, 3), 1: (2, 4), 2: (1, 3)}
    return tuple(
        Outcome(
            **{k: entry[k] for k in ("domain", "i_statement", "goal", "measure", "baseline")},
            target=entry["target"], step_now=steps[place][0], step_goal=steps[place][1],
        )
        for place, entry in enumerate(example()["outcomes"])
    )  # fmt: skip


def northvale_texts() -> dict[str, str]:
    """The texts of the example by field."""
    package = example()
    about = package["about"]
    return {
        "pen_picture": "A man who loves music and buses. He is autistic with a moderate learning "
        "disability and epilepsy, and moves to his own flat in a cluster of four.",
        "what_matters": about["what_matters"],
        "communication": about["communication"],
        "good_day": about["good_day"],
        "bad_day": about["bad_day"],
        "culture": about["culture"],
        "housing": about["housing"],
        "tec": about["tec"],
        "transport": about["transport"],
        "night": package["night"],
        "health": about["health"],
        "behaviour": about["behaviour"],
        "risk": about["risk"],
        "capacity": about["capacity"],
        "staff": about["staff"],
        "training": "\n".join(package["training"]),
        "reviews": "\n".join(package["review"]),
        "contingency": package["contingency"],
        "full_plan": "The learning disability team of the lead council holds the full plans.",
    }


def draft(session, title="Support for one man in his own flat") -> str:
    """A draft with a title and nothing else."""
    return commands.create_package(session, title=title).made


def northvale(session, *, system_id, lot_id, council_id, icb_id, number=147) -> str:
    """The whole package of the example, not locked."""
    stored = example()
    package_id = commands.create_package(session, title=stored["title"], number=number).made
    commands.save_about(
        session,
        package_id=package_id,
        about=About(
            title=stored["title"], person_reference=stored["person_reference"],
            age_band=stored["age_band"], body_id=council_id, system_id=system_id, lot_id=lot_id,
            area="Alderbrook north", area_body_id=council_id,
        ),
    )  # fmt: skip
    dates = Dates(date(2026, 11, 9), None, term_years=3, extension_years=1)
    commands.save_dates(session, package_id=package_id, dates=dates)
    money = Money(
        Decimal("2780.00"), Decimal("2050.00"), budget_shown=False,
        funders=(
            Funder(council_id, Decimal(70)),
            Funder(icb_id, Decimal(30), "health need, joint-funded"),
        ),
    )  # fmt: skip
    commands.save_money(session, package_id=package_id, money=money)
    commands.save_section(session, package_id=package_id, texts=northvale_texts())
    commands.save_outcomes(session, package_id=package_id, outcomes=northvale_outcomes())
    commands.save_grid(
        session, package_id=package_id, grid=northvale_week(), extras=northvale_extras()
    )
    return package_id


CEILINGS = {
    "hour_1to1": "25.60", "hour_2to1_per_staff": "25.60", "shared_hour": "25.00",
    "sleep_in": "118.00", "mile": "0.45", "tec_week": "12.00",
}  # fmt: skip
"""Ceiling rates of lot L2 in the example."""


def northvale_ground(session) -> dict[str, str]:
    """The bodies, system and lot the example's package needs: their ids."""
    council = add_body(session, name="Alderbrook Council").made
    icb = add_body(session, name="Northvale ICB", kind="NHS ICB").made
    values = starting_system(
        reference="FPS-NV-LDA-2025", title="Northvale FPS (LD&A)", lead_body_id=council,
        start=date(2025, 4, 1),
    )  # fmt: skip
    system_id = add_system(session, values=values).made
    lot = Lot("", "L2", "Supported living, complex and PBS")
    lot_id = save_lot(session, system_id=system_id, lot=lot).made
    limits = tuple(RateLimit(code, Decimal(rate)) for code, rate in CEILINGS.items())
    save_limits(session, lot_id=lot_id, limits=limits)
    return {
        "system_id": system_id, "lot_id": lot_id, "council_id": council, "icb_id": icb,
    }  # fmt: skip


def northvale_package(session) -> str:
    """The example's package with everything it needs."""
    return northvale(session, **northvale_ground(session))
