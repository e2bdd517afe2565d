"""The Northvale competition up to any point, played once by the real commands and then copied."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from starapp.app import Workspace
from starapp.foundation.change import Change
from starapp.foundation.dates import LONDON
from starapp.history.acting import Actor
from starapp.history.history import write_entries
from starapp.sample import cast, contest, wanted
from starapp.sample.story import SetClock, Story
from starapp.storage.open_file import engine_for
from starapp.storage.store import Store
from starapp.storage.upgrade import make_file

STEPS: tuple[tuple[str, tuple[Callable[[Story], None], ...]], ...] = (
    ("specified", (cast.set_up, wanted.draft, wanted.lock)),
    ("invited", (contest.invite,)),
    ("answered", (contest.ask_and_answer,)),
    ("received", (contest.receive,)),
    ("opened", (contest.open_all,)),
)


def london(text: str) -> datetime:
    """A moment from London time such as 2026-09-07T12:00."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class Scene:
    """A copy of the example at some point, to go on from.

    Attributes:
        people: actor per code: E1 to E4, M1, O2, F1, A1.
        ids: identity per name: providers PR01, bids A to E, "late", package, competition, model.
    """

    def __init__(self, store: Store, clock: SetClock, played: Story) -> None:
        self.store = store
        self.clock = clock
        self.people: dict[str, Actor] = dict(played.people)
        self.ids: dict[str, str] = dict(played.ids)

    @property
    def competition(self) -> str:
        """Identity of the competition."""
        return self.ids["competition"]

    def at(self, text: str) -> None:
        """What follows happens at this London time."""
        self.clock.set_to(text)

    def do(self, command: Callable[..., Change], *, by: str = "M1", **fields: object) -> Change:
        """Gives a command as a person, in a transaction of its own."""
        with self.store.writing(by=self.people[by]) as session:
            return command(session, **fields)

    def here(self, command: Callable[..., Change], *, by: str = "M1", **fields: object) -> Change:
        """Gives a command about the competition."""
        return self.do(command, by=by, competition_id=self.competition, **fields)

    def read(self, query: Callable[..., Any], *args: object, **fields: object) -> Any:
        """Reads from the workspace."""
        with self.store.reading() as session:
            return query(session, *args, **fields)

    def look(self, query: Callable[..., Any], **fields: object) -> Any:
        """Reads about the competition."""
        return self.read(query, self.competition, **fields)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="star-tests-"))
    atexit.register(partial(shutil.rmtree, folder, ignore_errors=True))
    return folder


@cache
def _played(point: str) -> tuple[Path, Story]:
    """The file in which the example stands at a point, and what was made on the way."""
    place = [name for name, _ in STEPS].index(point)
    path = _folder() / f"{point}.star"
    clock = SetClock()
    story = Story(Workspace(path, "Test", False, _store(path, clock)), clock)
    if place == 0:
        make_file(path)
    else:
        before, earlier = _played(STEPS[place - 1][0])
        shutil.copyfile(before, path)
        story.people, story.ids = dict(earlier.people), dict(earlier.ids)
        clock.moment = earlier.clock.moment
    for play in STEPS[place][1]:
        play(story)
    story.workspace.close()
    return path, story


def _store(path: Path, clock: SetClock) -> Store:
    return Store(engine_for(path), before_commit=write_entries, clock=clock)


@contextmanager
def scene_at(point: str, folder: Path) -> Iterator[Scene]:
    """The example at a point, in a file of its own: specified, invited, answered, received, opened."""
    source, played = _played(point)
    path = folder / f"{point}.star"
    shutil.copyfile(source, path)
    clock = SetClock()
    clock.moment = played.clock.moment
    store = _store(path, clock)
    try:
        yield Scene(store, clock, played)
    finally:
        store.close()
