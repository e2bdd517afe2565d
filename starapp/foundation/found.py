"""One thing a search found, in any part of the program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the search panel.

    Attributes:
        kind: the place it opens: "package", "competition" or "provider".
        id: of the thing.
        reference: its number, or empty.
        title: its name.
    """

    kind: str
    id: str
    reference: str
    title: str
