"""Typing paper sheets in at the panel page: two people, the differences, the scores."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from starapp.evaluation.result import ScoreState
from starapp.evaluation.returned_scores import scores_of_seat
from starapp.evaluation.score_commands import record_score
from starapp.panel.pack_commands import issue_packs
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.paper_codes import paper_code
from starapp.panel.paper_commands import type_in
from starapp.panel.ways import Way
from starapp.ui.panel.paper_entry_sheet import PaperEntrySheet
from tests.drive.evaluation_screens import PanelDriver, Screens
from tests.make.evaluation import Scene
from tests.make.issued_packs import example_scores
from tests.make.scene import scoring_scene
from tests.ui.looks import clipped, names_missing

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)
A1 = ("A", "Q1")


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT
    return made


@pytest.fixture
def pack_id(scene: Scene) -> str:
    with scene.store.writing(by=scene.people["M1"]) as session:
        made = issue_packs(
            session, competition_id=scene.competition_id, passphrases={},
            other_ways={scene.seat("E3"): Way.PAPER},
        )  # fmt: skip
    return made.sheets[0].pack.identity


@pytest.fixture
def screens(qtbot, shown, scene: Scene, pack_id: str) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


def paper(**changed: ReturnedScore | None) -> list[ReturnedScore]:
    found = {
        key: ReturnedScore(*key, kept.state, Decimal(kept.score), kept.reason, discuss=False)
        for key, kept in example_scores("E3").items()
    }
    for name, one in changed.items():
        found[tuple(name.split("_"))] = one
    return [one for one in found.values() if one is not None]


def other(score: int = 1) -> ReturnedScore:
    return ReturnedScore(*A1, ScoreState.SCORED, Decimal(score), "Misread.", discuss=False)


def entered(scene: Scene, who: str, pack_id: str, scores: list[ReturnedScore]) -> None:
    with scene.store.writing(by=scene.people[who]) as session:
        type_in(session, pack_id=pack_id, scores=scores, signed=True)


def opened(driver: PanelDriver) -> PaperEntrySheet:
    driver.page.reload()
    driver.press("typePaper")
    sheet = driver.page.packs.sheet
    assert isinstance(sheet, PaperEntrySheet)
    driver.settle()
    return sheet


def words(sheet: PaperEntrySheet) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def stored(scene: Scene) -> dict:
    letters = {bid: letter for letter, bid in scene.bids.items()}
    with scene.store.reading() as session:
        found = scores_of_seat(session, scene.seat("E3"))
    return {(letters[bid], code): one for (bid, code), one in found.items()}


def type_answer(driver: PanelDriver, sheet: PaperEntrySheet, score: str, reason: str) -> None:
    """Keys only: the score from the list, the reason, then the next answer."""
    form = sheet.typing.form
    form.score.setFocus()
    driver.bot.keyClicks(form.score, score)
    form.score.chosen.emit(form.score.value())
    driver.bot.keyClicks(form.reason.edit, reason)
    driver.bot.keyClick(form.reason.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_answers_are_typed_one_after_the_other_and_kept(
    screens: Screens, scene: Scene, pack_id: str
) -> None:
    driver = screens.panel("M1")
    sheet = opened(driver)
    assert "Nobody has typed it yet." in words(sheet)
    assert not sheet.keep.isEnabled()
    typing = sheet.typing
    type_answer(driver, sheet, "4", "Says who.")
    assert len(typing.scores()) == 1
    typing.code.setFocus()
    driver.bot.keyClicks(typing.code, paper_code(pack_id, ("C", "Q1")).lower())
    driver.bot.keyClick(typing.code, Qt.Key.Key_Return)
    assert "Bid C, Q1" in typing.form.title.text()
    driver.bot.keyClicks(typing.code, "zz9")
    driver.bot.keyClick(typing.code, Qt.Key.Key_Return)
    assert "no code of this sheet" in typing.code_field.problem()
    typing.signed.click()
    sheet.keep.click()
    driver.settle()
    assert "Your entry is kept." in words(sheet)
    assert stored(scene) == {}
    sheet.reject()
    assert not sheet.isVisible()


def test_closing_asks_before_typed_answers_are_lost(screens: Screens) -> None:
    driver = screens.panel("M1")
    sheet = opened(driver)
    type_answer(driver, sheet, "4", "Says who.")
    sheet.close_button.click()
    assert sheet.isVisible()
    question = driver.desk.question
    assert question is not None
    question.no.click()
    assert sheet.typing.scores()[0].reason == "Says who."
    sheet.close_button.click()
    driver.desk.question.yes.click()
    assert not sheet.isVisible()


def test_the_second_person_does_not_see_the_first_entry(
    screens: Screens, scene: Scene, pack_id: str
) -> None:
    entered(scene, "O2", pack_id, paper())
    sheet = opened(screens.panel("M1"))
    assert f"{scene.people['O2'].name} typed it first." in words(sheet)
    assert sheet.typing.scores() == ()
    assert sheet.keep.isVisible()
    assert not sheet.write.isVisible()
    sheet.reject()


def test_differences_are_settled_and_the_scores_written(
    screens: Screens, scene: Scene, pack_id: str
) -> None:
    entered(scene, "O2", pack_id, paper(A_Q1=other(), B_Q1=None))
    entered(scene, "M1", pack_id, paper())
    driver = screens.panel("M1")
    sheet = opened(driver)
    settling = sheet.settling
    assert "Look at the paper again for 2 answers." in words(sheet)
    assert not sheet.write.isEnabled()
    settling.second.click()
    assert settling.left() == 1
    settling.second.click()
    driver.settle()
    assert sheet.write.isEnabled()
    sheet.write.click()
    driver.settle()
    assert "15 scores written" in words(sheet)
    assert stored(scene)[A1].score == Decimal(example_scores("E3")[A1].score)
    sheet.reject()
    (row,) = [one for one in driver.page.packs.view.rows if one.seat_id == scene.seat("E3")]
    assert (row.state, row.done) == ("back", 15)


def test_what_neither_typed_right_is_typed_anew(
    screens: Screens, scene: Scene, pack_id: str
) -> None:
    entered(scene, "O2", pack_id, paper(A_Q1=other()))
    entered(scene, "M1", pack_id, paper())
    driver = screens.panel("M1")
    sheet = opened(driver)
    form = sheet.settling.form
    form.score.choose("2")
    form.score.chosen.emit("2")
    form.reason.edit.selectAll()
    driver.bot.keyClicks(form.reason.edit, "Neither had read it right.")
    driver.settle()
    sheet.write.click()
    driver.settle()
    assert stored(scene)[A1].score == Decimal(2)
    assert stored(scene)[A1].reason == "Neither had read it right."
    sheet.reject()


def test_a_score_written_another_way_asks_which_counts(
    screens: Screens, scene: Scene, pack_id: str
) -> None:
    with scene.store.writing(by=scene.people["E3"]) as session:
        record_score(
            session, seat_id=scene.seat("E3"), bid_id=scene.bids["A"], criterion="Q1",
            state=ScoreState.SCORED, score=Decimal(1), reason="Typed in the program.",
        )  # fmt: skip
    for who in ("O2", "M1"):
        entered(scene, who, pack_id, paper())
    driver = screens.panel("M1")
    sheet = opened(driver)
    driver.bot.waitUntil(lambda: sheet.decisions is not None)
    assert not sheet.write.isEnabled()
    sheet.decisions.take.click()
    assert sheet.write.isEnabled()
    sheet.write.click()
    driver.settle()
    assert stored(scene)[A1].score == Decimal(example_scores("E3")[A1].score)
    sheet.reject()


def test_typing_again_needs_a_reason(screens: Screens, scene: Scene, pack_id: str) -> None:
    entered(scene, "O2", pack_id, paper())
    driver = screens.panel("M1")
    sheet = opened(driver)
    sheet.again.click()
    dialog = sheet.dialog
    dialog.reason.edit.setPlainText("The wrong pages.")
    dialog.yes.click()
    driver.settle()
    assert "Nobody has typed it yet." in words(sheet)
    sheet.reject()


def test_an_unsigned_sheet_is_refused_in_words(
    screens: Screens, scene: Scene, pack_id: str, clock
) -> None:
    for who in ("O2", "M1"):
        with scene.store.writing(by=scene.people[who]) as session:
            type_in(session, pack_id=pack_id, scores=paper(), signed=False)
    clock.moment += timedelta(minutes=5)
    driver = screens.panel("M1")
    sheet = opened(driver)
    driver.bot.waitUntil(sheet.errors.isVisible)
    assert "has not confirmed the declaration" in words(sheet)
    assert not sheet.write.isEnabled()
    sheet.reject()


def test_names_and_words_are_whole(screens: Screens, scene: Scene, pack_id: str) -> None:
    sheet = opened(screens.panel("M1"))
    assert names_missing(sheet) == []
    assert clipped(sheet) == []
    sheet.reject()
    entered(scene, "O2", pack_id, paper(A_Q1=other()))
    entered(scene, "M1", pack_id, paper())
    sheet = opened(screens.panel("M1"))
    assert names_missing(sheet) == []
    assert clipped(sheet) == []
    sheet.reject()
