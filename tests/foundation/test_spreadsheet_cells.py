"""Cells of workbooks: what programs really write is read, and work is counted before it is done."""

import io
import os
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from starapp.foundation.problems import CannotDo
from starapp.foundation.spreadsheet_cells import (
    LONGEST,
    MOST_COLUMNS,
    MOST_ELEMENTS,
    MOST_ROWS,
    Book,
    letters,
    read_book,
    text_of,
)
from tests.make.heavy_workbooks import HEAVY, heavy

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def workbook(
    sheet: str, *, strings: str = "", styles: str = "", core: str = "", prefix: str = "",
    main: str = MAIN, kinds: str = KINDS,
) -> bytes:  # fmt: skip
    """A workbook of one sheet, part by part."""
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{kinds}/officeDocument" '
        f'Target="/xl/workbook.xml"/><Relationship Id="b" Type="x/core-properties" '
        f'Target="docProps/core.xml"/></Relationships>',
        "xl/workbook.xml": f'<{p}workbook {name}="{main}" xmlns:q="{kinds}"><{p}sheets>'
        f'<{p}sheet name="Scores" sheetId="1" q:id="r1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" '
        f'Type="{kinds}/worksheet" Target="worksheets/s.xml"/><Relationship Id="r2" '
        f'Type="{kinds}/sharedStrings" Target="/xl/strings.xml"/><Relationship Id="r3" '
        f'Type="{kinds}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<{p}worksheet {name}="{main}"><{p}sheetData>{sheet}'
        f"</{p}sheetData></{p}worksheet>",
        "xl/strings.xml": f'<{p}sst {name}="{main}">{strings}</{p}sst>',
        "xl/styles.xml": f'<{p}styleSheet {name}="{main}">{styles}</{p}styleSheet>',
    }
    if core:
        parts["docProps/core.xml"] = core
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for part, text in parts.items():
            file.writestr(part, text)
    return made.getvalue()


def only(book: Book) -> list[tuple[str, str, str]]:
    return [(cell.place, cell.kind, cell.text) for row in book.sheets["Scores"] for cell in row]


def test_cells_of_every_kind() -> None:
    sheet = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>3</v></c>'
        '<c r="C2" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r></is></c>'
        '<c r="D2" t="str"><f>1+1</f><v>2</v></c><c r="E2" t="str"><v>kept</v></c>'
        '<c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><v>#REF!</v></c><c r="H2" s="1"/></row>'
        '<row r="3"><c r="AB3" s="1"><v>46085</v></c><c s="2"><v>0.5</v></c>'
        '<c s="3"><v>2.2000000000000002</v></c><c t="d"><v>2026-03-04</v></c></row>'
    )
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="[Red]0.0&quot; days&quot;"/>'
        '<numFmt numFmtId="171" formatCode="[$-809]d mmm yy"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="171"/>'
        '<xf numFmtId="170"/></cellXfs>'
    )
    strings = "<si><t>shared</t><rPh><t>aloud</t></rPh></si>"
    assert only(read_book(workbook(sheet, strings=strings, styles=styles))) == [
        ("Scores A2", "s", "shared"), ("Scores B2", "n", "3"), ("Scores C2", "s", "in line"),
        ("Scores D2", "f", "="), ("Scores E2", "s", "kept"), ("Scores F2", "b", "1"),
        ("Scores G2", "e", "#REF!"), ("Scores AB3", "d", "46085"), ("Scores AC3", "d", "0.5"),
        ("Scores AD3", "n", "2.2"), ("Scores AE3", "d", "2026-03-04"),
    ]  # fmt: skip


def test_the_strict_form_and_any_prefix_are_read() -> None:
    sheet = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>strict</x:t></x:is></x:c></x:row>'
    data = workbook(sheet, prefix="x", main=STRICT, kinds=STRICT_KINDS)
    assert only(read_book(data)) == [("Scores A1", "s", "strict")]


def test_places_that_are_not_written_follow_the_cell_before() -> None:
    sheet = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert [place for place, *_ in only(read_book(workbook(sheet)))] == [
        "Scores A1", "Scores B1", "Scores A2",
    ]  # fmt: skip


def test_rows_and_cells_in_any_order_are_put_in_order() -> None:
    sheet = (
        '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row>'
        '<row r="1"><c r="A1"><v>1</v></c></row>'
    )
    assert [text for *_, text in only(read_book(workbook(sheet)))] == ["1", "3", "4"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a_x000D__x000A_b", "a\nb"), ("a_x000D_\nb", "a\nb"), ("a_x000d_b", "a\nb"),
        ("_x005F_x000D_", "_x000D_"), ("_x005F__x005F_", "__"), ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"), ("bell_x0007_", "bell"), ("_x00E9_", "é"), ("_x12_", "_x12_"),
        ("snake_x_case", "snake_x_case"), ("a\r\nb\rc", "a\nb\nc"),
    ],
)  # fmt: skip
def test_escapes_are_read_as_what_they_stand_for(written: str, text: str) -> None:
    assert text_of(written) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t")))
def test_what_a_writer_writes_comes_back(text: str) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_urls": False})
    book.add_worksheet("Scores").write_string(0, 0, f"<{text}>")
    book.close()
    assert only(read_book(made.getvalue())) == [("Scores A1", "s", f"<{text}>")]


def test_the_letters_of_columns() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "saved"),
    [
        ("2026-09-10T15:30:00Z", datetime(2026, 9, 10, 15, 30, tzinfo=UTC)),
        ("2026-09-10T16:30:00+01:00", datetime(2026, 9, 10, 15, 30, tzinfo=UTC)),
        ("2026-09-10T15:30:00", datetime(2026, 9, 10, 15, 30, tzinfo=UTC)),
        ("yesterday", None), ("", None),
    ],
)  # fmt: skip
def test_when_it_was_saved_is_what_the_file_says(told: str, saved: datetime | None) -> None:
    core = f"<p><created>2020-01-01T00:00:00Z</created><modified>{told}</modified></p>"
    assert read_book(workbook("<row/>", core=core)).saved == saved


def test_a_file_without_properties_has_no_date() -> None:
    assert read_book(workbook("<row/>")).saved is None


@pytest.mark.parametrize(
    "sheet",
    [
        "<row", "<row><c></row>", "<row><c t='s'><v>7</v></c></row>", "<row>\x00</row>",
        "</sheetData><sheetData>&unknown;",
    ],
)  # fmt: skip
def test_a_damaged_part_is_told(sheet: str) -> None:
    with pytest.raises(CannotDo) as refused:
        read_book(workbook(sheet))
    assert [problem.code for problem in refused.value.problems] == ["damaged"]


TRIED = tuple(HEAVY) if os.environ.get("STAR_EXAMPLES") == "long" else tuple(HEAVY)[1::5]


@pytest.mark.parametrize("name", TRIED)
def test_work_is_counted_before_it_is_done(name: str) -> None:
    data = heavy(name)
    assert len(data) < 500_000
    try:
        book = read_book(data)
    except CannotDo as refused:
        assert [problem.code for problem in refused.problems] == ["too_much"]  # noqa: PT017 - either may be
        return
    cells = [cell for rows in book.sheets.values() for row in rows for cell in row]
    assert book.elements <= MOST_ELEMENTS
    assert len(cells) <= len(book.sheets) * MOST_ROWS * MOST_COLUMNS
    assert all(len(cell.text) <= LONGEST for cell in cells)
    assert all(cell.row <= MOST_ROWS and cell.column <= MOST_COLUMNS for cell in cells)
