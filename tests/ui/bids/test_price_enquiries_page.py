"""A price far from the others on the result page: asked about, answered or not, decided."""

from collections.abc import Iterator

import pytest

from starapp.bids.bid import BidState
from starapp.bids.queries import bid
from tests.drive.evaluation_screens import ResultDriver, Screens
from tests.drive.price_enquiries import PriceDriver, notices
from tests.make.evaluation import finish_moderation, work_out
from tests.make.scene import scored_scene
from tests.ui.looks import clipped, names_missing

WHY = "The answer does not show how support is paid."


@pytest.fixture
def scene(store, clock):
    made = scored_scene(store, clock)
    finish_moderation(made)
    work_out(made)
    return made


@pytest.fixture
def screens(qtbot, shown, scene) -> Iterator[Screens]:
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


def send(result: ResultDriver) -> bool:
    return result.page.send.isEnabled()


def state_of(scene, letter: str) -> BidState:
    with scene.store.reading() as session:
        return bid(session, scene.bids[letter]).state


def test_the_figure_leads_to_the_four_steps_and_the_decision_stands_above_the_result(
    screens, scene
) -> None:
    result = screens.result("M1")
    (said,) = notices(result)
    assert said.startswith("The price of bid E is ")
    assert " below the mean of the others (£" in said
    assert "Ask the provider of bid E about its price." in said
    assert not send(result)
    price = PriceDriver(result, "E")
    assert "The rules ask when a price is more than 10 % below" in price.words()
    price.ask(scene.bids["E"], "What pays for training?")
    assert "No answer yet. It is due by" in price.words()
    price.answer("Volume only.", "Training is not costed.")
    assert not send(result)
    price.decide("stays_in", "The risk is recorded.")
    assert "The bid stays in. The risk is recorded." in price.words()
    price.press("closePrices")
    (said,) = notices(result)
    assert said.startswith("Bid E was asked about its price and stays in. The risk is recorded.")
    assert send(result)


def test_setting_aside_takes_the_result_back_until_it_is_worked_out_again(screens, scene) -> None:
    result = screens.result("M1")
    price = PriceDriver(result, "E")
    price.ask(scene.bids["E"], "What pays for training?")
    price.answer("Volume only.", "Training is not costed.")
    price.press("recordTheDecision")
    assert not price.sheet.dialog.yes.isEnabled()
    price.pick("abnormally_low")
    price.type("reason", "No")
    price.press("yes")
    assert "Write this in a sentence" in price.words()
    price.type("reason", WHY)
    price.press("yes")
    price.press("closePrices")
    assert state_of(scene, "E") is BidState.SET_ASIDE
    (said,) = notices(result)
    assert said.startswith("Bid E is set aside as abnormally low.")
    assert not result.page.send.isVisibleTo(result.page)
    result.press("workOutTheResult")
    assert send(result)
    assert "E" not in [row.letter for row in result.page.outcome.ranked]


def test_after_the_day_no_answer_is_recorded(screens, scene, clock) -> None:
    result = screens.result("M1")
    price = PriceDriver(result, "E")
    price.ask(scene.bids["E"], "What pays for training?")
    price.press("closePrices")
    clock.forward(days=8)
    price = PriceDriver(result, "E")
    price.press("recordThatNoAnswerCame")
    price.type("priceFinding", "Nothing shows that it can perform.")
    price.press("yes")
    assert "No answer came by" in price.words()
    price.decide("abnormally_low", WHY)
    assert state_of(scene, "E") is BidState.SET_ASIDE


def test_the_price_checker_never_sets_a_bid_aside(screens, scene) -> None:
    result = screens.result("F1")
    price = PriceDriver(result, "E")
    price.ask(scene.bids["E"], "What pays for training?")
    price.answer("Volume only.", "Training is not costed.")
    price.press("recordTheDecision")
    with pytest.raises(AssertionError, match="nothing to pick"):
        price.pick("abnormally_low")


def test_a_panel_member_reads_and_changes_nothing(screens, scene) -> None:
    result = screens.result("E3")
    price = PriceDriver(result, "E")
    assert f"ask-{scene.bids['E']}" not in price.names(type(price.sheet.close_button))


def test_nothing_is_cut_or_unnamed(screens, scene) -> None:
    result = screens.result("M1")
    result.page.resize(1190, 700)
    assert clipped(result.page) == []
    assert names_missing(result.page) == []
    price = PriceDriver(result, "E")
    assert names_missing(price.sheet) == []
    price.ask(scene.bids["E"], "What pays for training?")
    assert clipped(price.sheet) == []
    price.answer("Volume only.", "Training is not costed.")
    price.press("recordTheDecision")
    assert names_missing(price.root) == []
