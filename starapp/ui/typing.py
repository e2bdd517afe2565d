"""Keeps what somebody types until it is saved, and knows what is saved and what is not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from starapp.foundation.dates import clock_text
from starapp.foundation.problems import Problem
from starapp.storage.drafts import Draft, Key, drafts_of
from starapp.ui.draft_writer import DraftWriter
from starapp.ui.kept_text import (
    Answered,
    Context,
    Kept,
    Other,
    collects,
    fields_in,
    key_of,
    may_be_filled,
    owner_lives,
    part_of,
    words_of,
)
from starapp.ui.widgets.typed import Typed
from starapp.ui.work import Again, Work

PAUSES_MS = (2_000, 4_000, 8_000, 16_000, 30_000)
"""How long to wait before a refused save is tried again."""
PASSING = "unavailable"
"""The code of a problem whose cause may pass: a full disk, a file that is locked or away."""


class Typing(QObject):
    """The drafts of the person using this PC.

    Signals:
        told: what ``state`` says may be another thing now.
        refused: a ``Draft`` could not be saved, for a reason that was not told yet.

    Attributes:
        saved_at: when the last change was saved.
    """

    told = Signal()
    refused = Signal(object)

    def __init__(
        self, work: Work, *, person: Callable[[], str], now: Callable[[], datetime],
        read_only: bool, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._work, self._person, self._now = work, person, now
        self._read_only = read_only
        self.saved_at: datetime | None = None
        self.ended = False
        self._kept: dict[Key, Kept] = {}
        self._others: dict[Again, Other] = {}
        self._sent: dict[int, tuple[Kept, int] | Again | None] = {}
        self._answered: list[Answered] = []
        self._context = Context()
        self._replacing = False
        self._away = ""
        self._tries = 0
        self._writer = DraftWriter(
            work, person, self._kept.values, read_only=read_only, parent=self
        )
        self._writer.wrote.connect(self._wrote)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._try_again)
        work.claim = self._claim
        work.ended.connect(self._ended)
        self.read()

    def read(self) -> None:
        """Takes up what this person typed before and did not save."""
        self._kept.clear()
        self._others.clear()
        if not self._read_only:
            for one in self._work.read(partial(drafts_of, person_id=self._person())):
                self._kept[one.key] = Kept(one, written=0)
        self.told.emit()

    # ---- what is said ----

    def state(self) -> tuple[str, str]:
        """What is so: "refused", "saving", "draft" or "saved"; and the reason of the first."""
        reasons = [one.draft.reason for one in self._counting() if not one.under_way]
        reasons += [other.reason for other in self._others.values()]
        reasons += [self._away, self._writer.trouble]
        reason = next((words for words in reasons if words), "")
        if reason:
            return "refused", reason
        if self._sent:
            return "saving", ""
        counting = self._counting()
        if any(one.written < 0 for one in counting) or self._writer.behind:
            return "saving", ""
        return ("draft", "") if counting else ("saved", "")

    def _counting(self) -> list[Kept]:
        return [one for one in self._kept.values() if not one.draft.aside]

    def unsaved(self) -> tuple[Draft, ...]:
        """What was typed and is not saved, with what was left in closed dialogs."""
        return tuple(one.draft for one in self._kept.values())

    def refused_at(self, place: str) -> tuple[Draft, ...]:
        """What could not be saved at a place."""
        return tuple(
            one.draft
            for one in self._counting()
            if one.draft.place == place and one.draft.reason and not one.under_way
        )

    def at_risk(self) -> str:
        """Why something would be lost if the window closed now, or empty."""
        if self._writer.unkept():
            return self._writer.trouble or "What you typed could not be kept."
        return next((other.reason for other in self._others.values()), "")

    # ---- fields ----

    def settle(self, root: QWidget | None = None, *, drafts: bool = False) -> None:
        """Settles every field, as leaving each of them would; ``drafts`` also saves old ones."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and focus.parent() and not hasattr(focus, "typed"):
            focus.clearFocus()  # a cell of a table keeps its text when it is left
        for one in fields_in(self, root):
            if shiboken6.isValid(one) and one.waits and (drafts or not one.restored):
                one.leave()

    def typed(self, typed: Typed) -> None:
        """Another key was pressed."""
        key = key_of(self, typed.target)
        kept = self._kept.get(key)
        if typed.read() == typed.stored and (kept is None or not kept.under_way):
            if kept is not None and not kept.draft.reason:
                self._drop(key)
            return
        self._take(typed, key)
        self._writer.schedule()

    def _take(self, typed: Typed, key: Key) -> Kept:
        kept = self._kept.get(key)
        text, moment = typed.read(), self._now()
        if kept is None:
            place, path = key
            draft = Draft(
                person_id=self._person(),
                place=place,
                field=path,
                part=part_of(typed),
                words=words_of(typed),
                text=text,
                reason="",
                aside=False,
                moment=moment,
            )
            kept = self._kept[key] = Kept(draft)
        else:
            kept.draft = replace(kept.draft, text=text, moment=moment, aside=False)
        kept.version += 1
        kept.field = typed
        self._mark(kept)
        self.told.emit()
        return kept

    @contextmanager
    def settling(self, typed: Typed) -> Iterator[None]:
        """A command given in here saves this field."""
        key = key_of(self, typed.target)
        kept = self._kept.get(key)
        if kept is None or kept.draft.text != typed.read():
            kept = self._take(typed, key)
        kept.field, kept.again = typed, None
        with self._claiming(kept) as context:
            yield
        told_elsewhere = context.sent or collects(typed.editor)
        words = typed.problem() or ("" if told_elsewhere else typed.beside())
        if words:
            self._refuse(kept, words, passing=False)  # a command may have saved other fields
        elif not context.sent and typed.says(typed.read()) == typed.says(typed.stored):
            self._drop(key)
        self._writer.schedule()

    @contextmanager
    def _claiming(self, kept: Kept | None) -> Iterator[Context]:
        before, self._context = self._context, Context(kept)
        if kept is not None:
            self._set_reason(kept, "")
        try:
            yield self._context
        finally:
            self._context = before

    def rested(self, typed: Typed) -> None:
        """The person has done, and nothing new is to be told."""
        key = key_of(self, typed.target)
        kept = self._kept.get(key)
        if kept is None or kept.field is not typed or kept.under_way:
            return
        if typed.read() == typed.stored:
            self._drop(key)
        elif kept.draft.reason:
            self._give_again(kept)

    def showing(self, typed: Typed) -> str | None:
        """The unsaved text to show instead of the stored one, if there is any."""
        if not self._kept:
            return None
        key = key_of(self, typed.target)
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.draft.text == typed.stored and not kept.under_way:
            self._drop(key)
            return None
        if kept.field is typed:
            if self._replacing and not typed.problem():
                self._drop(key)
                return None
            return kept.draft.text
        if not may_be_filled(typed):
            return None
        kept.field, typed.restored = typed, True
        self._mark(kept)
        return kept.draft.text

    def under_way(self, typed: Typed) -> bool:
        """A command that saves this field was not answered yet."""
        kept = self._kept.get(key_of(self, typed.target))
        return kept is not None and bool(kept.under_way)

    def rewritten(self, typed: Typed) -> None:
        """What was typed is written the usual way."""
        kept = self._kept.get(key_of(self, typed.target))
        if kept is not None and kept.field is typed:
            kept.draft = replace(kept.draft, text=typed.read())

    def take_back(self, typed: Typed) -> None:
        """The person no longer wants what they typed."""
        self._drop(key_of(self, typed.target))
        typed.take_back()
        self.told.emit()

    def forget(self, draft: Draft) -> None:
        """Takes a draft back, wherever its field is."""
        kept = self._kept.get(draft.key)
        if kept is not None and self._is_live(kept) and kept.field is not None:
            self.take_back(kept.field)
        else:
            self._drop(draft.key)

    @contextmanager
    def replacing(self) -> Iterator[None]:
        """What is shown in here takes the place of what was typed: undo, redo."""
        self._replacing = True
        try:
            yield
        finally:
            self._replacing = False

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is None:
            return
        if kept.field is not None and shiboken6.isValid(kept.field):
            kept.field.mark("", "")
        self._writer.drop(kept)
        self.told.emit()

    def _set_reason(self, kept: Kept, words: str) -> None:
        if words != kept.draft.reason:
            kept.draft = replace(kept.draft, reason=words)
            kept.version += 1
        kept.passing = False
        self._mark(kept)

    def _refuse(self, kept: Kept, words: str, *, passing: bool) -> None:
        self._set_reason(kept, words)
        kept.passing = passing
        self._writer.schedule()
        if passing:
            self._start_retry()
        if words != kept.said:
            kept.said = words
            self.refused.emit(kept.draft)
        self.told.emit()

    def _mark(self, kept: Kept) -> None:
        typed = kept.field
        if typed is None or not shiboken6.isValid(typed):
            return
        words, reason = "", kept.draft.reason
        if typed.restored:
            words = f"You typed this at {clock_text(kept.draft.moment)} and it is not saved yet."
        elif reason:
            words = "Not saved. What you typed is kept as a draft."
        typed.mark(words, reason)

    # ---- dialogs ----

    def _under(self, widget: QWidget) -> list[Kept]:
        place, path = key_of(self, widget)
        return [
            kept
            for kept in self._kept.values()
            if kept.draft.place == place and kept.draft.field.startswith(f"{path}/")
        ]

    def opened(self, dialog: QDialog) -> str:
        """Words about what was typed in this dialog before and not used, or empty."""
        before = [kept for kept in self._under(dialog) if not self._is_live(kept)]
        if not before:
            return ""
        at = clock_text(max(kept.draft.moment for kept in before))
        return f"What you typed here at {at} was not used. It is still kept."

    def put_back(self, dialog: QDialog) -> None:
        """Puts what was typed before in the fields of a dialog."""
        dialog.setProperty("putBack", True)  # noqa: FBT003 # Qt's own call
        for typed in dialog.findChildren(Typed):
            if typed.editor.isVisible():
                typed.shown()
        for kept in self._under(dialog):
            kept.draft = replace(kept.draft, aside=False)
        self.told.emit()

    def collected(self, root: QWidget) -> Callable[[], None]:
        """Gives what to do when a command saved what stands in the fields of a widget now."""
        versions = {kept.draft.key: kept.version for kept in self._under(root)}
        return partial(self._used, versions)

    def _used(self, versions: dict[Key, int]) -> None:
        for key, version in versions.items():
            kept = self._kept.get(key)
            if kept is not None and kept.version == version:
                self._drop(key)

    def answered(self, dialog: QDialog, *, accepted: bool) -> None:
        """A dialog closes: what it saved is no draft any more; what was not used is kept aside."""
        if accepted:
            versions = {kept.draft.key: kept.version for kept in self._under(dialog)}
            QTimer.singleShot(0, self, partial(self._await, Answered(versions)))
            return
        for kept in self._under(dialog):
            kept.draft = replace(kept.draft, aside=True, reason="")
            kept.version += 1
        self._writer.schedule()
        self.told.emit()

    def _await(self, answered: Answered) -> None:
        answered.waits_for = set(self._sent)
        if answered.waits_for:
            self._answered.append(answered)
        else:
            self._used(answered.keys)

    # ---- commands ----

    def _claim(self, number: int, again: Again | None) -> bool:
        kept = self._context.kept
        self._context.sent += 1
        if kept is not None:
            kept.under_way += 1
            kept.again = again
            self._sent[number] = (kept, kept.version)
        else:
            self._sent[number] = again
        self.told.emit()
        return kept is not None or again is not None

    def _ended(self, number: int, problems: tuple[Problem, ...]) -> None:
        if number not in self._sent:
            return
        claim = self._sent.pop(number)
        words = " ".join(problem.words for problem in problems)
        passing = any(problem.code == PASSING for problem in problems)
        if not problems:
            self.saved_at, self._away, self._tries = self._now(), "", 0
            if self._retry.isActive():
                self._retry.start(0)  # the cause has passed
        match claim:
            case (kept, version):
                self._field_ended(kept, version, words, passing=passing)
            case None:
                self._away = words if passing else self._away
            case again:
                self._other_ended(again, words, passing=passing)
        for one in list(self._answered):
            self._dialog_ended(one, number, words)
        self.told.emit()

    def _field_ended(self, kept: Kept, version: int, words: str, *, passing: bool) -> None:
        kept.under_way -= 1
        if words:
            self._refuse(kept, words, passing=passing)
        elif not kept.under_way and not kept.draft.reason and kept.version == version:
            if kept.field is not None and shiboken6.isValid(kept.field):
                kept.field.stored = kept.draft.text
            self._drop(kept.draft.key)

    def _other_ended(self, again: Again, words: str, *, passing: bool) -> None:
        if not words:
            self._others.pop(again, None)
        else:
            self._others[again] = Other(words, passing)
            if passing:
                self._start_retry()

    def _dialog_ended(self, one: Answered, number: int, words: str) -> None:
        if number not in one.waits_for:
            return
        one.waits_for.discard(number)
        if words:
            self._answered.remove(one)
            for key in one.keys:
                if key in self._kept:
                    self._refuse(self._kept[key], words, passing=False)
        elif not one.waits_for:
            self._answered.remove(one)
            self._used(one.keys)

    # ---- trying again ----

    def _start_retry(self) -> None:
        if not self._retry.isActive():
            self._retry.start(PAUSES_MS[min(self._tries, len(PAUSES_MS) - 1)])

    def _try_again(self) -> None:
        self._tries += 1
        for kept in list(self._kept.values()):
            if kept.passing and not kept.under_way:
                self._give_again(kept)
        for again, other in list(self._others.items()):
            if other.passing:
                self._give_other(again)
        if self._writer.trouble:
            self._writer.write()
        if self._writer.trouble or any(kept.passing for kept in self._kept.values()):
            self._start_retry()

    def turned_away(self) -> None:
        """The person goes elsewhere: a step that was refused and that nobody waits for is over."""
        self._away = ""
        self.told.emit()

    def try_all(self) -> None:
        """Tries everything that was refused once more, now."""
        for kept in list(self._kept.values()):
            if kept.draft.reason and not kept.under_way:
                self._give_again(kept)
        for again in list(self._others):
            self._give_other(again)

    def _give_again(self, kept: Kept) -> None:
        if not self._is_live(kept) or kept.field is None:
            return
        if kept.again is None or kept.field.problem() or not owner_lives(kept.again):
            kept.field.again()
            return
        with self._claiming(kept) as context:
            kept.again()
        if not context.sent:
            self._drop(kept.draft.key)

    def _give_other(self, again: Again) -> None:
        if not owner_lives(again):
            del self._others[again]
            return
        with self._claiming(None) as context:
            again()
        if not context.sent:
            self._others.pop(again, None)
            self.told.emit()

    def _is_live(self, kept: Kept) -> bool:
        return kept.in_sight() and key_of(self, kept.field.target) == kept.draft.key  # type: ignore[union-attr] # in sight

    def end(self) -> None:
        """Nothing is kept or told from now on."""
        self.ended = True
        self._writer.end()
        self._retry.stop()

    def write(self) -> None:
        """Writes every draft now."""
        self._writer.write()

    def _wrote(self) -> None:
        if self._writer.trouble:
            self._start_retry()
        self.told.emit()
