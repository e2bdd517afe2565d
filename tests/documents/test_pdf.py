"""Printed pages: valid, tagged, in reading order, the same bytes twice."""

import io
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph as Bare
from reportlab.platypus import SimpleDocTemplate

from starapp.documents import blocks as b
from starapp.documents.to_pdf import page_count, to_pdf
from tests.make.documents import (
    MOMENT,
    WORDS,
    document,
    every_block,
    letter,
    letterhead,
    recipient,
    report,
    scores,
)
from tests.make.pdf_reading import broken_rules, fonts, tags, words

WHOLE = {"letter": letter, "report": report, "every block": every_block}


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return {name: to_pdf(make(), moment=MOMENT) for name, make in WHOLE.items()}


@pytest.mark.parametrize("name", WHOLE)
def test_keeps_pdf_ua_and_pdf_a(printed: dict[str, bytes], name: str, tmp_path: Path) -> None:
    assert broken_rules(printed[name], tmp_path) == []


def test_the_validator_finds_fault_with_a_page_without_tags(tmp_path: Path) -> None:
    target = io.BytesIO()
    SimpleDocTemplate(target).build([Bare("Hello", getSampleStyleSheet()["Normal"])])
    assert broken_rules(target.getvalue(), tmp_path)


def test_pages_are_counted_and_numbered(printed: dict[str, bytes]) -> None:
    assert page_count(printed["letter"]) == 1
    pages = words(printed["report"])
    assert page_count(printed["report"]) == len(pages) >= 6
    for number, shown in enumerate(pages, 1):
        assert f"MC-2026-031, page {number} of {len(pages)}" in shown
        assert "Easy read, large print, other languages: 01632 960147" in shown


def test_the_same_document_and_moment_give_the_same_bytes(printed: dict[str, bytes]) -> None:
    assert to_pdf(every_block(), moment=MOMENT) == printed["every block"]
    there = MOMENT.astimezone(timezone(timedelta(hours=2)))
    assert to_pdf(letter(), moment=there) == printed["letter"]
    assert to_pdf(letter(), moment=MOMENT + timedelta(seconds=1)) != printed["letter"]


def test_says_what_it_is() -> None:
    whole = document(b.Paragraph.of("Helo"), title="Teitl & <b>", language="cy", author="Cyngor")
    pdf = to_pdf(whole, moment=datetime(2026, 7, 1, 12, 0, tzinfo=UTC))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "cy"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert opened.Root.MarkInfo.Marked
        assert str(opened.docinfo.Title) == "Teitl & <b>"
        assert str(opened.docinfo.Author) == "Cyngor"
        assert str(opened.docinfo.Creator) == "STAR"
        assert str(opened.docinfo.CreationDate).startswith("D:20260701120000")
        with opened.open_metadata() as facts:
            assert facts["dc:title"] == "Teitl & <b>"
            assert facts["dc:creator"] == ["Cyngor"]
            assert facts["pdfuaid:part"] == "1"
            assert (facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("2", "A")


def test_a_document_without_title_or_language_is_named_all_the_same(tmp_path: Path) -> None:
    pdf = to_pdf(document(title="", reference="", language=""), moment=MOMENT)
    assert page_count(pdf) == 1
    assert broken_rules(pdf, tmp_path) == []


def test_all_fonts_are_embedded(printed: dict[str, bytes]) -> None:
    assert fonts(printed["every block"]) == {
        "StarPrint-Regular": True,
        "StarPrint-Bold": True,
        "StarPrint-Italic": True,
        "StarPrint-BoldItalic": True,
    }


def test_words_stand_in_reading_order(printed: dict[str, bytes]) -> None:
    shown = words(printed["letter"])[0]
    places = [
        shown.index(part)
        for part in (
            "Alderbrook Council",
            "commissioning@alderbrook.example",
            "Merrow House",
            "25 September 2026",
            "PKG-2026-0147",
            "Your bid was not successful",
            "Q1 Question 1",
            "Total",
            "What happens next",
            "We will not sign",
            "The Director",
            "Easy read",
        )
    ]
    assert places == sorted(places)


def test_words_at_the_end_of_a_line_do_not_run_together() -> None:
    shown = words(to_pdf(document(b.Paragraph.of(WORDS * 30)), moment=MOMENT))[0]
    assert shown.count("score for each question") == 30
    assert "eachquestion" not in shown


def test_bookmarks_follow_the_headings(printed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["report"])) as opened, opened.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Award report"
        assert [part.title for part in top.children] == ["Part 1", "Part 2", "Part 3"]
        assert [part.title for part in top.children[0].children] == ["Table 1"]


def test_later_pages_say_who_writes_to_whom(printed: dict[str, bytes]) -> None:
    first, second, *_ = words(printed["every block"])
    assert "Alderbrook Council Merrow Bridge Trust, 25 September 2026" in second
    assert first.count("25 September 2026") == 1
    assert "Alderbrook Council Award report" in words(printed["report"])[1]


def test_what_stands_around_the_text_is_no_part_of_the_tree(printed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["report"])) as opened:
        for leaf in opened.pages:
            code = leaf.Contents.read_bytes()
            assert code.count(b"/Artifact BMC") >= 1
            assert code.rstrip().endswith(b"EMC")


def test_a_missing_or_broken_logo_draws_nothing(tmp_path: Path) -> None:
    for logo in (None, b"", b"no picture", letterhead().logo[:300]):  # type: ignore[index]  # it has one
        head = b.Letterhead("Council", "Care", ("Town Hall",), logo, "A sign")
        pdf = to_pdf(document(head), moment=MOMENT)
        assert list(tags(pdf).all("Figure")) == []
        assert "Council" in words(pdf)[0]
        assert broken_rules(pdf, tmp_path) == []


def test_a_long_foot_keeps_clear_of_the_page_number() -> None:
    pdf = to_pdf(document(recipient(), footer="Easy read and more " * 40), moment=MOMENT)
    shown = words(pdf)[0]
    assert "…" in shown
    assert "MC-2026-031, page 1 of 1" in shown


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    followers = (scores(12), b.Paragraph.of(WORDS * 8), b.Facts((("a", "b"),) * 8))
    for follower in followers:
        for lines in range(30, 46):
            filler = [b.Paragraph.of(f"Line {n}.") for n in range(lines - 14)]
            heads = (b.Heading(1, "Top"), b.Heading(2, "Alone"), b.Heading(3, "Never"))
            whole = document(heads[0], *filler, *heads[1:], follower)
            top = tags(to_pdf(whole, moment=MOMENT))
            (heading,) = top.all("H2")
            after = top.kids[top.kids.index(heading) + 2]
            first_page = min(number for part in after.all() for number in part.pages)
            assert heading.pages == {first_page}


def test_a_letter_is_ready_in_a_blink() -> None:
    spent = []
    for _ in range(5):
        begun = time.process_time()
        to_pdf(letter(), moment=MOMENT)
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.06
