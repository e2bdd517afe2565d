"""Every cell of a filled score spreadsheet is spoilt in every way: named, or without effect."""

import re
import zipfile
from functools import cache
from io import BytesIO

import pytest

from starapp.foundation.spreadsheet_cells import Cell, read_book
from starapp.panel.read_return import ReturnReport
from starapp.panel.read_workbook import read_workbook
from starapp.panel.score_workbook import CONFIRM, HEADS
from tests.make.workbooks import filled, put, with_parts
from tests.panel.test_read_workbook import A1, AMINA, desk

ANSWERS = 4
WAYS = {
    "emptied": "",
    "another text": '<c r="{0}" t="inlineStr"><is><t>xyz</t></is></c>',
    "another number": '<c r="{0}"><v>17</v></c>',
    "a date": '<c r="{0}" s="{1}"><v>46085</v></c>',
    "a date of the strict form": '<c r="{0}" t="d"><v>2026-03-04T00:00:00</v></c>',
    "a formula": '<c r="{0}" t="str"><f>1+1</f><v>2</v></c>',
    "an error": '<c r="{0}" t="e"><v>#REF!</v></c>',
    "a truth": '<c r="{0}" t="b"><v>1</v></c>',
    "moved": None,
}
TITLES = ("How to", "Answers", "Scores", "Lists", "Marks")


def talks(book) -> None:
    put(book, A1, "Talk about it", "Yes")


def dated(parts: dict[str, bytes]) -> None:
    """Adds a look that makes a date of a number."""
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles.replace(b"</cellXfs>", b'<xf numFmtId="14"/></cellXfs>')


@cache
def whole() -> bytes:
    return with_parts(filled(AMINA, change=talks), dated)


@cache
def parts_of() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(whole())) as file:
        return {name: file.read(name) for name in file.namelist()}


def part_of(sheet: str) -> str:
    return f"xl/worksheets/sheet{TITLES.index(sheet) + 1}.xml"


def cells() -> list[Cell]:
    return [cell for rows in read_book(whole()).sheets.values() for row in rows for cell in row]


def spoilt(cell: Cell, way: str) -> bytes:
    """The workbook with one cell spoilt."""
    name = part_of(cell.sheet)
    sheet = parts_of()[name].decode()
    where = cell.place.rpartition(" ")[2]
    (found,) = re.findall(rf'<c r="{where}"[^>]*?(?:/>|>.*?</c>)', sheet)
    styles = parts_of()["xl/styles.xml"]
    date = styles[styles.index(b"<cellXfs") : styles.index(b"</cellXfs>")].count(b"<xf ") - 1
    pattern = WAYS[way]
    if pattern is None:
        moved = found.replace(f'r="{where}"', 'r="H40"')
        sheet = sheet.replace(found, "").replace(
            "</sheetData>", f'<row r="40">{moved}</row></sheetData>'
        )
    else:
        sheet = sheet.replace(found, pattern.format(where, date))
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for part, data in parts_of().items():
            file.writestr(part, sheet.encode() if part == name else data)
    return made.getvalue()


def scores_of(report: ReturnReport) -> dict:
    return {} if report.returned is None else {one.key: one for one in report.returned.scores}


def told(report: ReturnReport) -> list[str]:
    every = (*report.problems, *report.notes, *(problem for _, problem in report.unread))
    return [f"{problem.place} {problem.words}" for problem in every]


def allowed_change(cell: Cell, way: str, before, after) -> bool:
    """A reason is what its cell says; a wish to talk is gone with its cell."""
    if cell.sheet != "Scores" or cell.row == 1:
        return False
    head = HEADS[cell.column - 1]
    if head == "Reason" and way in {"another text", "another number"}:
        return after.reason in {"xyz", "17"} and after.score == before.score
    return head == "Talk about it" and way in {"emptied", "moved"} and after.score == before.score


@pytest.mark.parametrize("way", WAYS)
def test_a_spoilt_cell_is_named_or_changes_nothing(way: str) -> None:
    before = scores_of(read_workbook(whole(), desk()))
    assert len(before) == ANSWERS
    every = cells()
    assert len(every) > 75
    for cell in every:
        report = read_workbook(spoilt(cell, way), desk())
        after = scores_of(report)
        said = told(report)
        assert not any("Traceback" in words for words in said), (cell.place, said)
        if cell.sheet == "Marks":
            assert report.problems or after == before, cell.place
            assert report.problems == () or report.returned is None
            continue
        if cell.text == CONFIRM or (cell.sheet == "How to" and cell.text == "Yes"):
            assert report.problems, cell.place
            continue
        if after == before and not report.unread:
            named = [words for words in said if cell.place in words.split(": ")[0]]
            assert report.problems == () or named, (cell.place, said)
            continue
        for key in before.keys() | after.keys():
            if after.get(key) == before.get(key):
                continue
            if key in after and allowed_change(cell, way, before[key], after[key]):
                continue
            assert key in before, (cell.place, said)
            assert key not in after or not after[key].done, (cell.place, said)
            assert any(cell.place in words for words in said), (cell.place, said)


@pytest.mark.parametrize("row", range(1, 6))
def test_a_row_that_is_gone_takes_only_its_own_answer(row: int) -> None:
    def drop(parts: dict[str, bytes]) -> None:
        sheet = parts[part_of("Scores")]
        parts[part_of("Scores")] = re.sub(rb'<row r="%d".*?</row>' % row, b"", sheet)

    before = scores_of(read_workbook(whole(), desk()))
    report = read_workbook(with_parts(whole(), drop), desk())
    if row == 1:
        assert [problem.code for problem in report.problems] == ["heads"]
        return
    gone = AMINA.wanted[row - 2]
    assert scores_of(report) == {key: one for key, one in before.items() if key != gone}
    assert [problem.code for problem in report.notes] == ["part_done"]


@pytest.mark.parametrize("column", "ABCDEF")
def test_a_column_that_is_gone_is_told_by_its_head(column: str) -> None:
    def drop(parts: dict[str, bytes]) -> None:
        sheet = parts[part_of("Scores")]

        def shifted(found: re.Match[bytes]) -> bytes:
            letter = found[1].decode()
            if letter == column:
                return b""
            later = letter > column
            new = chr(ord(letter) - 1) if later else letter
            return found[0].replace(b'r="%s' % found[1], b'r="%s' % new.encode(), 1)

        pattern = rb'<c r="([A-Z])[0-9]+"[^>]*?(?:/>|>.*?</c>)'
        parts[part_of("Scores")] = re.sub(pattern, shifted, sheet)

    report = read_workbook(with_parts(whole(), drop), desk())
    head = HEADS["ABCDEF".index(column)]
    if column == "F":  # the last one: what is left stands where it stood
        assert [problem.code for problem in report.notes] == ["head"]
        assert all(one.score == 3 for one in scores_of(report).values())
        return
    (problem,) = report.problems
    assert problem.code == "heads"
    assert head in problem.words
