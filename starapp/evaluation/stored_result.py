"""Reads stored inputs and results back as the exact values they were written from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from starapp.evaluation.result import BidInput, NotRanked, Placed, Reason, Result


def inputs_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[BidInput, ...]:
    """Gives the ranking's inputs from the JSON of a run.

    Raises:
        KeyError: when a field is missing.
        ValueError: when a number is not exact.
    """
    return tuple(
        BidInput(
            bid=one["bid"],
            price=_decimal(one["price"]),
            scores={code: Decimal(score) for code, score in one["scores"].items()},
            passes=dict(one["passes"]),
            set_aside=one["set_aside"],
        )
        for one in stored
    )


def result_from_json(stored: Mapping[str, Any]) -> Result:
    """Gives a result with its fractions from the JSON of a run.

    Raises:
        KeyError: when a field is missing.
        ValueError: when a number is not exact.
    """
    return Result(
        ranking=tuple(
            Placed(
                bid=one["bid"],
                place=one["place"],
                total=Fraction(one["total"]),
                points=_fractions(one["points"]),
                sections=_fractions(one["sections"]),
                tie_break=one["tie_break"],
            )
            for one in stored["ranking"]
        ),
        not_ranked=tuple(
            NotRanked(one["bid"], tuple(_reason(reason) for reason in one["reasons"]))
            for one in stored["not_ranked"]
        ),
        unresolved_tie=tuple(stored["unresolved_tie"]),
    )


def _reason(stored: Mapping[str, Any]) -> Reason:
    reached = stored["reached"]
    return Reason(
        code=stored["code"],
        criterion=stored["criterion"],
        reached=None if reached is None else Fraction(reached),
        minimum=_decimal(stored["minimum"]),
        detail=stored["detail"],
    )


def _decimal(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)


def _fractions(stored: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: Fraction(value) for code, value in stored.items()}
