"""The line at the foot: saved or saving, which workspace, the last step, the text size."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from starapp.foundation.dates import clock_text
from starapp.ui import theme
from starapp.ui.widgets.labels import Icon, Shortened, Words
from starapp.ui.widgets.tags import Tag


class StatusLine(QWidget):
    """What the window says about itself; changes are polite to screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._saved_icon = Icon("check", size=16)
        self.saved = Words("", "hint")
        self.saved.setObjectName("saveState")
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
