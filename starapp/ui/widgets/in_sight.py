"""Scrolls what has got the focus into sight, wherever the focus came from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from starapp.ui import theme


def bring_into_sight(target: QWidget) -> None:
    """Scrolls every page round a widget so that it is seen whole, where it fits.

    A scroll area does this itself only while the focus moves inside it. A widget larger than
    the page is left where it is as long as some of it can be seen, and nothing moves under a
    mouse that is pressed.
    """
    if not target.isVisible() or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    above = target.parentWidget()
    while above is not None and not above.isWindow():
        holder = above.parentWidget()
        if isinstance(holder, QScrollArea) and holder.viewport() is above:
            _scroll(holder, target)
        above = holder


def _scroll(page: QScrollArea, target: QWidget) -> None:
    port = page.viewport()
    place = target.rect().translated(target.mapTo(port, target.rect().topLeft()))
    fits = place.height() <= port.height() and place.width() <= port.width()
    seen = port.rect().contains(place) if fits else port.rect().intersects(place)
    if not seen:
        edge = theme.px(24)
        page.ensureWidgetVisible(target, edge, edge)
