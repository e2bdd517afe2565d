"""What the window asks of a screen, and the answers of a screen that does not care.

Nothing is asked by a name that every widget of Qt has (``find``, ``close``), for that would be found.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from starapp.ui.desk import Place

Crumb = tuple[str, Place | None]


def title_of(screen: QWidget) -> str:
    """The screen's title."""
    return str(getattr(screen, "title", "")) or "STAR"


def help_topic_of(screen: QWidget) -> str:
    """The help topic about the screen."""
    return str(getattr(screen, "help_topic", "")) or "start"


def touches(screen: QWidget) -> frozenset[str]:
    """The parts whose changes the screen shows."""
    return frozenset(getattr(screen, "touches", frozenset()))


def reload(screen: QWidget) -> None:
    """Lets the screen show what is stored now."""
    _ask(screen, "reload", None)


def actions_of(screen: QWidget) -> list[QAction]:
    """The screen's own actions, for the menu."""
    return list(screen.actions())


def main_action_of(screen: QWidget) -> QAction | None:
    """The action of the main button, for Ctrl+Enter."""
    found = _ask(screen, "main_action", None)
    return found if isinstance(found, QAction) else None


def crumbs_of(screen: QWidget) -> list[Crumb]:
    """Where the screen is, from the outside in; the last one is the screen itself."""
    return list(_ask(screen, "crumbs", None) or [(title_of(screen), None)])


def regions_of(screen: QWidget) -> tuple[QWidget, ...]:
    """The parts of the screen F6 goes through; none when it is one part."""
    return tuple(_ask(screen, "regions", None) or ())


def undo_names(screen: QWidget) -> tuple[str, str]:
    """What undo and redo would do, or empty."""
    found = _ask(screen, "undo_names", ("", ""))
    return str(found[0]), str(found[1])


def undo(screen: QWidget) -> None:
    """Takes the last step back."""
    _ask(screen, "undo", None)


def redo(screen: QWidget) -> None:
    """Does the step again."""
    _ask(screen, "redo", None)


def can(screen: QWidget, what: str) -> bool:
    """Tells whether the screen does this now; one of several pages answers for the page open."""
    if not callable(getattr(screen, what, None)):
        return False
    offers: Callable[[str], bool] | None = getattr(screen, "offers", None)
    return offers is None or offers(what)


def ask_screen(screen: QWidget, what: str) -> None:
    """Calls a method of the screen without arguments if it has it."""
    _ask(screen, what, None)


def show_part(screen: QWidget, place: Place) -> bool:
    """Turns the screen to another part of the same thing; tells whether it could."""
    turn: Callable[[str], Any] | None = getattr(screen, "show_part", None)
    if turn is None:
        return False
    turn(place.part)
    return True


def part_of(screen: QWidget) -> str:
    """The part of its thing that the screen shows now, or empty when it has no parts."""
    return str(_ask(screen, "shown_part", ""))


def _ask(screen: QWidget, what: str, usual: Any) -> Any:  # noqa: ANN401 # any screen, any answer
    method = getattr(screen, what, None)
    return method() if callable(method) else usual
