"""The notice a command gives back: what was done and which parts of the program it touches."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What one command did.

    Attributes:
        words: for the status bar, for example ``"Bid A recorded"``.
        touched: names of the parts to reload ("bids", "packages", ...).
        made: the id of the thing created, or empty.
    """

    words: str
    touched: frozenset[str]
    made: str = ""

    def touches(self, *names: str) -> bool:
        """Tells whether any of the named parts changed."""
        return not self.touched.isdisjoint(names)


def changed(words: str, *touched: str, made: str = "") -> Change:
    """Gives a ``Change`` from plain names."""
    return Change(words, frozenset(touched), made)
