"""Score files are taken once and whole, can be taken back, and are kept byte for byte."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.result import ScoreState
from starapp.evaluation.returned_scores import scores_of_seat
from starapp.evaluation.score_commands import mark_missing, open_moderation, record_score
from starapp.foundation.problems import CannotDo
from starapp.history.history import broken_links, entries
from starapp.panel.merge import Verdict
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_queries import ReturnPreview, preview, taken_files, wishes_to_discuss
from starapp.panel.records import ReturnRecord
from starapp.panel.return_commands import accept_return, undo_return
from starapp.panel.working_copy import Kept, Key
from tests.conftest import SetClock
from tests.make.evaluation import Scene, give_scores
from tests.make.issued_packs import PASSPHRASES, example_scores, issue, scored_file
from tests.make.panel import MEMBERS
from tests.make.scene import scoring_scene

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=3)
FIRST = ("A", "Q1")


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT - timedelta(days=1)
    return made


def take(scene: Scene, data: bytes, by: str = "M1", **fields: object) -> str:
    with scene.store.writing(by=scene.people[by]) as session:
        change = accept_return(
            session, competition_id=scene.competition_id, data=data,
            file_name="scores.starscores", **fields,
        )  # fmt: skip
    return change.made


def refused(scene: Scene, data: bytes, **fields: object) -> list[str]:
    with pytest.raises(CannotDo) as told:
        take(scene, data, **fields)
    return [problem.code for problem in told.value.problems]


def take_back(scene: Scene, return_id: str, reason: str = "The wrong file was read.") -> list[str]:
    try:
        with scene.store.writing(by=scene.people["M1"]) as session:
            undo_return(session, return_id=return_id, reason=reason)
    except CannotDo as told:
        return [problem.code for problem in told.problems]
    return []


def looked_at(scene: Scene, data: bytes) -> ReturnPreview:
    with scene.store.reading() as session:
        return preview(session, scene.competition_id, data)


def stored(scene: Scene, code: str) -> dict[Key, GivenScore]:
    letters = {bid: letter for letter, bid in scene.bids.items()}
    with scene.store.reading() as session:
        found = scores_of_seat(session, scene.seat(code))
    return {(letters[bid], criterion): one for (bid, criterion), one in found.items()}


def with_score(scores: dict[Key, Kept], score: str, reason: str = "Read again.") -> dict[Key, Kept]:
    return {**scores, FIRST: Kept(ScoreState.SCORED, score, reason)}


def test_packs_give_the_same_scores_as_scoring_in_the_workspace(
    scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene)
    for code in MEMBERS:
        pack = open_pack(packs[code].write(tmp_path), PASSPHRASES[code])
        assert set(example_scores(code)) == set(pack.base.wanted)
        take(scene, scored_file(packs[code], example_scores(code), at=AT))
    by_pack = {code: stored(scene, code) for code in MEMBERS}
    give_scores(scene)
    assert by_pack == {code: stored(scene, code) for code in MEMBERS}
    with scene.store.writing(by=scene.people["M1"]) as session:
        open_moderation(session, competition_id=scene.competition_id)
    with scene.store.reading() as session:
        assert list(broken_links(session)) == []


def test_the_file_itself_is_kept_and_the_record_tells_of_it(scene: Scene) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    made = take(scene, data)
    with scene.store.reading() as session:
        assert session.get_one(ReturnRecord, made).content == data
        (taken,) = taken_files(session, scene.competition_id)
        told = [one.words for one in entries(session, competition_id=scene.competition_id)]
    assert (taken.member, taken.finished, taken.undone) == (scene.people["E3"].name, True, None)
    assert dict(taken.counts) == {"merged": 15}
    assert f"score file of {taken.member} read: 15 scores written" in told


def test_the_same_file_twice_changes_nothing(scene: Scene) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    take(scene, data)
    before = stored(scene, "E3")
    assert take(scene, data) == ""
    assert stored(scene, "E3") == before
    with scene.store.reading() as session:
        assert len(taken_files(session, scene.competition_id)) == 1


def test_a_later_file_updates_and_an_older_one_is_left_out(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    scores = example_scores("E3")
    newer = scored_file(made, with_score(scores, "1"), at=LATER, changes=20)
    older = scored_file(made, scores, at=AT)
    take(scene, older)
    take(scene, newer)
    assert stored(scene, "E3")[FIRST].score == Decimal(1)
    again = scored_file(made, scores, at=AT + timedelta(minutes=1))
    assert refused(scene, again) == ["older"]
    assert stored(scene, "E3")[FIRST].score == Decimal(1)


def test_part_done_then_finished(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    scores = example_scores("E3")
    half = {key: kept for key, kept in scores.items() if key[1] == "Q1"}
    take(scene, scored_file(made, half, at=AT))
    found = looked_at(scene, scored_file(made, scores, at=LATER))
    assert {row.verdict for row in found.rows} == {Verdict.MERGED, Verdict.NO_CHANGE}
    take(scene, scored_file(made, scores, at=LATER))
    assert set(stored(scene, "E3")) == set(scores)


def test_a_blank_never_wipes(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    take(scene, scored_file(made, example_scores("E3"), at=AT))
    take(scene, scored_file(made, {}, at=LATER, changes=99))
    assert len(stored(scene, "E3")) == 15


def test_what_was_scored_in_the_workspace_since_needs_a_decision(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    with scene.store.writing(by=scene.people["E3"]) as session:
        record_score(
            session, seat_id=scene.seat("E3"), bid_id=scene.bids["A"], criterion="Q1",
            state=ScoreState.SCORED, score=Decimal(0), reason="Typed in.",
        )  # fmt: skip
    data = scored_file(made, example_scores("E3"), at=AT)
    assert refused(scene, data) == ["decision"]
    assert list(stored(scene, "E3")) == [FIRST]
    take(scene, data, decided={FIRST: False})
    assert stored(scene, "E3")[FIRST].reason == "Typed in."
    assert len(stored(scene, "E3")) == 15


def test_a_score_marked_missing_by_the_chair_needs_a_decision(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    with scene.store.writing(by=scene.people["M1"]) as session:
        mark_missing(
            session, seat_id=scene.seat("E3"), bid_id=scene.bids["A"], criterion="Q1",
            state=ScoreState.ABSTAINED, reason="Was ill.",
        )  # fmt: skip
    data = scored_file(made, example_scores("E3"), at=AT)
    assert refused(scene, data) == ["decision"]
    take(scene, data, decided={FIRST: True})
    assert stored(scene, "E3")[FIRST].state is ScoreState.SCORED


def test_what_is_missing_is_named(scene: Scene, clock: SetClock) -> None:
    made = issue(scene, ["E3"])["E3"]
    clock.moment = LATER
    scores = example_scores("E3")
    del scores[("C", "SV2")]
    found = looked_at(scene, scored_file(made, scores, at=AT))
    assert found.missing == (("C", "SV2"),)
    assert [note.code for note in found.report.notes] == ["part_done"]


def test_a_score_off_the_scale_is_left_out_and_the_rest_taken(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    data = scored_file(made, with_score(example_scores("E3"), "9"), at=AT)
    found = looked_at(scene, data)
    assert [row.key for row in found.rows if row.verdict is Verdict.REFUSED] == [FIRST]
    take(scene, data)
    assert FIRST not in stored(scene, "E3")
    assert len(stored(scene, "E3")) == 14


def test_taken_back_everything_is_as_before(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    scores = example_scores("E3")
    first = take(scene, scored_file(made, scores, at=AT))
    before = stored(scene, "E3")
    second = take(scene, scored_file(made, with_score(scores, "1"), at=LATER, changes=20))
    assert take_back(scene, first) == ["later"]
    assert take_back(scene, second, reason=" ") == ["no_reason"]
    assert take_back(scene, second) == []
    assert stored(scene, "E3") == before
    assert take_back(scene, second) == ["gone"]
    assert take_back(scene, first) == []
    assert stored(scene, "E3") == {}


def test_a_file_taken_back_can_be_taken_again(scene: Scene) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    take_back(scene, take(scene, data))
    assert take(scene, data)
    assert len(stored(scene, "E3")) == 15


def test_taking_back_leaves_what_was_written_since(scene: Scene) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    made = take(scene, data)
    with scene.store.writing(by=scene.people["E3"]) as session:
        record_score(
            session, seat_id=scene.seat("E3"), bid_id=scene.bids["A"], criterion="Q1",
            state=ScoreState.SCORED, score=Decimal(0), reason="Typed in.",
        )  # fmt: skip
    assert take_back(scene, made) == []
    assert stored(scene, "E3") == {FIRST: GivenScore(ScoreState.SCORED, Decimal(0), "Typed in.")}


def test_nothing_is_taken_or_taken_back_once_moderation_opened(scene: Scene) -> None:
    packs = issue(scene)
    made = take(scene, scored_file(packs["E3"], example_scores("E3"), at=AT))
    give_scores(scene)
    with scene.store.writing(by=scene.people["M1"]) as session:
        open_moderation(session, competition_id=scene.competition_id)
    assert take_back(scene, made) == ["frozen"]
    late = scored_file(packs["E1"], example_scores("E1"), at=AT)
    assert refused(scene, late) == ["closed"]


def test_whoever_scores_reads_no_files(scene: Scene) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    assert refused(scene, data, by="E3") == ["role"]
    assert refused(scene, data, by="E1") == ["scores"]


def test_wishes_to_discuss_come_with_the_newest_file(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    wish = Kept(ScoreState.SCORED, "2", "Not sure.", discuss=True)
    take(scene, scored_file(made, {FIRST: wish}, at=AT))
    with scene.store.reading() as session:
        found = wishes_to_discuss(session, scene.competition_id)
    assert found == ((scene.seat("E3"), scene.bids["A"], "Q1"),)


def test_a_replaced_pack_counts_no_more_but_its_scores_stay(scene: Scene) -> None:
    made = issue(scene, ["E3"])["E3"]
    scores = example_scores("E3")
    take(scene, scored_file(made, scores, at=AT))
    again = issue(scene, ["E3"], reason="The computer broke.")["E3"]
    assert refused(scene, scored_file(made, scores, at=LATER)) == ["replaced"]
    take(scene, scored_file(again, with_score(scores, "1"), at=LATER))
    assert stored(scene, "E3")[FIRST].score == Decimal(1)
