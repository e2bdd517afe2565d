"""The fonts that come with the program hold the letters of the people it writes to."""

import pytest
from reportlab.pdfbase import pdfmetrics

from starapp.documents.pdf_styles import BOLD, BOLD_ITALIC, FAMILY, ITALIC, register_fonts
from starapp.foundation.resource_files import resource

NEEDED = {
    "English": "£–—−×÷½¼¾‘’“”…•°²§©",
    "Welsh": "âêîôûŵŷáéíóúẃýäëïöüÿàèìòùẁỳÂÊÎÔÛŴŶ",
    "Polish": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "Romanian": "ăâîșțĂÂÎȘȚ",
    "Turkish": "çğıöşüÇĞİÖŞÜ",
    "Czech, Slovak": "čďěňřšťůžľĺŕ",
    "Hungarian": "áéíóöőúüűŐŰ",
    "Baltic": "āčēģīķļņšūžąęėįų",
}
LOOKS = ("Regular", "Medium", "SemiBold", "Bold", "Italic")
PRINTED = (FAMILY, BOLD, ITALIC, BOLD_ITALIC)


@pytest.mark.parametrize("letters", NEEDED.values(), ids=NEEDED)
@pytest.mark.parametrize("name", PRINTED)
def test_print_fonts_hold_the_letters(name: str, letters: str) -> None:
    register_fonts()
    known = pdfmetrics.getFont(name).face.charToGlyph
    assert [c for c in letters if ord(c) not in known] == []


@pytest.mark.parametrize("name", PRINTED)
def test_figures_of_the_print_fonts_line_up(name: str) -> None:
    register_fonts()
    assert len({pdfmetrics.stringWidth(digit, name, 12) for digit in "0123456789"}) == 1


def test_hyphens_and_spaces_that_do_not_break_have_a_sign() -> None:
    register_fonts()
    for odd, like in (("\u2011", "-"), ("\u2010", "-"), ("\u202f", " ")):
        assert pdfmetrics.stringWidth(odd, FAMILY, 12) == pdfmetrics.stringWidth(like, FAMILY, 12)


def test_registering_again_reads_nothing_anew() -> None:
    register_fonts()
    before = pdfmetrics.getFont(FAMILY)
    register_fonts()
    assert pdfmetrics.getFont(FAMILY) is before


def test_the_licence_lies_beside_the_fonts() -> None:
    words = resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in words
    assert "Hyperlegible Next" in words
    assert "Hyperlegible Mono" in words
