"""Writes a locked spreadsheet for a member who cannot use STAR on their PC.

Only the cells to fill in are open. A hidden sheet holds marks that only the workspace can make, so
that reading the sheet back tells whose it is and whether the marks were changed. No price, no name
of another member, and no key stands in it.
"""

import hashlib
import hmac
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starapp.criteria.evaluation_model import Criterion
from starapp.documents.pdf_styles import colour
from starapp.evaluation.moderation import LONGEST_REASON
from starapp.foundation.canonical import canonical_json
from starapp.foundation.dates import moment_text
from starapp.foundation.exact import plain
from starapp.panel.pack_format import ScorePack
from starapp.panel.working_copy import Key

FORMAT = 1
MARK = "STAR score sheet"
"""Stands first on the hidden sheet."""
HEADS = ("Code", "Bid", "Question", "Score", "Reason", "Talk about it")
LISTS = "Lists"
"""The hidden sheet of what a score is chosen from: a list inside a cell ends at 255 characters."""
NOT_APPLICABLE, ABSTAINED, YES = "Not applicable", "Abstained", "Yes"
CONFIRM = "I confirm every line above"
LONGEST_PIECE = 1_500
LONGEST_TIP = 255
"""Characters of an answer in one cell: Excel shows no more than about 400 points of height."""
_WIDTHS = (10, 8, 44, 16, 70, 14)
_PER_LINE = 95
_LINE = 16


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands on the hidden sheet.

    Attributes:
        format: of the sheet.
        pack: identity of the issued pack.
        codes: the code of each row, in order.
        checksum: over all the others, with the workspace's secret.
    """

    format: int
    pack: str
    reference: str
    member: str
    rules_seal: str
    codes: tuple[str, ...]
    checksum: str = ""

    def signed(self, secret: bytes) -> str:
        """The checksum these marks must have (HMAC, RFC 2104, with SHA-256)."""
        said = {
            "format": self.format,
            "pack": self.pack,
            "reference": self.reference,
            "member": self.member,
            "rules_seal": self.rules_seal,
            "codes": self.codes,
        }
        return hmac.new(secret, canonical_json(said).encode(), hashlib.sha256).hexdigest()


def row_code(key: Key) -> str:
    """The code of one answer: "A-Q1"."""
    bid, code = key
    return f"{bid}-{code}"


def workbook_bytes(pack: ScorePack, *, secret: bytes) -> bytes:
    """The spreadsheet of one member; equal content gives equal bytes.

    Args:
        pack: what the member scores.
        secret: of the workspace; the marks are made with it.
    """
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = pack.issued.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": f"Score sheet: {pack.reference}", "created": created})
    looks = _Looks(book)
    _how_to(book.add_worksheet("How to"), looks, pack)
    places = _answers(book.add_worksheet("Answers"), looks, pack)
    _scores(book.add_worksheet("Scores"), looks, pack, places)
    _lists(book.add_worksheet(LISTS), pack)
    _marks(book.add_worksheet("Marks"), pack, secret)
    book.close()
    return made.getvalue()


class _Looks:
    """The formats of a workbook; only ``words`` and ``choice`` can be typed into.

    ``words`` is a text cell, so that 3/4 stays what it is and "- strong" is no sum.
    """

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - the library has no types
        usual = {"font_name": "Arial", "font_size": 11, "text_wrap": True, "valign": "top"}

        def look(**more: object) -> Any:  # noqa: ANN401 - the library has no types
            return book.add_format({**usual, **more})

        self.text = look()
        self.title = look(bold=True, font_size=16, text_wrap=False)
        self.part = look(bold=True, font_size=13, text_wrap=False)
        self.strong = look(bold=True)
        self.head = look(bold=True, bg_color=_hex("accent"), font_color=_hex("onAccent"), border=1)
        self.cell = look(border=1)
        self.link = look(border=1, font_color=_hex("link"), underline=1)
        self.words = look(border=1, bg_color=_hex("amberBg"), locked=False, num_format="@")
        self.choice = look(border=1, bg_color=_hex("amberBg"), locked=False, align="center")


def _hex(name: str) -> str:
    """A colour of the theme as a spreadsheet writes it."""
    return f"#{colour(name).hexval()[2:]}"


def _page(sheet: Any, *, wide: bool) -> None:  # noqa: ANN401 - the library has no types
    """Protection without a password, and how the sheet prints."""
    sheet.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
    sheet.set_paper(9)
    if wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&RPage &P of &N")
    sheet.hide_gridlines(2)


def _how_to(sheet: Any, looks: _Looks, pack: ScorePack) -> None:  # noqa: ANN401 - the library has no types
    sheet.set_column(0, 0, 92)
    sheet.set_column(1, 1, 16)
    rows: list[tuple[str, Any]] = [
        (f"Score sheet of {pack.member}", looks.title),
        (f"{pack.reference}: {pack.title}", looks.strong),
        (_due(pack.deadline), looks.text),
        ("", looks.text),
        ("How to fill it in", looks.part),
        ("1. Read the lines under “Before you score”. Choose Yes beside the last one.", looks.text),
        ("2. Read each answer on the sheet “Answers”. Score alone; speak with nobody.", looks.text),
        (
            "3. On the sheet “Scores” choose a score from the list and write your reason.",
            looks.text,
        ),
        (
            "4. A score counts once it has a reason. Leave a row empty if it is not done.",
            looks.text,
        ),
        (f"5. “{NOT_APPLICABLE}” and “{ABSTAINED}” are no scores and need a reason.", looks.text),
        ("6. Save the file, keep its kind (.xlsx), and take it to your moderator.", looks.text),
        ("Only the coloured cells can be filled in. Write no formula.", looks.text),
        ("", looks.text),
        ("What the scores mean", looks.part),
        *((_level(level.score, level.label, level.meaning), looks.text) for level in _scale(pack)),
        ("", looks.text),
        ("Before you score", looks.part),
        *((line, looks.text) for line in pack.declaration),
    ]
    for number, (words, look) in enumerate(rows):
        sheet.write_string(number, 0, words, look)
        if look in (looks.title, looks.part):
            sheet.set_row(number, 26)
    last = len(rows)
    sheet.write_string(last, 0, CONFIRM, looks.strong)
    sheet.write_blank(last, 1, None, looks.choice)
    sheet.data_validation(last, 1, last, 1, _list([YES], "Choose Yes, or leave it empty."))
    _page(sheet, wide=False)


def _due(deadline: datetime | None) -> str:
    return f"Your scores are due {moment_text(deadline)}." if deadline else ""


def _scale(pack: ScorePack) -> list[Any]:
    return sorted(pack.model.scale, key=lambda level: level.score, reverse=True)


def _level(score: Any, label: str, meaning: str) -> str:  # noqa: ANN401 - an exact number
    return f"{plain(score)}  {label}: {meaning}"


def _list(values: list[str] | str, words: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": values,
        "error_title": "Choose from the list",
        "error_message": words,
    }


def _answers(sheet: Any, looks: _Looks, pack: ScorePack) -> dict[Key, int]:  # noqa: ANN401 - the library has no types
    """Every answer in pieces that fit a cell; gives the row each begins in."""
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 105)
    texts = {(bid, code): text for bid, code, text in pack.answers}
    places: dict[Key, int] = {}
    row = 0
    asked = ""
    for key in pack.wanted:
        bid, code = key
        question = pack.model.criterion(code)
        if code != asked:
            asked = code
            for words, look in _question(question, looks):
                sheet.write_string(row, 0, words if look is looks.part else "", look)
                sheet.write_string(row, 1, "" if look is looks.part else words, look)
                sheet.set_row(row, _height(words))
                row += 1
        places[key] = row
        sheet.write_string(row, 0, f"Bid {bid}", looks.strong)
        if dict(pack.names).get(bid):
            sheet.write_string(row, 1, dict(pack.names)[bid], looks.strong)
            row += 1
        for piece in _pieces(texts.get(key, "This bid gave no answer.")):
            sheet.write_string(row, 1, piece, looks.text)
            sheet.set_row(row, _height(piece))
            row += 1
        row += 1
    _page(sheet, wide=False)
    return places


def _question(question: Criterion, looks: _Looks) -> Iterator[tuple[str, Any]]:
    yield f"{question.code} {question.title}", looks.part
    yield question.question, looks.strong
    if question.plain_question:
        yield f"In plain words: {question.plain_question}", looks.text
    if question.look_for:
        yield "What to look for: " + "; ".join(question.look_for), looks.text


def _pieces(text: str) -> Iterator[str]:
    """The paragraphs of an answer, long ones in parts."""
    for paragraph in text.splitlines() or [""]:
        left = paragraph.strip()
        while len(left) > LONGEST_PIECE:
            cut = left.rfind(" ", 1, LONGEST_PIECE)
            cut = cut if cut > 0 else LONGEST_PIECE
            yield left[:cut]
            left = left[cut:].lstrip()
        if left:
            yield left


def _height(words: str) -> int:
    return _LINE * max(1, -(-len(words) // _PER_LINE)) + 2


def _scores(sheet: Any, looks: _Looks, pack: ScorePack, places: dict[Key, int]) -> None:  # noqa: ANN401 - the library has no types
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks.head)
    for row, key in enumerate(pack.wanted, start=1):
        bid, code = key
        question = pack.model.criterion(code)
        sheet.write_string(row, 0, row_code(key), looks.cell)
        sheet.write_url(
            row, 1, f"internal:'Answers'!A{places[key] + 1}", looks.link, f"Bid {bid}",
            f"Read the answer of {pack.bid_title(bid)}"[:LONGEST_TIP],
        )  # fmt: skip
        sheet.write_string(row, 2, f"{code} {question.title}", looks.cell)
        sheet.write_blank(row, 3, None, looks.choice)
        sheet.write_blank(row, 4, None, looks.words)
        sheet.write_blank(row, 5, None, looks.choice)
        sheet.set_row(row, 64)
    last = len(pack.wanted)
    choices = f"={LISTS}!$A$1:$A${len(_scale(pack)) + 2}"
    sheet.data_validation(
        1, 3, last, 3, _list(choices, "Choose one of the scores in the list.")
    )  # fmt: skip
    sheet.data_validation(1, 4, last, 4, {
        "validate": "length", "criteria": "<=", "value": LONGEST_REASON,
        "error_title": "Too long",
        "error_message": f"Shorten the reason to {LONGEST_REASON:,} characters.",
    })  # fmt: skip
    sheet.data_validation(1, 5, last, 5, _list([YES], "Choose Yes, or leave it empty."))
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    _page(sheet, wide=True)


def _lists(sheet: Any, pack: ScorePack) -> None:  # noqa: ANN401 - the library has no types
    """What a score is chosen from, one under the other."""
    scale = _scale(pack)
    for row, level in enumerate(scale):
        sheet.write_number(row, 0, level.score)
    for row, words in enumerate((NOT_APPLICABLE, ABSTAINED), start=len(scale)):
        sheet.write_string(row, 0, words)
    sheet.protect()
    sheet.hide()


def _marks(sheet: Any, pack: ScorePack, secret: bytes) -> None:  # noqa: ANN401 - the library has no types
    marks = Marks(
        FORMAT, pack.identity, pack.reference, pack.member, pack.rules_seal,
        tuple(row_code(key) for key in pack.wanted),
    )  # fmt: skip
    facts = (
        MARK, str(marks.format), marks.pack, marks.reference, marks.member, marks.rules_seal,
        marks.signed(secret), *marks.codes,
    )  # fmt: skip
    for row, words in enumerate(facts):
        sheet.write_string(row, 0, words)
    sheet.protect()
    sheet.very_hidden()
