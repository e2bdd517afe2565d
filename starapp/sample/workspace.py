"""Builds the sample workspace by the commands a person uses, up to any point of the story."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from starapp.app import create_workspace
from starapp.sample import awarding, cast, contest, judging, wanted
from starapp.sample.story import SetClock, Story
from starapp.storage.upgrade import remove_file

NAME = "Northvale sample"


class Until(IntEnum):
    """How far the story is played."""

    SET_UP = 0
    DRAFTED = 1
    SPECIFIED = 2
    INVITED = 3
    RECEIVED = 4
    OPENED = 5
    SCORING = 6
    MODERATING = 7
    MET = 8
    WORKED_OUT = 9
    RECOMMENDED = 10
    SIGNED_OFF = 11
    LETTERS = 12
    CONCLUDED = 13


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story with what it says while it runs."""

    until: Until
    words: str
    plays: tuple[Callable[[Story], None], ...]


def _score(story: Story) -> None:
    judging.score(story, meeting=False)


STEPS = (
    Step(Until.SET_UP, "Bodies, people and providers", (cast.set_up,)),
    Step(Until.DRAFTED, "Package specification", (wanted.draft,)),
    Step(Until.SPECIFIED, "Locking the specification", (wanted.lock,)),
    Step(Until.INVITED, "Evaluation model and invitations", (contest.invite,)),
    Step(Until.RECEIVED, "Questions and bids", (contest.ask_and_answer, contest.receive)),
    Step(Until.OPENED, "Opening", (contest.open_all,)),
    Step(
        Until.SCORING, "Panel and scores", (judging.seat_panel, judging.ask_about_low_price, _score)
    ),
    Step(Until.MODERATING, "Moderation", (judging.moderate,)),
    Step(Until.MET, "Meeting the person", (judging.meet,)),
    Step(Until.WORKED_OUT, "Result", (judging.work_out,)),
    Step(Until.RECOMMENDED, "Recommendation", (awarding.send_for_sign_off,)),
    Step(Until.SIGNED_OFF, "Sign-off", (awarding.sign_off,)),
    Step(Until.LETTERS, "Letters", (awarding.send_letters,)),
    Step(Until.CONCLUDED, "Standstill and signing", (awarding.wait_and_sign,)),
)


def make_sample(
    path: Path,
    *,
    until: Until = Until.CONCLUDED,
    progress: Callable[[str, int, int], bool] | None = None,
) -> dict[str, str]:
    """Makes the sample workspace file and gives the identities of what was made, by name.

    Args:
        path: of the new file, which must not be there yet.
        until: how far the competition has gone.
        progress: told the words, number and count of each step; False stops and removes the file.

    Raises:
        Unavailable: the file is there already or the folder cannot be written to.
    """
    clock = SetClock()
    workspace = create_workspace(path, name=NAME, sample=True, clock=clock)
    story = Story(workspace, clock)
    finished = False
    try:
        for number, step in enumerate(STEPS, 1):
            if step.until > until:
                break
            if progress is not None and not progress(step.words, number, len(STEPS)):
                return {}
            for play in step.plays:
                play(story)
        finished = True
    finally:
        workspace.close()
        if not finished:
            remove_file(path)
    return story.ids
