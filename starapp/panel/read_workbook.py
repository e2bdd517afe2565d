"""Reads a score spreadsheet that came back: whose it is, what stands in it, and what is wrong. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from starapp.foundation.problems import CannotDo, refuse
from starapp.foundation.spreadsheet_cells import Book, Rows, read_book
from starapp.foundation.spreadsheet_kinds import other_kind
from starapp.panel.pack_format import ScoreReturn
from starapp.panel.read_return import Desk, IssuedPack, ReturnReport, looked_at, place_problems
from starapp.panel.score_workbook import FORMAT, MARK, Marks
from starapp.panel.sealing import digest, same
from starapp.panel.sheet_scores import AGAIN, FilledSheet, Scale, filled_sheet


def is_workbook(data: bytes) -> bool:
    """Tells whether a file is a spreadsheet of any kind, also of those that can only be named."""
    return (data.startswith(b"PK") and b"[Content_Types].xml" in data) or bool(other_kind(data))


def read_workbook(data: bytes, desk: Desk) -> ReturnReport:
    """Reads a score spreadsheet and tells everything that is in its way; never raises."""
    fingerprint = digest(data)
    pack: IssuedPack | None = None
    try:
        book = _book(data)
        marks = _marks(book.sheets)
        pack = desk.packs.get(marks.pack)
        problems = place_problems(pack, marks.reference, desk)
        if problems or pack is None:
            return ReturnReport(fingerprint, pack, None, problems)
        _require_our_marks(marks, desk.sheet_secret)
        sheet = filled_sheet(book.sheets, marks.codes, pack.wanted, desk.scale)
    except CannotDo as refused:
        return ReturnReport(fingerprint, pack, None, refused.problems)
    returned = _returned(sheet, marks, pack, book.saved)
    if sheet.problems:
        return ReturnReport(fingerprint, pack, returned, sheet.problems, (), sheet.unread)
    report = looked_at(returned, pack, desk, fingerprint)
    notes = (*report.notes, *sheet.notes) if not report.problems else ()
    return replace(report, notes=notes, unread=sheet.unread)


def told_by_workbook(data: bytes) -> Marks:
    """What a spreadsheet says of itself; only the workspace that made it can tell whether it holds.

    Raises:
        CannotDo: damaged, of another kind, or not one that STAR made.
    """
    return _marks(_book(data).sheets)


def scores_in_workbook(data: bytes, pack: IssuedPack, secret: bytes, scale: Scale) -> ScoreReturn:
    """The scores of a spreadsheet that was taken before, to look whether they are still the same.

    Raises:
        CannotDo: it is not what was handed in.
    """
    book = _book(data)
    marks = _marks(book.sheets)
    _require_our_marks(marks, secret)
    if marks.pack != pack.id:
        raise refuse("file", f"This spreadsheet is of another pack. {AGAIN}", "other_pack")
    sheet = filled_sheet(book.sheets, marks.codes, pack.wanted, scale)
    if sheet.problems:
        raise CannotDo(*sheet.problems)
    return _returned(sheet, marks, pack, book.saved)


def _book(data: bytes) -> Book:
    """The cells of a workbook.

    Raises:
        CannotDo: it is another kind of spreadsheet, damaged, or holds what no score sheet holds.
    """
    other = other_kind(data)
    if other is not None:
        raise refuse("file", f"{other.words} Then hand that file in.", other.code)
    return read_book(data)


def _returned(
    sheet: FilledSheet, marks: Marks, pack: IssuedPack, saved: datetime | None
) -> ScoreReturn:
    """The content as a score file has it; a spreadsheet does not say when it was confirmed."""
    done = {one.key for one in sheet.scores if one.done}
    return ScoreReturn(
        pack=marks.pack,
        reference=marks.reference,
        member=marks.member,
        rules_seal=marks.rules_seal,
        revision=0,
        made=saved,
        confirmed=None,
        finished=set(pack.wanted) <= done,
        scores=sheet.scores,
        declared=sheet.confirmed,
    )


# ---- the hidden marks ----


def _marks(sheets: Mapping[str, Rows]) -> Marks:
    """The marks, on whichever sheet they stand.

    Raises:
        CannotDo: there are none, or of a newer format.
    """
    for rows in sheets.values():
        said = [cells[0].text for cells in rows]
        if said and said[0] == MARK and len(said) > 7:
            return _marks_of(said)
    words = "This spreadsheet is not one that STAR made. Choose the score sheet of the member."
    raise refuse("file", words, "no_marks")


def _marks_of(said: Sequence[str]) -> Marks:
    told = int(said[1]) if said[1].isdecimal() and len(said[1]) < 6 else 0
    if told > FORMAT:
        words = (
            f"The spreadsheet has format {told}; this STAR reads up to {FORMAT}. Bring STAR up to "
            "date, then read it again."
        )
        raise refuse("file", words, "newer")
    if told < 1:
        raise refuse("file", f"The hidden marks of the spreadsheet were changed. {AGAIN}", "marks")
    return Marks(told, said[2], said[3], said[4], said[5], tuple(said[7:]), said[6])


def _require_our_marks(marks: Marks, secret: bytes) -> None:
    if not secret or not same(marks.checksum, marks.signed(secret)):
        raise refuse("file", f"The hidden marks of the spreadsheet were changed. {AGAIN}", "marks")
