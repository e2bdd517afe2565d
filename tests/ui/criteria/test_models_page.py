"""The list of models: starters, copies, deleting drafts."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from starapp.criteria.commands import lock_model
from starapp.criteria.queries import models
from starapp.criteria.templates import TEMPLATES
from starapp.history.acting import Actor
from starapp.storage.store import Store
from starapp.ui.criteria.models_page import ModelsPage
from starapp.ui.desk import Desk, Place
from tests.drive.criteria import ModelsDriver
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def driver(qtbot: QtBot, desk: Desk, shown: Callable[..., QWidget]) -> ModelsDriver:
    page = ModelsPage(desk, Place("models"))
    shown(page, 1250, 530)
    return ModelsDriver(qtbot, desk, page)


def names(store: Store) -> list[str]:
    with store.reading() as session:
        return [one.name for one in models(session)]


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_each_starter_makes_its_model(driver: ModelsDriver, store: Store, code: str) -> None:
    went: list[Place] = []
    driver.desk.went.connect(went.append)
    driver.press(f"new-{code}")
    driver.name_it("Mine")
    assert names(store) == ["Mine"]
    assert went[0].kind == "model"


def test_no_name_makes_nothing_and_a_taken_name_is_refused(
    driver: ModelsDriver, store: Store
) -> None:
    driver.press("new-short")
    driver.name_it("")
    assert names(store) == []
    driver.name_it("Mine")
    driver.press("new-short")
    driver.name_it("Mine")
    assert names(store) == ["Mine"]
    assert driver.page.errors.isVisibleTo(driver.page)


def test_copy_and_delete(driver: ModelsDriver, store: Store, commissioner: Actor) -> None:
    driver.press("new-short")
    driver.name_it("Mine")
    driver.page.reload()
    with store.reading() as session:
        first = models(session)[0]
    driver.choose_row("models", first.id)
    driver.press("copyModel")
    driver.name_it("Other")
    assert names(store) == ["Mine", "Other"]
    with store.writing(by=commissioner) as session:
        lock_model(session, model_id=first.id)
    driver.page.reload()
    driver.choose_row("models", first.id)
    assert not driver.page.delete.isEnabled()
    with store.reading() as session:
        driver.choose_row("models", models(session)[1].id)
    driver.press("deleteModel")
    driver.answer(yes=True)
    driver.settle()
    assert names(store) == ["Mine"]
    driver.page.reload()
    assert names_missing(driver.page) == []
    assert clipped(driver.page) == []
