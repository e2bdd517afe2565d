"""The ten bodies, the people, the letterhead, the purchasing system and the twelve providers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from starapp.history.acting import Role
from starapp.organisation.commands import add_body, add_person, save_letterhead
from starapp.organisation.people import Letterhead
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem, RateLimit
from starapp.organisation.system_checks import STARTING_RATES
from starapp.organisation.system_commands import add_system, save_limits, save_lot
from starapp.providers.commands import add_provider, edit_provider, suspend_provider
from starapp.providers.register import CqcRating, Insurance, Provider, ProviderKind, ProviderStatus
from starapp.regimes.regime import Regime
from starapp.sample.example import exact, example, workspace_facts
from starapp.sample.story import Story

BODY_KINDS = {"council": "council", "NHS ICB": "NHS ICB", "NHS trust": "NHS trust"}
NEEDS_CQC = frozenset({"L1", "L2", "L3", "L5"})
HOURLY = ("hour_1to1", "hour_2to1_per_staff", "shared_hour", "waking_night_hour")
SUSPENDED_FROM = date(2026, 5, 4)
RATED_GOOD = date(2024, 8, 15)


def set_up(story: Story) -> None:
    """Adds everything that is there before a package is written."""
    story.at("2025-03-31T09:00")
    for body in example()["organisations"]:
        kind = body["type"].partition(" (")[0]
        command = partial(
            add_body, name=body["name"], kind=BODY_KINDS.get(kind, "other"), code=body["id"]
        )
        story.ids[body["id"]] = story.do(command).made
    _people(story)
    story.do(partial(save_letterhead, letterhead=_letterhead(story)), by="M1")
    _system(story)
    _providers(story)


def _people(story: Story) -> None:
    from starapp.organisation.queries import person

    for one in workspace_facts()["people"]:
        command = partial(
            add_person,
            name=one["name"],
            title=one["title"],
            body_id=story.ids[one["body"]],
            roles=frozenset(Role(role) for role in one["roles"]),
        )
        made = story.do(command).made
        story.people[one["id"]] = story.read(partial(person, person_id=made)).actor()
        story.ids[one["id"]] = made


def _letterhead(story: Story) -> Letterhead:
    from starapp.foundation.resource_files import resource

    facts: dict[str, Any] = workspace_facts()["letterheads"]["ORG01"]
    lines = tuple(facts["address_lines"])
    logo = resource("examples", "alderbrook.png").read_bytes()
    return Letterhead(**{**facts, "address_lines": lines}, body_id=story.ids["ORG01"], logo=logo)


def _system(story: Story) -> None:
    told = example()["fps"]
    rules = told["rules"]
    values = PurchasingSystem(
        id="",
        reference=told["id"],
        title=told["title"],
        lead_body_id=story.ids[told["lead"]],
        run_by=told["run_by"],
        start=date.fromisoformat(told["start"]),
        end=date.fromisoformat(told["end"]),
        regime=Regime.PA2023,
        annual_factor=rules["weeks_per_year"],
        outcome_domains=tuple(told["outcomes"]),
        rate_types=STARTING_RATES,
        lots=(),
        late_rule=f"{rules['late_bid_rule']}.",
        admission=tuple(rules["admission"]),
    )
    system_id = story.do(partial(add_system, values=values), by="M1").made
    story.ids["system"] = system_id
    for lot in example()["lots"]:
        entry = Lot(
            "", lot["id"], lot["name"], lot["description"], cqc_required=lot["id"] in NEEDS_CQC
        )
        made = story.do(partial(save_lot, system_id=system_id, lot=entry), by="M1").made
        story.ids[lot["id"]] = made
    limits = partial(save_limits, lot_id=story.ids["L2"], limits=tuple(_limits(rules)))
    story.do(limits, by="M1")


def _limits(rules: dict[str, Any]) -> list[RateLimit]:
    ceilings = {code: exact(value) for code, value in rules["ceilings_lot2"].items()}
    floor = exact(rules["sustainability_floor_per_hour"])
    found = []
    for rate in STARTING_RATES:
        lowest: Decimal | None = floor if rate.code in HOURLY else None
        if rate.code == "sleep_in":
            lowest = exact(rules["sleep_in_floor"])
        if rate.code in ceilings or lowest is not None:
            source = "System rules 2026/27; floor from the open-book sheet"
            found.append(RateLimit(rate.code, ceilings.get(rate.code), lowest, source))
    return found


RATINGS = {
    "Outstanding": CqcRating.OUTSTANDING,
    "Good": CqcRating.GOOD,
    "Requires improvement": CqcRating.REQUIRES_IMPROVEMENT,
}


def _providers(story: Story) -> None:
    rounds = {1: "2025-04-01T10:00", 2: "2025-09-01T10:00", 3: "2026-03-02T10:00"}
    for one in example()["providers"]:
        story.at(rounds[one["admitted_round"]])
        entry = _provider(story, one)
        if one["status"].startswith("suspended"):
            entry = replace(entry, cqc_rating=CqcRating.GOOD, cqc_date=RATED_GOOD)
        made = story.do(partial(add_provider, entry=entry), by="M1").made
        story.ids[one["id"]] = made
    suspended = next(p for p in example()["providers"] if p["status"].startswith("suspended"))
    story.at("2026-05-04T10:00")
    now_rated = replace(_provider(story, suspended), id=story.ids[suspended["id"]])
    story.do(partial(edit_provider, entry=now_rated), by="M1")
    reason = suspended["status"].partition("(")[2].rstrip(")")
    command = partial(
        suspend_provider,
        provider_id=story.ids[suspended["id"]],
        reason=reason,
        start=SUSPENDED_FROM,
    )
    story.do(command, by="M1")


def _provider(story: Story, one: dict[str, Any]) -> Provider:
    facts = workspace_facts()["providers"][one["id"]]
    policies = {name: date.fromisoformat(day) for name, day in facts["insurance"].items()}
    rating = RATINGS.get(one["cqc_rating"], CqcRating.NOT_YET_RATED)
    if one["cqc_rating"].startswith("Not CQC regulated"):
        rating = CqcRating.NOT_REGULATED
    rated = facts["cqc_date"]
    conditional = "conditional" in one["status"]
    return Provider(
        id="",
        code=one["id"],
        name=one["name"],
        kind=ProviderKind(one["type"]),
        status=ProviderStatus.CONDITIONAL if conditional else ProviderStatus.ACTIVE,
        status_reason="First CQC inspection awaited" if conditional else "",
        lots=frozenset(story.ids[lot] for lot in one["lots"]),
        areas=frozenset(story.ids[body] for body in one["localities"]),
        cqc_rating=rating,
        cqc_date=date.fromisoformat(rated) if rated and rating in RATINGS.values() else None,
        insurance=Insurance(**policies),
        contact_name=facts["contact"],
        address_lines=tuple(facts["address_lines"]),
        email=facts["email"],
        phone=facts["phone"],
        unique_identifier=facts["identifier"],
        company_number=facts["company_number"],
        cqc_provider_id=facts["cqc_provider_id"] or "",
        local_head_office=one["local_head_office"],
    )
