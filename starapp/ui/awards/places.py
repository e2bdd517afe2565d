"""The award stage of a competition."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.awards.award_page import AwardPage
from starapp.ui.desk import Desk, Place

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {}
STAGE_PAGES: dict[str, Callable[[Desk, str], QWidget]] = {"award": AwardPage}
