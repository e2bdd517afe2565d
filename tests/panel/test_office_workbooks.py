"""Score spreadsheets as LibreOffice and Excel really save them come back as they were filled in."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from starapp.panel.read_workbook import is_workbook, read_workbook
from starapp.panel.score_workbook import workbook_bytes
from tests.make.workbooks import SECRET, with_parts
from tests.panel.test_read_workbook import AMINA, codes, desk

STORED = Path(__file__).parents[1] / "files" / "workbooks"
GIVEN = {
    ("A", "Q1"): ("scored", Decimal(3), "3/4 of the shifts are covered.", False),
    ("B", "Q1"): ("scored", Decimal(4), "- strong on training\n- weak on nights", True),
    ("A", "Q2"): ("not applicable", None, "=no sum, an answer that begins with a sign", False),
    ("B", "Q2"): ("scored", Decimal(0), "Gŵyl “quoted” – £ 😀 <b> & ½", False),
}


def said(report) -> dict:
    return {
        one.key: (one.state.value, one.score, one.reason, one.discuss)
        for one in report.returned.scores
    }


def test_what_libreoffice_saved_is_read_whole() -> None:
    report = read_workbook((STORED / "libreoffice.xlsx").read_bytes(), desk())
    assert codes(report) == []
    assert said(report) == GIVEN
    assert report.returned is not None
    assert report.returned.made == datetime(2026, 9, 10, 15, 30, tzinfo=UTC)


def test_reasons_stay_text_cells_and_scores_keep_their_list() -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(STORED / "libreoffice.xlsx")["Scores"]
    assert {sheet.cell(row, 5).number_format for row in range(2, 6)} == {"@"}
    lists = {str(x.sqref): x.formula1 for x in sheet.data_validations.dataValidation}
    assert lists["D2:D5"].replace("$", "").endswith("Lists.A1:A7") or "Lists!" in lists["D2:D5"]


@pytest.mark.parametrize("ending", ["ods", "fods", "xls", "csv"])
def test_another_kind_is_told_by_name_and_never_as_damaged(ending: str) -> None:
    data = (STORED / f"libreoffice.{ending}").read_bytes()
    assert is_workbook(data)
    (problem,) = read_workbook(data, desk()).problems
    assert problem.code in {"open", "old", "csv"}
    assert "damaged" not in problem.words
    assert problem.words.endswith("hand that file in.")


def as_excel(parts: dict[str, bytes]) -> None:
    """What Excel makes of the sheet: shared strings with its escapes, looks kept, cells by place."""
    strings = parts["xl/sharedStrings.xml"].decode()
    number = strings.count("<si>")
    added = (
        "<si><t>Two lines_x000D_\nand more</t></si>"
        '<si><r><t xml:space="preserve">Bold </t></r><r><rPr><b/></rPr><t>claims</t></r></si>'
        "<si><t>_x005F_x000D_ is how Excel writes a line end</t></si>"
    )
    parts["xl/sharedStrings.xml"] = strings.replace("</sst>", f"{added}</sst>").encode()
    sheet = parts["xl/worksheets/sheet3.xml"].decode()
    for row, (score, words) in enumerate(((3, 0), (2, 1), (4, 2)), start=2):
        for column, kind, value in (("D", "", score), ("E", ' t="s"', number + words)):
            empty = rf'<c r="{column}{row}"( s="\d+")/>'
            filled = rf'<c r="{column}{row}"\1{kind}><v>{value}</v></c>'
            sheet, count = re.subn(empty, filled, sheet)
            assert count == 1
    parts["xl/worksheets/sheet3.xml"] = sheet.encode()
    first = parts["xl/worksheets/sheet1.xml"].decode()
    yes = r'<c r="\1"\2 t="inlineStr"><is><t>Yes</t></is></c>'
    confirmed, count = re.subn(r'<c r="(B\d+)"( s="\d+")/>', yes, first)
    assert count == 1
    parts["xl/worksheets/sheet1.xml"] = confirmed.encode()


def test_what_excel_saves_is_read_with_its_line_ends() -> None:
    data = with_parts(workbook_bytes(AMINA, secret=SECRET), as_excel)
    report = read_workbook(data, desk())
    assert codes(report) == ["part_done"]
    assert said(report) == {
        ("A", "Q1"): ("scored", Decimal(3), "Two lines\nand more", False),
        ("B", "Q1"): ("scored", Decimal(2), "Bold claims", False),
        ("A", "Q2"): ("scored", Decimal(4), "_x000D_ is how Excel writes a line end", False),
    }
