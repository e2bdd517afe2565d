"""A stored model comes back as it was, and nothing unknown, missing or of another kind is taken."""

import copy
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.criteria.evaluation_model import EvaluationModel, PriceRule
from starapp.criteria.stored_form import model_from_json, model_to_json
from starapp.criteria.templates import TEMPLATES
from starapp.foundation.problems import CannotDo
from tests.make.scene import northvale_model

Path = tuple[str | int, ...]


def stored() -> Any:
    """The example as JSON gives it back."""
    return json.loads(json.dumps(model_to_json(northvale_model())))


def places(value: Any, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of the stored form with the way to it; of long lists the first two."""
    yield above, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*above, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value[:2]):
            yield from places(inner, (*above, number))


def changed(path: Path, new: Any) -> Any:
    """The stored form with another value at a place."""
    whole = stored()
    if not path:
        return new
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = new
    return whole


ALL = list(places(stored()))
OBJECTS = [path for path, value in ALL if isinstance(value, dict)]
MAY_LACK = {("price", "table"), ("price", "edges")}


@pytest.mark.parametrize(
    "make", [northvale_model, *(template[2] for template in TEMPLATES.values())]
)
def test_a_model_comes_back_as_it_was(make: Any) -> None:
    model = make()
    back = model_from_json(json.loads(json.dumps(model_to_json(model))))
    assert back == model
    assert back.fingerprint() == model.fingerprint()


@pytest.mark.parametrize("path", OBJECTS, ids=str)
def test_a_part_nobody_knows_is_refused(path: Path) -> None:
    whole = stored()
    holder = whole
    for step in path:
        holder = holder[step]
    holder["surprise"] = "1"
    with pytest.raises(CannotDo, match="unknown part “surprise”"):
        model_from_json(whole)


@pytest.mark.parametrize(
    "path", [path for path, _ in ALL if path and isinstance(path[-1], str)], ids=str
)
def test_a_missing_part_is_refused_unless_older_models_lack_it(path: Path) -> None:
    whole = stored()
    holder = whole
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    if path in MAY_LACK:
        assert isinstance(model_from_json(whole), EvaluationModel)
        return
    with pytest.raises(CannotDo, match=f"lacks “{path[-1]}”"):
        model_from_json(whole)


@pytest.mark.parametrize("wrong", [1.5, 3, True, "soup", [], [1], {}, {"a": 1}, None], ids=repr)
def test_a_value_of_another_kind_is_refused_or_is_one_of_its_kind(wrong: Any) -> None:
    taken = []
    for path, _ in ALL:
        try:
            found = model_from_json(changed(path, wrong))
        except CannotDo as refused:
            (problem,) = refused.problems
            assert problem.code in {"kind", "unknown", "missing", "range"}
            assert problem.place.startswith("model")
        else:
            taken.append(path)
            assert model_to_json(found) == changed(path, wrong)
    assert len(taken) < len(ALL) / 2


@pytest.mark.parametrize(
    "number",
    ["", " 1", "1 ", "+1", "1e5", "1,000", "NaN", "Infinity", "٣", "1.", ".5", "--1", "1" * 13, "-" + "9" * 13],
)  # fmt: skip
def test_numbers_are_plain_decimals(number: str) -> None:
    with pytest.raises(CannotDo) as refused:
        model_from_json(changed(("spread_flag",), number))
    assert refused.value.problems[0].place == "model.spread_flag"


@pytest.mark.parametrize("whole", ["3", 3.0, True, None, [3]])
def test_whole_numbers_are_whole_numbers(whole: object) -> None:
    with pytest.raises(CannotDo, match="whole number"):
        model_from_json(changed(("rounding", "places"), whole))


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_anything_else_is_refused_in_words(value: object) -> None:
    with pytest.raises(CannotDo):
        model_from_json(value)


def variants(value: Any) -> Iterator[Any]:
    """Copies of a frozen value with one thing in it changed."""
    for field in fields(value):
        old = getattr(value, field.name)
        if isinstance(old, tuple) and old:
            yield replace(value, **{field.name: old[1:]})
            if is_dataclass(old[0]):
                for new in variants(old[0]):
                    yield replace(value, **{field.name: (new, *old[1:])})
        elif isinstance(old, str) and type(old) is str:
            yield replace(value, **{field.name: old + "x"})
        elif isinstance(old, bool):
            yield replace(value, **{field.name: not old})
        elif isinstance(old, Decimal | int):
            yield replace(value, **{field.name: old + 1})
        elif isinstance(old, str):
            other = next(one for one in type(old) if one is not old)
            yield replace(value, **{field.name: other})
        elif is_dataclass(old):
            for new in variants(old):
                yield replace(value, **{field.name: new})


def test_any_change_changes_the_fingerprint() -> None:
    model = northvale_model()
    found = [one.fingerprint() for one in variants(model)]
    assert len(found) > 30
    assert model.fingerprint() not in found
    assert len(set(found)) == len(found)


def test_how_a_number_is_written_and_what_older_models_lack_change_nothing() -> None:
    model = northvale_model()
    longer = replace(model, spread_flag=Decimal("2.000"))
    assert longer.fingerprint() == model.fingerprint()
    old = copy.deepcopy(stored())
    for name in ("table", "edges"):
        del old["price"][name]
    without = replace(model, price=PriceRule())
    assert model_from_json(old).fingerprint() == without.fingerprint()
