"""Settings, Letterhead: what a body prints on its letters, with the real page beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.documents import blocks
from starapp.documents.to_pdf import to_pdf
from starapp.foundation.change import Change
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.problems import Problem
from starapp.foundation.whole_files import read_whole
from starapp.organisation.commands import save_letterhead
from starapp.organisation.people import Letterhead
from starapp.organisation.people_checks import LOGO_BYTES
from starapp.organisation.queries import bodies, letterhead
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.settings.setting_page import SettingPage
from starapp.ui.widgets.buttons import Button, button_row
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.form import SavedForm, Values, column_of
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.pdf_preview import PdfPreview
from starapp.ui.widgets.split import Split
from starapp.ui.widgets.text_fields import LongText, TextField
from starapp.ui.widgets.typed import about

Command = Callable[[Session], Change]
TEXTS = (
    "name", "department", "email", "phone", "signatory_name", "signatory_title",
    "logo_alternative", "other_formats", "identifier", "complaints",
)  # fmt: skip


class LetterheadPage(SettingPage):
    """The letterhead of one body at a time."""

    title = "Letterhead"
    line = "Letters already issued stay as they are."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: QFileDialog | None = None
        self._logo: bytes | None = None
        self.bodies = Choice()
        self.bodies.chosen.connect(self._pick)
        self.empty = EmptyState("No bodies yet", "Add a body first.", icon="landmark")
        self.form = SavedForm(desk, self._read, self._save, read_only=self.read_only)
        self.follow(self.form)
        self.preview = PdfPreview("The letterhead as it prints", key="letterheadPreview")
        self._build()
        self.reload()

    def _build(self) -> None:
        self.body_field = LabelledField("Body", self.bodies, key="letterheadBody")
        self.page.add(self.empty)
        self.page.add(self.body_field)
        for card in (self._who(), self._signed(), self._picture(), self._more()):
            self.page.add(card)
        self.page.body.addStretch(1)
        shown = Card("As it prints", padded=False)
        shown.add(self.preview, 1)
        right = QWidget()
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 24, 24, 24)
        box.addWidget(shown)
        outer = self.layout()
        left = column_of(self.page)
        self.page.setMinimumWidth(theme.px(430))
        right.setMinimumWidth(theme.px(280))
        self.split = Split("letterhead", left, right, parts=(56, 44))
        if outer is not None:
            outer.addWidget(self.split)

    def _who(self) -> Card:
        add = self.form.add
        card = Card("Who writes")
        card.add(add("name", "Name", TextField()))
        card.add(add("department", "Department", TextField()))
        card.add(
            add("address_lines", "Address", LongText(lines=4, count=False), hint="One line each")
        )
        email, phone = add("email", "Email", TextField()), add("phone", "Phone", TextField())
        card.add(field_row(email, phone, stretch=(3, 2)))
        return card

    def _signed(self) -> Card:
        add = self.form.add
        card = Card("Who signs")
        card.add(add("signatory_name", "Name or role", TextField()))
        card.add(add("signatory_title", "Title under it", TextField()))
        return card

    def _picture(self) -> Card:
        card = Card("Logo")
        self.logo_words = Words("", "table", wrap=True)
        self.logo_words.setObjectName("logoWords")
        self.choose = Button("Choose picture", icon="folder-open", pressed=self.choose_file)
        self.drop = Button("Take logo away", kind="quiet", pressed=self.take_away)
        hint = "What the logo shows, for people who cannot see it"
        card.add(self.form.add("logo_alternative", "Logo in words", TextField(), hint=hint))
        card.add(self.logo_words)
        self.logo_buttons = button_row(self.choose, self.drop)
        hide_unless(self.logo_buttons, wanted=not self.read_only)
        card.add(self.logo_buttons)
        return card

    def _more(self) -> Card:
        add = self.form.add
        card = Card("At the foot of letters")
        hint = "How to ask for easy read, large print or another language"
        card.add(add("other_formats", "Other formats", TextField(), hint=hint))
        card.add(
            add("complaints", "Complaints and questions", LongText(lines=3), hint="Your own words")
        )
        hint = "The body's unique identifier on the central platform, if known"
        card.add(add("identifier", "Identifier", TextField(), hint=hint, optional=True))
        return card

    def reload(self) -> None:
        """Shows the letterhead of the chosen body."""
        known = self._desk.work.read(bodies)
        first = not self.bodies.value()
        self.bodies.show_options([(one.id, one.name) for one in known])
        self.empty.setVisible(not known)
        self.split.setVisible(True)
        for card in self.page.findChildren(Card):
            card.setVisible(bool(known))
        self.body_field.setVisible(len(known) > 1)
        if not known:
            return
        if first:
            own = self._desk.actor().body_id
            self.bodies.choose(own if own in {one.id for one in known} else known[0].id)
            about(self.page, self.bodies.value())
            self.form.start()
        else:
            self.form.reload()
        self._show_stored()

    def _pick(self, _body_id: str) -> None:
        self._logo = None
        about(self.page, self.bodies.value())
        self.form.start()
        self._show_stored()

    def _stored(self) -> Letterhead:
        return self._desk.work.read(partial(letterhead, body_id=self.bodies.value()))

    def _show_stored(self) -> None:
        head = self._stored()
        if head.logo is None:
            self.logo_words.setText("No logo. The name stands alone.")
        else:
            self.logo_words.setText(f"A PNG picture of {len(head.logo) // 1024 + 1} KB.")
        self.drop.setVisible(head.logo is not None)
        self._desk.work.render(
            partial(_printed, head, moment=self._desk.now()), then=self.preview.show_pdf
        )

    def _read(self, session: Session) -> Values:
        head = letterhead(session, self.bodies.value())
        values: dict[str, object] = {field: getattr(head, field) for field in TEXTS}
        return values | {"address_lines": "\n".join(head.address_lines)}

    def _save(self, changed: Values) -> Command:
        values = dict(changed)
        if self._logo is not None:
            values["logo"] = self._logo
        return partial(_edit, body_id=self.bodies.value(), changed=values)

    def choose_file(self) -> None:
        """Asks for a PNG picture."""
        self.dialog = QFileDialog(QApplication.activeWindow(), "Choose a logo")
        self.dialog.setNameFilter("PNG pictures (*.png)")
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(self.take_file)
        self.dialog.open()

    def take_file(self, path: str) -> None:
        """Uses a picture; it is kept until there are words for it."""
        job = partial(read_whole, Path(path), most=LOGO_BYTES)
        self._desk.work.render(job, then=self._take_logo, failed=self._unreadable)

    def _unreadable(self, words: str) -> None:
        self._refused((Problem("logo", words, "unreadable"),))

    def _take_logo(self, logo: bytes) -> None:
        self._logo = logo
        self._desk.work.do(
            partial(_edit, body_id=self.bodies.value(), changed=self._typed() | {"logo": logo}),
            done=self._saved,
            refused=self._refused,
        )

    def _typed(self) -> dict[str, object]:
        return {"logo_alternative": self.form.value("logo_alternative")}

    def take_away(self) -> None:
        """Removes the logo."""
        self._logo = None
        command = partial(_edit, body_id=self.bodies.value(), changed={"logo": None})
        self._desk.work.do(command, done=self._saved, refused=self._refused)

    def _saved(self, _change: Change) -> None:
        self._logo = None
        self.reload()

    def _refused(self, problems: object) -> None:
        assert isinstance(problems, tuple)  # noqa: S101 - the work queue gives a tuple
        if any(problem.place == "logo" for problem in problems):
            self._logo = None
        self.errors.show_problems(problems, {**self.form.fields, "logo": self.choose})


def _edit(session: Session, *, body_id: str, changed: Values) -> Change:
    values = dict(changed)
    if "address_lines" in values:
        values["address_lines"] = tuple(str(values["address_lines"]).splitlines())
    return save_letterhead(session, letterhead=replace(letterhead(session, body_id), **values))


def _printed(head: Letterhead, *, moment: datetime) -> bytes:
    """A page with the letterhead and where the rest goes."""
    lines = tuple(line for line in (*head.address_lines, head.email, head.phone) if line)
    page = blocks.Document(
        title=f"Letterhead of {head.name}",
        language="en-GB",
        reference="Example",
        footer=head.other_formats,
        author=head.name,
        subject="Letterhead",
        blocks=(
            blocks.Letterhead(head.name, head.department, lines, head.logo, head.logo_alternative),
            blocks.Recipient(
                ("The provider's name", "and address"),
                day_text(local_date(moment)),
                (("Our reference", "MC-0000"),),
            ),
            blocks.Heading(1, "The subject of the letter"),
            blocks.Paragraph.of("The letter follows here."),
            blocks.Signature(
                head.signatory_name or "Who signs", (head.signatory_title or "Their title",)
            ),
            *(
                (blocks.Paragraph.of(words, muted=True))
                for words in (head.other_formats, head.complaints)
                if words
            ),
        ),
    )
    return to_pdf(page, moment=moment)
