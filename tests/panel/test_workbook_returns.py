"""Spreadsheets given out from a real workspace, filled in, read in, taken back and verified."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.result import ScoreState
from starapp.evaluation.returned_scores import scores_of_seat
from starapp.foundation.problems import CannotDo
from starapp.panel.issued_files import SLIPS, write_issued
from starapp.panel.merge import Verdict
from starapp.panel.pack_commands import PacksIssued, issue_packs
from starapp.panel.pack_queries import issued_packs, preview, taken_files
from starapp.panel.return_assurance_queries import changed_score_files
from starapp.panel.return_commands import accept_return, undo_return
from starapp.panel.return_report import in_order, preview_lines
from starapp.panel.ways import Way
from tests.make.evaluation import Scene, northvale
from tests.make.issued_packs import example_scores
from tests.make.scene import scoring_scene
from tests.make.workbooks import changed_book, confirm, put, saved_at, with_parts, without_date

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT - timedelta(days=1)
    return made


def given_out(scene: Scene, code: str, **changes: object) -> PacksIssued:
    with scene.store.writing(by=scene.people["M1"]) as session:
        return issue_packs(
            session, competition_id=scene.competition_id, passphrases={},
            other_ways={scene.seat(code): Way.SPREADSHEET}, **changes,
        )  # fmt: skip


def sheet_of(made: PacksIssued, folder: Path) -> bytes:
    (path,) = write_issued(made.packs, made.sheets, folder, moment=AT)
    assert path.suffix == ".xlsx"
    return path.read_bytes()


def filled_as(code: str, data: bytes, *, leave_out=(), at: datetime = AT) -> bytes:
    """The spreadsheet with what the member gave in the example."""

    def fill(book) -> None:
        confirm(book)
        for key, kept in example_scores(code).items():
            if key not in leave_out:
                put(book, key, "Score", int(kept.score))
                put(book, key, "Reason", kept.reason)

    return changed_book(data, fill, saved=at)


def take(scene: Scene, data: bytes, **decided):
    with scene.store.writing(by=scene.people["M1"]) as session:
        return accept_return(
            session, competition_id=scene.competition_id, data=data, file_name="e3.xlsx", **decided
        )


def stored(scene: Scene, code: str) -> dict[tuple[str, str], GivenScore]:
    letters = {bid: letter for letter, bid in scene.bids.items()}
    with scene.store.reading() as session:
        found = scores_of_seat(session, scene.seat(code))
    return {(letters[bid], code): one for (bid, code), one in found.items()}


def test_a_spreadsheet_goes_round(scene: Scene, tmp_path: Path) -> None:
    made = given_out(scene, "E3")
    assert made.packs == ()
    data = filled_as("E3", sheet_of(made, tmp_path))
    change = take(scene, data)
    assert "15 scores written" in change.words
    expected = {
        key: GivenScore(ScoreState.SCORED, Decimal(kept.score), kept.reason)
        for key, kept in example_scores("E3").items()
    }
    assert stored(scene, "E3") == expected
    assert "nothing changed" in take(scene, data).words
    with scene.store.reading() as session:
        assert list(changed_score_files(session)) == []
    with scene.store.writing(by=scene.people["M1"]) as session:
        undo_return(session, return_id=change.made, reason="Wrong file.")
    assert stored(scene, "E3") == {}


def test_part_of_it_first_and_the_rest_later(scene: Scene, tmp_path: Path) -> None:
    empty = sheet_of(given_out(scene, "E3"), tmp_path)
    first = filled_as("E3", empty, leave_out={("B", "Q1")})
    assert "1 still missing" in take(scene, first).words
    later = filled_as("E3", empty, at=AT + timedelta(hours=2))
    assert "1 scores written" in take(scene, later).words
    assert len(stored(scene, "E3")) == 15


def test_a_refused_spreadsheet_changes_nothing(scene: Scene, tmp_path: Path) -> None:
    empty = sheet_of(given_out(scene, "E3"), tmp_path)
    whole = filled_as("E3", empty)

    def spoil(book) -> None:
        put(book, ("A", "Q1"), "Bid", "Bid B")

    spoilt = changed_book(whole, spoil, saved=AT)
    with pytest.raises(CannotDo, match="Scores B2"):
        take(scene, spoilt)
    assert stored(scene, "E3") == {}
    with scene.store.reading() as session:
        found = preview(session, scene.competition_id, spoilt)
    assert {row.verdict for row in found.rows} == {Verdict.WAITING}
    with scene.store.reading() as session:
        assert preview(session, scene.competition_id, whole).report.problems == ()


def test_one_bad_cell_is_named_and_the_rest_is_taken(scene: Scene, tmp_path: Path) -> None:
    whole = filled_as("E3", sheet_of(given_out(scene, "E3"), tmp_path))

    def spoil(book) -> None:
        put(book, ("A", "Q1"), "Score", "=2+2")

    data = changed_book(whole, spoil, saved=AT)
    with scene.store.reading() as session:
        found = preview(session, scene.competition_id, data)
    (row,) = [row for row in found.rows if row.verdict is Verdict.REFUSED]
    assert row.key == ("A", "Q1")
    assert row.words.startswith("Scores D2: this cell holds a formula.")
    assert found.missing == (("A", "Q1"),)
    assert any("Scores D2" in line for line in preview_lines(found))
    assert not in_order(found)
    take(scene, data)
    taken = stored(scene, "E3")
    take(scene, filled_as("E3", whole, at=AT + timedelta(hours=1)))
    (added,) = set(stored(scene, "E3")) - set(taken)
    assert added[1] == "Q1"
    with scene.store.reading() as session:
        assert list(changed_score_files(session)) == []


def test_a_file_without_a_date_is_kept_without_one(scene: Scene, tmp_path: Path) -> None:
    data = without_date(filled_as("E3", sheet_of(given_out(scene, "E3"), tmp_path)))
    take(scene, data)
    with scene.store.reading() as session:
        (file,) = taken_files(session, scene.competition_id)
        assert file.made is None
        assert list(changed_score_files(session)) == []


def test_line_ends_once_kept_as_escapes_are_still_what_was_handed_in(
    scene: Scene, tmp_path: Path
) -> None:
    whole = filled_as("E3", sheet_of(given_out(scene, "E3"), tmp_path))

    def two_lines(book) -> None:
        put(book, ("A", "Q1"), "Reason", "First line.|Second line.")

    def escaped(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet3.xml"]
        parts["xl/worksheets/sheet3.xml"] = sheet.replace(b"line.|Sec", b"line._x000D_&#10;Sec")

    take(scene, with_parts(changed_book(whole, two_lines, saved=AT), escaped))
    assert stored(scene, "E3")["A", "Q1"].reason == "First line.\nSecond line."
    with scene.store._engine.begin() as connection:
        (rows,) = connection.exec_driver_sql("SELECT rows FROM score_return").fetchone()
        before = rows.replace("First line.\\nSecond", "First line._x000D_\\nSecond")
        assert before != rows
        connection.exec_driver_sql("UPDATE score_return SET rows = ?", (before,))
    with scene.store.reading() as session:
        assert list(changed_score_files(session)) == []


def test_a_changed_file_in_the_record_is_found(scene: Scene, tmp_path: Path) -> None:
    data = filled_as("E3", sheet_of(given_out(scene, "E3"), tmp_path))
    take(scene, data)
    other = saved_at(data, AT + timedelta(hours=1))
    with scene.store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE score_return SET content = ?", (other,))
    with scene.store.reading() as session:
        (problem,) = changed_score_files(session)
    assert "not what was handed in" in problem.words


def test_a_spreadsheet_takes_the_place_of_a_pack(scene: Scene, tmp_path: Path) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        issue_packs(
            session, competition_id=scene.competition_id,
            passphrases={scene.seat("E3"): "a passphrase of E3"},
        )  # fmt: skip
    with pytest.raises(CannotDo, match="Write why"):
        given_out(scene, "E3")
    made = given_out(scene, "E3", reason="No STAR on that PC.")
    assert made.sheets[0].pack.number == 2
    with scene.store.reading() as session:
        ways = [(one.way, one.replaced) for one in issued_packs(session, scene.competition_id)]
    assert ways == [(Way.FILE, True), (Way.SPREADSHEET, False)]
    assert "15 scores written" in take(scene, filled_as("E3", sheet_of(made, tmp_path))).words
    assert not (tmp_path / SLIPS).exists()


def test_no_price_and_nobody_else_stands_in_a_spreadsheet(scene: Scene, tmp_path: Path) -> None:
    import zipfile

    sheet_of(given_out(scene, "E3"), tmp_path)
    (path,) = tmp_path.glob("*.xlsx")
    with zipfile.ZipFile(path) as file:
        said = b"\n".join(file.read(name) for name in file.namelist()).decode()
    for code, person in scene.people.items():
        assert code == "E3" or person.name not in said
    weekly = [Decimal(str(one["weekly"])) for one in northvale()["bids"]]
    for price in (form.format(one) for one in weekly for form in ("{:.2f}", "{:,.2f}")):
        assert price not in said
    assert scene.people["E3"].name in said
