"""The package specification of the example, written section by section and locked."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from starapp.foundation.exact import MONEY_PLACES, parse_decimal
from starapp.sample.example import exact, example, workspace_facts
from starapp.sample.story import Story
from starapp.specifications import commands
from starapp.specifications.grid_form import block_between
from starapp.specifications.grid_volumes import Extras
from starapp.specifications.outcomes import Outcome
from starapp.specifications.package import Funder
from starapp.specifications.specification import About, Dates, Money
from starapp.specifications.stage_commands import make_ready
from starapp.specifications.support_grid import Support, SupportGrid, grid_of

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NUMBER = 147
STEPS = ((1, 3), (2, 4), (1, 3))
"""Steps on the ladder, now and goal, of the three outcomes."""
PEN_PICTURE = (
    "A man of 25 to 34 who loves music and buses. He is autistic, with a moderate learning "
    "disability and epilepsy. He moves from a college to his own flat in a cluster of four, where "
    "other people have support of their own."
)


def draft(story: Story) -> None:
    """Writes the specification as the commissioner does."""
    told = example()["package"]
    story.at("2026-08-03T09:30")
    new = partial(commands.create_package, title=told["title"], number=NUMBER)
    package_id = story.do(new, by="E1").made
    story.ids["package"] = package_id
    writes = (
        partial(commands.save_about, package_id=package_id, about=_about(story, told)),
        partial(commands.save_section, package_id=package_id, texts=texts(told)),
        partial(commands.save_outcomes, package_id=package_id, outcomes=outcomes(told)),
        partial(commands.save_grid, package_id=package_id, grid=week(), extras=_extras(told)),
        partial(commands.save_dates, package_id=package_id, dates=_dates(told)),
        partial(commands.save_money, package_id=package_id, money=_money(story, told)),
    )
    for hour, write in enumerate(writes, 10):
        story.at(f"2026-08-{hour - 6:02}T{hour}:15")
        story.do(write, by="E1")


def lock(story: Story) -> None:
    """Locks it, so that a competition can use it."""
    story.at("2026-08-14T15:00")
    story.do(partial(make_ready, package_id=story.ids["package"]), by="E1")


def _about(story: Story, told: dict[str, Any]) -> About:
    council = story.ids[told["organisation"]]
    return About(
        title=told["title"],
        person_reference=told["person_reference"],
        age_band=told["age_band"],
        body_id=council,
        system_id=story.ids["system"],
        lot_id=story.ids[told["lot"]],
        area=told["area"].partition(" (")[0],
        area_body_id=council,
    )


def _dates(told: dict[str, Any]) -> Dates:
    return Dates(date.fromisoformat(told["start_target"]), None, term_years=3, extension_years=1)


def _money(story: Story, told: dict[str, Any]) -> Money:
    budget = told["budget"]

    def pounds(name: str) -> Decimal:
        return parse_decimal(str(budget[name]), places=MONEY_PLACES)

    funders = tuple(
        Funder(story.ids[one["body"]], exact(one["percent"]), one.get("reason", ""))
        for one in told["funding"]
    )
    return Money(pounds("current_weekly"), pounds("indicative_weekly"), funders=funders)


def _extras(told: dict[str, Any]) -> Extras:
    return Extras(miles=exact(told["volumes"]["miles"]))


def outcomes(told: dict[str, Any]) -> tuple[Outcome, ...]:
    """The three outcomes in the person's words."""
    names = ("domain", "i_statement", "goal", "measure", "baseline", "target")
    return tuple(
        Outcome(
            **{name: one[name] for name in names},
            checked_by="The person, his family and the keyworker",
            step_now=now,
            step_goal=goal,
        )
        for one, (now, goal) in zip(told["outcomes"], STEPS, strict=True)
    )


def texts(told: dict[str, Any]) -> dict[str, str]:
    """The texts of every field."""
    about = told["about"]
    same = (
        "what_matters", "communication", "good_day", "bad_day", "culture", "housing", "tec",
        "transport", "health", "behaviour", "risk", "capacity", "staff",
    )  # fmt: skip
    return {
        **{name: about[name] for name in same},
        "pen_picture": PEN_PICTURE,
        "helped_by": "The person, with his mother and his social worker",
        "night": told["night"],
        "training": "\n".join(told["training"]),
        "transition_plan": "Visits at his pace from 12 October; shadow shifts before 9 November.",
        "reviews": "\n".join(told["review"]),
        "contingency": told["contingency"],
        "full_plan": "The learning disability team of the lead council holds the full care, "
        "behaviour and risk plans and sends them to the chosen provider by secure mail.",
    }


def week() -> SupportGrid:
    """35 hours of 1:1 and two 2:1 sessions over support shared by four flats."""
    return grid_of(
        block_between(
            DAYS.index(entry["day"]),
            entry["start"],
            entry["end"],
            Support(entry["type"]),
            shared_by=entry["shared_by"],
            label=entry["label"],
            outcome=entry["outcome"] or "",
            background=entry["background"],
        )
        for entry in workspace_facts()["grid"]
    )
