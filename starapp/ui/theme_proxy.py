"""The style under the style sheet: Fusion, with tick boxes and radio marks drawn from our colours.

Fusion takes its outlines from a darker window colour, which vanishes on black.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from starapp.ui import theme

_TICK = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.32))


def draw_tick_box(painter: QPainter, box: QRectF, *, ticked: bool, partly: bool, on: bool) -> None:
    """Draws a tick box: also used by table delegates."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = ticked or partly
    edge = "accent" if filled else "lineStrong"
    ground = "accent" if filled else "surface"
    if not on:
        edge, ground = "lineStrong", "greySolid" if filled else "surfaceSunk"
    painter.setPen(QPen(theme.colour(edge), 1.2))
    painter.setBrush(theme.colour(ground))
    inner = box.adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawRoundedRect(inner, 4, 4)
    pen = QPen(theme.colour("onAccent"), max(2.0, box.width() / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if ticked:
        points = [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in _TICK]
        painter.drawPolyline(QPolygonF(points))
    elif partly:
        middle = box.center().y()
        painter.drawLine(
            QPointF(box.x() + box.width() * 0.28, middle),
            QPointF(box.x() + box.width() * 0.72, middle),
        )
    painter.restore()


def draw_radio(painter: QPainter, box: QRectF, *, chosen: bool, on: bool) -> None:
    """Draws a radio mark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = "accent" if chosen and on else "lineStrong"
    painter.setPen(QPen(theme.colour(edge), 2 if chosen else 1.4))
    painter.setBrush(theme.colour("surface" if on else "surfaceSunk"))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if on else "greySolid"))
        inset = box.width() * 0.27
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()


class OwnOutlines(QProxyStyle):
    """Fusion with our own marks, and without its focus frame: the window's one ring shows focus."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Enabled)
        box = QRectF(option.rect)
        match element:
            case (
                QStyle.PrimitiveElement.PE_IndicatorCheckBox
                | QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
            ):
                draw_tick_box(
                    painter,
                    box,
                    ticked=bool(state & QStyle.StateFlag.State_On),
                    partly=bool(state & QStyle.StateFlag.State_NoChange),
                    on=on,
                )
            case QStyle.PrimitiveElement.PE_IndicatorRadioButton:
                chosen = bool(state & QStyle.StateFlag.State_On)
                draw_radio(painter, box, chosen=chosen, on=on)
            case QStyle.PrimitiveElement.PE_FrameFocusRect:
                return
            case _:
                super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        match metric:
            case (
                QStyle.PixelMetric.PM_IndicatorWidth
                | QStyle.PixelMetric.PM_IndicatorHeight
                | QStyle.PixelMetric.PM_ExclusiveIndicatorWidth
                | QStyle.PixelMetric.PM_ExclusiveIndicatorHeight
            ):
                return theme.px(20)
            case (
                QStyle.PixelMetric.PM_CheckBoxLabelSpacing
                | QStyle.PixelMetric.PM_RadioButtonLabelSpacing
            ):
                return theme.px(10)
            case _:
                return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,  # noqa: N803 # Qt's own name
    ) -> int:
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return 0
        return super().styleHint(hint, option, widget)
