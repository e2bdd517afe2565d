"""The columns of the register, and the words of insurance, status and kind."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from starapp.foundation.dates import day_text
from starapp.organisation.purchasing_systems import Lot
from starapp.providers.insurance import Cover, cover
from starapp.providers.register import Provider, ProviderKind, ProviderStatus
from starapp.ui.providers.register_marks import LOT_BOX, draw_lots, draw_rating
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.tags import TagLook

KINDS = {
    ProviderKind.SME: "Small or medium business",
    ProviderKind.VCSE: "Voluntary, community or social enterprise",
    ProviderKind.LARGE: "Large business",
}
_STATUS = {
    ProviderStatus.ACTIVE: TagLook("Active", "green", "check"),
    ProviderStatus.CONDITIONAL: TagLook("Conditional", "blue", "info"),
    ProviderStatus.SUSPENDED: TagLook("Suspended for new work", "amber", "pause"),
    ProviderStatus.REMOVED: TagLook("Removed", "red", "x"),
    ProviderStatus.WITHDRAWN: TagLook("Withdrawn", "grey", "x"),
}
_STATUS_MARKS = {
    ProviderStatus.SUSPENDED: ("pause", "amberText"),
    ProviderStatus.REMOVED: ("x", "redText"),
    ProviderStatus.WITHDRAWN: ("x", "inkMuted"),
}
_MARKS = {Cover.RAN_OUT: ("circle-x", "redText"), Cover.SOON: ("triangle-alert", "amberText")}


def status_look(provider: Provider) -> TagLook:
    """The tag of a provider's status."""
    return _STATUS[provider.status]


def cover_words(end: date | None, today: date) -> str:
    """Ran out 14 March 2026, 30 April 2026, or Not known."""
    if end is None:
        return "Not known"
    ran_out = cover(end, today=today) is Cover.RAN_OUT
    return f"Ran out {day_text(end)}" if ran_out else day_text(end)


def cover_mark(end: date | None, today: date) -> tuple[str, str] | None:
    """The icon and colour of a policy that ran out or runs out soon."""
    return _MARKS.get(cover(end, today=today))


class ProviderColumns:
    """Knows the lots and the day the columns are shown for."""

    def __init__(self, lots: Sequence[Lot], today: date) -> None:
        self._lots = lots
        self._today = today

    def columns(self) -> tuple[Column[Provider], ...]:
        """The columns from left to right."""
        return (
            Column(
                "Provider", _name, sort="name", second=_second, strong=True, icon=_status_mark,
                accessible=_name_aloud,
            ),
            Column(
                "Lots", self._lot_words, paint=self._paint_lots,
                width=max(len(self._lots) * LOT_BOX + 22, 60),
            ),
            Column("CQC rating", _rating, sort="rating", paint=_paint_rating, width=196),
            Column(
                "Insurance until", self._until, sort="insurance", icon=self._mark, ink=self._ink,
                accessible=self._until_aloud, width=190,
            ),
        )  # fmt: skip

    def _lot_words(self, row: Provider) -> str:
        return ", ".join(lot.code for lot in self._lots if lot.id in row.lots) or "No lots"

    def _paint_lots(self, painter: QPainter, room: QRect, row: Provider) -> None:
        draw_lots(painter, room, row, self._lots)

    def _until(self, row: Provider) -> str:
        return cover_words(row.insurance.first_to_end, self._today)

    def _until_aloud(self, row: Provider) -> str:
        soon = cover(row.insurance.first_to_end, today=self._today) is Cover.SOON
        return f"{self._until(row)}, soon" if soon else self._until(row)

    def _mark(self, row: Provider) -> tuple[str, str] | None:
        return cover_mark(row.insurance.first_to_end, self._today)

    def _ink(self, row: Provider) -> str:
        found = self._mark(row)
        return found[1] if found else ""


def _name(row: Provider) -> str:
    return row.name


def _second(row: Provider) -> str:
    town = row.address_lines[-2] if len(row.address_lines) > 1 else ""
    last = town if row.status is ProviderStatus.ACTIVE else row.status.value
    return ", ".join(part for part in (row.code, row.kind.value, last) if part)


def _name_aloud(row: Provider) -> str:
    return f"{row.name}, {_second(row)}"


def _status_mark(row: Provider) -> tuple[str, str] | None:
    return _STATUS_MARKS.get(row.status)


def _rating(row: Provider) -> str:
    return row.cqc_rating.value


def _paint_rating(painter: QPainter, room: QRect, row: Provider) -> None:
    draw_rating(painter, room, row)
