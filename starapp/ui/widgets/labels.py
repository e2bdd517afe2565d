"""Words on the screen, each in a role of the type scale; icons; and facts in two columns."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.named import restyle


class Words(QLabel):
    """A label in a role of the type scale ("body", "hint", "cardTitle", "keyFigure" ...).

    Args:
        text: plain text, or simple HTML when ``rich``.
        role: a name of the type scale in the tokens, or "mono".
        ink: "" for ink, or muted, faint, accent, green, blue, amber, red, purple.
        wrap: breaks lines where there is no room.
        rich: the text is HTML.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        ink: str = "",
        wrap: bool = False,
        rich: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setProperty("ink", ink)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_ink(self, ink: str) -> None:
        """Changes the colour by name."""
        self.setProperty("ink", ink)
        restyle(self)


class Shortened(Words):
    """One line that ends in dots where there is no room; the whole text is in the tooltip."""

    def __init__(self, text: str = "", role: str = "body", *, ink: str = "") -> None:
        super().__init__(text, role, ink=ink)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self._fit()

    def whole(self) -> str:
        """The text before shortening."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 4
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitted = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width() - 2, 10)
        )
        super().setText(fitted)
        self.setAccessibleName(self._whole)


class Icon(QWidget):
    """An icon in a token colour; decoration beside words, so it has no name of its own."""

    def __init__(
        self, name: str, *, colour: str = "ink", size: int = 20, ground: str = "", pad: int = 8
    ) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._size = size
        self._ground = ground
        self._pad = pad if ground else 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, *, colour: str = "") -> None:
        """Shows another icon."""
        self._name = name
        self._colour = colour or self._colour
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size + 2 * self._pad)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._ground))
            painter.drawRoundedRect(self.rect(), 7, 7)
        shown = theme.pixmap(
            self._name, colour=self._colour, size=self._size, ratio=self.devicePixelRatioF()
        )
        side = theme.px(self._size)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, shown)


def hairline() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("look", "hairline")
    return line


def upright() -> QFrame:
    """A thin line down."""
    line = QFrame()
    line.setProperty("look", "upright")
    return line


class KeyFigure(QWidget):
    """A figure with what it is above and a remark below: 4.8 %, "Below guide price"."""

    def __init__(self, label: str, figure: str, remark: str = "", *, tip: str = "") -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(1)
        self.label = Words(label, "hint", ink="muted", wrap=True)
        self.figure = Words(figure, "keyFigure")
        self.remark = Words(remark, "hint", ink="muted", wrap=True)
        box.addStretch(1)
        for part in (self.label, self.figure, self.remark):
            box.addWidget(part)
        box.addStretch(1)
        self.remark.setVisible(bool(remark))
        self.setToolTip(tip)
        self.setAccessibleName(f"{label}: {figure}. {remark}".strip())

    def show_figure(self, figure: str, remark: str = "") -> None:
        """Shows another value."""
        self.figure.setText(figure)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self.setAccessibleName(f"{self.label.text()}: {figure}. {remark}".strip())


class Facts(QWidget):
    """Names and values in two columns, for a side panel."""

    def __init__(self, *facts: tuple[str, str], name_width: int = 110) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, theme.px(name_width))
        self._grid.setColumnStretch(1, 1)
        self.show_facts(*facts)

    def show_facts(self, *facts: tuple[str, str]) -> None:
        """Replaces the facts."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, value) in enumerate(facts):
            self._grid.addWidget(Words(name, "table", ink="muted", wrap=True), row, 0, top)
            shown = Words(value, "table", wrap=True, selectable=True)
            self._grid.addWidget(shown, row, 1, top)
