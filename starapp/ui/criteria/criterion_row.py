"""One row of the criteria tree: its title to choose it, its weight to type, minimum and points."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout

from starapp.criteria.criteria_tree import marks, replaced
from starapp.criteria.evaluation_model import Kind
from starapp.foundation.exact import plain
from starapp.ui import theme
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.model_rows import minimum_words, weight_words
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import ExactField

MOST_WEIGHT = Decimal(100)
COLUMN_WIDTHS = {1: 96, 2: 84, 3: 64}


class RowTitle(Button):
    """The title of a criterion; F2 or a digit goes to its weight, arrows move between rows."""

    def __init__(self, text: str, row: "CriterionRow", *, key: str) -> None:
        super().__init__(text, kind="quiet", size="small", key=key)
        self._row = row
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digits = event.text()[:1]
        if self._row.weight is not None and (event.key() == Qt.Key.Key_F2 or digits.isdigit()):
            self._row.begin(digits if digits.isdigit() else "")
            return
        super().keyPressEvent(event)


class CriterionRow:
    """The widgets of one criterion in the grid of the criteria card."""

    def __init__(self, draft: ModelDraft, code: str, *, depth: int) -> None:
        self._draft = draft
        self.code = code
        self._depth = depth
        criterion = draft.model.criterion(code)
        self.title = RowTitle("", self, key=f"criterion-{code}")
        self.title.clicked.connect(self._choose)
        self.minimum = Words("", "table", ink="muted")
        self.points = Words("", "table")
        self.total = Words("", "label")
        self.problem = Words("", "tag", ink="red", wrap=True)
        self.weight: ExactField | None = None
        if criterion.kind in {Kind.SCORED, Kind.PRICE} and not draft.locked:
            self.weight = ExactField(
                places=4, least=Decimal(0), most=MOST_WEIGHT, unit="%", step=Decimal(1)
            )
            named(self.weight, f"Weight of {code}", key=f"weight-{code}")
            self.weight.settled.connect(self._weighed)
            self.weight.complained.connect(self._complained)

    def place(self, grid: QGridLayout, line: int) -> None:
        """Puts the widgets in two lines of a grid; the second is for a message."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.setColumnStretch(0, 1)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.title, line, 0, left)
        if self.weight is not None:
            self.weight.setFixedWidth(theme.px(COLUMN_WIDTHS[1]))
            grid.addWidget(self.weight, line, 1, right)
            self.total.hide()
        else:
            grid.addWidget(self.total, line, 1, right)
        grid.addWidget(self.minimum, line, 2)
        grid.addWidget(self.points, line, 3, right)
        grid.addWidget(self.problem, line + 1, 0, 1, 4)

    def begin(self, typed: str) -> None:
        """Puts the focus in the weight, with the first digit typed."""
        if self.weight is None:
            return
        self.weight.setFocus()
        self.weight.selectAll()
        if typed:
            self.weight.insert(typed)

    def show(self) -> None:
        """Shows what the draft holds."""
        model = self._draft.model
        criterion = model.criterion(self.code)
        words = criterion.title or "No title yet"
        section = criterion.kind is Kind.SECTION
        shown = words if section else f"{self.code}  {words}"
        self.title.setText("    " * self._depth + self._short(shown))
        self.title.setAccessibleName(f"{self.code} {words}")
        self.title.setToolTip(words)
        chosen = self.code == self._draft.chosen
        self.title.setChecked(chosen)
        self.title.set_kind("other" if chosen else "quiet")
        if self.weight is not None and not self.weight.problem():
            self.weight.show_exact(criterion.weight)
        self.total.setText(weight_words(model, criterion))
        self.minimum.setText(minimum_words(model, criterion))
        self.points.setText(plain(marks(model, self.code)))
        self.problem.setVisible(bool(self.problem.text()))

    def _short(self, words: str) -> str:
        return words if len(words) <= 36 else f"{words[:35].rstrip()}…"

    def _choose(self) -> None:
        self.title.setChecked(self.code == self._draft.chosen)
        self._draft.choose(self.code)

    def _complained(self, words: str) -> None:
        assert self.weight is not None  # noqa: S101 - only weights complain
        if not words and not self.weight.value():
            words = "Enter a weight from 0 to 100."
        self.problem.setText(f"{self.code}: {words}" if words else "")
        self.problem.setVisible(bool(words))

    def _weighed(self, _typed: str) -> None:
        assert self.weight is not None  # noqa: S101 - only weights settle
        value = self.weight.value_exact()
        self._complained(self.weight.problem())
        if value is None:
            return
        model = self._draft.model
        changed = replace(model.criterion(self.code), weight=value)
        self._draft.put(replaced(model, self.code, changed), f"change weight of {self.code}")
