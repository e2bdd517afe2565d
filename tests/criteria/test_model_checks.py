"""Everything that stops a model from being locked is found, with its place and in words."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from starapp.criteria.criteria_tree import replaced
from starapp.criteria.evaluation_model import (
    Criterion,
    EvaluationModel,
    EvaluatorRole,
    Kind,
    Level,
    Part,
    RoundingRule,
)
from starapp.criteria.model_checks import model_problems, warnings
from starapp.criteria.templates import TEMPLATES
from tests.make.scene import northvale_model

Change = Callable[[EvaluationModel], EvaluationModel]


def with_criterion(which: str, /, **fields: object) -> Change:
    """Changes one criterion."""
    return lambda model: replaced(model, which, replace(model.criterion(which), **fields))


def having(**fields: object) -> Change:
    """Changes parts of the model itself."""
    return lambda model: replace(model, **fields)


def with_more(*criteria: Criterion) -> Change:
    """Adds criteria at the end."""
    return lambda model: replace(model, criteria=(*model.criteria, *criteria))


def section(code: str, parent: str | None = None) -> Criterion:
    return Criterion(code, f"Section {code}", Kind.SECTION, Part.QUALITY, parent)


def passed(code: str, **fields: object) -> Criterion:
    whole = Criterion(code, "Insurance", Kind.PASS_FAIL, Part.QUALITY, question="Is it insured?")
    return replace(whole, **fields)


SCALE = northvale_model().scale
ROLES = northvale_model().roles


def test_the_example_can_be_locked_with_nothing_to_warn_of_but_what_is_missing() -> None:
    assert model_problems(northvale_model()) == ()
    assert {problem.code for problem in warnings(northvale_model())} <= {"plain"}


def test_the_empty_model_leaves_every_choice_to_make() -> None:
    places = {problem.place for problem in model_problems(TEMPLATES["blank"][2]())}
    assert {"weights", "price.edges", "tie_break", "section.quality"} <= places


@pytest.mark.parametrize("code", sorted(set(TEMPLATES) - {"blank"}))
def test_every_template_can_be_locked_as_it_is(code: str) -> None:
    _, _, make = TEMPLATES[code]
    assert model_problems(make()) == ()
    assert warnings(make()) == ()


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (having(name="  "), "name", "name"),
        (having(spread_flag=Decimal(-1)), "spread_flag", "negative"),
        (having(roles=(*ROLES, ROLES[0])), "roles", "roles"),
        (having(roles=(*ROLES, EvaluatorRole("E9", " "))), "roles", "roles"),
        (having(roles=(*ROLES, EvaluatorRole("", "Nurse"))), "roles", "roles"),
        (having(comparator="<"), "comparator", "comparator"),
        (having(scale=SCALE[:1]), "scale", "scale"),
        (having(scale=()), "scale", "scale"),
        (having(scale=(*SCALE, SCALE[0])), "scale", "scale"),
        (having(scale=(SCALE[1], SCALE[0], *SCALE[2:])), "scale", "scale"),
        (having(scale=(replace(SCALE[0], score=Decimal(-1)), *SCALE[1:])), "scale", "scale"),
        (having(scale=(replace(SCALE[0], meaning=" "), *SCALE[1:])), "scale.0", "scale"),
        (having(scale=(replace(SCALE[0], label=""), *SCALE[1:])), "scale.0", "scale"),
        (having(rounding=RoundingRule(places=7)), "rounding", "rounding"),
        (having(rounding=RoundingRule(places=-1)), "rounding", "rounding"),
        (having(tie_break=()), "tie_break", "tie"),
        (having(tie_break=("Q1", "Q1")), "tie_break", "tie"),
        (having(tie_break=("Q99",)), "tie_break", "tie"),
        (with_criterion("Q1", weight=Decimal(19)), "weights", "weights"),
        (with_criterion("Q1", weight=Decimal("17.9999")), "weights", "weights"),
        (with_criterion("Q1", weight=Decimal(-18)), "weights.Q1", "negative"),
        (with_criterion("quality", weight=Decimal(1)), "weights.quality", "weight"),
        (with_criterion("Q1", minimum=Decimal(6)), "minimum.Q1", "minimum"),
        (with_criterion("Q1", minimum=Decimal("2.5")), "minimum.Q1", "minimum"),
        (with_criterion("PR", minimum=Decimal(1)), "minimum.PR", "minimum"),
        (with_criterion("quality", minimum=Decimal("60.01")), "minimum.quality", "minimum"),
        (with_criterion("quality", minimum=Decimal(-1)), "minimum.quality", "minimum"),
        (with_criterion("Q1", title=""), "title.Q1", "title"),
        (with_criterion("Q1", question="  "), "question.Q1", "question"),
        (with_criterion("Q1", word_limit=0), "word_limit.Q1", "limit"),
        (with_criterion("Q1", roles=()), "roles.Q1", "roles"),
        (with_criterion("Q1", roles=("E1", "E9")), "roles.Q1", "roles"),
        (with_criterion("Q1", parent="nowhere"), "parent.Q1", "parent"),
        (with_criterion("Q1", parent="Q2"), "parent.Q1", "parent"),
        (with_criterion("Q1", code="Q2"), "code.Q2", "code"),
        (with_criterion("Q1", code=""), "code.", "code"),
        (with_criterion("quality", parent="quality"), "parent.quality", "circle"),
        (with_more(section("empty")), "section.empty", "empty section"),
        (with_more(section("a", "b"), section("b", "a")), "parent.a", "circle"),
        (with_more(passed("PF1", weight=Decimal(5))), "weights.PF1", "weight"),
        (with_more(passed("PF1", question="")), "question.PF1", "question"),
        (with_more(passed("PF1", minimum=Decimal(1))), "minimum.PF1", "minimum"),
        (
            with_more(Criterion("PR2", "More", Kind.PRICE, Part.PRICE)), "price", "price",
        ),
        (having(criteria=()), "criteria", "empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_with_its_place(change: Change, place: str, code: str) -> None:
    found = model_problems(change(northvale_model()))
    assert (place, code) in [(problem.place, problem.code) for problem in found]
    assert all(problem.words.endswith(".") for problem in found)


@pytest.mark.parametrize(
    ("weight", "told"),
    [
        ("17", "Weights add up to 99 %. Give 1 % more."),
        ("18.0001", "Weights add up to 100.0001 %. Take 0.0001 % away."),
        ("0", "Weights add up to 82 %. Give 18 % more."),
    ],
)
def test_weights_say_how_much_is_missing_or_too_much(weight: str, told: str) -> None:
    changed = with_criterion("Q1", weight=Decimal(weight))(northvale_model())
    assert told in [problem.words for problem in model_problems(changed)]


def test_a_pass_or_fail_question_may_join_and_may_not_break_a_tie() -> None:
    model = with_more(passed("PF1"))(northvale_model())
    assert model_problems(model) == ()
    tied = replace(model, tie_break=("PF1",))
    assert [problem.place for problem in model_problems(tied)] == ["tie_break"]


def test_lower_price_may_break_a_tie_only_where_there_is_a_price() -> None:
    model = replace(northvale_model(), tie_break=("lower_price",))
    assert model_problems(model) == ()
    free = replace(
        model,
        criteria=tuple(
            replace(c, weight=Decimal(43)) if c.code == "Q1" else c
            for c in model.criteria
            if c.kind is not Kind.PRICE
        ),
    )
    assert [problem.place for problem in model_problems(free)] == ["tie_break"]


def test_a_scale_may_run_either_way_and_by_halves() -> None:
    model = northvale_model()
    assert model_problems(replace(model, scale=tuple(reversed(model.scale)))) == ()
    halves = (*model.scale, Level(Decimal("5.5"), "Half more", "Half more than five", "More"))
    assert model_problems(replace(model, scale=halves)) == ()


def test_missing_plain_words_are_a_warning_and_do_not_stop() -> None:
    model = with_criterion("Q1", plain_question=" ")(northvale_model())
    assert "plain.Q1" in [problem.place for problem in warnings(model)]
    assert model_problems(model) == ()
