"""The run: the example's figures from the record, the same again later, and what breaks it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import text

from starapp.competitions.records import CompetitionRecord
from starapp.evaluation.outcome import outcome
from starapp.evaluation.queries import latest_run, run
from starapp.evaluation.recompute import recompute, recompute_all
from starapp.evaluation.records import Frozen, RunRecord
from starapp.evaluation.run_commands import run_evaluation
from starapp.evaluation.stored_result import inputs_from_json, result_from_json
from starapp.foundation.canonical import canonical_json, fingerprint
from starapp.foundation.problems import CannotDo
from starapp.history.history import note
from tests.make.evaluation import Scene, northvale, work_out
from tests.make.scene import priced_scene, scoring_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    return priced_scene(store, clock)


def test_the_example_comes_out_exactly(scene: Scene) -> None:
    work_out(scene)
    with scene.store.reading() as session:
        found = outcome(session, scene.competition_id)
    shown = {row.letter: row for row in found.ranked}
    for expected in northvale()["results"]:
        row = shown[expected["bid"]]
        assert row.place == expected["rank"]
        assert Decimal(row.shown) == Decimal(str(expected["total"]))
        parts = [Decimal(one.shown) for one in row.parts]
        wanted = [Decimal(str(expected[k])) for k in ("quality", "price", "social_value")]
        assert parts == wanted
    assert found.headline == (
        "Kitewell Support CIC comes first, 3.09 points ahead of Merrow Bridge Trust"
    )
    below = next(row for row in found.unranked if row.letter == "E")
    assert below.reasons == ("Scored 2 for Q3, the minimum is 3",)
    assert found.trouble == ""


def test_a_stored_run_comes_back_as_the_same_exact_values(scene: Scene) -> None:
    work_out(scene)
    with scene.store.reading() as session:
        found = run(session, scene.competition_id)
        record = session.get(RunRecord, found.id)
        assert record is not None
        assert fingerprint(inputs_from_json(record.inputs)) == record.inputs_hash
        assert canonical_json(result_from_json(record.result)) == canonical_json(record.result)
    price = found.result.ranking[0].points["PR"]
    assert price == Fraction("97220.83") / Fraction("100469.40") * 25
    assert found.result.winner == scene.bids["B"]


def test_there_is_no_run_before_one_is_made(scene: Scene) -> None:
    with scene.store.reading() as session:
        assert latest_run(session, scene.competition_id) is None
        with pytest.raises(CannotDo) as caught:
            run(session, scene.competition_id)
    assert caught.value.problems[0].code == "no_run"


def test_every_run_comes_out_the_same_again(scene: Scene) -> None:
    work_out(scene)
    work_out(scene)
    with scene.store.reading() as session:
        assert list(recompute_all(session)) == []
        assert run(session, scene.competition_id).number == 2


def test_a_run_is_only_ever_added(scene: Scene) -> None:
    work_out(scene)
    with pytest.raises(Frozen), scene.store.writing(by=scene.people["M1"]) as session:
        record = session.get(RunRecord, run(session, scene.competition_id).id)
        record.inputs_hash = "0" * 64
        note(session, "spoilt", about=("competition", scene.competition_id))


@pytest.mark.parametrize(
    ("spoil", "codes"),
    [
        ("update evaluation_run set inputs = replace(inputs, '\"Q1\":\"4.00\"', '\"Q1\":\"5.00\"')",
         {"inputs", "result"}),
        ("update evaluation_run set result = replace(result, '\"place\":1', '\"place\":2')",
         {"result"}),
        ("update evaluation_run set rules = 'x'", {"rules"}),
    ],
)  # fmt: skip
def test_what_was_changed_in_the_file_is_found(scene: Scene, spoil: str, codes: set[str]) -> None:
    work_out(scene)
    with scene.store.writing(by=scene.people["M1"]) as session:
        session.connection().exec_driver_sql(spoil)
    with scene.store.reading() as session:
        assert {one.code for one in recompute(session, scene.competition_id)} == codes


def test_a_score_changed_behind_the_result_is_found_once_it_is_recommended(scene: Scene) -> None:
    work_out(scene)
    with scene.store.writing(by=scene.people["M1"]) as session:
        session.execute(text("update agreed_score set score = 500 where criterion = 'Q5'"))
        session.execute(text("update competition set state = 'recommended'"))
    with scene.store.reading() as session:
        assert {one.code for one in recompute_all(session)} == {"record"}


def test_a_result_is_stale_once_a_score_behind_it_changed(scene: Scene) -> None:
    work_out(scene)
    with scene.store.writing(by=scene.people["M1"]) as session:
        session.execute(text("update agreed_score set score = 500 where criterion = 'Q5'"))
    with scene.store.reading() as session:
        assert latest_run(session, scene.competition_id) is None


def test_a_model_that_is_not_the_published_one_stops_the_run(scene: Scene) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        record = session.get(CompetitionRecord, scene.competition_id)
        record.model_fingerprint = "0" * 64
        note(session, "spoilt", about=("competition", scene.competition_id))
    with pytest.raises(CannotDo) as caught:
        work_out(scene)
    assert caught.value.problems[0].code == "model_changed"


def test_rules_changed_behind_the_lock_stop_the_run_and_are_found(scene: Scene) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        session.execute(
            text("update competition set model = json_replace(model, '$.comparator', '>')")
        )
    with pytest.raises(CannotDo) as caught:
        work_out(scene)
    assert caught.value.problems[0].code == "model_changed"
    with scene.store.reading() as session:
        assert "model" in {one.code for one in recompute(session, scene.competition_id)}


def test_prices_must_be_unsealed_first(store, clock) -> None:
    made = scoring_scene(store, clock)
    with pytest.raises(CannotDo), made.store.writing(by=made.people["M1"]) as session:
        run_evaluation(session, competition_id=made.competition_id)
