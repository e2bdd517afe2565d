"""How sure is this result: everything the screen and the report say about it, from a run. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, RoundingRule
from starapp.evaluation.assurance_words import (
    FlipShown,
    Sentence,
    dominance_sentence,
    evaluators_sentence,
    flip_sentence,
    goldilocks_sentence,
    headroom_sentence,
    price_share_sentence,
    price_to_win_sentence,
    removal_sentence,
    rounding_sentence,
    short_names,
    single_steps,
    tie_break_line,
    unranked_flip_sentence,
    weight_text,
)
from starapp.evaluation.price_share import ShareLines, price_has_a_share, share_lines
from starapp.evaluation.ranking import rank_by
from starapp.evaluation.result import BidInput, Result, Run
from starapp.evaluation.result_words import price_orders
from starapp.evaluation.robustness import (
    Robustness,
    Verdict,
    price_share_changes,
    robustness,
    verdict,
    without_each_evaluator,
)
from starapp.evaluation.rules import Rules, rules_of
from starapp.evaluation.score_flips import ScoreFlip
from starapp.evaluation.weight_intervals import WeightInterval
from starapp.foundation.exact import MOST_DECIMALS, plain, round_exact

NOTHING = "nothing to compare"


@dataclass(frozen=True, slots=True)
class WeightRow:
    """How far a weight could move with the same bid first, the others keeping their proportions.

    Attributes:
        now, lowest, highest: in per cent of all marks, as shown; the ends never overstate.
        whole: a section, with all its questions.
    """

    code: str
    title: str
    now: str
    lowest: str
    highest: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Assurance:
    """What is known about how sure a result is.

    Attributes:
        verdict: None where there is nothing to compare.
        sentences: what matters first, at most four.
        more: further lines.
        lines: for the chart; None where price has no share of the marks to change.
        names: short names of bids.
        rules, bids: what the slider asks with.
    """

    run_id: str
    verdict: Verdict | None
    sentences: tuple[Sentence, ...]
    more: tuple[Sentence, ...]
    weights: tuple[WeightRow, ...]
    lines: ShareLines | None
    names: Mapping[str, str]
    rules: Rules
    bids: tuple[BidInput, ...]
    rounding: RoundingRule


@dataclass(frozen=True, slots=True)
class _Case:
    """One run with what is known of it."""

    model: EvaluationModel
    rules: Rules
    bids: tuple[BidInput, ...]
    result: Result
    found: Robustness
    names: Mapping[str, str]
    whole_names: Mapping[str, str]

    def price(self, bid: str) -> Fraction | None:
        """The compared price of a bid."""
        price = next(one.price for one in self.bids if one.bid == bid)
        return None if price is None else Fraction(price)


def assurance_of(
    run: Run,
    names: Mapping[str, str],
    given: Mapping[str, Mapping[tuple[str, str], Fraction]],
    titles: Mapping[str, str],
) -> Assurance:
    """Works out how sure the result of a run is.

    Args:
        run: the stored run.
        names: of the bids.
        given: seat -> (bid, criterion) -> the member's own score.
        titles: the role of each seat.
    """
    rules = rules_of(run.model)
    found = robustness(rules, run.inputs, run.result)
    case = _Case(run.model, rules, run.inputs, run.result, found, short_names(names), names)
    several = len(run.result.ranking) > 1
    lines = None
    if several and price_has_a_share(rules):
        lines = share_lines(rules, run.inputs, price_share_changes(rules, run.inputs))
    return Assurance(
        run_id=run.id,
        verdict=verdict(rules, found) if several else None,
        sentences=_sentences(case, lines),
        more=_more(case, given, titles) if several else (),
        weights=_weights(case) if several else (),
        lines=lines,
        names=case.names,
        rules=rules,
        bids=run.inputs,
        rounding=run.model.rounding,
    )


def _sentences(case: _Case, lines: ShareLines | None) -> tuple[Sentence, ...]:
    ranked = case.result.ranking
    if not ranked:
        words = "No bid is ranked, so there is nothing to compare."
        return (Sentence(NOTHING, words),)
    if len(ranked) == 1:
        words = "There is one bid, so there is nothing to compare."
        if len(case.bids) > 1:
            words = "Only one bid is ranked, so there is nothing to compare."
        only = (Sentence(NOTHING, words),)
        return (*only, *_flips(case)) if case.found.flips else only
    return (
        _price_share(case, lines),
        *_flips(case),
        *_price_to_win(case),
        tie_break_line(case.result, case.model),
    )


def _price_share(case: _Case, lines: ShareLines | None) -> Sentence:
    if lines is not None:
        return price_share_sentence(lines, case.whole_names)
    words = "Bids are put in order by price and quality together, so price has no share to change."
    if case.rules.price_leaf is None or len(case.rules.leaves) < 2:
        words = "This model has no share of the marks for price that could be more or less."
    return Sentence("price share", words)


def _flips(case: _Case) -> tuple[Sentence, ...]:
    """Changes of one score of the ranked bids; nothing to tell while first place is shared."""
    if case.result.winner is None:
        return ()
    ranked = [placed.bid for placed in case.result.ranking]
    flips = [flip for flip in case.found.flips if flip.bid in ranked]
    closest = _closest(case, flips) if flips else None
    order = [leaf.code for leaf in case.rules.leaves]
    made = flip_sentence(
        closest,
        sorted((flip.criterion for flip in flips), key=order.index),
        single_steps(case.model, case.bids, ranked),
        case.names,
        case.model.rounding,
    )
    return (made,)


def _flips_of_others(case: _Case) -> Sentence | None:
    """A change of one score after which a bid that is not ranked now would turn the result."""
    ranked = {placed.bid for placed in case.result.ranking}
    others = [flip for flip in case.found.flips if flip.bid not in ranked]
    if not others:
        return None
    return unranked_flip_sentence(_flip_shown(case, others[0]), case.names)


def _closest(case: _Case, flips: Sequence[ScoreFlip]) -> FlipShown:
    """The flip that is told: a score of the first bid before others', then the one that moves most."""
    first = case.result.winner
    own = [flip for flip in flips if flip.bid == first]
    shown = [_flip_shown(case, flip) for flip in own or flips]
    return max(shown, key=_lead)


def _lead(flip: FlipShown) -> Fraction:
    return flip.ahead if flip.ahead is not None else Fraction(0)


def _flip_shown(case: _Case, flip: ScoreFlip) -> FlipShown:
    changed = [
        replace(one, scores={**one.scores, flip.criterion: flip.after})
        if one.bid == flip.bid
        else one
        for one in case.bids
    ]
    ranking = rank_by(case.rules, changed).ranking
    ahead = ranking[0].total - ranking[1].total if len(ranking) > 1 else None
    return FlipShown(
        bid=flip.bid,
        criterion=flip.criterion,
        before=flip.before,
        after=flip.after,
        winner=flip.winner,
        ahead=ahead,
        anybody=bool(ranking),
        together=price_orders(case.model),
    )


def _price_to_win(case: _Case) -> tuple[Sentence, ...]:
    second = case.found.runner_up
    own = case.price(second) if second is not None else None
    if second is None or own is None or case.rules.price_leaf is None:
        return ()
    price = next((one.price for one in case.found.prices_to_win if one.bid == second), None)
    return (price_to_win_sentence(second, price, own, case.names, case.model.price.basis),)


def _more(
    case: _Case,
    given: Mapping[str, Mapping[tuple[str, str], Fraction]],
    titles: Mapping[str, str],
) -> tuple[Sentence, ...]:
    found, winner = case.found, case.found.winner
    left = without_each_evaluator(case.rules, case.bids, given)
    said = [
        removal_sentence([(one.removed, one.winner) for one in found.removals], winner, case.names),
        _flips_of_others(case),
        _headroom(case),
        dominance_sentence(found.dominated, case.names),
        evaluators_sentence(
            [(titles.get(one.seat, "member"), one.winner) for one in left],
            winner,
            case.names,
            everybody=len(left) == len(given),
        ),
        rounding_sentence(found.rounding_changed_order),
        goldilocks_sentence(found.goldilocks, case.names),
    ]
    return tuple(one for one in said if one is not None)


def _headroom(case: _Case) -> Sentence | None:
    winner = case.found.winner
    if winner is None or case.rules.price_leaf is None:
        return None
    if case.found.headroom is None and not case.found.wins_at_any_price:
        return None
    return headroom_sentence(
        winner, case.found.headroom, case.price(winner), case.names, case.model.price.basis
    )


def _weights(case: _Case) -> tuple[WeightRow, ...]:
    order = list(case.rules.order)
    leaves = {leaf.code for leaf in case.rules.leaves}
    return tuple(
        _row(case, one, whole=one.code not in leaves)
        for one in sorted(case.found.intervals, key=lambda one: order.index(one.code))
    )


def _row(case: _Case, one: WeightInterval, *, whole: bool) -> WeightRow:
    """The ends rounded inwards, so that they never say too much, and the weight between them."""
    places = 2
    while not _inwards(one, places)[0] <= one.now <= _inwards(one, places)[1]:
        places += 1
        if places > MOST_DECIMALS:
            break
    lowest, highest = _inwards(one, places)
    now = weight_text(one.now) if places == 2 else f"{plain(round_exact(one.now, places))}%"
    return WeightRow(
        code=one.code,
        title=case.model.criterion(one.code).title,
        now=now,
        lowest=f"{plain(min(lowest, Fraction(round_exact(one.now, places))))}%",
        highest=f"{plain(max(highest, Fraction(round_exact(one.now, places))))}%",
        whole=whole,
    )


def _inwards(one: WeightInterval, places: int) -> tuple[Fraction, Fraction]:
    """The lowest and the highest share with so many places that are inside the interval."""
    unit = Fraction(1, 10**places)
    return -(-one.lowest // unit) * unit, one.highest // unit * unit
