"""Which screen belongs to which place, gathered from each capability's ``places`` module.

A ``places`` module may hold PLACES (screens by ``Place.kind``), STAGE_PAGES (pages of a
competition by part name), FIND (a finder for the search panel) and COUNTS (numbers for the rail).
"""

from collections.abc import Callable
from functools import cache
from types import ModuleType

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.ui.desk import Desk, Place
from starapp.ui.shell.search_panel import Finder

ScreenOf = Callable[[Desk, Place], QWidget]
StageOf = Callable[[Desk, str], QWidget]
Counter = Callable[[Session], int]


@cache
def _capabilities() -> tuple[ModuleType, ...]:
    """Every capability's ``places`` module; its owner adds the line."""
    from starapp.ui.awards import places as awards
    from starapp.ui.bids import places as bids
    from starapp.ui.competitions import places as competitions
    from starapp.ui.criteria import places as criteria
    from starapp.ui.evaluation import places as evaluation
    from starapp.ui.home import places as home
    from starapp.ui.panel import places as panel
    from starapp.ui.providers import places as providers
    from starapp.ui.settings import places as settings
    from starapp.ui.specifications import places as specifications

    return (
        awards, bids, competitions, criteria, evaluation, home, panel, providers, settings,
        specifications,
    )  # fmt: skip


def screens() -> dict[str, ScreenOf]:
    """Screens by ``Place.kind``."""
    found: dict[str, ScreenOf] = {}
    for module in _capabilities():
        found |= getattr(module, "PLACES", {})
    return found


def stage_pages() -> dict[str, StageOf]:
    """Pages of a competition's stages by part name; called with the competition's id."""
    found: dict[str, StageOf] = {}
    for module in _capabilities():
        found |= getattr(module, "STAGE_PAGES", {})
    return found


def counters() -> dict[str, Counter]:
    """How to count what a rail item leads to, by ``Place.kind``."""
    found: dict[str, Counter] = {}
    for module in _capabilities():
        found |= getattr(module, "COUNTS", {})
    return found


def finders() -> tuple[Finder, ...]:
    """The finders of the search panel."""
    found = (getattr(module, "FIND", None) for module in _capabilities())
    return tuple(one for one in found if one is not None)
