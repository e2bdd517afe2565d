"""Dialogs of the panel: appoint somebody, declare an interest, decide on one."""

from functools import partial

from PySide6.QtWidgets import QWidget

from starapp.panel.commands import (
    appoint_chair,
    appoint_member,
)
from starapp.panel.queries import Member, PanelView
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.card import Section
from starapp.ui.widgets.choices import Check, Choice, Segmented
from starapp.ui.widgets.fields import LabelledField


class AppointDialog(CommandDialog):
    """Gives a person a seat, or changes the roles they hold."""

    def __init__(self, desk: Desk, view: PanelView, member: Member | None = None) -> None:
        title = f"Roles of {member.person.name}" if member else "Add somebody to the panel"
        super().__init__(desk, title, yes="Save roles" if member else "Add to panel")
        self._view = view
        self.person = Choice(
            [(one.id, f"{one.name}, {one.title}") for one in view.people], empty="Choose a person"
        )
        self.part = Segmented("Part on the panel", [("scores", "Scores"), ("chairs", "Chairs")])
        self.roles = [
            Check(f"{role.code} {role.title}", key=f"role-{role.code}") for role in view.model.roles
        ]
        self._roles = QWidget()
        self._lay_out(member)

    def _lay_out(self, member: Member | None) -> None:
        self.add_field("person", LabelledField("Person", self.person, key="person"))
        if member is None:
            self.add(self.part)
            self.part.chosen.connect(self._show_part)
        else:
            self.person.choose(member.person.id)
            self.person.setEnabled(False)
        self.head = Section("Roles in the evaluation model", "One or more")
        self.add_field("roles", self.head)
        for role, box in zip(self._view.model.roles, self.roles, strict=True):
            box.setChecked(bool(member and role.code in member.seat.roles))
            self.add(box)

    def _show_part(self, part: str) -> None:
        for widget in (self.head, *self.roles):
            widget.setVisible(part == "scores")

    def command(self) -> Command:
        """Appoints as member or as chair."""
        where = self._view.competition_id
        if self.part.value() == "chairs":
            return partial(appoint_chair, competition_id=where, person_id=self.person.value())
        codes = [
            role.code
            for role, box in zip(self._view.model.roles, self.roles, strict=True)
            if box.isChecked()
        ]
        return partial(
            appoint_member, competition_id=where, person_id=self.person.value(), role_codes=codes
        )
