"""Paper sheets typed in twice on a real file: who may, what is refused, and what is written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.result import ScoreState
from starapp.evaluation.returned_scores import scores_of_seat
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from starapp.panel.issued_files import write_issued
from starapp.panel.pack_commands import PacksIssued, issue_packs
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.paper_commands import settle, start_again, type_in
from starapp.panel.paper_queries import paper_sheets
from starapp.panel.records import ReturnRecord
from starapp.panel.return_assurance_queries import changed_score_files
from starapp.panel.return_commands import undo_return
from starapp.panel.ways import Way
from tests.make.evaluation import Scene
from tests.make.issued_packs import example_scores
from tests.make.scene import scoring_scene

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)
A1 = ("A", "Q1")


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT
    return made


def given_out(scene: Scene, **changes: object) -> PacksIssued:
    with scene.store.writing(by=scene.people["M1"]) as session:
        return issue_packs(
            session, competition_id=scene.competition_id, passphrases={},
            other_ways={scene.seat("E3"): Way.PAPER}, **changes,
        )  # fmt: skip


@pytest.fixture
def pack_id(scene: Scene) -> str:
    return given_out(scene).sheets[0].pack.identity


def on_paper(**changed: ReturnedScore | None) -> list[ReturnedScore]:
    """What stands on the sheet, with some answers otherwise: A_Q1=None leaves one out."""
    found = {
        key: ReturnedScore(*key, kept.state, Decimal(kept.score), kept.reason, discuss=False)
        for key, kept in example_scores("E3").items()
    }
    for name, one in changed.items():
        bid, code = name.split("_")
        if one is None:
            del found[bid, code]
        else:
            found[bid, code] = one
    return list(found.values())


def other(score: int = 1) -> ReturnedScore:
    return ReturnedScore(*A1, ScoreState.SCORED, Decimal(score), "Misread.", discuss=False)


def typed(scene: Scene, who: str, pack_id: str, scores, *, signed: bool = True) -> None:
    with scene.store.writing(by=scene.people[who]) as session:
        type_in(session, pack_id=pack_id, scores=scores, signed=signed)


def settled(scene: Scene, pack_id: str, chosen=None, **more: object):
    with scene.store.writing(by=scene.people["M1"]) as session:
        return settle(session, pack_id=pack_id, settled=chosen or {}, **more)


def sheet(scene: Scene, who: str):
    with scene.store.reading() as session:
        (found,) = paper_sheets(
            session, scene.competition_id, person_id=scene.people[who].person_id
        )
    return found


def stored(scene: Scene) -> dict[tuple[str, str], GivenScore]:
    letters = {bid: letter for letter, bid in scene.bids.items()}
    with scene.store.reading() as session:
        found = scores_of_seat(session, scene.seat("E3"))
    return {(letters[bid], code): one for (bid, code), one in found.items()}


def test_a_sheet_typed_twice_is_written(scene: Scene, pack_id: str) -> None:
    typed(scene, "M1", pack_id, on_paper())
    assert stored(scene) == {}
    typed(scene, "O2", pack_id, on_paper())
    assert sheet(scene, "M1").differences == ()
    change = settled(scene, pack_id)
    assert "15 scores written" in change.words
    assert stored(scene)[A1].score == Decimal(example_scores("E3")[A1].score)
    assert sheet(scene, "M1").entries == ()
    with scene.store.reading() as session:
        assert list(changed_score_files(session)) == []
        (record,) = session.scalars(select(ReturnRecord)).all()
        names = {scene.people["M1"].name, scene.people["O2"].name}
        assert all(name in record.file_name for name in names)
        words = [one.words for one in entries(session, competition_id=scene.competition_id)]
    assert sum("typed in, entry" in one for one in words) == 2
    with scene.store.writing(by=scene.people["M1"]) as session:
        undo_return(session, return_id=change.made, reason="Another sheet.")
    assert stored(scene) == {}


def test_nobody_sees_the_first_entry_before_the_second_is_there(scene: Scene, pack_id: str) -> None:
    typed(scene, "M1", pack_id, on_paper())
    assert sheet(scene, "O2").entries[0].scores == ()
    assert sheet(scene, "O2").own(scene.people["O2"].person_id) is None
    assert len(sheet(scene, "M1").entries[0].scores) == 15
    typed(scene, "O2", pack_id, on_paper())
    assert len(sheet(scene, "O2").entries[0].scores) == 15


def test_every_difference_must_be_settled(scene: Scene, pack_id: str) -> None:
    typed(scene, "M1", pack_id, on_paper(A_Q1=other(), B_Q1=None))
    typed(scene, "O2", pack_id, on_paper())
    differences = {one.key: one for one in sheet(scene, "M1").differences}
    assert set(differences) == {A1, ("B", "Q1")}
    with pytest.raises(CannotDo, match="Look at the paper again for Bid A, Q1"):
        settled(scene, pack_id)
    with pytest.raises(CannotDo, match="Bid B, Q1"):
        settled(scene, pack_id, {A1: differences[A1].second})
    assert stored(scene) == {}
    third = replace(other(2), reason="Neither had read it right.")
    settled(scene, pack_id, {A1: third, ("B", "Q1"): None})
    assert stored(scene)[A1] == GivenScore(ScoreState.SCORED, Decimal(2), third.reason)
    assert ("B", "Q1") not in stored(scene)
    with scene.store.reading() as session:
        assert list(changed_score_files(session)) == []


def test_one_person_alone_cannot_write_it(scene: Scene, pack_id: str) -> None:
    typed(scene, "M1", pack_id, on_paper())
    typed(scene, "M1", pack_id, on_paper(A_Q1=other()))
    assert [one.number for one in sheet(scene, "M1").entries] == [1]
    with pytest.raises(CannotDo, match="once two people have typed it"):
        settled(scene, pack_id)


def test_who_scores_does_not_type(scene: Scene, pack_id: str) -> None:
    with pytest.raises(CannotDo):
        typed(scene, "E1", pack_id, on_paper())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (other(9), "score"),
        (replace(other(), bid="Z"), "unknown"),
        (replace(other(), reason="x" * 20_001), "too_long"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_kept(
    scene: Scene, pack_id: str, wrong: ReturnedScore, code: str
) -> None:
    with pytest.raises(CannotDo) as told:
        typed(scene, "M1", pack_id, [wrong])
    (problem,) = told.value.problems
    assert (problem.code, problem.place) == (code, f"{wrong.bid}.{wrong.code}")
    assert sheet(scene, "M1").entries == ()


def test_the_same_answer_twice_is_told(scene: Scene, pack_id: str) -> None:
    with pytest.raises(CannotDo, match="typed twice"):
        typed(scene, "M1", pack_id, [other(), other()])


def test_an_unsigned_declaration_stops_it(scene: Scene, pack_id: str) -> None:
    typed(scene, "M1", pack_id, on_paper(), signed=False)
    typed(scene, "O2", pack_id, on_paper())
    with pytest.raises(CannotDo, match="has not confirmed the declaration"):
        settled(scene, pack_id)
    typed(scene, "M1", pack_id, on_paper())
    assert "15 scores written" in settled(scene, pack_id).words


def test_a_later_sheet_changes_what_the_earlier_wrote(scene: Scene, pack_id: str, clock) -> None:
    for who in ("M1", "O2"):
        typed(scene, who, pack_id, on_paper(B_Q1=None))
    assert "1 still missing" in settled(scene, pack_id).words
    clock.moment += timedelta(hours=1)
    for who in ("O2", "M1"):
        typed(scene, who, pack_id, on_paper(A_Q1=other(2)))
    assert "2 scores written" in settled(scene, pack_id).words
    assert stored(scene)[A1].score == Decimal(2)


def again(scene: Scene, pack_id: str, reason: str) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        start_again(session, pack_id=pack_id, reason=reason)


def test_starting_again_clears_both_and_needs_a_reason(scene: Scene, pack_id: str) -> None:
    with pytest.raises(CannotDo, match="Nothing of this sheet"):
        again(scene, pack_id, "x")
    typed(scene, "M1", pack_id, on_paper())
    with pytest.raises(CannotDo, match="Write why"):
        again(scene, pack_id, " ")
    again(scene, pack_id, "The wrong member’s pages.")
    assert sheet(scene, "M1").entries == ()


def test_a_replaced_sheet_cannot_be_typed(scene: Scene, pack_id: str) -> None:
    given_out(scene, reason="Pages were lost.")
    with pytest.raises(CannotDo, match="counts no more"):
        typed(scene, "M1", pack_id, on_paper())


def test_a_changed_record_is_found(scene: Scene, pack_id: str) -> None:
    for who in ("M1", "O2"):
        typed(scene, who, pack_id, on_paper())
    settled(scene, pack_id)
    with scene.store._engine.begin() as connection:
        (kept,) = connection.exec_driver_sql("SELECT content FROM score_return").one()
        other_words = kept.replace(b'"scored","4"', b'"scored","5"')
        assert other_words != kept
        connection.exec_driver_sql("UPDATE score_return SET content = ?", (other_words,))
    with scene.store.reading() as session:
        (problem,) = changed_score_files(session)
    assert "not what was handed in" in problem.words


def test_the_sheets_are_printed_beside_the_documents(scene: Scene, tmp_path: Path) -> None:
    made = given_out(scene)
    (path,) = write_issued(made.packs, made.sheets, tmp_path, moment=AT)
    assert path.name.endswith(" to print.pdf")
    assert path.read_bytes().startswith(b"%PDF")
