"""Interests: a member declares them bidder by bidder, the chair decides on each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.panel.commands import decide_interest, declare_interest
from starapp.panel.declarations import CLEARED, RECUSED, BidderInterest
from starapp.panel.queries import Member, PanelView
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.choices import Check, Option, RadioCards, Segmented
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.text_fields import LongText


class _InBidder(QWidget):
    """A tick for an interest in one bidder, and what it is."""

    changed = Signal()

    def __init__(self, provider_id: str, name: str, interest: str) -> None:
        super().__init__()
        self.provider_id = provider_id
        self.tick = Check(
            f"I have an interest in {name}", on=bool(interest), key=f"interest-{name}"
        )
        self.text = LongText(interest, lines=2)
        self.field = LabelledField(
            f"Your interest in {name}", self.text, hint="Who, what, since when.",
            key=f"what-{name}",
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.tick)
        box.addWidget(self.field)
        self.tick.toggled.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.field.setVisible(self.tick.isChecked())
        self.changed.emit()

    def complain(self) -> bool:
        """Says so where the tick has no words; tells whether it did."""
        wanting = self.tick.isChecked() and not self.text.value()
        if wanting:
            self.field.show_problem("Write what the chair should know.")
            self.text.setFocus()
        return wanting


class DeclareDialog(CommandDialog):
    """The person using this PC declares their own interests."""

    def __init__(self, desk: Desk, view: PanelView, member: Member) -> None:
        super().__init__(
            desk,
            "Do you have an interest to declare?",
            text="Think of work, money, family and friends, clubs and anything a fair-minded "
            "person might ask about. Say it even if you think it does not matter.",
            yes="Save declaration",
            scrolls=True,
        )
        self._seat_id = member.seat.id
        earlier = {one.provider_id: one.interest for one in member.declaration.bidders}
        if view.bidders:
            names = "\n".join(f"•  {name}" for _, name in view.bidders)
            self.add(Words("The bidders are:", "label"))
            self.add(Words(names, "body", wrap=True))
        self.answer = RadioCards(
            "Your declaration",
            [
                Option("none", "I have nothing to declare", "About none of them, nor otherwise."),
                Option("some", "I have something to declare", "The chair decides what it means."),
            ],
        )
        self.answer.chosen.connect(self._show)
        self.bidders = [
            _InBidder(provider_id, name, earlier.get(provider_id, ""))
            for provider_id, name in view.bidders
        ]
        self.interest = LongText(member.declaration.interest, lines=3)
        label = "Anything else the chair should know" if self.bidders else LABEL
        self.field = LabelledField(
            label, self.interest, hint="Who, what, since when.", key="interest"
        )
        self.add_field("answer", self.answer)
        for one in self.bidders:
            one.changed.connect(self.fit)
            self.add_field(one.provider_id, one)
        self.add_field("interest", self.field)
        self._show("")
        self.yes.off("Choose one of the two answers.")

    def _show(self, answer: str) -> None:
        for widget in (*self.bidders, self.field):
            widget.setVisible(answer == "some")
        if answer:
            self.yes.on()
        self.fit()

    def _told(self) -> dict[str, str]:
        return {one.provider_id: one.text.value() for one in self.bidders if one.tick.isChecked()}

    def attempt(self) -> None:
        """Declares; "something" needs words."""
        if self.answer.value() == "some":
            if any(one.complain() for one in self.bidders):
                return
            if not self._told() and not self.interest.value():
                self.field.show_problem("Write what the chair should know.")
                self.interest.setFocus()
                return
        super().attempt()

    def command(self) -> Command:
        """Declares nothing or what was typed."""
        some = self.answer.value() == "some"
        return partial(
            declare_interest,
            seat_id=self._seat_id,
            interest=self.interest.value() if some else "",
            bidders=self._told() if some else {},
        )


LABEL = "What should the chair know?"


class _AboutBidder(QWidget):
    """One declared interest in a bidder, with the decision on it."""

    def __init__(self, one: BidderInterest) -> None:
        super().__init__()
        self.provider_id = one.provider_id
        self.choice = Segmented(
            f"About {one.name}",
            [(CLEARED, "Scores this bid"), (RECUSED, "Does not score it")],
            key=f"about-{one.name}",
        )
        self.choice.choose(one.outcome)
        self.reason = LongText(one.reason, lines=2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(Notice("info", f"{one.name}:", one.interest))
        box.addWidget(self.choice)
        box.addWidget(LabelledField(f"Why, about {one.name}", self.reason, key=f"why-{one.name}"))


class DecideDialog(CommandDialog):
    """The chair decides what the declared interests mean."""

    def __init__(self, desk: Desk, view: PanelView, member: Member) -> None:
        super().__init__(
            desk, f"May {member.person.name} score?", yes="Record decision", scrolls=True
        )
        self._seat_id = member.seat.id
        declared = member.declaration
        if declared.interest or not declared.interests:
            said = declared.interest or "Nothing this time, after an earlier interest."
            self.add(Notice("info", "Declared:", said))
        self.answer = RadioCards(
            "Decision",
            [
                Option("may", "May score", "Apart from any bid you name below."),
                Option("not", "May not score", "Somebody else has to answer their questions."),
            ],
        )
        self.answer.chosen.connect(self._show)
        self.about = [_AboutBidder(one) for one in declared.interests]
        self.bids = [
            (bid, Check(f"Does not score bid {letter}", key=f"except-{letter}"))
            for bid, letter in _letters(view, member)
        ]
        self.reason = LongText(lines=3)
        self.add_field("answer", self.answer)
        for about in self.about:
            self.add_field(about.provider_id, about)
        for bid, box in self.bids:
            box.setChecked(bid in member.seat.excluded)
            self.add(box)
        self.add_field(
            "reason", LabelledField("Reason for your decision", self.reason, key="reason")
        )
        self._show("")
        self.yes.off("Choose one of the two answers.")

    def _show(self, answer: str) -> None:
        for widget in (*self.about, *(box for _bid, box in self.bids)):
            widget.setVisible(answer == "may")
        if answer:
            self.yes.on()
        self.fit()

    def command(self) -> Command:
        """Records the decision with its reason."""
        may = self.answer.value() == "may"
        return partial(
            decide_interest,
            seat_id=self._seat_id,
            may_score=may,
            reason=self.reason.value(),
            except_bids=[bid for bid, box in self.bids if may and box.isChecked()],
            bidders={
                one.provider_id: (one.choice.value(), one.reason.value())
                for one in self.about
                if may
            },
        )


def _letters(view: PanelView, member: Member) -> Sequence[tuple[str, str]]:
    """The bids to leave out by letter, for an interest that names no bidder."""
    return () if member.declaration.interests and not member.declaration.interest else view.bids
