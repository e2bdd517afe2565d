"""Drafts can change; a locked model never does, and carries the fingerprint of its rules."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy.orm import Session

from starapp.criteria.commands import (
    add_model,
    copy_model,
    delete_model,
    lock_model,
    save_model,
)
from starapp.criteria.criteria_tree import removed
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.criteria.queries import StoredModel, find, model, models
from starapp.foundation.change import Change
from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor
from starapp.history.history import entries
from starapp.storage.store import Store
from tests.make.scene import northvale_model

Do = Callable[[Callable[[Session], Change]], Change]
NAME = northvale_model().name


@pytest.fixture
def do(store: Store, commissioner: Actor) -> Do:
    def done(command: Callable[[Session], Change]) -> Change:
        with store.writing(by=commissioner) as session:
            return command(session)

    return done


@pytest.fixture
def draft(do: Do) -> str:
    return do(partial(add_model, model=northvale_model())).made


@pytest.fixture
def locked(do: Do, draft: str) -> str:
    do(partial(lock_model, model_id=draft))
    return draft


def read(store: Store, model_id: str) -> StoredModel:
    with store.reading() as session:
        return model(session, model_id)


def refused(do: Do, command: Callable[[Session], Change]) -> str:
    with pytest.raises(CannotDo) as stopped:
        do(command)
    return " ".join(problem.words for problem in stopped.value.problems)


def test_a_draft_is_kept_as_it_stands_even_unfinished(store: Store, do: Do, draft: str) -> None:
    unfinished = removed(northvale_model(), "Q1")
    do(partial(save_model, model_id=draft, model=unfinished))
    found = read(store, draft)
    assert found.model == unfinished
    assert (found.state, found.locked, found.fingerprint) == ("draft", None, "")


def test_locking_keeps_the_fingerprint_the_moment_and_the_person(
    store: Store, locked: str, clock: object
) -> None:
    found = read(store, locked)
    assert found.state == "locked"
    assert found.fingerprint == northvale_model().fingerprint()
    assert (found.locked, found.locked_by) == (clock(), "Lead commissioner")
    with store.reading() as session:
        assert entries(session)[0].words == f"evaluation model {NAME} locked"


def test_a_model_with_problems_is_not_locked_and_names_them_all(
    store: Store, do: Do, draft: str
) -> None:
    broken = replace(removed(northvale_model(), "Q1"), tie_break=(), spread_flag=Decimal(-1))
    do(partial(save_model, model_id=draft, model=broken))
    told = refused(do, partial(lock_model, model_id=draft))
    for part in ("Give 18 % more.", "Choose what decides", "Enter 0 points or more."):
        assert part in told
    assert read(store, draft).state == "draft"


def test_a_locked_model_cannot_change_by_any_command(store: Store, do: Do, locked: str) -> None:
    before = read(store, locked)
    with store.reading() as session:
        lines = len(entries(session))
    other = replace(northvale_model(), spread_flag=Decimal(3))
    for command in (
        partial(save_model, model_id=locked, model=other),
        partial(save_model, model_id=locked, model=northvale_model()),
        partial(lock_model, model_id=locked),
        partial(delete_model, model_id=locked),
    ):
        assert "is locked and cannot change. Copy it to make another." in refused(do, command)
    assert read(store, locked) == before
    with store.reading() as session:
        assert len(entries(session)) == lines


def test_a_copy_of_a_locked_model_is_a_draft_of_its_own(store: Store, do: Do, locked: str) -> None:
    made = do(partial(copy_model, model_id=locked, name="  Second  ")).made
    found = read(store, made)
    assert (found.name, found.state, found.fingerprint) == ("Second", "draft", "")
    assert found.model == replace(northvale_model(), name="Second")
    do(partial(save_model, model_id=made, model=replace(found.model, spread_flag=Decimal(9))))
    assert read(store, locked).model == northvale_model()
    do(partial(delete_model, model_id=made))
    with store.reading() as session:
        assert [one.id for one in models(session)] == [locked]


@pytest.mark.parametrize("name", ["", "   ", NAME, f"  {NAME} "])
def test_a_name_is_given_and_stands_once(do: Do, locked: str, name: str) -> None:
    command = partial(add_model, model=replace(northvale_model(), name=name))
    told = refused(do, command)
    assert "name for the model" in told or "There is already a model called" in told
    assert refused(do, partial(copy_model, model_id=locked, name=name)) == told


def test_a_draft_may_keep_its_own_name_and_not_take_anothers(
    store: Store, do: Do, draft: str
) -> None:
    second = do(partial(add_model, model=replace(northvale_model(), name="Second"))).made
    do(partial(save_model, model_id=second, model=replace(northvale_model(), name="Second ")))
    taken: EvaluationModel = northvale_model()
    assert "already a model" in refused(do, partial(save_model, model_id=second, model=taken))
    assert read(store, second).name == "Second"


def test_models_are_found_by_part_of_their_name(store: Store, locked: str) -> None:
    with store.reading() as session:
        assert [one.id for one in find(session, "NORTHVALE")] == [locked]
        assert find(session, "nothing like it") == ()
        assert find(session, "100%") == ()
        assert find(session, "_") == ()
