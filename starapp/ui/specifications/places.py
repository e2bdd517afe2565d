"""The screens about packages, by the kind of place, and how the search panel finds packages."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.specifications.queries import find, open_packages
from starapp.ui.desk import Desk, Place
from starapp.ui.specifications.package_editor import PackageEditor
from starapp.ui.specifications.packages_page import PackagesPage

PLACES: dict[str, Callable[[Desk, Place], QWidget]] = {
    "packages": PackagesPage,
    "package": PackageEditor,
}
FIND = find


COUNTS: dict[str, Callable[[Session], int]] = {"packages": open_packages}
