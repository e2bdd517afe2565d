"""The stepper: the eight stages of a competition as equal buttons with a bar on top of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from starapp.ui import theme
from starapp.ui.widgets.named import named

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


EDGE = 6
"""Pixels between the edge of a stage and its mark."""


class StageState(StrEnum):
    """How far a stage is."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the stepper.

    Attributes:
        part: the stage's name in a ``Place``.
        title: "Bids".
        state: done, now or to come.
        fact: the second line, a fact: "4 of 4 returned".
        closed: why it cannot be opened yet, or empty when it can.
    """

    part: str
    title: str
    state: StageState
    fact: str = ""
    closed: str = ""


class _Step(QAbstractButton):
    def __init__(self, stage: Stage, number: int, *, compact: bool, shown: bool) -> None:
        super().__init__()
        self.stage = stage
        self._number = number
        self._compact = compact
        self.shown = shown
        self.setText(stage.title)
        said = f"Stage {number}, {stage.title}, {stage.state}"
        said = f"{said}, page shown" if shown else said
        named(self, f"{said}, {stage.fact}" if stage.fact else said, key=f"stage-{stage.part}")
        self.setAccessibleDescription(stage.closed)
        self.setToolTip(stage.closed or stage.fact)
        self.setEnabled(not stage.closed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(90), theme.size_of("stepperCompact" if self._compact else "stepper"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        self._bar(painter)
        top = theme.px(13)
        side = theme.px(17)
        mark = QRectF(EDGE, top, side, side)
        self._mark(painter, mark)
        left = EDGE + side + theme.px(6)
        now = self.stage.state is StageState.NOW
        font = theme.font("table")
        painter.setFont(theme.bold(font) if now else font)
        dim = self.stage.state is StageState.TO_COME
        painter.setPen(theme.colour("inkMuted" if dim else "ink"))
        room = QRectF(left, top - 2, self.width() - left - 2, side + 4)
        metrics = painter.fontMetrics()
        cut = Qt.TextElideMode.ElideRight
        painter.drawText(room, _LEFT, metrics.elidedText(self.stage.title, cut, int(room.width())))
        if not self._compact:
            painter.setFont(theme.font("hint"))
            painter.setPen(theme.colour("inkMuted"))
            under = QRectF(left, top + side + 1, self.width() - left - 2, theme.px(18))
            fact = QFontMetrics(theme.font("hint")).elidedText(
                self.stage.fact, cut, int(under.width())
            )
            painter.drawText(under, _LEFT, fact)

    def _ground(self, painter: QPainter) -> None:
        """The stage whose page is shown is filled; the one under the mouse has an edge only.

        A mouse that rests on the stage a person left by a key says nothing about the page.
        """
        box = QRectF(self.rect()).adjusted(0.5, 4.5, -0.5, -0.5)
        if self.shown:
            painter.setPen(QPen(theme.colour("accentEdge"), 1))
            painter.setBrush(theme.colour("accentTint"))
            painter.drawRoundedRect(box, 6, 6)
        elif self.underMouse() and self.isEnabled():
            painter.setPen(QPen(theme.colour("lineStrong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _bar(self, painter: QPainter) -> None:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        contrast = theme.current().mode == theme.Mode.HIGH_CONTRAST
        bar = QRectF(1, 0, self.width() - 2, 5)
        ground = "accent"
        if self.stage.state is StageState.TO_COME:
            ground = "line"
            if contrast:
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
                painter.restore()
                return
        elif self.stage.state is StageState.DONE and not contrast:
            painter.setOpacity(0.5)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.restore()

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        if self.stage.state is StageState.DONE:
            picture = theme.pixmap(
                "circle-check", colour="accent", size=17, ratio=self.devicePixelRatioF()
            )
            painter.drawPixmap(box.topLeft(), picture)
            return
        now = self.stage.state is StageState.NOW
        painter.setPen(QPen(theme.colour("accent" if now else "lineStrong"), 1.2))
        painter.setBrush(theme.colour("accent") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.6, 0.6, -0.6, -0.6))
        painter.setPen(theme.colour("onAccent" if now else "inkMuted"))
        painter.setFont(theme.bold(theme.font("keycap")))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class StageBar(QWidget):
    """All stages in a row.

    Signals:
        opened: the part of the stage that was pressed.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "Stages", key="stages")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._stages: tuple[Stage, ...] = ()
        self._steps: list[_Step] = []
        self._shown = ""
        self._compact = False
        theme.notifier().changed.connect(self._build)

    def show_stages(self, stages: Sequence[Stage], shown: str = "") -> None:
        """Shows the stages; ``shown`` is the part whose page is open."""
        fresh = tuple(stages)
        if (fresh, shown) == (self._stages, self._shown):
            return
        self._stages = fresh
        self._shown = shown
        self._build()

    def set_compact(self, *, compact: bool) -> None:
        """With or without the second line."""
        if compact != self._compact:
            self._compact = compact
            self._build()

    def step(self, part: str) -> QAbstractButton | None:
        """The button of a stage."""
        return self.findChild(QAbstractButton, f"stage-{part}")

    def shown_parts(self) -> tuple[str, ...]:
        """The parts of the stages drawn as the page shown; one at most."""
        return tuple(step.stage.part for step in self._steps if step.shown)

    def next_part(self, direction: int) -> str:
        """The part before or after the one shown that can be opened, or the same."""
        parts = [stage.part for stage in self._stages if not stage.closed]
        if self._shown not in parts:
            return self._shown
        place = parts.index(self._shown) + direction
        return parts[place] if 0 <= place < len(parts) else self._shown

    def _build(self) -> None:
        from starapp.ui.widgets.card import clear

        focused = self.focusWidget()
        kept = focused.objectName() if focused is not None and focused.hasFocus() else ""
        clear(self._row)
        self._steps = []
        for number, stage in enumerate(self._stages, 1):
            step = _Step(stage, number, compact=self._compact, shown=stage.part == self._shown)
            step.clicked.connect(self._press)
            self._row.addWidget(step, 1)
            self._steps.append(step)
            if kept == step.objectName():
                step.setFocus()

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Step):
            self.opened.emit(sender.stage.part)
