"""The package editor: header, sections, the section that is open, and what is left to do."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from starapp.foundation.change import Change
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.problems import Problem
from starapp.specifications import stage_commands
from starapp.specifications.care_needs import Section
from starapp.specifications.choices_offered import Offered, offered
from starapp.specifications.package import STAYS_LOCKED, PackageState
from starapp.specifications.queries import versions
from starapp.specifications.readiness import section_states
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.specifications.about_section import AboutSection
from starapp.ui.specifications.dates_section import DatesSection
from starapp.ui.specifications.draft import PackageDraft
from starapp.ui.specifications.lock_card import LockCard
from starapp.ui.specifications.money_section import MoneySection
from starapp.ui.specifications.outcomes_section import OutcomesSection
from starapp.ui.specifications.package_header import STATUS, header_facts, stages
from starapp.ui.specifications.reason_dialog import ReasonDialog
from starapp.ui.specifications.section_list import SectionList
from starapp.ui.specifications.section_page import SectionPage
from starapp.ui.specifications.specification_preview import SpecificationPreview
from starapp.ui.specifications.versions_card import VersionsCard
from starapp.ui.specifications.weekly_section import WeeklySection
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.notices import LockedBar
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.work_header import WorkHeader

_PAGES: dict[Section, type[SectionPage]] = {
    Section.ABOUT: AboutSection,
    Section.OUTCOMES: OutcomesSection,
    Section.DATES: DatesSection,
    Section.MONEY: MoneySection,
}
NARROW = 1040
"""Below this width, divided by the text size, the section list is a strip."""
TIGHT = 860
"""Below this width, divided by the text size, the side panel is behind F8."""


class PackageEditor(QWidget):
    """One package, all its sections, saved as typed."""

    help_topic = "package-specification"
    touches = frozenset({"packages", "systems", "organisation", "competitions"})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__()
        self._desk = desk
        self._offered = desk.work.read(offered)
        self.draft = PackageDraft(desk, place.id)
        self.dialog: Sheet | None = None
        self.header = WorkHeader()
        self.sections = SectionList()
        self.lock_card = LockCard()
        self.versions = VersionsCard()
        self.errors = ErrorSummary()
        self.locked_bar = LockedBar("", link="Unlock it", pressed=self.ask_to_unlock)
        self.pages: dict[Section, SectionPage | WeeklySection] = {}
        self._stack = QStackedWidget()
        self._shown = Section.PEN_PICTURE
        self._side_wanted = True
        self._actions()
        self._build()
        self._connect()
        self.show_part(place.part)

    @property
    def title(self) -> str:
        """For the title bar of the window."""
        return f"{self.draft.spec.summary.reference}, {self._shown.heading}"

    def crumbs(self) -> list[tuple[str, Place | None]]:
        """Where this is."""
        summary = self.draft.spec.summary
        return [
            ("Packages", Place("packages")),
            (summary.reference, Place("package", summary.id, Section.ABOUT.value)),
            (self._shown.heading, None),
        ]

    def _build(self) -> None:
        self.preview = Button(
            "As a bidder sees it", icon="file-text", pressed=self.open_preview, key="openPreview"
        )
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.lock_card, self.preview, self.versions):
            column.addWidget(part)
        column.addStretch(1)
        self._side = Scroll(margin=2)
        self._side.add(side)
        self._middle = QWidget()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(10)
        for widget in (self.locked_bar, self.errors):
            middle.addWidget(widget)
        middle.addWidget(self._stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(14)
        row.addWidget(self.sections)
        row.addWidget(self._middle, 1)
        row.addWidget(self._side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addLayout(row, 1)

    def _connect(self) -> None:
        self.sections.opened.connect(self._turn)
        self.lock_card.wanted.connect(self.open_at)
        self.lock_card.locking.connect(self.ask_to_lock)
        self.draft.replaced.connect(self._show_all)
        self.draft.changed.connect(self._follow)
        self.draft.refused.connect(self._refused)

    def _actions(self) -> None:
        for words, keys, act in (
            ("Next section", "Ctrl+Down", partial(self._step, 1)),
            ("Section before", "Ctrl+Up", partial(self._step, -1)),
            ("Next privacy find", "F7", self.next_find),
            ("As a bidder sees it", "", self.open_preview),
            ("Show or hide what is left to do", "F8", self.toggle_side),
            ("Lock specification", "", self.ask_to_lock),
            ("End package", "", self.ask_to_end),
        ):
            action = QAction(words, self)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
            self.addAction(action)

    # ---- showing ----

    def show_part(self, part: str) -> None:
        """Opens the section with this name; the pen picture when there is none."""
        known = {section.value: section for section in Section}
        self.open_section(known.get(part, self._shown))

    def open_section(self, section: Section) -> None:
        """Shows one section."""
        if section not in self.pages:
            self.pages[section] = self._page(section)
            self._stack.addWidget(self.pages[section])
        self._shown = section
        self._stack.setCurrentWidget(self.pages[section])
        self._fit()
        self._follow()

    def shown_part(self) -> str:
        """The name of the section that is open."""
        return self._shown.value

    def _turn(self, section: Section) -> None:
        """Opens a section for the person, and says so to the window."""
        self.open_section(section)
        self._desk.turned.emit(Place("package", self.draft.package_id, section.value))

    def _page(self, section: Section) -> SectionPage | WeeklySection:
        if section is Section.WEEKLY_SUPPORT:
            return WeeklySection(self.draft, self.offered)
        return _PAGES.get(section, SectionPage)(self.draft, self.offered, section)

    def offered(self) -> Offered:
        """What can be chosen by name."""
        return self._offered

    def open_at(self, section: Section, place: str) -> None:
        """Opens a section and puts the focus on what is to do there."""
        self._turn(section)
        page = self.pages[section]
        if not page.next_find():
            page.focus_place(place)

    def _step(self, step: int) -> None:
        self._turn(self.sections.next_section(self._shown, step))

    def reload(self) -> None:
        """Shows what is in the file now."""
        self._offered = self._desk.work.read(offered)
        self.draft.read_again()

    def _show_all(self) -> None:
        for page in self.pages.values():
            page.show_spec()

    def _follow(self) -> None:
        spec, today = self.draft.spec, local_date(self._desk.now())
        states = section_states(spec, today=today)
        self.sections.show_states(states, self._shown)
        drafting = self.draft.state is PackageState.DRAFT
        locked = self.draft.locked
        self.lock_card.show_states(states, self._offered.guide(spec), locked=locked)
        self.lock_card.setVisible(drafting)
        self.header.show_header(
            reference=spec.summary.reference,
            status=STATUS[self.draft.state],
            title=spec.about.title,
            facts=header_facts(spec, self._offered, today),
            stages=stages(states, self.draft.state),
            shown="specification",
        )
        self._show_lock()
        history = partial(versions, package_id=self.draft.package_id)
        self.versions.show_versions(self._desk.work.read(history))
        page = self.pages.get(self._shown)
        if page is not None:
            page.follow()

    def _show_lock(self) -> None:
        spec, state = self.draft.spec, self.draft.state
        self.locked_bar.setVisible(self.draft.locked)
        if self.locked_bar.link is not None:
            may = state is PackageState.READY and self.draft.may_write
            self.locked_bar.link.setVisible(may)
        if spec.locked is not None:
            day = day_text(local_date(spec.locked))
            words = f"Locked on {day} by {spec.locked_by}. Fingerprint {spec.summary.digest[:8]}."
            if state in STAYS_LOCKED:
                words += f" {STAYS_LOCKED[state]}"
        elif state is PackageState.ENDED:
            words = STAYS_LOCKED[state]
        elif self._desk.read_only():
            words = "This workspace is open read-only."
        else:
            words = "Only a commissioner or procurement officer can change a package."
        self.locked_bar.show_words(words)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        page = self.pages.get(self._shown)
        if page is not None:
            page.show_problems(problems)
        self.errors.show_problems(problems)

    # ---- what a person does ----

    def undo_names(self) -> tuple[str, str]:
        """What undo and redo would do."""
        return self.draft.undo_names()

    def undo(self) -> None:
        """Takes the last step back."""
        self.draft.undo()

    def redo(self) -> None:
        """Takes the undone step again."""
        self.draft.redo()

    def next_find(self) -> None:
        """F7: the next privacy find, in this section first, then in the others."""
        order = list(Section)
        start = order.index(self._shown)
        for section in order[start:] + order[:start]:
            self.open_section(section)
            if self.pages[section].next_find():
                break
        else:
            self.open_section(order[start])
        self._turn(self._shown)

    def open_preview(self) -> None:
        """Shows the real pages."""
        self.dialog = SpecificationPreview(self._desk, self.draft.package_id, parent=self.window())
        self.dialog.open()

    def print_it(self) -> None:
        """Ctrl+P: the pages, to save or print."""
        self.open_preview()

    def ask_to_lock(self) -> None:
        """Asks, then locks."""
        if self.draft.locked:
            return
        self._desk.ask(
            "Lock this specification?",
            text="It gets a fingerprint and can be used in a competition. "
            "You can unlock it with a reason until a competition uses it.",
            yes="Lock specification",
            then=self._lock,
        )

    def _lock(self) -> None:
        self._desk.work.do(
            partial(stage_commands.make_ready, package_id=self.draft.package_id),
            done=self._moved,
            refused=self._refused,
        )

    def ask_to_unlock(self) -> None:
        """Asks for the reason, then unlocks."""
        dialog = ReasonDialog(
            "Unlock this specification?",
            text="It loses its fingerprint and can be changed again.",
            yes="Unlock specification",
            parent=self.window(),
        )
        dialog.given.connect(self._unlock)
        self.dialog = dialog
        dialog.open()

    def _unlock(self, reason: str) -> None:
        self._desk.work.do(
            partial(stage_commands.unlock, package_id=self.draft.package_id, reason=reason),
            done=self._moved,
            refused=self._refused,
        )

    def ask_to_end(self) -> None:
        """Asks for the reason, then ends a package that is no longer wanted."""
        if not self.draft.may_write:
            return
        dialog = ReasonDialog(
            "End this package?",
            text="It stays on the record and cannot be changed any more.",
            yes="End package",
            parent=self.window(),
        )
        dialog.given.connect(self._end)
        self.dialog = dialog
        dialog.open()

    def _end(self, reason: str) -> None:
        self._desk.work.do(
            partial(stage_commands.abandon, package_id=self.draft.package_id, reason=reason),
            done=self._moved,
            refused=self._refused,
        )

    def _moved(self, change: Change) -> None:
        self.errors.show_problems(())
        self._desk.say(change.words)
        self.draft.read_fresh()

    def toggle_side(self) -> None:
        """F8: the panel at the right, shown or hidden."""
        self._side_wanted = not self._side.isVisible()
        self._side.setVisible(self._side_wanted)

    # ---- room ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        window = self.window()
        self.header.room_changed(window.width(), window.height())
        wide = self.width() * 100 / theme.current().text_scale
        weekly = self._shown is Section.WEEKLY_SUPPORT
        self.sections.set_narrow(narrow=wide < NARROW or weekly)
        self._side.setVisible(not weekly and self._side_wanted and wide >= TIGHT)
        self._side.setFixedWidth(theme.px(268))
