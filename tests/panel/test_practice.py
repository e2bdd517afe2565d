"""The practice answer: everyone scores it first, and nothing of it counts."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from starapp.evaluation.queries import latest_run, progress
from starapp.evaluation.returned_scores import scores_of_seat
from starapp.evaluation.score_sheet import PRACTICE
from starapp.foundation.exact import points
from starapp.foundation.problems import CannotDo
from starapp.panel.merge import Verdict
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_queries import preview
from starapp.panel.practice_commands import close_practice, score_practice, set_practice
from starapp.panel.practice_queries import PracticeView, practice_view
from starapp.panel.receipt_document import receipt_of
from starapp.panel.return_commands import accept_return
from starapp.panel.score_workbook import workbook_bytes
from starapp.panel.working_copy import Kept, Work
from tests.make.evaluation import Scene, finish_moderation, give_scores, work_out
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.scene import scoring_scene, texts

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)
TEXT = "A made-up answer: we listen, then we write down what we heard."
WHY = "It says who does it."


@pytest.fixture
def scene(store, clock) -> Scene:
    return scoring_scene(store, clock)


def does(scene: Scene, by: str, command, **fields: object):
    with scene.store.writing(by=scene.people[by]) as session:
        return command(session, **fields)


def written(scene: Scene, *, criterion: str = "Q3", text: str = TEXT, by: str = "M1") -> str:
    return does(
        scene, by, set_practice, competition_id=scene.competition_id, criterion=criterion,
        text=text,
    ).made  # fmt: skip


def scored(scene: Scene, code: str, answer_id: str, score: int | None, reason: str = WHY) -> None:
    does(
        scene, code, score_practice, answer_id=answer_id, seat_id=scene.seat(code),
        score=None if score is None else Decimal(score), reason=reason,
    )  # fmt: skip


def seen(scene: Scene, code: str) -> PracticeView:
    with scene.store.reading() as session:
        return practice_view(session, scene.competition_id, person_id=scene.people[code].person_id)


def test_members_see_only_their_own_until_it_is_closed(scene: Scene) -> None:
    made = written(scene)
    scored(scene, "E1", made, 4)
    scored(scene, "E3", made, 2)
    view = seen(scene, "E3")
    assert view.own is not None
    assert (view.own.score, view.done, view.members, view.scores) == (Decimal(2), 2, 4, ())
    assert seen(scene, "E2").own is None
    does(scene, "M1", close_practice, answer_id=made, remark="A 3 names who and when.")
    view = seen(scene, "E2")
    assert [one.score for one in view.scores] == [Decimal(4), Decimal(2)]
    assert (view.apart, view.average) == (Decimal(2), Fraction(3))
    assert view.note == "A 3 names who and when."


def test_a_member_without_the_question_practises_too(scene: Scene) -> None:
    """Q3 is for E1 and E2 only; E4 reads the same scale."""
    made = written(scene)
    scored(scene, "E4", made, 3)
    assert seen(scene, "E4").done == 1


def test_it_changes_nothing_that_counts(store, clock) -> None:
    plain = scoring_scene(store, clock)
    with store.reading() as session:
        before = progress(session, plain.competition_id)
    made = written(plain)
    for code, score in (("E1", 5), ("E2", 0), ("E3", 1), ("E4", 4)):
        scored(plain, code, made, score)
    with store.reading() as session:
        assert progress(session, plain.competition_id) == before
        assert scores_of_seat(session, plain.seat("E1")) == {}
    give_scores(plain)
    finish_moderation(plain)
    work_out(plain)
    with store.reading() as session:
        run = latest_run(session, plain.competition_id)
    assert run is not None
    totals = [points(one.total) for one in run.result.ranking]
    assert totals == ["89.19", "86.10", "80.19", "74.20"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"criterion": "Q5"}, "question"),
        ({"criterion": "X"}, "question"),
        ({"text": "  "}, "no_text"),
        ({"text": "x" * 20_001}, "too_long"),
        ({"text": texts()["answers"]["A"]["Q1"]}, "a_bid"),
    ],
)
def test_what_is_no_practice_answer_is_refused(scene: Scene, fields: dict, code: str) -> None:
    with pytest.raises(CannotDo) as told:
        written(scene, **fields)
    assert code in {one.code for one in told.value.problems}
    assert seen(scene, "E1").id == ""


def test_who_scores_cannot_write_it_and_who_does_not_cannot_score_it(scene: Scene) -> None:
    with pytest.raises(CannotDo):
        written(scene, by="E1")
    made = written(scene)
    with pytest.raises(CannotDo):
        does(
            scene, "E1", score_practice, answer_id=made, seat_id=scene.seat("E2"),
            score=Decimal(3), reason=WHY,
        )  # fmt: skip
    with pytest.raises(CannotDo, match="Only members who score"):
        scored(scene, "M1", made, 3)


@pytest.mark.parametrize(("score", "reason"), [(9, WHY), (None, WHY), (3, " "), (3, "x" * 20_001)])
def test_a_wrong_practice_score_is_refused(scene: Scene, score, reason: str) -> None:
    made = written(scene)
    with pytest.raises(CannotDo):
        scored(scene, "E1", made, score, reason)
    assert seen(scene, "E1").done == 0


def test_it_can_be_changed_until_somebody_scored_it(scene: Scene) -> None:
    made = written(scene)
    assert written(scene, text="Another made-up answer.") == made
    scored(scene, "E1", made, 3)
    with pytest.raises(CannotDo, match="Somebody has scored"):
        written(scene)
    does(scene, "M1", close_practice, answer_id=made, remark="Agreed.")
    with pytest.raises(CannotDo, match="closed"):
        scored(scene, "E2", made, 3)
    assert written(scene) != made


def test_closing_needs_a_score_and_a_remark(scene: Scene) -> None:
    made = written(scene)
    with pytest.raises(CannotDo, match="Nobody has scored"):
        does(scene, "M1", close_practice, answer_id=made, remark="x")
    scored(scene, "E1", made, 3)
    with pytest.raises(CannotDo, match="Write what the panel agreed"):
        does(scene, "M1", close_practice, answer_id=made, remark=" ")


def test_a_pack_has_it_first_and_does_not_count_it(scene: Scene, tmp_path: Path) -> None:
    written(scene)
    made = issue(scene, ["E3"])["E3"]
    assert made.pack.format == 2
    pack = open_pack(made.write(tmp_path), made.passphrase)
    first = (PRACTICE, "Q3")
    assert pack.base.wanted[0] == first
    assert pack.answers[first] == TEXT
    assert len(pack.base.counted) == 15
    assert pack.base.bid_title(PRACTICE) == "Practice"
    work = Work(pack.identity, answers=example_scores("E3"))
    receipt = receipt_of(pack, work, b"", AT)
    assert receipt.finished
    assert TEXT.encode() not in workbook_bytes(made.pack, secret=b"x" * 32)


def test_a_score_file_brings_it_back_apart_from_the_scores(scene: Scene) -> None:
    written(scene)
    made = issue(scene, ["E3"])["E3"]
    kept = replace(next(iter(example_scores("E3").values())), score="4", reason=WHY)
    data = scored_file(made, {**example_scores("E3"), (PRACTICE, "Q3"): kept}, at=AT)
    with scene.store.reading() as session:
        found = preview(session, scene.competition_id, data)
    assert {row.verdict for row in found.rows} == {Verdict.MERGED}
    assert PRACTICE not in {row.bid for row in found.rows}
    with scene.store.writing(by=scene.people["M1"]) as session:
        accept_return(session, competition_id=scene.competition_id, data=data, file_name="e3")
    view = seen(scene, "E3")
    assert view.own is not None
    assert (view.own.score, view.own.reason) == (Decimal(4), WHY)
    with scene.store.reading() as session:
        assert len(scores_of_seat(session, scene.seat("E3"))) == 15


def test_packs_that_are_out_keep_it_from_changing(scene: Scene) -> None:
    issue(scene, ["E3"])
    with pytest.raises(CannotDo, match="Score packs are given out"):
        written(scene)


def test_unfinished_practice_stays_behind(scene: Scene) -> None:
    written(scene)
    made = issue(scene, ["E3"])["E3"]
    data = scored_file(made, {**example_scores("E3"), (PRACTICE, "Q3"): Kept(score="4")}, at=AT)
    with scene.store.reading() as session:
        report = preview(session, scene.competition_id, data).report
    assert report.returned is not None
    assert report.returned.practice is None
    assert report.returned.finished
