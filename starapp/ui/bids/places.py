"""The bids stage of a competition."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.ui.bids.bids_page import BidsPage
from starapp.ui.desk import Desk, Place

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {}
STAGE_PAGES: dict[str, Callable[[Desk, str], QWidget]] = {"bids": BidsPage}
