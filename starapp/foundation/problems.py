"""What is wrong, where, and what to do: problems are values; exceptions carry them to the person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right.

    Attributes:
        place: the field or part it belongs to, for example ``"weights.Q1"``; empty for the whole.
        words: what is wrong and what to do, in plain words for the person.
        code: a short stable name for tests and for links to help; may be empty.
    """

    place: str
    words: str
    code: str = ""


class CannotDo(Exception):
    """A command is refused; nothing has changed. Carries the problems to show beside the fields."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.words for problem in problems))


class Unavailable(Exception):
    """Something outside the program is in the way (disk, file lock, permission); says what to do."""


def refuse(place: str, words: str, code: str = "") -> CannotDo:
    """Gives the exception for one problem, to be raised by the caller."""
    return CannotDo(Problem(place, words, code))


def raise_if(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Raises ``CannotDo`` with all the problems when there are any."""
    if problems:
        raise CannotDo(*problems)
