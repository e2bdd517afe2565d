"""Settings, Calendar: the bank holidays that working days are counted by."""

from starapp.foundation.dates import day_name_text, day_text
from starapp.regimes.calendars import BankHoliday, bank_holidays, calendar
from starapp.ui.desk import Desk
from starapp.ui.settings.setting_page import SettingPage
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.labels import Facts
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable


def _id(row: BankHoliday) -> str:
    return row.day.isoformat()


def _day(row: BankHoliday) -> str:
    return day_name_text(row.day)


def _name(row: BankHoliday) -> str:
    return row.name


def _where(row: BankHoliday) -> str:
    return "All of the United Kingdom" if len(row.where) == 3 else ", ".join(row.where)


COLUMNS: tuple[Column[BankHoliday], ...] = (
    Column("Day", _day, width=250, strong=True),
    Column("Bank holiday", _name),
    Column("Where", _where),
)


class CalendarPage(SettingPage):
    """The calendar in use; it comes with STAR and cannot be edited."""

    title = "Calendar"
    line = "Bank holidays used to count standstill and other working days."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        known = calendar()
        self.facts = Facts(
            ("List of", known.version),
            ("Source", known.source),
            ("Covers", f"{day_text(known.first)} to {day_text(known.last)}"),
        )
        used = Card("In use")
        used.add(self.facts)
        used.add(
            Notice(
                "info",
                "A bank holiday in any part of the United Kingdom does not count.",
                "That is section 123 of the Procurement Act 2023. Days beyond the list cannot be "
                "counted until a newer version of STAR brings them.",
            )
        )
        self.table: ListTable[BankHoliday] = ListTable(
            "Bank holidays", COLUMNS, _id, key="bankHolidays"
        )
        self.table.show_rows(bank_holidays())
        listed = Card("Bank holidays", hint="Weekdays only", padded=False)
        listed.add(self.table)
        self.page.add(used)
        self.page.add(listed)
        self.page.body.addStretch(1)
