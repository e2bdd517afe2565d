"""Drives the provider register."""

from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Place
from starapp.ui.providers.filter_bar import FilterChip
from starapp.ui.providers.register_page import RegisterPage
from tests.drive.drive import Driver


class RegisterDriver(Driver):
    """Acts on a register page."""

    def __init__(self, bot, desk, place: Place | None = None) -> None:
        self.page = RegisterPage(desk, place or Place("providers"))
        super().__init__(bot, desk, self.page)
        self.show(1190, 780)

    def show(self, wide: int, high: int) -> None:
        """Shows the page at a size."""
        self.bot.addWidget(self.page)
        self.page.resize(wide, high)
        with self.bot.waitExposed(self.page):
            self.page.show()

    def listed(self) -> list[str]:
        """The names in the table, from the top."""
        return [row[0] for row in self.cells("providers")]

    def narrow(self, chip: str, words: str) -> None:
        """Opens a filter's menu and takes the line with these words."""
        self.press(chip)
        menu = self.find(FilterChip, chip).menu_shown
        assert menu is not None
        action = next(one for one in menu.actions() if words in one.text())
        action.trigger()
        menu.close()
        self.settle()

    def count(self) -> str:
        """The words of the count."""
        return self.page.filters.count.text()

    def in_dialog(self) -> Driver:
        """A driver of the dialog that is open."""
        dialog = self.page.dialog
        assert isinstance(dialog, QWidget)
        assert dialog.isVisible()
        self.bot.addWidget(dialog)
        return Driver(self.bot, self.desk, dialog)

    def panel_words(self) -> str:
        """Every word in the side panel."""
        labels = self.page.panel.findChildren(QWidget)
        return " | ".join(one.text() for one in labels if hasattr(one, "text") and one.isVisible())
