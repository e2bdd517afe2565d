"""What is not saved: the list of it, and the question when the window cannot close without a loss."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.foundation.dates import moment_text
from starapp.storage.drafts import Draft
from starapp.ui.desk import Place
from starapp.ui.typing import Typing
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.question import Sheet

SHOWN = 160
"""So many characters of a text are shown; the whole text is in its field."""


class UnsavedSheet(Sheet):
    """Every text that is not saved: what it is, why, and two ways on.

    Signals:
        wanted: the person goes to a ``Place``.
    """

    wanted = Signal(object)

    def __init__(self, typing: Typing, parent: QWidget) -> None:
        super().__init__(
            "What is not saved",
            text="These texts are kept as drafts in the workspace. Only you are shown them.",
            width=620,
            scrolls=True,
            parent=parent,
        )
        self.setObjectName("unsavedSheet")
        self._drafts = typing
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.body.addLayout(self._lines)
        self.add_answers(Button("Close", kind="main", pressed=self.accept, key="close"))
        self._show_lines()

    def _show_lines(self) -> None:
        clear(self._lines)
        drafts = self._drafts.unsaved()
        for number, draft in enumerate(drafts):
            self._lines.addWidget(self._line(draft, number))
        if not drafts:
            self._lines.addWidget(Words("Everything is saved.", "body"))

    def _line(self, draft: Draft, number: int) -> QWidget:
        holder = QFrame()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(Words(draft.words, "label", wrap=True))
        why = draft.reason or ("The dialog was closed." if draft.aside else "Not saved yet.")
        said = f"Typed on {moment_text(draft.moment)}. {why}"
        box.addWidget(Words(said, "hint", ink="muted", wrap=True))
        text = draft.text if len(draft.text) <= SHOWN else f"{draft.text[:SHOWN]}…"
        box.addWidget(Words(text, "body", wrap=True, selectable=True))
        buttons = QHBoxLayout()
        for words, act in (("Go there", self._go), ("Take it back", self._take_back)):
            key = f"{'go' if act == self._go else 'takeBack'}-{number}"
            button = Button(words, size="small", pressed=partial(act, draft), key=key)
            button.setAccessibleName(f"{words}: {draft.words}")
            buttons.addWidget(button)
        buttons.addStretch(1)
        box.addLayout(buttons)
        return holder

    def _go(self, draft: Draft) -> None:
        kind, _, thing = draft.place.partition("/")
        self.accept()
        self.wanted.emit(Place(kind, thing, draft.part))

    def _take_back(self, draft: Draft) -> None:
        self._drafts.forget(draft)
        self._show_lines()


class LeavingSheet(Sheet):
    """Asks what to do when something is neither saved nor kept as a draft.

    Args:
        reason: what is in the way.
        ways: what each answer does, by its words; the last is the one that loses.
    """

    def __init__(
        self, reason: str, ways: Sequence[tuple[str, Callable[[], object]]], *, parent: QWidget
    ) -> None:
        super().__init__(
            "Close and lose what is not saved?",
            text=f"{reason} What you did last is not in the file and not kept as a draft.",
            risky=True,
            width=560,
            parent=parent,
        )
        self.setObjectName("leaving")
        for place, (words, act) in enumerate(ways):
            last = place == len(ways) - 1
            button = Button(words, kind="risky" if last else "other", pressed=self.accept)
            button.clicked.connect(act)
            self.add_answers(button)
            if not place:
                button.setFocus()
