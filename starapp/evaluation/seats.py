"""Seats on the panel as values: who scores which question of which bid, and who still has to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starapp.criteria.evaluation_model import Criterion, EvaluationModel, Kind
from starapp.evaluation.result import ScoreState


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place on the panel of one competition.

    Attributes:
        roles: codes of the model's evaluator roles they hold; empty for the chair.
        chairs: leads the panel and moderation, and scores nothing.
        cleared: when they declared and were cleared to score; None until then.
        barred: may not score because of an interest.
        excluded: bids they may not score although they may score others.
        stood_down: when they left while bids were scored; their scores count no more.
    """

    id: str
    competition_id: str
    person_id: str
    roles: tuple[str, ...]
    chairs: bool = False
    cleared: datetime | None = None
    barred: bool = False
    excluded: frozenset[str] = frozenset()
    stood_down: datetime | None = None

    def scores(self, criterion: Criterion) -> bool:
        """Tells whether this seat answers the question, declarations aside."""
        return criterion.kind is Kind.SCORED and not set(self.roles).isdisjoint(criterion.roles)

    def may_score(self, criterion: Criterion, bid_id: str) -> bool:
        """Tells whether this seat's score of the question is wanted for this bid."""
        kept_out = self.barred or self.stood_down is not None or bid_id in self.excluded
        return not kept_out and self.scores(criterion)

    def title(self, model: EvaluationModel) -> str:
        """The role in words, as records name the seat."""
        if self.chairs:
            return "Chair"
        titles = [role.title for role in model.roles if role.code in self.roles]
        return ", ".join(titles) or "No role"


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One individual score that is wanted."""

    bid_id: str
    criterion: str
    seat_id: str


def scorers(seats: Iterable[Seat], criterion: Criterion, bid_id: str) -> tuple[Seat, ...]:
    """The seats whose score of the question counts for this bid, in order."""
    return tuple(seat for seat in seats if seat.may_score(criterion, bid_id))


def unseated(model: EvaluationModel, seats: Iterable[Seat]) -> tuple[Criterion, ...]:
    """The scored questions that nobody on the panel may score."""
    able = [seat for seat in seats if not seat.barred and seat.stood_down is None]
    return tuple(
        question
        for question in model.leaves(Kind.SCORED)
        if not any(seat.scores(question) for seat in able)
    )


def single_scored(model: EvaluationModel, seats: Iterable[Seat]) -> tuple[Criterion, ...]:
    """The written questions that only one person on the panel may score; two are the least."""
    able = [seat for seat in seats if not seat.barred and seat.stood_down is None]
    return tuple(
        question
        for question in model.leaves(Kind.SCORED)
        if question.written and sum(seat.scores(question) for seat in able) == 1
    )


def due_scores(
    model: EvaluationModel, seats: Iterable[Seat], bids: Iterable[str]
) -> tuple[Due, ...]:
    """Every individual score that is wanted: question by question, bid by bid, seat by seat."""
    panel, in_play = tuple(seats), tuple(bids)
    return tuple(
        Due(bid, question.code, seat.id)
        for question in model.leaves(Kind.SCORED)
        for bid in in_play
        for seat in scorers(panel, question, bid)
    )


def not_scored(due: Iterable[Due], states: Mapping[Due, ScoreState]) -> tuple[Due, ...]:
    """What is wanted and has no score, abstention or "not applicable" yet."""
    return tuple(
        one for one in due if states.get(one, ScoreState.NOT_SCORED) is ScoreState.NOT_SCORED
    )
