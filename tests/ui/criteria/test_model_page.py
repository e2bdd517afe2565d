"""The editor of a model through real widgets: wrong input, weights, locking, reopening."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from starapp.criteria.commands import add_model, lock_model
from starapp.criteria.templates import fixed_price_model, whole_model
from starapp.foundation.change import Change
from starapp.history.acting import Actor
from starapp.storage.store import Store
from starapp.ui import theme
from starapp.ui.criteria.model_page import ModelPage
from starapp.ui.desk import Desk, Place
from tests.drive.criteria import ModelDriver
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def model_id(store: Store, commissioner: Actor) -> str:
    with store.writing(by=commissioner) as session:
        return add_model(session, model=whole_model()).made


@pytest.fixture
def driver(qtbot: QtBot, desk: Desk, shown: Callable[..., QWidget], model_id: str) -> ModelDriver:
    page = ModelPage(desk, Place("model", model_id))
    desk.work.changed.connect(partial(reload_when_touched, page))
    shown(page)
    return ModelDriver(qtbot, desk, page)


def reload_when_touched(page: ModelPage, change: Change) -> None:
    """Does what the window does."""
    if change.touches(*page.touches):
        page.reload()


def words(page: QWidget) -> str:
    return " ".join(x.text() for x in page.findChildren(QLabel) if x.isVisibleTo(page))


def weight(driver: ModelDriver, code: str) -> Decimal:
    return driver.stored().model.criterion(code).weight


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("16", "2% left to give"), ("19", "1% too much"), ("18", "Adds up to 100%")],
)
def test_a_weight_is_saved_and_the_tag_says_the_total(
    driver: ModelDriver, typed: str, tag: str
) -> None:
    driver.weigh("Q1", typed)
    assert weight(driver, "Q1") == Decimal(typed)
    assert driver.total() == tag


@pytest.mark.parametrize("typed", ["abc", "1e9", "1000000000", "-3", "12.5.5", ""])
def test_a_weight_that_is_no_weight_says_so_and_is_not_saved(
    driver: ModelDriver, typed: str
) -> None:
    driver.weigh("Q1", typed)
    assert driver.page.criteria.rows["Q1"].problem.text().startswith("Q1: ")
    assert weight(driver, "Q1") == 18
    driver.weigh("Q1", "18.5")
    assert driver.page.criteria.rows["Q1"].problem.text() == ""
    assert weight(driver, "Q1") == Decimal("18.5")


def test_keys_change_a_weight(driver: ModelDriver) -> None:
    row = driver.page.criteria.rows["Q2"]
    row.title.setFocus()
    driver.keys(row.title, Qt.Key.Key_F2)
    assert row.weight is not None
    assert row.weight.hasFocus()
    driver.keys(row.weight, Qt.Key.Key_Up)
    assert row.weight.value_exact() == 15
    driver.keys(row.weight, Qt.Key.Key_Return)
    assert weight(driver, "Q2") == 15
    driver.keys(row.weight, Qt.Key.Key_Down)
    driver.keys(row.weight, Qt.Key.Key_Down)
    driver.keys(row.weight, Qt.Key.Key_Tab)
    assert weight(driver, "Q2") == 13


def test_a_digit_on_a_row_begins_its_weight(driver: ModelDriver) -> None:
    row = driver.page.criteria.rows["Q2"]
    row.title.setFocus()
    driver.keys(row.title, Qt.Key.Key_9)
    assert row.weight is not None
    driver.keys(row.weight, Qt.Key.Key_Tab)
    assert weight(driver, "Q2") == 9


def test_undo_and_redo_go_by_name_and_into_the_file(driver: ModelDriver) -> None:
    driver.weigh("Q1", "10")
    assert driver.page.undo_names() == ("change weight of Q1", "")
    driver.page.undo()
    driver.settle()
    assert weight(driver, "Q1") == 18
    assert driver.page.undo_names() == ("", "change weight of Q1")
    driver.page.redo()
    driver.settle()
    assert weight(driver, "Q1") == 10


def test_a_code_cannot_be_empty_or_taken(driver: ModelDriver) -> None:
    driver.choose_criterion("Q2")
    field = driver.page.details.fields["code"]
    driver.type("criterionCode", "")
    assert field.problem() == "Enter a short code such as Q1."
    driver.type("criterionCode", "Q1")
    assert field.problem() == "Q1 is taken. Enter another code."
    assert driver.stored().model == whole_model()
    driver.choose_criterion("Q5")
    driver.type("criterionCode", "MEET")
    assert driver.stored().model.tie_break == ("quality", "MEET", "Q3")
    assert driver.page.draft.chosen == "MEET"


def test_what_is_typed_is_there_when_opened_again(
    driver: ModelDriver, qtbot: QtBot, desk: Desk, shown: Callable[..., QWidget]
) -> None:
    driver.choose_criterion("Q3")
    driver.type("criterionTitle", "Being safe")
    driver.type("criterionQuestion", "How do you keep people safe?")
    driver.type("plainWords", "risk: something that may go wrong")
    driver.type("wordLimit", "250")
    driver.tick("role-E4", on=False)
    driver.pick("meeting")
    driver.press("addPassFail")
    driver.press("editWords")
    driver.type("label-3", "Good enough")
    driver.type("seat-E2", "Nurse")
    driver.choose("roundingStage", "total")
    driver.press("tieEarlier2")
    kept = driver.shown()
    again = ModelPage(desk, Place("model", driver.page.draft.model_id))
    shown(again)
    assert again.draft.model == kept == driver.stored().model
    made = kept.criterion("Q3")
    assert (made.title, made.word_limit, made.written) == ("Being safe", 250, False)
    assert made.roles == ("E1", "E2", "E3")
    assert made.plain_words == (("risk", "something that may go wrong"),)
    assert kept.tie_break == ("Q5", "quality", "Q3")
    assert "PF1" in {c.code for c in kept.criteria}


def test_criteria_are_added_moved_and_deleted(driver: ModelDriver) -> None:
    driver.choose_criterion("Q1")
    driver.press("addQuestion")
    assert [c.code for c in driver.stored().model.children("quality")][:2] == ["Q1", "Q6"]
    driver.press("moveUp")
    assert [c.code for c in driver.stored().model.children("quality")][:2] == ["Q6", "Q1"]
    row = driver.page.criteria.rows["Q6"].title
    driver.keys(row, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    driver.press("deleteCriterion")
    assert driver.stored().model == whole_model()


def test_a_fixed_band_asks_for_its_two_prices(driver: ModelDriver) -> None:
    driver.pick("fixed_band")
    assert "Enter the price" in words(driver.page.problems)
    driver.type("price-best", "120000")
    driver.type("price-worst", "80000")
    assert "must be higher" in driver.page.price.example.text()
    driver.type("price-best", "eighty")
    assert driver.page.price.parameters["fixed_band", "best"].problem()
    driver.type("price-best", "80000")
    driver.type("price-worst", "120000")
    assert driver.page.price.example.text().endswith("× 25 = 12.50 points.")


@pytest.mark.parametrize(("typed", "said"), [("16", "Give 2 % more"), ("19", "Take 1 % away")])
def test_a_model_that_does_not_add_up_cannot_be_locked(
    driver: ModelDriver, typed: str, said: str
) -> None:
    driver.weigh("Q1", typed)
    driver.press("lockModel")
    assert driver.page.errors.isVisibleTo(driver.page)
    assert driver.desk.question is None
    assert said in words(driver.page.problems)
    assert driver.stored().locked is None


def test_locking_asks_first_and_turns_the_fields_into_text(driver: ModelDriver) -> None:
    driver.press("lockModel")
    driver.answer(yes=False)
    assert driver.stored().locked is None
    driver.press("lockModel")
    driver.answer(yes=True)
    driver.settle()
    stored = driver.stored()
    assert stored.locked is not None
    assert stored.fingerprint == whole_model().fingerprint()
    asked = stored.model.criterion("Q1").question
    driver.bot.waitUntil(lambda: asked in words(driver.page))
    assert "Locked on 3 August 2026 by Lead commissioner" in words(driver.page)
    assert "weight-Q1" not in driver.names(QWidget)
    assert "lockModel" not in driver.names(QWidget)


@pytest.mark.parametrize("locked", [False, True], ids=["draft", "locked"])
@pytest.mark.parametrize(
    ("wide", "high", "scale"), [(1250, 530, 100), (1190, 700, 100), (1250, 530, 150)]
)
def test_nothing_is_cut_or_nameless(
    qapp: QApplication, desk: Desk, store: Store, commissioner: Actor,
    shown: Callable[..., QWidget], *, locked: bool, wide: int, high: int, scale: int,
) -> None:  # fmt: skip
    with store.writing(by=commissioner) as session:
        made = add_model(session, model=fixed_price_model()).made
        if locked:
            lock_model(session, model_id=made)
    theme.apply(qapp, theme.Theme(text_scale=scale))
    page = shown(ModelPage(desk, Place("model", made)), wide, high)
    qapp.processEvents()
    assert names_missing(page) == []
    assert clipped(page) == []
