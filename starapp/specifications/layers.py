"""The two layers of a specification: what every bidder sees, and what only the provider chosen sees."""

from enum import StrEnum


class Layer(StrEnum):
    """Who may read a field."""

    BIDDERS = "for bidders"
    """Every provider that is invited, and the provider chosen."""
    WINNER = "for the chosen provider only"
    """Only the provider the package is awarded to."""

    def includes(self, other: "Layer") -> bool:
        """Tells whether a reader of this layer sees the other: the chosen provider sees both."""
        return self is Layer.WINNER or other is Layer.BIDDERS
