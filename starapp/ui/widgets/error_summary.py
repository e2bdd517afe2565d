"""The list of what is wrong, at the top of a form, with links that move focus."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from starapp.foundation.problems import Problem
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words


class ErrorSummary(QFrame):
    """A heading with a link for each one; hidden while there is none."""

    def __init__(self, title: str = "There is a problem") -> None:
        super().__init__()
        self.setProperty("look", "errors")
        self.setAccessibleName(title)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(18, 14, 18, 14)
        self._box.setSpacing(4)
        self._box.addWidget(Words(title, "sectionTitle"))
        self._lines = QVBoxLayout()
        self._box.addLayout(self._lines)
        self.hide()

    def show_problems(
        self, problems: Sequence[Problem], fields: Mapping[str, QWidget] | None = None
    ) -> None:
        """Shows the problems; each with a field of the same ``place`` is a link to it.

        A ``LabelledField`` also shows its own message; the others are cleared.
        """
        known = fields or {}
        clear(self._lines)
        for field in known.values():
            if isinstance(field, LabelledField):
                field.clear_problem()
        for problem in problems:
            self._add(problem, known.get(problem.place))
        self.setVisible(bool(problems))
        if problems:
            self._come_into_view()

    def _add(self, problem: Problem, field: QWidget | None) -> None:
        if isinstance(field, LabelledField):
            field.show_problem(problem.words)
            field = field.editor
        if field is None:
            self._lines.addWidget(Words(problem.words, "label", ink="red", wrap=True))
            return
        link = Link(
            problem.words,
            pressed=partial(_focus, field),
            ink="redText",
            role="label",
            key=f"problem-{problem.place}",
        )
        self._lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _come_into_view(self) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(self)
        first = self.findChild(Link)
        if first is not None:
            first.setFocus()


def _focus(field: QWidget) -> None:
    field.setFocus()
