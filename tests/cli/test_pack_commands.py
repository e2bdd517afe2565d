"""``starapp pack-check`` and ``starapp returns`` as somebody calls them."""

import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from starapp.cli import run
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import record_score
from starapp.panel.return_commands import accept_return
from tests.make.evaluation import Scene
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.packs import pack_file, score_pack
from tests.make.scene import scoring_scene
from tests.make.workbooks import filled

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)
REFERENCE = "MC-2026-031"


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT - timedelta(days=1)
    return made


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = run([str(one) for one in arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


def saved(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def workspace(scene: Scene, folder: Path) -> Path:
    """A copy to read while the scene's own file is open."""
    copy = folder / "copy.star"
    scene.store.close()
    shutil.copyfile(folder / "workspace.star", copy)
    return copy


def test_a_whole_pack_says_whose_it_is(capsys, tmp_path: Path) -> None:
    code, text = said(capsys, "pack-check", pack_file(tmp_path, score_pack()))
    assert code == 0
    assert "Score pack for Amina Yusuf, NV-07, scores due 14 September 2026" in text
    assert "1 sealed part" in text


def test_a_changed_pack_is_found(capsys, tmp_path: Path) -> None:
    path = pack_file(tmp_path, score_pack())
    data = bytearray(path.read_bytes())
    data[data.index(b"content.sealed") + 60] ^= 1
    path.write_bytes(data)
    code, text = said(capsys, "pack-check", path)
    assert code == 1
    assert "changed" in text or "damaged" in text


def test_a_score_file_is_checked_too(capsys, scene: Scene, tmp_path: Path) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    code, text = said(capsys, "pack-check", saved(tmp_path, "e3.starscores", data))
    assert code == 0
    assert f"Score file of {scene.people['E3'].name}" in text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7"])
def test_another_file_is_told(capsys, tmp_path: Path, data: bytes) -> None:
    assert said(capsys, "pack-check", saved(tmp_path, "other.starpack", data))[0] == 1


def test_a_file_that_is_not_there_is_told(capsys, tmp_path: Path) -> None:
    code, text = said(capsys, "pack-check", tmp_path / "none.starpack")
    assert code == 2
    assert "cannot be read" in text


def test_returns_tell_what_would_be_written_and_what_is_missing(
    capsys, scene: Scene, tmp_path: Path
) -> None:
    packs = issue(scene, ["E2", "E3"])
    whole = saved(tmp_path, "e3.starscores", scored_file(packs["E3"], example_scores("E3"), at=AT))
    scores = example_scores("E2")
    del scores[("B", "Q3")]
    half = saved(tmp_path, "e2.starscores", scored_file(packs["E2"], scores, at=AT))
    file = workspace(scene, tmp_path)
    code, text = said(capsys, "returns", file, "--competition", REFERENCE, whole)
    assert code == 0
    assert f"e3.starscores: {scene.people['E3'].name}: 15 merged." in text
    code, text = said(capsys, "returns", file, "--competition", REFERENCE, whole, half)
    assert code == 1
    assert "e2.starscores: Still missing: Bid B, Q3." in text
    comments = [kept.reason for kept in example_scores("E3").values()]
    assert not [reason for reason in comments if reason in text]


def test_returns_name_what_cannot_be_taken(capsys, scene: Scene, tmp_path: Path) -> None:
    made = issue(scene, ["E3"])["E3"]
    data = scored_file(made, example_scores("E3"), at=AT)
    with scene.store.writing(by=scene.people["M1"]) as session:
        accept_return(
            session, competition_id=scene.competition_id, data=data, file_name="e3.starscores"
        )
    again = saved(tmp_path, "again.starscores", data)
    strange = saved(tmp_path, "strange.starscores", b"%PDF-1.7")
    file = workspace(scene, tmp_path)
    code, text = said(capsys, "returns", file, "--competition", REFERENCE, again)
    assert (code, "read before" in text) == (0, True)
    assert said(capsys, "returns", file, "--competition", REFERENCE, strange)[0] == 1
    assert said(capsys, "returns", file, "--competition", "X", again)[0] == 2
    gone = tmp_path / "gone.starscores"
    assert said(capsys, "returns", file, "--competition", REFERENCE, gone)[0] == 2


def test_returns_are_written_in_the_name_of_somebody(capsys, scene: Scene, tmp_path: Path) -> None:
    packs = issue(scene, ["E2", "E3"])
    scores = example_scores("E2")
    del scores[("B", "Q3")]
    files = [
        saved(tmp_path, "e3.starscores", scored_file(packs["E3"], example_scores("E3"), at=AT)),
        saved(tmp_path, "e2.starscores", scored_file(packs["E2"], scores, at=AT)),
        saved(tmp_path, "strange.starscores", b"%PDF-1.7"),
    ]
    file = workspace(scene, tmp_path)
    who = scene.people["M1"].name
    told = ("returns", file, "--competition", REFERENCE, *files)
    code, text = said(capsys, *told)
    assert code == 1
    assert "Nothing was written. To write the scores, say who reads them in: --as NAME." in text
    assert "15 scores written" not in text
    code, text = said(capsys, *told, "--as", who)
    assert code == 1
    assert f"e3.starscores: {scene.people['E3'].name}: 15 scores written." in text
    assert "1 still missing" in text
    assert "strange.starscores: Nothing of this file was written." in text
    code, text = said(capsys, *told[:4], files[0], "--as", who)
    assert (code, "nothing changed" in text) == (0, True)
    assert said(capsys, "verify", file)[0] == 0


@pytest.mark.parametrize("code", ["E1", "nobody"])
def test_returns_are_written_by_nobody_who_scores(
    capsys, scene: Scene, tmp_path: Path, code: str
) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    path = saved(tmp_path, "e3.starscores", data)
    name = scene.people[code].name if code in scene.people else code
    file = workspace(scene, tmp_path)
    told = said(capsys, "returns", file, "--competition", REFERENCE, path, "--as", name)
    assert told[0] == 2
    assert "cannot read score files here. These can: " in told[1]
    assert scene.people["M1"].name in told[1]


def test_returns_wait_where_somebody_has_to_decide(capsys, scene: Scene, tmp_path: Path) -> None:
    made = issue(scene, ["E3"])["E3"]
    first = saved(tmp_path, "first.starscores", scored_file(made, example_scores("E3"), at=AT))
    with scene.store.writing(by=scene.people["E3"]) as session:
        record_score(
            session, seat_id=scene.seat("E3"), bid_id=scene.bids["A"], criterion="Q1",
            state=ScoreState.SCORED, score=Decimal(1), reason="Typed in the program.",
        )  # fmt: skip
    file = workspace(scene, tmp_path)
    who = scene.people["M1"].name
    code, text = said(capsys, "returns", file, "--competition", REFERENCE, first, "--as", who)
    assert code == 1
    assert "Choose which of the two counts." in text
    assert "Nothing of this file was written." in text


def test_a_score_spreadsheet_says_whose_it_is(capsys, tmp_path: Path) -> None:
    data = filled(score_pack())
    code, text = said(capsys, "pack-check", saved(tmp_path, "amina.xlsx", data))
    assert code == 0
    assert "Score spreadsheet of Amina Yusuf, NV-07, 4 answers." in text
    assert "not signed" in text
    code, text = said(capsys, "pack-check", saved(tmp_path, "cut.xlsx", data[:-300]))
    assert code == 1


def test_another_computer_that_is_named_keeps_returns_out(
    capsys, scene: Scene, tmp_path: Path
) -> None:
    data = scored_file(issue(scene, ["E3"])["E3"], example_scores("E3"), at=AT)
    path = saved(tmp_path, "e3.starscores", data)
    file = workspace(scene, tmp_path)
    lock = saved(
        tmp_path,
        f"{file.name}-lock",
        b'{"who": "Ann Archer", "pc": "PC-7", "since": "2026-09-07T11:00:00+00:00"}',
    )
    told = ("returns", file, "--competition", REFERENCE, path, "--as", scene.people["M1"].name)
    code, text = said(capsys, *told)
    assert code == 2
    assert "opened for writing by Ann Archer on PC-7" in text
    assert "give --anyway to go on" in text
    assert lock.exists()
    code, text = said(capsys, *told, "--anyway")
    assert (code, "15 scores written" in text) == (0, True)
    assert not lock.exists()
