"""Two people type the same paper sheet; where they differ somebody looks at the paper again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starapp.panel.pack_format import ReturnedScore
from starapp.panel.working_copy import Key


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """An answer the two entries do not agree on.

    Attributes:
        first, second: None where that entry has nothing.
        differs: what differs, in words: score, reason, talk about it.
    """

    key: Key
    first: ReturnedScore | None
    second: ReturnedScore | None
    differs: tuple[str, ...]


def discrepancies(
    first: Iterable[ReturnedScore], second: Iterable[ReturnedScore]
) -> tuple[Discrepancy, ...]:
    """Every answer on which two entries differ, in the order of bid and question.

    Spaces and line ends in a reason do not count: on paper nobody can tell them apart.
    """
    one, other = _by_key(first), _by_key(second)
    return tuple(
        Discrepancy(key, one.get(key), other.get(key), said)
        for key in sorted(set(one) | set(other))
        if (said := _differs(one.get(key), other.get(key)))
    )


def settled_scores(
    first: Iterable[ReturnedScore],
    second: Iterable[ReturnedScore],
    settled: Mapping[Key, ReturnedScore | None],
) -> tuple[ReturnedScore, ...]:
    """What both entries say, and what was settled where they differ.

    Args:
        first: what one person typed.
        second: what the other typed.
        settled: for every discrepancy what stands on the paper; None for nothing.

    Raises:
        KeyError: a discrepancy is not settled.
    """
    told = list(first)
    open_keys = {one.key for one in discrepancies(told, second)}
    agreed = [one for one in told if one.key not in open_keys]
    chosen = [settled[key] for key in sorted(open_keys)]
    return tuple(sorted([*agreed, *(one for one in chosen if one)], key=lambda one: one.key))


def _by_key(entry: Iterable[ReturnedScore]) -> dict[Key, ReturnedScore]:
    return {one.key: one for one in entry}


def _differs(first: ReturnedScore | None, second: ReturnedScore | None) -> tuple[str, ...]:
    if first is None or second is None:
        return ("only one entry has it",) if first is not second else ()
    found = []
    if (first.state, first.score) != (second.state, second.score):
        found.append("score")
    if first.reason.split() != second.reason.split():
        found.append("reason")
    if first.discuss is not second.discuss:
        found.append("talk about it")
    return tuple(found)
