"""Undo and redo give back exactly what was there."""

from hypothesis import given
from hypothesis import strategies as st

from starapp.ui.widgets.drafts import Drafts

steps = st.lists(st.integers(0, 5), max_size=40)


@given(steps)
def test_undoing_everything_gives_the_first_draft(values: list[int]) -> None:
    drafts = Drafts(-1)
    for value in values:
        drafts.put(value, f"set {value}")
    while drafts.undo():
        pass
    assert drafts.current == -1
    assert drafts.undo_name == ""


@given(steps)
def test_redo_takes_back_every_undo(values: list[int]) -> None:
    drafts = Drafts(-1)
    for value in values:
        drafts.put(value, f"set {value}")
    last, name = drafts.current, drafts.undo_name
    while drafts.undo():
        pass
    while drafts.redo():
        pass
    assert (drafts.current, drafts.undo_name) == (last, name)


@given(steps, st.integers(0, 5))
def test_a_new_step_forgets_what_was_undone(values: list[int], new: int) -> None:
    drafts = Drafts(-1)
    for value in values:
        drafts.put(value, "step")
    undone = drafts.undo()
    changed = drafts.put(new, "other")
    assert drafts.current == new
    assert drafts.redo() is (undone and not changed)


def test_the_same_draft_is_no_step() -> None:
    drafts = Drafts("a")
    assert not drafts.put("a", "nothing")
    assert not drafts.undo()


def test_old_steps_make_room() -> None:
    drafts = Drafts(0, kept=3)
    for value in range(1, 10):
        drafts.put(value, str(value))
    while drafts.undo():
        pass
    assert drafts.current == 6


def test_starting_again_forgets() -> None:
    drafts = Drafts(0)
    drafts.put(1, "one")
    drafts.start_again(5)
    assert drafts.current == 5
    assert not drafts.undo()
