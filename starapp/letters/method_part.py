"""The part of a letter that tells how bids were scored, from the published method."""

from decimal import Decimal

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind, Part, PriceBasis
from starapp.criteria.model_checks import LOWER_PRICE
from starapp.criteria.price_formula import PriceFormula
from starapp.criteria.price_formulas import FORMULAS
from starapp.criteria.price_words import parameter_sentences
from starapp.documents.blocks import Align, Block, Bullets, Heading, Paragraph, Table
from starapp.foundation.exact import plain
from starapp.letters.letter_facts import LetterFacts

PART_TITLES = {
    Part.QUALITY: "Quality",
    Part.PRICE: "Price",
    Part.SOCIAL_VALUE: "Social value",
}
BASIS_WORDS = {
    PriceBasis.WEEKLY: "weekly price",
    PriceBasis.ANNUAL: "yearly price",
    PriceBasis.FIRST_YEAR: "first-year price",
}


def method(facts: LetterFacts) -> list[Block]:
    """The award criteria, what each counts for and how it is scored (reg. 31(2)(b) and (c))."""
    model = facts.model
    rows = [
        (
            f"{c.code} {c.title}",
            PART_TITLES[c.part],
            counts_for(c.weight),
            _how(model, c.kind),
        )
        for c in model.leaves()
    ]
    best = model.scores[-1]
    scale = [
        f"{plain(level.score)} {level.label}: {level.meaning}"
        for level in sorted(model.scale, key=lambda x: x.score, reverse=True)
    ]
    return [
        Heading(2, "How bids were scored"),
        Table.of(
            ("Question", "Part", "Counts for", "How it is scored"),
            rows,
            caption="Award criteria, what each counts for, and how it is scored",
            align=(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT),
            widths=(40, 18, 14, 28),
        ),
        Paragraph.of(
            f"Scores run from {plain(model.scores[0])} to {plain(best)}. "
            "The panel agreed one score for each question; averages were not used."
        ),
        Bullets.of(scale),
        *_minimums(model),
        *_price(model),
        *_ties(model),
        Paragraph.of(facts.model_words),
    ]


def _minimums(model: EvaluationModel) -> list[Block]:
    least = "at least" if model.comparator == ">=" else "more than"
    lines = [
        f"{criterion_name(c)}: {least} {plain(c.minimum)}"
        + (" points" if c.kind is Kind.SECTION else f" of {plain(model.scores[-1])}")
        for c in model.criteria
        if c.minimum is not None
    ]
    if not lines:
        return []
    words = "A bid that is below one of these minimums is not ranked:"
    return [Paragraph.of(words), Bullets.of(lines)]


def _price(model: EvaluationModel) -> list[Block]:
    formula = price_formula(model)
    if formula is None:
        return []
    basis = BASIS_WORDS[model.price.basis]
    if formula.compared is not None:
        words = f"Bids are put in order by price and quality, on the {basis}: {formula.sum_words}."
    else:
        words = f"Price points follow this formula on the {basis}: {formula.sum_words}."
    return [Paragraph.of(" ".join((words, *parameter_sentences(model.price))))]


def price_formula(model: EvaluationModel) -> PriceFormula | None:
    """The published price formula; None where price does not count."""
    return FORMULAS[model.price.formula] if model.leaves(Kind.PRICE) else None


def _ties(model: EvaluationModel) -> list[Block]:
    if not model.tie_break:
        return []
    rules = "; ".join(tie_rule(model, code) for code in model.tie_break)
    return [Paragraph.of(f"If totals are equal, these decide in turn: {rules}.")]


def tie_rule(model: EvaluationModel, rule: str) -> str:
    """What one tie-break rule asks for: "the lower price", "more points for Quality"."""
    if rule == LOWER_PRICE:
        return "the lower price"
    return f"more points for {model.criterion(rule).title}"


def criterion_name(criterion: Criterion) -> str:
    """A section by its title, a question by code and title."""
    if criterion.kind is Kind.SECTION:
        return criterion.title
    return f"{criterion.code} {criterion.title}"


def _how(model: EvaluationModel, kind: Kind) -> str:
    if kind is Kind.PRICE:
        return "By the price formula"
    if kind is Kind.PASS_FAIL:
        return "Pass or fail"
    return f"Score {plain(model.scores[0])} to {plain(model.scores[-1])}"


def counts_for(weight: Decimal) -> str:
    """The share of all marks: "18 %"; a dash for what carries none."""
    return f"{plain(weight)} %" if weight else "–"
