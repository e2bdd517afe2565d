"""Every action on a competition and the states it is allowed in; what a state has passed is locked.

One table, so that an auditor can read the locks in one place. Pure.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from starapp.competitions.competition import Stage, State
from starapp.foundation.dates import has_passed

B, P, O, S = State.BUILDING, State.PUBLISHED, State.OPENED, State.SCORING  # noqa: E741 - table
M, R, C, A = State.MODERATING, State.PRICED, State.RECOMMENDED, State.APPROVED
L, W, E = State.ISSUED, State.STANDSTILL, State.CONCLUDED
LIVE = frozenset({B, P, O, S, M, R, C, A, L, W})


class Action(StrEnum):
    """What can be done to a competition; the value completes "You cannot ... now"."""

    EDIT = "change the competition"
    PUBLISH = "issue the invitations"
    DECLINE = "record a decline"
    ASK = "record a question"
    ANSWER = "answer a question"
    EXTEND = "extend the deadline"
    EDIT_LATER = "change the dates after the deadline"
    RECEIVE = "record a bid"
    LABEL = "change the bids' letters"
    OPEN = "open bids"
    CHECK = "record a check of a bid"
    DECIDE_LATE = "decide about a late bid"
    SET_ASIDE = "set a bid aside"
    WITHDRAW = "record a withdrawal"
    CHECK_PRICES = "check prices"
    UNSEAL = "unseal prices"
    APPOINT_PANEL = "change the panel"
    APPOINT_CHAIR = "change who leads moderation"
    REMOVE_MEMBER = "take somebody off the panel"
    DECLARE = "record a declaration of interest"
    START_SCORING = "start scoring"
    SCORE = "score"
    RECORD_MEETING = "record a meeting with the person"
    OPEN_MODERATION = "open moderation"
    MODERATE = "change agreed scores"
    CLOSE_MODERATION = "close moderation"
    REOPEN_MODERATION = "open moderation again"
    RUN = "work out the result"
    NOTE_RECALCULATION = "record that the sum was done again"
    RECOMMEND = "send the result for sign-off"
    APPROVE = "sign the result off"
    RETURN_RESULT = "return the result"
    PREPARE_AWARD = "change the award checklist"
    ISSUE_LETTERS = "issue letters"
    PUBLISH_NOTICE = "record the award notice"
    CONCLUDE = "record the signing"
    ABANDON = "abandon the competition"


ACTIONS: Mapping[Action, frozenset[State]] = {
    Action.EDIT: frozenset({B}),
    Action.PUBLISH: frozenset({B}),
    Action.DECLINE: frozenset({P}),
    Action.ASK: frozenset({P}),
    Action.ANSWER: frozenset({P}),
    Action.EXTEND: frozenset({P}),
    Action.EDIT_LATER: frozenset({P, O, S, M, R, C, A, L, W}),
    Action.RECEIVE: frozenset({P, O, S, M, R}),
    Action.LABEL: frozenset({P}),
    Action.OPEN: frozenset({P, O}),
    Action.CHECK: frozenset({P, O, S, M, R}),
    Action.DECIDE_LATE: frozenset({P, O}),
    Action.SET_ASIDE: frozenset({P, O, S, M, R}),
    Action.WITHDRAW: frozenset({P, O, S, M, R}),
    Action.CHECK_PRICES: frozenset({O, S, M, R}),
    Action.UNSEAL: frozenset({R}),
    Action.APPOINT_PANEL: frozenset({B, P, O, S}),
    Action.APPOINT_CHAIR: frozenset({B, P, O, S, M}),
    Action.REMOVE_MEMBER: frozenset({B, P, O}),
    Action.DECLARE: frozenset({B, P, O, S, M}),
    Action.START_SCORING: frozenset({O}),
    Action.SCORE: frozenset({S, M}),
    Action.RECORD_MEETING: frozenset({S, M}),
    Action.OPEN_MODERATION: frozenset({S}),
    Action.MODERATE: frozenset({M}),
    Action.CLOSE_MODERATION: frozenset({M}),
    Action.REOPEN_MODERATION: frozenset({R}),
    Action.RUN: frozenset({R}),
    Action.NOTE_RECALCULATION: frozenset({R, C, A, L, W}),
    Action.RECOMMEND: frozenset({R}),
    Action.APPROVE: frozenset({C}),
    Action.RETURN_RESULT: frozenset({C}),
    Action.PREPARE_AWARD: frozenset({A, L, W}),
    Action.ISSUE_LETTERS: frozenset({A}),
    Action.PUBLISH_NOTICE: frozenset({L}),
    Action.CONCLUDE: frozenset({W}),
    Action.ABANDON: LIVE,
}
"""The states in which each action is allowed."""

MOVES: Mapping[State, frozenset[State]] = {
    B: frozenset({P}),
    P: frozenset({O}),
    O: frozenset({S}),
    S: frozenset({M}),
    M: frozenset({R}),
    R: frozenset({M, C}),
    C: frozenset({R, A}),
    A: frozenset({L}),
    L: frozenset({W}),
    W: frozenset({E}),
    E: frozenset(),
    State.ABANDONED: frozenset(),
}
"""Where each state may go next; every live one may also be abandoned."""

STAGES: Mapping[State, Stage] = {
    B: Stage.INVITATIONS,
    P: Stage.BIDS,
    O: Stage.PANEL,
    S: Stage.PANEL,
    M: Stage.MODERATION,
    R: Stage.RESULT,
    C: Stage.RESULT,
    A: Stage.AWARD,
    L: Stage.AWARD,
    W: Stage.AWARD,
    E: Stage.AWARD,
    State.ABANDONED: Stage.INVITATIONS,
}
"""The step of each state once the deadline has passed."""


def stage_of(
    state: State, *, deadline: datetime | None = None, now: datetime | None = None
) -> Stage:
    """The step a person sees for a state; while bids may come it turns at the deadline."""
    waiting = deadline is not None and now is not None and not has_passed(deadline, now)
    return Stage.INVITATIONS if state is P and waiting else STAGES[state]


def may(state: State, action: Action) -> bool:
    """Tells whether an action is allowed in a state."""
    return state in ACTIONS[action]


def may_move(before: State, after: State) -> bool:
    """Tells whether a competition may go from one state to another."""
    return after in MOVES[before] or (after is State.ABANDONED and before in LIVE)


STATE_WORDS: Mapping[State, str] = {
    B: "the invitations are not issued yet",
    P: "bids are still sealed",
    O: "scoring has not started",
    S: "the panel is scoring",
    M: "moderation is open",
    R: "moderation is closed",
    C: "the result waits for sign-off",
    A: "the result is signed off",
    L: "the letters are issued",
    W: "the standstill is running",
    E: "the competition has ended",
    State.ABANDONED: "the competition was abandoned",
}


def why_not(state: State, action: Action) -> str:
    """Why an action is not allowed in a state, in a sentence."""
    return f"You cannot {action.value} now, because {STATE_WORDS[state]}."
