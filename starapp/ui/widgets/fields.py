"""A label, a hint, a message and an editor that belong together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.labels import Icon, Words
from starapp.ui.widgets.named import object_name, restyle
from starapp.ui.widgets.typed import Typed


class UnsavedLine(QWidget):
    """Says beside a field that what it shows is not saved, and lets it be saved or taken back."""

    def __init__(self, typed: Typed) -> None:
        super().__init__()
        self._typed = typed
        self.words = Words("", "hint", ink="amber", wrap=True)
        self.words.setObjectName("unsavedWords")
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(Icon("pencil", colour="amberText", size=16))
        line.addWidget(self.words, 1)
        links = QHBoxLayout()
        links.setSpacing(14)
        links.addWidget(Link("Save it", pressed=self._save, key="saveIt"))
        links.addWidget(Link("Take it back", pressed=self._take_back, key="takeItBack"))
        links.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 2)
        box.setSpacing(0)
        box.addLayout(line)
        box.addLayout(links)

    def _save(self) -> None:
        self._typed.restored = False
        self._typed.leave()

    def _take_back(self) -> None:
        keeper = self._typed.keeper()
        if keeper is not None:
            keeper.take_back(self._typed)
        self._typed.target.setFocus()


class LabelledField(QFrame):
    """Label above, hint under it, message between hint and field, red bar on the left.

    Names the editor for screen readers and drivers. An editor with a ``complained`` signal shows
    its own problems here when the person leaves it.

    Args:
        label: what the field is.
        editor: the widget to type or choose in.
        hint: one line under the label, or empty.
        optional: adds "(optional)" to the label.
        key: the editor's object name; made from the label when empty.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        key: str = "",
    ) -> None:
        super().__init__()
        self.editor = editor
        self._target = editor.focusProxy() or editor
        self.label = Words(f"{label} (optional)" if optional else label, "label", wrap=True)
        self.hint = Words(hint, "hint", ink="muted", wrap=True)
        if not hint:
            self.hint.hide()
        self._hint_words = hint
        self._target.setAccessibleName(label)
        self._target.setAccessibleDescription(hint)
        self._target.setObjectName(key or self._target.objectName() or object_name(label))
        self.label.setBuddy(self._target)
        self._build_message()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(3)
        for part in (self.label, self.hint, self._message, editor):
            self._box.addWidget(part)
        self._box.addStretch(1)
        complained = getattr(editor, "complained", None)
        if complained is not None:
            complained.connect(self.show_problem)
        typed: Typed | None = getattr(editor, "typed", None)
        if typed is not None:
            typed.beside = self.problem
            typed.unsaved.connect(self._show_unsaved)
        self._typed = typed
        self.unsaved: UnsavedLine | None = None

    def let_grow(self) -> None:
        """Gives the editor all the height there is."""
        self._box.setStretch(self._box.count() - 1, 0)
        self._box.setStretchFactor(self.editor, 1)

    def _build_message(self) -> None:
        self._message = QWidget()
        line = QHBoxLayout(self._message)
        line.setContentsMargins(0, 0, 0, 2)
        line.setSpacing(6)
        self._message_words = Words("", "tag", ink="red", wrap=True)
        line.addWidget(Icon("circle-alert", colour="redText", size=16))
        line.addWidget(self._message_words, 1)
        self._message.hide()

    def show_problem(self, words: str) -> None:
        """Shows what is wrong and what to do; empty words take the message away."""
        self._message_words.setText(words)
        self._message.setVisible(bool(words))
        self.setProperty("look", "problem" if words else "")
        self._box.setContentsMargins(12 if words else 0, 0, 0, 0)
        self._target.setProperty("wrong", "yes" if words else "no")
        both = f"{words} {self._hint_words}".strip()
        self._target.setAccessibleDescription(both)
        restyle(self)
        restyle(self._target)

    def _show_unsaved(self, words: str, reason: str) -> None:
        """Says that the text is not saved and why; takes both away once it is."""
        if words and self._typed is not None and self.unsaved is None:
            self.unsaved = UnsavedLine(self._typed)
            self._box.insertWidget(3, self.unsaved)
        if self.unsaved is None:
            return
        if not words and not self.unsaved.isHidden():
            self.clear_problem()
        if reason and not self.problem():
            self.show_problem(reason)
        self.unsaved.words.setText(words)
        self.unsaved.setVisible(bool(words))

    def clear_problem(self) -> None:
        """Takes the message away."""
        self.show_problem("")

    def problem(self) -> str:
        """The message shown now, or empty."""
        return self._message_words.text()

    def set_hint(self, hint: str) -> None:
        """Changes the hint."""
        self._hint_words = hint
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._target.setAccessibleDescription(hint)

    def set_read_only(self, text: str) -> None:
        """Shows plain text in place of the editor, for locked records."""
        self.editor.hide()
        shown: QLabel | None = self.findChild(Words, "lockedText")
        if shown is None:
            shown = Words("", "body", wrap=True, selectable=True)
            shown.setObjectName("lockedText")
            self._box.insertWidget(3, shown)
        shown.setText(text)


def field_row(*fields: QWidget, stretch: tuple[int, ...] = ()) -> QWidget:
    """Puts fields side by side with their tops in line."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(16)
    for place, field in enumerate(fields):
        line.addWidget(field, stretch[place] if place < len(stretch) else 1)
    return holder


def narrow(editor: QLineEdit, characters: int) -> QLineEdit:
    """Makes a field as wide as what goes in it."""
    editor.setMaximumWidth(editor.fontMetrics().horizontalAdvance("0") * characters + 60)
    return editor
