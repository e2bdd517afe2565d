"""What a member has put in so far, kept near the pack after each change and never half-written.

It stands beside the pack, or in the program's own folder for a pack that a mail program opened from
a folder it will clear away, or that stands where nothing can be written.

The file is sealed with the same key as the pack, so nobody else on the computer can read it. A new
copy is written whole and then takes the place of the old one: a stop in the middle leaves the
last whole copy.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starapp.evaluation.reading import Span
from starapp.evaluation.result import ScoreState
from starapp.foundation.canonical import canonical_json
from starapp.foundation.known_folders import is_passing, make_own_folder
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import not_written, read_whole, write_whole

FORMAT = 1
SUFFIX = ".starwork"
LARGEST = 50_000_000
"""Bytes; a working file is far smaller."""
Key = tuple[str, str]
"""Letter of the bid and code of the question."""
Sealer = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is put in for one answer, finished or not.

    Attributes:
        score: plain text of the score chosen, or empty.
        discuss: the member wants to talk about it at moderation.
    """

    state: ScoreState = ScoreState.SCORED
    score: str = ""
    reason: str = ""
    discuss: bool = False

    @property
    def done(self) -> bool:
        """Tells whether it counts: a score with a reason, or no score and why."""
        scored = self.state is not ScoreState.SCORED or bool(self.score)
        return scored and bool(self.reason.strip())

    @property
    def empty(self) -> bool:
        """Tells whether nothing was put in."""
        return self == Kept()


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a member has put in for one pack.

    Attributes:
        pack: identity of the pack it belongs to.
        confirmed: moment of the declaration in ISO form, UTC; empty until it is made.
        revision: counts the changes, so that a later return is known from an earlier one.
        marks: private highlights; they stay on this computer.
        handed_in: moment the finished score file was last written, or empty.
    """

    pack: str
    confirmed: str = ""
    revision: int = 0
    answers: Mapping[Key, Kept] = field(default_factory=dict)
    marks: Mapping[Key, tuple[Span, ...]] = field(default_factory=dict)
    place: Key = ("", "")
    handed_in: str = ""

    def with_answer(self, key: Key, kept: Kept) -> "Work":
        """The work with one answer changed."""
        answers = {**self.answers, key: kept}
        if kept.empty:
            del answers[key]
        return replace(self, answers=answers, revision=self.revision + 1, place=key)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work on a pack is kept.

    Attributes:
        path: of the working file.
        other: where the same work may have been kept when the pack was opened from elsewhere.
        lasting: the work goes on where the latest is found; otherwise always at ``path``.
    """

    path: Path
    other: Path | None = None
    lasting: bool = True


def place_of(pack: Path, name: str, own: Path | None) -> Place:
    """Where the work on a pack is kept.

    Args:
        pack: the file of the pack.
        name: of the working file in the program's own folder, one for each pack.
        own: the program's own folder for such files; without one everything stands by its pack.
    """
    beside = pack.with_suffix(SUFFIX)
    if own is None:
        return Place(beside)
    kept = own / f"{name}{SUFFIX}"
    if is_passing(pack.parent) or not os.access(pack.parent, os.W_OK):
        return Place(kept, beside, lasting=False)
    return Place(beside, kept)


class WorkingCopy:
    """The file with the work on a pack.

    Args:
        place: where it is.
        seal: makes bytes unreadable to others.
        unseal: the other way.
    """

    def __init__(self, place: Place, *, seal: Sealer, unseal: Sealer) -> None:
        self.path = place.path
        self._place = place
        self._seal, self._unseal = seal, unseal

    def read(self, pack: str) -> Work:
        """The latest work kept for a pack; an empty one where there is none yet.

        Raises:
            Unavailable: a file cannot be read or belongs to something else.
        """
        latest = Work(pack)
        for path in (self._place.path, self._place.other):
            if path is None or not path.exists():
                continue
            work = self._read(path, pack)
            if work.revision > latest.revision or latest == Work(pack):
                latest = work
                self.path = path if self._place.lasting else self._place.path
        return latest

    def _read(self, path: Path, pack: str) -> Work:
        try:
            work = _work(json.loads(self._unseal(read_whole(path, most=LARGEST))))
        except (ValueError, KeyError, TypeError, IndexError):
            raise Unavailable(
                f"The file {path.name} in {path.parent} is damaged or not yours. Move it to "
                "another folder to begin again; STAR changes nothing in it."
            ) from None
        if work.pack != pack:
            raise Unavailable(
                f"The file {path.name} in {path.parent} belongs to another score pack. Move it to "
                "another folder, then open the pack again."
            )
        return work

    def write(self, work: Work) -> None:
        """Writes the whole work, and returns when it is safe on the disk.

        Raises:
            Unavailable: there is no room or no right to write.
        """
        try:
            if not self._place.lasting:
                _make_folder(self.path)
            write_whole(self.path, self._seal(canonical_json(_stored(work)).encode()))
        except Unavailable as away:
            raise Unavailable(
                f"Your scores cannot be kept. {away} Keep this window open."
            ) from None


def _make_folder(path: Path) -> None:
    try:
        make_own_folder(path.parent)
    except OSError as fault:
        raise not_written(path, fault) from None


def _stored(work: Work) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "pack": work.pack,
        "confirmed": work.confirmed,
        "revision": work.revision,
        "place": list(work.place),
        "handed_in": work.handed_in,
        "answers": [
            [*key, kept.state.value, kept.score, kept.reason, kept.discuss]
            for key, kept in sorted(work.answers.items())
        ],
        "marks": [
            [*key, [[span.first, span.last] for span in spans]]
            for key, spans in sorted(work.marks.items())
        ],
    }


def _work(stored: Any) -> Work:  # noqa: ANN401 - JSON has no types
    if stored["format"] != FORMAT:
        raise ValueError("format")
    return Work(
        pack=str(stored["pack"]),
        confirmed=str(stored["confirmed"]),
        revision=int(stored["revision"]),
        place=(str(stored["place"][0]), str(stored["place"][1])),
        handed_in=str(stored["handed_in"]),
        answers={
            (bid, code): Kept(ScoreState(state), str(score), str(reason), bool(discuss))
            for bid, code, state, score, reason, discuss in stored["answers"]
        },
        marks={
            (bid, code): tuple(Span(first, last) for first, last in spans)
            for bid, code, spans in stored["marks"]
        },
    )
