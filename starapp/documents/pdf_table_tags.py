"""Tables that put rows and cells into the structure tree, and break over pages between rows."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Table
from reportlab.platypus.tables import TableRenderCB

from starapp.documents.pdf_canvas import TaggedCanvas
from starapp.documents.pdf_structure import Element, text_value
from starapp.documents.pdf_styles import FAMILY

SPACE_AFTER = 10
_OWN_FONT = ("FONTNAME", (0, 0), (-1, -1), FAMILY)
"""Else ReportLab names its own font, which is not embedded, even for an empty cell."""
HIGHEST_HEAD = 0.4
"""Share of a page; a higher head is not repeated on later pages."""


class TableTags(TableRenderCB):  # type: ignore[misc]  # ReportLab has no types
    """Puts rows and cells into the tree; header rows repeated on a later page are artifacts."""

    def __init__(self, *, head_rows: int, row_heads: bool, caption: str) -> None:
        self.head_rows = head_rows
        self.row_heads = row_heads
        self.caption = caption
        self.table: Element | None = None
        self.head: Element | None = None
        self.body: Element | None = None
        self.row: Element | None = None
        self.cells: dict[int, Element] = {}
        self.pieces = 0
        self.on = self.repeated = self.in_head = self.rest = False

    def startTable(self, table: Any) -> None:  # noqa: N802 - ReportLab's name
        """Begins the table, or its next piece on a later page."""
        canvas = table.canv
        self.on = isinstance(canvas, TaggedCanvas) and not canvas.silent
        if not self.on:
            return
        self.pieces += 1
        if self.table is None:
            summary = ("Table", {"Summary": text_value(self.caption)}) if self.caption else None
            self.table = Element("Table", canvas.current, summary)
            self.head = Element("THead", self.table) if self.head_rows else None
            self.body = Element("TBody", self.table)

    def startRow(self, table: Any, row: int) -> None:  # noqa: N802 - ReportLab's name
        """Begins a row of the head or the body, or goes on with one begun on the page before."""
        if not self.on:
            return
        self.repeated = self.pieces > 1 and row < table.repeatRows
        if self.repeated:
            table.canv.silent += 1
            return
        self.in_head = self.pieces == 1 and row < self.head_rows
        self.rest = table.begins_inside_row and row == table.repeatRows and self.row is not None
        if not self.rest:
            self.row = Element("TR", self.head if self.in_head else self.body)
            self.cells = {}

    def startCell(  # noqa: N802 - ReportLab's name
        self, table: Any, row: int, column: int, _value: Any, *_place: Any
    ) -> None:
        """Begins a header or data cell."""
        if not self.on or self.repeated:
            return
        if not self.rest:
            heads = self.in_head or (self.row_heads and column == 0)
            scope = "/Column" if self.in_head else "/Row"
            attributes = ("Table", {"Scope": scope}) if heads else None
            self.cells[column] = Element("TH" if heads else "TD", self.row, attributes)
        table.canv.enter(self.cells[column])

    def endCell(self, table: Any) -> None:  # noqa: N802 - ReportLab's name
        """Ends the cell."""
        if self.on and not self.repeated:
            table.canv.leave()

    def endRow(self, table: Any) -> None:  # noqa: N802 - ReportLab's name
        """Ends the row."""
        if self.on and self.repeated:
            table.canv.silent -= 1

    def endTable(self, _table: Any) -> None:  # noqa: N802 - ReportLab's name
        """Nothing more to do."""

    startBG = endBG = startLines = endLines = endTable  # noqa: N815 - ReportLab's names


class WholeRows(Table):  # type: ignore[misc]  # ReportLab has no types
    """A table that breaks between rows, and inside a row only when no page could hold it.

    Attributes:
        page_height: the room a whole page gives.
        begins_inside_row: this is the rest of a table that broke inside its first body row.
    """

    page_height: float = 0
    begins_inside_row: bool = False

    def split(self, width: float, height: float) -> list[Any]:
        """Splits over pages; an empty list asks for the next page."""
        self._calc(width, height)
        inside = False
        parts: list[Any] = self._splitRows(height)
        if not parts and not self._first_row_fits_a_page():
            inside = True
            parts = self._splitRows(height, doInRowSplit=1)
        for place, part in enumerate(parts):
            part.page_height = self.page_height
            part.begins_inside_row = inside if place else self.begins_inside_row
        return parts

    def least_height(self) -> float:
        """The height of the head and the first row, for headings that stand over the table."""
        return self.head_height(self.repeatRows + 1)

    def head_height(self, rows: int) -> float:
        """The height of the first rows."""
        self._calc(sum(self._argW), 0)
        return float(sum(self._rowHeights[:rows]))

    def _first_row_fits_a_page(self) -> bool:
        return self.least_height() <= self.page_height


def tagged_table(
    cells: Sequence[Sequence[Any]],
    *,
    widths: Sequence[float],
    head_rows: int,
    row_heads: bool,
    caption: str,
    look: Sequence[Any],
    page_height: float,
) -> WholeRows:
    """Makes a table whose head is repeated on every page it covers."""
    tags = TableTags(head_rows=head_rows, row_heads=row_heads, caption=caption)
    table = WholeRows(
        [list(row) for row in cells],
        colWidths=list(widths),
        repeatRows=head_rows,
        renderCB=tags,
        style=[_OWN_FONT, *look],
        hAlign="LEFT",
    )
    table.page_height = page_height
    table.spaceAfter = SPACE_AFTER
    if table.head_height(head_rows) > page_height * HIGHEST_HEAD:
        table.repeatRows = 0
    return table


def plain_grid(
    cells: Sequence[Sequence[Any]],
    *,
    widths: Sequence[float],
    look: Sequence[Any],
    page_height: float,
) -> WholeRows:
    """Makes a box that is only for the eye: its paragraphs stand in the tree without a table."""
    grid = WholeRows(
        [list(row) for row in cells],
        colWidths=list(widths),
        style=[_OWN_FONT, *look],
        hAlign="LEFT",
    )
    grid.page_height = page_height
    grid.spaceAfter = SPACE_AFTER
    return grid
