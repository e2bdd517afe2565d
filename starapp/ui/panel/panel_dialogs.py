"""Dialogs of the panel: appoint somebody, declare an interest, decide on one."""

from functools import partial

from PySide6.QtWidgets import QWidget

from starapp.panel.commands import (
    appoint_chair,
    appoint_member,
    decide_interest,
    declare_interest,
)
from starapp.panel.queries import Member, PanelView
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.card import Section
from starapp.ui.widgets.choices import Check, Choice, Option, RadioCards, Segmented
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.text_fields import LongText


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


class DeclareDialog(CommandDialog):
    """The person using this PC declares their own interests."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(
            desk,
            "Do you have an interest to declare?",
            text="Think of work, money, family and friends, clubs and anything a fair-minded "
            "person might ask about. Say it even if you think it does not matter.",
            yes="Save declaration",
        )
        self._seat_id = member.seat.id
        self.answer = RadioCards(
            "Your declaration",
            [
                Option("none", "I have nothing to declare"),
                Option("some", "I have something to declare", "The chair decides what it means."),
            ],
        )
        self.answer.chosen.connect(self._show)
        self.interest = LongText(member.declaration.interest, lines=4)
        self.field = LabelledField(
            "What should the chair know?", self.interest, hint="Who, what, since when.",
            key="interest",
        )  # fmt: skip
        self.add_field("answer", self.answer)
        self.add_field("interest", self.field)
        self._show("")
        self.yes.off("Choose one of the two answers.")

    def _show(self, answer: str) -> None:
        self.field.setVisible(answer == "some")
        if answer:
            self.yes.on()

    def attempt(self) -> None:
        """Declares; "something" needs words."""
        if self.answer.value() == "some" and not self.interest.value():
            self.field.show_problem("Write what the chair should know.")
            self.interest.setFocus()
            return
        super().attempt()

    def command(self) -> Command:
        """Declares nothing or what was typed."""
        text = self.interest.value() if self.answer.value() == "some" else ""
        return partial(declare_interest, seat_id=self._seat_id, interest=text)


class DecideDialog(CommandDialog):
    """The chair decides what a declared interest means."""

    def __init__(self, desk: Desk, view: PanelView, member: Member) -> None:
        super().__init__(desk, f"May {member.person.name} score?", yes="Record decision")
        self._seat_id = member.seat.id
        said = member.declaration.interest or "Nothing this time, after an earlier interest."
        self.add(Notice("info", "Declared:", said))
        self.answer = RadioCards(
            "Decision",
            [
                Option("may", "May score", "The interest does not get in the way."),
                Option("not", "May not score", "Somebody else has to answer their questions."),
            ],
        )
        self.answer.chosen.connect(self._show)
        self.bids = [
            (bid, Check(f"Does not score bid {letter}", key=f"except-{letter}"))
            for bid, letter in view.bids
        ]
        self.reason = LongText(lines=3)
        self.add_field("answer", self.answer)
        for bid, box in self.bids:
            box.setChecked(bid in member.seat.excluded)
            self.add(box)
        self.add_field(
            "reason", LabelledField("Reason for your decision", self.reason, key="reason")
        )
        self._show("")
        self.yes.off("Choose one of the two answers.")

    def _show(self, answer: str) -> None:
        for _bid, box in self.bids:
            box.setVisible(answer == "may")
        if answer:
            self.yes.on()

    def command(self) -> Command:
        """Records the decision with its reason."""
        may = self.answer.value() == "may"
        return partial(
            decide_interest,
            seat_id=self._seat_id,
            may_score=may,
            reason=self.reason.value(),
            except_bids=[bid for bid, box in self.bids if may and box.isChecked()],
        )
