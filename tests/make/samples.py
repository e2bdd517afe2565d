"""The sample workspace as it stood after each step of its story, from one playing."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starapp.sample.workspace import STEPS, Until, make_sample
from starapp.storage.copying import copy_under_lock


@dataclass(frozen=True, slots=True)
class Samples:
    """One file for each point of the story, and the identities in all of them."""

    folder: Path
    ids: dict[str, str]

    def copy(self, until: Until, to: Path) -> Path:
        """Copies the file of a point, so that a test has its own."""
        shutil.copyfile(_path(self.folder, until), to)
        return to


def _path(folder: Path, until: Until) -> Path:
    return folder / f"{until.name.lower()}.star"


def _keep(folder: Path, whole: Path) -> Callable[[str, int, int], bool]:
    def before_step(_words: str, number: int, _count: int) -> bool:
        if number > 1:
            copy_under_lock(whole, _path(folder, STEPS[number - 2].until), now=datetime.now(UTC))
        return True

    return before_step


def make_samples(folder: Path) -> Samples:
    """Plays the story once and keeps a copy of the file after each step."""
    whole = _path(folder, Until.CONCLUDED)
    ids = make_sample(whole, progress=_keep(folder, whole))
    return Samples(folder, ids)
