"""Bids and opening: the register, what to settle, receiving, the opening by two people, prices."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from starapp.bids.bid import BidState
from starapp.bids.checking import take_bid_back
from starapp.bids.commands import withdraw_bid
from starapp.bids.opening import begin_opening, open_bid, shuffle_labels, stop_opening
from starapp.bids.price_commands import record_price_check
from starapp.bids.register import BidsView, RegisterRow, bids_view
from starapp.bids.register_document import register_document
from starapp.competitions.stage_rules import Action
from starapp.competitions.stages import ORGANISERS
from starapp.documents.blocks import Document
from starapp.foundation.change import Change
from starapp.foundation.dates import day_text, has_passed, local_date
from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.organisation.people import Person
from starapp.organisation.queries import people
from starapp.panel.queries import seat_of
from starapp.ui import theme
from starapp.ui.bids.bid_dialogs import LateDialog, LettersDialog, SetAsideDialog
from starapp.ui.bids.bid_sheet import BidSheet
from starapp.ui.bids.ceremony_card import CeremonyCard
from starapp.ui.bids.counts_strip import CountsStrip
from starapp.ui.bids.price_sheet import PriceSheet
from starapp.ui.bids.receive_sheet import ReceiveSheet
from starapp.ui.bids.register_table import RegisterTable
from starapp.ui.bids.settle_notices import settle_notices
from starapp.ui.competitions.header_facts import time_left
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, ReasonDialog
from starapp.ui.evaluation.report_preview import ReportPreview
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, Scroll, clear
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.split import Split

HALF_MINUTE = 30_000
BESIDE = 980
"""The width, divided by the text size, from which the opening stands beside the register."""


class BidsPage(QWidget):
    """Stage 4 of a competition."""

    title = "Bids"
    help_topic = "bids"
    touches = frozenset({"bids", "prices", "competitions", "people", "panel"})

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__()
        self.setObjectName("bidsPage")
        self._desk = desk
        self._id = competition_id
        self.view: BidsView | None = None
        self.dialog: QDialog | None = None
        self.errors = ErrorSummary("This cannot be done")
        self.counts = CountsStrip()
        self.receive = Button(
            "Record bid", icon="plus", size="small", pressed=self.receive_one, key="recordBid"
        )
        self.print_button = Button(
            "Bid register", icon="printer", size="small", pressed=self.print_it, key="printRegister"
        )
        self.table = RegisterTable()
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.read_bid)
        self.empty = EmptyState("No bids yet", "", icon="mail")
        self.ceremony = CeremonyCard()
        self._connect()
        self._bid_buttons()
        self._build()
        self._made_actions = self._make_actions()
        self.reload()
        self._clock = QTimer(self)
        self._clock.setInterval(HALF_MINUTE)
        self._clock.timeout.connect(self._watch_deadline)
        self._clock.start()

    def _connect(self) -> None:
        self.ceremony.beginning.connect(self.begin)
        self.ceremony.opening.connect(self.open_one)
        self.ceremony.stopping.connect(self.ask_to_stop)
        self.ceremony.shuffling.connect(self.shuffle)
        self.ceremony.lettering.connect(self.set_letters)

    def _bid_buttons(self) -> None:
        self.read = Button("Read bid", icon="book-open", size="small", pressed=self.read_chosen)
        self.aside = Button("Set aside", size="small", pressed=self.set_aside, key="setAside")
        self.back = Button("Put back", size="small", pressed=self.put_back, key="putBack")
        self.withdraw = Button("Record withdrawal", size="small", pressed=self.ask_to_withdraw)
        self.check_prices = Button(
            "Check prices", icon="banknote", size="small", pressed=self.look_at_prices,
            key="checkPrices",
        )  # fmt: skip

    def _build(self) -> None:
        card = Card()
        card.body.setContentsMargins(0, 0, 0, 14)
        card.body.setSpacing(0)
        for button in (self.receive, self.print_button):
            self.counts.add_right(button)
        card.add(self.counts)
        card.add(self.table)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(16, 12, 16, 0)
        box.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.read, self.aside, self.back, self.withdraw, self.check_prices):
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)
        box.addWidget(self.empty)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(10)
        box.addLayout(self._notices)
        card.add(holder)
        card.body.addStretch(1)
        self._left = Scroll(spacing=12, margin=16)
        self._left.add(self.errors)
        self._left.add(card)
        self._left.body.addStretch(1)
        self._right = Scroll(margin=16)
        self._right.add(self.ceremony)
        self._right.body.addStretch(1)
        self._right.setMinimumWidth(300)
        self.work_area = Split("bids", self._left, self._right, parts=(70, 30))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 0, 8, 0)
        outer.addWidget(self.work_area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The opening stands beside the register, or over it where there is no room."""
        beside = self.width() * 100 / theme.current().text_scale >= BESIDE
        if beside != self._right.isAncestorOf(self.ceremony):
            scroll = self._right if beside else self._left
            scroll.body.insertWidget(0, self.ceremony)
        self._right.setVisible(beside)

    def _make_actions(self) -> list[QAction]:
        made = []
        for words, act in (
            ("Record bid", self.receive_one),
            ("Read bid", self.read_chosen),
            ("Check prices", self.look_at_prices),
            ("Print bid register", self.print_it),
            ("Open next bid", self.open_next),
        ):
            action = QAction(words, self)
            action.triggered.connect(act)
            made.append(action)
        return made

    def actions(self) -> list[QAction]:
        """Record, read, check prices, print, open."""
        return self._made_actions

    def main_action(self) -> QAction:
        """Opens the next bid."""
        return self._made_actions[-1]

    def regions(self) -> tuple[QWidget, ...]:
        """The register and the opening."""
        return (self.table, self.ceremony)

    # ---- showing ----

    def reload(self) -> None:
        """Shows what is stored now."""
        view = self._desk.work.read(partial(bids_view, competition_id=self._id))
        self.view = view
        self.errors.show_problems(())
        self.counts.show_view(view)
        self.table.show_view(view)
        self.table.setVisible(bool(view.rows))
        self.empty.setVisible(not view.rows)
        self.empty.show_words("No bids yet", _empty_words(view))
        self._show_notices(view)
        self.ceremony.show_view(view, openers=self._openers(), may=self._may_open(view))
        self._show_buttons(view)
        self._picked(self.table.current())

    def _openers(self) -> tuple[Person, ...]:
        me = self._desk.actor().person_id
        return tuple(
            one
            for one in self._desk.work.read(people)
            if one.active and one.id != me and not one.roles.isdisjoint(ORGANISERS)
        )

    def _organises(self) -> bool:
        return self._desk.actor().can(*ORGANISERS) and not self._desk.read_only()

    def _may_open(self, view: BidsView) -> bool:
        if not self._organises():
            return False
        meeting = view.openers
        return meeting is None or self._desk.actor().person_id in {
            meeting.first_id,
            meeting.second_id,
        }

    def _show_notices(self, view: BidsView) -> None:
        clear(self._notices)
        decides = self._organises() or self._desk.actor().can(Role.APPROVER)
        for notice in settle_notices(view, decide=self.decide_late if decides else None):
            self._notices.addWidget(notice)

    def _show_buttons(self, view: BidsView) -> None:
        organises = self._organises()
        self.receive.setVisible(organises and view.may(Action.RECEIVE))
        if view.no_reply:
            self.receive.on()
        else:
            self.receive.off("Every provider that was invited has bid or declined.")
        checker = self._desk.actor().can(Role.FINANCE) and view.may(Action.CHECK_PRICES)
        self.check_prices.setVisible(bool(view.opened) and (checker or view.prices_open))
        on_panel = self._on_panel() if checker and not view.prices_open else False
        if on_panel:
            self.check_prices.off("You sit on the panel, so you see prices with everybody else.")
        else:
            self.check_prices.on()
        receive, _read, prices, _print, opening = self._made_actions
        receive.setEnabled(self.receive.isVisibleTo(self) and self.receive.isEnabled())
        prices.setEnabled(self.check_prices.isVisibleTo(self) and self.check_prices.isEnabled())
        opening.setEnabled(view.next is not None and self._may_open(view))

    def _on_panel(self) -> bool:
        mine = partial(seat_of, competition_id=self._id, person_id=self._desk.actor().person_id)
        return self._desk.work.read(mine) is not None

    def _picked(self, bid_id: str) -> None:
        row = self.table.row(bid_id)
        view = self.view
        for button in (self.read, self.aside, self.back, self.withdraw):
            button.hide()
        self._made_actions[1].setEnabled(False)
        if row is None or view is None:
            return
        opened = row.arrival.opened is not None
        self.read.setVisible(opened)
        self._made_actions[1].setEnabled(opened)
        if not self._organises():
            return
        state = row.arrival.bid.state
        settable = state is BidState.OPENED or (state is BidState.SEALED and row.broken)
        self.aside.setVisible(settable and view.may(Action.SET_ASIDE))
        self.back.setVisible(state is BidState.SET_ASIDE and view.may(Action.SET_ASIDE))
        live = state in {BidState.SEALED, BidState.OPENED, BidState.LATE}
        self.withdraw.setVisible(live and view.may(Action.WITHDRAW))

    def _watch_deadline(self) -> None:
        """Turns the page over when the deadline passes while it is shown."""
        view = self.view
        if view is None or view.after_deadline or view.deadline is None or not self.isVisible():
            return
        if has_passed(view.deadline, self._desk.now()):
            self.reload()

    def _row(self) -> RegisterRow | None:
        return self.table.row(self.table.current())

    # ---- arriving ----

    def receive_one(self) -> None:
        """Opens the form for a bid that arrived."""
        self.dialog = ReceiveSheet(self._desk, self._id, parent=self.window())
        self.dialog.open()

    def ask_to_withdraw(self) -> None:
        """Asks how the provider withdrew."""
        row = self._row()
        if row is not None:
            name = row.arrival.bid.provider_name
            self._reason(
                f"{name} withdraws its bid?",
                partial(withdraw_bid, bid_id=row.id),
                yes="Record withdrawal",
                text="The bid stays in the record. From now on it is not opened, scored or ranked.",
            )

    def _reason(self, title: str, command: partial[Change], *, yes: str, text: str) -> None:
        def make(reason: str) -> Command:
            return partial(command, reason=reason)

        self.dialog = ReasonDialog(self._desk, title, yes=yes, make=make, text=text)
        self.dialog.open()

    # ---- opening ----

    def shuffle(self) -> None:
        """Gives letters at random."""
        self._do(partial(shuffle_labels, competition_id=self._id))

    def set_letters(self) -> None:
        """Opens the dialog for the letters."""
        if self.view is not None:
            self.dialog = LettersDialog(self._desk, self.view)
            self.dialog.open()

    def begin(self, second_opener: str) -> None:
        """Asks before the opening begins."""
        number = len(self.view.sealed) if self.view else 0
        bids = "1 bid" if number == 1 else f"{number} bids"
        self._desk.ask(
            f"Begin opening {bids}?",
            text="Both openers go on the record. What is opened cannot be sealed again.",
            yes="Begin opening",
            then=partial(self._begin, second_opener),
        )

    def _begin(self, second_opener: str) -> None:
        self._do(partial(begin_opening, competition_id=self._id, second_opener=second_opener))

    def open_one(self, bid_id: str) -> None:
        """Opens one bid."""
        self._do(partial(open_bid, bid_id=bid_id))

    def open_next(self) -> None:
        """Opens the bid whose turn it is."""
        if self.view is not None and self.view.next is not None:
            self.open_one(self.view.next.id)

    def ask_to_stop(self) -> None:
        """Asks before the meeting ends with bids still sealed."""
        self._desk.ask(
            "Stop and seal the rest?",
            text="The bids that are not opened stay sealed. Two people can begin again later.",
            yes="Stop opening",
            then=partial(self._do, partial(stop_opening, competition_id=self._id)),
        )

    def _do(self, command: Command) -> None:
        self._desk.work.do(command, done=self._done, refused=self._refused)

    def _done(self, change: Change) -> None:
        self._desk.say(change.words)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems)

    # ---- opened bids ----

    def read_chosen(self) -> None:
        """Reads the chosen bid."""
        self.read_bid(self.table.current())

    def read_bid(self, bid_id: str) -> None:
        """Shows an opened bid; a sealed one cannot be read."""
        row = self.table.row(bid_id)
        if row is None or row.arrival.opened is None or self.view is None:
            return
        may = self._organises() and self.view.may(Action.CHECK)
        self.dialog = BidSheet(self._desk, bid_id, may=may, parent=self.window())
        self.dialog.open()

    def decide_late(self, bid_id: str) -> None:
        """Opens the dialog about a late bid."""
        row = self.table.row(bid_id)
        if row is not None:
            self.dialog = LateDialog(self._desk, row)
            self.dialog.open()

    def set_aside(self) -> None:
        """Opens the dialog that sets the chosen bid aside."""
        row = self._row()
        if row is not None:
            self.dialog = SetAsideDialog(self._desk, row)
            self.dialog.open()

    def put_back(self) -> None:
        """Asks why a bid that was set aside comes back."""
        row = self._row()
        if row is not None:
            self._reason(
                "Put this bid back?",
                partial(take_bid_back, bid_id=row.id),
                yes="Put back",
                text="It is scored and ranked like the others again.",
            )

    # ---- prices ----

    def look_at_prices(self) -> None:
        """Shows the prices; before they are unsealed it asks and records the look first."""
        if self.view is None:
            return
        if self.view.prices_open:
            self._show_prices("", may_ask=self._organises() or self._desk.actor().can(Role.FINANCE))
            return
        self._desk.ask(
            "Look at the sealed prices?",
            text="The record shows that you looked. You cannot score these bids afterwards, and "
            "the panel must not learn any amount.",
            yes="Look at prices",
            then=self._look,
        )

    def _look(self) -> None:
        self._desk.work.do(
            partial(record_price_check, competition_id=self._id),
            done=self._looked,
            refused=self._refused,
        )

    def _looked(self, change: Change) -> None:
        self._show_prices(change.made, may_ask=True)

    def _show_prices(self, look_id: str, *, may_ask: bool) -> None:
        asks = may_ask and not self._desk.read_only()
        if self.view is not None and not self.view.may(Action.CHECK_PRICES):
            asks = False
        self.dialog = PriceSheet(
            self._desk, self._id, look_id=look_id, may_ask=asks, parent=self.window()
        )
        self.dialog.open()

    def print_it(self) -> None:
        """Shows the bid register as it prints."""
        if self.view is None:
            return
        made = register_document(self.view, body="")
        self.dialog = ReportPreview(self._desk, "Bid register", partial(_given, made))
        self.dialog.open()


def _empty_words(view: BidsView) -> str:
    if view.deadline is None:
        return "Set the deadline on the invitations page."
    if view.after_deadline:
        return f"The deadline passed on {day_text(local_date(view.deadline))}."
    return f"The deadline is in {time_left(view.deadline, view.now)[1]}."


def _given(document: Document, _session: object) -> Document:
    return document
