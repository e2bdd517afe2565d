"""The result as the result screen and the report show it: sentences, rows and every step."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.orm import Session

from starapp.bids.bid import Bid
from starapp.bids.queries import bids, prices
from starapp.competitions.competition import Competition, State
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import EvaluationModel, Kind, Part
from starapp.evaluation.moderation_commands import unfinished_problems
from starapp.evaluation.panel_facts import bids_in_play
from starapp.evaluation.queries import BEFORE_PRICES, latest_run
from starapp.evaluation.result import NotRanked, Placed, Run
from starapp.evaluation.result_words import (
    alike_when_printed,
    difference,
    headline,
    no_winner_words,
    price_orders,
    reason_words,
    rounding_words,
    short_reason,
    tie_break_sentence,
)
from starapp.evaluation.rules import rules_of
from starapp.evaluation.working import WorkingLine, parts_add_up, workings
from starapp.foundation.exact import fraction_text, plain, points

PART_TITLES = {
    Part.QUALITY: "Quality",
    Part.PRICE: "Price",
    Part.SOCIAL_VALUE: "Social value",
}


@dataclass(frozen=True, slots=True)
class SectionSum:
    """What one of the three parts adds up to.

    Attributes:
        out_of: the points available.
        shown: rounded to the model's places.
    """

    part: Part
    out_of: Decimal
    points: Fraction
    shown: str


@dataclass(frozen=True, slots=True)
class Step:
    """How one question or the price became points.

    Attributes:
        score: agreed score as text; empty for price.
        words: the sum with its figures, for example "4 ÷ 5 × 18".
        rounding: the rounding step in words, or empty.
        exact: the points as a fraction.
    """

    code: str
    title: str
    part: Part
    score: str
    words: str
    rounding: str
    shown: str
    exact: str


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One ranked bid.

    Attributes:
        weekly: the price of a week in pounds.
        behind: points behind the first bid, shown; empty for the first, and where price and
            quality together make the order.
        rounded: the parts shown do not add up to the total shown.
        tie_break: the rule that put it where it is, or empty.
    """

    bid_id: str
    name: str
    letter: str
    place: int
    weekly: Decimal | None
    total: Fraction
    shown: str
    behind: str
    parts: tuple[SectionSum, ...]
    steps: tuple[Step, ...]
    rounded: bool
    tie_break: str


@dataclass(frozen=True, slots=True)
class UnrankedRow:
    """One bid that is not ranked, with every reason as a sentence."""

    bid_id: str
    name: str
    letter: str
    weekly: Decimal | None
    short: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the result screen shows.

    Attributes:
        left: scores or bids that keep moderation from closing, in words, while it is open.
        run: the run shown; None until the result is worked out.
        trouble: what may be done when nobody comes first; empty when somebody does.
        alike: neighbours whose totals print alike and are not, a sentence each.
    """

    competition_id: str
    state: State
    model: EvaluationModel
    left: tuple[str, ...]
    run: Run | None = None
    headline: str = ""
    trouble: str = ""
    ranked: tuple[RankedRow, ...] = ()
    unranked: tuple[UnrankedRow, ...] = ()
    alike: tuple[str, ...] = ()
    tie_break: str = ""
    rounding: str = ""

    def weights(self) -> tuple[tuple[Part, Decimal], ...]:
        """What each part counts for."""
        return part_weights(self.model)


def part_weights(model: EvaluationModel) -> tuple[tuple[Part, Decimal], ...]:
    """What each of the parts that are used counts for, in the fixed order."""
    found = []
    for part in (Part.QUALITY, Part.PRICE, Part.SOCIAL_VALUE):
        leaves = [c for c in model.leaves() if c.part is part and c.kind is not Kind.PASS_FAIL]
        if leaves:
            found.append((part, sum((c.weight for c in leaves), Decimal(0))))
    return tuple(found)


def outcome(session: Session, competition_id: str) -> Outcome:
    """Gathers the result; while moderation is open it holds no score and no price."""
    place = competition(session, competition_id)
    if place.state in BEFORE_PRICES:
        left = _left(session, place)
        return Outcome(competition_id, place.state, place.model, left)
    run = latest_run(session, competition_id)
    if run is None:
        return Outcome(competition_id, place.state, place.model, ())
    known = {bid.id: bid for bid in bids(session, competition_id)}
    names = {bid.id: bid.provider_name for bid in known.values()}
    result = run.result.read_by({bid.id: bid.label for bid in known.values()})
    weekly = {one.bid_id: one.price.weekly for one in prices(session, competition_id)}
    lines = workings(rules_of(place.model), run.inputs, result)
    return Outcome(
        competition_id=competition_id,
        state=place.state,
        model=place.model,
        left=(),
        run=run,
        headline=headline(result, names, place.model),
        trouble=no_winner_words(result, names, place.model),
        alike=alike_when_printed(result, names, place.model),
        ranked=tuple(
            _ranked(run, placed, known[placed.bid], weekly.get(placed.bid), lines[placed.bid])
            for placed in result.ranking
        ),
        unranked=tuple(
            _unranked(place.model, one, known[one.bid], weekly) for one in result.not_ranked
        ),
        tie_break=tie_break_sentence(result, place.model),
        rounding=rounding_words(place.model),
    )


def _left(session: Session, place: Competition) -> tuple[str, ...]:
    if place.state is not State.MODERATING:
        return ("Moderation has not opened yet.",)
    if not bids_in_play(session, place.id):
        return ("No bid was opened.",)
    words = tuple(problem.words for problem in unfinished_problems(session, place))
    return words or ("Everything is agreed. The chair closes moderation, which unseals prices.",)


def _ranked(
    run: Run, placed: Placed, bid: Bid, weekly: Decimal | None, lines: tuple[WorkingLine, ...]
) -> RankedRow:
    first = run.result.ranking[0]
    parts = tuple(
        SectionSum(part, weight, got, shown(got, run.model))
        for part, weight in part_weights(run.model)
        for got in [_part_points(run.model, part, placed.points)]
    )
    total, together = shown(placed.total, run.model), price_orders(run.model)
    behind = difference(first.total - placed.total, run.model)
    return RankedRow(
        bid_id=bid.id,
        name=bid.provider_name,
        letter=bid.label,
        place=placed.place,
        weekly=weekly,
        total=placed.total,
        shown=total,
        behind="" if placed.bid == first.bid or together else behind,
        parts=parts,
        steps=_steps(run, placed, lines),
        rounded=not (
            parts_add_up(run.model.rounding, tuple(placed.points.values()), placed.total)
            and parts_add_up(run.model.rounding, [part.points for part in parts], placed.total)
        ),
        tie_break=placed.tie_break or "",
    )


def _steps(run: Run, placed: Placed, lines: tuple[WorkingLine, ...]) -> tuple[Step, ...]:
    scores = next(one.scores for one in run.inputs if one.bid == placed.bid)
    known = {line.criterion: line for line in lines}
    found = []
    for criterion in run.model.leaves():
        got = placed.points.get(criterion.code)
        if got is None or criterion.kind is Kind.PASS_FAIL:
            continue
        score = scores.get(criterion.code)
        found.append(
            Step(
                code=criterion.code,
                title=criterion.title,
                part=criterion.part,
                score="" if score is None else plain(score),
                words=known[criterion.code].words,
                rounding=known[criterion.code].rounding,
                shown=shown(got, run.model),
                exact=fraction_text(got),
            )
        )
    return tuple(found)


def _part_points(model: EvaluationModel, part: Part, given: Mapping[str, Fraction]) -> Fraction:
    mine = (c.code for c in model.leaves() if c.part is part)
    return sum((given[code] for code in mine if code in given), Fraction(0))


def _unranked(
    model: EvaluationModel, one: NotRanked, bid: Bid, weekly: Mapping[str, Decimal]
) -> UnrankedRow:
    return UnrankedRow(
        bid_id=bid.id,
        name=bid.provider_name,
        letter=bid.label,
        weekly=weekly.get(bid.id),
        short=short_reason(one),
        reasons=tuple(reason_words(reason, model) for reason in one.reasons),
    )


def shown(value: Fraction, model: EvaluationModel) -> str:
    """Points to the model's places by its rounding."""
    return points(value, model.rounding.places, model.rounding.mode)
