"""The criteria tree: sections and questions in order, with what each counts for."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from starapp.criteria.criteria_tree import added, free_code, moved, removed, total_marks, walk
from starapp.criteria.evaluation_model import Criterion, Kind, Part
from starapp.foundation.exact import plain
from starapp.ui.criteria.criterion_row import CriterionRow
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.widgets.buttons import Button, IconButton
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Words

_PREFIX = {Kind.SECTION: "S", Kind.SCORED: "Q", Kind.PRICE: "PR", Kind.PASS_FAIL: "PF"}
_NEW_TITLE = {
    Kind.SECTION: "New section",
    Kind.SCORED: "New question",
    Kind.PRICE: "Price",
    Kind.PASS_FAIL: "New pass or fail question",
}


class CriteriaCard(Card):
    """Rows of criteria with buttons to add, move and delete."""

    def __init__(self, draft: ModelDraft) -> None:
        super().__init__("Criteria")
        self._draft = draft
        self._codes: tuple[tuple[int, str, Kind], ...] = ()
        self.rows: dict[str, CriterionRow] = {}
        self.up = IconButton(
            "arrow-up", "Move up", pressed=partial(self.move_chosen, by=-1), key="moveUp"
        )
        self.down = IconButton(
            "arrow-down", "Move down", pressed=partial(self.move_chosen, by=1), key="moveDown"
        )
        self.delete = IconButton(
            "trash-2", "Delete criterion", pressed=self.remove_chosen, key="deleteCriterion"
        )
        self.add_right(self.up, self.down, self.delete)
        self.adds = {
            kind: Button(words, icon="plus", size="small", pressed=partial(self.add_new, kind),
                         key=key)
            for kind, words, key in (
                (Kind.SCORED, "Add question", "addQuestion"),
                (Kind.SECTION, "Add section", "addSection"),
                (Kind.PASS_FAIL, "Add pass or fail", "addPassFail"),
                (Kind.PRICE, "Add price", "addPrice"),
            )
        }  # fmt: skip
        self._buttons = flow(*self.adds.values())
        self.add(self._buttons)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self.add(holder)
        for widget in (self.up, self.down, self.delete, self._buttons):
            widget.setVisible(not draft.locked)

    def show_model(self) -> None:
        """Shows what the draft holds; makes the rows again only when they are others."""
        model = self._draft.model
        codes = tuple((depth, c.code, c.kind) for depth, c in walk(model))
        if codes != self._codes:
            self._codes = codes
            self._make_rows()
        for row in self.rows.values():
            row.show()
        self._total.setText(f"{plain(total_marks(model))}%")
        self.adds[Kind.PRICE].setVisible(not model.leaves(Kind.PRICE) and not self._draft.locked)

    def _make_rows(self) -> None:
        clear(self._grid)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, words in enumerate(("Question", "Weight", "Minimum", "Points")):
            head = Words(words, "tableHead", ink="muted")
            if column in {1, 3}:
                self._grid.addWidget(head, 0, column, right)
            else:
                self._grid.addWidget(head, 0, column)
        self.rows = {}
        line = 1
        for depth, code, _ in self._codes:
            row = self.rows[code] = CriterionRow(self._draft, code, depth=depth)
            row.place(self._grid, line)
            line += 2
        self._total = Words("", "total")
        self._grid.addWidget(Words("Total", "total"), line, 0)
        self._grid.addWidget(self._total, line, 1, right)

    def add_new(self, kind: Kind) -> None:
        """Adds a criterion after the chosen one, in the same section."""
        model, near = self._draft.model, self._draft.criterion
        prefix = "SV" if near and near.part is Part.SOCIAL_VALUE and kind is Kind.SCORED else ""
        taken = {c.code for c in model.criteria}
        prefix = prefix or _PREFIX[kind]
        code = "PR" if kind is Kind.PRICE and "PR" not in taken else free_code(model, prefix)
        parent, part = self._home(kind)
        made = Criterion(
            code, _NEW_TITLE[kind], kind, part, parent,
            roles=tuple(role.code for role in model.roles) if kind is Kind.SCORED else (),
        )  # fmt: skip
        name = f"add {code}"
        after = near.code if near and near.parent == parent else None
        self._draft.put(added(model, made, after=after), name, choose=code)
        self.rows[code].title.setFocus()

    def _home(self, kind: Kind) -> tuple[str | None, Part]:
        near = self._draft.criterion
        if kind is Kind.PRICE:
            sections = [c for c in self._draft.model.criteria if c.kind is Kind.SECTION]
            home = next((c.code for c in sections if c.part is Part.PRICE), None)
            return home, Part.PRICE
        if near is None or kind is Kind.SECTION:
            return None, Part.QUALITY
        part = Part.QUALITY if near.part is Part.PRICE else near.part
        if near.part is Part.PRICE:
            return None, part
        return (near.code if near.kind is Kind.SECTION else near.parent), part

    def move_chosen(self, *, by: int) -> None:
        """Moves the chosen criterion among its neighbours."""
        code = self._draft.chosen
        if code:
            self._draft.put(moved(self._draft.model, code, by=by), f"move {code}")
            self.rows[code].title.setFocus()

    def remove_chosen(self) -> None:
        """Takes the chosen criterion out, with all under it; it can be undone."""
        code = self._draft.chosen
        if code:
            self._draft.put(removed(self._draft.model, code), f"delete {code}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._draft.locked:
            super().keyPressEvent(event)
        elif held and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_chosen(by=-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Insert:
            self.add_new(Kind.SCORED)
        else:
            super().keyPressEvent(event)
