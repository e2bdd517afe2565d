"""Price formulas, their tables and edges, and trying a model, through the real editor."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from starapp.criteria.commands import add_model, lock_model
from starapp.criteria.evaluation_model import EvaluationModel, PriceRule
from starapp.criteria.price_edges import AboveCeiling, EdgeRules, LevelPrices, ZeroPrice
from starapp.criteria.price_formulas import FORMULAS, REFUSED
from starapp.criteria.templates import blank_model, whole_model
from starapp.evaluation.rehearsal_commands import rehearsals
from starapp.foundation.exact import plain
from starapp.history.acting import Actor
from starapp.storage.store import Store
from starapp.ui import theme
from starapp.ui.criteria.formula_choice import OTHERS, RECOMMENDED
from starapp.ui.criteria.model_page import ModelPage
from starapp.ui.criteria.price_curve import PriceCurve, ticks
from starapp.ui.desk import Desk, Place
from tests.drive.criteria import ModelDriver
from tests.drive.drive import Driver
from tests.ui.looks import clipped, names_missing

Open = Callable[..., ModelDriver]


@pytest.fixture
def opened(
    qtbot: QtBot, desk: Desk, shown: Callable[..., QWidget], store: Store, commissioner: Actor
) -> Open:
    def open_it(model: EvaluationModel, *, locked: bool = False) -> ModelDriver:
        with store.writing(by=commissioner) as session:
            made = add_model(session, model=model).made
            if locked:
                lock_model(session, model_id=made)
        page = ModelPage(desk, Place("model", made))
        shown(page, 1250, 900)
        return ModelDriver(qtbot, desk, page)

    return open_it


def words(page: QWidget) -> str:
    return " ".join(x.text() for x in page.findChildren(QLabel) if x.isVisibleTo(page))


def rule(driver: ModelDriver) -> PriceRule:
    return driver.stored().model.price


def test_every_formula_can_be_chosen_and_undone(opened: Open) -> None:
    driver = opened(whole_model())
    driver.press("showMoreFormulas")
    for code in (*RECOMMENDED[1:], *OTHERS):
        driver.pick(code)
        assert rule(driver).formula == code
        assert FORMULAS[code].weakness in words(driver.page.price)
        assert driver.page.price.formula.value() == code
        assert driver.page.undo_names()[0] == "change the price formula"
    driver.page.undo()
    driver.settle()
    assert rule(driver).formula == OTHERS[-2]


def test_other_formulas_are_shown_with_their_warning_only_when_asked_for(opened: Open) -> None:
    driver = opened(whole_model())
    choice = driver.page.price.formula
    assert not choice.others.isVisibleTo(driver.page)
    driver.press("showMoreFormulas")
    assert choice.others.isVisibleTo(driver.page)
    for code in OTHERS:
        assert choice.others.button(code).accessibleDescription().startswith("Warning: ")
    driver.press("showMoreFormulas")
    assert not choice.others.isVisibleTo(driver.page)


def test_a_number_is_no_amount_of_pounds(opened: Open) -> None:
    driver = opened(replace(whole_model(), price=PriceRule("n_times_lowest")))
    driver.type("price-n", "1")
    assert "above 1" in driver.page.price.example.text()
    driver.type("price-n", "2.5")
    assert rule(driver).parameters == (("n", Decimal("2.5")),)
    assert "points" in driver.page.price.example.text()


def test_a_table_is_typed_pasted_and_checked(opened: Open) -> None:
    driver = opened(replace(whole_model(), price=PriceRule("piecewise_linear")))
    table = driver.page.price.table
    QGuiApplication.clipboard().setText("80,000\t1\n£100,000\t0.6\n130000\t0\n")
    driver.press("addTableLine")
    table.grid.setCurrentCell(0, 0)
    driver.keys(table.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pasted = ((Decimal(80000), Decimal(1)), (Decimal(100000), Decimal("0.6")),
              (Decimal(130000), Decimal(0)))  # fmt: skip
    assert rule(driver).table == pasted
    cell = table.grid.item(1, 1)
    assert cell is not None
    cell.setText("half")
    driver.settle()
    assert table.problem.text().startswith("Line 2: ")
    assert rule(driver).table == pasted
    cell.setText("0.5")
    driver.settle()
    assert rule(driver).table[1][1] == Decimal("0.5")
    table.grid.setCurrentCell(2, 0)
    driver.press("removeTableLine")
    assert len(rule(driver).table) == 2
    driver.page.undo()
    driver.settle()
    assert table.lines() == rule(driver).table
    assert len(rule(driver).table) == 3


def test_ranks_count_themselves_and_say_when_a_later_one_gets_more(opened: Open) -> None:
    driver = opened(replace(whole_model(), price=PriceRule("rank_points")))
    table = driver.page.price.table
    for share in ("0.5", "1"):
        driver.press("addTableLine")
        cell = table.grid.item(table.grid.rowCount() - 1, 1)
        assert cell is not None
        cell.setText(share)
        driver.settle()
    assert rule(driver).table == ((Decimal(1), Decimal("0.5")), (Decimal(2), Decimal(1)))
    assert "never get more marks" in table.problem.text()


def test_a_new_model_has_no_edge_rule_until_all_four_are_chosen(opened: Open) -> None:
    driver = opened(blank_model())
    assert [choice.value() for choice in driver.page.edges.choices.values()] == [""] * 4
    assert "Four to go" in words(driver.page.edges)
    driver.choose("edge-zero", "set_aside")
    driver.choose("edge-above_ceiling", "set_aside")
    driver.choose("edge-all_equal", "full")
    assert rule(driver).edges is None
    assert "One to go" in words(driver.page.edges)
    assert "Say what happens" in words(driver.page.problems)
    driver.choose("edge-single_bid", "formula")
    assert "Enter the ceiling" in words(driver.page.problems)
    driver.type("edge-ceiling", "125000")
    assert rule(driver).edges == EdgeRules(
        ZeroPrice.SET_ASIDE, AboveCeiling.SET_ASIDE, Decimal(125000), LevelPrices.FULL,
        LevelPrices.FORMULA,
    )  # fmt: skip
    assert driver.page.undo_names()[0] == "change the ceiling"


def test_all_formulas_stand_side_by_side_with_those_not_offered(opened: Open) -> None:
    driver = opened(whole_model())
    driver.press("compareFormulas")
    sheet = driver.page.price.sheet
    assert sheet is not None
    said = words(sheet)
    for formula in FORMULAS.values():
        assert formula.name in said
        assert formula.one_bidder in said
    assert all(why in said for why in REFUSED.values())
    assert len(sheet.findChildren(PriceCurve)) == len(FORMULAS)
    assert names_missing(sheet) == []
    Driver(driver.bot, driver.desk, sheet).press("use-ceiling_saving")
    assert rule(driver).formula == "ceiling_saving"


def test_a_locked_model_shows_its_price_rule_as_text(opened: Open) -> None:
    table = ((Decimal(80000), Decimal(1)), (Decimal(130000), Decimal(0)))
    price = PriceRule("piecewise_linear", table=table, edges=EdgeRules())
    driver = opened(replace(whole_model(), price=price), locked=True)
    said = words(driver.page)
    assert "Price 80000: 1 of the marks" in said
    assert "A price of nought: the panel decides" in said
    assert FORMULAS["piecewise_linear"].weakness in said
    assert not driver.page.price.formula.isVisibleTo(driver.page)
    assert not driver.page.price.table.grid.isVisibleTo(driver.page)


@pytest.mark.parametrize(
    ("button", "kind"), [("tryMadeUpBids", "made-up"), ("tryPastBids", "past")]
)
def test_what_was_found_is_kept_with_the_model(opened: Open, button: str, kind: str) -> None:
    driver = opened(whole_model())
    driver.press(button)
    sheet = driver.page.rehearsal
    assert sheet is not None
    driver.settle()
    told = sheet.told()
    assert told
    assert told[0] in words(sheet)
    if kind == "made-up":
        assert "made-up competitions" in told[0]
        assert told[-1].startswith("Seed of the made-up bids: ")
    else:
        assert told == ("No competition in this workspace has finished yet.",)
    Driver(driver.bot, driver.desk, sheet).press("keepRehearsal")
    driver.page.reload()
    with driver.desk._store.reading() as session:
        kept = rehearsals(session, driver.page.draft.model_id)
    assert [(one.kind, one.told) for one in kept] == [(kind, told)]
    assert told[0] in words(driver.page.tried)


def test_a_trial_can_be_stopped(opened: Open) -> None:
    driver = opened(whole_model())
    driver.page.try_with("made-up")
    sheet = driver.page.rehearsal
    assert sheet is not None
    sheet.stop()
    driver.settle()
    assert sheet.told() == ()
    assert "Stopped" in words(sheet)
    assert not sheet.keep.isEnabled()


def test_a_model_that_cannot_rank_says_what_it_needs(opened: Open) -> None:
    driver = opened(blank_model())
    driver.press("tryMadeUpBids")
    sheet = driver.page.rehearsal
    assert sheet is not None
    driver.settle()
    assert "Add a question" in words(sheet)
    assert not sheet.keep.isEnabled()


@pytest.mark.parametrize("code", ["piecewise_linear", "rank_points", "monetised_quality"])
@pytest.mark.parametrize(("wide", "scale"), [(1250, 100), (1250, 150), (900, 100)])
def test_nothing_of_the_price_is_cut_or_nameless(
    qapp: QApplication, opened: Open, code: str, wide: int, scale: int
) -> None:
    theme.apply(qapp, theme.Theme(text_scale=scale))
    driver = opened(replace(whole_model(), price=PriceRule(code)))
    driver.page.resize(wide, 700)
    driver.press("showMoreFormulas")
    qapp.processEvents()
    assert names_missing(driver.page) == []
    assert clipped(driver.page) == []


@pytest.mark.parametrize(
    ("most", "shown"),
    [("25", "0 5 10 15 20 25"), ("40", "0 10 20 30 40"), ("7", "0 2 4 6"), ("0.5", "0 0.1 0.2 0.3 0.4 0.5")],
)  # fmt: skip
def test_marks_at_the_side_are_round_numbers(most: str, shown: str) -> None:
    assert " ".join(plain(tick) for tick in ticks(Fraction(most))) == shown
