"""A small table of two numbers a line: prices or ranks with their share of the marks."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from starapp.criteria.price_formula import TableWords
from starapp.foundation.exact import Exact, NotANumber, parse_decimal, plain
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named

MOST_LINES = 50
MOST_PRICE = Decimal(100_000_000)
Rows = tuple[tuple[Decimal, Decimal], ...]


class NumberGrid(QTableWidget):
    """The cells; Ctrl+V takes lines copied from a spreadsheet, Delete empties cells."""

    pasted = Signal(int, int, str)

    def __init__(self, name: str) -> None:
        super().__init__(0, 2)
        named(self, name, key="priceTable")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            at: QModelIndex = self.currentIndex()
            text = QGuiApplication.clipboard().text()
            self.pasted.emit(max(at.row(), 0), max(at.column(), 0), text)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            for item in self.selectedItems():
                if item.flags() & Qt.ItemFlag.ItemIsEditable:
                    item.setText("")
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        lines = min(max(self.rowCount(), 2), 8)
        return QSize(theme.px(240), theme.px(38) * (lines + 1) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), self.sizeHint().height())


class PriceTable(QWidget):
    """The table of a formula, with words beside it and its problem.

    Signals:
        settled: the lines, when every cell that is filled holds a number.
    """

    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._words: TableWords | None = None
        self._quiet = False
        self.grid = NumberGrid("Table of the formula")
        self.grid.itemChanged.connect(self._read)
        self.grid.pasted.connect(self._paste)
        self.help = Words("", "hint", ink="muted", wrap=True)
        self.problem = Words("", "tag", ink="red", wrap=True)
        self.problem.setObjectName("priceTableProblem")
        self.text = Words("", "body", wrap=True, selectable=True)
        self.more = Button("Add line", icon="plus", size="small", pressed=self.add_line,
                           key="addTableLine")  # fmt: skip
        self.fewer = Button("Remove line", icon="trash-2", size="small", pressed=self.remove_line,
                            key="removeTableLine")  # fmt: skip
        beside = QVBoxLayout()
        for widget in (self.help, self.problem, self.more, self.fewer):
            beside.addWidget(widget)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.grid, 3)
        row.addLayout(beside, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row)
        box.addWidget(self.text)
        self.text.hide()

    def show_table(self, words: TableWords, rows: tuple[tuple[Exact, Exact], ...]) -> None:
        """Shows the lines of a rule; what the person is typing stays."""
        other, self._words = words != self._words, words
        self.grid.setHorizontalHeaderLabels([words.first, words.second])
        self.help.setText(f"{words.help} Paste lines from a spreadsheet with Ctrl+V.")
        shown = tuple((Decimal(plain(a)), Decimal(plain(b))) for a, b in rows)
        if other or self.lines() not in {None, shown}:
            self._fill([(plain(a), plain(b)) for a, b in shown])
            self._say("")

    def set_read_only(self, words: TableWords, rows: tuple[tuple[Exact, Exact], ...]) -> None:
        """Shows the lines as text."""
        for widget in (self.grid, self.help, self.problem, self.more, self.fewer):
            widget.hide()
        said = (f"{words.first} {plain(a)}: {plain(b)} of the marks" for a, b in rows)
        self.text.setText("\n".join(said) or "No lines.")
        self.text.show()

    def show_problem(self, words: str) -> None:
        """Says what is wrong with the lines as a whole."""
        self._say(words)

    def lines(self) -> Rows | None:
        """The lines as numbers, or None when a cell that matters holds none."""
        try:
            found = [self._line(row) for row in range(self.grid.rowCount()) if self._some(row)]
        except NotANumber:
            return None
        if self._ranks:
            found = [(Decimal(place), share) for place, (_, share) in enumerate(found, start=1)]
        return tuple(found)

    def add_line(self) -> None:
        """Adds an empty line at the end and goes to it."""
        if self.grid.rowCount() < MOST_LINES:
            self._quiet = True
            self._append("", "")
            self._quiet = False
            self.grid.updateGeometry()
            last = self.grid.rowCount() - 1
            self.grid.setCurrentCell(last, 1 if self._ranks else 0)
            self.grid.setFocus()

    def remove_line(self) -> None:
        """Takes the chosen line out, or the last one."""
        if not self.grid.rowCount():
            return
        row = self.grid.currentRow()
        self.grid.removeRow(row if row >= 0 else self.grid.rowCount() - 1)
        self._number()
        self.grid.updateGeometry()
        self._read()

    @property
    def _ranks(self) -> bool:
        """The first column counts 1, 2, 3 and is not typed."""
        return self._words is not None and self._words.name == "shares"

    def _fill(self, rows: list[tuple[str, str]]) -> None:
        self._quiet = True
        self.grid.setRowCount(0)
        for first, second in rows or [("", "")]:
            self._append(first, second)
        self._quiet = False
        self.grid.updateGeometry()

    def _append(self, first: str, second: str) -> None:
        row = self.grid.rowCount()
        self.grid.insertRow(row)
        for column, words in enumerate((first, second)):
            item = QTableWidgetItem(words)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 0 and self._ranks:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.grid.setItem(row, column, item)
        self._number()

    def _number(self) -> None:
        """Ranks follow the order of the lines."""
        was, self._quiet = self._quiet, True
        for row in range(self.grid.rowCount() if self._ranks else 0):
            item = self.grid.item(row, 0)
            if item is not None:
                item.setText(str(row + 1))
        self._quiet = was

    def _cell(self, row: int, column: int) -> str:
        item = self.grid.item(row, column)
        return item.text().strip() if item is not None else ""

    def _some(self, row: int) -> bool:
        """The person typed something in the line."""
        columns = (1,) if self._ranks else (0, 1)
        return any(self._cell(row, column) for column in columns)

    def _line(self, row: int) -> tuple[Decimal, Decimal]:
        most = (MOST_PRICE, Decimal(1))
        both = [
            parse_decimal(self._cell(row, n), places=(2, 6)[n], least=Decimal(0), most=most[n])
            for n in (0, 1)
        ]
        return both[0], both[1]

    def _read(self, _item: QTableWidgetItem | None = None) -> None:
        if self._quiet:
            return
        for row in range(self.grid.rowCount()):
            if self._some(row):
                try:
                    self._line(row)
                except NotANumber as fault:
                    self._say(f"Line {row + 1}: {fault}")
                    return
        self._say("")
        self.settled.emit(self.lines())

    def _paste(self, row: int, column: int, text: str) -> None:
        """Puts lines with tabs between their cells from the current cell on."""
        first = 1 if self._ranks else column
        self._quiet = True
        for down, line in enumerate(one for one in text.splitlines() if one.strip()):
            if row + down >= MOST_LINES:
                break
            while row + down >= self.grid.rowCount():
                self._append("", "")
            cells = line.split("\t")
            if self._ranks and len(cells) > 1:
                cells = cells[-1:]
            for across, words in enumerate(cells[: 2 - first]):
                item = self.grid.item(row + down, first + across)
                if item is not None:
                    item.setText(words.strip())
        self._quiet = False
        self.grid.updateGeometry()
        self._read()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.grid.setAccessibleDescription(words)
