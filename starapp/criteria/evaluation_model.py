"""An evaluation model as a value: what is asked, what it counts for, and how points are made.

A criterion with children is a section and carries no weight of its own; leaf weights total
exactly 100 (Procurement Act 2023 s.23(3)(b)).
"""

from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from starapp.criteria.price_edges import EdgeRules
from starapp.foundation.canonical import fingerprint
from starapp.foundation.exact import Exact, Rounding, plain


class Kind(StrEnum):
    """What a criterion is."""

    SECTION = "section"
    SCORED = "scored"
    PRICE = "price"
    PASS_FAIL = "pass_fail"


class Part(StrEnum):
    """Which of the three data colours a criterion belongs to."""

    QUALITY = "quality"
    PRICE = "price"
    SOCIAL_VALUE = "social_value"


class ScoreRule(StrEnum):
    """How a score becomes points."""

    SCORE_OVER_MAX = "score_over_max"
    """weight x score / highest score of the scale."""
    SCALE_OFFSET = "scale_offset"
    """weight x (score - lowest) / (highest - lowest)."""


class RoundingStage(StrEnum):
    """Where numbers are rounded before bids are ranked."""

    NONE = "none"
    CRITERION = "criterion"
    PRICE_RATIO = "price_ratio"
    TOTAL = "total"


class PriceBasis(StrEnum):
    """Which price is compared."""

    WEEKLY = "weekly"
    ANNUAL = "annual"
    FIRST_YEAR = "first_year"


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Stage, decimal places (0 to 6) and mode; results are always printed to ``places``."""

    stage: RoundingStage = RoundingStage.NONE
    places: int = 2
    mode: Rounding = Rounding.HALF_UP


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the scale: the score, its word, what it means, and the same in plain words."""

    score: Decimal
    label: str
    meaning: str
    plain: str = ""


@dataclass(frozen=True, slots=True)
class EvaluatorRole:
    """Who answers which questions: a seat on the panel, not a person (code E1, title "PBS nurse")."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A section or a leaf of the criteria tree.

    Attributes:
        code: short name printed everywhere: "quality", "Q1", "PR", "SV2", "PF1".
        weight: marks available for a leaf (per cent of the whole); 0 for sections and pass/fail.
        minimum: in scale units for a scored leaf, in points for a section; None where none.
        roles: codes of the evaluator roles that score it.
        written: bidders answer in writing (False: the panel records a meeting).
        plain_words: hard words with their plain meaning.
        reasons: short reasons offered to pick from in the easier-to-read form.
    """

    code: str
    title: str
    kind: Kind
    part: Part
    parent: str | None = None
    weight: Decimal = Decimal(0)
    minimum: Decimal | None = None
    question: str = ""
    look_for: tuple[str, ...] = ()
    word_limit: int | None = None
    written: bool = True
    roles: tuple[str, ...] = ()
    plain_question: str = ""
    plain_words: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceRule:
    """Formula by name with its parameters, and the price it compares.

    Attributes:
        table: for formulas with a table: (price, share of the marks) or (rank, share).
        edges: what happens at nought, above the ceiling, with equal prices and with one bid; None
            while it was not chosen.
    """

    formula: str = "lowest_over_bid"
    parameters: tuple[tuple[str, Exact], ...] = ()
    basis: PriceBasis = PriceBasis.FIRST_YEAR
    table: tuple[tuple[Exact, Exact], ...] = ()
    edges: EdgeRules | None = None

    def parameter(self, name: str) -> Exact:
        """Gives a parameter by name.

        Raises:
            KeyError: when it was not set.
        """
        return dict(self.parameters)[name]


@dataclass(frozen=True, slots=True)
class EvaluationModel:
    """The whole published method.

    Attributes:
        comparator: ">=" (at least the minimum, the default) or ">".
        tie_break: in order: section or leaf codes (more points first) or "lower_price".
        spread_flag: points between highest and lowest individual score that ask for discussion.
    """

    name: str
    criteria: tuple[Criterion, ...]
    scale: tuple[Level, ...]
    roles: tuple[EvaluatorRole, ...] = ()
    score_rule: ScoreRule = ScoreRule.SCORE_OVER_MAX
    comparator: str = ">="
    price: PriceRule = PriceRule()
    rounding: RoundingRule = RoundingRule()
    tie_break: tuple[str, ...] = ()
    spread_flag: Decimal = Decimal(2)

    def criterion(self, code: str) -> Criterion:
        """Gives the criterion with this code.

        Raises:
            KeyError: when there is none.
        """
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    def children(self, code: str | None) -> tuple[Criterion, ...]:
        """The criteria directly under a section, in order; ``None`` for the top."""
        return tuple(c for c in self.criteria if c.parent == code)

    def leaves(self, kind: Kind | None = None) -> tuple[Criterion, ...]:
        """Every criterion that is not a section, in order, of one kind when given."""
        return tuple(
            c for c in self.criteria if c.kind is not Kind.SECTION and kind in {None, c.kind}
        )

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """The scores the scale allows, lowest first."""
        return tuple(sorted(level.score for level in self.scale))

    def level(self, score: Decimal) -> Level:
        """The words of a score.

        Raises:
            KeyError: when the score is not on the scale.
        """
        for level in self.scale:
            if level.score == score:
                return level
        raise KeyError(score)

    def fingerprint(self) -> str:
        """SHA-256 of the canonical form; any change of the rules or the words changes it.

        Numbers count by their value: 60 and 60.00 are the same. What a price rule leaves open (no
        table, no edge rules) is not part of it, so that older models keep their fingerprint.
        """
        return fingerprint(_by_value(self))


def _by_value(part: object) -> object:
    """The same value with decimals written without trailing zeros."""
    if isinstance(part, Decimal | Fraction):
        return plain(part)
    if isinstance(part, tuple):
        return [_by_value(one) for one in part]
    if is_dataclass(part) and not isinstance(part, type):
        named = {field.name: _by_value(getattr(part, field.name)) for field in fields(part)}
        if isinstance(part, PriceRule):
            named = {name: value for name, value in named.items() if name not in _OPEN or value}
        return named
    return part


_OPEN = frozenset({"table", "edges"})
"""Parts of a price rule that were added after the first models were locked."""
