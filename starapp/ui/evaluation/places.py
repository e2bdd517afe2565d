"""The stage pages of the evaluation, by the name of the part."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.moderation_page import ModerationPage
from starapp.ui.evaluation.result_page import ResultPage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {}
STAGE_PAGES: dict[str, Callable[[Desk, str], QWidget]] = {
    "moderation": ModerationPage,
    "result": ResultPage,
}
