"""Opens a score pack: for whom it is, its passphrase, the declaration, and then the scoring window."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import moment_text
from starapp.foundation.known_folders import documents_folder, is_passing
from starapp.foundation.problems import CannotDo, Unavailable
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.pack_file import open_pack, pack_manifest
from starapp.panel.pack_manifest import AGAIN, Manifest
from starapp.panel.working_copy import Work
from starapp.ui.panel.offline_window import OfflineWindow
from starapp.ui.panel.pack_keeper import PackKeeper
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.choices import Check
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Facts, Words
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet, Told
from starapp.ui.widgets.text_fields import TextField


class PassphraseSheet(Sheet):
    """Says for whom a pack is, and asks for its passphrase.

    The key is made in the background, because a strong one takes a moment.

    Signals:
        opened: the pack, when the passphrase was right.
    """

    opened = Signal(object)
    _ended = Signal(object)

    def __init__(
        self,
        path: Path,
        manifest: Manifest,
        *,
        own: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Open your score pack",
            text="Type the passphrase you were given apart from this file.",
            parent=parent,
        )
        self.setObjectName("passphraseSheet")
        self._path, self._own = path, own
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pack")
        due = moment_text(manifest.deadline) if manifest.deadline else "No day was set"
        self.add(
            Facts(
                ("For", manifest.member),
                ("Competition", manifest.reference),
                ("Scores due", due),
                ("Rules", f"Seal {seal_text(manifest.rules_seal)}"),
                name_width=110,
            )
        )
        self.field = LabelledField(
            "Passphrase",
            TextField(most=200, kept=False),
            hint="Capitals and spaces do not matter.",
            key="passphrase",
        )
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.add(self.field)
        self.show_letters = Check("Show what I type", key="showPassphrase")
        self.show_letters.toggled.connect(self._show_typed)
        self.add(self.show_letters)
        self.progress = Progress("Opening the pack")
        self.progress.hide()
        self.add(self.progress)
        self.cancel = Button("Cancel", pressed=self.reject, key="cancelPack")
        self.open_button = Button("Open", kind="main", pressed=self.try_open, key="openPack")
        self.add_answers(self.cancel, self.open_button)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._leave)
        self._editor.returnPressed.connect(self.try_open)
        self._show_typed()
        self._editor.setFocus()

    @property
    def _editor(self) -> QLineEdit:
        editor = self.field.editor
        assert isinstance(editor, QLineEdit)  # noqa: S101 # it was made above
        return editor

    def _show_typed(self, on: bool = False) -> None:  # noqa: FBT001, FBT002 # Qt's own signal
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self._editor.setEchoMode(mode)

    def try_open(self) -> None:
        """Opens the pack with what is typed."""
        if self.progress.isVisible():
            return
        typed = self._editor.text()
        if not typed.strip():
            self._refuse("Type the passphrase.")
            return
        self.field.clear_problem()
        self._busy(on=True)
        self._pool.submit(self._run, typed)

    def _run(self, typed: str) -> None:
        try:
            found: object = open_pack(self._path, typed, own=self._own)
        except BaseException as fault:  # noqa: BLE001 # raised again on the main thread
            found = fault
        self._ended.emit(found)

    def _busy(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.open_button.setEnabled(not on)
        self.field.setEnabled(not on)

    def _end(self, found: object) -> None:
        self._busy(on=False)
        match found:
            case OpenedPack():
                self.accept()
                self.opened.emit(found)
            case CannotDo() | Unavailable():
                self._refuse(_words(found))
            case BaseException():
                raise found
            case _:
                return

    def _refuse(self, words: str) -> None:
        self.field.show_problem(words)
        self._editor.setFocus()
        self._editor.selectAll()

    def _leave(self) -> None:
        self._pool.shutdown(wait=False)


class DeclarationSheet(Sheet):
    """Asks the member to confirm the declaration, line by line, before anything can be scored."""

    def __init__(self, pack: OpenedPack, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Before you score",
            text="Read each line and tick it. If one is not true, stop here and tell your "
            "moderator.",
            width=560,
            parent=parent,
        )
        self.setObjectName("declarationSheet")
        self.ticks = [
            Check(line, key=f"declare-{place}") for place, line in enumerate(pack.declaration, 1)
        ]
        for tick in self.ticks:
            tick.toggled.connect(self._check)
            self.add(tick)
        self.add(Words(f"{pack.member}, {pack.role}", "hint", ink="muted"))
        self.stop = Button("Stop here", pressed=self.reject, key="stopHere")
        self.confirm = Button("Start scoring", kind="main", pressed=self.accept, key="startScoring")
        self.add_answers(self.stop, self.confirm)
        self._check()

    def _check(self) -> None:
        if all(tick.isChecked() for tick in self.ticks):
            self.confirm.on()
        else:
            self.confirm.off("Tick every line first.")


class PackOpening(QObject):
    """The way from the file of a pack to the scoring window.

    Args:
        path: of the pack.
        own: the program's folder for work on packs that stand where nothing lasts.

    Signals:
        window_shown: the scoring window stands.
        given_up: nothing was opened, or the window was closed.

    Attributes:
        sheet, declaration, told, window: what was last shown.
    """

    window_shown = Signal()
    given_up = Signal()

    def __init__(
        self, path: Path, parent: QObject | None = None, *, own: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.path, self._own = path, own
        self.sheet: PassphraseSheet | None = None
        self.declaration: DeclarationSheet | None = None
        self.told: Told | None = None
        self.window: OfflineWindow | None = None

    def begin(self, parent: QWidget | None = None) -> None:
        """Looks at the file and asks for its passphrase, or says what is wrong with it."""
        try:
            manifest = pack_manifest(self.path)
        except (CannotDo, Unavailable) as fault:
            self._tell("The score pack was not opened.", _words(fault), parent)
            return
        self.sheet = PassphraseSheet(self.path, manifest, own=self._own, parent=parent)
        self.sheet.opened.connect(partial(self._opened, parent=parent))
        self.sheet.rejected.connect(self.given_up)
        self.sheet.open()

    def _opened(self, pack: OpenedPack, *, parent: QWidget | None) -> None:
        try:
            work = pack.copy.read(pack.identity)
        except Unavailable as fault:
            self._tell("Your earlier scores were not opened.", str(fault), parent)
            return
        if work.confirmed:
            self._score(pack, work)
            return
        self.declaration = DeclarationSheet(pack, parent=parent)
        self.declaration.accepted.connect(partial(self._confirmed, pack, work))
        self.declaration.rejected.connect(self.given_up)
        self.declaration.open()

    def _confirmed(self, pack: OpenedPack, work: Work) -> None:
        window = self._score(pack, work)
        window.keeper.confirm()

    def _score(self, pack: OpenedPack, work: Work) -> OfflineWindow:
        keeper = PackKeeper(pack.base, pack.answers, copy=pack.copy, work=work)
        lasts = self._own is None or not is_passing(self.path.parent)
        folder = self.path.parent if lasts else documents_folder() or Path.home()
        self.window = OfflineWindow(pack, keeper, folder=folder)
        self.window.closed.connect(self.given_up)
        self.window.begin_at_last_place()
        self.window.show()
        self.window_shown.emit()
        return self.window

    def _tell(self, strong: str, text: str, parent: QWidget | None) -> None:
        self.told = Told(strong, text, parent=parent)
        self.told.finished.connect(self.given_up)
        self.told.open()


def _words(fault: CannotDo | Unavailable) -> str:
    if isinstance(fault, Unavailable):
        return str(fault)
    words = " ".join(problem.words for problem in fault.problems)
    about_the_file = any(problem.place != "passphrase" for problem in fault.problems)
    return f"{words} {AGAIN['pack']}" if about_the_file and AGAIN["pack"] not in words else words
