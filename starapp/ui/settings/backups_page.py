"""Settings, Backups: where copies go, how much room they take, when the last good one was made."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from starapp.backups.folder import usual_folder, why_unwise
from starapp.foundation.dates import moment_text
from starapp.ui.backups import choices
from starapp.ui.desk import Desk
from starapp.ui.settings.setting_page import SettingPage
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Facts, Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.text_fields import TextField

WHEN = (
    "STAR copies the workspace by itself: half an hour after the last copy when something was "
    "changed, and when the workspace is closed. It keeps the last copy of 24 half hours, 14 days "
    "and 8 weeks with work in them. Each copy is read again before it counts. To go back to one, "
    "choose Go back to an earlier copy in the File menu."
)


class BackupsPage(SettingPage):
    """What this PC keeps of the workspace that is open. Nothing here is in the workspace."""

    title = "Backups"
    line = "Copies of the workspace that this PC keeps by itself."
    of_this_pc = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: QFileDialog | None = None
        self.trouble = Notice("error", "", "")
        self.trouble.hide()
        self.page.add(self.trouble)
        self.page.add(self._copies())
        self.page.add(self._where())
        self.page.add(self._room())
        self.page.body.addStretch(1)
        desk.copies.told.connect(self.reload)
        desk.copies.count()
        self.reload()

    def _copies(self) -> Card:
        card = Card("Copies of this workspace")
        self.facts = Facts(name_width=150)
        card.add(Words(WHEN, "body", wrap=True))
        card.add(self.facts)
        self.make = Button(
            "Make a copy now", icon="copy", pressed=self._desk.copies.make_now, key="makeCopy"
        )
        self.why_not = Words("", "hint", ink="muted", wrap=True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.make)
        row.addWidget(self.why_not, 1)
        card.add(line)
        return card

    def _where(self) -> Card:
        card = Card("Where copies go")
        self.folder = TextField()
        self.folder.setReadOnly(True)
        self.choose = Button("Choose a folder", icon="folder-open", pressed=self._browse)
        self.usual = Button("Use the usual folder", pressed=self._use_usual)
        hint = (
            "A folder on another disk, or a drive of your team, is safest. Copies made before stay "
            "where they are."
        )
        card.add(LabelledField("Folder", self.folder, hint=hint, key="copiesFolder"))
        self.unwise = Notice("warning", "Think of another folder.", "")
        self.unwise.hide()
        card.add(self.unwise)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.choose)
        row.addWidget(self.usual)
        row.addStretch(1)
        card.add(line)
        return card

    def _room(self) -> Card:
        card = Card("Room")
        self.most = Choice(
            [(str(size), choices.size_text(size * choices.MEGABYTE)) for size in choices.SIZES]
        )
        self.most.chosen.connect(self._choose_room)
        hint = "When they need more, half hours go first, then days. The newest never goes."
        self.used = Words("", "table", ink="muted", wrap=True)
        self.most.setMaximumWidth(self.most.sizeHint().width() + 60)
        card.add(
            LabelledField(
                "Room for the copies of one workspace", self.most, hint=hint, key="mostRoom"
            )
        )
        card.add(self.used)
        return card

    def reload(self) -> None:
        """Shows how things stand now."""
        copies = self._desk.copies
        root = choices.folder()
        self.folder.show_value(str(root) if root is not None else "No folder is chosen")
        self.folder.setCursorPosition(0)
        self.usual.setVisible(root != usual_folder())
        unwise = why_unwise(root, self._desk.file) if root is not None else ""
        self.unwise.show_words("Think of another folder.", unwise)
        self.unwise.setVisible(bool(unwise))
        self.trouble.show_words("No backup copy could be made.", copies.trouble)
        self.trouble.setVisible(bool(copies.trouble))
        self._show_facts()
        self._show_make(root)

    def _show_facts(self) -> None:
        copies = self._desk.copies.copies
        used = sum(copy.size for copy in copies)
        last = moment_text(copies[0].made) if copies else "None found in the folder"
        self.facts.show_facts(
            ("Last good copy", last),
            ("Copies kept", str(len(copies))),
        )
        most = choices.megabytes()
        self.most.choose(str(most))
        whole = choices.size_text(most * choices.MEGABYTE)
        taken = choices.size_text(used) if used else "Nothing"
        self.used.setText(f"{taken} of {whole} is used by the copies of this workspace.")

    def _show_make(self, root: Path | None) -> None:
        copies = self._desk.copies
        why = ""
        if self._desk.read_only():
            why = "The workspace is open read-only. Whoever changes it makes the copies."
        elif root is None:
            why = "Choose a folder first."
        elif copies.busy:
            why = "Being copied."
        self.why_not.setText(why)
        if why:
            self.make.off(why)
        else:
            self.make.on()

    def _browse(self) -> None:
        begin = str(choices.folder() or usual_folder())
        self.dialog = QFileDialog(self, "Where copies go", begin)
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.fileSelected.connect(self.take_folder)
        self.dialog.open()

    def take_folder(self, folder: str) -> None:
        """From now on copies go to a folder."""
        choices.choose_folder(Path(folder))
        self._after()

    def _use_usual(self) -> None:
        choices.choose_folder(usual_folder())
        self._after()

    def _after(self) -> None:
        self._desk.copies.count()
        self.reload()

    def _choose_room(self, size: str) -> None:
        choices.choose_megabytes(size)
        self.reload()
