"""Guards every command on a competition: is the action allowed now, and where does it go next."""

from sqlalchemy.orm import Session

from starapp.competitions.competition import State
from starapp.competitions.records import CompetitionRecord
from starapp.competitions.stage_rules import (
    ACTIONS,
    Action,
    may,
    may_move,
    stage_of,
    why_not,
)
from starapp.foundation.problems import refuse
from starapp.history.acting import Role
from starapp.history.history import actor

__all__ = ["ACTIONS", "Action", "may", "move", "require", "require_organiser", "stage_of"]
ORGANISERS = (Role.PROCUREMENT, Role.COMMISSIONER, Role.ADMINISTRATOR)


def require(session: Session, competition_id: str, action: Action) -> CompetitionRecord:
    """Gives the stored competition when the action is allowed in its state.

    Raises:
        CannotDo: says what cannot be done and why.
    """
    record = session.get(CompetitionRecord, competition_id)
    if record is None:
        raise refuse("", "This competition is no longer here.", "gone")
    if not may(record.state, action):
        raise refuse("", why_not(record.state, action), "locked")
    return record


def move(session: Session, competition_id: str, to: State) -> None:
    """Takes a competition to its next state.

    Raises:
        RuntimeError: when the states do not follow each other; a fault of the caller.
    """
    record = session.get_one(CompetitionRecord, competition_id)
    if not may_move(record.state, to):
        raise RuntimeError(f"a competition cannot go from {record.state.value} to {to.value}")
    record.state = to


def require_organiser(session: Session) -> None:
    """Raises CannotDo unless the actor runs competitions."""
    if not actor(session).can(*ORGANISERS):
        words = "Only a procurement officer or commissioner can do this."
        raise refuse("", words, "role")
