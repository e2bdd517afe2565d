"""The numbers and the edge rules of a price rule as sentences, for everything that prints a method."""

from collections.abc import Iterator

from starapp.criteria.evaluation_model import PriceRule
from starapp.criteria.price_edges import edge_sentences
from starapp.criteria.price_formulas import FORMULAS
from starapp.foundation.exact import money, plain


def parameter_sentences(rule: PriceRule) -> tuple[str, ...]:
    """The published numbers of the formula: "Ceiling: £130,000.00."; empty where it has none."""
    return tuple(_parameters(rule))


def _parameters(rule: PriceRule) -> Iterator[str]:
    formula = FORMULAS[rule.formula]
    known = dict(rule.parameters)
    for one in formula.parameters:
        if one.name in known:
            value = known[one.name]
            yield f"{one.label}: {money(value) if one.pounds else plain(value)}."
    if formula.table is not None:
        prices = formula.table.name == "points"
        for first, share in rule.table:
            shown = money(first) if prices else plain(first)
            yield f"{formula.table.first} {shown}: {plain(share)} of the marks."


def published_price_rules(rule: PriceRule) -> tuple[str, ...]:
    """Every number and every edge rule, in the order in which they are printed.

    Edge rules that were never chosen are left out: models locked by earlier versions have none.
    """
    edges = edge_sentences(rule.edges) if rule.edges is not None else ()
    return (*parameter_sentences(rule), *edges)
