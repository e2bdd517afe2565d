"""The opening: who opens, the bid whose turn it is with its checks, and the record of opening."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from starapp.bids.register import BidsView, RegisterRow
from starapp.competitions.competition import State
from starapp.competitions.stage_rules import Action
from starapp.foundation.dates import clock_text, moment_text
from starapp.organisation.people import Person
from starapp.ui import theme
from starapp.ui.bids.seal_badge import SealBadge
from starapp.ui.competitions.header_facts import time_left
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.choices import Check, Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Icon, Words, hairline


class CeremonyCard(Card):
    """The panel beside the register.

    Signals:
        beginning: the id of the second opener.
        opening: the id of the bid to open.
        stopping: leave the rest sealed.
        shuffling: letters at random.
        lettering: letters chosen by hand.
    """

    beginning = Signal(str)
    opening = Signal(str)
    stopping = Signal()
    shuffling = Signal()
    lettering = Signal()

    def __init__(self) -> None:
        super().__init__("Opening", padded=False)
        self.count = Words("", "hint", ink="muted")
        self.add_right(self.count)
        self._top = QVBoxLayout()
        self._top.setContentsMargins(16, 12, 16, 12)
        self._top.setSpacing(10)
        self.body.addLayout(self._top)
        self.turn = TurnPanel()
        self.turn.opening.connect(self.opening)
        self.turn.stopping.connect(self.stopping)
        self.add(self.turn)
        self._record = QVBoxLayout()
        self._record.setContentsMargins(16, 12, 16, 12)
        self._record.setSpacing(6)
        self.body.addLayout(self._record)
        self.body.addStretch(1)
        self.add_foot(
            Icon("fingerprint", size=16), Words("Kept in the record. It cannot be edited.", "hint")
        ).addStretch(1)
        self.second: Choice | None = None
        self.here: Check | None = None
        self.begin: Button | None = None

    def show_view(self, view: BidsView, *, openers: tuple[Person, ...], may: bool) -> None:
        """Shows how far the opening is.

        Args:
            view: the bids.
            openers: who may be the second opener.
            may: the person may open bids and nothing is read-only.
        """
        total = view.opened + len(view.sealed)
        self.count.setText(f"{view.opened} of {total} opened" if total else "")
        clear(self._top)
        self.second = self.here = self.begin = None
        if view.openers is not None:
            self._show_openers(view)
        elif view.may(Action.OPEN) and view.sealed and view.after_deadline:
            self._show_beginning(view, openers, may=may)
        else:
            self._top.addWidget(Words(_waiting_words(view), "body", wrap=True))
        self.turn.show_turn(view, may=may)
        self._show_record(view)

    def _show_openers(self, view: BidsView) -> None:
        meeting = view.openers
        assert meeting is not None  # noqa: S101 - asked for before
        began = clock_text(meeting.began)
        for number, name, how in (
            ("1", meeting.first, f"At this PC, {began}"),
            ("2", meeting.second, f"Ticked as here, {began}"),
        ):
            self._top.addWidget(_opener(number, name, how))

    def _show_beginning(self, view: BidsView, openers: tuple[Person, ...], *, may: bool) -> None:
        passed = moment_text(view.deadline) if view.deadline else ""
        words = f"The deadline passed at {passed}. Two people open the bids together."
        self._top.addWidget(Words(words, "body", wrap=True))
        if not may:
            words = "A procurement officer or commissioner begins the opening."
            self._top.addWidget(Words(words, "hint", ink="muted", wrap=True))
            return
        if not view.met:
            self._top.addWidget(self._letters())
        self.second = Choice(
            [(one.id, f"{one.name}, {one.title}") for one in openers], empty="Choose a person"
        )
        self.second.chosen.connect(self._check)
        field = LabelledField("Second opener", self.second, key="secondOpener")
        self.here = Check("The second opener is here", key="secondIsHere")
        self.here.ticked.connect(self._check)
        self.begin = Button(
            "Begin opening", kind="main", icon="package-open", size="large", pressed=self._begin,
            key="beginOpening",
        )  # fmt: skip
        for part in (field, self.here, self.begin):
            self._top.addWidget(part)
        self._check()

    def _letters(self) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        words = "Bids get letters for scoring, in order of receipt unless you choose."
        box.addWidget(Words(words, "hint", ink="muted", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(Link("Shuffle letters", pressed=self.shuffling.emit, key="shuffleLetters"))
        line.addWidget(Link("Set letters", pressed=self.lettering.emit, key="setLetters"))
        line.addStretch(1)
        box.addLayout(line)
        return holder

    def _check(self, _changed: object = None) -> None:
        if self.begin is None or self.second is None or self.here is None:
            return
        if not self.second.value():
            self.begin.off("Choose the second opener.")
        elif not self.here.value():
            self.begin.off("Tick that the second opener is here.")
        else:
            self.begin.on()

    def _begin(self) -> None:
        if self.second is not None:
            self.beginning.emit(self.second.value())

    def _show_record(self, view: BidsView) -> None:
        clear(self._record)
        if not view.lines:
            return
        self._record.addWidget(Words("Record of opening", "label"))
        for line in reversed(view.lines):
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            when = Words(clock_text(line.moment), "table", ink="muted")
            when.setToolTip(moment_text(line.moment))
            row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Words(line.words, "table", wrap=True), 1)
            self._record.addWidget(holder)


class TurnPanel(QFrame):
    """The bid whose turn it is: seal, three checks, and the button that opens it.

    Signals:
        opening: the id of the bid.
        stopping: leave the rest sealed.
    """

    opening = Signal(str)
    stopping = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "wash")
        self._bid_id = ""
        self.badge = SealBadge()
        self.place = Words("", "hint", ink="muted")
        self.name = Words("", "sectionTitle", wrap=True)
        self.seal = Words("", "mono", selectable=True)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(4)
        self.open = Button(
            "Open bid", kind="main", icon="package-open", size="large", pressed=self._press,
            key="openBid",
        )  # fmt: skip
        self.stop = Link("Stop and seal the rest", pressed=self.stopping.emit, key="stopOpening")
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.place, self.name, self.seal):
            words.addWidget(part)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.addWidget(Words("Press Enter to open", "hint", ink="muted"))
        foot.addStretch(1)
        foot.addWidget(self.stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 12)
        box.setSpacing(10)
        box.addLayout(head)
        box.addLayout(self._checks)
        box.addWidget(self.open)
        box.addLayout(foot)

    def show_turn(self, view: BidsView, *, may: bool) -> None:
        """Shows the next bid; hidden while no opening runs."""
        row = view.next
        self.setVisible(row is not None)
        if row is None:
            return
        self._bid_id = row.id
        total = view.opened + len(view.sealed)
        number = view.opened + 1
        self.place.setText(f"Bid {number} of {total}")
        self.name.setText(row.arrival.bid.provider_name)
        self.seal.setText(f"Seal {row.seal}")
        broken = [one for one in view.sealed if one.broken]
        self.badge.show_seal(row.seal, broken=row.broken)
        clear(self._checks)
        for holds, words in _checks(row, broken):
            self._checks.addWidget(_check_line(words, holds=holds))
        self.open.set_text(f"Open bid {number}")
        if broken:
            self.open.off("A broken seal stops the opening of all bids.")
        elif not may:
            self.open.off("Only the two openers can open bids.")
        else:
            self.open.on()
            self.open.setFocus()

    def _press(self) -> None:
        self.opening.emit(self._bid_id)


def _checks(row: RegisterRow, broken: list[RegisterRow]) -> list[tuple[bool, str]]:
    found = [(not row.broken, "Not changed since it was received")]
    if row.broken:
        found = [(False, "Its content changed after it was received")]
    if row.arrival.late_decision:
        found.append((True, f"{_arrived(row)}; accepted by {row.arrival.late_decided_by}"))
    else:
        found.append((True, _arrived(row)))
    others = [one.arrival.bid.provider_name for one in broken if one.id != row.id]
    if others:
        found.append((False, f"Another seal is broken: {', '.join(others)}"))
    return found


def _arrived(row: RegisterRow) -> str:
    return f"Arrived {row.apart}" if row.apart else "Arrived before the deadline"


def _check_line(words: str, *, holds: bool) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    icon = Icon("check", colour="greenText", size=16)
    if not holds:
        icon = Icon("circle-x", colour="redText", size=16)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(words, "table", wrap=True), 1)
    return holder


def _opener(number: str, name: str, how: str) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    line = QHBoxLayout()
    line.setSpacing(12)
    mark = Words(number, "label")
    mark.setProperty("look", "round")
    mark.setFixedSize(theme.px(28), theme.px(28))
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Words(name, "label", wrap=True))
    words.addWidget(Words(how, "hint", ink="muted", wrap=True))
    line.addWidget(mark)
    line.addLayout(words, 1)
    line.addWidget(Icon("circle-check", colour="greenText"))
    box.addLayout(line)
    box.addWidget(hairline())
    return holder


def _waiting_words(view: BidsView) -> str:
    if view.state is State.BUILDING:
        return "Bids can be recorded once the invitations are issued."
    if view.deadline is not None and not view.after_deadline:
        left = time_left(view.deadline, view.now)[1]
        return (
            f"Bids stay sealed until {moment_text(view.deadline)}, in {left}. "
            "Until then STAR shows nobody a bid or a price."
        )
    if view.state is State.ABANDONED:
        return "The competition was abandoned. What is sealed stays sealed."
    if not view.rows:
        return "No bid arrived by the deadline. Abandon the competition, or start another."
    if not view.opened:
        return "No bid that came on time is waiting, so there is nothing to open."
    return "No bid waits to be opened. Two people opened each bid that is open."
