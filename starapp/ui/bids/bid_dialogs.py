"""Dialogs about bids: letters, a late bid, setting aside, with the facts each needs."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.bids.checking import set_bid_aside
from starapp.bids.opening import accept_late_bid, keep_late_bid_sealed, label_bids, letters
from starapp.bids.register import BidsView, RegisterRow
from starapp.bids.set_aside import BY_CODE, GROUNDS
from starapp.history.acting import Role
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.card import clear
from starapp.ui.widgets.choices import Choice, Option, RadioCards
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.text_fields import LongText


class LettersDialog(CommandDialog):
    """Sets the letter of each sealed bid."""

    def __init__(self, desk: Desk, view: BidsView) -> None:
        super().__init__(
            desk,
            "Letters of the bids",
            yes="Set letters",
            text="The panel knows each bid by its letter. Letters stay once the opening begins.",
        )
        self._view = view
        names = [letter for letter, _ in zip(letters(), view.sealed, strict=False)]
        self.choices: dict[str, Choice] = {}
        for row, letter in zip(view.sealed, names, strict=True):
            choice = Choice([(name, name) for name in names])
            choice.choose(letter)
            self.choices[row.id] = choice
            name = row.arrival.bid.provider_name
            self.add(LabelledField(name, choice, key=f"letter-{row.arrival.bid.provider_code}"))

    def command(self) -> Command:
        """Sets what is chosen."""
        chosen = {bid_id: choice.value() for bid_id, choice in self.choices.items()}
        return partial(label_bids, competition_id=self._view.competition_id, labels=chosen)


class LateDialog(CommandDialog):
    """Decides about a bid that came late."""

    def __init__(self, desk: Desk, row: RegisterRow) -> None:
        name = row.arrival.bid.provider_name
        super().__init__(
            desk,
            f"Decide about the late bid of {name}",
            yes="Record decision",
            text=f"It came {row.apart}. The same rule holds for every bid (section 19 of the "
            "Procurement Act 2023).",
        )
        self._id = row.id
        approver = desk.actor().can(Role.APPROVER)
        words = "It is opened like the others." if approver else "Only an approver can do this."
        self.choice = RadioCards(
            "Decision",
            [
                Option(
                    "keep", "Keep it sealed", "It is logged, not opened and not scored.", "lock"
                ),
                Option("accept", "Accept it", words, "package-open"),
            ],
            columns=2,
        )
        self.choice.choose("keep")
        button = self.choice.button("accept")
        if button is not None:
            button.setEnabled(approver)
        self.add(self.choice)
        self.reason = LongText(lines=3)
        hint = "What made it late, and why this is fair to the others."
        self.add_field("reason", LabelledField("Reason", self.reason, hint=hint, key="lateReason"))

    def command(self) -> Command:
        """Records the decision chosen."""
        act = accept_late_bid if self.choice.value() == "accept" else keep_late_bid_sealed
        return partial(act, bid_id=self._id, reason=self.reason.value())


class SetAsideDialog(CommandDialog):
    """Sets a bid aside on a ground, with the facts that ground needs."""

    def __init__(self, desk: Desk, row: RegisterRow) -> None:
        label = row.arrival.bid.label
        name = f"bid {label}" if label else f"the bid of {row.arrival.bid.provider_name}"
        super().__init__(
            desk,
            f"Set {name} aside?",
            yes="Set aside",
            text="It is not scored or ranked any more. The letter to the provider prints the facts "
            "you write.",
            risky=True,
        )
        self._id = row.id
        self.ground = Choice([(x.code, x.title) for x in GROUNDS], empty="Choose the ground")
        self.ground.chosen.connect(self._show_facts)
        self.add_field("code", LabelledField("Ground", self.ground, key="ground"))
        self._holder = QWidget()
        self._facts = QVBoxLayout(self._holder)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self.add(self._holder)
        self.editors: dict[str, LongText] = {}

    def _show_facts(self, code: str) -> None:
        clear(self._facts)
        for name in self.editors:
            self.fields.pop(f"facts.{name}", None)
        self.editors = {}
        ground = BY_CODE[code]
        if ground.price_first:
            words = "The provider must have been asked first, with its answer and your finding."
            self._facts.addWidget(Words(words, "hint", ink="muted", wrap=True))
        for name, label in ground.facts:
            editor = LongText(lines=3)
            field = LabelledField(label, editor, key=f"fact-{name}")
            self.editors[name] = editor
            self.fields[f"facts.{name}"] = field
            self._facts.addWidget(field)

    def command(self) -> Command:
        """Sets aside with what is written."""
        facts = {name: editor.value() for name, editor in self.editors.items()}
        return partial(set_bid_aside, bid_id=self._id, code=self.ground.value(), facts=facts)
