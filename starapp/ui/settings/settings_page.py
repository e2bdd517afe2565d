"""Settings: a list of pages at the left, the page at the right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.settings.backups_page import BackupsPage
from starapp.ui.settings.bodies_page import BodiesPage
from starapp.ui.settings.calendar_page import CalendarPage
from starapp.ui.settings.letterhead_page import LetterheadPage
from starapp.ui.settings.lots_page import LotsPage
from starapp.ui.settings.people_page import PeoplePage
from starapp.ui.settings.rates_page import RatesPage
from starapp.ui.settings.setting_page import SettingPage, SettingTab
from starapp.ui.settings.system_rules import GeneralPage, OutcomesPage, PriceRulesPage
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.named import named


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the list."""

    part: str
    title: str
    icon: str
    make: Callable[[Desk], SettingPage]


ORGANISATION = (
    Entry("bodies", "Bodies", "landmark", BodiesPage),
    Entry("people", "People", "users", PeoplePage),
    Entry("letterhead", "Letterhead", "mail", LetterheadPage),
)
SYSTEM = (
    Entry("system", "General", "layers", GeneralPage),
    Entry("outcomes", "Outcomes", "trending-up", OutcomesPage),
    Entry("lots", "Lots and limits", "split", LotsPage),
    Entry("rates", "Rate types", "banknote", RatesPage),
    Entry("prices", "Price rules", "scale", PriceRulesPage),
)
LAW = (Entry("calendar", "Bank holidays", "calendar", CalendarPage),)
THIS_PC = (Entry("backups", "Backups", "history", BackupsPage),)
ENTRIES = {entry.part: entry for entry in (*ORGANISATION, *SYSTEM, *LAW, *THIS_PC)}


class SettingsPage(QWidget):
    """Pages are made when they are first opened."""

    title = "Settings"
    help_topic = "settings"
    touches = frozenset({"organisation", "people", "systems"})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self.setObjectName("settingsPage")
        self._desk = desk
        self.tabs: dict[str, SettingTab] = {}
        self._pages: dict[str, SettingPage] = {}
        self._stale: set[str] = set()
        self._shown = ""
        self.stack = QStackedWidget()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._list())
        box.addWidget(self.stack, 1)
        self.show_part(place.part)

    def _list(self) -> QWidget:
        scroll = Scroll(margin=16, spacing=3)
        named(scroll, "Pages of settings", key="settingsList")
        scroll.setFixedWidth(theme.px(216))
        groups = (
            ("Organisation", ORGANISATION),
            ("Purchasing system", SYSTEM),
            ("Law", LAW),
            ("This PC", THIS_PC),
        )
        for heading, entries in groups:
            words = Words(heading, "hint", ink="muted")
            words.setContentsMargins(12, 10, 0, 2)
            scroll.add(words)
            for entry in entries:
                tab = SettingTab(entry.part, entry.title, entry.icon)
                tab.clicked.connect(partial(self._press, entry.part))
                self.tabs[entry.part] = tab
                scroll.add(tab)
        scroll.body.addStretch(1)
        return scroll

    def _press(self, part: str, _on: object = None) -> None:
        self.show_part(part)
        self._desk.turned.emit(Place("settings", part=part))

    def show_part(self, part: str) -> None:
        """Shows a page by its name; an unknown one shows the first."""
        self._shown = part if part in ENTRIES else ORGANISATION[0].part
        if self._shown not in self._pages:
            made = ENTRIES[self._shown].make(self._desk)
            self._pages[self._shown] = made
            self.stack.addWidget(made)
        elif self._shown in self._stale:
            self._pages[self._shown].reload()
        self._stale.discard(self._shown)
        self.stack.setCurrentWidget(self._pages[self._shown])
        self.tabs[self._shown].setChecked(True)

    def shown_part(self) -> str:
        """The name of the page shown."""
        return self._shown

    def shown(self) -> SettingPage:
        """The page shown."""
        return self._pages[self._shown]

    def reload(self) -> None:
        """Shows what is in the file now; the other pages follow when they are opened."""
        self._stale = set(self._pages) - {self._shown}
        self._pages[self._shown].reload()

    def regions(self) -> tuple[QWidget, ...]:
        """The parts F6 goes through."""
        return (self.tabs[self._shown], self.stack)

    def crumbs(self) -> list[tuple[str, Place | None]]:
        """Settings, then the page."""
        return [(self.title, Place("settings")), (ENTRIES[self._shown].title, None)]
