"""Suspends, reinstates, removes or withdraws a provider: since when and why."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from starapp.foundation.change import Change
from starapp.foundation.dates import local_date
from starapp.foundation.problems import Problem
from starapp.providers.commands import (
    reinstate_provider,
    remove_provider,
    suspend_provider,
    withdraw_provider,
)
from starapp.providers.register import Provider
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.widgets.choices import Option, RadioCards
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import LongText

Command = Callable[[Session], Change]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of status: its question, what happens, its verb and its command."""

    question: str
    text: str
    verb: str
    command: Callable[..., Change]
    dated: bool = True
    risky: bool = False


SUSPEND = Step(
    "Suspend {name} for new work?",
    "It is not invited to new competitions. Packages it already supports go on.",
    "Suspend for new work",
    suspend_provider,
)
REINSTATE = Step(
    "End the suspension of {name}?",
    "It can be invited to new competitions again from today.",
    "End suspension",
    reinstate_provider,
    dated=False,
)
REMOVE = Step(
    "Take {name} off the register?",
    "It is not invited to new competitions. Everything it did stays in the record.",
    "Take off the register",
    remove_provider,
    risky=True,
)


class StatusDialog(CommandDialog):
    """Asks for the day and the reason of a change of status."""

    def __init__(self, desk: Desk, provider: Provider, step: Step) -> None:
        super().__init__(
            desk,
            step.question.format(name=provider.name),
            text=step.text,
            yes=step.verb,
            risky=step.risky,
        )
        self._step = step
        self._provider_id = provider.id
        self._today = local_date(desk.now())
        self.how = RadioCards(
            "Who decided",
            [Option("removed", "We removed it"), Option("withdrew", "It withdrew")],
            columns=2,
        )
        self.how.choose("removed")
        self.start = DateField(self._today, today=self._today)
        self.reason = LongText(lines=3)
        if step.risky:
            self.add(self.how)
        start = LabelledField("From", self.start, hint="The first day it counts", key="start")
        self.add_field("start", start)
        start.setVisible(step.dated)
        hint = "It stays in the record and is printed where the provider is left out."
        self.add_field("reason", LabelledField("Reason", self.reason, hint=hint, key="reason"))
        self.reason.setFocus()

    def attempt(self) -> None:
        """Gives the command, unless the day is missing."""
        if self.start.day() is None:
            words = self.start.problem() or "Enter a date."
            self.errors.show_problems((Problem("start", words),), self.fields)
            return
        super().attempt()

    def command(self) -> Command:
        """The change of status with its day and reason."""
        command = self._step.command
        if self._step.risky and self.how.value() == "withdrew":
            command = withdraw_provider
        return partial(
            command,
            provider_id=self._provider_id,
            reason=self.reason.value(),
            start=self.start.day(),
        )
