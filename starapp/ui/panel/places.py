"""The panel's stage pages, by the name of the part."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.scoring_page import ScoringPage
from starapp.ui.panel.panel_page import PanelPage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {}
STAGE_PAGES: dict[str, Callable[[Desk, str], QWidget]] = {
    "panel": PanelPage,
    "scoring": ScoringPage,
}
