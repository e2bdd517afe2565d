"""Leaves out parts of a page while it is built, without showing the others too early."""

from PySide6.QtWidgets import QWidget


def hide_unless(*parts: QWidget, wanted: bool) -> None:
    """Hides parts nobody asked for; wanted ones are shown with the page they are put in.

    Parts have no parent yet, and ``setVisible(True)`` would show each as a window of its own
    that takes the keyboard from the window the person works in.
    """
    if not wanted:
        for part in parts:
            part.hide()
