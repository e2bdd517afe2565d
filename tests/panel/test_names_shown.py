"""Whether the panel sees who a bid is from: only where the purchasing system says so."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from starapp.competitions.queries import rules
from starapp.competitions.records import CompetitionRecord
from starapp.evaluation.score_sheet_queries import score_sheet
from starapp.history.acting import Actor, Role
from starapp.history.history import note
from starapp.organisation.queries import system, systems
from starapp.organisation.system_commands import save_system
from starapp.organisation.system_form import system_from_json, system_to_json
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_format import pack_json, read_pack
from starapp.panel.score_sheet_document import score_sheet_document
from starapp.panel.working_copy import Work
from tests.make.evaluation import Scene, northvale
from tests.make.issued_packs import issue, opened_content
from tests.make.scene import scoring_scene

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT
    return made


def show_names(scene: Scene) -> None:
    """As if the competition had been published under rules that show names."""
    with scene.store.writing(by=Actor("", "Setup", frozenset(Role))) as session:
        record = session.get_one(CompetitionRecord, scene.competition_id)
        shown = {**record.rules["system"], "names_shown": True}
        record.rules = {**record.rules, "system": shown}
        note(session, "published with names", about=("competition", record.id))


def bidders() -> set[str]:
    return {one["provider_name"] for one in northvale()["bids"]}


def test_by_default_no_pack_names_a_bidder(scene: Scene, tmp_path: Path) -> None:
    for made in issue(scene).values():
        said = opened_content(made, tmp_path).decode(errors="ignore")
        assert made.pack.format == 1
        assert not [name for name in bidders() if name in said]


def test_where_names_are_shown_a_pack_has_them_and_nothing_more(
    scene: Scene, tmp_path: Path
) -> None:
    show_names(scene)
    made = issue(scene, ["E3"])["E3"]
    pack = open_pack(made.write(tmp_path), made.passphrase)
    assert made.pack.format == 2
    assert {pack.base.names[letter] for letter in "ABCDE"} == bidders()
    assert pack.base.bid_title("A").startswith("Bid A, ")
    said = opened_content(made, tmp_path).decode(errors="ignore")
    others = {one.name for code, one in scene.people.items() if code != "E3"}
    assert not [name for name in others if name in said]
    assert not [p for p in ("1824.5", "1,824.50", "94843") if p in said]
    assert read_pack(pack_json(made.pack)) == made.pack
    sheet = str(score_sheet_document(pack, Work(pack.identity)))
    assert all(name in sheet for name in bidders())


def test_the_scoring_page_follows_the_rules_the_competition_was_published_with(
    scene: Scene,
) -> None:
    person = scene.people["E3"].person_id

    def sheet():
        with scene.store.reading() as session:
            return score_sheet(session, scene.competition_id, person_id=person)

    assert sheet().bid_title(scene.bids["A"]) == "Bid A"
    with scene.store.writing(by=Actor("", "Setup", frozenset(Role))) as session:
        (one,) = systems(session)
        save_system(session, values=replace(one, names_shown=True))
    with scene.store.reading() as session:
        (one,) = systems(session)
        assert system(session, one.id).names_shown
        assert not rules(session, scene.competition_id).system.names_shown
    assert sheet().bid_title(scene.bids["A"]) == "Bid A"
    show_names(scene)
    assert sheet().bid_title(scene.bids["A"]).startswith("Bid A, ")


def test_rules_kept_before_names_could_be_shown_hide_them(scene: Scene) -> None:
    with scene.store.reading() as session:
        kept = system_to_json(rules(session, scene.competition_id).system)
        assert session.scalars(select(CompetitionRecord)).one().rules
    assert isinstance(kept, dict)
    del kept["names_shown"]
    assert not system_from_json(kept).names_shown
