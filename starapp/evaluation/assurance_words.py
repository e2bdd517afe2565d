"""How sure a result is, in sentences: what would have to be different for another bid to win. Pure.

Every sentence holds for the published rules and for the bids as they were scored and priced.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, PriceBasis, RoundingRule
from starapp.evaluation.price_share import AtShare, ShareLines
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.result_words import tie_break_told
from starapp.foundation.exact import Exact, apart, money, plain, points, round_exact

_ENDINGS = frozenset(
    {
        "association", "care", "cic", "cio", "community", "group", "homes", "limited", "lives",
        "living", "llp", "ltd", "partners", "partnership", "plc", "services", "society",
        "support", "trust",
    }
)  # fmt: skip
"""Words a name may end with that are left off where it is shortened."""
NOBODY_ALONE = "no bid would be alone in first place"
"""First place would be shared, or a price of nought would need a decision first."""
_BASES = {
    PriceBasis.WEEKLY: "a week",
    PriceBasis.ANNUAL: "a year",
    PriceBasis.FIRST_YEAR: "for the first year",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to know about a result.

    Attributes:
        about: price share, flip, unranked flip, price to win, tie-break, headroom, removal,
            dominance, evaluators, rounding, goldilocks, verdict or nothing to compare.
        words: whole sentences.
        strong: the parts of the words that matter most, in their order.
        warns: it says that something small changes who comes first.
    """

    about: str
    words: str
    strong: tuple[str, ...] = ()
    warns: bool = False

    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The words in pieces, each with whether it is strong."""
        found: list[tuple[str, bool]] = []
        left = self.words
        for strong in self.strong:
            before, part, left = left.partition(strong)
            found += [(before, False), (part, True)]
        return tuple(piece for piece in (*found, (left, False)) if piece[0])


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Each bid's name without its last words ("Kitewell" for "Kitewell Support CIC").

    A name that would then stand twice stays whole.
    """
    short = {bid: _short(name) for bid, name in names.items()}
    times = Counter(short.values())
    return {bid: short[bid] if times[short[bid]] == 1 else name for bid, name in names.items()}


def _short(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,").lower() in _ENDINGS:
        words.pop()
    return " ".join(words)


def and_list(words: Sequence[str]) -> str:
    """Joins words: "a", "a and b", "a, b and c"."""
    return _list(words, "and")


def or_list(words: Sequence[str]) -> str:
    """Joins words: "a", "a or b", "a, b or c"."""
    return _list(words, "or")


def _list(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def of(name: str) -> str:
    """The possessive: "Kitewell’s", "Oakthorn Lives’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def shown_points(value: Fraction, rule: RoundingRule) -> str:
    """Points to the model's places; more places where they would show as nought."""
    return apart(value, 0, max(rule.places, 2), rule.mode)[0]


def weight_text(share: Fraction) -> str:
    """A share of all marks in per cent, to two places where it is not whole."""
    return f"{plain(share) if share.denominator == 1 else points(share, 2)}%"


def price_share_sentence(lines: ShareLines, names: Mapping[str, str]) -> Sentence:
    """At which share of price first place changes, on both sides of the real weight."""
    if lines.first is None:
        return Sentence("price share", "First place is shared, so no share of price keeps it.")
    winner = names[lines.first]
    turns = [(t, way) for t, way in ((lines.above, "more"), (lines.below, "less")) if t is not None]
    if not turns:
        words = f"{winner} stays first at every whole per cent price could count for."
        if lines.everywhere:
            words = f"{winner} stays first whatever price counts for."
        return Sentence("price share", words, (winner,))
    strong = tuple(weight_text(turn.share) for turn, _ in turns)
    where = ", or for ".join(f"{weight_text(turn.share)} or {way}" for turn, way in turns)
    comma = "," if len(turns) > 1 else ""
    then = _who_is_first(turns[0][0], names)
    if len({turn.first for turn, _ in turns}) > 1:
        each = [f"at {weight_text(turn.share)} {_who_is_first(turn, names)}" for turn, _ in turns]
        then = f"{winner} is no longer first: {and_list(each)}"
    words = f"In whole per cent, price must count for {where}{comma} before {then}."
    return Sentence("price share", words, strong)


def _who_is_first(turn: AtShare, names: Mapping[str, str]) -> str:
    return f"{names[turn.first]} comes first" if turn.first else "first place is shared"


@dataclass(frozen=True, slots=True)
class FlipShown:
    """The closest change of one score, with what it would do.

    Attributes:
        winner: who would come first; None when first place would be shared or empty.
        ahead: points by which, exact; None without a winner or a second bid.
        anybody: some bid would still be ranked.
        together: price and quality together make the order, so points are no lead.
    """

    bid: str
    criterion: str
    before: Fraction
    after: Fraction
    winner: str | None
    ahead: Fraction | None
    anybody: bool = True
    together: bool = False


def flip_sentence(
    closest: FlipShown | None,
    questions: Iterable[str],
    tried: int,
    names: Mapping[str, str],
    rule: RoundingRule,
) -> Sentence:
    """The closest flip, how many single-score changes there are, and where.

    Args:
        closest: what to tell in full; None when no change flips the result.
        questions: the code of the question of every flip.
        tried: how many single-step changes there are.
        names: short names of bids.
        rule: how points are shown.
    """
    if closest is None:
        strong = f"None of the {tried} single-score changes"
        return Sentence("flip", f"{strong} of ranked bids changes who comes first.", (strong,))
    start = "Closest flip: one score."
    words = (
        f"{start} If {of(names[closest.bid])} {closest.criterion} went from "
        f"{plain(closest.before)} to {plain(closest.after)}, {_flip_end(closest, names, rule)}."
    )
    where = Counter(questions)
    count = sum(where.values())
    verb = "does" if count == 1 else "do"
    said = f" {count} of {tried} single-score changes {verb} this, {_where(where)}."
    return Sentence("flip", words + said, (start,), warns=True)


def unranked_flip_sentence(flip: FlipShown, names: Mapping[str, str]) -> Sentence:
    """A bid that is not ranked, and what one score more would do to first place."""
    would = f"{names[flip.winner]} would come first" if flip.winner else "first place would be open"
    words = (
        f"{names[flip.bid]} is not ranked. If its {flip.criterion} went from {plain(flip.before)} "
        f"to {plain(flip.after)}, {would}."
    )
    return Sentence("unranked flip", words, (would,), warns=True)


def _flip_end(flip: FlipShown, names: Mapping[str, str], rule: RoundingRule) -> str:
    if flip.winner is None:
        return "first place would be shared" if flip.anybody else "no bid would be ranked"
    winner = names[flip.winner]
    if flip.ahead is None:
        return f"{winner} would be the only bid ranked"
    if flip.together:
        return f"{winner} would come first"
    if flip.ahead == 0:
        return f"{winner} would win on the tie-break"
    return f"{winner} would win by {shown_points(flip.ahead, rule)}"


def _where(where: Counter[str]) -> str:
    if len(where) == 1:
        code, count = next(iter(where.items()))
        return f"{'both in ' if count == 2 else 'all in ' if count > 2 else 'in '}{code}"
    if len(where) > 4:
        return f"in {len(where)} questions"
    return f"in {and_list(list(where))}"


def price_to_win_sentence(
    bid: str, price: Exact | None, own: Exact, names: Mapping[str, str], basis: PriceBasis
) -> Sentence:
    """The price at which the runner-up would win, and how far it is from its own.

    Args:
        bid: the runner-up.
        price: the highest that would win, in pounds; None when none would.
        own: what it bid, in pounds.
        names: short names of bids.
        basis: which price is compared.
    """
    if price is None:
        words = f"{names[bid]} would not win at any price above nought."
        return Sentence("price to win", words, ("not win at any price",))
    amount = money(price)
    if Fraction(price) >= Fraction(own):
        return Sentence(
            "price to win", f"{names[bid]} would win at {amount} {_BASES[basis]}.", (amount,)
        )
    below = (Fraction(own) - Fraction(price)) / Fraction(own) * 100
    words = f"{names[bid]} would win at {amount} {_BASES[basis]}, {apart(below, 0, 1)[0]}% below its bid."
    return Sentence("price to win", words, (amount,), warns=round_exact(below, 1) < 1)


def tie_break_line(result: Result, model: EvaluationModel) -> Sentence:
    """Whether a tie-break was needed, and the published order."""
    done, order = tie_break_told(result, model)
    strong = next((one for one in ("not needed", "used", "level") if one in done), "")
    return Sentence("tie-break", f"{done} {order}", (strong,))


def headroom_sentence(
    winner: str,
    highest: Exact | None,
    own: Exact | None,
    names: Mapping[str, str],
    basis: PriceBasis,
) -> Sentence | None:
    """How dear the winner could be and still win; ``highest`` None when at any price."""
    if highest is None:
        words = (
            f"{names[winner]} would still come first at any price up to a thousand million pounds."
        )
        return Sentence("headroom", words, ("at any price",), warns=True)
    if own is None or own == 0:
        return None
    amount = money(highest)
    above = (Fraction(highest) - Fraction(own)) / Fraction(own) * 100
    words = (
        f"{names[winner]} would still come first at {amount} {_BASES[basis]}, "
        f"{apart(above, 0, 1)[0]}% above its bid."
    )
    return Sentence("headroom", words, (amount,))


def removal_sentence(
    removals: Sequence[tuple[str, str | None]], winner: str | None, names: Mapping[str, str]
) -> Sentence | None:
    """What happens when a losing bid leaves; ``removals`` are (who left, who is first then)."""
    if not removals or winner is None:
        return None
    changed = [(gone, first) for gone, first in removals if first != winner]
    if not changed:
        words = f"{names[winner]} stays first whichever one other bid leaves."
        return Sentence("removal", words, ("whichever one other bid leaves",))
    said = [
        f"If {names[gone]} left, "
        + (f"{names[first]} would come first." if first else f"{NOBODY_ALONE}.")
        for gone, first in changed
    ]
    return Sentence("removal", " ".join(said), tuple(names[g] for g, _ in changed), warns=True)


def dominance_sentence(
    dominated: Sequence[tuple[str, str]], names: Mapping[str, str]
) -> Sentence | None:
    """Bids that no weights could put first; ``dominated`` are (loser, by)."""
    if not dominated:
        return None
    by: dict[str, list[str]] = {}
    for loser, better in dominated:
        by.setdefault(loser, []).append(names[better])
    said = [f"{names[loser]} is never better than {and_list(who)}." for loser, who in by.items()]
    them = "it" if len(by) == 1 else "them"
    return Sentence("dominance", f"{' '.join(said)} No weights could put {them} ahead.")


def evaluators_sentence(
    left: Sequence[tuple[str, str | None]],
    winner: str | None,
    names: Mapping[str, str],
    *,
    everybody: bool = True,
) -> Sentence | None:
    """Who would win without each panel member.

    Args:
        left: (role, who is first then).
        winner: who is first now.
        names: short names of bids.
        everybody: it could be worked out without each of them.
    """
    if not left or winner is None:
        return None
    start = "If the mean of the others stood in for the scores agreed with a member: "
    end = " Means were not used for the result."
    by: dict[str | None, list[str]] = {}
    for role, first in left:
        if first != winner:
            by.setdefault(first, []).append(f"the {role}")
    if not by and not everybody:
        return None
    if not by:
        strong = "without any one member"
        return Sentence(
            "evaluators", f"{start}{names[winner]} stays first {strong}.{end}", (strong,)
        )
    said = [
        f"without {or_list(roles)}, "
        + (f"{names[first]} would come first" if first else NOBODY_ALONE)
        for first, roles in by.items()
    ]
    firsts = tuple(names[first] for first in by if first)
    return Sentence("evaluators", f"{start}{'; '.join(said)}.{end}", firsts)


def rounding_sentence(changed: bool) -> Sentence:  # noqa: FBT001 # one answer to one question
    """Whether the published rounding moved a bid to another place."""
    if changed:
        words = "Rounding changed the order. The published rule rounds before bids are ranked."
        return Sentence("rounding", words, ("changed the order",), warns=True)
    return Sentence("rounding", "Rounding did not change the order.", ("did not change",))


def goldilocks_sentence(bids: Sequence[str], names: Mapping[str, str]) -> Sentence | None:
    """Bids that the shape of the price formula alone puts behind both their neighbours."""
    if not bids:
        return None
    who = and_list([names[bid] for bid in bids])
    one = len(bids) == 1
    words = (
        f"{who} {'lies' if one else 'lie'} between two other bids in price and quality and "
        f"{'offers' if one else 'offer'} at least as much quality for a pound as both, yet "
        f"{'comes' if one else 'come'} behind both. The price formula decides this."
    )
    return Sentence("goldilocks", words, (who,), warns=True)


def single_steps(model: EvaluationModel, bids: Iterable[BidInput], ranked: Iterable[str]) -> int:
    """How many changes of one score by one step there are among the ranked bids."""
    scale = sorted(Fraction(score) for score in model.scores)
    known = set(ranked)
    return sum(
        (Fraction(score) > scale[0]) + (Fraction(score) < scale[-1])
        for bid in bids
        if bid.bid in known
        for score in bid.scores.values()
    )
