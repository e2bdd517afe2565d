"""Small made-up competitions for hypothesis, by every formula and rounding stage."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from starapp.criteria.evaluation_model import (
    Kind,
    PriceRule,
    RoundingRule,
    RoundingStage,
    ScoreRule,
)
from starapp.criteria.price_formulas import FORMULAS, example_rule
from starapp.evaluation.result import BidInput
from starapp.evaluation.rules import Leaf, Rules, Section

SCALE = tuple(Fraction(score) for score in range(6))
ORDERING = sorted(code for code, formula in FORMULAS.items() if formula.compared is not None)
MARKING = sorted(code for code, formula in FORMULAS.items() if formula.compared is None)


def price_rule(code: str) -> PriceRule:
    """A formula with the parameters of the worked example."""
    return example_rule(code)


@st.composite
def made_rules(
    draw: Any, *, stages: tuple[RoundingStage, ...] = tuple(RoundingStage)
) -> Rules:  # hypothesis draws anything
    """Rules of two to four questions and a price."""
    questions = draw(st.integers(2, 4))
    code = draw(st.sampled_from([*MARKING, *ORDERING]))
    price = Fraction(0 if code in ORDERING else draw(st.integers(10, 60)))
    shares = draw(st.lists(st.integers(1, 5), min_size=questions, max_size=questions))
    whole = sum(shares)
    minimum = draw(st.sampled_from([None, 1, 2]))
    leaves = [
        Leaf(
            f"Q{n}",
            Kind.SCORED,
            (100 - price) * share / whole,
            SCALE,
            minimum if n == 0 else None,
        )
        for n, share in enumerate(shares)
    ]
    half = tuple(leaf.code for leaf in leaves[: questions // 2 + 1])
    least = draw(st.sampled_from([None, Fraction(20), Fraction(5)]))
    leaves.append(Leaf("PR", Kind.PRICE, price))
    return Rules(
        leaves=tuple(leaves),
        sections=(Section("quality", half, least),),
        price=price_rule(code),
        score_rule=draw(st.sampled_from(list(ScoreRule))),
        comparator=draw(st.sampled_from([">=", ">"])),
        rounding=RoundingRule(draw(st.sampled_from(stages)), draw(st.integers(0, 2))),
        tie_break=draw(st.sampled_from([(), ("quality", "lower_price"), ("lower_price", "Q0")])),
        order=("quality", *(leaf.code for leaf in leaves)),
    )


@st.composite
def made_bids(
    draw: Any, rules: Rules, *, most: int = 5
) -> list[BidInput]:  # hypothesis draws anything
    """Up to five bids; prices lie near each other so that results are close."""
    codes = [leaf.code for leaf in rules.leaves if leaf.kind is Kind.SCORED]
    bids = []
    for n in range(draw(st.integers(1, most))):
        scores = {code: Decimal(draw(st.integers(0, 5))) for code in codes}
        price = Decimal(draw(st.integers(8_000_00, 13_000_00)) * 10) / 100
        aside = draw(st.sampled_from([None] * 6 + ["late"]))
        bids.append(BidInput(chr(65 + n), price, scores, set_aside=aside))
    return bids
