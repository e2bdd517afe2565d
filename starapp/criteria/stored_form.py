"""An evaluation model as plain JSON and back, strictly: nothing unknown, nothing missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeVar

from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    PriceBasis,
    PriceRule,
    RoundingRule,
    RoundingStage,
    ScoreRule,
)
from starapp.criteria.price_edges import AboveCeiling, EdgeRules, LevelPrices, ZeroPrice
from starapp.foundation.canonical import Json, plain_value
from starapp.foundation.exact import Rounding
from starapp.foundation.problems import refuse

T = TypeVar("T")
Read = Callable[[Any, str], Any]
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,40})?")


def model_to_json(model: EvaluationModel) -> Json:
    """The model as plain JSON values with numbers as text."""
    return plain_value(model)


def model_from_json(stored: object) -> EvaluationModel:
    """The model from plain JSON values.

    Raises:
        CannotDo: names the place that is missing, unknown or of the wrong kind.
    """
    return _record(EvaluationModel, stored, "model", _MODEL)


_ADDED = {(PriceRule, "table"), (PriceRule, "edges")}
"""Parts that models stored by earlier versions lack; they take their default."""


def _record(kind: type[T], stored: object, place: str, reads: Mapping[str, Read]) -> T:
    if not isinstance(stored, dict):
        raise refuse(place, f"{place} must be an object.", "kind")
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type] # always a dataclass
    for name in stored:
        if name not in names:
            raise refuse(f"{place}.{name}", f"{place} has an unknown part “{name}”.", "unknown")
    values = {}
    for field in fields(kind):  # type: ignore[arg-type] # always a dataclass
        if field.name in stored:
            values[field.name] = reads[field.name](stored[field.name], f"{place}.{field.name}")
        elif (kind, field.name) not in _ADDED:
            raise refuse(f"{place}.{field.name}", f"{place} lacks “{field.name}”.", "missing")
    return kind(**values)


def _text(value: Any, place: str) -> str:  # noqa: ANN401 - JSON has no types
    if not isinstance(value, str):
        raise refuse(place, f"{place} must be text.", "kind")
    return value


def _number(value: Any, place: str) -> Decimal:  # noqa: ANN401 - JSON has no types
    if not _NUMBER.fullmatch(_text(value, place)):
        raise refuse(place, f"{place} must be a number as text.", "kind")
    found = Decimal(value)
    if abs(found) >= 10**12:
        raise refuse(place, f"{place} is out of range.", "range")
    return found


def _whole(value: Any, place: str) -> int:  # noqa: ANN401 - JSON has no types
    if not isinstance(value, int) or isinstance(value, bool):
        raise refuse(place, f"{place} must be a whole number.", "kind")
    return value


def _yes_no(value: Any, place: str) -> bool:  # noqa: ANN401 - JSON has no types
    if not isinstance(value, bool):
        raise refuse(place, f"{place} must be yes or no.", "kind")
    return value


def _maybe(read: Read) -> Read:
    return lambda value, place: None if value is None else read(value, place)


def _many(read: Read) -> Read:
    def many(value: Any, place: str) -> tuple[Any, ...]:  # noqa: ANN401 - JSON has no types
        if not isinstance(value, list):
            raise refuse(place, f"{place} must be a list.", "kind")
        return tuple(read(one, f"{place}[{n}]") for n, one in enumerate(value))

    return many


def _pair(first: Read, second: Read) -> Read:
    def pair(value: Any, place: str) -> tuple[Any, Any]:  # noqa: ANN401 - JSON has no types
        if not isinstance(value, list) or len(value) != 2:
            raise refuse(place, f"{place} must be a pair.", "kind")
        return first(value[0], f"{place}[0]"), second(value[1], f"{place}[1]")

    return pair


def _one_of(kind: type[T]) -> Read:
    def one_of(value: Any, place: str) -> T:  # noqa: ANN401 - JSON has no types
        try:
            return kind(_text(value, place))  # type: ignore[call-arg] # an enumeration of text
        except ValueError:
            raise refuse(place, f"{place} has an unknown value “{value}”.", "unknown") from None

    return one_of


def _of(kind: type[Any], reads: Mapping[str, Read]) -> Read:
    return lambda value, place: _record(kind, value, place, reads)


_LEVEL: Mapping[str, Read] = {"score": _number, "label": _text, "meaning": _text, "plain": _text}
_ROLE: Mapping[str, Read] = {"code": _text, "title": _text}
_ROUNDING: Mapping[str, Read] = {
    "stage": _one_of(RoundingStage),
    "places": _whole,
    "mode": _one_of(Rounding),
}
_EDGES: Mapping[str, Read] = {
    "zero": _one_of(ZeroPrice),
    "above_ceiling": _one_of(AboveCeiling),
    "ceiling": _maybe(_number),
    "all_equal": _one_of(LevelPrices),
    "single_bid": _one_of(LevelPrices),
}
_PRICE: Mapping[str, Read] = {
    "formula": _text,
    "parameters": _many(_pair(_text, _number)),
    "basis": _one_of(PriceBasis),
    "table": _many(_pair(_number, _number)),
    "edges": _maybe(_of(EdgeRules, _EDGES)),
}
_CRITERION: Mapping[str, Read] = {
    "code": _text,
    "title": _text,
    "kind": _one_of(Kind),
    "part": _one_of(Part),
    "parent": _maybe(_text),
    "weight": _number,
    "minimum": _maybe(_number),
    "question": _text,
    "look_for": _many(_text),
    "word_limit": _maybe(_whole),
    "written": _yes_no,
    "roles": _many(_text),
    "plain_question": _text,
    "plain_words": _many(_pair(_text, _text)),
    "reasons": _many(_text),
}
_MODEL: Mapping[str, Read] = {
    "name": _text,
    "criteria": _many(_of(Criterion, _CRITERION)),
    "scale": _many(_of(Level, _LEVEL)),
    "roles": _many(_of(EvaluatorRole, _ROLE)),
    "score_rule": _one_of(ScoreRule),
    "comparator": _text,
    "price": _of(PriceRule, _PRICE),
    "rounding": _of(RoundingRule, _ROUNDING),
    "tie_break": _many(_text),
    "spread_flag": _number,
}
