"""Undo within an editor: the draft now, the drafts before, and the name of each step."""

from typing import Generic, TypeVar

T = TypeVar("T")
KEPT = 200


class Drafts(Generic[T]):
    """A draft (one frozen value) and its earlier and undone forms."""

    def __init__(self, first: T, *, kept: int = KEPT) -> None:
        self._past: list[tuple[T, str]] = []
        self._future: list[tuple[T, str]] = []
        self._kept = kept
        self.current = first

    def put(self, new: T, name: str) -> bool:
        """Makes a new draft the current one; tells whether anything changed.

        Args:
            new: the draft after the step.
            name: what the step did: "paint 2:1 on Wednesday".
        """
        if new == self.current:
            return False
        self._past.append((self.current, name))
        del self._past[: -self._kept]
        self._future.clear()
        self.current = new
        return True

    def undo(self) -> bool:
        """Puts the draft before back; tells whether there was one."""
        if not self._past:
            return False
        before, name = self._past.pop()
        self._future.append((self.current, name))
        self.current = before
        return True

    def redo(self) -> bool:
        """Does the undone step again; tells whether there was one."""
        if not self._future:
            return False
        after, name = self._future.pop()
        self._past.append((self.current, name))
        self.current = after
        return True

    @property
    def undo_name(self) -> str:
        """What undo would take back, or empty."""
        return self._past[-1][1] if self._past else ""

    @property
    def redo_name(self) -> str:
        """What redo would do again, or empty."""
        return self._future[-1][1] if self._future else ""

    def start_again(self, first: T) -> None:
        """Forgets every step, for when another record is shown."""
        self._past.clear()
        self._future.clear()
        self.current = first
