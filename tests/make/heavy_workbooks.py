"""Score spreadsheets of a few kilobytes that unpack into very much work for whoever reads them."""

from collections.abc import Callable

from starapp.panel.score_workbook import workbook_bytes
from tests.make.packs import score_pack
from tests.make.workbooks import SECRET, with_parts

Parts = dict[str, bytes]
SCORES, STRINGS = "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml"
STYLES, BOOK = "xl/styles.xml", "xl/workbook.xml"
MUCH = 200_000


def before(part: str, tag: bytes, added: bytes) -> Callable[[Parts], None]:
    """Puts something into a part, in front of a tag."""

    def change(parts: Parts) -> None:
        assert tag in parts[part], tag
        parts[part] = parts[part].replace(tag, added + tag, 1)

    return change


def rows(count: int, cells: bytes) -> bytes:
    """Rows under those of the sheet."""
    return b"".join(b'<row r="%d">%s</row>' % (row, cells) for row in range(100, 100 + count))


def on_sheet(added: bytes) -> Callable[[Parts], None]:
    """Puts rows into the sheet of scores."""
    return before(SCORES, b"</sheetData>", added)


def largest_dimension(parts: Parts) -> None:
    """Says the sheet is as large as can be, and puts one cell at its very end."""
    on_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')(parts)
    start = parts[SCORES].index(b"<dimension")
    end = parts[SCORES].index(b"/>", start) + 2
    huge = b'<dimension ref="A1:XFD1048576"/>'
    parts[SCORES] = parts[SCORES][:start] + huge + parts[SCORES][end:]


def one_string_everywhere(parts: Parts) -> None:
    """A text of four million characters that 90,000 cells share."""
    last = parts[STRINGS].count(b"<si>")
    before(STRINGS, b"</sst>", b"<si><t>" + b" x" * 2_000_000 + b"</t></si>")(parts)
    on_sheet(rows(3_000, b'<c t="s"><v>%d</v></c>' % last * 30))(parts)


def one_sheet_often(parts: Parts) -> None:
    """Ninety names for one large sheet."""
    on_sheet(rows(4_000, b"<c/>"))(parts)
    names = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="rId3"/>' % (n, n) for n in range(9, 99))
    before(BOOK, b"</sheets>", names)(parts)


HEAVY: dict[str, Callable[[Parts], None]] = {
    "the largest dimension": largest_dimension,
    "rows of empty cells": on_sheet(rows(60, b"<c/>" * 16_384)),
    "cells with nothing but a look": on_sheet(rows(60, b'<c s="1"/>' * 16_384)),
    "rows without cells": on_sheet(b"<row/>" * 5 * MUCH),
    "merged ranges": before(
        SCORES, b"<dataValidations",
        b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * MUCH + b"</mergeCells>",
    ),
    "lists for ranges": before(
        SCORES, b"</dataValidations>",
        b'<dataValidation type="list" sqref="A1:XFD1048576"/>' * MUCH,
    ),
    "links": before(SCORES, b"</hyperlinks>", b'<hyperlink ref="A1" location="A1"/>' * MUCH),
    "looks": before(STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>' * 2 * MUCH),
    "number formats": before(
        STYLES, b"<fonts", b'<numFmt numFmtId="9" formatCode="' + b"[" * 2_000_000 + b'"/>'
    ),
    "fonts": before(STYLES, b"</fonts>", b"<font><b/></font>" * MUCH),
    "empty strings": before(STRINGS, b"</sst>", b"<si><t/></si>" * 3 * MUCH),
    "pieces of one string": before(
        STRINGS, b"</sst>", b"<si>" + b"<r><t>x</t></r>" * 2 * MUCH + b"</si>"
    ),
    "escapes": before(STRINGS, b"</sst>", b"<si><t>" + b"_x005F_" * 3 * MUCH + b"</t></si>"),
    "one string everywhere": one_string_everywhere,
    "deep": on_sheet(b"<row>" * MUCH + b"</row>" * MUCH),
    "attributes": on_sheet(b"<row " + b" ".join(b'a%d=""' % n for n in range(MUCH)) + b"/>"),
    "names": before(
        BOOK, b"</workbook>",
        b"<definedNames>" + b'<definedName name="a">A1</definedName>' * 2 * MUCH + b"</definedNames>",
    ),
    "one sheet often": one_sheet_often,
    "digits": on_sheet(rows(1, b"<c><v>" + b"9" * 5_000_000 + b"</v></c>")),
    "relations": before(
        "xl/_rels/workbook.xml.rels", b"</Relationships>", b'<Relationship Id="a"/>' * 2 * MUCH
    ),
}  # fmt: skip


def heavy(name: str) -> bytes:
    """The score spreadsheet of a member made heavy in one way."""
    return with_parts(workbook_bytes(score_pack(), secret=SECRET), HEAVY[name])
