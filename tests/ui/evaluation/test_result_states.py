"""The result page when it is no plain win: level bids, nobody left, one bid, nearly level."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel

from tests.drive.evaluation_screens import ResultDriver, Screens
from tests.make.outcomes import OUTCOMES, worked_out
from tests.ui.looks import clipped, names_missing


@pytest.fixture
def page_of(qtbot, shown, store, clock) -> Iterator[Callable[[str], ResultDriver]]:
    made: list[Screens] = []

    def give(name: str) -> ResultDriver:
        made.append(Screens(qtbot, shown, worked_out(store, clock, name)))
        driver = made[0].result("E1")
        driver.settle()
        return driver

    yield give
    for one in made:
        one.close()


def words(driver: ResultDriver) -> str:
    labels = driver.page.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisibleTo(driver.page))


EXPECTED = {
    "tie": (
        "Oakthorn Lives Ltd and Kitewell Support CIC are level in first place",
        "stay level after every published tie-break",
    ),
    "nobody": ("No bid", "the minimum is 36"),
    "one bid": ("Oakthorn Lives Ltd is the only bid ranked, with",),
    "very close": ("points ahead of",),
}


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_what_is_said(page_of, name: str) -> None:
    said = words(page_of(name))
    for part in EXPECTED[name]:
        assert part in said


@pytest.mark.parametrize("name", sorted(OUTCOMES))
def test_nothing_is_cut_or_unnamed(page_of, name: str) -> None:
    page = page_of(name).page
    for wide, high in ((1190, 700), (1250, 530)):
        page.resize(wide, high)
        assert clipped(page) == []
    assert names_missing(page) == []
