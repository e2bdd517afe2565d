"""Ctrl+K: finds packages, competitions, providers and things to do, and goes there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.foundation.found import Found
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.shell.search_lines import LineDelegate, SearchLine
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.text_fields import TextField

Finder = Callable[[Session, str], Sequence[Found]]
HEADS = {"package": "Packages", "competition": "Competitions", "provider": "Providers"}
ICONS = {"package": "clipboard-list", "competition": "scale", "provider": "building-2"}
MOST = 6


@dataclass(frozen=True, slots=True)
class Doing:
    """An action of the menus that can be found by its words."""

    words: str
    keys: str
    action: QAction


class SearchPanel(QDialog):
    """The panel over the window; typing searches, Up and Down choose, Enter goes.

    Signals:
        went: the place of the line that was chosen.
    """

    went = Signal(object)

    def __init__(
        self, desk: Desk, finders: Sequence[Finder], actions: Sequence[QAction], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._finders = tuple(finders)
        self._doings = tuple(_doings(actions))
        self._asked = ""
        self.setWindowTitle("Search or jump to")
        self.setObjectName("searchPanel")
        self.setModal(True)
        self.setMinimumWidth(theme.px(560))
        self.field = TextField(kept=False)
        named(self.field, "Search or jump to", key="searchField")
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        self.lines = QListWidget()
        named(self.lines, "Found", key="found")
        self.lines.setProperty("ownRing", "yes")
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setItemDelegate(LineDelegate(self.lines))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.itemClicked.connect(self._take)
        self.none = Words("", "table", ink="muted", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 14, 14, 14)
        box.setSpacing(10)
        box.addWidget(self.field)
        box.addWidget(self.none)
        box.addWidget(self.lines, 1)
        self.resize(theme.px(600), theme.px(420))
        self._show((), "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            match event.key():
                case Qt.Key.Key_Down:
                    self._step(1)
                    return True
                case Qt.Key.Key_Up:
                    self._step(-1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take(self.lines.currentItem())
                    return True
        return super().eventFilter(watched, event)

    def found(self) -> list[SearchLine]:
        """The lines shown that can be chosen."""
        return [line for line in self._all() if not line.head]

    def _all(self) -> list[SearchLine]:
        return [
            self.lines.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.lines.count())
        ]

    def _ask(self, typed: str) -> None:
        words = typed.strip()
        self._asked = words
        if not words:
            self._show((), "")
            return
        finders = self._finders

        def search(session: Session) -> tuple[str, tuple[Found, ...]]:
            return words, tuple(
                one for find in finders for one in tuple(find(session, words))[:MOST]
            )

        self._desk.work.fetch(search, then=self._answered)

    def _answered(self, answer: tuple[str, tuple[Found, ...]]) -> None:
        words, found = answer
        if words == self._asked:
            self._show(found, words)

    def _show(self, found: tuple[Found, ...], words: str) -> None:
        self.lines.clear()
        for kind, head in HEADS.items():
            lines = [one for one in found if one.kind == kind]
            if lines:
                self._head(head)
            for one in lines:
                title = f"{one.reference}, {one.title}" if one.reference else one.title
                line = SearchLine(title, words, icon=ICONS[kind], place=Place(kind, one.id))
                self._line(line)
        doings = [one for one in self._doings if words.casefold() in one.words.casefold()]
        if doings:
            self._head("Things to do")
        for doing in doings[: 8 if not words else MOST]:
            self._line(
                SearchLine(
                    doing.words, words, icon="chevron-right", keys=doing.keys, act=doing.action
                )
            )
        self.none.setVisible(bool(words) and self.lines.count() == 0)
        nothing = f"Nothing matches “{words}”. Try part of a name or a reference."
        self.none.setText(nothing if self.none.isVisibleTo(self) else "")
        self._step(1)

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, SearchLine(words, "", head=True))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.lines.addItem(item)

    def _line(self, line: SearchLine) -> None:
        item = QListWidgetItem(line.words)
        item.setData(Qt.ItemDataRole.UserRole, line)
        self.lines.addItem(item)

    def _step(self, direction: int) -> None:
        row = self.lines.currentRow()
        count = self.lines.count()
        for _ in range(count):
            row = (row + direction) % count
            if not self.lines.item(row).data(Qt.ItemDataRole.UserRole).head:
                self.lines.setCurrentRow(row)
                return

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        line: SearchLine = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        if line.act is not None:
            line.act.trigger()
        elif line.place is not None:
            self.went.emit(line.place)


def _doings(actions: Sequence[QAction]) -> list[Doing]:
    return [
        Doing(action.text().replace("&", "").rstrip("."), action.shortcut().toString(), action)
        for action in actions
        if action.text() and action.isEnabled() and not action.isSeparator()
    ]
