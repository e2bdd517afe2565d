"""A dialog with a list of words and what belongs to them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable

Line = tuple[str, str]


def _words(line: Line) -> str:
    return line[0]


def _beside(line: Line) -> str:
    return line[1]


_COLUMNS: tuple[Column[Line], ...] = (
    Column("What", _words),
    Column("Keys", _beside, width=200),
)


class ListSheet(Sheet):
    """Shows lines in two columns."""

    def __init__(self, title: str, lines: Sequence[Line], *, parent: QWidget) -> None:
        super().__init__(title, width=560, parent=parent)
        numbered = {f"{place} {line[0]}": line for place, line in enumerate(lines)}
        keys = {id(line): key for key, line in numbered.items()}

        def key_of(line: Line) -> str:
            return keys[id(line)]

        self.table: ListTable[Line] = ListTable(
            title, _COLUMNS, key_of, row_height=37, scrolls=True
        )
        self.table.setMinimumHeight(theme.px(380))
        self.table.show_rows(list(numbered.values()))
        self.add(self.table, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept)
        self.add_answers(self.close_button)
