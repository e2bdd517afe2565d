"""The window in which one panel member scores from a score pack, with no workspace and no network."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from starapp.documents.to_pdf import to_pdf
from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import clock_text, utc_now
from starapp.foundation.file_names import made_safe
from starapp.foundation.problems import Unavailable
from starapp.foundation.whole_files import write_whole
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.receipt_document import receipt_document, receipt_of
from starapp.panel.score_sheet_document import score_sheet_document
from starapp.ui import theme
from starapp.ui.evaluation.easy_view import BIGGER, EasyView
from starapp.ui.evaluation.scoring_view import ScoringView
from starapp.ui.help.help_panel import HelpPanel
from starapp.ui.panel.offline_header import OfflineFoot, OfflineHeader
from starapp.ui.panel.pack_documents import PackDocuments
from starapp.ui.panel.pack_keeper import PackKeeper
from starapp.ui.shell import look
from starapp.ui.shell.unsaved import LeavingSheet
from starapp.ui.start.file_types import open_by_double_click
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.question import Question, Told
from starapp.ui.widgets.typed import Typed

AGAIN_MS = 8_000
"""What could not be written is tried again after so long."""
SCORE_FILES = "Score files (*.starscores)"


class OfflineWindow(QMainWindow):
    """Scores from one opened pack; saves after each change beside the pack.

    Signals:
        closed: the window was closed; everything is kept.

    Attributes:
        told, documents, question, leaving: the dialogs last shown.
    """

    closed = Signal()

    def __init__(self, pack: OpenedPack, keeper: PackKeeper, *, folder: Path) -> None:
        super().__init__()
        self.setObjectName("offlineWindow")
        self.pack = pack
        self.keeper = keeper
        self._folder = folder
        self.told: Told | None = None
        self.documents: PackDocuments | None = None
        self.question: Question | None = None
        self.chooser: QFileDialog | None = None
        self.leaving: LeavingSheet | None = None
        self._lost = False
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(keeper.keep_again)
        self.setWindowTitle(f"STAR scoring – {pack.reference} – {pack.member}")
        self.resize(1440, 900)
        self.setMinimumSize(900, 600)
        self._make()
        self._lay_out()
        keeper.kept.connect(self._was_kept)
        keeper.trouble.connect(self._trouble)
        self._show_state()

    def _make(self) -> None:
        self.menu = QMenu("File", self)
        self.save_action = self._action("Save score file…", "Ctrl+S", self.ask_finished)
        self.part_action = self._action("Save part-done score file…", "", self.ask_part_done)
        self.print_action = self._action("Save score sheet as PDF…", "Ctrl+P", self.ask_sheet)
        self.documents_action = self._action("Documents…", "Ctrl+D", self.show_documents)
        self.documents_action.setEnabled(bool(self.pack.documents))
        self._action("Open files by double click", "", self.open_by_double_click)
        self._action("Full screen", "F11", self.full_screen)
        self._action("Help", "F1", self.show_help)
        self._action("Close", "Ctrl+W", self.close)
        self.header = OfflineHeader(self.pack, self.menu)
        self.header.easier.connect(self.show_easy)
        self.header.size_asked.connect(look.step_text_size)
        self.header.documents_asked.connect(self.show_documents)
        self.trouble = Notice("error", "")
        self.trouble.hide()
        self.view = ScoringView(self.keeper)
        self.save_file = Button(
            "Save score file", kind="main", icon="file-down", pressed=self.ask_finished,
            key="saveScoreFile",
        )  # fmt: skip
        self.save_words = Words("", "hint", ink="muted", wrap=True)
        self.view.add_under_progress(self.save_file, self.save_words)
        self.easy: EasyView | None = None
        self.help_panel = HelpPanel()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)

    def _action(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(act)
        self.menu.addAction(action)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.trouble)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.stack, 1)
        beside.addWidget(self.help_panel)
        box.addLayout(beside, 1)
        self.setCentralWidget(holder)
        self.foot = OfflineFoot()
        box.addWidget(self.foot)

    def begin_at_last_place(self) -> None:
        """Goes on where the member stopped."""
        place = self.keeper.work.place
        if place in self.pack.base.wanted:
            self.view.go_to(place)
        self.view.cards.take_focus()

    def show_easy(self, on: bool) -> None:  # noqa: FBT001 # Qt's own signal
        """Turns to the easier-to-read form or back, at the same answer."""
        self.header.easy.setChecked(on)
        if on:
            self._dress_easy()
            if self.easy is None:
                self.easy = EasyView(self.keeper)
                self.easy.stopped.connect(self.close)
                self.easy.left.connect(partial(self.show_easy, False))  # noqa: FBT003 # leaves it
                self.easy.finished.connect(self.ask_easy_file)
                self.easy.bigger.connect(self._bigger)
                self.stack.addWidget(self.easy)
            self.easy.reload()
            if self.view.key is not None:
                self.easy.show_key(self.view.key)
            self.stack.setCurrentWidget(self.easy)
        else:
            look.dress()
            if self.easy is not None and self.easy.key is not None:
                self.view.go_to(self.easy.key)
            self.view.reload()
            self.stack.setCurrentWidget(self.view)
        self.header.setVisible(not on)
        self.foot.setVisible(not on)

    def _dress_easy(self) -> None:
        """The cream ground, unless the person works in dark or high contrast; their text size."""
        mine = look.chosen_theme()
        mode = theme.Mode.EASY if mine.mode is theme.Mode.LIGHT else mine.mode
        look.dress_as(theme.Theme(mode, max(mine.text_scale, BIGGER[0])))

    def _bigger(self) -> None:
        now = theme.current()
        larger = next((size for size in BIGGER if size > now.text_scale), BIGGER[0])
        look.dress_as(theme.Theme(now.mode, larger))

    def ask_easy_file(self) -> None:
        """Asks where the score file goes; one that is part done is asked about first."""
        sheet = self.keeper.sheet()
        left = len(sheet.counted) - sheet.done
        if not left:
            self.ask_finished()
            return
        many = "1 answer has" if left == 1 else f"{left} answers have"
        self.question = Question(
            "You have not finished",
            text=f"{many} no score yet. You can save what you have done and go on later.",
            yes="Save what I have done",
            no="Go back",
            parent=self,
        )
        self.question.accepted.connect(self.ask_part_done)
        self.question.open()

    def show_documents(self) -> None:
        """Shows what the bidders attached, the bid in view first."""
        bid = self.view.key[0] if self.view.key is not None else ""
        self.documents = PackDocuments(self.pack, bid=bid, folder=self._folder, parent=self)
        self.documents.open()

    def show_help(self) -> None:
        """Shows how to score from a pack."""
        self.help_panel.open_panel("score-packs")

    def full_screen(self) -> None:
        """Fills the screen, or goes back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _was_kept(self) -> None:
        self._again.stop()
        self.trouble.hide()
        self._show_state()

    def _trouble(self, words: str) -> None:
        self._again.start()
        self.header.show_saved("Not saved")
        self.trouble.show_words("Your last change is not on the disk yet.", words)
        self.trouble.show()

    def _show_state(self) -> None:
        sheet = self.keeper.sheet()
        left = len(sheet.counted) - sheet.done
        if self.keeper.saved is not None:
            self.header.show_saved(f"Saved {clock_text(self.keeper.saved)}, on this PC")
        if left:
            self.save_file.off(f"Ready when all {len(sheet.counted)} are scored.")
            self.save_words.setText(
                f"Ready when all {len(sheet.counted)} are scored. Take the file back to your "
                "moderator."
            )
        else:
            self.save_file.on()
            self.save_words.setText("All are scored. Save the file and take it to your moderator.")
        self.save_action.setEnabled(not left)

    def ask_finished(self) -> None:
        """Asks where the finished score file goes."""
        sheet = self.keeper.sheet()
        if sheet.done == len(sheet.counted):
            self._ask_where("Save score file", self._file_name("starscores"), self.save_to)

    def ask_part_done(self) -> None:
        """Asks where a part-done score file goes; it says that it is part-done."""
        self._ask_where("Save part-done score file", self._file_name("starscores"), self.save_to)

    def ask_sheet(self) -> None:
        """Asks where the printable score sheet goes."""
        self._ask_where("Save score sheet", self._file_name("pdf"), self.save_sheet)

    def _file_name(self, ending: str) -> str:
        member = "".join(c if c.isalnum() else "-" for c in self.pack.member).strip("-")
        return str(self._folder / made_safe(f"{self.pack.reference}-{member}", f".{ending}"))

    def _ask_where(self, title: str, name: str, then: Callable[[str], None]) -> None:
        kinds = SCORE_FILES if name.endswith("starscores") else "PDF files (*.pdf)"
        self.chooser = QFileDialog(self, title, name, kinds)
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix(name.rpartition(".")[2])
        self.chooser.fileSelected.connect(then)
        self.chooser.open()

    def save_to(self, path: str) -> None:
        """Writes the score file and its receipt beside it; says what is in the way."""
        file, moment = Path(path), utc_now()
        try:
            data = self.pack.make_return(self.keeper.work)
            write_whole(file, data)
            receipt = receipt_of(self.pack, self.keeper.work, data, moment)
            page = receipt_document(self.pack, receipt, file_name=file.name)
            receipt_file = file.with_name(f"{file.stem}-receipt.pdf")
            write_whole(receipt_file, to_pdf(page, moment=moment))
        except Unavailable as away:
            self._tell("The score file was not saved.", str(away))
            return
        if receipt.finished:
            self.keeper.handed_in()
        self._tell(
            "The score file is saved." if receipt.finished else "A part-done file is saved.",
            f"{file.name}, with its receipt {receipt_file.name}. Seal "
            f"{seal_text(receipt.fingerprint)}. Take the score file to your moderator.",
        )

    def save_sheet(self, path: str) -> None:
        """Writes the printable sheet of what is scored so far."""
        page = score_sheet_document(self.pack, self.keeper.work)
        try:
            write_whole(Path(path), to_pdf(page, moment=utc_now()))
        except Unavailable as away:
            self._tell("The score sheet was not saved.", str(away))
            return
        self._tell("The score sheet is saved.", Path(path).name)

    def open_by_double_click(self) -> None:
        """Lets a double click on a score pack open STAR from now on."""
        try:
            self._tell("That is set up.", open_by_double_click())
        except Unavailable as away:
            self._tell("That was not done.", str(away))

    def _tell(self, strong: str, text: str) -> None:
        self.told = Told(strong, text, parent=self)
        self.told.open()

    def may_close(self) -> bool:
        """Keeps what is left, and asks when it cannot be kept; tells whether to go on."""
        if self._lost:
            return True
        for typed in self.view.findChildren(Typed):
            typed.leave()
        self.view.leave()
        if self.view.key is not None:
            key = (
                self.easy.key if self.easy is not None and self.easy.isVisible() else self.view.key
            )
            if key is not None:
                self.keeper.stay_at(key)
        self.keeper.keep_again()
        if not self.keeper.unkept:
            return True
        self._ask_about_loss()
        return False

    def _ask_about_loss(self) -> None:
        if self.leaving is not None and self.leaving.isVisible():
            return
        self.leaving = LeavingSheet(
            self.keeper.unkept,
            [
                ("Try again", self.close),
                ("Save part-done score file", self.ask_part_done),
                ("Close and lose", self._lose),
            ],
            parent=self,
        )
        self.leaving.open()

    def _lose(self) -> None:
        self._lost = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._again.stop()
        if self.easy is not None and self.easy.isVisible():
            look.dress()
        super().closeEvent(event)
        self.closed.emit()
