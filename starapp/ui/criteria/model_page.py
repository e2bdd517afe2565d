"""One evaluation model: weights, criteria, scale, price, rules, and locking it."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.commands import lock_model
from starapp.criteria.model_checks import model_problems, warnings
from starapp.criteria.queries import models
from starapp.foundation.canonical import seal_text
from starapp.foundation.change import Change
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.problems import Problem
from starapp.ui import theme
from starapp.ui.criteria.copy_rules import CopyRules
from starapp.ui.criteria.criteria_card import CriteriaCard
from starapp.ui.criteria.criterion_card import CriterionCard
from starapp.ui.criteria.edges_card import EdgesCard
from starapp.ui.criteria.model_draft import ModelDraft
from starapp.ui.criteria.price_card import PriceCard
from starapp.ui.criteria.rehearsal_sheet import RehearsalSheet
from starapp.ui.criteria.rehearsals_card import RehearsalsCard
from starapp.ui.criteria.roles_card import RolesCard
from starapp.ui.criteria.rules_card import RulesCard
from starapp.ui.criteria.scale_card import ScaleCard
from starapp.ui.criteria.weights_card import WeightsCard
from starapp.ui.desk import Desk, Place
from starapp.ui.widgets.card import Card, PageHead, Scroll, clear
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import LockedBar
from starapp.ui.widgets.text_fields import TextField

BESIDE_FROM = 980


class ModelPage(QWidget):
    """The editor of a draft; the same in words when it is locked."""

    title = "Evaluation model"
    help_topic = "evaluation-model"
    touches = frozenset({"models", "rehearsals"})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self.setObjectName("modelPage")
        self._desk = desk
        self.draft = ModelDraft(desk, place.id)
        self.draft.changed.connect(self.show_model)
        self.draft.refused.connect(self._refused)
        self.dialog: CopyRules | None = None
        self.rehearsal: RehearsalSheet | None = None
        self._built_locked: bool | None = None
        self.page = Scroll()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        lock = QAction("Lock model", self)
        lock.setShortcut(QKeySequence("Ctrl+Return"))
        lock.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        lock.triggered.connect(self.lock)
        self.addAction(lock)
        self.show_model()

    def crumbs(self) -> list[tuple[str, Place]]:
        """Where this page hangs."""
        return [("Evaluation models", Place("models"))]

    def _build(self) -> None:
        clear(self.page.body)
        draft = self.draft
        self.head = PageHead(draft.model.name)
        self.errors = ErrorSummary()
        self.name = TextField(draft.model.name, most=120)
        self.name.settled.connect(self._rename)
        self.name_field = LabelledField("Name of the model", self.name, key="modelName")
        self.name_field.setVisible(not draft.locked)
        self.bar = LockedBar("")
        self.weights = WeightsCard(draft, copy=self.copy_rules, lock=self.lock, tries=self.try_with)
        self.criteria = CriteriaCard(draft)
        self.details = CriterionCard(draft)
        self.scale, self.price = ScaleCard(draft), PriceCard(draft)
        self.edges = EdgesCard(draft)
        self.rules, self.roles = RulesCard(draft), RolesCard(draft)
        self.tried = RehearsalsCard(draft)
        self.problems = Card("To do before it can be locked")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self.criteria, self.problems, self.details, self.roles, self.tried)),
            (right, (self.scale, self.price, self.edges, self.rules)),
        ):
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        for widget in (self.head, self.errors, self.bar, self.name_field, self.weights):
            self.page.add(widget)
        holder = QWidget()
        holder.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self.page.add(holder)
        self.page.body.addStretch(1)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        beside = self.width() >= theme.px(BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def reload(self) -> None:
        """Shows what is in the file now."""
        self.draft.read_again()

    def show_model(self) -> None:
        """Shows the draft in every card; builds the page again when it was locked."""
        if self._built_locked is not self.draft.locked:
            self._built_locked = self.draft.locked
            self._build()
        model = self.draft.model
        self.head.show_line("Agree the questions and weights before anyone is invited.")
        if not self.name.hasFocus():
            self.name.show_value(model.name)
        self._show_state()
        for card in (self.weights, self.criteria, self.details, self.scale, self.price,
                     self.edges, self.rules, self.roles, self.tried):  # fmt: skip
            card.show_model()
        self._show_problems()

    def _show_state(self) -> None:
        stored = self.draft.stored
        self.bar.setVisible(self.draft.locked)
        if stored.locked is not None:
            self.bar.show_words(
                f"Locked on {day_text(local_date(stored.locked))} by {stored.locked_by}. "
                f"Fingerprint {seal_text(stored.fingerprint)}. Nothing in it can change."
            )
        else:
            self.bar.show_words("You can read this model. Other people may change it.")

    def _show_problems(self) -> None:
        self.problems.setVisible(not self.draft.locked)
        if self.draft.locked:
            return
        clear(self.problems.body)
        model = self.draft.model
        stops, better = model_problems(model), warnings(model)
        for problem in stops:
            self.problems.add(Words(problem.words, "body", ink="red", wrap=True))
        for problem in better:
            self.problems.add(Words(f"Better: {problem.words}", "body", ink="muted", wrap=True))
        if not stops:
            words = Words("Nothing. The model can be locked.", "body", ink="green", wrap=True)
            self.problems.add(words)
            self.errors.show_problems(())

    def _rename(self, value: str) -> None:
        if not value:
            self.name_field.show_problem("Give the model a name.")
            return
        self.name_field.clear_problem()
        self.draft.put(replace(self.draft.model, name=value), "change the name")

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems, {"name": self.name_field})

    def lock(self) -> None:
        """Asks first; says what is in the way when the model is not ready."""
        if self.draft.locked:
            return
        problems = model_problems(self.draft.model)
        if problems:
            self.errors.show_problems(problems, self._places())
            return
        self._desk.ask(
            "Lock this model?",
            text="Questions, weights and rules can never change again. Competitions can then "
            "use it. Copy it to make another.",
            yes="Lock model",
            then=self._lock,
        )

    def _lock(self) -> None:
        command = partial(lock_model, model_id=self.draft.model_id)
        self._desk.work.do(command, done=self._locked, refused=self._refused)

    def _locked(self, change: Change) -> None:
        self._desk.say(change.words)
        self.draft.read_fresh()

    def _places(self) -> dict[str, QWidget]:
        places: dict[str, QWidget] = {"name": self.name_field}
        for code, row in self.criteria.rows.items():
            if row.weight is not None:
                places[f"weights.{code}"] = row.weight
            for kind in ("title", "question", "roles", "minimum", "word_limit", "section"):
                places[f"{kind}.{code}"] = row.title
        first = next((r.weight for r in self.criteria.rows.values() if r.weight), None)
        if first is not None:
            places["weights"] = first
        places["tie_break"] = self.rules.tie
        for (_, name), field in self.price.parameters.items():
            places[f"price.{name}"] = field.editor
        places["price.edges"] = self.edges.choices["zero"]
        if self.draft.model.price.formula != "ceiling_saving":
            places["price.ceiling"] = self.edges.ceiling
        for name in ("points", "shares"):
            places[f"price.{name}"] = self.price.table.grid
        return places

    def copy_rules(self) -> None:
        """Takes everything but the name from another model; it can be undone."""
        others = [m for m in self._desk.work.read(models) if m.id != self.draft.model_id]
        self.dialog = CopyRules(others, parent=self.window())
        self.dialog.accepted.connect(self._copy)
        self.dialog.open()

    def _copy(self) -> None:
        source = self.dialog.chosen() if self.dialog else None
        if source is not None:
            new = replace(source.model, name=self.draft.model.name)
            self.draft.put(new, f"copy {source.name}")

    def try_with(self, kind: str) -> None:
        """Tries the model as it is on the screen: "made-up" or "past" bids."""
        self.rehearsal = RehearsalSheet(
            self._desk, self.draft.model_id, self.draft.model, kind, parent=self.window()
        )
        self.rehearsal.open()

    def undo_names(self) -> tuple[str, str]:
        """What undo and redo would do."""
        return self.draft.undo_names()

    def undo(self) -> None:
        """Takes the last step back."""
        self.draft.undo()

    def redo(self) -> None:
        """Does it again."""
        self.draft.redo()
