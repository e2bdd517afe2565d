"""What one panel member sees while scoring: their questions, the bids by letter, their own scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from starapp.criteria.evaluation_model import Criterion, EvaluationModel
from starapp.evaluation.moderation import SeatScore
from starapp.evaluation.result import ScoreState

CellKey = tuple[str, str]
"""A bid and a criterion."""
PRACTICE = "Practice"
"""Stands in place of a bid for the made-up answer everyone scores first; it counts for nothing."""


def bid_words(letter: str, name: str = "") -> str:
    """A bid as the panel knows it: "Bid A", or "Bid A, Larkfield Care" where names are shown."""
    return f"Bid {letter}, {name}" if name else f"Bid {letter}"


@dataclass(frozen=True, slots=True)
class IndividualScore:
    """What one member gave one question of one bid."""

    bid_id: str
    criterion: str
    seat_id: str
    state: ScoreState
    score: Decimal | None
    reason: str
    frozen: bool

    def as_seat_score(self) -> SeatScore:
        """The score as the moderation rules take it."""
        return SeatScore(self.seat_id, self.state, self.score, self.reason)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The work of one member; no price is in it, and names of providers only where the rules say so.

    Attributes:
        locked: why nothing can be written, in words; empty while scoring is open.
        bids: identity and letter of each bid, in order.
        questions: the questions this member scores, in order.
        wanted: bid and question of every score this member is asked for, question by question.
        writable: those of them that can be changed now.
        scores: what is written, by bid and question.
        names: who each bid is from, only where the purchasing system shows it to the panel.
    """

    competition_id: str
    seat_id: str
    title: str
    locked: str
    model: EvaluationModel
    bids: tuple[tuple[str, str], ...]
    questions: tuple[Criterion, ...]
    wanted: tuple[CellKey, ...]
    writable: frozenset[CellKey]
    scores: Mapping[CellKey, IndividualScore]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many of the scores that count are written."""
        return sum(
            key in self.scores and self.scores[key].state is not ScoreState.NOT_SCORED
            for key in self.counted
        )

    @property
    def counted(self) -> tuple[CellKey, ...]:
        """What is wanted and counts: everything but the practice answer."""
        return tuple(key for key in self.wanted if key[0] != PRACTICE)

    def letter(self, bid_id: str) -> str:
        """The letter of a bid."""
        return dict(self.bids)[bid_id]

    def bid_title(self, bid_id: str) -> str:
        """A bid as the panel knows it: "Bid A", or "Bid A, Larkfield Care" where names are shown."""
        if bid_id == PRACTICE:
            return PRACTICE
        return bid_words(self.letter(bid_id), self.names.get(bid_id, ""))

    def bid_head(self, bid_id: str) -> str:
        """A bid in a word or two: "Bid A", or "Practice"."""
        return PRACTICE if bid_id == PRACTICE else bid_words(self.letter(bid_id))
