"""The panel at the right with help on the screen; Esc closes it."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout

from starapp.ui import theme
from starapp.ui.help.topics import search, topic, topics
from starapp.ui.widgets.buttons import IconButton, Link
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import TextField


class HelpPanel(QFrame):
    """Shows one topic; links lead to others; the field searches all.

    Signals:
        closed: the person closed it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAccessibleName("Help")
        self.setObjectName("helpPanel")
        self.topic = ""
        self.field = TextField(kept=False)
        named(self.field, "Search help", key="helpSearch")
        self.field.textChanged.connect(self._search)
        self.page = QTextBrowser()
        named(self.page, "Help page", key="helpPage")
        self.page.setOpenLinks(False)
        self.page.document().setIndentWidth(theme.px(16))
        self.page.anchorClicked.connect(self._follow)
        head = QHBoxLayout()
        head.addWidget(Words("Help", "sectionTitle"), 1)
        head.addWidget(Link("All topics", pressed=self.show_all))
        head.addWidget(IconButton("x", "Close help", pressed=self.close_panel))
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(Words("Search help", "hint", ink="muted"))
        box.addWidget(self.field)
        box.addWidget(self.page, 1)
        self._resize()
        theme.notifier().changed.connect(self._resize)
        self.hide()

    def show_topic(self, name: str) -> None:
        """Shows a topic, or the list when there is no such one."""
        found = topic(name)
        if found is None:
            self.show_all()
            return
        self.topic = name
        self._set(found.text)
        self.page.setAccessibleDescription(found.title)

    def show_all(self) -> None:
        """Lists every topic."""
        self.topic = ""
        lines = "\n".join(f"- [{one.title}]({one.name})" for one in topics())
        self._set(f"# All topics\n\n{lines}")

    def open_panel(self, name: str) -> None:
        """Shows the panel with a topic and puts the focus in it."""
        self.show_topic(name)
        self.show()
        self.page.setFocus()

    def close_panel(self) -> None:
        """Hides the panel."""
        self.hide()
        self.closed.emit()

    def _search(self, words: str) -> None:
        if not words.strip():
            self.show_topic(self.topic or "start")
            return
        found = search(words)
        lines = "\n".join(f"- [{one.title}]({one.name})" for one in found)
        none = "No topic has these words. Try fewer words."
        self._set(f"# Found\n\n{lines or none}")

    def _set(self, text: str) -> None:
        self.page.setMarkdown(text)
        block = self.page.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor = QTextCursor(block)
            spaced = block.blockFormat()
            spaced.setBottomMargin(theme.px(4 if level else 8))
            spaced.setTopMargin(theme.px(10 if level > 1 else 0))
            cursor.setBlockFormat(spaced)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            look = QTextCharFormat()
            if level:
                look.setFont(theme.font("sectionTitle" if level == 1 else "cardTitle"))
                look.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                cursor.mergeCharFormat(look)
            block = block.next()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, link: QUrl) -> None:
        self.show_topic(link.toString().removesuffix(".md"))

    def _resize(self) -> None:
        self.setFixedWidth(theme.px(380))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)
