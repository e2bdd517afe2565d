"""F6: moves the focus between the parts of the window and remembers where it was in each."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class Regions:
    """The parts of a window in the order F6 visits them."""

    def __init__(self) -> None:
        self._last: dict[int, QWidget] = {}

    def move(self, parts: Sequence[QWidget], direction: int) -> None:
        """Goes to the next part (1) or the part before (-1)."""
        shown = [part for part in parts if part.isVisible()]
        if not shown:
            return
        focus = QApplication.focusWidget()
        now = next((n for n, part in enumerate(shown) if _holds(part, focus)), -1)
        if focus is not None and now >= 0:
            self._last[id(shown[now])] = focus
        for step in range(1, len(shown) + 1):
            part = shown[(now + direction * step) % len(shown)]
            target = self._target(part)
            if target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _target(self, part: QWidget) -> QWidget | None:
        kept = self._last.get(id(part))
        if kept is not None and shiboken6.isValid(kept) and kept.isVisible() and _holds(part, kept):
            return kept
        return first_stop(part)


def first_stop(part: QWidget) -> QWidget | None:
    """The first widget of a part that Tab stops at."""
    widget = part
    for _ in range(5000):
        if widget is not part or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if stops and widget.isVisible() and widget.isEnabled() and _holds(part, widget):
                return widget
        following = widget.nextInFocusChain()
        if following is None or following is part:
            return None
        widget = following
    return None


def _holds(part: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is part or part.isAncestorOf(widget))
