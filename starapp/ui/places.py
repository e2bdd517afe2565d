"""Which screen belongs to which place, gathered from each capability's ``places`` module."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Desk, Place

ScreenOf = Callable[[Desk, Place], QWidget]
StageOf = Callable[[Desk, str], QWidget]

PLACES: dict[str, ScreenOf] = {}
"""Screens by ``Place.kind``."""

STAGE_PAGES: dict[str, StageOf] = {}
"""Pages of a competition's stages by part name; called with the competition's id."""
