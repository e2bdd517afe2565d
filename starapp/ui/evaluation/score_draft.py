"""What a member has put in for one answer and is not saved yet. No Qt."""

from dataclasses import dataclass
from decimal import Decimal

from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import IndividualScore
from starapp.foundation.exact import plain


@dataclass(frozen=True, slots=True)
class ScoreDraft:
    """One answer's score as it stands on the screen.

    Attributes:
        state: scored, not applicable or abstained as the member switched it.
        score: plain text of the score chosen, or empty.
        discuss: the member wants to talk about it at moderation.
    """

    state: ScoreState = ScoreState.SCORED
    score: str = ""
    reason: str = ""
    discuss: bool = False

    @classmethod
    def of(cls, kept: IndividualScore | None) -> "ScoreDraft":
        """The draft that shows what is stored."""
        if kept is None:
            return cls()
        state = ScoreState.SCORED if kept.state is ScoreState.NOT_SCORED else kept.state
        return cls(state, "" if kept.score is None else plain(kept.score), kept.reason)

    def to_save(self) -> tuple[ScoreState, Decimal | None, str] | None:
        """What can be stored now; None while a score or a state waits for its reason.

        A reason without a score is kept as "not scored", so that no word is lost.
        """
        reason = self.reason.strip()
        if self.state is not ScoreState.SCORED:
            return (self.state, None, reason) if reason else None
        if not self.score:
            return (ScoreState.NOT_SCORED, None, reason)
        return (ScoreState.SCORED, Decimal(self.score), reason) if reason else None

    def waits_for(self) -> str:
        """What is missing before this counts, in words; empty when nothing is."""
        if self.to_save() is None:
            return "Write why, and it is saved."
        if self.state is ScoreState.SCORED and not self.score:
            return "Choose a score." if self.reason.strip() else ""
        return ""
