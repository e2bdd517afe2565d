"""What a price formula is: its sum, its parameters, its properties and its known weakness."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from starapp.criteria.evaluation_model import PriceRule
from starapp.foundation.exact import Exact, exact_sum
from starapp.foundation.problems import Problem


@dataclass(frozen=True)
class PricePool:
    """The prices of the bids still in, in pounds; each figure of the pool is worked out once."""

    prices: tuple[Exact, ...]

    @cached_property
    def lowest(self) -> Fraction:
        """The lowest price in the pool."""
        return Fraction(min(self.prices))

    @cached_property
    def highest(self) -> Fraction:
        """The highest price in the pool."""
        return Fraction(max(self.prices))

    @cached_property
    def mean(self) -> Fraction:
        """The mean of the prices in the pool."""
        return exact_sum(Fraction(price) for price in self.prices) / len(self.prices)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number a formula needs.

    Attributes:
        pounds: an amount of money; False for a plain number.
        example: the value in the worked example that all formulas share.
    """

    name: str
    label: str
    help: str
    example: Decimal
    pounds: bool = True


@dataclass(frozen=True, slots=True)
class TableWords:
    """The words of a formula's table of two columns, and the table of the worked example."""

    name: str
    first: str
    second: str
    help: str
    example: tuple[tuple[Decimal, Decimal], ...]


Share = Callable[[PriceRule, Exact, PricePool], Fraction]
SumWords = Callable[[PriceRule, Exact, PricePool], str]
Compared = Callable[[PriceRule, Exact, Fraction], Fraction]
"""Rule, price and quality points to what bids are put in order by: lowest first."""


@dataclass(frozen=True, slots=True)
class PriceFormula:
    """One way to turn prices into points.

    Attributes:
        name: plain name for people.
        sum_words: its sum as text, without the number of marks.
        relative: a bid's points depend on other bids' prices.
        removal: another bid's leaving can change which of the rest comes first.
        looks_at: the figures of the pool its points depend on, besides the price itself.
        ratio: it divides by the lowest price, so a price of nought needs a decision first.
        weakness: what it does badly, in a sentence.
        at_zero: what happens with a price of nought.
        above_ceiling: what happens with a very high price.
        all_equal: what equal prices get.
        one_bidder: what a single bid gets.
        source: where the formula is published or used.
        share: the share of the marks for one price in a pool, from 0 to 1.
        sum_with: the sum with its figures, for the working.
        check: problems of the parameters.
        table: words of its table, for formulas that have one.
        compared: for formulas that put bids in order themselves and carry no price marks.
    """

    code: str
    name: str
    sum_words: str
    relative: bool
    removal: bool
    ratio: bool
    weakness: str
    at_zero: str
    above_ceiling: str
    all_equal: str
    one_bidder: str
    source: str
    share: Share
    sum_with: SumWords
    parameters: tuple[Parameter, ...] = ()
    check: Callable[[PriceRule], Iterator[Problem]] = lambda _rule: iter(())
    table: TableWords | None = None
    compared: Compared | None = None
    looks_at: tuple[str, ...] = ()

    @property
    def edges(self) -> str:
        """What happens at the edges, as sentences."""
        return f"{self.at_zero} {self.above_ceiling} {self.all_equal} {self.one_bidder}"
