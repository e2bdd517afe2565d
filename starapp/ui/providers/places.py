"""The provider register, its finder and its count on the rail."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.providers.queries import count, find
from starapp.ui.desk import Desk, Place
from starapp.ui.providers.register_page import RegisterPage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {
    "providers": RegisterPage,
    "provider": RegisterPage,
}
FIND = find
COUNTS: dict[str, Callable[[Session], int]] = {"providers": count}
