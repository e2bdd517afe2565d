"""What stands between a draft model and locking it (Procurement Act 2023 s.23). Pure."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from starapp.criteria.criteria_tree import marks, total_marks
from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, PriceRule
from starapp.criteria.price_edges import edge_problems
from starapp.criteria.price_formulas import FORMULAS, formula_problems
from starapp.foundation.exact import plain
from starapp.foundation.problems import Problem

HUNDRED = Decimal(100)
LOWER_PRICE = "lower_price"
MOST_PLACES = 6


def model_problems(model: EvaluationModel) -> tuple[Problem, ...]:
    """Gives everything that stops the model from being locked, with its place."""
    circles = tuple(_circles(model))
    if circles:
        return circles
    return (
        *_names(model),
        *_codes(model),
        *_weights(model),
        *_scale(model),
        *_leaves(model),
        *_minimums(model),
        *_price(model),
        *_tie_break(model),
    )


def warnings(model: EvaluationModel) -> tuple[Problem, ...]:
    """Gives what should be better but does not stop locking: missing plain wording."""
    found = [
        Problem(
            f"plain.{leaf.code}",
            f"{leaf.code} has no plain-language question. Everyone on the panel needs one.",
            "plain",
        )
        for leaf in model.leaves(Kind.SCORED)
        if not leaf.plain_question.strip()
    ]
    if any(not level.plain.strip() for level in model.scale):
        found.append(Problem("scale", "Some scores have no plain word.", "plain"))
    return tuple(found)


def _circles(model: EvaluationModel) -> Iterator[Problem]:
    """Sections that stand under themselves; nothing else can be checked while there is one."""
    parents = {c.code: c.parent for c in model.criteria}
    for code, parent in parents.items():
        seen, above = {code}, parent
        while above is not None and above in parents:
            if above in seen:
                words = f"The section {code} stands under itself. Move it."
                yield Problem(f"parent.{code}", words, "circle")
                break
            seen.add(above)
            above = parents[above]


def _names(model: EvaluationModel) -> Iterator[Problem]:
    if not model.name.strip():
        yield Problem("name", "Give the model a name.", "name")
    if model.spread_flag < 0:
        yield Problem("spread_flag", "Enter 0 points or more.", "negative")
    codes = [role.code for role in model.roles]
    if len(set(codes)) != len(codes):
        yield Problem("roles", "Each evaluator role can stand only once.", "roles")
    for role in model.roles:
        if not role.code.strip() or not role.title.strip():
            yield Problem("roles", "Give every evaluator role a code and a title.", "roles")


def _codes(model: EvaluationModel) -> Iterator[Problem]:
    counts = Counter(c.code for c in model.criteria)
    for code, times in counts.items():
        if times > 1 or not code.strip():
            yield Problem(f"code.{code}", f"The code “{code}” must stand once. Change one.", "code")
    sections = {c.code for c in model.criteria if c.kind is Kind.SECTION}
    for criterion in model.criteria:
        if criterion.parent is not None and criterion.parent not in sections:
            yield Problem(f"parent.{criterion.code}", "Put it under a section.", "parent")
        if criterion.kind is Kind.SECTION and not model.children(criterion.code):
            yield Problem(
                f"section.{criterion.code}",
                f"{criterion.title} has no questions. Add one or remove the section.",
                "empty section",
            )
    if not model.leaves():
        yield Problem("criteria", "Add at least one question.", "empty")


def _weights(model: EvaluationModel) -> Iterator[Problem]:
    total = total_marks(model)
    if total < HUNDRED:
        left = plain(HUNDRED - total)
        yield Problem(
            "weights", f"Weights add up to {plain(total)} %. Give {left} % more.", "weights"
        )
    elif total > HUNDRED:
        over = plain(total - HUNDRED)
        yield Problem(
            "weights", f"Weights add up to {plain(total)} %. Take {over} % away.", "weights"
        )
    for criterion in model.criteria:
        place = f"weights.{criterion.code}"
        if criterion.weight < 0:
            yield Problem(place, "Enter a weight of 0 or more.", "negative")
        if criterion.kind in {Kind.SECTION, Kind.PASS_FAIL} and criterion.weight:
            yield Problem(place, "A section or a pass/fail question carries no weight.", "weight")


def _scale(model: EvaluationModel) -> Iterator[Problem]:
    scores = [level.score for level in model.scale]
    if len(scores) < 2:
        yield Problem("scale", "The scale needs at least two scores.", "scale")
    if len(set(scores)) != len(scores):
        yield Problem("scale", "Each score can stand only once.", "scale")
    elif scores not in (sorted(scores), sorted(scores, reverse=True)):
        yield Problem("scale", "Put the scores in order.", "scale")
    for level in model.scale:
        if not level.label.strip() or not level.meaning.strip():
            words = f"Say in words what a score of {plain(level.score)} means."
            yield Problem(f"scale.{plain(level.score)}", words, "scale")
        if level.score < 0:
            yield Problem("scale", "Scores are 0 or more.", "scale")


def _leaves(model: EvaluationModel) -> Iterator[Problem]:
    known = {role.code for role in model.roles}
    for leaf in model.leaves():
        if not leaf.title.strip():
            yield Problem(f"title.{leaf.code}", f"Give {leaf.code} a title.", "title")
        if leaf.kind is Kind.PRICE:
            continue
        if not leaf.question.strip():
            yield Problem(
                f"question.{leaf.code}", f"Write the question of {leaf.code}.", "question"
            )
        if leaf.word_limit is not None and leaf.word_limit < 1:
            yield Problem(f"word_limit.{leaf.code}", "Enter 1 word or more, or no limit.", "limit")
        if leaf.kind is Kind.SCORED:
            yield from _roles(leaf, known)


def _roles(leaf: Criterion, known: set[str]) -> Iterator[Problem]:
    place = f"roles.{leaf.code}"
    if not leaf.roles:
        yield Problem(place, f"Choose who scores {leaf.code}.", "roles")
    for code in leaf.roles:
        if code not in known:
            yield Problem(place, f"{leaf.code} names a role {code} that is not there.", "roles")


def _minimums(model: EvaluationModel) -> Iterator[Problem]:
    if model.comparator not in {">=", ">"}:
        yield Problem("comparator", "Choose “at least” or “more than”.", "comparator")
    scores = set(model.scores)
    for criterion in model.criteria:
        if criterion.minimum is None:
            continue
        place = f"minimum.{criterion.code}"
        if criterion.kind is Kind.SECTION:
            available = marks(model, criterion.code)
            if not 0 <= criterion.minimum <= available:
                yield Problem(place, f"Enter points from 0 to {plain(available)}.", "minimum")
        elif criterion.kind is not Kind.SCORED:
            yield Problem(place, "Only scored questions and sections have a minimum.", "minimum")
        elif criterion.minimum not in scores:
            yield Problem(place, "Choose a score of the scale as the minimum.", "minimum")


def _price(model: EvaluationModel) -> Iterator[Problem]:
    prices = model.leaves(Kind.PRICE)
    if len(prices) > 1:
        yield Problem("price", "A model has one price criterion. Remove the others.", "price")
    if prices:
        yield from formula_problems(model.price)
        yield from edge_problems(model.price.edges)
        yield from _price_weight(model.price, prices[0])
    if not 0 <= model.rounding.places <= MOST_PLACES:
        yield Problem("rounding", f"Enter 0 to {MOST_PLACES} decimal places.", "rounding")


def _price_weight(rule: PriceRule, price: Criterion) -> Iterator[Problem]:
    """A formula that puts bids in order by itself carries no marks, any other carries some."""
    formula = FORMULAS.get(rule.formula)
    if formula is not None and formula.compared is not None and price.weight:
        words = f"“{formula.name}” carries no marks of its own. Give price a weight of 0."
        yield Problem(f"weights.{price.code}", words, "weight")


def _tie_break(model: EvaluationModel) -> Iterator[Problem]:
    known = {c.code for c in model.criteria if c.kind is not Kind.PASS_FAIL}
    if model.leaves(Kind.PRICE):
        known.add(LOWER_PRICE)
    for name in model.tie_break:
        if name not in known:
            yield Problem("tie_break", f"The tie-break names “{name}”, which is not there.", "tie")
    if len(set(model.tie_break)) != len(model.tie_break):
        yield Problem("tie_break", "Each rule of the tie-break can stand only once.", "tie")
    if not model.tie_break:
        yield Problem("tie_break", "Choose what decides when two bids are level.", "tie")
