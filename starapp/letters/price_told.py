"""What a letter lets its reader work out about another bidder's price, and what it may say of it.

The clues are taken from what the letter prints and from nothing else: points to the model's
places, totals, and the difference between them. Pure.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, Kind, RoundingStage
from starapp.foundation.exact import apart, exact_sum, money, points
from starapp.letters.letter_facts import (
    AnyFacts,
    Assessment,
    AwardFacts,
    LetterFacts,
    NotRankedFacts,
    ScoreLine,
    UnsuccessfulFacts,
)
from starapp.letters.method_part import BASIS_WORDS, price_formula
from starapp.letters.price_solver import Band, Clues, Derived, Span, derive

OWN_TOLD = "This letter holds every score agreed for your bid, with its reason."
GROUND = (
    "This is sensitive commercial information, and there is an overriding public interest in "
    "withholding it (section 94(1)(b) of the Procurement Act 2023)."
)


class Whose(StrEnum):
    """Whose price can be worked out, as far as the reader can tell."""

    WINNER = "winner"
    LOWEST = "lowest"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """One price that the reader of a letter can work out."""

    whose: Whose
    span: Span


def told(facts: AnyFacts) -> tuple[Told, ...]:
    """The prices a letter gives away to its reader, the winner's first."""
    found = _derived(facts)
    return tuple(
        Told(whose, span)
        for whose, span in (
            (Whose.WINNER, found.winner),
            (Whose.LOWEST, found.lowest),
            (Whose.OTHER, found.other),
        )
        if span is not None and span.no_secret
    )


def withheld(facts: UnsuccessfulFacts | NotRankedFacts) -> str:
    """What is withheld about the winner and why; never what the letter lets its reader work out."""
    what = "the winner’s price and rates, and what else its bid says of its staff and methods"
    if any(one.whose is Whose.WINNER for one in told(facts)):
        what = "the winner’s rates, and what else its bid says of its staff and methods"
        if facts.common.rates_asked < 2:
            what = "what else the winner’s bid says of its staff and methods"
    return f"We have withheld {what}. {GROUND} {OWN_TOLD}"


def told_words(one: Told, *, to: str, whose: str, common: LetterFacts) -> str:
    """One price that a letter gives away, in a sentence for the people who issue it.

    Args:
        one: what can be worked out.
        to: who reads the letter.
        whose: the name of the bidder the price belongs to, which the letter may not tell.
        common: of the letter.
    """
    basis = BASIS_WORDS[common.model.price.basis]
    which = {
        Whose.WINNER: f"the {basis} of {whose}",
        Whose.LOWEST: f"the lowest {basis}, which is that of {whose}",
        Whose.OTHER: f"the {basis} of {whose}",
    }[one.whose]
    low = money(Fraction(one.span.low, 100))
    if one.span.high is None or one.span.high == one.span.low:
        how = f"{low}, to the penny"
    else:
        high = money(Fraction(one.span.high, 100))
        within = money(Fraction(one.span.high - one.span.low, 100))
        how = f"to within {within}, between {low} and {high}"
    return f"From its letter and the published formula {to} can work out {which}: {how}."


def _derived(facts: AnyFacts) -> Derived:
    match facts:
        case AwardFacts():
            return _of(facts.common, facts.own, None)
        case UnsuccessfulFacts():
            return _of(facts.common, facts.own, facts.winner, tie_break=facts.tie_break)
        case NotRankedFacts():
            return _of(facts.common, None, facts.winner)
        case _:
            return Derived()


def _of(
    common: LetterFacts, own: Assessment | None, winner: Assessment | None, *, tie_break: str = ""
) -> Derived:
    model, formula = common.model, price_formula(common.model)
    if formula is None:
        return Derived()
    price = _price_line(model, own).price if own else None
    ranked = common.number_ranked
    if formula.compared is not None:
        if own is None or winner is None or own.total is None or winner.total is None:
            return Derived()
        qualities = own.total, winner.total
        return derive(Clues(model.price, ranked, price, qualities=qualities, level=bool(tie_break)))
    if not _price_weight(model):
        return Derived()
    mine, theirs = _shares(model, own, winner)
    return derive(Clues(model.price, ranked, price, mine, theirs))


def _price_weight(model: EvaluationModel) -> Fraction:
    return Fraction(model.leaves(Kind.PRICE)[0].weight)


def _price_line(model: EvaluationModel, who: Assessment) -> ScoreLine:
    code = model.leaves(Kind.PRICE)[0].code
    return next(line for line in who.lines if line.code == code)


def _shares(
    model: EvaluationModel, own: Assessment | None, winner: Assessment | None
) -> tuple[Band | None, Band | None]:
    """The shares of the price marks that the printed points, totals and difference leave open."""
    mine = _points(model, own) if own else None
    theirs = _points(model, winner) if winner else None
    if own and winner and mine and theirs and own.total is not None and winner.total is not None:
        mine, theirs = _beside(model, (own, mine), (winner, theirs))
    return _share(model, mine), _share(model, theirs)


def _points(model: EvaluationModel, who: Assessment) -> Band | None:
    """What is printed as price points, and in the total beside scores whose points are exact."""
    got = _price_line(model, who).points
    if got is None:
        return None
    rule = model.rounding
    band = _printed(points(got, rule.places, rule.mode))
    if who.total is None or rule.stage is RoundingStage.CRITERION:
        return band
    total = _printed(points(who.total, rule.places, rule.mode))
    return band.meets(_less(total, _scored(model, who)))


def _less(band: Band, value: Fraction) -> Band:
    return Band(band.low - value, band.high - value)


def _scored(model: EvaluationModel, who: Assessment) -> Fraction:
    price = _price_line(model, who).code
    return exact_sum(line.points for line in who.lines if line.points and line.code != price)


def _beside(
    model: EvaluationModel, own: tuple[Assessment, Band], winner: tuple[Assessment, Band]
) -> tuple[Band, Band]:
    """What the sentence on how far apart the totals are adds to the points of each."""
    (me, mine), (first, theirs) = own, winner
    rule = model.rounding
    if rule.stage in {RoundingStage.CRITERION, RoundingStage.TOTAL}:
        return mine, theirs
    none = Fraction(0)
    between = (first.total or none) - (me.total or none)
    said = (
        Band(between, between)
        if not between
        else _printed(apart(between, 0, rule.places, rule.mode)[0])
    )
    texts = apart(me.total or none, first.total or none, rule.places, rule.mode)
    mine, theirs = (
        band.meets(_less(_printed(text), _scored(model, who)))
        for band, text, who in ((mine, texts[0], me), (theirs, texts[1], first))
    )
    more = _scored(model, first) - _scored(model, me)
    apart_by = _less(said, more)
    return (
        mine.meets(Band(theirs.low - apart_by.high, theirs.high - apart_by.low)),
        theirs.meets(Band(mine.low + apart_by.low, mine.high + apart_by.high)),
    )


def _printed(text: str) -> Band:
    """Between which numbers something lies that is printed like this."""
    value, half = Fraction(text), Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    return Band(value - half, value + half)


def _share(model: EvaluationModel, band: Band | None) -> Band | None:
    if band is None:
        return None
    weight, rule = _price_weight(model), model.rounding
    low, high = max(band.low / weight, Fraction(0)), min(band.high / weight, Fraction(1))
    if rule.stage is RoundingStage.PRICE_RATIO:
        unit = Fraction(1, 10**rule.places)
        low = (-(-low // unit) - Fraction(1, 2)) * unit
        high = (high // unit + Fraction(1, 2)) * unit
    return Band(low, high)
