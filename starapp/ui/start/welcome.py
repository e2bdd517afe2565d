"""The welcome: look around in a sample, make a workspace, or open one."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from starapp.app import default_folder
from starapp.foundation.problems import Problem
from starapp.ui import preferences
from starapp.ui.backups.choices import SEE_COPIES
from starapp.ui.shell.brand import window_icon
from starapp.ui.start.brand_panel import BrandPanel
from starapp.ui.start.new_workspace import NewWorkspace, problems_with
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.choices import Choice, Option, RadioCards
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.text_fields import TextField

OPENED = "Workspaces and score packs (*.star *.starpack)"
WAYS = (
    Option("sample", "Look around", "Open a sample. Nothing in it is real", "compass"),
    Option("create", "Create a workspace", "For a new team or organisation", "folder-plus"),
    Option("open", "Open a file", "A workspace, or a score pack you were given", "folder-open"),
)
KINDS = (
    ("council", "Council"),
    ("NHS ICB", "NHS integrated care board"),
    ("NHS trust", "NHS trust"),
    ("other", "Another body"),
)
_VERBS = {
    "sample": ("Open the sample", "compass"),
    "create": ("Create workspace", "folder-plus"),
    "open": ("Open", "folder-open"),
}


def _name(path: Path) -> str:
    return path.stem


def _folder(path: Path) -> str:
    return str(path.parent)


_FILES: tuple[Column[Path], ...] = (
    Column("Opened lately on this PC", _name, strong=True, second=_folder),
)


class Welcome(QWidget):
    """The first window.

    Signals:
        sample_wanted: open the sample.
        create_wanted: make the workspace of a ``NewWorkspace``.
        open_wanted: open the file at a path.
        copies_wanted: list the earlier copies of the file at a ``Path``.
        quit_wanted: end the program.
    """

    sample_wanted = Signal()
    create_wanted = Signal(object)
    open_wanted = Signal(str)
    copies_wanted = Signal(object)
    quit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setWindowTitle("Welcome to STAR")
        self.setWindowIcon(window_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ways = RadioCards("How to start", WAYS, columns=3)
        self.ways.chosen.connect(self.show_way)
        self.trouble = Notice("error", "", "")
        self.trouble.hide()
        self.see_copies = Link(SEE_COPIES, pressed=self._see_copies, ink="redText")
        self.trouble.add(self.see_copies)
        self._copies_of: Path | None = None
        self.forms = QStackedWidget()
        self.forms.addWidget(self._sample_page())
        self.forms.addWidget(self._create_page())
        self.forms.addWidget(self._open_page())
        self.quit = Button("Quit", size="large", pressed=self.quit_wanted.emit)
        self.start = Button("Start", kind="main", size="large", pressed=self._start, key="start")
        page = Scroll(margin=0, spacing=20)
        page.body.setContentsMargins(56, 46, 56, 16)
        page.add(Words("Welcome. How do you want to start?", "pageTitle", wrap=True))
        page.add(self.ways)
        page.add(self.trouble)
        page.add(self.forms, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(56, 8, 56, 28)
        foot.setSpacing(10)
        foot.addStretch(1)
        foot.addWidget(self.quit)
        foot.addWidget(self.start)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(page, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(BrandPanel(), 35)
        row.addLayout(right, 65)
        self.resize(1280, 820)
        first = "open" if preferences.recent_files() else "sample"
        self.ways.choose(first)
        self.show_way(first)

    def _sample_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        box.addWidget(Words("Look around", "sectionTitle"))
        text = (
            "The sample holds one whole competition: a package for one person, its evaluation "
            "model, five bids, scores, the result and the letters. All names are invented. "
            "It is marked “Sample” on every screen, and you can try everything in it."
        )
        box.addWidget(Words(text, "body", wrap=True))
        box.addStretch(1)
        return page

    def _create_page(self) -> QWidget:
        page = QWidget()
        self.errors = ErrorSummary()
        self.folder = TextField(str(default_folder()))
        browse = Button("Browse", pressed=self._browse_folder)
        where = QWidget()
        line = QHBoxLayout(where)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        where.setFocusProxy(self.folder)
        hint = "A folder of yours, or one on a shared drive. One person at a time makes changes."
        self.kind = Choice(KINDS)
        self.fields = {
            "name": LabelledField("Workspace name", TextField(), hint="Your team will see it"),
            "body": LabelledField("Organisation", TextField(), hint="Your council or NHS body"),
            "folder": LabelledField("Where to keep it", where, hint=hint, key="folder"),
            "person": LabelledField("Your name", TextField(), hint="As the record shows it"),
            "title": LabelledField(
                "Your role", TextField(), hint="For example, Commissioning lead"
            ),
        }
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(18)
        box.addWidget(Words("Create a workspace", "sectionTitle"))
        box.addWidget(self.errors)
        box.addWidget(self.fields["name"])
        kind = LabelledField("Kind of organisation", self.kind, hint="Some rules depend on it")
        box.addWidget(field_row(self.fields["body"], kind))
        box.addWidget(self.fields["folder"])
        box.addWidget(field_row(self.fields["person"], self.fields["title"]))
        box.addStretch(1)
        return page

    def _open_page(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(14)
        box.addWidget(Words("Open a workspace or score pack", "sectionTitle"))
        self.files: ListTable[Path] = ListTable(
            "Opened lately", _FILES, str, row_height=56, key="recentFiles"
        )
        self.files.show_rows(preferences.recent_files())
        self.files.opened.connect(self.open_wanted)
        if preferences.recent_files():
            box.addWidget(self.files)
            self.files.choose(str(preferences.recent_files()[0]))
        else:
            box.addWidget(
                EmptyState(
                    "No workspace was opened on this PC yet",
                    "Choose a file that ends in .star or .starpack. Your team can tell you where "
                    "it is.",
                    icon="folder-open",
                )
            )
        browse = Button("Choose a file", icon="folder-open", pressed=self.choose_file)
        box.addWidget(browse, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        return page

    def show_way(self, way: str) -> None:
        """Shows the form of a way to start."""
        self.ways.choose(way)
        self.forms.setCurrentIndex([one.value for one in WAYS].index(way))
        words, icon = _VERBS[way]
        self.start.set_text(words)
        self.start.set_icon(icon)
        self.trouble.hide()

    def show_trouble(self, strong: str, text: str, *, copies_of: Path | None = None) -> None:
        """Says what was in the way, with a way to the earlier copies of a file that has some."""
        self._copies_of = copies_of
        self.see_copies.setVisible(copies_of is not None)
        self.trouble.show_words(strong, text)
        self.trouble.show()

    def _see_copies(self) -> None:
        if self._copies_of is not None:
            self.copies_wanted.emit(self._copies_of)

    def form(self) -> NewWorkspace:
        """What is filled in."""
        return NewWorkspace(
            name=self._typed("name"),
            folder=self.folder.value(),
            body_name=self._typed("body"),
            body_kind=self.kind.value(),
            person_name=self._typed("person"),
            person_title=self._typed("title"),
        )

    def fill(self, **values: str) -> None:
        """Fills the form, for example after "New workspace" in the menu."""
        for place, value in values.items():
            target = self.folder if place == "folder" else self.fields[place].editor
            if isinstance(target, TextField):
                target.show_value(value)

    def _typed(self, place: str) -> str:
        editor = self.fields[place].editor
        return editor.value() if isinstance(editor, TextField) else ""

    def _start(self) -> None:
        match self.ways.value():
            case "sample":
                self.sample_wanted.emit()
            case "create":
                self._create()
            case _:
                chosen = self.files.current()
                if chosen:
                    self.open_wanted.emit(chosen)
                else:
                    self.choose_file()

    def _create(self) -> None:
        form = self.form()
        problems: tuple[Problem, ...] = tuple(problems_with(form))
        self.errors.show_problems(problems, self.fields)
        if not problems:
            self.create_wanted.emit(replace(form, name=form.name.strip()))

    def choose_file(self) -> None:
        """Asks for a workspace or a score pack."""
        self.dialog = QFileDialog(
            self, "Open a workspace or score pack", str(default_folder()), OPENED
        )
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(self.open_wanted)
        self.dialog.open()

    def _browse_folder(self) -> None:
        self.dialog = QFileDialog(self, "Where to keep it", self.folder.value())
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.fileSelected.connect(partial(self._take_folder))
        self.dialog.open()

    def _take_folder(self, folder: str) -> None:
        self.folder.show_value(folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.quit_wanted.emit()
