"""The card on which the sum done again by a second person is recorded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from starapp.evaluation.case_file import read_case
from starapp.evaluation.case_result import as_text, evaluate
from starapp.evaluation.recalculation import recalculations
from starapp.ui.evaluation.second_check_card import SecondCheckCard
from tests.drive.drive import Driver
from tests.drive.evaluation_screens import ResultDriver, Screens
from tests.make.evaluation import Scene, work_out
from tests.make.scene import priced_scene
from tests.ui.looks import names_missing


@pytest.fixture
def scene(store, clock) -> Scene:
    made = priced_scene(store, clock)
    work_out(made)
    return made


@pytest.fixture
def driver(qtbot, shown, scene: Scene) -> Iterator[ResultDriver]:
    screens = Screens(qtbot, shown, scene)
    made = screens.result("E1")
    made.settle()
    yield made
    screens.close()


def card(driver: ResultDriver) -> SecondCheckCard:
    return driver.page.second_check


def saved_case(driver: ResultDriver, folder: Path) -> Path:
    """Saves the case as a person does, with the file dialog answered."""
    driver.press("saveCase")
    chooser = card(driver).chooser
    assert chooser is not None
    chooser.fileSelected.emit(str(folder / "case.json"))
    chooser.reject()
    return folder / "case.json"


def their_result(case: Path) -> dict:
    """What somebody else gets from the saved case."""
    return json.loads(as_text(evaluate(read_case(case.read_bytes()))))


def record(driver: ResultDriver, file: Path, *, by: str, computer: str) -> Driver:
    """Fills the dialog and compares."""
    driver.press("recordCheck")
    dialog = card(driver).dialog
    assert dialog is not None
    inside = Driver(driver.bot, driver.desk, dialog)
    inside.type("checkedBy", by)
    inside.type("checkedOn", computer)
    dialog.take(str(file))
    inside.press("yes")
    inside.settle()
    return inside


def test_a_check_that_agrees_is_shown(driver: ResultDriver, tmp_path: Path, scene: Scene) -> None:
    assert card(driver).tag.look().text == "Not yet"
    result = tmp_path / "result.json"
    result.write_text(json.dumps(their_result(saved_case(driver, tmp_path))), "utf-8")
    record(driver, result, by="Finance officer", computer="Laptop 7")
    assert card(driver).tag.look().text == "The same"
    with scene.store.reading() as session:
        (found,) = recalculations(session, driver.page.outcome.competition_id)
    assert (found.by, found.computer, found.same) == ("Finance officer", "Laptop 7", True)


def test_a_figure_that_differs_is_shown_with_both(driver: ResultDriver, tmp_path: Path) -> None:
    theirs = their_result(saved_case(driver, tmp_path))
    theirs["ranking"][0]["total"] = "1.00"
    result = tmp_path / "result.json"
    result.write_text(json.dumps(theirs), "utf-8")
    record(driver, result, by="Auditor", computer="Audit PC")
    assert card(driver).tag.look().text == "1 different"


def test_a_file_that_is_no_result_keeps_what_was_typed(
    driver: ResultDriver, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("not a result", "utf-8")
    inside = record(driver, wrong, by="Auditor", computer="Audit PC")
    dialog = card(driver).dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.by.value() == "Auditor"
    said = " ".join(label.text() for label in dialog.errors.findChildren(QAbstractButton))
    assert "no result of an evaluation" in said
    inside.press("no")


def test_every_control_has_a_name(driver: ResultDriver) -> None:
    assert names_missing(card(driver)) == []
    driver.press("recordCheck")
    dialog = card(driver).dialog
    assert dialog is not None
    assert names_missing(dialog) == []
    dialog.reject()
