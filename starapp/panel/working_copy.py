"""What a member has put in so far, kept beside the pack after each change and never half-written.

The file is sealed with the same key as the pack, so nobody else on the computer can read it. A new
copy is written whole and then takes the place of the old one: a stop in the middle leaves the
last whole copy.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starapp.evaluation.reading import Span
from starapp.evaluation.result import ScoreState
from starapp.foundation.canonical import canonical_json
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import read_whole, write_whole

FORMAT = 1
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


class WorkingCopy:
    """The file beside the pack.

    Args:
        path: of the working file.
        seal: makes bytes unreadable to others.
        unseal: the other way.
    """

    def __init__(self, path: Path, *, seal: Sealer, unseal: Sealer) -> None:
        self.path = path
        self._seal, self._unseal = seal, unseal

    def read(self, pack: str) -> Work:
        """The work kept for a pack; an empty one where there is none yet.

        Raises:
            Unavailable: the file cannot be read or belongs to something else.
        """
        if not self.path.exists():
            return Work(pack)
        try:
            stored = json.loads(self._unseal(read_whole(self.path)))
            work = _work(stored)
        except OSError as fault:
            raise Unavailable(
                f"{self.path.name} cannot be read ({fault.strerror}). Ask who may open it."
            ) from None
        except (ValueError, KeyError, TypeError, IndexError):
            raise Unavailable(
                f"The file {self.path.name} beside the pack is damaged or not yours. Move it to "
                "another folder to begin again; nothing in it is lost."
            ) from None
        if work.pack != pack:
            raise Unavailable(
                f"The file {self.path.name} belongs to another score pack. Move it to another "
                "folder, then open the pack again."
            )
        return work

    def write(self, work: Work) -> None:
        """Writes the whole work, and returns when it is safe on the disk.

        Raises:
            Unavailable: there is no room or no right to write.
        """
        try:
            write_whole(self.path, self._seal(canonical_json(_stored(work)).encode()))
        except Unavailable as away:
            raise Unavailable(
                f"Your scores cannot be kept. {away} Keep this window open."
            ) from None


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
