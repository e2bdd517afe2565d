"""Score packs of a panel: who has one, who gave their scores back, and the files that were read."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from starapp.foundation.dates import day_text, local_date, moment_text
from starapp.foundation.file_names import ends_in
from starapp.panel.pack_queries import TakenFile
from starapp.panel.return_commands import undo_return
from starapp.panel.ways import Way
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, ReasonDialog
from starapp.ui.panel.issue_packs_sheet import IssuePacksSheet
from starapp.ui.panel.packs_view import PackRow, PacksView, packs_view
from starapp.ui.panel.paper_entry_sheet import PaperEntrySheet
from starapp.ui.panel.score_files_sheet import SCORE_FILES, ScoreFilesSheet
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook

LOOKS = {
    "not issued": TagLook("No pack yet", "grey", "circle"),
    "out": TagLook("Given out", "blue", "file-down"),
    "part-done": TagLook("Part-done", "amber", "hourglass"),
    "back": TagLook("All scored", "green", "check"),
}

WAY_WORDS = {Way.FILE: "Score pack", Way.SPREADSHEET: "Spreadsheet", Way.PAPER: "Paper"}


def _seat(row: PackRow) -> str:
    return row.seat_id


def _member(row: PackRow) -> str:
    return row.member


def _title(row: PackRow) -> str:
    return row.title


def _state(row: PackRow) -> str:
    return LOOKS[row.state].text


def _tag(row: PackRow) -> TagLook:
    return LOOKS[row.state]


def _pack(row: PackRow) -> str:
    if row.issued is None:
        return "None"
    again = f", number {row.number}" if row.number > 1 else ""
    return f"{WAY_WORDS[row.way]}{again}"


def _issued(row: PackRow) -> str:
    return day_text(local_date(row.issued)) if row.issued is not None else ""


def _scores(row: PackRow) -> str:
    return f"{row.done} of {row.wanted}"


def _newest(row: PackRow) -> str:
    if row.newest is None:
        return "None"
    return moment_text(row.newest.received)


PACK_COLUMNS: tuple[Column[PackRow], ...] = (
    Column("Member", _member, second=_title, strong=True),
    Column("State", _state, tag=_tag, width=150),
    Column("Given out", _pack, second=_issued, width=190),
    Column("Scores", _scores, numeric=True, width=100),
    Column("Last score file", _newest, width=210),
)


def _file_id(row: TakenFile) -> str:
    return row.id


def _file(row: TakenFile) -> str:
    return f"{row.member}: {row.file_name}"


def _read(row: TakenFile) -> str:
    return f"Read {moment_text(row.received)} by {row.received_by}"


def _result(row: TakenFile) -> str:
    if row.undone is not None:
        return "Taken back"
    written = row.counts.get("merged", 0) + row.counts.get("updated", 0)
    return f"{written} written, {'finished' if row.finished else 'part-done'}"


FILE_COLUMNS: tuple[Column[TakenFile], ...] = (
    Column("Score file", _file, second=_read, strong=True),
    Column("What it did", _result, width=220),
)


class PacksCard(Card):
    """The card; score files are read by a button, or dropped on it, a whole folder at once.

    Attributes:
        sheet: the dialog last opened.
    """

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__("Score packs", padded=False)
        self.setObjectName("packsCard")
        self.setAcceptDrops(True)
        self._desk = desk
        self._id = competition_id
        self.view: PacksView | None = None
        self.sheet: IssuePacksSheet | ScoreFilesSheet | PaperEntrySheet | ReasonDialog | None = None
        self.chooser: QFileDialog | None = None
        self.issue = Button(
            "Make score packs", icon="file-down", size="small", pressed=self.ask_issue,
            key="makePacks",
        )  # fmt: skip
        self.read = Button(
            "Read score files", icon="folder-open", size="small", pressed=self.ask_files,
            key="readScoreFiles",
        )  # fmt: skip
        self.paper = Button(
            "Type in paper scores", icon="keyboard", size="small", pressed=self.ask_paper,
            key="typePaper",
        )  # fmt: skip
        self.undo = Button(
            "Take the file back", size="small", pressed=self.ask_undo, key="takeBackFile"
        )
        self.add_right(self.undo, self.paper, self.read, self.issue)
        hint = Words(
            "For members who score away from this PC: with STAR and a score pack, in a spreadsheet "
            "or on paper. Drop their files here.",
            "hint", ink="muted", wrap=True,
        )  # fmt: skip
        hint.setContentsMargins(16, 8, 16, 8)
        self.add(hint)
        self.table: ListTable[PackRow] = ListTable(
            "Score packs by member", PACK_COLUMNS, _seat, row_height=56, key="packMembers"
        )
        self.add(self.table)
        self.files: ListTable[TakenFile] = ListTable(
            "Score files that were read", FILE_COLUMNS, _file_id, row_height=56, key="scoreFiles"
        )
        self.add(self.files)
        self.files.picked.connect(self._picked)

    def reload(self) -> None:
        """Reads packs and files again."""
        view: PacksView = self._desk.work.read(partial(packs_view, competition_id=self._id))
        self.view = view
        may = not self._desk.read_only() and view.scoring
        self.table.show_rows(view.rows)
        self.files.show_rows(view.files)
        self.files.setVisible(bool(view.files))
        for button in (self.issue, self.read):
            button.setVisible(may)
        self.paper.setVisible(may and any(row.number and row.way is Way.PAPER for row in view.rows))
        if any(row.number for row in view.rows):
            self.read.on()
        else:
            self.read.off("Make score packs first.")
        if view.problems:
            self.issue.off(view.problems[0].words)
        else:
            self.issue.on()
        self._picked(self.files.current())

    def _picked(self, file_id: str) -> None:
        view = self.view
        chosen = next((one for one in view.files if one.id == file_id), None) if view else None
        self.undo.setVisible(
            chosen is not None
            and chosen.undone is None
            and bool(view and view.scoring)
            and not self._desk.read_only()
        )

    def ask_issue(self) -> None:
        """Opens the sheet that makes packs."""
        if self.view is not None:
            self.sheet = IssuePacksSheet(self._desk, self.view)
            self.sheet.open()

    def ask_files(self) -> None:
        """Asks for score files."""
        self.chooser = QFileDialog(
            self, "Read score files", "", "Score files (*.starscores *.xlsx)"
        )
        self.chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self.chooser.filesSelected.connect(self.read_files)
        self.chooser.open()

    def ask_paper(self) -> None:
        """Opens the sheet to type in what stands on paper."""
        self.sheet = PaperEntrySheet(self._desk, self._id, self.window())
        self.sheet.open()

    def read_files(self, paths: list[str]) -> None:
        """Looks at score files and shows what each would do."""
        if paths:
            self.sheet = ScoreFilesSheet(self._desk, self._id, [Path(path) for path in paths])
            self.sheet.open()

    def ask_undo(self) -> None:
        """Asks why a file is taken back."""
        file_id = self.files.current()

        def make(reason: str) -> Command:
            return partial(undo_return, return_id=file_id, reason=reason)

        self.sheet = ReasonDialog(
            self._desk,
            "Take the score file back?",
            yes="Take back",
            make=make,
            text="Its scores are again what they were before. The file stays in the record.",
        )
        self.sheet.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.read.isVisible() and self.read.isEnabled() and score_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = score_files(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.read_files(found)


def score_files(data: QMimeData) -> list[str]:
    """The score files among what was dropped; those of a folder too."""
    found: list[str] = []
    for url in data.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.is_dir():
            found += [str(one) for one in sorted(path.iterdir()) if _is_score_file(one)]
        elif url.isLocalFile() and _is_score_file(path):
            found.append(str(path))
    return found


def _is_score_file(path: Path) -> bool:
    return ends_in(path, *SCORE_FILES) and not path.name.startswith("~$")
