"""Score files that were handed in: what each would do, decisions row by row, and one step to write."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from starapp.evaluation.given_score import GivenScore
from starapp.evaluation.result import ScoreState
from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.panel.merge import MergeRow, Verdict
from starapp.panel.pack_queries import ReturnPreview, preview
from starapp.panel.return_commands import accept_return
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.panel.file_reading import FileReading, given_text, read_bytes
from starapp.ui.widgets.buttons import Button, button_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook

SCORE_FILES = (
    ".starscores", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".numbers",
)  # fmt: skip
"""Endings of score files, and of the other kinds of spreadsheet, which are told what they are."""
LOOKS = {
    "looking": TagLook("Looking", "grey", "hourglass"),
    "merged": TagLook("New scores", "green", "check"),
    "updated": TagLook("Changed scores", "blue", "pencil"),
    "no change": TagLook("No change", "grey", "minus"),
    "part-done": TagLook("Part-done", "amber", "hourglass"),
    "needs a decision": TagLook("Needs a decision", "amber", "triangle-alert"),
    "refused": TagLook("Refused", "red", "circle-x"),
    "written": TagLook("Written", "green", "circle-check"),
}
VERDICTS = {
    Verdict.MERGED: TagLook("New", "green", "check"),
    Verdict.UPDATED: TagLook("Changed", "blue", "pencil"),
    Verdict.NO_CHANGE: TagLook("No change", "grey", "minus"),
    Verdict.PART_DONE: TagLook("Not done", "amber", "hourglass"),
    Verdict.NEEDS_DECISION: TagLook("Decide", "amber", "triangle-alert"),
    Verdict.REFUSED: TagLook("Refused", "red", "circle-x"),
    Verdict.WAITING: TagLook("Not yet", "grey", "hourglass"),
}

COMPARED = frozenset({Verdict.UPDATED, Verdict.NEEDS_DECISION})
"""What was and what is returned differ, so both are shown."""


def _path(one: FileReading) -> str:
    return str(one.path)


def _file(one: FileReading) -> str:
    return one.path.name


def _member(one: FileReading) -> str:
    return one.member


def _look(one: FileReading) -> TagLook:
    return LOOKS["written" if one.written else one.category]


def _look_text(one: FileReading) -> str:
    return _look(one).text


def _words(one: FileReading) -> str:
    return one.words()


FILE_COLUMNS: tuple[Column[FileReading], ...] = (
    Column("Score file", _file, second=_member, strong=True),
    Column("What happens", _look_text, tag=_look, width=170),
    Column("In words", _words, tip=_words, width=440),
)


def _row_key(row: MergeRow) -> str:
    return f"{row.bid}.{row.code}"


def _answer(row: MergeRow) -> str:
    return f"Bid {row.bid}, {row.code}"


def _was(row: MergeRow) -> str:
    return _given(row, row.was)


def _returned(row: MergeRow) -> str:
    if row.returned is None and row.verdict is Verdict.REFUSED:
        return "Cannot be read"
    return _given(row, row.returned)


def _given(row: MergeRow, given: GivenScore | None) -> str:
    """Scores stay private before moderation: they are shown only where somebody must compare."""
    if given is None or row.verdict in COMPARED:
        return given_text(given)
    return "A score and a reason" if given.state is ScoreState.SCORED else "No score, and why"


def _verdict(row: MergeRow) -> TagLook:
    return VERDICTS[row.verdict]


def _verdict_text(row: MergeRow) -> str:
    return VERDICTS[row.verdict].text


MERGE_COLUMNS: tuple[Column[MergeRow], ...] = (
    Column("Answer", _answer, strong=True, width=120),
    Column("Was", _was, tip=_was),
    Column("Returned", _returned, tip=_returned),
    Column("What happens", _verdict_text, tag=_verdict, width=140),
)


class ScoreFilesSheet(Sheet):
    """Nothing is written before the button is pressed; each file is then written whole or not at all.

    Attributes:
        readings: the files, in the order they were given.
    """

    def __init__(self, desk: Desk, competition_id: str, paths: Sequence[Path]) -> None:
        super().__init__(
            "Read score files",
            text="This is what each file would do. Nothing is written before you press the button.",
            width=960,
            scrolls=True,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("scoreFilesSheet")
        self._desk = desk
        self._id = competition_id
        self.readings = {str(path): read_bytes(path) for path in paths}
        self.files: ListTable[FileReading] = ListTable(
            "Score files", FILE_COLUMNS, _path, row_height=56, scrolls=True, key="handedIn"
        )
        self.files.setMinimumHeight(theme.px(150))
        self.files.picked.connect(self._show_chosen)
        self.add(self.files, 2)
        self.chosen_words = Words("", "table", wrap=True)
        self.add(self.chosen_words)
        self.rows: ListTable[MergeRow] = ListTable(
            "Answers in the chosen file", MERGE_COLUMNS, _row_key, scrolls=True, key="mergeRows"
        )
        self.rows.setMinimumHeight(theme.px(200))
        self.rows.picked.connect(self._show_row)
        self.add(self.rows, 3)
        self.row_words = Words("", "hint", ink="muted", wrap=True)
        self.add(self.row_words)
        self.keep = Button("Keep what is there", size="small", pressed=self._keep, key="keepRow")
        self.take = Button("Take the file’s", size="small", pressed=self._take, key="takeRow")
        self.decide = button_row(self.keep, self.take)
        self.add(self.decide)
        self.close_button = Button("Close", pressed=self.accept, key="closeFiles")
        self.write = Button("Write the scores", kind="main", pressed=self.write_all, key="write")
        self.add_answers(self.close_button, self.write)
        self._waiting: list[str] = []
        self._show_files()
        self.files.choose(next(iter(self.readings), ""))
        for path in self.readings:
            self._look_at(path)

    # ---- looking ----

    def _look_at(self, path: str) -> None:
        one = self.readings[path]
        if one.trouble:
            return
        self._desk.work.fetch(
            partial(preview, competition_id=self._id, data=one.data, decided=dict(one.decided)),
            then=partial(self._looked, path),
        )

    def _looked(self, path: str, found: ReturnPreview) -> None:
        self.readings[path] = replace(self.readings[path], found=found)
        self._show_files()

    def _show_files(self) -> None:
        chosen = self.files.current()
        self.files.show_rows(tuple(self.readings.values()))
        if chosen:
            self.files.choose(chosen)
        self._show_chosen(self.files.current())
        takeable = [one for one in self.readings.values() if one.takeable]
        undecided = any(one.category == "needs a decision" for one in self.readings.values())
        if takeable and not self._waiting:
            self.write.on()
        elif undecided:
            self.write.off("Decide on each marked answer first.")
        else:
            self.write.off("No file here has anything new to write.")

    def _show_chosen(self, path: str) -> None:
        one = self.readings.get(path)
        self.chosen_words.setText(one.words() if one else "")
        self.chosen_words.setVisible(bool(one and one.words()))
        chosen = self.rows.current()
        self.rows.show_rows(one.rows if one else ())
        self.rows.setVisible(bool(one and one.rows))
        if one is not None and one.rows:
            keys = [_row_key(row) for row in one.rows]
            first_open = next(map(_row_key, one.open_rows), keys[0])
            self.rows.choose(chosen if chosen in keys and not one.open_rows else first_open)
        self._show_row(self.rows.current())

    def _row(self) -> MergeRow | None:
        one = self.readings.get(self.files.current())
        key = self.rows.current()
        return next((row for row in one.rows if _row_key(row) == key), None) if one else None

    def _show_row(self, _key: str) -> None:
        row = self._row()
        one = self.readings.get(self.files.current())
        said = f"{row.words} {row.cure}".strip() if row is not None else ""
        self.row_words.setText(said)
        self.row_words.setVisible(bool(said))
        decided = dict(one.decided) if one else {}
        asked = row is not None and (row.verdict is Verdict.NEEDS_DECISION or row.key in decided)
        self.decide.setVisible(bool(asked and one and not one.written))

    # ---- deciding and writing ----

    def _keep(self) -> None:
        self._decide(take=False)

    def _take(self) -> None:
        self._decide(take=True)

    def _decide(self, *, take: bool) -> None:
        path, row = self.files.current(), self._row()
        if row is not None:
            self.readings[path] = self.readings[path].with_decision(row.key, take=take)
            self._look_at(path)

    def write_all(self) -> None:
        """Writes every file that can be written, one after the other."""
        self._waiting = [path for path, one in self.readings.items() if one.takeable]
        self.write.off("The scores are being written.")
        self._write_next()

    def _write_next(self) -> None:
        if not self._waiting:
            self._show_files()
            return
        path = self._waiting.pop(0)
        one = self.readings[path]
        self._desk.work.do(
            partial(
                accept_return,
                competition_id=self._id,
                data=one.data,
                file_name=one.path.name,
                decided=dict(one.decided),
            ),
            done=partial(self._written, path),
            refused=partial(self._refused, path),
        )

    def _written(self, path: str, change: Change) -> None:
        self.readings[path] = replace(self.readings[path], written=f"{change.words}.")
        self._write_next()

    def _refused(self, path: str, problems: tuple[Problem, ...]) -> None:
        words = " ".join(problem.words for problem in problems)
        self.readings[path] = replace(self.readings[path], trouble=words)
        self._write_next()
