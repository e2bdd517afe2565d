"""Gives a widget the name drivers find it by and the name a screen reader says."""

import re
from typing import TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, accessible: str, *, key: str = "") -> W:
    """Sets the accessible name and an object name made from it, or from ``key``."""
    widget.setAccessibleName(accessible)
    widget.setObjectName(key or object_name(accessible))
    return widget


def object_name(words: str) -> str:
    """Makes an object name from words: "Bids due" becomes "bidsDue"."""
    parts: list[str] = re.findall(r"[A-Za-z0-9]+", words)
    if not parts:
        return "control"
    return "".join(
        part.lower() if place == 0 else part[:1].upper() + part[1:]
        for place, part in enumerate(parts)
    )


def restyle(widget: QWidget) -> None:
    """Applies the style sheet again after a dynamic property has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
