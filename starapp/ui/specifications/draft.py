"""The package that is open: what is on the screen now, undo by name, and saving as you type."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.specifications import commands
from starapp.specifications.package import PackageState
from starapp.specifications.queries import specification
from starapp.specifications.specification import Specification
from starapp.ui.desk import Desk
from starapp.ui.widgets.drafts import Drafts

Command = Callable[[Session], Change]


class PackageDraft(QObject):
    """One specification being written.

    Signals:
        replaced: another value must be shown (undo, redo, read again from the file).
        changed: something in it changed, by typing or otherwise.
        refused: problems that kept a step from being saved.
    """

    replaced = Signal()
    changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, package_id: str) -> None:
        super().__init__()
        self.desk = desk
        self.package_id = package_id
        self._stored = self._read()
        self._drafts = Drafts(self._stored)
        self._wrong: dict[str, str] = {}

    def _read(self) -> Specification:
        return self.desk.work.read(partial(specification, package_id=self.package_id))

    @property
    def spec(self) -> Specification:
        """The specification as it is on the screen."""
        return self._drafts.current

    @property
    def state(self) -> PackageState:
        """Where the package stands in the file."""
        return self._stored.summary.state

    @property
    def locked(self) -> bool:
        """Nothing can be changed: locked, read-only, or this person may not write packages."""
        return self.state is not PackageState.DRAFT or not self.may_write

    @property
    def may_write(self) -> bool:
        """This person may write packages in this workspace."""
        may = self.desk.actor().can(Role.COMMISSIONER, Role.PROCUREMENT)
        return may and not self.desk.read_only()

    def put(self, new: Specification, name: str) -> None:
        """Takes one step: it can be undone by its name and is saved at once."""
        if self.locked:
            return
        if self._drafts.put(new, name):
            self._save()
            self.changed.emit()
        else:
            self.save_all()

    def undo(self) -> None:
        """Takes the last step back, also in the file."""
        if not self.locked and self._drafts.undo():
            self._stepped()

    def redo(self) -> None:
        """Takes the undone step again, also in the file."""
        if not self.locked and self._drafts.redo():
            self._stepped()

    def _stepped(self) -> None:
        stored = self._stored
        self._drafts.current = replace(self.spec, kept=stored.kept, recounted=stored.recounted)
        self._save()
        with self.desk.typing.replacing():
            self.replaced.emit()
            self.changed.emit()

    def undo_names(self) -> tuple[str, str]:
        """What undo and redo would do, or empty."""
        return self._drafts.undo_name, self._drafts.redo_name

    def read_kept(self) -> None:
        """Takes over what was asked and is answered now; no step of its own."""
        read = self._read()
        self._stored = replace(self._stored, kept=read.kept, recounted=read.recounted)
        self._drafts.current = replace(self.spec, kept=read.kept, recounted=read.recounted)
        self.changed.emit()

    def read_fresh(self) -> None:
        """Shows what is in the file, after a step that is not undone: locking, unlocking."""
        self._stored = self._read()
        self._drafts.start_again(self._stored)
        self.replaced.emit()
        self.changed.emit()

    def read_again(self) -> None:
        """Reads the file; shows it when somebody else changed it, else only its facts."""
        if not self.desk.work.idle:
            return
        fresh = self._read()
        same = not any(True for _ in _differences(self.spec, fresh, self.package_id))
        kept_state = fresh.summary.state is self._stored.summary.state
        self._stored = fresh
        if same and kept_state:
            self._drafts.current = fresh
        else:
            self._drafts.start_again(fresh)
            self.replaced.emit()
        self.changed.emit()

    def save_all(self) -> None:
        """Saves everything that is not in the file, also a text that was refused before."""
        self._wrong = {}
        self._save()

    def _save(self) -> None:
        needs = {
            code: self._stored.text(code) if self._wrong.get(code) == text else text
            for code, text in self.spec.needs.items()
        }
        wanted = replace(self.spec, needs=needs)
        for command in tuple(_differences(self._stored, wanted, self.package_id)):
            self.desk.work.do(command, refused=self._refused, again=self.save_all)
        if self.spec.grid != self._stored.grid:
            self._drafts.current = replace(self.spec, recounted="")
            wanted = replace(wanted, recounted="")
        self._stored = replace(wanted, summary=self._stored.summary)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        """What is wrong with one text does not keep the others from being saved."""
        self._stored = self._read()
        needs = self.spec.needs
        self._wrong |= {one.place: needs[one.place] for one in problems if one.place in needs}
        self.refused.emit(problems)


def _differences(old: Specification, new: Specification, package_id: str) -> Iterator[Command]:
    if new.about != old.about:
        yield partial(commands.save_about, package_id=package_id, about=new.about)
    if new.dates != old.dates:
        yield partial(commands.save_dates, package_id=package_id, dates=new.dates)
    if new.money != old.money:
        yield partial(commands.save_money, package_id=package_id, money=new.money)
    codes = {*old.needs, *new.needs}
    for code in sorted(codes):
        if new.text(code) != old.text(code):
            texts = {code: new.text(code)}
            yield partial(commands.save_section, package_id=package_id, texts=texts)
    if new.outcomes != old.outcomes:
        yield partial(commands.save_outcomes, package_id=package_id, outcomes=new.outcomes)
    if new.grid != old.grid or new.extras != old.extras:
        yield partial(commands.save_grid, package_id=package_id, grid=new.grid, extras=new.extras)
