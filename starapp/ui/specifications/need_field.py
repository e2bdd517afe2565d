"""One field of free text: label, layer tag, help, privacy finds and the text itself."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from starapp.specifications.care_needs import CareField
from starapp.specifications.commands import keep_and_explain
from starapp.specifications.layers import Layer
from starapp.specifications.privacy import Find, Kind
from starapp.specifications.reading import reading_age, words_of
from starapp.ui.specifications.draft import PackageDraft
from starapp.ui.specifications.finds_band import FindsBand
from starapp.ui.specifications.keep_dialog import KeepDialog
from starapp.ui.specifications.privacy_edit import PrivacyEdit
from starapp.ui.widgets.fields import UnsavedLine
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named
from starapp.ui.widgets.tags import Tag

LONG_LINES = 8
"""Fields this tall count their words and say their reading age."""
ADVISED_WORDS = 400
EASY_AGE = 12


def layer_tag(layer: Layer) -> Tag:
    """The tag beside a field that says who reads it."""
    if layer is Layer.BIDDERS:
        return Tag("For bidders", "blue", "users-round")
    return Tag("For the chosen provider only", "purple", "lock")


class NeedField(QWidget):
    """A declared field; saves as typed and marks privacy finds.

    Attributes:
        edit: the text.
        band: the list of finds.
    """

    def __init__(self, draft: PackageDraft, field: CareField) -> None:
        super().__init__()
        self._draft = draft
        self.field = field
        self.edit = PrivacyEdit(draft.desk, lines=max(field.lines, 2))
        named(self.edit, field.name, key=field.code)
        self.edit.setAccessibleDescription(f"{field.help} {field.layer.value}")
        if field.example:
            self.edit.setPlaceholderText(f"For example: {field.example}")
        self.band = FindsBand(field.code)
        self.locked_text = Words("", "body", wrap=True, selectable=True)
        self.locked_text.hide()
        label = Words(field.name if field.required else f"{field.name} (optional)", "label")
        label.setBuddy(self.edit)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(layer_tag(field.layer))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(Words(field.help, "hint", ink="muted", wrap=True))
        self.unsaved = UnsavedLine(self.edit.typed)
        self.unsaved.hide()
        self.edit.typed.unsaved.connect(self._show_unsaved)
        for part in (self.unsaved, self.band, self.edit, self.locked_text):
            box.addWidget(part)
        self.count = Words("", "hint", ink="muted", wrap=True)
        self.count.setObjectName(f"{field.code}-words")
        box.addWidget(self.count)
        self.edit.textChanged.connect(self._recount)
        self.edit.settled.connect(self._save)
        self.edit.found.connect(self._found)
        self.band.mended.connect(self.edit.mend)
        self.band.kept.connect(self._ask_to_keep)
        self.show_spec()

    def show_spec(self) -> None:
        """Shows what the draft holds."""
        spec, locked = self._draft.spec, self._draft.locked
        code = self.field.code
        self.edit.keep(frozenset((k.kind, k.text) for k in spec.kept if k.place == code))
        self.edit.show_value(spec.text(code))
        self.edit.setVisible(not locked)
        self.locked_text.setVisible(locked)
        self.locked_text.setText(spec.text(code) or "Nothing written.")
        self.count.setVisible(self.field.lines >= LONG_LINES and not locked)
        if locked:
            self.band.hide()

    def _show_unsaved(self, words: str, reason: str) -> None:
        self.unsaved.words.setText(f"{words} {reason}".strip())
        self.unsaved.setVisible(bool(words))

    def _recount(self) -> None:
        if self.field.lines < LONG_LINES:
            return
        text = self.edit.value()
        said = f"{words_of(text)} of {ADVISED_WORDS} words"
        age = reading_age(text)
        if age is not None:
            ease = "easy to read" if age <= EASY_AGE else "try shorter sentences"
            said += f".  Reading age {age}, {ease}"
        self.count.setText(said)

    def next_find(self) -> bool:
        """Puts the focus on the first fix of this field; tells whether there is one."""
        return self.band.focus_first()

    def _save(self, text: str) -> None:
        spec = self._draft.spec
        needs = {**spec.needs, self.field.code: text}
        self._draft.put(replace(spec, needs=needs), f"change {self.field.name}")

    def _found(self, finds: tuple[Find, ...]) -> None:
        if self.field.layer is Layer.WINNER:
            finds = tuple(find for find in finds if find.kind is Kind.NHS_NUMBER)
        self.band.show_finds(finds if not self._draft.locked else ())

    def _ask_to_keep(self, find: Find) -> None:
        self._dialog = KeepDialog(find, parent=self)
        self._dialog.explained.connect(partial(self._keep, find))
        self._dialog.open()

    def _keep(self, find: Find, reason: str) -> None:
        self._draft.desk.work.do(
            partial(
                keep_and_explain,
                package_id=self._draft.package_id,
                place=self.field.code,
                kind=find.kind,
                text=find.text,
                reason=reason,
            ),
            done=self._kept_now,
            refused=self._draft.refused.emit,
        )

    def _kept_now(self, _change: object) -> None:
        self._draft.read_kept()
        self.show_spec()
