"""The screen of Home."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Desk, Place
from starapp.ui.home.home_page import HomePage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {"home": HomePage}
