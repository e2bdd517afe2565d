"""Icons drawn from the program's SVG files in any colour, sharp at every screen density."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from starapp.foundation.resource_files import resource

_DENSITIES = (1.0, 1.5, 2.0, 3.0)


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def drawn_pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of ``size`` logical pixels.

    Raises:
        OSError: when there is no icon of that name.
    """
    stroke = "2" if size <= 18 else "1.75"
    drawing = _source(name).replace("currentColor", colour)
    drawing = drawing.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def drawn_icon(
    name: str, colour: QColor, off: QColor, size: int, *, before: int = 0, after: int = 0
) -> QIcon:
    """One icon with its switched-off form, at four densities, with room before and after it."""
    made = QIcon()
    for ratio in _DENSITIES:
        for shown, mode in ((colour, QIcon.Mode.Normal), (off, QIcon.Mode.Disabled)):
            plain = drawn_pixmap(name, shown.name(), size, ratio)
            made.addPixmap(_with_room(plain, size, ratio, before, after), mode)
    return made


def _with_room(plain: QPixmap, size: int, ratio: float, before: int, after: int) -> QPixmap:
    if not before and not after:
        return plain
    wide = QPixmap(round((size + before + after) * ratio), round(size * ratio))
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(before, 0, plain)
    painter.end()
    return wide
