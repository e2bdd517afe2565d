"""A score spreadsheet that comes back: taken by its codes, refused in words, never guessed at."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from starapp.evaluation.result import ScoreState
from starapp.panel.merge import MergeGround, Verdict, merge
from starapp.panel.read_return import Desk, IssuedPack, ReturnReport, TakenReturn
from starapp.panel.read_workbook import is_workbook, read_workbook
from starapp.panel.score_workbook import CONFIRM, HEADS, workbook_bytes
from starapp.panel.sealing import digest
from starapp.panel.sheet_scores import MOST_TOLD
from starapp.panel.ways import Way
from tests.make.packs import MADE, RULES, SCALE, SEALING_KEY, score_pack
from tests.make.workbooks import (
    SECRET,
    changed_book,
    confirm,
    filled,
    good_scores,
    put,
    row_of,
    with_parts,
    without_date,
)

AMINA = score_pack()
BEN = score_pack(member="Ben Osei")
NOW = MADE + timedelta(days=1)
A1, B1 = ("A", "Q1"), ("B", "Q1")


def issued(pack, **changed: object) -> IssuedPack:
    made = IssuedPack(
        pack.identity, "one", pack.reference, f"seat {pack.member}", pack.member, pack.number,
        pack.issued, pack.deadline, "", pack.rules_seal,
        {letter: letter for letter in pack.bids}, pack.wanted, replaced=False, way=Way.SPREADSHEET,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type] # fields of an issued pack


def desk(*packs: IssuedPack, **changed: object) -> Desk:
    known = packs or (issued(AMINA), issued(BEN))
    scale = {level.score: level.label for level in SCALE}
    made = Desk(SEALING_KEY, {one.id: one for one in known}, "one", RULES, NOW, SECRET, scale)
    return replace(made, **changed)  # type: ignore[arg-type] # fields of a desk


def codes(report: ReturnReport) -> list[str]:
    return [problem.code for problem in (*report.problems, *report.notes)]


def scores(report: ReturnReport) -> dict[tuple[str, str], tuple[ScoreState, Decimal | None]]:
    assert report.returned is not None, report.problems
    return {one.key: (one.state, one.score) for one in report.returned.scores}


def verdicts(report: ReturnReport) -> dict[tuple[str, str], Verdict]:
    assert report.returned is not None
    ground = MergeGround(AMINA.wanted, tuple(level.score for level in SCALE))
    unread = {key: problem.words for key, problem in report.unread}
    return {row.key: row.verdict for row in merge(ground, report.returned.scores, None, unread)}


def test_a_filled_sheet_is_read_whole() -> None:
    report = read_workbook(filled(AMINA), desk())
    assert codes(report) == []
    assert report.pack is not None
    assert report.pack.member == "Amina Yusuf"
    assert report.returned is not None
    assert report.returned.finished
    assert report.returned.made == MADE
    assert set(scores(report).values()) == {(ScoreState.SCORED, Decimal(3))}


def test_an_untouched_sheet_wipes_nothing() -> None:
    report = read_workbook(workbook_bytes(AMINA, secret=SECRET), desk())
    assert codes(report) == ["not_confirmed"]
    only_confirmed = changed_book(workbook_bytes(AMINA, secret=SECRET), confirm)
    report = read_workbook(only_confirmed, desk())
    assert codes(report) == ["part_done"]
    assert scores(report) == {}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (3, (ScoreState.SCORED, Decimal(3))),
        (3.0, (ScoreState.SCORED, Decimal(3))),
        ("3", (ScoreState.SCORED, Decimal(3))),
        ("  3.0 ", (ScoreState.SCORED, Decimal(3))),
        (0, (ScoreState.SCORED, Decimal(0))),
        ("Not applicable", (ScoreState.NOT_APPLICABLE, None)),
        ("n/a", (ScoreState.NOT_APPLICABLE, None)),
        ("ABSTAINED", (ScoreState.ABSTAINED, None)),
        ("4. Excellent", (ScoreState.SCORED, Decimal(4))),
        ("4 excellent", (ScoreState.SCORED, Decimal(4))),
        ("4  Excellent", (ScoreState.SCORED, Decimal(4))),
        ("3) Good", (ScoreState.SCORED, Decimal(3))),
        ("3,0", (ScoreState.SCORED, Decimal(3))),
        ("\u00a04 ", (ScoreState.SCORED, Decimal(4))),
        ("３", (ScoreState.SCORED, Decimal(3))),
    ],
)
def test_scores_are_read_as_people_write_them(typed: object, read: object) -> None:
    report = read_workbook(filled(AMINA, {A1: (typed, "Says who and when.")}), desk())
    assert scores(report) == {A1: read}


Change = Callable[[Any], None]


def typed(head: str, value: object, key: tuple[str, str] = A1) -> Change:
    return lambda book: put(book, key, head, value)


def spoilt(change: Change) -> bytes:
    return filled(AMINA, change=change)


def swapped_codes(book: Any) -> None:
    """Only the column of codes was sorted."""
    first, second = row_of(book, A1), row_of(book, B1)
    sheet = book["Scores"]
    sheet.cell(first, 1).value, sheet.cell(second, 1).value = "B-Q1", "A-Q1"


def twice(book: Any) -> None:
    sheet = book["Scores"]
    sheet.append([cell.value for cell in sheet[row_of(book, A1)]])


def no_heads(book: Any) -> None:
    book["Scores"].delete_rows(1)


def no_line(book: Any) -> None:
    for row in book["How to"].iter_rows():
        if row[0].value == CONFIRM:
            row[0].value = "Ich bestätige alles"


def moved_and_worded(book: Any) -> None:
    columns_moved(book)
    for cell in book["Scores"][1]:
        cell.value = {"Score": "Punkte"}.get(cell.value, cell.value)


def columns_moved(book: Any) -> None:
    sheet = book["Scores"]
    order = [5, 3, 4, 0, 2, 1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for number, row in enumerate(rows, start=1):
        for column, old in enumerate(order, start=1):
            sheet.cell(number, column).value = row[old]


NAMED = {
    "a formula as score": (spoilt(typed("Score", "=2+1")), "formula"),
    "a formula as reason": (spoilt(typed("Reason", '=HYPERLINK("x")')), "formula"),
    "a formula as talk": (spoilt(typed("Talk about it", "=TRUE()")), "formula"),
    "a word as score": (spoilt(typed("Score", "good")), "score"),
    "a huge number": (spoilt(typed("Score", 1e30)), "score"),
    "a date as score": (spoilt(typed("Score", datetime(2026, 3, 4))), "kind"),
    "a truth as score": (spoilt(typed("Score", value=True)), "kind"),
    "an error as score": (spoilt(typed("Score", "#REF!")), "error"),
    "another word to talk": (spoilt(typed("Talk about it", "maybe")), "talk"),
    "a score off the scale": (spoilt(typed("Score", 9)), "score"),
    "half a score": (spoilt(typed("Score", 2.5)), "score"),
    "a score with another word": (spoilt(typed("Score", "4. Good")), "score"),
    "two scores": (spoilt(typed("Score", "3/4")), "score"),
    "thousands": (spoilt(typed("Score", "3,000")), "score"),
    "a small figure": (spoilt(typed("Score", "3²")), "score"),
    "a time as score": (spoilt(typed("Score", time(3, 4))), "kind"),
    "a date as reason": (spoilt(typed("Reason", datetime(2026, 3, 4))), "kind"),
    "a reason too long": (spoilt(typed("Reason", "word " * 4_100)), "too_long"),
}
"""One cell that cannot be read; the rest of the sheet can."""
REFUSED = {
    "a formula as code": (spoilt(lambda book: put(book, A1, "Code", '="A-Q1"')), "code"),
    "a formula as declaration": (spoilt(lambda book: confirm(book, "=1")), "formula"),
    "another code": (spoilt(lambda book: put(book, A1, "Code", "C-Q9")), "code"),
    "no code": (spoilt(lambda book: put(book, A1, "Code", None)), "code"),
    "codes sorted by themselves": (spoilt(swapped_codes), "moved"),
    "an answer twice": (spoilt(twice), "twice"),
    "the heads are gone": (spoilt(no_heads), "heads"),
    "codes stand beside other bids": (spoilt(typed("Bid", "Bid B")), "moved"),
    "a question of another row": (spoilt(typed("Question", "Q2 Question Q2")), "moved"),
    "a question whose number only begins alike": (spoilt(typed("Question", "Q10 Home")), "moved"),
    "the declaration's line is gone": (spoilt(no_line), "declaration"),
    "a second sheet of scores": (
        spoilt(lambda book: book.copy_worksheet(book["Scores"])), "heads_twice",
    ),
    "a head twice": (spoilt(lambda book: book["Scores"].cell(1, 9, "Score")), "heads"),
    "a head re-worded and columns moved": (spoilt(moved_and_worded), "heads"),
    "no declaration": (spoilt(lambda book: confirm(book, None)), "not_confirmed"),
    "the marks are gone": (spoilt(lambda book: book.remove(book["Marks"])), "no_marks"),
    "another member's name": (
        spoilt(lambda book: book["Marks"].cell(5, 1, "Ben Osei")), "marks",
    ),
    "another member's pack": (
        spoilt(lambda book: book["Marks"].cell(3, 1, BEN.identity)), "marks",
    ),
    "other rules": (spoilt(lambda book: book["Marks"].cell(6, 1, "cd" * 32)), "marks"),
    "more codes": (spoilt(lambda book: book["Marks"].append(["C-Q1"])), "marks"),
    "format 2": (spoilt(lambda book: book["Marks"].cell(2, 1, "2")), "newer"),
    "format 0": (spoilt(lambda book: book["Marks"].cell(2, 1, "0")), "marks"),
    "format x": (spoilt(lambda book: book["Marks"].cell(2, 1, "x")), "marks"),
    "another workspace's secret": (filled(AMINA, secret=b"t" * 32), "marks"),
    "an unknown pack": (filled(score_pack(member="Cara Wood")), "unknown_pack"),
    "cut off": (filled(AMINA)[:-400], "no_zip"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked"),
    "macros": (
        with_parts(filled(AMINA), lambda parts: parts.update({"xl/vbaProject.bin": b"x"})),
        "macros",
    ),
    "a part outside": (
        with_parts(filled(AMINA), lambda parts: parts.update({"../x.xml": b"x"})), "name",
    ),
    "entities": (
        with_parts(
            filled(AMINA),
            lambda parts: parts.update(
                {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/workbook.xml"]}
            ),
        ),
        "declares",
    ),
    "a broken part": (
        with_parts(filled(AMINA), lambda parts: parts.update({"xl/workbook.xml": b"<work"})),
        "damaged",
    ),
    "a bomb": (
        with_parts(
            filled(AMINA),
            lambda parts: parts.update({"xl/media/a.xml": b" " * 70_000_000}),
        ),
        "too_large",
    ),
    "only the frame of a workbook": (
        with_parts(
            filled(AMINA), lambda parts: [parts.pop(name) for name in list(parts) if "sheet" in name]
        ),
        "damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_one_bad_cell_is_named_and_everything_else_is_read(name: str) -> None:
    data, code = NAMED[name]
    report = read_workbook(data, desk())
    assert report.problems == ()
    ((key, problem),) = report.unread
    assert (key, problem.code) == (A1, code)
    head = {"reason": "E", "talk": "F", "Talk": "F"}
    column = next((letter for word, letter in head.items() if word in name), "D")
    assert problem.place == f"Scores {column}2"
    assert problem.words.startswith(f"Scores {column}2: ")
    assert set(scores(report)) == set(AMINA.wanted) - {A1}
    assert verdicts(report)[A1] is Verdict.REFUSED
    assert "part_done" in codes(report)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_and_named(name: str) -> None:
    data, code = REFUSED[name]
    report = read_workbook(data, desk())
    assert code in codes(report), report.problems
    assert report.problems
    for problem in report.problems:
        assert problem.words.endswith((".", "!"))
        assert "Traceback" not in problem.words


def test_a_wrong_cell_is_named_as_the_spreadsheet_names_it() -> None:
    ((_, problem),) = read_workbook(spoilt(typed("Score", "good", B1)), desk()).unread
    assert problem.place == "Scores D3"
    assert problem.words.startswith("Scores D3: what is typed here is not in the list.")


def resorted(book: Any) -> None:
    sheet = book["Scores"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value


def renamed(book: Any) -> None:
    book["Scores"].title = "My scores"
    book["Marks"].title = "x"
    book["How to"].title = "Start"
    book.move_sheet("My scores", -2)


def unlocked(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False
    book["Marks"].sheet_state = "visible"
    book["Scores"]["H9"] = "a note of my own"


@pytest.mark.parametrize("change", [resorted, columns_moved, renamed, unlocked])
def test_what_people_do_with_spreadsheets_does_no_harm(change: Change) -> None:
    given = {
        key: (number, f"Reason {number} for {key}.") for number, key in enumerate(AMINA.wanted)
    }
    report = read_workbook(filled(AMINA, given, change=change), desk())
    assert codes(report) == []
    assert {key: score for key, (_, score) in scores(report).items()} == {
        key: Decimal(number) for number, key in enumerate(AMINA.wanted)
    }


def test_a_deleted_row_is_missing_and_nothing_else() -> None:
    def drop(book: Any) -> None:
        book["Scores"].delete_rows(row_of(book, B1))

    report = read_workbook(filled(AMINA, change=drop), desk())
    assert codes(report) == ["part_done"]
    assert verdicts(report)[B1] is Verdict.PART_DONE
    assert sum(one is Verdict.MERGED for one in verdicts(report).values()) == 3


def test_a_score_off_the_scale_or_without_a_reason_is_not_taken() -> None:
    given = {**good_scores(AMINA), A1: (9, "Very good."), B1: (3, None)}
    report = read_workbook(filled(AMINA, given), desk())
    assert verdicts(report)[A1] is Verdict.REFUSED
    assert verdicts(report)[B1] is Verdict.PART_DONE


def test_a_reason_longer_than_a_cell_holds_is_refused_by_its_row() -> None:
    given = {**good_scores(AMINA), A1: (3, "word " * 6_500)}
    report = read_workbook(filled(AMINA, given), desk())
    assert verdicts(report)[A1] is Verdict.REFUSED


@pytest.mark.parametrize("reason", ["مرحبا، الجواب جيد", "Good 😀 plan", "line one\nline two"])
def test_any_writing_comes_back_as_it_was(reason: str) -> None:
    report = read_workbook(filled(AMINA, {A1: (3, reason)}), desk())
    assert report.returned is not None
    (one,) = report.returned.scores
    assert one.reason == reason


@pytest.mark.parametrize(("place", "head"), [*enumerate(HEADS, start=1)])
@pytest.mark.parametrize("words", ["Punkte", None, "=1"])
def test_a_head_in_other_words_is_named_and_its_column_read(place, head, words) -> None:
    def reword(book: Any) -> None:
        book["Scores"].cell(1, place).value = words

    report = read_workbook(filled(AMINA, change=reword), desk())
    (note,) = report.notes
    assert note.code == "head"
    assert note.place == f"Scores {'ABCDEF'[place - 1]}1"
    assert f"should say “{head}”" in note.words
    assert scores(report) == scores(read_workbook(filled(AMINA), desk()))


def test_a_row_that_does_not_fit_shows_the_others_and_takes_nothing() -> None:
    report = read_workbook(spoilt(typed("Bid", "Bid B")), desk())
    assert report.waits
    assert set(scores(report)) == set(AMINA.wanted)


def test_the_cell_that_keeps_a_row_from_counting_is_named() -> None:
    given = {**good_scores(AMINA), A1: (None, "Not sure yet."), B1: (3, None)}
    report = read_workbook(filled(AMINA, given), desk())
    assert [one.place for one in report.notes if one.code == "unfinished"] == [
        "Scores D2", "Scores E3",
    ]  # fmt: skip


def test_words_beside_no_code_are_told_and_read_by_nobody() -> None:
    def note(book: Any) -> None:
        book["Scores"]["E9"] = "Done by Amina on the train"

    report = read_workbook(filled(AMINA, change=note), desk())
    assert [(one.code, one.place) for one in report.notes] == [("stray", "Scores E9")]
    assert len(scores(report)) == 4


def no_date(parts: dict[str, bytes]) -> None:
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(rb"<dcterms:modified.*?modified>", b"", core)


def no_real_date(parts: dict[str, bytes]) -> None:
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"2026-", b"soon ")


@pytest.mark.parametrize(
    "data",
    [
        without_date(filled(AMINA)), with_parts(filled(AMINA), no_date),
        with_parts(filled(AMINA), no_real_date),
    ],
    ids=["no properties", "no date", "a date that is none"],
)  # fmt: skip
def test_a_file_without_a_date_has_none(data: bytes) -> None:
    report = read_workbook(data, desk())
    assert report.returned is not None
    assert report.returned.made is None
    assert report.returned.declared
    assert codes(report) == ["no_date"]
    taken = issued(AMINA, taken=(TakenReturn("other", 0, MADE),))
    again = read_workbook(data, desk(taken))
    assert codes(again) == ["no_date", "order"]
    assert not again.order_known
    dated = read_workbook(filled(AMINA), desk(issued(AMINA, taken=(TakenReturn("x", 0, None),))))
    assert codes(dated) == ["order"]


def test_talk_about_it_is_read() -> None:
    report = read_workbook(spoilt(typed("Talk about it", "yes")), desk())
    assert report.returned is not None
    assert [one.key for one in report.returned.scores if one.discuss] == [A1]


def test_the_same_file_an_older_one_and_a_late_one_are_told() -> None:
    data = filled(AMINA)
    taken = issued(AMINA, taken=(TakenReturn(digest(data), 0, MADE),))
    assert codes(read_workbook(data, desk(taken))) == ["repeat"]
    older = filled(AMINA, saved=MADE - timedelta(hours=1))
    assert codes(read_workbook(older, desk(taken))) == ["older"]
    later = filled(AMINA, saved=MADE + timedelta(hours=1))
    assert codes(read_workbook(later, desk(taken))) == []
    late = filled(AMINA, saved=MADE + timedelta(days=9))
    assert "late" in codes(read_workbook(late, desk(moment=MADE + timedelta(days=10))))
    clock = read_workbook(filled(AMINA, saved=MADE + timedelta(days=3)), desk())
    assert "clock" in codes(clock)


def test_other_places_are_named() -> None:
    data = filled(AMINA)
    assert codes(read_workbook(data, desk(competition_id="two"))) == ["other_competition"]
    assert codes(read_workbook(data, desk(issued(AMINA, replaced=True)))) == ["replaced"]
    assert codes(read_workbook(data, desk(rules_seal="cd" * 32))) == ["other_rules"]


def test_only_spreadsheets_look_like_spreadsheets() -> None:
    assert is_workbook(filled(AMINA))
    assert is_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert not is_workbook(b"%PDF-1.7")
    assert not is_workbook(b"")
    assert tuple(HEADS) == ("Code", "Bid", "Question", "Score", "Reason", "Talk about it")


@pytest.mark.parametrize("wrong", [MOST_TOLD, MOST_TOLD + 1, MOST_TOLD + 3])
def test_so_many_rows_are_told_one_by_one_and_the_rest_are_counted(wrong: int) -> None:
    pack = score_pack(bids=tuple("ABCDEFGH"), codes=("Q1", "Q2", "Q3"))

    def spoil(book: Any) -> None:
        for key in pack.wanted[:wrong]:
            put(book, key, "Question", "Q9 Other")

    told = [
        one.words for one in read_workbook(filled(pack, change=spoil), desk(issued(pack))).problems
    ]
    more = wrong - MOST_TOLD
    assert len(told) == MOST_TOLD + (more > 0)
    assert not more or told[-1] == f"And {more} more cells like these."
    assert sum("another question" in words for words in told) == MOST_TOLD
