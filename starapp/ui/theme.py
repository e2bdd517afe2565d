"""The look of the program: colours, type and sizes read from the tokens, for three modes.

Nothing outside ``starapp/ui/theme*.py`` names a colour value or a font: widgets ask here by name.
"""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from starapp.foundation.resource_files import resource
from starapp.ui.theme_icons import drawn_icon, drawn_pixmap


class Mode(StrEnum):
    """Which set of colours is used."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "highContrast"
    EASY = "easy"
    """The cream ground of the easier-to-read form."""


_GAP = 5

TEXT_SIZES = (90, 100, 115, 130, 150, 175, 200)
"""The text sizes a person may choose, in per cent."""


@cache
def tokens() -> dict[str, Any]:
    """Everything in ``resources/styles/tokens.json``."""
    loaded: dict[str, Any] = json.loads(resource("styles", "tokens.json").read_text("utf-8"))
    return loaded


def _colours_of(mode: Mode) -> dict[str, QColor]:
    found: dict[str, str] = {}
    base = Mode.LIGHT if mode is Mode.EASY else mode
    for group in ("colours", "data", "supportTypes"):
        found |= tokens()[group][base.value]
    if mode is Mode.EASY:
        found |= tokens()["easyReadOverrides"]
    return {name: _parsed(value) for name, value in found.items()}


def _parsed(value: str) -> QColor:
    if not value.startswith("rgba("):
        return QColor(value)
    red, green, blue, alpha = value[5:-1].split(",")
    colour_value = QColor(int(red), int(green), int(blue))
    colour_value.setAlphaF(float(alpha))
    return colour_value


@dataclass(frozen=True)
class Theme:
    """One mode at one text size."""

    mode: Mode = Mode.LIGHT
    text_scale: int = 100
    colours: dict[str, QColor] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "colours", _colours_of(self.mode))


class Notifier(QObject):
    """Tells painted widgets that the look has changed."""

    changed = Signal()


class _Held:
    """The one theme in use."""

    theme = Theme()
    notifier: Notifier | None = None


def notifier() -> Notifier:
    """The object whose ``changed`` signal follows every change of theme or text size."""
    if _Held.notifier is None:
        _Held.notifier = Notifier()
    return _Held.notifier


def current() -> Theme:
    """The theme in use."""
    return _Held.theme


def colour(name: str) -> QColor:
    """The colour with this token name in the theme in use.

    Raises:
        KeyError: when there is no such token.
    """
    return QColor(_Held.theme.colours[name])


def px(size: float) -> int:
    """A size in logical pixels, scaled by the text size the person chose."""
    return round(size * _Held.theme.text_scale / 100)


def size_of(name: str) -> int:
    """A named size from the tokens, for example ``"tableRow"``, scaled by the text size."""
    return px(tokens()["sizes"][name])


def font(role: str) -> QFont:
    """The font for a role of the type scale: "body", "cardTitle", "tag", "mono" ..."""
    scale = tokens()["type"]["scale"]
    look = scale["table" if role == "mono" else role]
    made = QFont([tokens()["type"]["mono" if role == "mono" else "family"], "Segoe UI", "Arial"])
    made.setPixelSize(px(look["size"]))
    made.setWeight(QFont.Weight(look["weight"]))
    _with_even_digits(made)
    return made


def bold(base: QFont, weight: int = 600) -> QFont:
    """The same font, heavier."""
    made = QFont(base)
    made.setWeight(QFont.Weight(weight))
    return made


def _with_even_digits(made: QFont) -> None:
    made.setFeature(QFont.Tag("tnum"), 1)


def icon(name: str, *, colour: str = "ink", size: int = 20) -> QIcon:
    """An icon in a token colour, sharp on screens of any density."""
    return drawn_icon(name, _Held.theme.colours[colour], _Held.theme.colours["inkFaint"], px(size))


def pixmap(name: str, *, colour: str = "ink", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture, for painting."""
    return drawn_pixmap(name, _Held.theme.colours[colour].name(), px(size), ratio)


def set_icon(target: QObject, name: str, *, colour: str = "ink", size: int = 20) -> None:
    """Gives a button or an action an icon that follows later changes of theme."""
    target.setProperty("themeIcon", (name, colour, size))
    _draw_icon(target)


def _draw_icon(target: QObject) -> None:
    kept = target.property("themeIcon")
    if not kept:
        return
    name, colour_name, size = kept
    if isinstance(target, QPushButton) and target.text():
        mirrored = target.layoutDirection() == Qt.LayoutDirection.RightToLeft
        target.setIcon(
            drawn_icon(
                name,
                _Held.theme.colours[colour_name],
                _Held.theme.colours["inkFaint"],
                px(size),
                before=_GAP if mirrored else 0,
                after=0 if mirrored else _GAP,
            )
        )
        target.setIconSize(QSize(px(size) + _GAP, px(size)))
    elif isinstance(target, QAbstractButton):
        target.setIcon(icon(name, colour=colour_name, size=size))
        target.setIconSize(QSize(px(size), px(size)))
    elif isinstance(target, QAction):
        target.setIcon(icon(name, colour=colour_name, size=size))


def load_fonts() -> None:
    """Makes the program's own font files known; each is loaded once."""
    if _loaded_fonts():
        return
    raise RuntimeError("the font files are missing from resources/fonts")


@cache
def _loaded_fonts() -> int:
    files = sorted(resource("fonts").glob("*.ttf"))
    return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)


def system_mode() -> Mode:
    """The mode the computer asks for: more contrast, dark, or light."""
    hints = QGuiApplication.styleHints()
    wishes = hints.accessibility()
    if wishes is not None and wishes.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Mode.HIGH_CONTRAST
    return Mode.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Mode.LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dresses the whole application in a theme."""
    from starapp.ui.theme_proxy import OwnOutlines
    from starapp.ui.theme_style import style_sheet

    load_fonts()
    _Held.theme = theme
    if not isinstance(app.style(), OwnOutlines) and app.property("dressed") is None:
        app.setProperty("dressed", "yes")
        app.setStyle(OwnOutlines())
    app.setFont(font("body"))
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet(theme))
    for widget in app.allWidgets():
        _draw_icon(widget)
        for action in widget.actions():
            _draw_icon(action)
        widget.updateGeometry()
        widget.update()
    notifier().changed.emit()


_ROLES = {
    QPalette.ColorRole.Window: "sheet",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surfaceSunk",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onAccent",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.PlaceholderText: "inkFaint",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "lineStrong",
    QPalette.ColorRole.Dark: "lineStrong",
    QPalette.ColorRole.Shadow: "inkFaint",
    QPalette.ColorRole.Accent: "accent",
}


def _palette() -> QPalette:
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, colour(name))
    off = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(off, role, colour("inkFaint"))
    return made
