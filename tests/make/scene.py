"""The Northvale competition with its bids opened, made by the real commands of every part."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from starapp.bids.bid_entry import BidDocument, BidEntry
from starapp.bids.commands import receive_bid
from starapp.bids.opening import begin_opening, label_bids, open_bid
from starapp.bids.price_commands import answer_about_price, ask_about_price, decide_about_price
from starapp.competitions.commands import create_competition, edit_timetable
from starapp.competitions.publication import publish
from starapp.competitions.timetable import suggested
from starapp.criteria.commands import add_model, lock_model
from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    PriceRule,
)
from starapp.criteria.price_edges import EdgeRules
from starapp.foundation.dates import LONDON
from starapp.foundation.resource_files import resource
from starapp.history.acting import Actor, Role
from starapp.organisation.commands import add_person, save_letterhead
from starapp.organisation.people import Letterhead
from starapp.organisation.queries import person
from starapp.providers.commands import add_provider
from starapp.specifications.stage_commands import make_ready
from starapp.storage.store import Store
from tests.conftest import SetClock
from tests.make.evaluation import Scene, begin_moderation, finish_moderation, give_scores
from tests.make.evaluation import northvale as competition_data
from tests.make.panel import open_scoring
from tests.make.providers import provider_value
from tests.make.specifications import northvale, northvale_ground

INVITED = datetime(2026, 8, 17, 9, 0, tzinfo=UTC)
START = datetime(2026, 8, 14, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 9, 7, 11, 0, tzinfo=UTC)


@cache
def texts() -> dict[str, Any]:
    """Question texts and answers of the example."""
    found: dict[str, Any] = json.loads(
        resource("examples", "northvale_answers.json").read_text("utf-8")
    )
    return found


def northvale_model() -> EvaluationModel:
    """The evaluation model of the example: quality 60, price 25, social value 15."""
    stored = competition_data()["model"]
    criteria = [
        Criterion("quality", "Quality", Kind.SECTION, Part.QUALITY, minimum=Decimal(36)),
        Criterion("social", "Social value", Kind.SECTION, Part.SOCIAL_VALUE),
    ]
    criteria += [_criterion(one) for one in stored["criteria"]]
    return EvaluationModel(
        name="Northvale supported living",
        criteria=tuple(criteria),
        scale=tuple(
            Level(Decimal(one["score"]), one["label"], one["meaning"], texts()["scale_plain"][
                str(one["score"])
            ])
            for one in stored["scale"]
        ),
        roles=tuple(
            EvaluatorRole(one["id"], one["role"]) for one in competition_data()["panel"] if one["scores"]
        ),
        tie_break=("quality", "Q5", "Q3"),
        price=PriceRule(edges=EdgeRules()),
    )  # fmt: skip


def _criterion(stored: Mapping[str, Any]) -> Criterion:
    code, weight = stored["id"], Decimal(stored["weight"])
    if code == "PR":
        return Criterion(code, stored["title"], Kind.PRICE, Part.PRICE, weight=weight)
    social = code.startswith("SV")
    asked = texts()["question_texts"].get(code, {})
    return Criterion(
        code,
        stored["title"],
        Kind.SCORED,
        Part.SOCIAL_VALUE if social else Part.QUALITY,
        parent="social" if social else "quality",
        weight=weight,
        minimum=None if stored["minimum"] is None else Decimal(stored["minimum"]),
        question=asked.get("question", stored["title"]),
        look_for=tuple(asked.get("what_to_look_for", ())),
        word_limit=asked.get("word_limit"),
        written=code != "Q5",
        roles=tuple(stored["evaluators"]),
        plain_question=asked.get("plain_question", ""),
    )


def make_people(session: Session, body_id: str) -> dict[str, Actor]:
    """The people of the example by code: E1 to E4, M1, O2, F1, A1."""
    stored = json.loads(resource("examples", "northvale_workspace.json").read_text("utf-8"))
    found = {}
    for one in stored["people"]:
        made = add_person(
            session,
            name=one["name"],
            title=one["title"],
            body_id=body_id,
            roles=frozenset(Role(role) for role in one["roles"]),
        ).made
        found[one["id"]] = person(session, made).actor()
    return found


def longer_model() -> EvaluationModel:
    """The example's model with twenty written questions: Q1 and Q2 are asked in parts of 2."""
    model = northvale_model()
    parts = {"Q1": 9, "Q2": 7}
    criteria = [
        replace(one, code=f"{one.code}-{part}", weight=Decimal(2)) if one.code in parts else one
        for one in model.criteria
        for part in range(1, parts.get(one.code, 1) + 1)
    ]
    return replace(model, criteria=tuple(criteria))


def make_model(session: Session, model: EvaluationModel) -> str:
    """A model, locked; gives its id."""
    made = add_model(session, model=model).made
    lock_model(session, model_id=made)
    return made


def make_providers(session: Session, *, lot_id: str, area: str) -> dict[str, str]:
    """The five providers that bid in time, by code."""
    found = {}
    for one in competition_data()["bids"]:
        entry = provider_value(
            one["provider_name"],
            code=one["provider"],
            lots=frozenset({lot_id}),
            areas=frozenset({area}),
            unique_identifier=f"PNVX-10{one['provider'][2:]}-TEST",
            company_number=f"099999{one['provider'][2:]}",
        )
        found[one["provider"]] = add_provider(session, entry=entry).made
    return found


def make_letterhead(session: Session, body_id: str) -> None:
    """The council's letterhead, complete."""
    stored = json.loads(resource("examples", "northvale_workspace.json").read_text("utf-8"))
    fields = dict(stored["letterheads"]["ORG01"])
    fields["address_lines"] = tuple(fields["address_lines"])
    save_letterhead(session, letterhead=Letterhead(body_id=body_id, **fields))


def bid_entry(
    stored: Mapping[str, Any], provider_id: str, model: EvaluationModel | None = None
) -> BidEntry:
    """A bid of the example as it arrived; a part of a question is answered as the question is."""
    answers = texts()["answers"][stored["ref"]]
    asked = [one.code for one in (model or northvale_model()).leaves(Kind.SCORED) if one.written]
    return BidEntry(
        provider_id=provider_id,
        answers=tuple((code, answers[code.partition("-")[0]]) for code in asked),
        documents=(BidDocument("bid.pdf", "application/pdf", b"%PDF-1.7 a small file"),),
        rates=tuple((code, Decimal(str(rate))) for code, rate in stored["rates"].items()),
        stated_weekly=Decimal(str(stored["weekly"])),
    )


@dataclass
class _Kept:
    """A workspace as it stood, with its names and its time."""

    file: sqlite3.Connection
    moment: datetime
    competition_id: str
    people: dict[str, Actor]
    bids: dict[str, str]


_KEPT: dict[str, _Kept] = {}


def _from(
    name: str, store: Store, clock: SetClock, make: Callable[[Store, SetClock], Scene]
) -> Scene:
    """Makes a scene once, and puts a copy of its file into every later store."""
    if name not in _KEPT:
        scene = make(store, clock)
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        with store._engine.connect() as connection:
            connection.connection.driver_connection.backup(copy)
        _KEPT[name] = _Kept(
            copy, clock.moment, scene.competition_id, dict(scene.people), dict(scene.bids)
        )
        return scene
    kept = _KEPT[name]
    with store._engine.connect() as connection:
        kept.file.backup(connection.connection.driver_connection)
    clock.moment = kept.moment
    return Scene(store, kept.competition_id, dict(kept.people), dict(kept.bids))


def opened_scene(store: Store, clock: SetClock) -> Scene:
    """The example's competition with its five bids opened."""
    return _from("opened", store, clock, _make_opened)


def scoring_scene(store: Store, clock: SetClock) -> Scene:
    """The panel is seated and cleared, and scoring is open."""
    return _from("scoring", store, clock, _make_scoring)


def scored_scene(store: Store, clock: SetClock) -> Scene:
    """Every written answer is scored by everyone."""
    return _from("scored", store, clock, _make_scored)


def moderating_scene(store: Store, clock: SetClock) -> Scene:
    """Moderation is open and nothing is agreed yet."""
    return _from("moderating", store, clock, _make_moderating)


def priced_scene(store: Store, clock: SetClock) -> Scene:
    """Moderation is closed and prices are unsealed."""
    return _from("priced", store, clock, _make_priced)


def _make_scoring(store: Store, clock: SetClock) -> Scene:
    scene = opened_scene(store, clock)
    open_scoring(scene)
    return scene


def _make_scored(store: Store, clock: SetClock) -> Scene:
    scene = scoring_scene(store, clock)
    give_scores(scene)
    return scene


def _make_moderating(store: Store, clock: SetClock) -> Scene:
    scene = scored_scene(store, clock)
    clock.moment = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
    begin_moderation(scene)
    return scene


def _make_priced(store: Store, clock: SetClock) -> Scene:
    scene = scored_scene(store, clock)
    clock.moment = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
    finish_moderation(scene)
    settle_price(scene, "E")
    return scene


def settle_price(scene: Scene, letter: str) -> None:
    """A bid's price is asked about and answered, and the bid stays in."""
    by, bid_id = scene.people["M1"], scene.bids[letter]
    with scene.store.writing(by=by) as session:
        asked = ask_about_price(session, bid_id=bid_id, question="What pays for training?").made
    with scene.store.writing(by=by) as session:
        answer_about_price(
            session, question_id=asked, answer="Volume.", finding="Training is not costed."
        )
    with scene.store.writing(by=by) as session:
        decide_about_price(session, question_id=asked, decision="The risk is recorded.")


def _make_opened(store: Store, clock: SetClock) -> Scene:
    return opened_with(store, clock, competition_data()["bids"])


def opened_with(
    store: Store,
    clock: SetClock,
    arriving: Sequence[Mapping[str, Any]],
    model: EvaluationModel | None = None,
) -> Scene:
    """From the package to the opening of some bids, by the commands of every part."""
    clock.moment = START
    rules = model or northvale_model()
    with store.writing(by=Actor("", "Setup", frozenset(Role))) as session:
        ground = northvale_ground(session)
        people = make_people(session, ground["council_id"])
        make_letterhead(session, ground["council_id"])
        package_id = northvale(session, **ground)
        make_ready(session, package_id=package_id)
        model_id = make_model(session, rules)
        providers = make_providers(session, lot_id=ground["lot_id"], area=ground["council_id"])
    competition_id = _publish(store, clock, people["E1"], package_id, model_id)
    bids = _receive(store, clock, people["M1"], competition_id, providers, arriving, rules)
    _open(store, clock, people, competition_id, bids)
    return Scene(store, competition_id, people, bids)


def _publish(store: Store, clock: SetClock, who: Actor, package_id: str, model_id: str) -> str:
    clock.moment = INVITED
    with store.writing(by=who) as session:
        made = create_competition(session, package_id=package_id, model_id=model_id, number=31).made
        dates = suggested(INVITED.date(), support_starts=date(2026, 11, 9))
        edit_timetable(session, competition_id=made, dates=replace(dates, deadline=DEADLINE))
        session.flush()
        publish(session, competition_id=made)
    return str(made)


def _receive(
    store: Store,
    clock: SetClock,
    who: Actor,
    competition_id: str,
    providers: Mapping[str, str],
    arriving: Sequence[Mapping[str, Any]],
    model: EvaluationModel,
) -> dict[str, str]:
    found = {}
    for one in arriving:
        clock.moment = (
            datetime.fromisoformat(one["received"]).replace(tzinfo=LONDON).astimezone(UTC)
        )
        with store.writing(by=who) as session:
            found[one["ref"]] = receive_bid(
                session,
                competition_id=competition_id,
                entry=bid_entry(one, providers[one["provider"]], model),
            ).made
    return found


def _open(
    store: Store,
    clock: SetClock,
    people: Mapping[str, Actor],
    competition_id: str,
    bids: Mapping[str, str],
) -> None:
    with store.writing(by=people["M1"]) as session:
        label_bids(
            session,
            competition_id=competition_id,
            labels={bid: letter for letter, bid in bids.items()},
        )
    clock.moment = DEADLINE + timedelta(hours=2)
    with store.writing(by=people["M1"]) as session:
        begin_opening(session, competition_id=competition_id, second_opener=people["O2"].person_id)
    for bid in bids.values():
        with store.writing(by=people["M1"]) as session:
            open_bid(session, bid_id=bid)
