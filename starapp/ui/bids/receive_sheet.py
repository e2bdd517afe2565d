"""Records a bid that arrived: who, when, answers, documents and rates; sealed when it is saved."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.bids.bid_entry import SUMMARY, BidEntry
from starapp.bids.commands import receive_bid
from starapp.bids.register import bids_view
from starapp.competitions.queries import competition, volumes
from starapp.criteria.evaluation_model import Criterion, Kind
from starapp.foundation.change import Change
from starapp.foundation.dates import local_date
from starapp.foundation.exact import MONEY_PLACES, RATE_PLACES, quantity
from starapp.foundation.problems import Problem
from starapp.specifications.package_cost import VolumeLine
from starapp.ui import theme
from starapp.ui.bids.documents_field import DocumentsField
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, Scroll
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.moment_field import MomentField
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import ExactField, LongText, TextField, too_long


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bid may hold."""

    competition_id: str
    providers: tuple[tuple[str, str], ...]
    questions: tuple[Criterion, ...]
    lines: tuple[VolumeLine, ...]


def asked(session: Session, competition_id: str) -> Asked:
    """Reads what bidders were asked and who has not bid yet."""
    model = competition(session, competition_id).model
    view = bids_view(session, competition_id)
    return Asked(
        competition_id,
        view.no_reply,
        tuple(c for c in model.leaves(Kind.SCORED) if c.written),
        volumes(session, competition_id),
    )


class ReceiveSheet(Sheet):
    """The form; a late bid is logged and kept sealed.

    Signals:
        received: the change, once the bid is sealed.
    """

    received = Signal(object)

    def __init__(self, desk: Desk, competition_id: str, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Record a bid",
            text="Once it is sealed, STAR shows it to nobody until two people open the bids.",
            width=760,
            parent=parent,
        )
        self.setObjectName("receiveSheet")
        self._desk = desk
        self._asked = desk.work.read(partial(asked, competition_id=competition_id))
        self.errors = ErrorSummary()
        self.fields: dict[str, QWidget] = {}
        page = Scroll(margin=4, spacing=14)
        page.setMinimumHeight(theme.px(400))
        page.add(self.errors)
        for card in (self._arrival(), self._answers(), self._documents(), self._prices()):
            page.add(card)
        page.body.addStretch(1)
        self.add(page, 1)
        self.seal = Button("Seal bid", kind="main", icon="lock", pressed=self._seal, key="sealBid")
        self.add_answers(Button("Cancel", pressed=self.reject, key="cancelBid"), self.seal)
        self.provider.setFocus()

    def _field(self, place: str, field: LabelledField) -> LabelledField:
        self.fields[place] = field
        return field

    def _arrival(self) -> Card:
        card = Card("Arrival")
        self.provider = Choice(self._asked.providers, empty="Choose a provider")
        hint = "Providers that were invited and have neither bid nor declined."
        card.add(
            self._field(
                "provider", LabelledField("Provider", self.provider, hint=hint, key="bidProvider")
            )
        )
        self.other_time = Check("It arrived another way or at another time", key="otherTime")
        self.other_time.ticked.connect(self._show_time)
        card.add(self.other_time)
        self.when = MomentField(
            "Received on", key="receivedDay", time_key="receivedTime", seconds="receivedSecond",
            today=local_date(self._desk.now()),
        )  # fmt: skip
        self.when.show_moment(self._desk.now())
        self.fields["received"] = self.when.field
        self.how = TextField(most=200)
        how = self._field(
            "how",
            LabelledField(
                "How it arrived", self.how, hint="For example: by email to the bids address",
                key="receivedHow",
            ),
        )  # fmt: skip
        self._typed_time = QWidget()
        box = QVBoxLayout(self._typed_time)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.when)
        box.addWidget(how)
        card.add(self._typed_time)
        self._typed_time.hide()
        return card

    def _show_time(self, on: object) -> None:
        self._typed_time.setVisible(bool(on))

    def _answers(self) -> Card:
        card = Card("Answers", hint="What is left empty counts as not answered")
        self.answers: dict[str, LongText] = {}
        for criterion in self._asked.questions:
            editor = LongText(lines=4)
            limit = criterion.word_limit
            hint = f"At most {limit} words" if limit is not None else ""
            card.add(
                self._field(
                    f"answers.{criterion.code}",
                    LabelledField(
                        f"{criterion.code} {criterion.title}", editor, hint=hint, optional=True,
                        key=f"answer-{criterion.code}",
                    ),
                )
            )  # fmt: skip
            self.answers[criterion.code] = editor
        summary = LongText(lines=3)
        card.add(LabelledField("Cover page", summary, optional=True, key="answer-summary"))
        self.answers[SUMMARY] = summary
        return card

    def _documents(self) -> Card:
        card = Card("Documents")
        self.documents = DocumentsField(self._desk)
        card.add(self.documents)
        self.fields["documents"] = self.documents
        return card

    def _prices(self) -> Card:
        card = Card("Price schedule", hint="In pounds; 0 where it is free")
        self.rates: dict[str, ExactField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for number, line in enumerate(self._asked.lines):
            editor = ExactField(None, places=RATE_PLACES, least=Decimal(0), unit="£")
            much = f"{quantity(line.quantity)} {line.unit} a week" if line.weekly else "once"
            field = LabelledField(line.item, editor, hint=much, key=f"rate-{line.rate_code}")
            grid.addWidget(self._field(f"rates.{line.rate_code}", field), number // 2, number % 2)
            self.rates[line.rate_code] = editor
        card.body.addLayout(grid)
        self.stated = ExactField(None, places=MONEY_PLACES, least=Decimal(0), unit="£")
        hint = "Compared with the sum STAR works out; never used."
        card.add(
            self._field(
                "stated_weekly",
                LabelledField(
                    "The provider’s own weekly total", self.stated, hint=hint, optional=True,
                    key="statedWeekly",
                ),
            )
        )  # fmt: skip
        card.add(
            Words(
                "Once sealed, STAR shows these amounts only to a price checker who looks, and to "
                "others when prices are unsealed.",
                "hint",
                wrap=True,
            )
        )
        return card

    def entry(self) -> BidEntry:
        """The bid as it is typed."""
        rates = tuple(
            (code, value)
            for code, editor in self.rates.items()
            if (value := editor.value_exact()) is not None
        )
        return BidEntry(
            provider_id=self.provider.value(),
            answers=tuple((code, x.value()) for code, x in self.answers.items() if x.value()),
            documents=self.documents.documents(),
            rates=rates,
            stated_weekly=self.stated.value_exact(),
        )

    def received_at(self) -> datetime | None:
        """The time of receipt that was typed, or None for now."""
        return self.when.moment() if self.other_time.value() else None

    def _problems(self) -> list[Problem]:
        found = []
        if not self.provider.value():
            found.append(Problem("provider", "Choose a provider.", "empty"))
        if self.other_time.value() and self.received_at() is None:
            words = self.when.problem() or "Enter the day and the time it arrived."
            found.append(Problem("received", words, "empty"))
        for code, editor in self.rates.items():
            if editor.problem():
                found.append(Problem(f"rates.{code}", editor.problem(), "number"))
        if self.stated.problem():
            found.append(Problem("stated_weekly", self.stated.problem(), "number"))
        return found

    def _seal(self) -> None:
        problems = self._problems()
        if too_long(self):
            return
        if problems:
            self.errors.show_problems(problems, self.fields)
            return
        self.seal.off("Sealing.")
        self._desk.work.do(
            partial(
                receive_bid,
                competition_id=self._asked.competition_id,
                entry=self.entry(),
                received=self.received_at(),
                how=self.how.value() if self.other_time.value() else "",
            ),
            done=self._sealed,
            refused=self._refused,
        )

    def _sealed(self, change: Change) -> None:
        self.received.emit(change)
        self._desk.say(change.words)
        self.accept()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.seal.on()
        self.errors.show_problems(problems, self.fields)
