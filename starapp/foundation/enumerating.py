"""Several things in one sentence."""

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Gives "a", "a and b" or "a, b and c"; nothing for no words."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def bids_named(letters: Sequence[str]) -> str:
    """Gives "bid A" or "bids A, B and C"."""
    return f"{'bid' if len(letters) == 1 else 'bids'} {listed(letters)}"
