"""The workspace of one competition: header, eight stages, and the page of the stage that is open."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from starapp.competitions.commands import abandon
from starapp.competitions.stage_rules import Action, may
from starapp.competitions.stages import ORGANISERS
from starapp.letters.award_view import SIGNED_OFF
from starapp.ui import screens
from starapp.ui.competitions.header_facts import (
    PARTS,
    HeaderFacts,
    header_facts,
    key_facts,
    status_of,
    steps,
)
from starapp.ui.desk import Desk, Place
from starapp.ui.evaluation.command_dialog import Command, ReasonDialog
from starapp.ui.places import stage_pages
from starapp.ui.widgets.work_header import WorkHeader

MINUTE = 60_000
UNDER = {"scoring": "panel"}
"""Parts that belong to the stage of another part."""


class CompetitionWorkspace(QWidget):
    """Shows the header always, and one stage at a time; pages are made when first opened."""

    touches = frozenset(
        {
            "competitions", "questions", "bids", "prices", "panel", "scores", "moderation",
            "results", "awards", "letters", "packages", "models", "providers", "people",
            "organisation", "systems",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self.setObjectName("competitionWorkspace")
        self._desk = desk
        self._id = place.id
        self._pages: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._shown = ""
        self.dialog: ReasonDialog | None = None
        self.header = WorkHeader()
        self.header.stage_opened.connect(self._go)
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        outer.addWidget(self._stack, 1)
        self._abandon = QAction("Abandon competition", self)
        self._abandon.triggered.connect(self.ask_to_abandon)
        self.facts = self._read()
        self.show_part(place.part or PARTS[self.facts.stage])
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE)
        self._minute.timeout.connect(self._show_header)
        self._minute.start()

    # ---- what the window asks ----

    @property
    def title(self) -> str:
        """The reference and the stage, for the window's title."""
        page = self.page()
        return f"{self.facts.place.reference}, {screens.title_of(page) if page else 'Competition'}"

    @property
    def reference(self) -> str:
        """The reference, for pins."""
        return self.facts.place.reference

    @property
    def help_topic(self) -> str:
        """The topic of the stage that is open."""
        page = self.page()
        return screens.help_topic_of(page) if page else "competitions"

    def crumbs(self) -> list[tuple[str, Place | None]]:
        """Competitions, this one, the stage."""
        page = self.page()
        return [
            ("Competitions", Place("competitions")),
            (self.facts.place.reference, Place("competition", self._id)),
            (screens.title_of(page) if page else "", None),
        ]

    def actions(self) -> list[QAction]:
        """The actions of the stage's page, then those of the competition."""
        page = self.page()
        return [*(screens.actions_of(page) if page else []), self._abandon]

    def main_action(self) -> QAction | None:
        """The main action of the stage's page."""
        page = self.page()
        return screens.main_action_of(page) if page else None

    def regions(self) -> tuple[QWidget, ...]:
        """Header, then what the page has."""
        page = self.page()
        parts = screens.regions_of(page) if page else ()
        return (self.header, *(parts or (self._stack,)))

    def undo_names(self) -> tuple[str, str]:
        """Of the stage's page."""
        page = self.page()
        return screens.undo_names(page) if page else ("", "")

    def undo(self) -> None:
        """Of the stage's page."""
        self._ask_page("undo")

    def redo(self) -> None:
        """Of the stage's page."""
        self._ask_page("redo")

    def offers(self, what: str) -> bool:
        """Tells whether the page of the stage that is open does what a screen may do."""
        page = self.page()
        return page is not None and screens.can(page, what)

    def find_here(self) -> None:
        """Ctrl+F in the stage's page."""
        self._ask_page("find_here")

    def print_it(self) -> None:
        """Ctrl+P in the stage's page."""
        self._ask_page("print_it")

    def save_case(self) -> None:
        """Saves the evaluation as a case, in the result stage."""
        self._ask_page("save_case")

    def _ask_page(self, what: str) -> None:
        page = self.page()
        if page is not None:
            screens.ask_screen(page, what)

    def stage_before(self) -> None:
        """Ctrl+PageUp."""
        self._go(self.header.stages.next_part(-1))

    def stage_after(self) -> None:
        """Ctrl+PageDown."""
        self._go(self.header.stages.next_part(1))

    def _go(self, part: str) -> None:
        if part and part != self._shown:
            self._desk.go(Place("competition", self._id, part))

    def page(self) -> QWidget | None:
        """The page of the stage that is open."""
        return self._pages.get(self._shown)

    def show_part(self, part: str) -> None:
        """Opens a stage; an unknown one opens the stage the competition stands at."""
        made = stage_pages()
        wanted = part if part in made else PARTS[self.facts.stage]
        if wanted not in made:
            wanted = next(one for one in PARTS.values() if one in made)
        page = self._pages.get(wanted)
        if page is None:
            page = made[wanted](self._desk, self._id)
            self._pages[wanted] = page
            self._stack.addWidget(page)
        elif wanted in self._stale:
            screens.reload(page)
        self._stale.discard(wanted)
        self._shown = wanted
        self._stack.setCurrentWidget(page)
        self._show_header()

    def shown_part(self) -> str:
        """The part that is open."""
        return self._shown

    def reload(self) -> None:
        """Shows what is stored now; pages that are not open are read again when they are."""
        self._stale = set(self._pages) - {self._shown}
        page = self.page()
        if page is not None:
            screens.reload(page)
        self._show_header()

    def _read(self) -> HeaderFacts:
        return self._desk.work.read(partial(header_facts, competition_id=self._id))

    def _show_header(self) -> None:
        self.facts = self._read()
        place = self.facts.place
        self.header.show_header(
            reference=place.reference,
            status=status_of(self.facts),
            title=place.title,
            facts=key_facts(self.facts),
            stages=steps(self.facts),
            shown=UNDER.get(self._shown, self._shown),
        )
        organises = self._desk.actor().can(*ORGANISERS) and not self._desk.read_only()
        self._abandon.setEnabled(organises and may(place.state, Action.ABANDON))

    def ask_to_abandon(self) -> None:
        """Asks for the reason, then ends the competition without an award."""
        self.dialog = ReasonDialog(
            self._desk,
            f"Abandon {self.facts.place.reference}?",
            yes="Abandon competition",
            make=self._abandoning,
            text="It ends without an award and cannot be taken up again. Bids that are sealed stay "
            f"sealed. {self._package_after()}",
            hint="STAR sends nothing. Tell every provider that was invited yourself.",
            risky=True,
        )
        self.dialog.open()

    def _package_after(self) -> str:
        """What becomes of the package, which sign-off marks as awarded."""
        if self.facts.place.state in SIGNED_OFF:
            return "The package stays awarded, so no other competition can use it."
        return "The package is ready for another competition."

    def _abandoning(self, reason: str) -> Command:
        return partial(abandon, competition_id=self._id, reason=reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window()
        self.header.room_changed(window.width(), window.height())
