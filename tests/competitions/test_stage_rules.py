"""Every action is locked where its stage has passed; states follow each other in one order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.competitions.competition import Stage, State
from starapp.competitions.stage_rules import (
    ACTIONS,
    LIVE,
    MOVES,
    Action,
    may,
    may_move,
    stage_of,
    why_not,
)
from tests.make.competitions import london

STATES = st.sampled_from(list(State))
ENDED = {State.CONCLUDED, State.ABANDONED}


def test_every_action_has_its_states():
    assert set(ACTIONS) == set(Action)
    assert all(ACTIONS[action] for action in Action)


@given(st.sampled_from(list(Action)))
def test_nothing_can_be_done_once_it_has_ended(action):
    assert not ACTIONS[action] & ENDED


@given(STATES, st.sampled_from(list(Action)))
def test_a_refusal_says_what_and_why(state, action):
    words = why_not(state, action)
    assert words.startswith(f"You cannot {action.value} now, because ")
    assert words.endswith(".")


@pytest.mark.parametrize("action", [Action.EDIT, Action.PUBLISH])
def test_what_bidders_were_told_is_locked_after_publication(action):
    assert ACTIONS[action] == {State.BUILDING}


def test_bids_are_not_opened_before_publication_nor_prices_before_moderation_is_closed():
    assert not may(State.BUILDING, Action.OPEN)
    assert ACTIONS[Action.UNSEAL] == {State.PRICED}


@given(STATES, STATES)
def test_only_going_back_to_moderation_or_to_the_result_turns_round(before, after):
    order = list(State)
    if may_move(before, after) and after is not State.ABANDONED:
        back = (before, after) in {
            (State.PRICED, State.MODERATING), (State.RECOMMENDED, State.PRICED),
        }  # fmt: skip
        assert order.index(after) == order.index(before) + 1 or back


@given(STATES)
def test_every_live_state_may_be_abandoned_and_ended_ones_go_nowhere(state):
    assert may_move(state, State.ABANDONED) is (state in LIVE)
    if state in ENDED:
        assert not MOVES[state]


def test_the_step_turns_from_invitations_to_bids_at_the_deadline():
    deadline = london("2026-09-07T12:00")
    before, after = london("2026-09-07T12:00"), london("2026-09-07T12:00:01")
    assert stage_of(State.PUBLISHED, deadline=deadline, now=before) is Stage.INVITATIONS
    assert stage_of(State.PUBLISHED, deadline=deadline, now=after) is Stage.BIDS
