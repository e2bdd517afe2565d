"""What a screen reader walks through: headings, lists, tables, pictures, links."""

import io
from pathlib import Path

import pikepdf
import pytest

from starapp.documents import blocks as b
from starapp.documents.to_pdf import to_pdf
from tests.make.documents import MOMENT, WORDS, document, every_block, letter, scores
from tests.make.pdf_reading import Tag, broken_rules, tags, words

LONG = "word " * 3000


def tree(*blocks: b.Block) -> Tag:
    return tags(to_pdf(document(*blocks), moment=MOMENT))


def roles(top: Tag) -> list[str]:
    return [tag.role for tag in top.all()]


def test_a_letter_has_its_parts_in_order() -> None:
    top = tags(to_pdf(letter(), moment=MOMENT))
    outer = [kid.role for kid in top.kids]
    assert outer[0] == "Figure"
    assert [role for role in outer if role != "P"] == ["Figure", "H1", "H2", "Table", "H2", "L"]


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_headings_keep_their_level(level: int) -> None:
    above = [b.Heading(n, f"Level {n}") for n in range(1, level)]
    assert roles(tree(*above, b.Heading(level, "Here")))[-1] == f"H{level}"


def test_no_level_is_left_out(tmp_path: Path) -> None:
    pdf = to_pdf(document(b.Heading(2, "A"), b.Heading(4, "B"), b.Heading(9, "C")), moment=MOMENT)
    assert roles(tags(pdf)) == ["Document", "H1", "H2", "H3"]
    assert broken_rules(pdf, tmp_path) == []


def test_lists_have_marks_and_bodies() -> None:
    top = tree(b.Bullets.of(["One", "Two"]), b.Numbered.of(["First"]))
    bullets, numbered = top.all("L")
    assert bullets.value("ListNumbering") == "Disc"
    assert numbered.value("ListNumbering") == "Decimal"
    assert [[part.role for part in item.kids] for item in bullets.kids] == [["Lbl", "LBody"]] * 2


def test_tables_have_heads_with_their_scope() -> None:
    (table,) = tree(scores(4)).all("Table")
    head, body = table.kids
    assert (head.role, body.role) == ("THead", "TBody")
    assert [cell.value("Scope") for cell in head.all("TH")] == ["Column"] * 3
    assert [[cell.role for cell in row.kids] for row in body.kids] == [["TH", "TD", "TD"]] * 4
    assert {cell.value("Scope") for cell in body.all("TH")} == {"Row"}
    assert "winner" in table.value("Summary")


def test_a_table_without_row_heads_has_only_column_heads() -> None:
    (table,) = tree(scores(4, row_heads=False)).all("Table")
    assert len(list(table.all("TH"))) == 3
    assert len(list(table.all("TD"))) == 12


def test_a_long_table_is_one_and_its_repeated_head_is_said_once() -> None:
    pdf = to_pdf(document(scores(90)), moment=MOMENT)
    (table,) = tags(pdf).all("Table")
    pages = words(pdf)
    assert len(pages) > 2
    assert all("Your points" in shown for shown in pages)
    assert len(list(table.all("TR"))) == 91
    assert len([cell for cell in table.all("TH") if cell.value("Scope") == "Column"]) == 3
    assert [row.role for row in table.kids] == ["THead", "TBody"]


def test_a_row_that_fits_a_page_is_not_broken() -> None:
    rows = [(f"Q{n}", WORDS * 12) for n in range(12)]
    (table,) = tree(b.Table.of(("Question", "Why"), rows, caption="Why")).all("Table")
    for row in table.all("TR"):
        assert len({number for part in row.all() for number in part.pages}) == 1


def test_a_row_higher_than_a_page_goes_on_in_the_same_cells(tmp_path: Path) -> None:
    whole = b.Table.of(("Question", "Why"), [("Q1", LONG), ("Q2", "short")], caption="Why")
    pdf = to_pdf(document(whole), moment=MOMENT)
    (table,) = tags(pdf).all("Table")
    assert [len(row.kids) for row in table.all("TR")] == [2, 2, 2]
    broken = list(table.all("TR"))[1]
    assert len({number for part in broken.all() for number in part.pages}) > 2
    assert sum(shown.count("word") for shown in words(pdf)) == 3000
    assert broken_rules(pdf, tmp_path) == []


def test_a_paragraph_over_pages_is_one_element() -> None:
    top = tree(b.Paragraph.of(LONG))
    (paragraph,) = top.all("P")
    assert len(paragraph.pages) > 2


def test_a_paragraph_in_another_language_says_so() -> None:
    top = tree(b.Paragraph.of("Yes."), b.Paragraph.of(b.Run("Ydw.", language="cy")))
    assert [tag.entries.get("/Lang", "") for tag in top.all("P")] == ["", "cy"]


def test_a_logo_has_its_alternative_text_and_place() -> None:
    (figure,) = tags(to_pdf(letter(), moment=MOMENT)).all("Figure")
    assert figure.entries["/Alt"] == "Three waves, the sign of Alderbrook"
    assert "/BBox" in figure.entries["/A"]


def test_links_have_their_words_and_lead_somewhere() -> None:
    pdf = to_pdf(every_block(), moment=MOMENT)
    assert len(list(tags(pdf).all("Link"))) == 3
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        notes = [note for leaf in opened.pages for note in leaf.get("/Annots", [])]
        assert {str(note.A.URI) for note in notes} == {
            "mailto:c@alderbrook.example",
            "https://g.example/a?b=1&c=2",
            "https://only.example",
        }
        assert len(notes) > 3  # a link over two lines has two places
        assert all("/StructParent" in note and "/Contents" in note for note in notes)


def test_a_link_of_another_kind_is_plain_words() -> None:
    pdf = to_pdf(document(b.Paragraph.of(b.Run("Press", link="javascript:x()"))), moment=MOMENT)
    assert "Link" not in roles(tags(pdf))
    assert "Press" in words(pdf)[0]
