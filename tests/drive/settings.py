"""Drives the pages of Settings."""

from PySide6.QtWidgets import QApplication, QWidget

from starapp.ui.desk import Place
from starapp.ui.settings.settings_page import SettingsPage
from tests.drive.drive import Driver


class SettingsDriver(Driver):
    """Acts on one page of the settings."""

    def __init__(self, bot, desk, part: str, *, size: tuple[int, int] = (1190, 780)) -> None:
        self.page = SettingsPage(desk, Place("settings", part=part))
        super().__init__(bot, desk, self.page)
        bot.addWidget(self.page)
        self.page.resize(*size)
        with bot.waitExposed(self.page):
            self.page.show()
        self.settle()
        desk.work.changed.connect(self._tell)

    def _tell(self, change) -> None:
        if change.touches(*self.page.touches):
            self.page.reload()

    def settle(self) -> None:
        """Waits until nothing is queued or running and new lines are laid out."""
        super().settle()
        QApplication.processEvents()

    def type(self, name: str, words: str) -> None:
        """Types into a field of the page; the window comes to the front first."""
        self.page.activateWindow()
        self.bot.waitUntil(self.page.isActiveWindow)
        super().type(name, words)

    @property
    def shown(self):
        """The page shown at the right."""
        return self.page.shown()

    def open_part(self, part: str) -> None:
        """Presses the name of another page."""
        self.press(f"tab-{part}")

    def problem(self, place: str) -> str:
        """The message beside a field of the page's form."""
        return self.shown.form.fields[place].problem()

    def stuck(self) -> str:
        """The words of the problems at the top, or empty."""
        errors = self.shown.errors
        if errors.isHidden():
            return ""
        return " | ".join(w.text() for w in errors.findChildren(QWidget) if hasattr(w, "text"))

    def in_dialog(self, dialog: QWidget) -> Driver:
        """A driver of an open dialog."""
        assert dialog.isVisible()
        self.bot.addWidget(dialog)
        return Driver(self.bot, self.desk, dialog)
