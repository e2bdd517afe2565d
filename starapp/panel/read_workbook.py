"""Reads a score spreadsheet that came back: whose it is, what stands in it, and what is wrong.

Rows are found by their codes and columns by their heads, so sorting, moving or renaming does no
harm. Nothing is worked out: a formula where a score belongs is refused. Pure.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from starapp.evaluation.result import ScoreState
from starapp.foundation.file_names import ends_in
from starapp.foundation.problems import CannotDo, Problem, refuse
from starapp.foundation.safe_zip import OFFICE_NAMES, Limits, SafeZip
from starapp.panel.pack_format import ReturnedScore, ScoreReturn
from starapp.panel.read_return import Desk, IssuedPack, ReturnReport, looked_at, place_problems
from starapp.panel.score_workbook import (
    ABSTAINED,
    CONFIRM,
    FORMAT,
    HEADS,
    MARK,
    NOT_APPLICABLE,
    YES,
    Marks,
    row_code,
)
from starapp.panel.sealing import digest, same
from starapp.panel.working_copy import Key

LIMITS = Limits(parts=200, one=60_000_000, total=120_000_000, ratio=1_000)
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old Office, and those saved with a password, begin."""
MOST_ROWS, MOST_COLUMNS = 5_000, 40
AGAIN = "Ask the panel member for the file as they saved it."
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_STATES = {
    NOT_APPLICABLE.casefold(): ScoreState.NOT_APPLICABLE,
    "n/a": ScoreState.NOT_APPLICABLE,
    ABSTAINED.casefold(): ScoreState.ABSTAINED,
    "abstain": ScoreState.ABSTAINED,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the file.

    Attributes:
        place: where, as a spreadsheet says it: "Scores D5".
        kind: s text, n number, f formula, b truth, d date, e error.
    """

    place: str
    kind: str
    value: object

    def text(self) -> str:
        """What it says, without spaces at the ends; empty for nothing."""
        return "" if self.value is None else str(self.value).strip()


Rows = list[list[Cell]]


def is_workbook(data: bytes) -> bool:
    """Tells whether a file is a spreadsheet, or was one before a password locked it."""
    if data.startswith(OLD_OR_LOCKED):
        return True
    return data.startswith(b"PK") and b"[Content_Types].xml" in data


def read_workbook(data: bytes, desk: Desk) -> ReturnReport:
    """Reads a score spreadsheet and tells everything that is in its way; never raises."""
    fingerprint = digest(data)
    pack: IssuedPack | None = None
    try:
        sheets, saved = _sheets(data)
        marks = _marks(sheets)
        pack = desk.packs.get(marks.pack)
        problems = place_problems(pack, marks.reference, desk)
        if problems or pack is None:
            return ReturnReport(fingerprint, pack, None, problems)
        _require_our_marks(marks, desk.sheet_secret)
        returned = _returned(sheets, marks, pack, saved or desk.moment)
    except CannotDo as refused:
        return ReturnReport(fingerprint, pack, None, refused.problems)
    return looked_at(returned, pack, desk, fingerprint)


def told_by_workbook(data: bytes) -> Marks:
    """What a spreadsheet says of itself; only the workspace that made it can tell whether it holds.

    Raises:
        CannotDo: damaged, or not one that STAR made.
    """
    return _marks(_sheets(data)[0])


def scores_in_workbook(data: bytes, pack: IssuedPack, secret: bytes) -> ScoreReturn:
    """The scores of a spreadsheet that was taken before, to look whether they are still the same.

    Raises:
        CannotDo: it is not what was handed in.
    """
    sheets, saved = _sheets(data)
    marks = _marks(sheets)
    _require_our_marks(marks, secret)
    if marks.pack != pack.id:
        raise refuse("file", f"This spreadsheet is of another pack. {AGAIN}", "other_pack")
    return _returned(sheets, marks, pack, saved or pack.issued)


# ---- the file ----


def _sheets(data: bytes) -> tuple[dict[str, Rows], datetime | None]:
    """The cells of every sheet by its name, and when the file was saved.

    Raises:
        CannotDo: damaged, locked by a password, with macros, or no spreadsheet.
    """
    if data.startswith(OLD_OR_LOCKED):
        words = (
            "This spreadsheet was saved with a password or as an old kind of file. Ask the panel "
            "member to save it without a password, as .xlsx."
        )
        raise refuse("file", words, "locked")
    file = SafeZip(data, LIMITS, names=OFFICE_NAMES)
    for name in file.names:
        if ends_in(name, "vbaproject.bin"):
            words = "This spreadsheet holds a program (macros). Ask for it as .xlsx, without them."
            raise refuse("file", words, "macros")
        if ends_in(name, ".xml", ".rels", ".vml") and _declares(file.read(name)):
            raise refuse("file", f"This spreadsheet is not as STAR made it. {AGAIN}", "declares")
    return _parsed(data)


def _declares(part: bytes) -> bool:
    """Tells whether a part declares types or entities of its own, which no spreadsheet does."""
    return b"<!DOCTYPE" in part or b"<!ENTITY" in part


def _parsed(data: bytes) -> tuple[dict[str, Rows], datetime | None]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        found = {sheet.title: _cells(sheet) for sheet in book.worksheets}
        saved = book.properties.modified
    except Exception:  # noqa: BLE001 - the library raises anything on a damaged file
        words = f"This spreadsheet is damaged or of another kind. {AGAIN}"
        raise refuse("file", words, "damaged") from None
    return found, saved.replace(tzinfo=UTC) if isinstance(saved, datetime) else None


def _cells(sheet: Any) -> Rows:  # noqa: ANN401 - the library has no types
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    return [
        [
            Cell(f"{sheet.title} {cell.coordinate}", str(cell.data_type), cell.value)
            for cell in row
            if cell.value is not None
        ]
        for row in rows
    ]


# ---- the hidden marks ----


def _marks(sheets: Mapping[str, Rows]) -> Marks:
    """The marks, on whichever sheet they stand.

    Raises:
        CannotDo: there are none, or of a newer format.
    """
    for rows in sheets.values():
        said = [cells[0].text() for cells in rows if cells]
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


# ---- what the member put in ----


def _returned(
    sheets: Mapping[str, Rows], marks: Marks, pack: IssuedPack, saved: datetime
) -> ScoreReturn:
    """The content as a score file has it.

    Raises:
        CannotDo: with one problem for each cell that is wrong.
    """
    keys = {row_code(key): key for key in pack.wanted if row_code(key) in marks.codes}
    lines = _lines(sheets)
    problems = [*_code_problems(lines, keys)]
    scores = []
    for line in lines:
        code = line["Code"].text()
        if code in keys:
            one, wrong = _score(keys[code], line)
            problems += wrong
            scores += [one] if one is not None else []
    confirmed, wrong = _confirmed(sheets)
    problems += wrong
    if problems:
        raise CannotDo(*problems)
    done = {one.key for one in scores if one.done}
    return ScoreReturn(
        pack=marks.pack,
        reference=marks.reference,
        member=marks.member,
        rules_seal=marks.rules_seal,
        revision=0,
        made=saved,
        confirmed=saved if confirmed else None,
        finished=set(pack.wanted) <= done,
        scores=tuple(sorted(scores, key=lambda one: one.key)),
    )


def _lines(sheets: Mapping[str, Rows]) -> list[dict[str, Cell]]:
    """The rows under the heads, each by the name of its column.

    Raises:
        CannotDo: no sheet has the heads.
    """
    for title, rows in sheets.items():
        for place, cells in enumerate(rows):
            heads = {_column(cell.place): cell.text() for cell in cells}
            if set(HEADS) <= set(heads.values()):
                return [_line(title, heads, below) for below in rows[place + 1 :] if below]
    words = f"The heads of the sheet “Scores” are gone, so nothing can be read. {AGAIN}"
    raise refuse("file", words, "heads")


def _column(place: str) -> str:
    """The letters of a cell's place: "Scores AB12" is in AB."""
    return place.rpartition(" ")[2].rstrip("0123456789")


def _line(title: str, heads: Mapping[str, str], cells: Iterable[Cell]) -> dict[str, Cell]:
    nowhere = Cell(title, "n", None)
    found = dict.fromkeys(HEADS, nowhere)
    for cell in cells:
        head = heads.get(_column(cell.place), "")
        if head in found:
            found[head] = cell
    return found


def _code_problems(
    lines: Sequence[Mapping[str, Cell]], keys: Mapping[str, Key]
) -> Iterable[Problem]:
    """Codes that are changed, stand twice, or do not fit the bid and question beside them."""
    counts = Counter(line["Code"].text() for line in lines)
    for line in lines:
        cell = line["Code"]
        code = cell.text()
        if not code and not any(line[head].text() for head in ("Score", "Reason")):
            continue
        if cell.kind == "f" or code not in keys:
            words = f"{cell.place}: “{code[:40]}” is not a code of this sheet. {AGAIN}"
            yield Problem(cell.place, words, "code")
            continue
        if counts[code] > 1:
            words = f"{cell.place}: {code} stands there twice. {AGAIN}"
            yield Problem(cell.place, words, "twice")
        bid, question = keys[code]
        fits = line["Bid"].text() == f"Bid {bid}" and _begins(line["Question"].text(), question)
        if not fits:
            words = (
                f"{cell.place}: {code} stands beside another bid or question, so a part of the "
                f"sheet was moved or sorted by itself. {AGAIN}"
            )
            yield Problem(cell.place, words, "moved")


def _begins(title: str, question: str) -> bool:
    return title == question or title.startswith(f"{question} ")


def _score(key: Key, line: Mapping[str, Cell]) -> tuple[ReturnedScore | None, list[Problem]]:
    """What a row says; None where nothing was filled in."""
    problems = [
        Problem(line[head].place, f"{line[head].place}: {words} {AGAIN}", code)
        for head in ("Score", "Reason", "Talk about it")
        for words, code in [_unreadable(line[head])]
        if words
    ]
    said, reason, talk = (line[head].text() for head in ("Score", "Reason", "Talk about it"))
    state, score = ScoreState.SCORED, None
    if problems:
        return None, problems
    if said.casefold() in _STATES:
        state = _STATES[said.casefold()]
    elif said and _NUMBER.fullmatch(said):
        score = _exact(said)
    elif said:
        words = f"{line['Score'].place}: “{said[:40]}” is not in the list. Choose from the list."
        return None, [Problem(line["Score"].place, words, "score")]
    if talk and talk.casefold() != YES.casefold():
        words = f"{line['Talk about it'].place}: write Yes, or leave the cell empty."
        return None, [Problem(line["Talk about it"].place, words, "talk")]
    if not (said or reason or talk):
        return None, []
    return ReturnedScore(*key, state, score, reason, discuss=bool(talk)), []


def _exact(said: str) -> Decimal:
    """A number as it is written; spreadsheets write 4.0 for 4."""
    number = Decimal(said)
    whole = number.to_integral_value()
    return whole if number == whole else number


def _unreadable(cell: Cell) -> tuple[str, str]:
    """Why a cell cannot count, and the code of that; both empty where it can."""
    return {
        "f": ("a formula stands here. Write the score or the words themselves.", "formula"),
        "e": ("the spreadsheet shows an error here.", "error"),
        "b": ("a truth value stands here. Choose from the list.", "kind"),
        "d": ("a date stands here. Choose from the list.", "kind"),
    }.get("d" if isinstance(cell.value, datetime) else cell.kind, ("", ""))


def _confirmed(sheets: Mapping[str, Rows]) -> tuple[bool, list[Problem]]:
    """Whether Yes stands beside the declaration."""
    for rows in sheets.values():
        for cells in rows:
            if cells and cells[0].text() == CONFIRM:
                beside = cells[1] if len(cells) > 1 else None
                if beside is not None and beside.kind == "f":
                    words = f"{beside.place}: a formula stands here. Choose Yes. {AGAIN}"
                    return False, [Problem(beside.place, words, "formula")]
                return beside is not None and beside.text().casefold() == YES.casefold(), []
    return False, []
