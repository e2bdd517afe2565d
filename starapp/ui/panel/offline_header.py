"""The lines over and under the offline scoring window: what is scored, saved when, the text size."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from starapp.foundation.dates import day_text, local_date
from starapp.panel.pack_facts import OpenedPack
from starapp.ui import theme
from starapp.ui.shell.brand import draw_mark
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Switch
from starapp.ui.widgets.labels import Icon, Shortened, Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.tags import Tag

ROOMY = 1150
"""Width at text size 100 from which "Works offline" stands here too; the foot always says it."""


class _Star(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.px(28), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_mark(QPainter(self), QRectF(self.rect()), ground="accent", ink="onAccent")


class OfflineHeader(QFrame):
    """Says what this is and that it works without a network.

    Signals:
        easier: the easier-to-read form was switched on or off.
        size_asked: 1 for larger text, -1 for smaller.
        documents_asked: the documents of the bidders are wanted.
    """

    easier = Signal(bool)
    size_asked = Signal(int)
    documents_asked = Signal()

    def __init__(self, pack: OpenedPack, menu: QMenu) -> None:
        super().__init__()
        self.setProperty("look", "easyBar")
        self.title = Shortened(pack.title, "cardTitle")
        due = f", scores due {day_text(local_date(pack.deadline))}" if pack.deadline else ""
        self.place = Shortened(f"{pack.reference}{due}", "hint", ink="muted")
        self.offline = Tag("Works offline", "green", "wifi-off")
        self.saved = Words("", "hint", ink="muted")
        self.easy = Switch("Easier to read")
        named(self.easy, "Easier to read", key="easierToRead")
        self.easy.turned.connect(self.easier)
        self.size_menu = QMenu(self)
        self.size_menu.addAction("Larger text", self._larger)
        self.size_menu.addAction("Smaller text", self._smaller)
        self.size_button = Button("Text size", icon="a-large-small", size="small", key="textSize")
        self.size_button.setMenu(self.size_menu)
        self.documents = Button(
            "Documents", icon="paperclip", size="small", pressed=self.documents_asked.emit,
            key="documents",
        )  # fmt: skip
        self.documents.setVisible(bool(pack.documents))
        self.more = QToolButton()
        self.more.setText("File")
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        named(self.more, "File menu", key="fileMenu")
        self.member = Words(pack.member, "label")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 20, 10)
        line.setSpacing(14)
        line.addWidget(_Star())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.place)
        line.addLayout(words, 1)
        for widget in (
            self.offline,
            self.saved,
            self.easy,
            self.documents,
            self.size_button,
            self.more,
            self.member,
        ):
            line.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.offline.setVisible(self.width() >= theme.px(ROOMY))

    def _larger(self) -> None:
        self.size_asked.emit(1)

    def _smaller(self) -> None:
        self.size_asked.emit(-1)

    def show_saved(self, words: str) -> None:
        """Says when everything was last kept."""
        self.saved.setText(words)


class OfflineFoot(QWidget):
    """The line at the foot: no network, saves as you type, and two keys."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(6)
        for icon, words in (("wifi-off", "No network needed"), ("save", "Saves as you type")):
            row.addWidget(Icon(icon, size=16))
            row.addWidget(Words(words, "hint"))
            row.addSpacing(14)
        row.addStretch(1)
        row.addWidget(Words("F1 help, F11 full screen", "hint"))
