"""What goes into the ranking and what comes out: frozen values of exact fractions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.foundation.exact import Exact


class ScoreState(StrEnum):
    """Four different things that are never mixed up; 0 is a score like any other."""

    SCORED = "scored"
    NOT_SCORED = "not scored"
    NOT_APPLICABLE = "not applicable"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class BidInput:
    """One bid as the ranking sees it.

    Attributes:
        bid: its identity in the result (record id or label).
        price: the compared amount in pounds; None when it was never unsealed.
        scores: agreed score per scored criterion; a criterion left out was not scored.
        passes: answer per pass/fail criterion.
        set_aside: reason code, or None.
    """

    bid: str
    price: Exact | None = None
    scores: Mapping[str, Exact] = field(default_factory=dict)
    passes: Mapping[str, bool] = field(default_factory=dict)
    set_aside: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a bid is not ranked.

    Attributes:
        code: failed_pass_fail, below_minimum, below_section_minimum, set_aside or
            no_quality_points.
        criterion: its code; for set_aside empty, or the price criterion when its edge rule did.
        reached: the score or the points reached, exact; None for pass/fail and set_aside.
        minimum: what was asked; None for pass/fail and set_aside.
        detail: the set-aside code, or empty.
    """

    code: str
    criterion: str = ""
    reached: Fraction | None = None
    minimum: Exact | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """One ranked bid.

    Attributes:
        place: 1, 2, 2, 4: bids still level share the place.
        total: exact after the model's rounding stage.
        points: per leaf, exact after the model's rounding stage.
        sections: per section, the sum of its leaves.
        tie_break: the rule that separated it from a bid level on total, or None.
    """

    bid: str
    place: int
    total: Fraction
    points: Mapping[str, Fraction]
    sections: Mapping[str, Fraction]
    tie_break: str | None = None


@dataclass(frozen=True, slots=True)
class NotRanked:
    """One bid that is not ranked, with every reason."""

    bid: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The ranking, best first, those not ranked, and ties the rules do not settle."""

    ranking: tuple[Placed, ...]
    not_ranked: tuple[NotRanked, ...]
    unresolved_tie: tuple[str, ...] = ()

    @property
    def winner(self) -> str | None:
        """The bid in first place, or None when there is none or first place is tied."""
        if not self.ranking or (len(self.ranking) > 1 and self.ranking[1].place == 1):
            return None
        return self.ranking[0].bid

    def read_by(self, labels: Mapping[str, str]) -> "Result":
        """Gives the same result with level bids, and those not ranked, by their labels."""
        return replace(
            self,
            ranking=tuple(sorted(self.ranking, key=lambda one: (one.place, labels[one.bid]))),
            not_ranked=tuple(sorted(self.not_ranked, key=lambda one: labels[one.bid])),
        )


@dataclass(frozen=True, slots=True)
class AgreedScore:
    """The panel's agreed score of one criterion of one bid, with the reason letters print."""

    bid_id: str
    criterion: str
    state: ScoreState
    score: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """One stored run of the ranking, with everything needed to do it again.

    Attributes:
        id: of the stored run.
        number: 1 for the first run of the competition.
        fingerprint: SHA-256 of the inputs in canonical JSON; printed on documents.
        rules: fingerprint of the model it followed.
        by: name of the person who ran it.
    """

    id: str
    number: int
    result: Result
    inputs: tuple[BidInput, ...]
    fingerprint: str
    rules: str
    made: datetime
    by: str
    model: EvaluationModel
