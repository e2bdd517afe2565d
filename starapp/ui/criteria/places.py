"""The places of evaluation models: the list and one model, and how the search finds them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from starapp.criteria.queries import find
from starapp.ui.criteria.model_page import ModelPage
from starapp.ui.criteria.models_page import ModelsPage
from starapp.ui.desk import Desk, Place

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {
    "models": ModelsPage,
    "model": ModelPage,
}
FIND = find
