"""The line at the foot: saved or saving, which workspace, the last step, the text size."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from starapp.foundation.dates import clock_text, local_date, short_day
from starapp.ui import theme
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Icon, Shortened, Words
from starapp.ui.widgets.tags import Tag


class StatusLine(QWidget):
    """What the window says about itself; changes are polite to screen readers."""

    def __init__(self, backups_wanted: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved_icon = Icon("check", size=16)
        self.saved = Words("", "hint")
        self.saved.setObjectName("saveState")
        self._backup_icon = Icon("history", size=16)
        self.backup = Link(
            "", pressed=backups_wanted, ink="inkMuted", role="hint", key="backupState"
        )
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
        row.addWidget(self.saved)
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
        if read_only:
            self.saved.setText("Nothing can be changed")
            self._saved_icon.show_icon("lock")

    def show_saved(self, moment: datetime) -> None:
        """Everything is stored, since this moment."""
        self.saved.setText(f"All changes saved at {clock_text(moment)}")

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

    def show_saving(self) -> None:
        """Something is on its way to the file."""
        self.saved.setText("Saving")

    def show_step(self, words: str) -> None:
        """The step that undo would take back, or the last thing done."""
        self.step.setText(words)
        self._step_icon.setVisible(words.startswith("Undo"))

    def show_text_size(self) -> None:
        """The text size now."""
        self.size_words.setText(f"Text size {theme.current().text_scale}%")
