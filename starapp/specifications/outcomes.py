"""Outcomes: what good looks like for the person, how it is known, and the step from now to goal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starapp.foundation.canonical import Json, plain_value
from starapp.foundation.problems import Problem, refuse

STEPS = 5
MOST_OUTCOMES = 12
LONGEST = 600
_TEXTS = ("domain", "i_statement", "goal", "measure", "baseline", "target", "checked_by")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of a package.

    Attributes:
        domain: the heading of the purchasing system, for example "Learn new skills".
        i_statement: in the person's words.
        goal: what good looks like.
        measure: how it is known.
        baseline: where the person is now, in words.
        target: where and by when, in words.
        checked_by: who checks, in words.
        step_now: 1 to 5 on the ladder, or None when not set.
        step_goal: 1 to 5 on the ladder, or None when not set.
    """

    domain: str
    i_statement: str = ""
    goal: str = ""
    measure: str = ""
    baseline: str = ""
    target: str = ""
    checked_by: str = ""
    step_now: int | None = None
    step_goal: int | None = None

    @property
    def started(self) -> bool:
        """Something was written besides the heading."""
        return any(getattr(self, name).strip() for name in _TEXTS[1:])


def outcome_problems(outcomes: tuple[Outcome, ...]) -> tuple[Problem, ...]:
    """What is missing before the outcomes can be measured; headings not begun do not count."""
    if not any(outcome.started for outcome in outcomes):
        return (Problem("outcomes", "Write at least one outcome.", "none"),)
    found = []
    for place, outcome in enumerate(outcomes):
        if not outcome.started:
            continue
        if not outcome.goal.strip():
            found.append(Problem(f"outcomes.{place}.goal", "Say what good looks like.", "goal"))
        if not outcome.measure.strip():
            found.append(Problem(f"outcomes.{place}.measure", "Say how we will know.", "measure"))
        if not outcome.target.strip():
            words = "Say what is reached and by when."
            found.append(Problem(f"outcomes.{place}.target", words, "target"))
    return tuple(found)


def check_outcomes(outcomes: tuple[Outcome, ...]) -> tuple[Problem, ...]:
    """What stops outcomes from being saved: too many, too long, or steps that do not exist."""
    found = []
    if len(outcomes) > MOST_OUTCOMES:
        found.append(Problem("outcomes", f"Keep to {MOST_OUTCOMES} outcomes.", "too_many"))
    for place, outcome in enumerate(outcomes):
        if not outcome.domain.strip():
            found.append(Problem(f"outcomes.{place}.domain", "Give it a heading.", "heading"))
        for name in _TEXTS:
            if len(getattr(outcome, name)) > LONGEST:
                words = f"Shorten this to {LONGEST} characters."
                found.append(Problem(f"outcomes.{place}.{name}", words, "too_long"))
        for name in ("step_now", "step_goal"):
            step = getattr(outcome, name)
            if step is not None and not 1 <= step <= STEPS:
                words = f"Choose a step from 1 to {STEPS}."
                found.append(Problem(f"outcomes.{place}.{name}", words, "step"))
    return tuple(found)


def outcomes_to_json(outcomes: tuple[Outcome, ...]) -> Json:
    """The outcomes as plain JSON."""
    return plain_value(outcomes)


def outcomes_from_json(stored: object) -> tuple[Outcome, ...]:
    """Reads outcomes back.

    Raises:
        CannotDo: when they are not what ``outcomes_to_json`` writes.
    """
    if not isinstance(stored, list) or not all(isinstance(entry, Mapping) for entry in stored):
        raise refuse("outcomes", "The outcomes could not be read.", "form")
    return tuple(_outcome(entry) for entry in stored)


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    texts = {name: str(entry.get(name, "")) for name in _TEXTS}
    return Outcome(**texts, step_now=entry.get("step_now"), step_goal=entry.get("step_goal"))
