"""How sure a result is, in sentences: what would have to be different for another bid to win. Pure.

Every sentence holds for the published rules and for the bids as they were scored and priced.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel, PriceBasis, RoundingRule
from starapp.evaluation.price_share import AtShare, ShareLines
from starapp.evaluation.result import BidInput, Result
from starapp.evaluation.result_words import tie_break_words
from starapp.foundation.exact import Exact, money, plain, points, round_exact

_ENDINGS = frozenset(
    {
        "association", "care", "cic", "cio", "community", "group", "homes", "limited", "lives",
        "living", "llp", "ltd", "partners", "partnership", "plc", "services", "society",
        "support", "trust",
    }
)  # fmt: skip
"""Words a name may end with that are left off where it is shortened."""
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
    for places in range(max(rule.places, 2), 7):
        text = points(value, places, rule.mode)
        if Decimal(text) != 0 or value == 0:
            return text
    return "less than 0.000001"


def weight_text(share: Fraction) -> str:
    """A share of all marks in per cent, to two places where it is not whole."""
    return f"{plain(share) if share.denominator == 1 else points(share, 2)}%"


def price_share_sentence(lines: ShareLines, names: Mapping[str, str]) -> Sentence:
    """At which share of price first place changes, on both sides of the real weight."""
    if lines.first is None:
        return Sentence("price share", "First place is shared, so no share of price keeps it.")
    winner = names[lines.first]
    turns = [turn for turn in (lines.above, lines.below) if turn is not None]
    if not turns:
        narrow = lines.stays_from > 0 or lines.stays_to < 100
        words = f"{winner} stays first whatever price counts for."
        if narrow:
            words = f"{winner} stays first at every whole per cent price could count for."
        return Sentence("price share", words, (winner,))
    if len(turns) == 2 and turns[0].first == turns[1].first:
        more, less = (weight_text(turn.share) for turn in turns)
        return Sentence(
            "price share",
            f"Price must count for {more} or more, or for {less} or less, before "
            f"{_who_is_first(turns[0], lines, names)}.",
            (more, less),
        )
    said = [
        f"Price must count for {weight_text(turn.share)} or {way} before "
        f"{_who_is_first(turn, lines, names)}."
        for turn, way in ((lines.above, "more"), (lines.below, "less"))
        if turn is not None
    ]
    return Sentence("price share", " ".join(said), tuple(weight_text(t.share) for t in turns))


def _who_is_first(turn: AtShare, lines: ShareLines, names: Mapping[str, str]) -> str:
    if turn.first is not None:
        dropped = lines.first is not None and turn.total(lines.first) is None
        why = f", as {names[lines.first]} would miss a minimum" if dropped and lines.first else ""
        return f"{names[turn.first]} comes first{why}"
    return "first place is shared" if turn.totals else "no bid meets every minimum"


@dataclass(frozen=True, slots=True)
class FlipShown:
    """The closest change of one score, with what it would do.

    Attributes:
        winner: who would come first; None when first place would be shared or empty.
        ahead: points by which, exact; None without a winner or a second bid.
        anybody: some bid would still be ranked.
    """

    bid: str
    criterion: str
    before: Fraction
    after: Fraction
    winner: str | None
    ahead: Fraction | None
    anybody: bool = True


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
        strong = "No single score"
        words = f"{strong} changes who comes first. {tried} single-score changes were tried."
        return Sentence("flip", words, (strong,))
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
        words = f"{names[bid]} would not win at any price."
        return Sentence("price to win", words, ("not win at any price",))
    amount = money(price)
    if Fraction(price) >= Fraction(own):
        return Sentence(
            "price to win", f"{names[bid]} would win at {amount} {_BASES[basis]}.", (amount,)
        )
    below = (Fraction(own) - Fraction(price)) / Fraction(own) * 100
    words = (
        f"{names[bid]} would win at {amount} {_BASES[basis]}, {points(below, 1)}% below its bid."
    )
    return Sentence("price to win", words, (amount,), warns=round_exact(below, 1) < 1)


def tie_break_line(result: Result, model: EvaluationModel) -> Sentence:
    """Whether a tie-break was needed, and the published order."""
    order = ", then ".join(tie_break_words(rule, model) for rule in model.tie_break)
    told = f" Order: {order[:1].lower() + order[1:]}." if order else " The model has none."
    if result.unresolved_tie:
        return Sentence("tie-break", f"Tie-break used, and bids are still level.{told}", ("used",))
    used = any(placed.tie_break for placed in result.ranking)
    word = "used" if used else "not needed"
    return Sentence("tie-break", f"Tie-break {word}.{told}", (word,))


def headroom_sentence(
    winner: str,
    highest: Exact | None,
    own: Exact | None,
    names: Mapping[str, str],
    basis: PriceBasis,
) -> Sentence | None:
    """How dear the winner could be and still win; ``highest`` None when at any price."""
    if highest is None:
        words = f"{names[winner]} would still come first at any price."
        return Sentence("headroom", words, ("at any price",), warns=True)
    if own is None or own == 0:
        return None
    amount = money(highest)
    above = (Fraction(highest) - Fraction(own)) / Fraction(own) * 100
    words = (
        f"{names[winner]} would still come first at {amount} {_BASES[basis]}, "
        f"{points(above, 1)}% above its bid."
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
        words = f"{names[winner]} stays first whichever other bid leaves."
        return Sentence("removal", words, ("whichever other bid leaves",))
    said = [
        f"If {names[gone]} left, "
        + (f"{names[first]} would come first." if first else "first place would be shared.")
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
    left: Sequence[tuple[str, str | None]], winner: str | None, names: Mapping[str, str]
) -> Sentence | None:
    """Who would win without each panel member; ``left`` are (role, who is first then)."""
    if not left or winner is None:
        return None
    start = "If the mean of the others stood in for the scores agreed with a member: "
    end = " Means were not used for the result."
    by: dict[str | None, list[str]] = {}
    for role, first in left:
        if first != winner:
            by.setdefault(first, []).append(f"the {role}")
    if not by:
        strong = "without any one member"
        return Sentence(
            "evaluators", f"{start}{names[winner]} stays first {strong}.{end}", (strong,)
        )
    said = [
        f"without {or_list(roles)}, "
        + (f"{names[first]} would come first" if first else "first place would be shared")
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
        f"{'offers' if one else 'offer'} more quality for a pound than both, yet "
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
