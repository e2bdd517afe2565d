"""The screen of Settings."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Desk, Place
from starapp.ui.settings.settings_page import SettingsPage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {"settings": SettingsPage}
