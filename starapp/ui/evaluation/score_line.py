"""Everyone's score on one line: initials at their score, the range between, the average small."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from starapp.evaluation.moderation_board import BoardCell
from starapp.foundation.exact import plain, points
from starapp.ui import theme
from starapp.ui.widgets.named import named

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class ScoreLine(QWidget):
    """The line of one question of one bid."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "Scores on the scale", key="scoreLine")
        self._cell: BoardCell | None = None
        self._scale: tuple[Decimal, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cell(self, cell: BoardCell, scale: Sequence[Decimal]) -> None:
        """Shows another question."""
        self._cell, self._scale = cell, tuple(scale)
        said = [
            f"{m.title} {plain(m.score) if m.score is not None else m.state.value}"
            for m in cell.members
        ]
        if cell.average is not None:
            said.append(f"average {points(cell.average)}, for information")
        self.setAccessibleName("Scores on the scale: " + ", ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(66))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(66))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surfaceSunk"))
        if self._cell is None or len(self._scale) < 2:
            return
        self._draw_band(painter)
        self._draw_scale(painter)
        self._draw_average(painter)
        self._draw_members(painter)

    def _at(self, value: Decimal | Fraction) -> float:
        low, high = Fraction(self._scale[0]), Fraction(self._scale[-1])
        edge = theme.px(48)
        share = (Fraction(value) - low) / (high - low)
        return edge + float(share) * (self.width() - 2 * edge)

    @property
    def _level(self) -> float:
        return theme.px(24)

    def _draw_scale(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("lineStrong"), 2))
        start, end = self._at(self._scale[0]), self._at(self._scale[-1])
        painter.drawLine(QPointF(start, self._level), QPointF(end, self._level))
        painter.setFont(theme.bold(theme.font("hint")))
        for score in self._scale:
            at = self._at(score)
            painter.setPen(QPen(theme.colour("lineStrong"), 2))
            painter.drawLine(QPointF(at, self._level - 5), QPointF(at, self._level + 5))
            painter.setPen(theme.colour("ink"))
            room = QRectF(at - 20, self._level + theme.px(16), 40, theme.px(20))
            painter.drawText(room, _CENTRE, plain(score))

    def _given(self) -> list[Decimal]:
        assert self._cell is not None  # noqa: S101 # only called with a cell
        return sorted(m.score for m in self._cell.members if m.score is not None)

    def _draw_band(self, painter: QPainter) -> None:
        given = self._given()
        if self._cell is None or not given or not self._cell.far:
            return
        left, right = self._at(given[0]), self._at(given[-1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("amberSolid"))
        painter.setOpacity(0.35)
        high = theme.px(10)
        painter.drawRoundedRect(QRectF(left, self._level - high / 2, right - left, high), 4, 4)
        painter.setOpacity(1)

    def _draw_average(self, painter: QPainter) -> None:
        if self._cell is None or self._cell.average is None:
            return
        at = self._at(self._cell.average)
        top = self._level + theme.px(14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        half = theme.px(4)
        painter.drawPolygon(
            QPolygonF([QPointF(at - half, top + 2 * half), QPointF(at, top),
                       QPointF(at + half, top + 2 * half)])
        )  # fmt: skip
        if Fraction(round(self._cell.average)) == self._cell.average:
            return
        painter.setPen(theme.colour("inkMuted"))
        painter.setFont(theme.font("hint"))
        words = f"average {points(self._cell.average)}"
        wide = painter.fontMetrics().horizontalAdvance(words)
        share = self._cell.average - int(self._cell.average)
        left = at - wide - theme.px(8) if share > Fraction(1, 2) else at + theme.px(8)
        painter.drawText(
            QRectF(left, self._level + theme.px(16), wide + 2, theme.px(20)), _CENTRE, words
        )

    def _draw_members(self, painter: QPainter) -> None:
        assert self._cell is not None  # noqa: S101 # only called with a cell
        stacked: dict[Decimal, list[str]] = defaultdict(list)
        for member in self._cell.members:
            if member.score is not None:
                stacked[member.score].append(member.initials)
        given = self._given()
        side = theme.px(28)
        for score, marks in stacked.items():
            step = side + 2
            left = self._at(score) - step * (len(marks) - 1) / 2
            lowest = bool(given) and self._cell.far and score == given[0]
            for place, mark in enumerate(marks):
                at = left + place * step
                box = QRectF(at - side / 2, self._level - side / 2, side, side)
                painter.setPen(QPen(theme.colour("surface"), 2))
                painter.setBrush(theme.colour("amberText" if lowest else "accent"))
                painter.drawEllipse(box)
                painter.setPen(theme.colour("amberBg" if lowest else "onAccent"))
                font = theme.bold(theme.font("hint"), 700)
                font.setPixelSize(theme.px(12))
                painter.setFont(font)
                painter.drawText(box, _CENTRE, mark)
