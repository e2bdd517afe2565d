"""Qt finds the family with its weights, its figures and its letters."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from starapp.foundation.resource_files import resource
from starapp.ui.theme import load_fonts

FAMILY = "Atkinson Hyperlegible Next"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
LETTERS = "£–−×½‘’“”ŵŷŴŶłąęśżŁĄĘŚŻșțȘȚăğşıİĞŞ"


@pytest.mark.parametrize(("look", "weight"), WEIGHTS.items())
def test_each_file_is_the_weight_it_says(qapp: QApplication, look: str, weight: int) -> None:
    font = QRawFont(str(resource("fonts", f"AtkinsonHyperlegibleNext-{look}.ttf")), 16)
    assert font.familyName() == FAMILY
    assert int(font.weight()) == weight
    assert [c for c in LETTERS if not font.supportsCharacter(ord(c))] == []


def test_the_family_has_all_its_weights_and_a_true_italic(qapp: QApplication) -> None:
    load_fonts()
    assert {*WEIGHTS, "Italic"} <= set(QFontDatabase.styles(FAMILY))
    assert QFontInfo(QFont("Atkinson Hyperlegible Mono")).family() == "Atkinson Hyperlegible Mono"


def test_figures_line_up_when_asked_to(qapp: QApplication) -> None:
    load_fonts()
    font = QFont(FAMILY, 40)
    assert QFontMetricsF(font).horizontalAdvance("1111") < QFontMetricsF(font).horizontalAdvance(
        "0000"
    )
    font.setFeature(QFont.Tag("tnum"), 1)
    widths = {QFontMetricsF(font).horizontalAdvance(digit * 4) for digit in "0123456789"}
    assert len(widths) == 1
