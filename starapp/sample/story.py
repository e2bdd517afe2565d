"""Plays the example: every step is a command by a person at its day and time."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from starapp.app import Workspace
from starapp.foundation.change import Change
from starapp.foundation.dates import LONDON
from starapp.history.acting import SYSTEM, Actor

T = TypeVar("T")


class SetClock:
    """A clock that shows the moment of the step being played."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 3, 31, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment of the step."""
        return self.moment

    def set_to(self, london: str) -> None:
        """Sets the clock to a London time such as 2026-09-07T12:00."""
        self.moment = datetime.fromisoformat(london).replace(tzinfo=LONDON).astimezone(UTC)


class Story:
    """The workspace being played, with what was made by the names the example uses.

    Attributes:
        people: actor per name: E1 to E4, M1, O2, F1, A1.
        ids: identity per name: bodies ORG01, lots L2, providers PR02, bids by letter, and more.
    """

    def __init__(self, workspace: Workspace, clock: SetClock) -> None:
        self.workspace = workspace
        self.clock = clock
        self.people: dict[str, Actor] = {}
        self.ids: dict[str, str] = {}

    def at(self, london: str) -> None:
        """What follows happens at this London time."""
        self.clock.set_to(london)

    def do(self, command: Callable[[Session], Change], *, by: str = "") -> Change:
        """Gives one command as a person, in a transaction of its own."""
        actor = self.people[by] if by else SYSTEM
        with self.workspace.store.writing(by=actor) as session:
            return command(session)

    def read(self, query: Callable[[Session], T]) -> T:
        """Reads from the workspace."""
        with self.workspace.store.reading() as session:
            return query(session)
