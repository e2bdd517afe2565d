"""Drives the competition workspace and its dialogs as one person, with the clock of the scene."""

from typing import Any

import shiboken6
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from starapp.ui.competitions.workspace import CompetitionWorkspace
from starapp.ui.desk import Desk, Place
from tests.drive.drive import Driver
from tests.make.competitions import Scene


class Workplace(Driver):
    """The workspace, or the dialog that is open over it."""

    def __init__(self, bot: QtBot, scene: Scene, who: str, part: str = "") -> None:
        self.scene = scene
        self.bot = bot
        self.desk = Desk(scene.store, scene.people[who])
        self.went: list[Place] = []
        self.said: list[str] = []
        self.desk.went.connect(self._go)
        self.desk.said.connect(self._hear)
        self.workspace = CompetitionWorkspace(
            self.desk, Place("competition", scene.competition, part)
        )
        self.desk.work.changed.connect(self._changed)

    def _go(self, place: Place) -> None:
        self.went.append(place)
        if place.kind == "competition":
            self.workspace.show_part(place.part)

    def _hear(self, words: str, _undo: object) -> None:
        self.said.append(words)

    def _changed(self, _change: object) -> None:
        self.workspace.reload()

    @property
    def page(self) -> Any:
        """The page of the stage that is open."""
        return self.workspace.page()

    @property
    def root(self) -> QWidget:  # type: ignore[override] # the dialog in front, else the workspace
        """The dialog that is open, else the workspace."""
        for dialog in self._dialogs():
            if dialog.isVisible():
                return dialog
        return self.workspace

    def _dialogs(self) -> list[QDialog]:
        first = getattr(self.page, "dialog", None)
        open_ones = (getattr(first, "dialog", None), first, self.workspace.dialog)
        return [one for one in open_ones if isinstance(one, QDialog)]

    def settle(self) -> None:
        """Waits until nothing is queued or running, and what was answered is shown."""
        super().settle()
        for _ in range(3):
            QApplication.processEvents()

    def words(self) -> str:
        """Everything written on the page or dialog in front."""
        parts = [
            one.text()
            for kind in (QLabel, QAbstractButton)
            for one in self.root.findChildren(kind)
            if one.isVisibleTo(self.root)
        ]
        return "\n".join(parts)

    def shows(self, name: str) -> bool:
        """Whether a widget of this name can be seen."""
        found = self.root.findChildren(QWidget, name)
        return any(one.isVisibleTo(self.root) for one in found)

    def close(self) -> None:
        """Lets the screens go."""
        for dialog in self._dialogs():
            dialog.close()
        if shiboken6.isValid(self.workspace):  # the bot may have let it go already
            self.workspace.close()
        self.settle()
        self.desk.close()
        if shiboken6.isValid(self.workspace):
            self.workspace.deleteLater()
