"""How sure the result is, on the result page: sentences, slider, table, and every unusual result."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from starapp.competitions.queries import competition
from starapp.evaluation.assurance import assurance_of
from starapp.evaluation.queries import latest_run
from starapp.evaluation.result import BidInput
from starapp.ui import theme
from starapp.ui.evaluation.assurance_card import AssuranceCard, SentenceRow
from starapp.ui.widgets.progress import Loading
from tests.drive.evaluation_screens import ResultDriver, Screens
from tests.make.evaluation import Scene, work_out
from tests.make.results import bid, irkdale_bids, made_run, names_of
from tests.make.scene import moderating_scene, priced_scene
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def scene(store, clock) -> Scene:
    made = priced_scene(store, clock)
    work_out(made)
    return made


@pytest.fixture
def screens(qtbot, shown, scene: Scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


@pytest.fixture
def driver(screens: Screens) -> ResultDriver:
    made = screens.result("E1")
    made.settle()
    return made


def test_the_four_sentences_stand_in_order(driver: ResultDriver) -> None:
    said = driver.sentences()
    assert said[0].startswith("In whole per cent, price must count for")
    assert said[1].startswith(
        "Closest flip: one score. If Kitewell’s Q1 went from 5 to 4, Merrow Bridge would win by "
        "0.51."
    )
    assert said[1].endswith("single-score changes do this, both in Q1.")
    assert said[2].startswith("Merrow Bridge would win at £")
    assert said[3] == "Tie-break not needed. Order: Quality, then Q5, then Q3."
    assert len(said) == 4
    assert driver.card.tag.isVisible()
    assert driver.card.tag.look().text in {"Holds up well", "Sensitive", "Very close"}


def test_the_slider_asks_and_goes_back(driver: ResultDriver) -> None:
    slider = driver.card.share.slider
    assert slider.at_home()
    assert driver.slide(Qt.Key.Key_Right).startswith("At 26%: Kitewell by ")
    assert driver.slide(Qt.Key.Key_Left, times=3).startswith("At 23%: Kitewell by ")
    assert driver.card.share.chart.marker()[0] == 23
    driver.slide(Qt.Key.Key_Home)
    assert slider.at_home()
    assert slider.share() == Fraction(25)
    driver.slide(Qt.Key.Key_Right, times=4)
    driver.slide(Qt.Key.Key_Escape)
    assert slider.at_home()
    assert driver.slide_to(10).startswith("At 10%: ")


def test_the_slider_changes_nothing_that_is_kept(driver: ResultDriver, scene: Scene) -> None:
    with scene.store.reading() as session:
        before = latest_run(session, scene.competition_id)
        weights = competition(session, scene.competition_id).model
    driver.slide_to(90)
    driver.slide(Qt.Key.Key_Left, times=2)
    assert driver.places()[0] == ("Kitewell Support CIC", "89.19")
    with scene.store.reading() as session:
        assert latest_run(session, scene.competition_id) == before
        assert competition(session, scene.competition_id).model == weights


def test_at_the_turn_the_slider_shows_the_other_bid(driver: ResultDriver) -> None:
    found = driver.card.found
    assert found is not None
    assert found.lines is not None
    turn = found.lines.above or found.lines.below
    assert turn is not None
    before = int(turn.share) - (1 if turn is found.lines.above else -1)
    assert "Kitewell" in driver.slide_to(before)
    assert "Kitewell" not in driver.slide_to(int(turn.share))


def test_the_table_says_what_the_chart_draws(driver: ResultDriver) -> None:
    driver.press("shareTable")
    dialog = driver.card.share.dialog
    assert dialog is not None
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    place = shown.index("25% now")
    assert shown[place : place + 5] == ["25% now", "89.19", "86.10", "74.20", "Kitewell"]
    assert {"0%", "100%"} <= set(shown)
    assert names_missing(dialog) == []
    dialog.accept()


def test_more_opens_the_further_lines_and_the_ranges(driver: ResultDriver) -> None:
    assert not any("rounding" in said.lower() for said in driver.sentences())
    driver.press("moreAssurance")
    said = driver.sentences()
    assert any(one.startswith("Rounding") for one in said)
    assert any(one.startswith("If the mean of the others stood in") for one in said)
    texts = [label.text() for label in driver.card.findChildren(QLabel)]
    assert "How far each weight could move" in texts
    assert any(text.startswith("PR ") for text in texts)
    driver.press("moreAssurance")
    assert len(driver.sentences()) == 4


def test_screen_readers_hear_the_chart_and_the_slider(driver: ResultDriver) -> None:
    chart = QAccessible.queryAccessibleInterface(driver.card.share.chart)
    said = chart.text(QAccessible.Text.Description)
    assert "Total points of Kitewell, Merrow Bridge and" in said
    assert "At 25%: Kitewell by 3.09" in said
    driver.slide(Qt.Key.Key_Right)
    slider = QAccessible.queryAccessibleInterface(driver.card.share.slider)
    assert slider.role() == QAccessible.Role.Slider
    assert slider.text(QAccessible.Text.Description).startswith("At 26%: Kitewell")


def test_the_card_is_worked_out_once_for_a_run(driver: ResultDriver) -> None:
    found = driver.card.found
    driver.page.reload()
    driver.settle()
    assert driver.card.found is found


def test_the_card_waits_in_the_background(driver: ResultDriver, scene: Scene) -> None:
    card = AssuranceCard(driver.desk)
    assert driver.page.outcome.run is not None
    card.show_run(scene.competition_id, driver.page.outcome.run.id)
    assert card.found is None
    assert card.findChild(Loading) is not None
    driver.settle()
    assert card.found is not None
    assert card.findChild(Loading) is None


def test_after_sign_off_the_card_still_stands(driver: ResultDriver, screens: Screens) -> None:
    driver.press("send")
    driver.give_reason("Best quality for the person, at a price that can last.")
    approver = screens.result("A1")
    approver.settle()
    approver.press("approve")
    approver.answer(yes=True)
    approver.settle()
    assert len(approver.sentences()) == 4
    assert approver.slide(Qt.Key.Key_Right).startswith("At 26%")


def test_no_card_before_there_is_a_result(qtbot, shown, store, clock) -> None:
    made = Screens(qtbot, shown, moderating_scene(store, clock))
    driver = made.result("E1")
    driver.settle()
    assert not driver.card.isVisible()
    assert driver.card.found is None
    made.close()


def _fits(card: AssuranceCard) -> None:
    assert clipped(card) == []


TWINS = (bid("A", "2500", "4444444"), bid("B", "2500", "4444444"))


@pytest.mark.parametrize(
    ("bids", "start", "slider"),
    [
        (
            irkdale_bids(),
            "In whole per cent, price must count for 49% or more before Brindlewick Living",
            True,
        ),
        (TWINS, "First place is shared, so no share of price keeps it.", True),
        (irkdale_bids()[:1], "There is one bid, so there is nothing to compare.", False),
        (irkdale_bids()[4:], "No bid is ranked, so there is nothing to compare.", False),
    ],
    ids=["fresh", "tie", "one bid", "nobody passes"],
)
def test_every_kind_of_result_says_what_means_something(
    desk, shown, bids: tuple[BidInput, ...], start: str, slider: bool
) -> None:
    card = AssuranceCard(desk)
    card.show_found(assurance_of(made_run(bids), names_of(bids), {}, {}))
    shown(card, 358, 900)
    rows = [row for row in card.findChildren(SentenceRow) if row.isVisible()]
    said = [row.sentence.words for row in rows]
    assert said[0].startswith(start)
    assert card.share.isVisible() is slider
    assert card.more.isVisible() is slider
    assert card.tag.isVisible() is slider


def _shown_at(driver: ResultDriver, size: tuple[int, int]) -> AssuranceCard:
    driver.page.resize(*size)
    driver.press("moreAssurance")
    return driver.card


@pytest.mark.parametrize("size", [(1190, 590), (1250, 530), (790, 420)])
def test_nothing_is_cut(driver: ResultDriver, size: tuple[int, int]) -> None:
    card = _shown_at(driver, size)
    assert names_missing(driver.page) == []
    driver.bot.waitUntil(partial(_fits, card))
    wide = size[0] >= theme.px(1000)
    ranking, side = driver.page.ranking, card
    corner = side.mapTo(driver.page, side.rect().topLeft())
    under = ranking.mapTo(driver.page, ranking.rect().bottomLeft()).y()
    assert (corner.x() > 400) if wide else (corner.y() > under)


@pytest.mark.parametrize("mode", list(theme.Mode))
def test_chart_and_slider_are_painted_in_every_theme(
    driver: ResultDriver, mode: theme.Mode, qapp
) -> None:
    theme.apply(qapp, theme.Theme(mode, 150))
    for part in (driver.card.share.chart, driver.card.share.slider):
        assert _colours(part) > 3


def _colours(widget: QWidget) -> int:
    image = widget.grab().toImage()
    return len({
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 2)
    })  # fmt: skip
