"""The bid register: a line for each bid with its seal, files, price and state."""

from starapp.bids.bid import BidState
from starapp.bids.register import BidsView, RegisterRow
from starapp.foundation.dates import MONTHS, clock_text, day_text, local_date
from starapp.foundation.exact import money
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook


def _id(row: RegisterRow) -> str:
    return row.id


def _number(row: RegisterRow) -> str:
    return row.arrival.bid.label or str(row.number)


def _number_said(row: RegisterRow) -> str:
    label = row.arrival.bid.label
    return f"Bid {label}" if label else f"Number {row.number}"


def _provider(row: RegisterRow) -> str:
    return row.arrival.bid.provider_name


def _received(row: RegisterRow) -> str:
    moment = row.arrival.bid.received
    day = local_date(moment)
    when = f"{day.day} {MONTHS[day.month - 1]}, {clock_text(moment)}"
    late = row.arrival.bid.state is BidState.LATE
    return f"{when}, {_short_late(row.apart)}" if late else when


def _short_late(apart: str) -> str:
    """Four minutes 11 seconds late as "4 min late"; the tooltip has all of it."""
    number, unit, *_ = apart.split()
    short = {"minute": "min", "minutes": "min", "second": "s", "seconds": "s"}
    return f"{number} {short.get(unit, unit)} late"


def _received_tip(row: RegisterRow) -> str:
    moment = row.arrival.bid.received
    exact = f"{day_text(local_date(moment))}, {clock_text(moment, seconds=True)}"
    how = f". {row.arrival.how}" if row.arrival.how else ""
    return f"Received {exact}, {row.apart}{how}"


def _seal(row: RegisterRow) -> str:
    return row.seal


def _seal_tip(row: RegisterRow) -> str:
    return f"SHA-256 of everything received: {row.arrival.bid.seal}"


def _files(row: RegisterRow) -> str:
    if row.files is None:
        return "Not opened"
    if row.check is None or not row.check.lines:
        return "Checked"
    return f"{len(row.check.lines)} to check" if row.check.waiting else "Left open"


def _files_second(row: RegisterRow) -> str:
    if row.files is None:
        return ""
    return "1 document" if row.files == 1 else f"{row.files} documents"


def _files_icon(row: RegisterRow) -> tuple[str, str] | None:
    if row.files is None:
        return None
    settled = row.check is None or not row.check.lines
    return ("circle-check", "greenText") if settled else ("triangle-alert", "amberText")


def _price(row: RegisterRow) -> str:
    return money(row.weekly) if row.weekly is not None else "Sealed"


def _price_second(row: RegisterRow) -> str:
    return row.price_words


def _price_tip(row: RegisterRow) -> str:
    return row.price_sealed


def _price_ink(row: RegisterRow) -> str:
    return "" if row.weekly is not None else "inkMuted"


def _state(row: RegisterRow) -> str:
    return look_of(row).text


def look_of(row: RegisterRow) -> TagLook:
    """The tag of a bid."""
    if row.broken:
        return TagLook("Seal broken", "red", "shield-alert")
    if row.next:
        return TagLook("Next", "amber", "arrow-right")
    return {
        BidState.SEALED: TagLook("Sealed", "grey", "lock"),
        BidState.OPENED: TagLook("Opened", "green", "package-open"),
        BidState.LATE: TagLook("Late", "red", "clock-alert"),
        BidState.WITHDRAWN: TagLook("Withdrawn", "grey", "minus"),
        BidState.SET_ASIDE: TagLook("Set aside", "red", "circle-x"),
    }[row.arrival.bid.state]


COLUMNS: tuple[Column[RegisterRow], ...] = (
    Column("No.", _number, width=44, accessible=_number_said),
    Column(
        "Provider and time received", _provider, second=_received, strong=True, tip=_received_tip
    ),
    Column("Seal", _seal, mono=True, width=102, tip=_seal_tip),
    Column("Check", _files, second=_files_second, icon=_files_icon, width=120),
    Column("Weekly price", _price, second=_price_second, width=140, tip=_price_tip, ink=_price_ink),
    Column("State", _state, tag=look_of, width=112),
)


class RegisterTable(ListTable[RegisterRow]):
    """The register, in order of receipt."""

    def __init__(self) -> None:
        super().__init__("Bid register", COLUMNS, _id, row_height=56, key="bidRegister")
        self._held: dict[str, RegisterRow] = {}

    def show_view(self, view: BidsView) -> None:
        """Shows the bids; the one to open next is chosen."""
        self._held = {row.id: row for row in view.rows}
        self.show_rows(view.rows)
        if view.next is not None:
            self.choose(view.next.id)
        elif view.rows and self.current() not in self._held:
            self.choose(view.rows[0].id)

    def row(self, bid_id: str) -> RegisterRow | None:
        """The line of a bid."""
        return self._held.get(bid_id)
