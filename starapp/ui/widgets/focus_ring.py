"""The one yellow ring of a window: 3 px yellow outside, 2 px ink inside, round what has focus."""

import weakref

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollArea,
    QWidget,
)

from starapp.ui import theme
from starapp.ui.widgets.in_sight import bring_into_sight

_OUT = 4
_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
}


class FocusRing(QWidget):
    """A see-through widget over a window that follows the focus; takes no mouse and no focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._kept: weakref.ref[QWidget] | None = None
        self._clip = QRect()
        self._ringed = QRect()
        self.hide()

    def follow(self, target: QWidget | None) -> None:
        """Goes round a widget, or away."""
        self._kept = weakref.ref(target) if target is not None else None
        self.place()

    def _target(self) -> QWidget | None:
        target = self._kept() if self._kept is not None else None
        return target if target is not None and shiboken6.isValid(target) else None

    def place(self) -> None:
        """Finds where the widget is now and how much of it can be seen."""
        target = self._target()
        if target is None or not target.isVisible() or target.window() is not self.parentWidget():
            self.hide()
            return
        window = target.window()
        gap = int(target.property("ringGap") or 0)
        whole = QRect(target.mapTo(window, target.rect().topLeft()), target.size())
        whole.adjust(-gap, -gap, gap, gap)
        seen = window.rect()
        above = target.parentWidget()
        while above is not None and above is not window:
            holder = above.parentWidget()
            if isinstance(holder, QScrollArea) and holder.viewport() is above:
                corner = above.mapTo(window, above.rect().topLeft())
                seen = seen.intersected(QRect(corner, above.size()))
            above = holder
        if not seen.intersects(whole):
            self.hide()
            return
        around = whole.adjusted(-_OUT, -_OUT, _OUT, _OUT)
        self.setGeometry(around)
        self._ringed = QRect(_OUT, _OUT, whole.width(), whole.height())
        loose = seen.adjusted(-_OUT, -_OUT, _OUT, _OUT)
        self._clip = loose.intersected(around).translated(-around.topLeft())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._clip)
        draw_ring(painter, QRectF(self._ringed), radius=self._radius())

    def _radius(self) -> float:
        target = self._target()
        own = target.property("ringRadius") if target is not None else None
        return float(own) if own is not None else 7.0


def draw_ring(painter: QPainter, box: QRectF, *, radius: float = 7.0) -> None:
    """Draws the ring round a box; delegates and painted widgets use it for their inner focus."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), 3))
    painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1.5, radius + 1.5)
    painter.setPen(QPen(theme.colour("focusInk"), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), max(radius - 1, 0), max(radius - 1, 0))
    painter.restore()


class FocusRings(QObject):
    """Gives every window of the application its one ring.

    A widget that draws its own focus (views, links, painted grids) has the property ``ownRing``;
    one that holds others up to its edge has ``ringGap``, pixels between it and the ring.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._rings: list[FocusRing] = []
        self._watched: list[weakref.ref[QWidget]] = []
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._unwatch()
        for ring in self._rings:
            if shiboken6.isValid(ring):
                ring.follow(None)
        if now is None:
            return
        bring_into_sight(now)
        if not _wants_ring(now):
            return
        window = now.window()
        ring = self._ring_of(window)
        self._watch(now)
        ring.follow(now)

    def _ring_of(self, window: QWidget) -> FocusRing:
        self._rings = [ring for ring in self._rings if shiboken6.isValid(ring)]
        for ring in self._rings:
            if ring.parentWidget() is window:
                return ring
        made = FocusRing(window)
        self._rings.append(made)
        return made

    def _watch(self, target: QWidget) -> None:
        widget: QWidget | None = target
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(weakref.ref(widget))
            widget = None if widget.isWindow() else widget.parentWidget()

    def _unwatch(self) -> None:
        for kept in self._watched:
            widget = kept()
            if widget is not None and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            for ring in self._rings:
                if shiboken6.isValid(ring):
                    ring.place()
        return False


def _wants_ring(widget: QWidget) -> bool:
    if widget.property("ownRing") or isinstance(widget, QMenu | QMenuBar | QMainWindow):
        return False
    if isinstance(widget, QAbstractItemView):
        return False
    return not isinstance(widget, QScrollArea)
