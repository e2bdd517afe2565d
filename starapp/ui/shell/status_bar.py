"""The line at the foot: what is saved and what is not, which workspace, the last step, the size."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from starapp.foundation.dates import clock_text, local_date, moment_text, short_day
from starapp.ui import theme
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Icon, Shortened, Words
from starapp.ui.widgets.tags import Tag

LOOKS = {
    "saved": ("check", "", ""),
    "saving": ("save", "", ""),
    "draft": ("pencil", "amberText", "amber"),
    "refused": ("circle-alert", "redText", "red"),
}
"""Icon, its colour and the ink of the words, by what is so."""


def when_words(moment: datetime, now: datetime) -> str:
    """At 14:02 for today, on 8 October 2026, 11:00 for another day."""
    today = local_date(moment) == local_date(now)
    return f"at {clock_text(moment)}" if today else f"on {moment_text(moment)}"


class StatusLine(QWidget):
    """What the window says about itself; changes are polite to screen readers.

    Signals:
        unsaved_wanted: the person wants to see what is not saved.
    """

    unsaved_wanted = Signal()

    def __init__(self, backups_wanted: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved_icon = Icon("check", size=16)
        self.saved = Shortened("", "hint")
        self.saved.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.saved.setObjectName("saveState")
        self._backup_icon = Icon("history", size=16)
        self.backup = Link(
            "", pressed=backups_wanted, ink="inkMuted", role="hint", key="backupState"
        )
        self.show_unsaved = Link(
            "Show what is not saved", pressed=self.unsaved_wanted.emit, role="hint",
            key="showUnsaved",
        )  # fmt: skip
        self.show_unsaved.hide()
        self._read_only = False
        self.workspace = Words("", "hint")
        self.sample = Tag("Sample", "purple", "flask-conical")
        self.read_only = Tag("Read-only", "grey", "lock")
        self._step_icon = Icon("undo-2", size=16)
        self.step = Shortened("", "hint")
        self.size_words = Words("", "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(6)
        row.addWidget(self._saved_icon)
        row.addWidget(self.saved, 4)
        row.addWidget(self.show_unsaved)
        row.addSpacing(14)
        row.addWidget(self._backup_icon)
        row.addWidget(self.backup)
        row.addSpacing(14)
        row.addWidget(Icon("hard-drive", size=16))
        row.addWidget(self.workspace)
        row.addWidget(self.sample)
        row.addWidget(self.read_only)
        row.addSpacing(14)
        row.addWidget(self._step_icon)
        row.addWidget(self.step, 1)
        row.addWidget(self.size_words)
        self.show_step("")
        self.show_text_size()
        hide_unless(self._backup_icon, self.backup, wanted=False)

    def show_workspace(self, name: str, *, sample: bool, read_only: bool) -> None:
        """Shows which workspace is open and how."""
        self.workspace.setText(f"Workspace: {name}")
        self.sample.setVisible(sample)
        self.read_only.setVisible(read_only)
        self._read_only = read_only
        if read_only:
            self.saved.setText("Nothing can be changed")
            self._saved_icon.show_icon("lock")

    def show_state(
        self, kind: str, reason: str, moment: datetime, now: datetime, *, unsaved: bool
    ) -> None:
        """Says what is so.

        Args:
            kind: saved, saving, draft or refused.
            reason: why something was refused.
            moment: of the last save that was done.
            now: the time is enough for a save of today; another has its day.
            unsaved: there is something to show that is not saved.
        """
        if self._read_only:
            return
        words = {
            "saved": f"All changes saved {when_words(moment, now)}",
            "saving": "Saving",
            "draft": "Typing kept as a draft",
            "refused": f"Not saved: {reason}",
        }[kind]
        self.show_unsaved.setVisible(unsaved)
        if words != self.saved.whole():
            icon, colour, ink = LOOKS[kind]
            self._saved_icon.show_icon(icon, colour=colour or "ink")
            self.saved.set_ink(ink)
            self.saved.setText(words)

    def show_backup(self, last: datetime | None, now: datetime, *, trouble: bool) -> None:
        """When the last whole backup copy was made, or that none can be made now."""
        when = ""
        if last is not None:
            same_day = local_date(last) == local_date(now)
            when = clock_text(last) if same_day else short_day(local_date(last))
        words = "No backup copy" if trouble else "Backup copy"
        if when:
            words += f" since {when}" if trouble else f" {when}"
        wanted = trouble or bool(when)
        self.backup.set_text(words)
        self._backup_icon.show_icon(
            "triangle-alert" if trouble else "history", colour="amberText" if trouble else "ink"
        )
        self._backup_icon.setVisible(wanted)
        self.backup.setVisible(wanted)

    def show_step(self, words: str) -> None:
        """The step that undo would take back, or the last thing done."""
        self.step.setText(words)
        self._step_icon.setVisible(words.startswith("Undo"))

    def show_text_size(self) -> None:
        """The text size now."""
        self.size_words.setText(f"Text size {theme.current().text_scale}%")
