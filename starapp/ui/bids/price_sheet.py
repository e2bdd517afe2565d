"""Prices with the questions they raise, for the price checker before they are unsealed, then for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from starapp.bids.queries import (
    CheckedPrice,
    PriceQuestion,
    bids,
    checked_prices,
    price_check,
    price_questions,
    prices_visible,
)
from starapp.competitions.stages import ORGANISERS
from starapp.foundation.dates import local_date
from starapp.foundation.exact import money, quantity, rate
from starapp.specifications.package_cost import PricedLine
from starapp.ui import theme
from starapp.ui.bids.price_question_card import (
    AnswerDialog,
    AskDialog,
    DecisionDialog,
    NoAnswerDialog,
    QuestionCard,
    overdue,
)
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import CommandDialog
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Card, Scroll, clear
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable


@dataclass(frozen=True, slots=True)
class Prices:
    """Everything the sheet shows.

    Attributes:
        opened: prices are unsealed for everybody.
    """

    names: Mapping[str, str]
    checked: tuple[CheckedPrice, ...]
    questions: tuple[PriceQuestion, ...]
    opened: bool


def read_prices(session: Session, competition_id: str, look_id: str) -> Prices:
    """Reads prices by a recorded look, or the open ones without.

    Raises:
        CannotDo: with code "sealed".
    """
    if look_id:
        checked = price_check(session, competition_id, look_id=look_id)
    else:
        checked = checked_prices(session, competition_id)
    return Prices(
        {x.id: f"Bid {x.label}, {x.provider_name}" for x in bids(session, competition_id)},
        checked,
        price_questions(session, competition_id, look_id=look_id),
        prices_visible(session, competition_id),
    )


def _code(line: PricedLine) -> str:
    return line.line.rate_code


def _item(line: PricedLine) -> str:
    return line.line.item


def _much(line: PricedLine) -> str:
    return f"{quantity(line.line.quantity)} {line.line.unit}" if line.line.weekly else "once"


def _rate(line: PricedLine) -> str:
    return rate(line.rate)


def _amount(line: PricedLine) -> str:
    return money(line.amount)


COLUMNS: tuple[Column[PricedLine], ...] = (
    Column("Item", _item),
    Column("Quantity", _much, numeric=True, width=130),
    Column("Rate", _rate, numeric=True, width=110),
    Column("Amount", _amount, numeric=True, width=110),
)


class PriceSheet(Sheet):
    """A card for each bid: lines, totals, questions raised, and the questions asked.

    Args:
        look_id: of the look a price checker recorded; empty when prices are unsealed.
        may_ask: the person may ask, answer and decide.
        only: identity of the one bid to show; empty shows them all.
    """

    def __init__(
        self,
        desk: Desk,
        competition_id: str,
        *,
        look_id: str = "",
        may_ask: bool,
        only: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Price check", width=780, parent=parent)
        self.setObjectName("priceSheet")
        self._desk = desk
        self._id = competition_id
        self._look = look_id
        self._may_ask = may_ask
        self._only = only
        self._may_set_aside = False
        self.dialog: CommandDialog | None = None
        self._page = Scroll(margin=4, spacing=14)
        self._page.setMinimumHeight(theme.px(440))
        self.add(self._page, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept, key="closePrices")
        self.add_answers(self.close_button)
        self.reload()

    def reload(self) -> None:
        """Reads the prices again."""
        shown = self._desk.work.read(
            partial(read_prices, competition_id=self._id, look_id=self._look)
        )
        self._may_set_aside = shown.opened and self._desk.actor().can(*ORGANISERS)
        clear(self._page.body)
        if self._look:
            self._page.add(
                Notice(
                    "warning",
                    "These amounts are still sealed for the panel.",
                    "The record shows that you looked. You cannot score these bids.",
                )
            )
        for one in shown.checked:
            if self._only not in {"", one.bid_id}:
                continue
            questions = [x for x in shown.questions if x.bid_id == one.bid_id]
            self._page.add(self._card(shown.names[one.bid_id], one, questions))
        self._page.body.addStretch(1)

    def _card(self, name: str, one: CheckedPrice, questions: list[PriceQuestion]) -> Card:
        card = Card(name)
        if self._may_ask:
            ask = Button(
                "Ask about the price", icon="mail-question-mark", size="small",
                pressed=partial(self.ask, one.bid_id, name), key=f"ask-{one.bid_id}",
            )  # fmt: skip
            ask.setAccessibleName(f"Ask about the price of {name}")
            card.add_right(ask)
        table: ListTable[PricedLine] = ListTable(
            f"Price lines of {name}", COLUMNS, _code, row_height=37, key=f"lines-{one.bid_id}"
        )
        table.show_rows(one.price.price.lines)
        card.add(table)
        price = one.price.price
        card.add(
            Words(
                f"{money(price.weekly)} a week, {money(price.annual)} a year, "
                f"{money(price.first_year)} in the first year",
                "label",
                wrap=True,
            )
        )
        if not one.flags:
            card.add(Notice("success", "Adds up.", "No rate or total raises a question."))
        for flag in one.flags:
            card.add(Notice("warning", flag.words))
        for question in questions:
            card.add(self._question(question))
        return card

    def _question(self, one: PriceQuestion) -> QWidget:
        card = QuestionCard(one)
        if self._may_ask:
            card.offer(*self._next_steps(one))
        return card

    def _next_steps(self, one: PriceQuestion) -> list[Link]:
        if one.decided is not None:
            return []
        if one.answered is not None:
            return [Link("Record the decision", pressed=partial(self.decide, one.id))]
        found = [Link("Record the answer", pressed=partial(self.answer, one.id))]
        if overdue(one, local_date(self._desk.now())):
            found.append(
                Link("Record that no answer came", pressed=partial(self.wait_over, one.id))
            )
        return found

    def _open(self, dialog: CommandDialog) -> None:
        dialog.finished.connect(self._come_back)
        self.dialog = dialog
        self.hide()
        dialog.open()

    def _come_back(self, _result: int) -> None:
        """Opens again after the smaller dialog: one dialog stands at a time."""
        self.reload()
        self.open()

    def ask(self, bid_id: str, name: str) -> None:
        """Opens the dialog that records a question to the provider."""
        self._open(AskDialog(self._desk, bid_id, name))

    def answer(self, question_id: str) -> None:
        """Opens the dialog that records the provider's answer and what it shows."""
        self._open(AnswerDialog(self._desk, question_id))

    def wait_over(self, question_id: str) -> None:
        """Opens the dialog that records that no answer came in time."""
        self._open(NoAnswerDialog(self._desk, question_id))

    def decide(self, question_id: str) -> None:
        """Opens the dialog that records the decision."""
        may = self._may_set_aside
        self._open(DecisionDialog(self._desk, question_id, may_set_aside=may))
