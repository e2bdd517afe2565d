"""Declarations of interest and what the chair decided about them.

Interests are identified and kept under review for everyone who acts or influences
(Procurement Act 2023 ss.81 to 83).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where one person's declaration stands."""

    MISSING = "not declared"
    WAITING = "waiting for the chair"
    NOTHING = "nothing to declare"
    MAY_SCORE = "may score"
    MAY_NOT_SCORE = "may not score"

    @property
    def settled(self) -> bool:
        """Tells whether scoring need not wait for this declaration."""
        return self not in {Standing.MISSING, Standing.WAITING}


@dataclass(frozen=True, slots=True)
class Declaration:
    """The newest declaration of one seat.

    Attributes:
        interest: what was declared; empty for nothing.
        made: when it was declared; None when it was not.
        reason: why the chair decided as they did.
        decided_by: who decided; empty when nothing had to be decided.
    """

    seat_id: str
    standing: Standing
    interest: str = ""
    made: datetime | None = None
    reason: str = ""
    decided: datetime | None = None
    decided_by: str = ""
