"""A question about a price in its four steps, and the dialogs that record each of them."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from starapp.bids.bid import PriceOutcome
from starapp.bids.price_commands import (
    answer_about_price,
    ask_about_price,
    decide_about_price,
    record_no_answer,
)
from starapp.bids.queries import PriceQuestion
from starapp.foundation.dates import day_text, local_date
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Option, RadioCards
from starapp.ui.widgets.date_fields import DateField
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Facts
from starapp.ui.widgets.text_fields import LongText

DAYS_TO_ANSWER = 7
"""What the dialog offers first; a person may set another day."""

OUTCOMES = {
    PriceOutcome.STAYS_IN: "The bid stays in.",
    PriceOutcome.ABNORMALLY_LOW: "The bid is set aside as abnormally low.",
}


class QuestionCard(Card):
    """Question, answer, what it shows, decision; a step to come says so.

    Attributes:
        row: where the links for the next step stand.
    """

    def __init__(self, one: PriceQuestion) -> None:
        super().__init__()
        self.setObjectName("priceQuestion")
        asked = f"Asked on {day_text(local_date(one.asked))}"
        by = f" by {one.asked_by}" if one.asked_by else ""
        self.add(
            Facts(
                ("1 Question", f"{one.question}\n{asked}{by}."),
                ("2 Answer", answer_words(one)),
                ("3 What it shows", one.finding or "To come"),
                ("4 Decision", decision_words(one)),
                name_width=130,
            )
        )
        self.row = QHBoxLayout()
        self.row.setSpacing(18)
        self.body.addLayout(self.row)

    def offer(self, *links: Link) -> None:
        """Puts the links of the next step under the four steps."""
        for link in links:
            self.row.addWidget(link)
        self.row.addStretch(1)


def answer_words(one: PriceQuestion) -> str:
    """What the provider answered, that no answer came, or by when one is due."""
    by = "" if one.answer_by is None else day_text(one.answer_by)
    if one.answered is None:
        return f"No answer yet. It is due by {by}." if by else "No answer yet."
    if one.no_answer:
        return f"No answer came by {by}."
    return f"{one.answer}\nRecorded on {day_text(local_date(one.answered))}."


def decision_words(one: PriceQuestion) -> str:
    """What was decided, why, by whom and when."""
    if one.decided is None:
        return "To come"
    outcome = f"{OUTCOMES[one.outcome]} " if one.outcome is PriceOutcome.STAYS_IN else ""
    by = f" by {one.decided_by}" if one.decided_by else ""
    return f"{outcome}{one.decision}\nDecided on {day_text(local_date(one.decided))}{by}."


class AskDialog(CommandDialog):
    """Records a question to the provider and the last day for its answer."""

    def __init__(self, desk: Desk, bid_id: str, name: str) -> None:
        text = "A low or high price is a question, never a refusal by itself."
        title = f"Ask about the price of {name}"
        super().__init__(desk, title, yes="Record question", text=text)
        self._id = bid_id
        today = local_date(desk.now())
        self.question = LongText(lines=4)
        self.day = DateField(today + timedelta(days=DAYS_TO_ANSWER), today=today)
        hint = "As you sent it. Give the provider a fair chance to show that it can perform."
        self.add_field(
            "question", LabelledField("Question", self.question, hint=hint, key="reason")
        )
        hint = "You can go on after this day if no answer comes."
        self.add_field("answer_by", LabelledField("Answer by", self.day, hint=hint, key="answerBy"))
        self.question.setFocus()

    def command(self) -> Command:
        """Records what is typed."""
        return partial(
            ask_about_price,
            bid_id=self._id,
            question=self.question.value(),
            answer_by=self.day.day(),
        )


class AnswerDialog(CommandDialog):
    """Records what a provider answered about its price."""

    def __init__(self, desk: Desk, question_id: str) -> None:
        super().__init__(desk, "Record the answer", yes="Record answer")
        self._id = question_id
        self.reply = LongText(lines=4)
        self.finding = LongText(lines=3)
        self.add_field("answer", LabelledField("Answer", self.reply, key="priceAnswer"))
        self.add_field("finding", LabelledField("What it shows", self.finding, key="priceFinding"))

    def command(self) -> Command:
        """Records what is typed."""
        return partial(
            answer_about_price,
            question_id=self._id,
            answer=self.reply.value(),
            finding=self.finding.value(),
        )


class NoAnswerDialog(CommandDialog):
    """Records that no answer came by the day that was named."""

    def __init__(self, desk: Desk, question_id: str) -> None:
        title, yes = "Record that no answer came?", "Record no answer"
        super().__init__(desk, title, yes=yes)
        self._id = question_id
        self.finding = LongText(lines=3)
        field = LabelledField("What you conclude", self.finding, key="priceFinding")
        self.add_field("finding", field)

    def command(self) -> Command:
        """Records what is typed."""
        return partial(record_no_answer, question_id=self._id, finding=self.finding.value())


class DecisionDialog(CommandDialog):
    """Records whether the bid stays in; nothing is chosen before a person chooses.

    Args:
        may_set_aside: prices are unsealed, and the person runs competitions.
    """

    def __init__(self, desk: Desk, question_id: str, *, may_set_aside: bool) -> None:
        super().__init__(desk, "Decide about the price", yes="Record decision")
        self._id = question_id
        words = "Work out the result again after this. Its letter says why."
        options = [
            Option("stays_in", "The bid stays in", "It counts like every other bid.", "check"),
            Option("abnormally_low", "Set it aside as abnormally low", words, "circle-x"),
        ]
        self.choice = RadioCards("Decision", options if may_set_aside else options[:1], columns=2)
        if not may_set_aside:
            self.choice.choose(PriceOutcome.STAYS_IN.value)
        self.add(self.choice)
        self.decision = LongText(lines=3)
        field = LabelledField("Why", self.decision, key="reason")
        self.add_field("decision", field)
        self.fields["facts.reason"] = field
        self._offer_yes(self.choice.value())
        self.choice.chosen.connect(self._offer_yes)

    def _offer_yes(self, value: str) -> None:
        if value:
            self.yes.on()
        else:
            self.yes.off("Choose whether the bid stays in.")

    def command(self) -> Command:
        """Records the decision chosen."""
        return partial(
            decide_about_price,
            question_id=self._id,
            decision=self.decision.value(),
            outcome=PriceOutcome(self.choice.value()),
        )


def overdue(one: PriceQuestion, today: date) -> bool:
    """Tells whether the day for an answer is over and none was recorded."""
    return one.answered is None and one.answer_by is not None and today > one.answer_by
