"""At which price another bid would be first, and how far the winner's price could rise.

For every formula offered, a bid's own points never rise and the others' never fall as its price
rises, so "is first" holds below some price and nowhere above it. That price is found to the penny
by search between whole pence, each step an exact comparison.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from starapp.evaluation.contest import Contest
from starapp.foundation.exact import Exact

MOST_PENCE = 100_000_000_000
"""A thousand million pounds: a bid first at that price is first at any price."""


@dataclass(frozen=True, slots=True)
class PriceToWin:
    """The highest price, in pounds and pence, at which a losing bid would be first."""

    bid: str
    price: Decimal


def prices_to_win(contest: Contest, winner: str | None) -> tuple[PriceToWin, ...]:
    """One line for each losing bid that some price would put first, in the order of the bids."""
    if not contest.price_code:
        return ()
    found = []
    for one in contest.standings:
        if one.bid.bid == winner or one.bid.price is None:
            continue
        pence = _price_to_win(contest, one.bid.bid, winner, _whole_pence(one.bid.price))
        if pence is not None:
            found.append(PriceToWin(one.bid.bid, Decimal(pence).scaleb(-2)))
    return tuple(found)


def _price_to_win(contest: Contest, name: str, winner: str | None, most: int) -> int | None:
    """Ahead of the winner first, which is quick; then, below that price, ahead of all."""
    if winner is not None:
        over_winner = _highest(_lead(contest, name, over=winner), 1, most)
        if over_winner is None:
            return None
        most = over_winner
    return _highest(_lead(contest, name), 1, most, near_top=winner is not None)


def headroom(contest: Contest, winner: str | None) -> tuple[Decimal | None, bool]:
    """The highest price at which the winner stays first, and whether any price would do.

    The first is None where any price would do, or there is no winner, no rival or no price.
    """
    one = next((one for one in contest.standings if one.bid.bid == winner), None)
    alone = len(contest.standings) < 2
    if one is None or one.bid.price is None or not contest.price_code or alone:
        return None, False
    lead = _lead(contest, one.bid.bid)
    low = high = _whole_pence(one.bid.price)
    while lead(high)[1]:
        if high >= MOST_PENCE:
            return None, True
        low, high = high, min(high * 2, MOST_PENCE)
    pence = _highest(lead, low, high)
    return (None if pence is None else Decimal(pence).scaleb(-2)), False


Lead = Callable[[int], tuple[Fraction, bool]]


def _lead(contest: Contest, name: str, *, over: str | None = None) -> Lead:
    def at(pence: int) -> tuple[Fraction, bool]:
        return contest.lead_at(name, Decimal(pence).scaleb(-2), over=over)

    return at


def _whole_pence(price: Exact) -> int:
    """The whole pence of a price, at least one."""
    return max(int(Fraction(price) * 100), 1)


def _highest(lead: Lead, low: int, high: int, *, near_top: bool = False) -> int | None:
    """The highest whole pence from low to high at which the bid is first.

    It is first up to some price: the lead at both ends guesses the next price to try, every
    second try halves what is left, and only exact comparisons decide.

    Args:
        lead: the measure, and whether the bid is first.
        low: in whole pence.
        high: in whole pence.
        near_top: tries the highest price first, because it is likely to hold.
    """
    if near_top and lead(high)[1]:
        return high
    lead_low, first = lead(low)
    if not first:
        return None
    lead_high, first = lead(high)
    if first:
        return high
    halve = False
    while high - low > 1:
        middle = (low + high) // 2
        if not halve and lead_low > lead_high:
            guess = low + int((high - low) * lead_low / (lead_low - lead_high))
            middle = min(max(guess, low + 1), high - 1)
        before = high - low
        value, first = lead(middle)
        if first:
            low, lead_low = middle, value
        else:
            high, lead_high = middle, value
        halve = 2 * (high - low) > before
    return low
