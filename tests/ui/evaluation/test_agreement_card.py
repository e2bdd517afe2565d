"""How the panel agreed, on the moderation page: there from moderation on, always indicative."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel

from starapp.evaluation.agreement import Figure
from starapp.ui.evaluation.agreement_card import severity_words, shown
from tests.drive.evaluation_screens import Screens
from tests.make.evaluation import Scene
from tests.make.scene import moderating_scene


@pytest.fixture
def screens(qtbot, shown, store, clock) -> Iterator[Screens]:
    scene: Scene = moderating_scene(store, clock)
    made = Screens(qtbot, shown, scene)
    yield made
    made.close()


def test_the_card_is_there_and_says_indicative(screens: Screens) -> None:
    page = screens.moderation("E1").page
    assert page.agreement.isVisibleTo(page)
    said = " ".join(label.text() for label in page.agreement.findChildren(QLabel))
    assert "Krippendorff" in said
    assert "pass or fail nobody" in said


def test_figures_in_words() -> None:
    from fractions import Fraction

    assert shown(Figure(None, "why")) == "Not defined"
    assert shown(Figure(Fraction(-3, 4))) == "−0.75"
    assert severity_words(Figure(Fraction(-5, 3))) == "1.67 stricter"
    assert severity_words(Figure(Fraction(1, 2))) == "0.50 more generous"
    assert severity_words(Figure(Fraction(0))) == "As the others"
