"""The content model: constructors, gaps, reading order, and the way to JSON and back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.documents import blocks as b
from starapp.documents.plain_text import plain_text
from starapp.documents.stored import FORMAT, from_json, to_json
from starapp.foundation.canonical import canonical_json
from starapp.foundation.problems import CannotDo
from tests.make.documents import document, every_block, letter, scores

WORDS = st.text(max_size=20)
RUNS = st.builds(b.Run, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", "cy"]), WORDS)
TEXT = st.lists(RUNS, max_size=3).map(tuple)
LINES = st.lists(WORDS, max_size=3).map(tuple)
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple)
ALIGN = st.sampled_from(b.Align)


@st.composite
def tables(draw: st.DrawFn) -> b.Table:
    columns = draw(st.integers(1, 3))
    whole = {"min_size": columns, "max_size": columns}
    return b.Table(
        caption=draw(WORDS),
        head=tuple(draw(st.lists(WORDS, **whole))),
        rows=tuple(draw(st.lists(st.lists(TEXT, **whole).map(tuple), max_size=3))),
        align=tuple(draw(st.lists(ALIGN, **whole))),
        widths=tuple(draw(st.lists(st.integers(1, 50), **whole))),
        row_heads=draw(st.booleans()),
    )


SIMPLE = st.one_of(
    st.builds(b.Heading, st.integers(1, 4), WORDS),
    st.builds(b.Paragraph, TEXT, st.booleans()),
    st.builds(b.Bullets, st.lists(TEXT, max_size=3).map(tuple)),
    st.builds(b.Numbered, st.lists(TEXT, max_size=3).map(tuple)),
    tables(),
    st.builds(b.Facts, PAIRS),
    st.builds(b.Notice, WORDS, TEXT),
    st.builds(b.Letterhead, WORDS, WORDS, LINES, st.none() | st.binary(max_size=20), WORDS),
    st.builds(b.Recipient, LINES, WORDS, PAIRS, WORDS),
    st.builds(b.Signature, WORDS, LINES),
    st.builds(b.Gap, WORDS, WORDS),
    st.just(b.PageBreak()),
)
BLOCKS = st.recursive(
    SIMPLE,
    lambda inner: st.builds(b.KeepTogether, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)
DOCUMENTS = st.lists(BLOCKS, max_size=6).map(lambda blocks: document(*blocks))


@given(DOCUMENTS)
def test_a_document_comes_back_from_its_json(whole: b.Document) -> None:
    written = canonical_json(to_json(whole))
    assert from_json(json.loads(written)) == whole
    assert canonical_json(to_json(from_json(json.loads(written)))) == written


@given(DOCUMENTS)
def test_gaps_are_found_wherever_they_stand(whole: b.Document) -> None:
    found = b.gaps(whole)
    assert len(found) == str(to_json(whole)).count("'is': 'Gap'")
    assert all(f"[Missing: {gap.what}]" in plain_text(whole) for gap in found)


def test_runs_stored_before_links_were_known_are_read() -> None:
    stored = to_json(document(b.Paragraph.of("Before")))
    del stored["document"]["blocks"][0]["text"][0]["link"]
    assert from_json(stored) == document(b.Paragraph.of("Before"))


@pytest.mark.parametrize(
    "stored",
    [
        {},
        [],
        {"format": FORMAT},
        {"format": FORMAT, "document": {"is": "Run", "text": "x"}},
        {"format": FORMAT, "document": {"is": "Unheard", "text": "x"}},
        {"format": FORMAT, "document": {"is": "Document", "wrong": "x"}},
    ],
)
def test_what_is_not_a_document_is_refused_in_words(stored: object) -> None:
    with pytest.raises(CannotDo, match="not a stored document"):
        from_json(stored)


def test_a_newer_form_is_refused() -> None:
    with pytest.raises(CannotDo, match="newer version"):
        from_json(to_json(letter()) | {"format": FORMAT + 1})


def test_a_row_has_as_many_cells_as_the_head() -> None:
    with pytest.raises(ValueError, match="a row has 1 cells, the head 2"):
        b.Table.of(("A", "B"), [("only one",)], caption="")


def test_texts_are_made_from_words_or_runs() -> None:
    bold = b.Run("x", bold=True)
    assert b.Paragraph.of("x").text == (b.Run("x"),)
    assert b.Paragraph.of(bold).text == (bold,)
    assert b.plain_words(b.Paragraph.of([bold, b.Run(" y")]).text) == "x y"


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://a.example", True),
        ("mailto:a@b.example", True),
        ("", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_web_and_mail_addresses_are_links(address: str, followed: bool) -> None:
    assert b.is_link(b.Run("words", link=address)) is followed


def test_plain_text_follows_the_blocks() -> None:
    shown = plain_text(letter()).splitlines()
    assert shown[:4] == [
        "Alderbrook Council",
        "Adult Social Care Commissioning",
        "Town Hall, Wharf Street",
        "Alderbrook",
    ]
    assert shown.index("Our reference: MC-2026-031") < shown.index(
        "Your bid was not successful this time"
    )
    assert "Q1 Question 1 | 1.11 | 11.10" in shown
    assert shown[-4:] == [
        "• A standstill of 8 working days begins.",
        "• We will not sign before then.",
        "The Director of Adult Services",
        "for the partners",
    ]


def test_plain_text_holds_every_block() -> None:
    shown = plain_text(every_block())
    for words in ("12. Step 12", "Package: Supported living", "Careful. The standstill"):
        assert words in shown
    assert shown.index("Kept") < shown.index("[Missing: a day]") < shown.index("After the break.")


def test_a_document_is_a_value() -> None:
    assert letter() == letter()
    assert replace(letter(), blocks=(scores(5),)) != replace(letter(), blocks=(scores(6),))
