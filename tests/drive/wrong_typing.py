"""Puts wrong values in every field in front, and looks at what became of the field and the file."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from starapp.foundation.dates import NotADate, parse_day
from starapp.foundation.exact import NotANumber, parse_decimal
from starapp.foundation.signs import many_lines, one_line
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.notices import Notice
from tests.drive.office import Office

Field = QLineEdit | QPlainTextEdit | QTextEdit
Content = dict[str, list[str]]

VALUES = {
    "empty": "",
    "blanks": "   ",
    "300 words": " ".join(["support"] * 300),
    "10,000 words": " ".join(["support"] * 10_000),
    "letters": "about ten",
    "exponent": "1e9",
    "thousand millions": "1000000000",
    "negative": "-5",
    "decimal comma": "12,5",
    "cells": "Monday\t10\t12.50\nTuesday\t11\t13.75\n",
    "no such day": "31/02/2026",
    "long ago": "1/9/1901",
    "first day": "1/1/0001",
    "last day": "31/12/9999",
    "endless year": "1/1/99999999999999999999",
    "raised two": "²",
    "emoji": "🙂👩🏽‍🦽",
    "right to left": "\u202eخدمات الرعاية",
    "nul": "care\x00plan",
    "bell": "care\x07plan\x1b[31m",
    "half a sign": "care\ud83dplan",
}
LONGEST = "10,000 words"
CONTROLS = {chr(code) for code in (*range(32), 127)} - {"\n"}


def content(path: Path) -> Content:
    """Every row of every table of a workspace but what is typed and not saved, sorted."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        names = [
            name
            for (name,) in file.execute(
                "select name from sqlite_master where type = 'table' and name != 'draft'"
            )
        ]
        return {name: sorted(map(repr, file.execute(f'select * from "{name}"'))) for name in names}


def new_rows(before: Content, after: Content) -> list[str]:
    """The rows that were not there before."""
    return [row for name, rows in after.items() for row in set(rows) - set(before.get(name, []))]


def controls_in(rows: list[str]) -> list[str]:
    """The rows whose text holds a control character other than the end of a line."""
    signs = [repr(sign)[1:-1] for sign in CONTROLS]
    return [
        row[:300]
        for row in rows
        if any(sign in row or sign.replace("\\x", "\\u00") in row for sign in signs)
    ]


class WrongTyping:
    """Tries values in the fields of what is in front, and gathers what is not as it should be.

    Attributes:
        says: how this page tells what is wrong in other places; {code} is the field's.
        tried: how many values were put in.
        taken: names of values that changed the file.
        wrong: what is not as it should be, in words.
    """

    def __init__(self, office: Office, *, says: tuple[str, ...] = ()) -> None:
        self.office = office
        self.says = says
        self.tried = 0
        self.taken: list[str] = []
        self.wrong: list[str] = []
        self._said: list[str] = []
        self._kept: dict[str, str] = {}
        if office.program.window is not None:
            office.desk.work.trouble.connect(self._said.append)

    # ---- what is in front ----

    def names(self) -> list[str]:
        """The names of the fields in front that can be typed in; twins are numbered."""
        return list(self._fields())

    def _fields(self) -> dict[str, Field]:
        found: dict[str, Field] = {}
        root = self.office.root
        for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
            for one in root.findChildren(kind):
                if not one.isVisibleTo(root) or not one.isEnabled() or one.isReadOnly():
                    continue
                if isinstance(one.parent(), QComboBox | QAbstractSpinBox):
                    continue
                name = one.objectName()
                same = sum(known.partition("#")[0] == name for known in found)
                found[f"{name}#{same}" if same else name] = one
        return found

    def text(self, name: str) -> str:
        """What a field holds."""
        field = self._fields()[name]
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def beside(self, name: str) -> str:
        """The words that stand beside a field, or at the top of its form."""
        parent: QWidget | None = self._fields()[name]
        while parent is not None:
            if isinstance(parent, LabelledField) and parent.problem():
                return parent.problem()
            parent = parent.parentWidget()
        shown = [x for x in self.office.root.findChildren(ErrorSummary) if x.isVisible()]
        code = name.partition("-")[2]
        said = f"| {self.office.words()}"
        told = [words for one in self.says if (words := one.format(code=code)) in said]
        return " ".join([*(one.accessibleName() for one in shown), *told])

    def leave(self) -> None:
        """Closes the dialogs in front, as Esc does."""
        while isinstance(dialog := self.office.root, QDialog):
            dialog.reject()
            self.office.settle()

    # ---- trying ----

    def put(self, name: str, words: str) -> None:
        """Puts words in a field as from the clipboard, and leaves it."""
        field = self._fields()[name]
        self.office.come_to_front()
        field.setFocus()
        field.selectAll()
        if words:
            QApplication.clipboard().setText(words)
            self.office.bot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        else:
            self.office.bot.keyClick(field, Qt.Key.Key_Delete)
        self.office.bot.keyClick(field, Qt.Key.Key_Tab)
        self.office.settle()
        self.tried += 1

    def saved_as_typed(self, name: str, value: str) -> None:
        """Tries a value in a field that saves itself."""
        with self._watched(name, value):
            before = content(self.office.path)
            was = self._kept.setdefault(name, self.text(name))
            self.put(name, VALUES[value])
            if name not in self._fields():
                return
            self._judge(name, value, before, was)

    def given(self, name: str, value: str, button: str) -> bool:
        """Tries a value in a dialog and presses its button; tells whether the dialog stayed."""
        with self._watched(name, value):
            before, was, dialog = content(self.office.path), self.text(name), self.office.root
            self.put(name, VALUES[value])
            held = self.text(name)
            self.office.press(button)
            if not dialog.isVisible():
                self._taken(name, value, before)
                return False
            if self.text(name) != held:
                self.wrong.append(f"{name}: {value}: {held[:60]!r} became {self.text(name)[:60]!r}")
            self._judge(name, value, before, was)
        return True

    def saved_by(self, name: str, value: str, button: str) -> None:
        """Tries a value in a field of the page that a button saves."""
        with self._watched(name, value):
            before, was = content(self.office.path), self.text(name)
            self.put(name, VALUES[value])
            self.office.press(button)
            if name in self._fields():
                self._judge(name, value, before, was)
            else:
                self._taken(name, value, before)

    def refused(self, name: str, value: str, button: str) -> bool:
        """Tries a value where no file is open yet; tells whether words stand beside it."""
        with self._watched(name, value):
            self.put(name, VALUES[value])
            held = self.text(name)
            self.office.press(button)
            if self.office.program.window is not None:
                self.taken.append(f"{name}: {value}")
                return False
            if not (self.beside(name) or self._notices()):
                self.wrong.append(f"{name}: {value}: neither done nor a word")
            if self.text(name) != held:
                self.wrong.append(f"{name}: {value}: what was typed is gone")
        return True

    def _notices(self) -> list[str]:
        shown = self.office.root.findChildren(Notice)
        return [one.objectName() for one in shown if one.isVisible()]

    def _judge(self, name: str, value: str, before: Content, was: str) -> None:
        after, held, beside = content(self.office.path), self.text(name), self.beside(name)
        if after != before:
            self._taken(name, value, before)
            return
        if not beside and held.strip() != was.strip():
            self.wrong.append(f"{name}: {value}: neither saved nor a word beside {held[:60]!r}")
        kept = same(VALUES[value], held)
        if not kept and not (beside or held.strip() == was.strip()):
            self.wrong.append(f"{name}: {value}: what was typed is gone: {held[:60]!r}")
        if beside and not kept:
            self.wrong.append(f"{name}: {value}: refused, and the field holds {held[:60]!r}")

    def _taken(self, name: str, value: str, before: Content) -> None:
        self.taken.append(f"{name}: {value}")
        self._kept.clear()
        bad = controls_in(new_rows(before, content(self.office.path)))
        if bad:
            self.wrong.append(f"{name}: {value}: a control character is stored: {bad[0]}")

    @contextmanager
    def _watched(self, name: str, value: str) -> Iterator[None]:
        faults: list[str] = []

        def take(
            kind: type[BaseException], fault: BaseException, _at: TracebackType | None
        ) -> None:
            faults.append(f"{kind.__name__}: {fault}")

        usual, sys.excepthook = sys.excepthook, take
        self._said.clear()
        try:
            yield
        finally:
            sys.excepthook = usual
        self.wrong += [f"{name}: {value}: fault {one}" for one in faults]
        self.wrong += [f"{name}: {value}: trouble {one}" for one in self._said]

    def everywhere(self, *, most: int = 60, put_back: bool = False) -> None:
        """Tries values in every field of a page that saves itself; at least two in each field.

        Args:
            most: how many values in all, about.
            put_back: each field gets back what it held; else what is wrong stays in it while the
                next ones are tried.
        """
        self._kept.clear()
        held = {name: self.text(name) for name in self.names()}
        assert held, "there is nothing to type in"
        for name, value in spread(list(held), most=most):
            if name in self._fields():
                self.saved_as_typed(name, value)
            if put_back and name in self._fields():
                self.put(name, held[name])

    def everywhere_in(self, open_dialog: Callable[[], None], button: str, *, most: int) -> None:
        """Tries values in every field of a dialog; it is opened again when it closed."""
        open_dialog()
        names = self.names()
        assert names, "there is nothing to type in"
        for name, value in spread(names, most=most):
            was = self.text(name)
            if self.given(name, value, button):
                self.put(name, was)
            else:
                open_dialog()


def spread(names: list[str], *, most: int) -> Iterator[tuple[str, str]]:
    """Deals the values out over fields so that neighbours get different ones; the longest once."""
    values = list(VALUES)
    each = min(len(values), max(2, most // len(names)))
    longest_is_out = False
    for number, name in enumerate(names):
        for step in range(each):
            value = values[(number * each + step) % len(values)]
            if value != LONGEST or not longest_is_out:
                yield name, value
            longest_is_out |= value == LONGEST


def same(typed: str, held: str) -> bool:
    """A field holds what was typed, as one line or as many, or the same number or date."""
    told = (one_line(typed), many_lines(typed))
    if held.split() in [words.split() for words in told]:
        return True
    if len(typed) > len(held) > 0 and any(words.startswith(held) for words in told):
        return True  # it was cut, and the caller looks for the words that say so
    try:
        return parse_day(typed) == parse_day(held)
    except NotADate:
        pass
    try:
        return parse_decimal(typed, places=4) == parse_decimal(held, places=4)
    except NotANumber:
        return False
