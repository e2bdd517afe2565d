"""Cards, section headers and pages that scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from starapp.ui import theme
from starapp.ui.widgets.labels import Words


class Card(QFrame):
    """A white card: a head with a title and things on its right, a body, and maybe a foot.

    Attributes:
        head: the head's line; ``add_right`` puts tags and buttons at its end.
        body: the layout the content goes in.
    """

    def __init__(self, title: str = "", *, hint: str = "", padded: bool = True) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.title = Words(title, "cardTitle")
        self.hint = Words(hint, "hint", ink="muted")
        self.head = QHBoxLayout()
        if title:
            self._add_head()
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        edge = 16 if padded else 0
        self.body.setContentsMargins(edge, edge if padded else 0, edge, edge)
        self.body.setSpacing(12 if padded else 0)
        self._outer.addLayout(self.body, 1)

    def _add_head(self) -> None:
        frame = QFrame()
        frame.setProperty("look", "cardHead")
        frame.setMinimumHeight(theme.size_of("cardHead"))
        self.head = QHBoxLayout(frame)
        self.head.setContentsMargins(16, 6, 12, 6)
        self.head.setSpacing(10)
        self.head.addWidget(self.title)
        self.head.addWidget(self.hint)
        self.head.addStretch(1)
        self._outer.addWidget(frame)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget under what is in the body."""
        self.body.addWidget(widget, stretch)

    def add_right(self, *widgets: QWidget) -> None:
        """Puts tags and buttons at the right of the head."""
        for widget in widgets:
            self.head.addWidget(widget)

    def add_foot(self, *widgets: QWidget) -> QHBoxLayout:
        """Adds a foot with widgets from the left, and gives its layout."""
        frame = QFrame()
        frame.setProperty("look", "cardFoot")
        line = QHBoxLayout(frame)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(10)
        for widget in widgets:
            line.addWidget(widget)
        self._outer.addWidget(frame)
        return line


class Section(QWidget):
    """A section title with a hint and things on its right, without a card."""

    def __init__(self, title: str, hint: str = "", *, role: str = "cardTitle") -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(12)
        self.title = Words(title, role)
        self.hint = Words(hint, "hint", ink="muted")
        self._line.addWidget(self.title)
        self._line.addWidget(self.hint)
        self._line.addStretch(1)

    def add_right(self, *widgets: QWidget) -> None:
        """Puts widgets at the right end."""
        for widget in widgets:
            self._line.addWidget(widget)


class PageHead(QWidget):
    """The title of a whole page, a line under it, and the page's buttons at the right."""

    def __init__(self, title: str, line: str = "") -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Words(title, "pageTitle", wrap=True)
        self.line = Words(line, "table", ink="muted", wrap=True)
        if not line:
            self.line.hide()
        words.addWidget(self.title)
        words.addWidget(self.line)
        self._row.addLayout(words, 1)

    def add_right(self, *widgets: QWidget) -> None:
        """Puts the page's buttons at the right, the main one last."""
        for widget in widgets:
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_line(self, line: str) -> None:
        """Changes the line under the title."""
        self.line.setText(line)
        self.line.setVisible(bool(line))


class Scroll(QScrollArea):
    """Scrolls its page up and down when there is no room, so that nothing is cut off.

    Attributes:
        page: the widget inside.
        body: its layout.
    """

    def __init__(self, *, margin: int = 24, spacing: int = 14) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget()
        self.page.setProperty("look", "page")
        self.page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self.page)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)
        self.setWidget(self.page)
        self.viewport().setAutoFillBackground(False)
        self.page.setAutoFillBackground(False)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Puts a widget under the others."""
        self.body.addWidget(widget, stretch)


class Wide(QScrollArea):
    """Lets a wide widget scroll sideways where the window is narrow; as tall as the widget."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._inner = inner
        inner.setProperty("look", "page")
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        bar = self.horizontalScrollBar().sizeHint().height()
        wants = self._inner.sizeHint()
        return QSize(wants.width(), wants.height() + bar)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
