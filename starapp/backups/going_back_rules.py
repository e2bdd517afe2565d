"""Who may put an earlier copy in the place of a workspace, and when a second person must agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from starapp.foundation.problems import Problem
from starapp.history.acting import Actor, Role
from starapp.organisation.people import Person

MAY_GO_BACK = (Role.PROCUREMENT, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for.

    Attributes:
        by: who asks.
        reason: why, in their words.
        second: the person who agrees, or None.
        confirmed: the second person said so at this PC.
    """

    by: Actor
    reason: str
    second: Person | None = None
    confirmed: bool = False


def why_not(wish: Wish, *, another: bool, facts: Sequence[str]) -> tuple[Problem, ...]:
    """What keeps the copy from being put back; empty when nothing does.

    Args:
        wish: what a person asks for.
        another: the copy is of another workspace.
        facts: what happened in the world after the copy, such as bids opened or letters issued.
    """
    if not wish.by.can(*MAY_GO_BACK):
        words = "Only a procurement officer or an administrator puts an earlier copy back."
        return (Problem("", words, "role"),)
    if another:
        words = "This is a copy of another workspace with the same name. Open it as a copy instead."
        return (Problem("", words, "another"),)
    problems = []
    if not wish.reason.strip():
        problems.append(Problem("reason", "Write the reason.", "no_reason"))
    if facts:
        problems.extend(_second(wish))
    return tuple(problems)


def _second(wish: Wish) -> list[Problem]:
    second = wish.second
    if second is None:
        words = "Choose the second person who agrees."
        return [Problem("second", words, "no_second")]
    if second.id == wish.by.person_id or not second.active:
        words = "Choose another person who works here now."
        return [Problem("second", words, "same_person")]
    if not wish.confirmed:
        words = f"{second.name} says here, at this PC, that they agree. Tick the box then."
        return [Problem("confirmed", words, "not_confirmed")]
    return []
