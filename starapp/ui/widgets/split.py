"""Two parts side by side with a grip between; the place of the grip is remembered."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from starapp.ui import preferences, theme


class _Grip(QSplitterHandle):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("lineStrong" if self.underMouse() else "line"))
        middle = self.rect().center()
        wide, high = (4, 36) if self.orientation() == Qt.Orientation.Horizontal else (36, 4)
        painter.drawRoundedRect(
            QRectF(middle.x() - wide / 2 + 0.5, middle.y() - high / 2, wide, high), 2, 2
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        splitter = self.splitter()
        if isinstance(splitter, Split):
            splitter.reset()


class Split(QSplitter):
    """A list and its panel.

    Args:
        name: under which the position is remembered.
        left: the list.
        right: the panel.
        parts: their shares of the width at first, for example (68, 32).
    """

    def __init__(
        self,
        name: str,
        left: QWidget,
        right: QWidget,
        *,
        parts: tuple[int, int] = (68, 32),
        upright: bool = False,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._name = name
        self._parts = parts
        self._panel_on = True
        self._panel_only = False
        self.setObjectName(name)
        self.setHandleWidth(16)
        self.setChildrenCollapsible(False)
        self._left, self._right = left, right
        self.addWidget(left)
        self.addWidget(right)
        for place, part in enumerate(parts):
            self.setStretchFactor(place, part)
        kept = preferences.numbers(f"splits/{name}")
        if len(kept) == 2:
            self.setSizes(list(kept))
        else:
            self.reset()
        self.splitterMoved.connect(self._keep)

    def createHandle(self) -> QSplitterHandle:
        return _Grip(self.orientation(), self)

    def reset(self) -> None:
        """Puts the grip back where it was drawn."""
        self.setSizes([part * 100 for part in self._parts])
        preferences.forget(f"splits/{self._name}")

    def _keep(self) -> None:
        preferences.keep_numbers(f"splits/{self._name}", self.sizes())

    def narrow(self) -> bool:
        """Tells whether there is no room for both parts side by side."""
        if self.orientation() == Qt.Orientation.Vertical:
            return False
        needs = sum(
            max(part.minimumSizeHint().width(), part.minimumWidth())
            for part in (self._left, self._right)
        )
        return self.width() < needs + self.handleWidth()

    def minimumSizeHint(self) -> QSize:
        """Room for the larger part: where there is no more, the other one hides."""
        small = super().minimumSizeHint()
        if self.orientation() == Qt.Orientation.Vertical:
            return small
        widths = (part.minimumSizeHint().width() for part in (self._left, self._right))
        return QSize(max(widths), small.height())

    def toggle_panel(self) -> None:
        """Shows or hides the panel (F8); where there is room for one part only, swaps them."""
        if self.narrow():
            self._panel_only = not self._panel_only
        else:
            self._panel_on = not self._panel_on
        self._arrange()

    def show_panel(self) -> None:
        """Makes sure the panel can be seen, for after a row was opened."""
        self._panel_on = True
        self._panel_only = self.narrow()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.narrow()
        self._left.setVisible(not (narrow and self._panel_only))
        self._right.setVisible(self._panel_only if narrow else self._panel_on)
