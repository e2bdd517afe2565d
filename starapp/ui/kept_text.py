"""One field's text that is typed and not saved, and what its field says of itself."""

from collections.abc import Callable
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from starapp.storage.drafts import Draft, Key
from starapp.ui.widgets.typed import Keeper, Typed, keeper_of, path_of
from starapp.ui.work import Again


@dataclass(slots=True)
class Kept:
    """One field's unsaved text.

    Attributes:
        version: counts what was typed; ``written`` is the version in the file, -1 for none.
        under_way: commands that save it and were not answered yet.
        passing: it was refused and the cause may pass.
        again: how to save it once more.
        said: why it was refused, as the person was told.
    """

    draft: Draft
    field: Typed | None = None
    version: int = 0
    written: int = -1
    under_way: int = 0
    passing: bool = False
    again: Again | None = None
    said: str = ""

    def in_sight(self) -> bool:
        """The field is there and shows this text."""
        typed = self.field
        return (
            typed is not None
            and shiboken6.isValid(typed)
            and typed.editor.window().isVisible()
            and typed.read() == self.draft.text
        )


@dataclass(slots=True)
class Other:
    """Something that is no text and was not saved, such as a painted block."""

    reason: str
    passing: bool


@dataclass(slots=True)
class Context:
    """Who claims the commands that are given now."""

    kept: Kept | None = None
    sent: int = 0


@dataclass(slots=True)
class Answered:
    """A dialog that was answered; its texts are saved when these commands are."""

    keys: dict[Key, int]
    waits_for: set[int] = field(default_factory=set)


def key_of(keeper: Keeper, widget: QWidget) -> Key:
    """The place of a widget and its path there; a dialog stands at the place under it."""
    place, path = path_of(widget)
    over = (
        str(window.property("place"))
        for window in QApplication.topLevelWidgets()
        if getattr(window, "keeps_typing", None) is keeper
    )
    return place or next(over, ""), path


def fields_in(keeper: Keeper, root: QWidget | None) -> list[Typed]:
    """The fields in a widget, or in sight in the window and in the dialogs over it."""
    if root is not None:
        return root.findChildren(Typed)
    return [
        one
        for window in QApplication.topLevelWidgets()
        if window.isVisible() and keeper_of(window) is keeper
        for one in window.findChildren(Typed)
        if one.editor.window() is window
    ]


def owner_lives(act: Callable[..., None]) -> bool:
    """Tells whether what a method belongs to is still there."""
    owner = getattr(act, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def collects(widget: QWidget) -> bool:
    """The field saves nothing itself: a button of its dialog or form does."""
    found: QWidget | None = widget
    while found is not None:
        if isinstance(found, QDialog) or found.property("collects"):
            return True
        found = found.parentWidget()
    return False


def may_be_filled(typed: Typed) -> bool:
    """A field somebody may type in; one of a dialog when its texts were put back."""
    target = typed.target
    read_only = getattr(target, "isReadOnly", None)
    if not typed.editor.isVisible() or not target.isEnabled() or (read_only and read_only()):
        return False
    window = typed.editor.window()
    return not isinstance(window, QDialog) or bool(window.property("putBack"))


def _placed(typed: Typed) -> QWidget | None:
    found: QWidget | None = typed.editor
    while found is not None and not found.property("place"):
        found = found.parentWidget()
    return found


def part_of(typed: Typed) -> str:
    """The section or stage of its screen, for going there."""
    placed = _placed(typed)
    return str(placed.property("part") or "") if placed is not None else ""


def words_of(typed: Typed) -> str:
    """What the field and its dialog or screen are called."""
    window, placed = typed.editor.window(), _placed(typed)
    where = window.windowTitle() if isinstance(window, QDialog) else ""
    where = where or (str(getattr(placed, "title", "")) if placed is not None else "")
    name = typed.target.accessibleName() or "Text"
    return f"{name}, {where}" if where else name
