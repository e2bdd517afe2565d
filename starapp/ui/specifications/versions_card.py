"""What was done to the package, newest first, and when."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.dates import moment_text
from starapp.specifications.queries import Version
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Card, Scroll, clear
from starapp.ui.widgets.labels import Icon, Words
from starapp.ui.widgets.question import Sheet

FEW = 4


class VersionsCard(Card):
    """The newest few; the rest in a dialog."""

    def __init__(self) -> None:
        super().__init__("Versions")
        self._versions: tuple[Version, ...] = ()
        self.every = Link("Show all", pressed=self.open_all, key="allVersions")
        self.add_right(self.every)
        self.body.setContentsMargins(16, 10, 12, 12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.dialog: Sheet | None = None

    def show_versions(self, versions: tuple[Version, ...]) -> None:
        """Shows what happened."""
        if versions == self._versions:
            return
        self._versions = versions
        clear(self._lines)
        for version in versions[:FEW]:
            self._lines.addWidget(_line(version))
        self.every.setVisible(len(versions) > FEW)

    def open_all(self) -> None:
        """Opens the whole list."""
        self.dialog = Sheet("What was done to this package", width=520, parent=self.window())
        self.dialog.setObjectName("versionsDialog")
        page = Scroll(margin=4, spacing=10)
        page.setMinimumHeight(320)
        for version in self._versions:
            page.add(_line(version))
        page.body.addStretch(1)
        self.dialog.add(page, 1)
        self.dialog.add_answers(Button("Close", kind="main", pressed=self.dialog.accept))
        self.dialog.open()


def _line(version: Version) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Icon("history", colour="inkMuted", size=18), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    said = version.words[:1].upper() + version.words[1:]
    words.addWidget(Words(said, "label", wrap=True))
    when = f"{moment_text(version.moment)}, {version.person}"
    words.addWidget(Words(when, "hint", ink="muted", wrap=True))
    if version.reason:
        words.addWidget(Words(f"Reason: {version.reason}", "hint", wrap=True))
    row.addLayout(words, 1)
    return holder
