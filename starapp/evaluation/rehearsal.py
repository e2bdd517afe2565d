"""Tries a model before it is locked: made-up bids, bids of the past, and what can be said beforehand.

Nothing here is stored by itself and nothing changes a model. The made-up bids come from a seeded
generator, so the same model and seed give the same findings on every computer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import Kind
from starapp.criteria.price_example import price_example
from starapp.criteria.price_formulas import FORMULAS, formula_problems
from starapp.evaluation.made_up_bids import Dice, made_up_contest, special_cases
from starapp.evaluation.ranking import rank_by
from starapp.evaluation.rehearsal_checks import Finding, standing_findings
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.rules import Rules
from starapp.foundation.problems import CannotDo, Problem, raise_if

CONTESTS = 400
SEED = 20260101


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A finished competition that does not fit the model, and why."""

    reference: str
    why: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finished competition of the past whose bids fit the model that is tried.

    Attributes:
        names: how each bid is called in the words: "Bid A".
        rules: those it was decided by.
        bids: scores, answers and prices as they went into its result.
        winner: who won, or None.
    """

    reference: str
    names: tuple[tuple[str, str], ...]
    rules: Rules
    bids: tuple[BidInput, ...]
    winner: str | None


@dataclass(frozen=True, slots=True)
class Replay:
    """Who won an earlier competition, and who wins it by this model; in words, or why nobody."""

    reference: str
    before: str
    now: str
    same: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One hard case and what the model makes of it, in words."""

    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was found.

    Attributes:
        seed: of the made-up bids; the same seed makes the same bids.
        contests: made-up competitions that had one winner and at least one other ranked bid.
        turned: of them, those in which the winner changes when one losing bid leaves.
        idle: codes of criteria without which the winner was the same in every one of them.
    """

    seed: int
    contests: int
    turned: int
    idle: tuple[str, ...]
    findings: tuple[Finding, ...]
    cases: tuple[Case, ...]
    replays: tuple[Replay, ...]


def rehearse(
    rules: Rules,
    *,
    earlier: Sequence[Earlier] = (),
    seed: int = SEED,
    contests: int = CONTESTS,
    stopped: Callable[[], bool] = lambda: False,
) -> Rehearsal:
    """Tries the rules.

    Args:
        rules: of a model that may still be a draft.
        earlier: competitions of the past that fit.
        seed: of the made-up bids.
        contests: how many made-up competitions; 0 tries only the earlier ones.
        stopped: asked between competitions; True ends the work with what was found so far.

    Raises:
        CannotDo: the model cannot rank anything yet, with what it needs.
    """
    raise_if(rehearsal_problems(rules))
    tried = _tried(rules, seed, contests, stopped)
    findings = (*_relative(rules), *standing_findings(rules)) if contests else ()
    return Rehearsal(
        seed=seed,
        contests=tried.decided,
        turned=tried.turned,
        idle=tuple(code for code in tried.idle if tried.decided),
        findings=findings,
        cases=_cases(rules) if contests else (),
        replays=tuple(_replay(rules, one) for one in earlier),
    )


def rehearsal_problems(rules: Rules) -> tuple[Problem, ...]:
    """What a model needs before anything can be tried with it."""
    found: list[Problem] = []
    scored = [leaf for leaf in rules.leaves if leaf.kind is Kind.SCORED]
    if not scored:
        found.append(Problem("criteria", "Add a question before you try the model.", "empty"))
    if any(len(leaf.scale) < 2 or leaf.scale[-1] <= 0 for leaf in scored):
        words = "Give the scale two scores before you try the model."
        found.append(Problem("scale", words, "scale"))
    if all(leaf.weight == 0 for leaf in scored):
        found.append(Problem("weights", "Give a question a weight before you try it.", "weights"))
    if rules.price_leaf is not None:
        found.extend(formula_problems(rules.price))
    return tuple(found)


@dataclass(slots=True)
class _Tried:
    """Counts of the made-up competitions."""

    decided: int
    turned: int
    idle: list[str]


def _tried(rules: Rules, seed: int, contests: int, stopped: Callable[[], bool]) -> _Tried:
    dice = Dice(seed)
    found = _Tried(0, 0, [leaf.code for leaf in rules.leaves if leaf.weight > 0])
    for _ in range(contests):
        if stopped():
            break
        bids = made_up_contest(rules, dice)
        winner, ranked = _winner(rules, bids)
        if winner is None or ranked < 2:
            continue
        found.decided += 1
        found.turned += any(
            _winner(rules, [bid for bid in bids if bid.bid != loser.bid])[0] != winner
            for loser in bids
            if loser.bid != winner
        )
        for code in [*found.idle]:
            if _winner(_without(rules, code), bids)[0] != winner:
                found.idle.remove(code)
    return found


def _winner(rules: Rules, bids: Sequence[BidInput]) -> tuple[str | None, int]:
    """The winner, and how many bids were ranked; nobody when it cannot be worked out."""
    try:
        result = rank_by(rules, bids)
    except CannotDo:
        return None, 0
    return result.winner, len(result.ranking)


def _without(rules: Rules, code: str) -> Rules:
    """The same rules with no marks for one criterion; its minimum stays."""
    leaves = (replace(x, weight=Fraction(0)) if x.code == code else x for x in rules.leaves)
    return replace(rules, leaves=tuple(leaves))


def _relative(rules: Rules) -> tuple[Finding, ...]:
    formula = FORMULAS[rules.price.formula]
    if rules.price_leaf is None or not formula.removal:
        return ()
    return (
        Finding(
            "depends_on_losers",
            rules.price_leaf.code,
            f"Under “{formula.name}” a losing bid’s price moves the points of the others.",
        ),
    )


def _cases(rules: Rules) -> tuple[Case, ...]:
    prices = price_example(rules.price, Decimal(100)).prices
    return tuple(
        Case(name, outcome_words(rules, bids)) for name, bids in special_cases(rules, prices)
    )


def outcome_words(rules: Rules, bids: Sequence[BidInput]) -> str:
    """Who comes first, in words; or why nobody does."""
    names = {bid.bid: f"Bid {bid.bid}" for bid in bids}
    try:
        return _outcome(rank_by(rules, bids), names)
    except CannotDo as refusal:
        return " ".join(problem.words for problem in refusal.problems[:1])


def _outcome(result: Result, names: dict[str, str]) -> str:
    left = ", ".join(names[one.bid] for one in result.not_ranked)
    out = f" Not ranked: {left}." if left else ""
    if result.winner is not None:
        return f"{names[result.winner]} comes first.{out}"
    if not result.ranking:
        return "Nobody is ranked, so there is no award."
    level = " and ".join(names[one.bid] for one in result.ranking if one.place == 1)
    return f"{level} are level and no rule decides.{out}"


def _replay(rules: Rules, earlier: Earlier) -> Replay:
    names = dict(earlier.names)
    before = names[earlier.winner] if earlier.winner is not None else "Nobody"
    wanted = {leaf.code for leaf in rules.leaves}
    bids = [
        replace(
            bid,
            scores={code: score for code, score in bid.scores.items() if code in wanted},
            passes={code: answer for code, answer in bid.passes.items() if code in wanted},
        )
        for bid in earlier.bids
    ]
    try:
        result = rank_by(rules, bids)
    except CannotDo as refusal:
        return Replay(earlier.reference, before, refusal.problems[0].words, same=False)
    now = names[result.winner] if result.winner is not None else _outcome(result, names)
    return Replay(earlier.reference, before, now, same=result.winner == earlier.winner)
