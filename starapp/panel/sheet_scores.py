"""What a member put into a score spreadsheet, cell by cell: read, or named with what to put right.

Rows are found by their codes and columns by their heads, so sorting, moving or renaming does no
harm. Nothing is worked out and nothing guessed: a cell that cannot be read leaves its answer out,
and a row that does not fit its code stops the file. Pure.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from starapp.evaluation.moderation import LONGEST_REASON
from starapp.evaluation.result import ScoreState
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import CannotDo, Problem, refuse
from starapp.foundation.spreadsheet_cells import Cell, Rows
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.score_workbook import (
    ABSTAINED,
    CONFIRM,
    HEADS,
    NOT_APPLICABLE,
    YES,
    row_code,
)
from starapp.panel.working_copy import Key

CURE = "Ask the panel member to put this cell right and to hand the file in again."
AGAIN = "Ask the panel member for the file as they saved it."
MOST_TOLD = 20
"""Rows that do not fit and are told one by one."""
LEAST_HEADS = 4
"""Heads that make a row the row of heads."""
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_COMMA = re.compile(r"(-?[0-9]{1,6}),([0-9]{1,2})")
_LABELLED = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*[.:)–-]?\s*(\D.*)", re.DOTALL)
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: ".", 0xFF0C: ","}
"""Figures and marks as Chinese and Japanese keyboards write them."""
_STATES = {
    NOT_APPLICABLE.casefold(): ScoreState.NOT_APPLICABLE,
    "n/a": ScoreState.NOT_APPLICABLE,
    ABSTAINED.casefold(): ScoreState.ABSTAINED,
    "abstain": ScoreState.ABSTAINED,
}

Line = Mapping[str, Cell]
Scale = Mapping[Decimal, str]
"""The words of each score."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """What was found.

    Attributes:
        scores: every answer that can be read.
        unread: answers of which a cell cannot be read, and why.
        problems: why nothing of the sheet can be taken.
        notes: what to know of single cells although it can.
    """

    scores: tuple[ReturnedScore, ...]
    unread: tuple[tuple[Key, Problem], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    confirmed: bool = False


def filled_sheet(
    sheets: Mapping[str, Rows], codes: Collection[str], wanted: Sequence[Key], scale: Scale
) -> FilledSheet:
    """Reads the scores of a workbook.

    Args:
        sheets: the cells of the workbook.
        codes: that stand in its hidden marks.
        wanted: the answers that were asked for.
        scale: the scores there are.

    Raises:
        CannotDo: no sheet has the heads, more than one has, or they cannot be told apart.
    """
    keys = {row_code(key): key for key in wanted if row_code(key) in codes}
    lines, notes = _lines(sheets)
    problems = _first([*_code_problems(lines, keys)])
    notes += _strays(lines)
    scores: list[ReturnedScore] = []
    unread: list[tuple[Key, Problem]] = []
    for line in lines:
        key = keys.get(line["Code"].text)
        if key is None:
            continue
        wrong = [*_cell_problems(line, scale)]
        unread += [(key, problem) for problem in wrong]
        if not wrong and (one := _score(key, line, scale)) is not None:
            scores.append(one)
            notes += _unfinished(line, one)
    confirmed, wrong = _confirmed(sheets)
    return FilledSheet(
        tuple(sorted(scores, key=lambda one: one.key)), tuple(unread), (*problems, *wrong),
        tuple(notes), confirmed,
    )  # fmt: skip


def _said(cell: Cell, words: str, code: str, *, cure: str = CURE) -> Problem:
    return Problem(cell.place, f"{cell.place}: {words} {cure}".rstrip(), code)


# ---- rows and columns ----


def _lines(sheets: Mapping[str, Rows]) -> tuple[list[Line], list[Problem]]:
    """The rows under the heads, each by the name of its column, and what the heads should say.

    Raises:
        CannotDo: no sheet or several have the heads, or a column cannot be told.
    """
    found = [
        (title, rows[place + 1 :], cells)
        for title, rows in sheets.items()
        for place, cells in enumerate(rows)
        if len({cell.text for cell in cells} & set(HEADS)) >= LEAST_HEADS
    ]
    if not found:
        words = f"The headings of the sheet “Scores” are gone, so nothing can be read. {AGAIN}"
        raise refuse("file", words, "heads")
    if len(found) > 1:
        names = listed(list(dict.fromkeys(f"“{title}”" for title, *_ in found)))
        words = f"The headings of the scores appear more than once ({names}). Delete what does not count."
        raise refuse("file", words, "heads_twice")
    ((title, below, cells),) = found
    columns, notes = _columns(title, cells)
    return [_line(title, columns, row) for row in below], notes


def _columns(title: str, cells: Sequence[Cell]) -> tuple[dict[str, int], list[Problem]]:
    """The column of each head; one whose head reads otherwise is told by its place.

    Raises:
        CannotDo: a head stands twice, or one is gone and its column cannot be told.
    """
    counts = Counter(cell.text for cell in cells if cell.text in HEADS)
    twice = [cell for cell in cells if counts[cell.text] > 1]
    if twice:
        raise CannotDo(*(_said(cell, f"“{cell.text}” appears twice.", "heads") for cell in twice))
    columns = {cell.text: cell.column for cell in cells if cell.text in HEADS}
    at = {cell.column: cell for cell in cells}
    usual = all(column == HEADS.index(head) + 1 for head, column in columns.items())
    notes, gone = [], []
    for place, head in enumerate(HEADS, start=1):
        if head in columns:
            continue
        cell = at.get(place, Cell(title, place, cells[0].row))
        now = f"this heading says “{cell.text[:40]}”" if cell.text else "this heading is empty"
        now = "this heading is a formula" if cell.kind == "f" else now
        if usual:
            columns[head] = place
            words = f"{now} and should say “{head}”. Its column is read as “{head}”."
            notes.append(_said(cell, words, "head", cure=""))
        else:
            words = (
                f"the heading “{head}” is gone and columns were moved. Write it above its column."
            )
            gone.append(_said(cell, words, "heads"))
    if gone:
        raise CannotDo(*gone)
    return columns, notes


def _line(title: str, columns: Mapping[str, int], cells: Sequence[Cell]) -> Line:
    at = {cell.column: cell for cell in cells}
    row = cells[0].row
    return {head: at.get(column, Cell(title, column, row)) for head, column in columns.items()}


def _code_problems(lines: Sequence[Line], keys: Mapping[str, Key]) -> Iterator[Problem]:
    """Codes that are changed, stand twice, or do not fit the bid and question beside them."""
    counts = Counter(line["Code"].text for line in lines)
    for line in lines:
        cell = line["Code"]
        if not any(line[head].text for head in HEADS[:3]):
            continue
        if cell.kind == "f" or cell.text not in keys:
            words = f"“{cell.text[:40]}” is not a code of this sheet."
            yield _said(cell, words if cell.text else "the code of this row is gone.", "code")
            continue
        if counts[cell.text] > 1:
            yield _said(cell, f"{cell.text} appears twice.", "twice")
        bid, question = keys[cell.text]
        for head, fits in (
            ("Bid", line["Bid"].text == f"Bid {bid}"),
            ("Question", _begins(line["Question"].text, question)),
        ):
            if not fits:
                words = (
                    f"{cell.text} is beside another {head.lower()}, so a part of the sheet was "
                    "changed, moved or sorted by itself."
                )
                yield _said(line[head], words, "moved")


def _first(problems: list[Problem]) -> list[Problem]:
    """The first problems, and how many more there are."""
    more = len(problems) - MOST_TOLD
    if more <= 0:
        return problems
    last = Problem("file", f"And {more} more cells like these.", problems[-1].code)
    return [*problems[:MOST_TOLD], last]


def _begins(title: str, question: str) -> bool:
    return title == question or title.startswith(f"{question} ")


def _strays(lines: Iterable[Line]) -> Iterator[Problem]:
    """Words beside no code at all, which are nobody's score."""
    for line in lines:
        if not any(line[head].text for head in HEADS[:3]):
            for head in HEADS[3:]:
                if line[head].text:
                    yield _said(line[head], "this is beside no code and is not read.", "stray",
                                cure="")  # fmt: skip


# ---- one row ----


def _cell_problems(line: Line, scale: Scale) -> Iterator[Problem]:
    """Cells of a row that cannot be read as they are."""
    kinds = [
        _said(line[head], words, code)
        for head in HEADS[3:]
        for words, code in [_unreadable(line[head], head)]
        if words
    ]
    yield from kinds
    score, reason, talk = (line[head] for head in HEADS[3:])
    named = {problem.place for problem in kinds}
    if score.place not in named and score.text and score.text.casefold() not in _STATES:
        number = _number(score.text, scale)
        if number is None or (scale and number not in scale):
            words = "what is typed here is not in the list. Choose from the list."
            yield _said(score, words, "score")  # quoting it could tell a score before its time
    if reason.place not in named and len(reason.text) > LONGEST_REASON:
        words = f"the reason is longer than {LONGEST_REASON:,} characters. Shorten it."
        yield _said(reason, words, "too_long")
    if talk.place not in named and talk.text and talk.text.casefold() != YES.casefold():
        yield _said(talk, "write Yes, or leave the cell empty.", "talk")


def _unreadable(cell: Cell, head: str) -> tuple[str, str]:
    """Why a cell cannot count, and the code of that; both empty where it can."""
    do = "Write the reason in words." if head == "Reason" else "Choose from the list."
    return {
        "f": (f"this cell holds a formula. {do}", "formula"),
        "e": (f"the spreadsheet shows an error here. {do}", "error"),
        "b": (f"this cell holds TRUE or FALSE. {do}", "kind"),
        "d": (f"the spreadsheet made a date of what was typed here. {do}", "kind"),
    }.get(cell.kind, ("", ""))


def _score(key: Key, line: Line, scale: Scale) -> ReturnedScore | None:
    """What a readable row says; None where nothing was filled in."""
    said, reason, talk = (line[head].text for head in HEADS[3:])
    if not (said or reason or talk):
        return None
    state = _STATES.get(said.casefold(), ScoreState.SCORED)
    number = _number(said, scale) if state is ScoreState.SCORED else None
    return ReturnedScore(*key, state, number, reason, discuss=bool(talk))


def _number(said: str, scale: Scale) -> Decimal | None:
    """The number a cell says: 3, 3.0, 3,0, a wide 3, or "3. Good" where Good is what 3 means."""
    plain = said.translate(_WIDE)
    if _NUMBER.fullmatch(plain):
        return _exact(plain)
    if (comma := _COMMA.fullmatch(plain)) and _exact(f"{comma[1]}.{comma[2]}") in scale:
        return _exact(f"{comma[1]}.{comma[2]}")
    if labelled := _LABELLED.fullmatch(plain):
        number = _exact(labelled[1])
        if scale.get(number, "").casefold() == labelled[2].strip().casefold():
            return number
    return None


def _exact(said: str) -> Decimal:
    """A number as it is written; spreadsheets write 4.0 for 4."""
    number = Decimal(said)
    whole = number.to_integral_value()
    return whole if number == whole else number


def _unfinished(line: Line, one: ReturnedScore) -> Iterator[Problem]:
    """The empty cell that keeps a row from counting."""
    if not one.done:
        empty = "Reason" if line["Score"].text else "Score"
        words = "write the reason here." if empty == "Reason" else "choose the score here."
        yield _said(line[empty], f"this row is not finished; {words}", "unfinished", cure="")


# ---- the declaration ----


def _confirmed(sheets: Mapping[str, Rows]) -> tuple[bool, list[Problem]]:
    """Whether Yes stands beside the declaration."""
    for rows in sheets.values():
        for cells in rows:
            if cells[0].text == CONFIRM:
                beside = cells[1] if len(cells) > 1 else replace(cells[0], column=2, text="")
                if beside.kind == "f":
                    return False, [
                        _said(beside, "this cell holds a formula. Choose Yes.", "formula")
                    ]
                if beside.text.casefold() == YES.casefold():
                    return True, []
                if beside.text:
                    return False, [_said(beside, "choose Yes here.", "not_confirmed")]
                return False, []
    words = f"The line “{CONFIRM}” is gone, so nobody can tell whether it was confirmed. {AGAIN}"
    return False, [Problem("file", words, "declaration")]
