"""Names with odd signs, letters no font has, and blocks no page can hold are printed all the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starapp.documents import blocks as b
from starapp.documents.pdf_words import clean
from starapp.documents.to_pdf import page_count, to_pdf, unprintable
from tests.make.documents import MOMENT, document, scores
from tests.make.pdf_reading import broken_rules, words

LONG = "word " * 10_000
NAME = 'A & B <Care> </para> &amp; "Ŵyn" O’Łęcka'
ODD = {
    "markup": [b.Heading(1, NAME), b.Paragraph.of(NAME), b.Facts(((NAME, NAME),)), b.Gap(NAME, NAME)],
    "other scripts": [b.Paragraph.of("שלום עולם مرحبا 日本 🏠 " * 40)],
    "controls": [b.Paragraph.of("a\x00b\x07c\td\u200be\u00adf\u202eg\u2028h")],
    "no spaces": [b.Heading(1, "x" * 900), b.Paragraph.of("y" * 9000), b.Facts((("z" * 300, "v" * 80),))],
    "very long": [b.Paragraph.of(LONG), b.Bullets.of([LONG[:20_000]])],
    "long box": [b.Notice.of("T", LONG[:15_000]), b.Facts((("n", LONG[:15_000]), ("m", "")))],
    "long head": [b.Table.of((LONG[:9000], "b"), [("c", "d")], caption=LONG[:9000])],
    "many columns": [b.Table.of([f"C{n}" for n in range(60)], [["12.50"] * 60], caption="c")],
    "odd shares": [b.Table.of(("Long words", "B", "C"), [["12", "x", "y"]], caption="", widths=(1, 900, 0))],
    "nothing": [
        b.Table.of((), [], caption=""), b.Table.of(("a",), [], caption=""), b.Facts(()), b.Bullets.of([]),
        b.Paragraph.of(""), b.Heading(1, ""), b.Notice.of("", ""), b.Signature(""), b.KeepTogether(()),
        b.Recipient((), ""), b.Letterhead("", "", ()), b.PageBreak(), b.PageBreak(),
    ],
    "kept but too high": [b.KeepTogether((b.Heading(1, "x"), scores(80), b.Paragraph.of(LONG[:9000])))],
    "long top": [b.Letterhead("N" * 90, "D", ("l",) * 90), b.Recipient(("r",) * 90, "d" * 90)],
}  # fmt: skip


@pytest.mark.parametrize("blocks", ODD.values(), ids=ODD)
def test_odd_content_is_printed_and_valid(blocks: list[b.Block], tmp_path: Path) -> None:
    pdf = to_pdf(document(*blocks), moment=MOMENT)
    assert page_count(pdf) >= 1
    assert broken_rules(pdf, tmp_path) == []


def test_names_are_printed_as_they_are() -> None:
    shown = words(to_pdf(document(b.Heading(1, NAME)), moment=MOMENT))[0]
    assert NAME in shown


def test_signs_no_font_has_become_boxes_and_are_named() -> None:
    whole = document(b.Paragraph.of("Tea 🍵 for 日 and Zoë"), reference="R→1")
    assert unprintable(whole) == (
        ("🍵", "A test document"),
        ("日", "A test document"),
        ("→", "foot"),
    )
    shown = words(to_pdf(whole, moment=MOMENT))[0]
    assert "Tea \ufffd for \ufffd and Zoë" in shown
    assert "R\ufffd1, page 1 of 1" in shown


def test_nothing_is_named_when_all_can_be_printed() -> None:
    assert unprintable(document(b.Paragraph.of("Łukasz ŵ ș ğ £ – − × ½ “x”\n\t\u00a0"))) == ()


def test_a_sign_no_font_has_is_told_with_its_place() -> None:
    whole = document(
        b.Letterhead("Council ☂", "", ()),
        b.Recipient(("Carer ♞",), "1 May 2026"),
        b.Heading(1, "Your bid"),
        b.Paragraph.of("⇒ and ⇒"),
        b.Heading(2, "What happens next ⌘"),
        b.KeepTogether((b.Bullets.of(["⌘", "⌘ ⌘"]),)),
        b.Signature("Director ♔"),
    )
    assert unprintable(whole) == (
        ("☂", "letterhead"),
        ("♞", "recipient"),
        ("⇒", "Your bid"),
        ("⌘", "What happens next ⌘"),
        ("♔", "signature"),
    )


@pytest.mark.parametrize(
    ("given_words", "shown"),
    [
        ("w\u0302y", "ŵy"),
        ("ﬁne", "fine"),
        ("a\u200bb\u00adc", "abc"),
        ("line\nbreak\ttab", "line break tab"),
        ("①", "1"),
        ("字", "\ufffd"),
    ],
)
def test_words_are_put_into_letters_the_fonts_have(given_words: str, shown: str) -> None:
    assert clean(given_words) == shown


@given(st.text())
def test_clean_words_stay_clean(odd: str) -> None:
    assert clean(clean(odd)) == clean(odd)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_words_can_be_printed(lines: list[str]) -> None:
    whole = document(
        b.Heading(1, lines[0]),
        b.Paragraph.of(lines[-1]),
        b.Bullets.of(lines),
        b.Table.of(lines, [lines], caption=lines[0]),
        title=lines[0],
        footer=lines[-1],
        reference=lines[0],
    )
    assert page_count(to_pdf(whole, moment=MOMENT)) >= 1
