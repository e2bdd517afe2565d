"""Packs are issued while scoring is open, hold what the member needs, and nothing else."""

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest

from starapp.bids.queries import answers, bids, documents
from starapp.bids.records import BidDocumentRecord
from starapp.competitions.queries import competition
from starapp.evaluation.records import SeatRecord
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries, note
from starapp.panel.pack_commands import issue_packs
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_format import pack_json
from starapp.panel.pack_queries import issued_packs, pack_problems
from starapp.panel.write_pack import offered_documents
from starapp.specifications.care_needs import Section, fields_of
from starapp.specifications.queries import specification
from tests.make.evaluation import Scene, northvale
from tests.make.issued_packs import PASSPHRASES, issue, opened_content
from tests.make.panel import MEMBERS
from tests.make.scene import moderating_scene, opened_scene, scoring_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    return scoring_scene(store, clock)


def refused(scene: Scene, by: str = "M1", **fields: object) -> list[str]:
    given = {"passphrases": {scene.seat("E1"): PASSPHRASES["E1"]}, **fields}
    with pytest.raises(CannotDo) as told, scene.store.writing(by=scene.people[by]) as session:
        issue_packs(session, competition_id=scene.competition_id, **given)
    return [problem.code for problem in told.value.problems]


def test_each_member_gets_their_questions_and_every_bid(scene: Scene, tmp_path: Path) -> None:
    packs = issue(scene)
    opened = {code: open_pack(one.write(tmp_path), one.passphrase) for code, one in packs.items()}
    asked = {
        code: [question.code for question in one.base.questions] for code, one in opened.items()
    }
    assert asked == {
        "E1": ["Q1", "Q2", "Q3", "Q4", "SV1", "SV2"],
        "E2": ["Q1", "Q2", "Q3", "Q4"],
        "E3": ["Q1", "Q2", "SV2"],
        "E4": ["Q1", "Q2", "Q4", "SV1", "SV2"],
    }
    assert all([bid for bid, _ in one.base.bids] == list("ABCDE") for one in opened.values())


def test_answers_are_word_for_word_and_only_of_ones_own_questions(scene: Scene) -> None:
    pack = issue(scene, ["E3"])["E3"].pack
    with scene.store.reading() as session:
        told = answers(session, scene.bids["B"])
    found = {(bid, code): text for bid, code, text in pack.answers}
    assert found[("B", "Q2")] == told["Q2"]
    assert {code for _, code in found} <= {"Q1", "Q2", "SV2"}


def amounts() -> list[str]:
    """Patterns of every rate and weekly price of the example, as people write them."""
    told = [
        Decimal(str(amount))
        for bid in northvale()["bids"]
        for amount in (*bid["rates"].values(), bid["weekly"])
    ]
    texts = {
        text
        for one in told
        for text in (f"{one:.2f}", f"{one:,.2f}", f"{one.normalize():f}")
        if one >= 10 and "." in text
    }
    return [rf"(?<![\d.]){re.escape(text)}(?!\d)" for text in sorted(texts)]


def test_no_price_no_other_name_and_nothing_only_for_the_winner(
    scene: Scene, tmp_path: Path
) -> None:
    with scene.store.reading() as session:
        place = competition(session, scene.competition_id)
        needs = specification(session, place.package_id).needs
        hidden = [needs[field.code] for field in fields_of(Section.CHOSEN) if needs.get(field.code)]
        names = [bid.provider_name for bid in bids(session, scene.competition_id)]
    assert hidden
    for code, made in issue(scene).items():
        content = pack_json(made.pack).decode() + opened_content(made, tmp_path).decode()
        others = {actor.name for who, actor in scene.people.items() if who != code}
        assert [name for name in others if name in content] == []
        assert [text for text in hidden if text in content] == []
        assert [one for one in amounts() if re.search(one, content)] == []
        assert [name for name in names if name in made.pack.title] == []
        rules = pack_json(made.pack).decode()
        assert '"kind":"price"' not in rules
        assert '"parameters":[]' in rules


def test_packs_come_after_every_declaration(store, clock) -> None:
    scene = opened_scene(store, clock)
    with store.reading() as session:
        (problem,) = pack_problems(session, scene.competition_id)
    assert problem.code == "not_scoring"
    assert "declared" in problem.words


def test_no_packs_once_moderation_is_open(store, clock) -> None:
    assert refused(moderating_scene(store, clock)) == ["not_scoring"]


def test_a_question_needs_two_people(scene: Scene) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        seat = session.get_one(SeatRecord, scene.seat("E2"))
        seat.excluded = [scene.bids["B"]]
        note(session, "excluded", about=("seat", seat.id))
    assert refused(scene) == ["too_few"]


def test_only_organisers_issue_packs(scene: Scene) -> None:
    assert refused(scene, by="E2") == ["role"]


def test_an_organiser_who_scores_does_not_handle_packs(scene: Scene) -> None:
    assert refused(scene, by="E1") == ["scores"]


def test_passphrases_are_long_and_each_persons_own(scene: Scene) -> None:
    one, other = scene.seat("E1"), scene.seat("E2")
    assert refused(scene, passphrases={one: "short"}) == ["short"]
    same = {one: "one passphrase", other: "One  passphrase"}
    assert refused(scene, passphrases=same) == ["same"]
    assert refused(scene, passphrases={}) == ["nobody"]
    assert refused(scene, passphrases={scene.seat("M1"): "the chair's own"}) == ["nothing"]


def test_a_new_pack_needs_a_reason_and_takes_the_place_of_the_first(scene: Scene) -> None:
    issue(scene, ["E1"])
    assert refused(scene) == ["no_reason"]
    again = issue(scene, ["E1"], reason="The memory stick was lost.")["E1"]
    assert again.pack.number == 2
    assert again.file_name.endswith("-2.starpack")
    with scene.store.reading() as session:
        first, second = issued_packs(session, scene.competition_id)
        told = entries(session, competition_id=scene.competition_id)
    assert (first.replaced, second.replaced) == (True, False)
    assert any(one.reason == "The memory stick was lost." for one in told)


def test_passphrases_and_keys_are_nowhere_in_the_record(scene: Scene, tmp_path: Path) -> None:
    packs = issue(scene)
    with scene.store.reading() as session:
        told = repr(entries(session, competition_id=scene.competition_id))
    for code in MEMBERS:
        assert PASSPHRASES[code] not in told
        assert packs[code].pack.return_key not in told
    assert packs["E1"].signing_key.hex() not in told


def test_the_deadline_is_the_day_of_the_timetable(scene: Scene) -> None:
    pack = issue(scene, ["E1"])["E1"].pack
    assert pack.deadline is not None
    assert (pack.deadline.hour, pack.deadline.minute) == (22, 59)


def with_documents(scene: Scene, *names: str) -> dict[str, str]:
    """Documents that came with bid B; gives the identity of each by its name."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        for name in names:
            content = b"%PDF-1.7 " + name.encode() * 50
            session.add(
                BidDocumentRecord(
                    bid_id=scene.bids["B"],
                    name=name,
                    media_type="application/pdf",
                    size=len(content),
                    sha256=hashlib.sha256(content).hexdigest(),
                    content=content,
                )
            )
        note(session, "documents added", about=("bid", scene.bids["B"]))
    with scene.store.reading() as session:
        return {one.name: one.id for one in documents(session, scene.bids["B"])}


def test_chosen_documents_go_with_the_answers(scene: Scene, tmp_path: Path) -> None:
    ids = with_documents(scene, "Staff plan.pdf", "Easy read.pdf")
    made = issue(scene, ["E2"], document_ids=[ids["Staff plan.pdf"]])["E2"]
    (paper,) = open_pack(made.write(tmp_path), made.passphrase).documents
    assert (paper.bid, paper.name) == ("B", "Staff plan.pdf")
    assert paper.read().startswith(b"%PDF-1.7 Staff plan.pdf")


@pytest.mark.parametrize("name", ["Pricing schedule.pdf", "COST model.xlsx", "hourly rates.pdf"])
def test_documents_named_for_prices_are_not_offered(scene: Scene, name: str) -> None:
    ids = with_documents(scene, name, "Staff plan.pdf")
    with scene.store.reading() as session:
        offered = offered_documents(session, scene.competition_id)
    assert {one.name for one in offered} == {"Staff plan.pdf", "bid.pdf"}
    assert refused(scene, document_ids=[ids[name]]) == ["document"]
    assert refused(scene, document_ids=["0" * 32]) == ["document"]
