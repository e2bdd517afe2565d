"""The screens about packages, by the kind of place, and how the search panel finds packages."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.specifications.package import PackageState
from starapp.specifications.queries import Filter, count_packages, find
from starapp.ui.desk import Desk, Place
from starapp.ui.specifications.package_editor import PackageEditor
from starapp.ui.specifications.packages_page import PackagesPage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {
    "packages": PackagesPage,
    "package": PackageEditor,
}
FIND = find


def open_packages(session: Session) -> int:
    """How many packages are being written or ready, for the rail."""
    wanted = frozenset({PackageState.DRAFT, PackageState.READY, PackageState.IN_COMPETITION})
    return count_packages(session, Filter(states=wanted))


COUNTS: dict[str, Callable[[Session], int]] = {"packages": open_packages}
