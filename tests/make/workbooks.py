"""Score spreadsheets filled in as a member does, and spoilt in the ways people and tools do."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import openpyxl

from starapp.panel.pack_format import ScorePack
from starapp.panel.score_workbook import CONFIRM, HEADS, row_code, workbook_bytes
from starapp.panel.working_copy import Key
from tests.make.packs import MADE

SECRET = b"s" * 32
Given = Mapping[Key, tuple[object, object]]


def good_scores(pack: ScorePack) -> dict[Key, tuple[object, object]]:
    """A score and a reason for every answer."""
    return {key: (3, f"Bid {key[0]} says how in {key[1]}.") for key in pack.wanted}


def changed_book(
    data: bytes, change: Callable[[Any], None], *, saved: datetime | None = MADE
) -> bytes:
    """A workbook after somebody changed it with another program."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue() if saved is None else saved_at(made.getvalue(), saved)


def saved_at(data: bytes, moment: datetime) -> bytes:
    """The workbook as if it had been saved at a moment."""

    def tell(parts: dict[str, bytes]) -> None:
        told = f">{moment:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
        core = parts["docProps/core.xml"]
        parts["docProps/core.xml"] = re.sub(rb">[^<>]*</dcterms:modified>", told, core)

    return with_parts(data, tell)


def without_date(data: bytes) -> bytes:
    """The workbook as programs save it that write no properties of a file."""

    def drop(parts: dict[str, bytes]) -> None:
        del parts["docProps/core.xml"]
        pattern = rb"<Relationship [^>]*core-properties[^>]*/>"
        parts["_rels/.rels"] = re.sub(pattern, b"", parts["_rels/.rels"])

    return with_parts(data, drop)


def row_of(book: Any, key: Key) -> int:
    """The row of an answer on the sheet of scores."""
    for row in book["Scores"].iter_rows(min_row=2):
        if row[0].value == row_code(key):
            return int(row[0].row)
    raise LookupError(key)


def put(book: Any, key: Key, head: str, value: object) -> None:
    """Types a value into the row of an answer."""
    book["Scores"].cell(row_of(book, key), HEADS.index(head) + 1).value = value


def confirm(book: Any, value: object = "Yes") -> None:
    """Answers the declaration."""
    for row in book["How to"].iter_rows():
        if row[0].value == CONFIRM:
            row[1].value = value


def filled(
    pack: ScorePack,
    given: Given | None = None,
    *,
    change: Callable[[Any], None] | None = None,
    secret: bytes = SECRET,
    saved: datetime | None = MADE,
) -> bytes:
    """The spreadsheet of a member with scores in it."""
    scores = good_scores(pack) if given is None else given

    def fill(book: Any) -> None:
        confirm(book)
        for key, (score, reason) in scores.items():
            put(book, key, "Score", score)
            put(book, key, "Reason", reason)
        if change is not None:
            change(book)

    return changed_book(workbook_bytes(pack, secret=secret), fill, saved=saved)


def with_parts(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook whose parts inside the zip were changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()
