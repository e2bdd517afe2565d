"""The head of a package or competition: reference, status, title, key facts and the stepper."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import IconButton
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Shortened, Words, upright
from starapp.ui.widgets.stage_bar import Stage, StageBar
from starapp.ui.widgets.tags import Tag, Tone


class _Fact(QWidget):
    def __init__(self, name: str, value: str, *, compact: bool) -> None:
        super().__init__()
        box = QHBoxLayout(self) if compact else QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8 if compact else 0)
        box.addWidget(Words(name, "hint", ink="muted"))
        box.addWidget(Words(value, "label"))
        self.setAccessibleName(f"{name}: {value}")


class WorkHeader(QFrame):
    """Reference with a copy button, status tag, title, up to four key facts, then the stages.

    Signals:
        stage_opened: the part of the stage that was pressed.
        copied: the reference, after it was put on the clipboard.

    Attributes:
        stages: the ``StageBar``.
    """

    stage_opened = Signal(str)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "workHead")
        self.reference = Words("", "table", ink="muted", selectable=True)
        self.copy_button = IconButton("copy", "Copy the reference", pressed=self._copy, size=16)
        self.tag = Tag("")
        self.title = Shortened("", "pageTitle")
        self.stages = StageBar()
        self.stages.opened.connect(self.stage_opened)
        self._facts_given: tuple[tuple[str, str], ...] = ()
        self._compact: bool | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(24, 12, 24, 10)
        self._outer.setSpacing(10)
        self._top = QHBoxLayout()
        self._top.setSpacing(16)
        self._outer.addLayout(self._top)
        self._outer.addWidget(self.stages)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(16)
        self.set_compact(compact=False)

    def show_header(
        self,
        *,
        reference: str,
        status: tuple[str, Tone, str],
        title: str,
        facts: Sequence[tuple[str, str]],
        stages: Sequence[Stage] = (),
        shown: str = "",
    ) -> None:
        """Shows everything at once.

        Args:
            reference: "GM-LDA-2026-0147".
            status: the tag's words, tone and icon.
            title: of the competition or package.
            facts: up to four pairs of name and value; the last is the time left.
            stages: the steps; none hides the stepper.
            shown: the part whose page is open.
        """
        self.reference.setText(reference)
        self.copy_button.setVisible(bool(reference))
        self.tag.show_tag(*status)
        self.title.setText(title)
        self._facts_given = tuple(facts)
        self._show_facts()
        self.stages.setVisible(bool(stages))
        self.stages.show_stages(stages, shown)

    def set_compact(self, *, compact: bool) -> None:
        """One line, for small windows and large text: only the last fact stays."""
        if compact == self._compact:
            return
        self._compact = compact
        self.stages.set_compact(compact=compact)
        self._take_apart()
        marks = QHBoxLayout()
        marks.setSpacing(8)
        for part in (self.reference, self.copy_button, self.tag):
            marks.addWidget(part)
        if compact:
            self._top.addWidget(self.title, 1)
            self._top.addLayout(marks)
        else:
            left = QVBoxLayout()
            left.setSpacing(0)
            marks.addStretch(1)
            left.addLayout(marks)
            left.addWidget(self.title)
            self._top.addLayout(left, 1)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(16)
        self._top.addLayout(self._facts)
        self._show_facts()

    def _take_apart(self) -> None:
        clear(self._facts)
        _empty(self._top)

    def _show_facts(self) -> None:
        clear(self._facts)
        shown = self._facts_given[-1:] if self._compact else self._facts_given
        for name, value in shown:
            if not self._compact:
                self._facts.addWidget(upright())
            fact = _Fact(name, value, compact=bool(self._compact))
            self._facts.addWidget(fact, 0, Qt.AlignmentFlag.AlignVCenter)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.reference.text())
        self.copied.emit(self.reference.text())

    def room_changed(self, width: int, height: int) -> None:
        """Chooses the form for the room there is, divided by the text size."""
        scale = theme.current().text_scale / 100
        limits = theme.tokens()["breakpoints"]
        self.set_compact(
            compact=height / scale < limits["compactBelowHeight"]
            or width / scale < limits["compactBelowWidth"]
        )


def _empty(layout: QLayout) -> None:
    """Takes widgets out of a layout without letting them go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            _empty(inner)
