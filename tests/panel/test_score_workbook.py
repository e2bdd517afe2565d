"""The spreadsheet for a member without STAR: locked but for what they fill in, and nothing too much."""

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from starapp.criteria.evaluation_model import Level
from starapp.panel.score_workbook import CONFIRM, HEADS, LONGEST_PIECE, workbook_bytes
from tests.make.packs import RETURN_KEY, score_pack
from tests.make.workbooks import SECRET

PACK = score_pack()


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(PACK, secret=SECRET)))


def open_cells(sheet) -> set[str]:
    return {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}


def words_of(book) -> str:
    return "\n".join(
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    )


def test_equal_content_gives_equal_bytes() -> None:
    assert workbook_bytes(PACK, secret=SECRET) == workbook_bytes(PACK, secret=SECRET)


def test_every_sheet_is_protected_and_only_what_is_filled_in_is_open(book) -> None:
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert open_cells(book["Scores"]) == {f"{c}{r}" for c in "DEF" for r in range(2, 6)}
    (confirm,) = open_cells(book["How to"])
    assert book["How to"][f"A{confirm[1:]}"].value == CONFIRM
    assert open_cells(book["Answers"]) == open_cells(book["Marks"]) == set()
    assert book["Marks"].sheet_state == "veryHidden"


def test_scores_are_chosen_from_the_scale(book) -> None:
    sheet = book["Scores"]
    lists = {
        str(one.sqref): one.formula1
        for one in sheet.data_validations.dataValidation
        if one.type == "list"
    }
    assert lists["D2:D5"] == "Lists!$A$1:$A$7"
    chosen = [row[0].value for row in book["Lists"].iter_rows()]
    assert chosen == [4, 3, 2, 1, 0, "Not applicable", "Abstained"]
    assert book["Lists"].sheet_state == "hidden"
    assert lists["F2:F5"] == '"Yes"'
    (longest,) = [o for o in sheet.data_validations.dataValidation if o.type == "textLength"]
    assert (str(longest.sqref), longest.formula1) == ("E2:E5", "20000")


def test_a_scale_of_a_hundred_and_one_keeps_its_list() -> None:
    scale = tuple(Level(Decimal(n) / 2, f"Level {n}", "Means something.") for n in range(201))
    pack = score_pack()
    pack = replace(pack, model=replace(pack.model, scale=scale))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(pack, secret=SECRET)))
    lists = [one.formula1 for one in book["Scores"].data_validations.dataValidation]
    assert "Lists!$A$1:$A$203" in lists
    shown = [row[0].value for row in book["Lists"].iter_rows()]
    assert shown[:3] == [100, 99.5, 99]
    assert shown[-2:] == ["Not applicable", "Abstained"]


def test_reasons_are_text_cells(book) -> None:
    formats = {book["Scores"].cell(row, 5).number_format for row in range(2, 6)}
    assert formats == {"@"}


def test_rows_are_the_answers_asked_for(book) -> None:
    sheet = book["Scores"]
    assert tuple(cell.value for cell in sheet[1]) == HEADS
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["A-Q1", "B-Q1", "A-Q2", "B-Q2"]
    assert sheet.freeze_panes == "D2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_the_link_of_a_bid_leads_to_its_answer(book) -> None:
    place = book["Scores"]["B3"].hyperlink.location.partition("!")[2]
    row = int(place[1:])
    assert book["Answers"].cell(row, 1).value == "Bid B"
    assert book["Answers"].cell(row, 2).value == "B answers Q1."


def test_questions_stand_in_plain_words_too(book) -> None:
    said = words_of(book)
    assert "In plain words: What about Q1?" in said
    assert "4  Excellent: An answer that is excellent." in said
    assert "I score alone." in said
    assert "14 September 2026" in said


def test_nothing_else_is_in_it(book) -> None:
    said = words_of(book)
    assert RETURN_KEY.hex() not in said
    assert PACK.sealing_key not in said
    assert SECRET.hex() not in said


def test_long_answers_are_cut_between_words_and_whole() -> None:
    text = "\n\n".join(" ".join(f"word{n}" for n in range(600)) for _ in range(2))
    pack = score_pack(answers=(("A", "Q1", text),))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(pack, secret=SECRET)))
    pieces = [row[1].value for row in book["Answers"].iter_rows() if row[1].value]
    answer = [one for one in pieces if one.startswith("word")]
    assert max(map(len, answer)) <= LONGEST_PIECE
    assert " ".join(answer).split() == text.split()


@pytest.mark.parametrize("text", ["=1+1", "@now", "+44 20", "-x", "http://x.example", "مرحبا 😀"])
def test_an_answer_stays_text(text: str) -> None:
    pack = score_pack(answers=(("A", "Q1", text),))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(pack, secret=SECRET)))
    found = [c for row in book["Answers"].iter_rows() for c in row if c.value == text]
    assert [cell.data_type for cell in found] == ["s"]
