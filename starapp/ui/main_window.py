"""The window a person works in: rail, top bar, sheet with the screen, help, status line, menus."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.app import Workspace
from starapp.foundation.change import Change
from starapp.history.acting import Actor
from starapp.history.entry_queries import first_digest
from starapp.history.history import last_saved
from starapp.organisation.queries import body
from starapp.storage.drafts import Draft
from starapp.ui import places, screens, theme
from starapp.ui.backups.choices import SEE_COPIES
from starapp.ui.backups.put_back import Going
from starapp.ui.desk import Desk, Place
from starapp.ui.help.help_panel import HelpPanel
from starapp.ui.shell import pins
from starapp.ui.shell.brand import window_icon
from starapp.ui.shell.clock_watch import ClockWatch
from starapp.ui.shell.menus import Menus
from starapp.ui.shell.messages import Messages
from starapp.ui.shell.rail import Rail
from starapp.ui.shell.regions import Regions
from starapp.ui.shell.screen_holder import ScreenHolder
from starapp.ui.shell.status_bar import StatusLine
from starapp.ui.shell.top_bar import TopBar
from starapp.ui.shell.travel import Travel
from starapp.ui.shell.window_commands import WindowCommands
from starapp.ui.widgets.question import Question
from starapp.ui.widgets.work_header import WorkHeader

HOME = Place("home")


class Program(Protocol):
    """What the window asks of the program around it."""

    def new_workspace(self) -> None: ...
    def choose_file(self) -> None: ...
    def open_path(self, path: str) -> None: ...
    def close_workspace(self) -> None: ...
    def quit_program(self) -> None: ...
    def switch_person(self) -> None: ...
    def go_back(self, going: Going) -> None: ...


class MainWindow(QMainWindow):
    """One workspace, open for one person."""

    def __init__(self, workspace: Workspace, desk: Desk, program: Program) -> None:
        super().__init__()
        self.workspace = workspace
        self.desk = desk
        self.program = program
        self.damage: Question | None = None
        self.typing = self.keeps_typing = desk.typing
        self.travel = Travel()
        self.regions = Regions()
        self._kinds = frozenset(places.screens())
        self.setObjectName("mainWindow")
        self.setWindowIcon(window_icon())
        wide, high = theme.tokens()["sizes"]["minimumWindow"]
        self.setMinimumSize(wide, high)
        self._build()
        self.does = WindowCommands(self)
        self.menus = Menus(self.menuBar(), self, self.does, self._kinds)
        self.menus.pin.setEnabled(False)
        self.messages = Messages(self, self.sheet)
        self._listen()
        self.show_actor(desk.actor())
        self._count()
        self._closed = False
        self._saved_before = desk.work.read(last_saved) or datetime.fromtimestamp(
            workspace.path.stat().st_mtime, UTC
        )
        self.status.show_workspace(
            workspace.name, sample=workspace.sample, read_only=desk.read_only()
        )
        self._show_pins()
        self.go(HOME)
        self._show_saved()

    def _build(self) -> None:
        self.rail = Rail(self._kinds)
        self.top = TopBar()
        self.holder = ScreenHolder(self._make)
        self.help_panel = HelpPanel()
        self.status = StatusLine(self._go_to_backups)
        self.sheet = QFrame()
        self.sheet.setObjectName("sheet")
        inside = QVBoxLayout(self.sheet)
        inside.setContentsMargins(1, 1, 0, 0)
        inside.addWidget(self.holder)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.sheet, 1)
        beside.addWidget(self.help_panel)
        right.addLayout(beside, 1)
        shell = QWidget()
        shell.setObjectName("shell")
        shell.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(shell)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(shell)

    def _listen(self) -> None:
        self.rail.went.connect(self.go)
        self.top.went.connect(self.go)
        self.top.back_wanted.connect(self.go_back)
        self.top.forward_wanted.connect(self.go_forward)
        self.top.search_wanted.connect(self.does.search)
        self.top.person_menu.aboutToShow.connect(self._fill_person_menu)
        self.help_panel.closed.connect(self._focus_screen)
        self.desk.went.connect(self.go)
        self.desk.turned.connect(self._turned)
        self.desk.said.connect(self.messages.say)
        self.desk.acted.connect(self.show_actor)
        self.desk.work.changed.connect(self._changed)
        self.desk.work.trouble.connect(self.messages.trouble)
        self.desk.work.damaged.connect(self._offer_copies)
        self.desk.copies.told.connect(self._show_copies)
        self.desk.copies.failed.connect(self.messages.note)
        self.desk.work.fetch(first_digest, then=self.desk.copies.start)
        self.desk.typing.told.connect(self._show_saved)
        self.desk.typing.refused.connect(self._refused)
        self.status.unsaved_wanted.connect(self.does.show_unsaved)
        theme.notifier().changed.connect(self._fit)
        self._undo_watch = QTimer(self)
        self._undo_watch.setInterval(300)
        self._undo_watch.timeout.connect(self._show_undo)
        self._undo_watch.start()
        self.clock_watch = ClockWatch(
            self.desk, self.messages.tell, sample=self.workspace.sample, parent=self
        )

    def _make(self, place: Place) -> QWidget:
        return places.screens()[place.kind](self.desk, place)

    @property
    def shown(self) -> QWidget:
        """The screen shown."""
        return self.holder.current()

    def parts(self) -> tuple[QWidget, ...]:
        """The parts of the window F6 goes through."""
        inner = screens.regions_of(self.shown) or (self.shown,)
        return (self.rail, self.top, *inner, self.help_panel)

    def go(self, place: Place) -> None:
        """Goes to a place; one that has no screen leaves the person where they are."""
        if place.kind == "help":
            self.help_panel.open_panel(place.id or screens.help_topic_of(self.shown))
            return
        if place.kind not in self._kinds:
            return
        wants_new = place.part == "new"
        shown = Place(place.kind, place.id) if wants_new else place
        self._show(shown, visited=True)
        if wants_new:
            screens.ask_screen(self.shown, "add_new")

    def go_back(self) -> None:
        """Back to the place before."""
        place = self.travel.back()
        if place is not None:
            self._show(place)

    def go_forward(self) -> None:
        """Forward again."""
        place = self.travel.forward()
        if place is not None:
            self._show(place)

    def _turned(self, place: Place) -> None:
        """A screen shows another part of its thing: where it is follows, the focus stays."""
        self.setProperty("part", place.part)
        self.holder.turned(place)
        self.travel.visit(place)
        self.show_where()
        if self.help_panel.isVisible():
            self.help_panel.show_topic(screens.help_topic_of(self.shown))

    def _show(self, place: Place, *, visited: bool = False) -> None:
        self._leave_shown()
        self.setProperty("place", f"{place.kind}/{place.id}")
        self.setProperty("part", place.part)
        screen = self.holder.show_place(place)
        if visited:
            part = screens.part_of(screen) or place.part
            self.travel.visit(Place(place.kind, place.id, part))
        self.rail.show_place(place)
        self.show_where()
        self._fit()
        self._focus_screen()
        if self.help_panel.isVisible():
            self.help_panel.show_topic(screens.help_topic_of(screen))

    def _leave_shown(self) -> None:
        """Settles what is left, and says once what could not be saved there."""
        if self.holder.current() is self.holder:
            return
        self.typing.settle(self.shown)
        self.typing.turned_away()
        refused = self.typing.refused_at(str(self.property("place")))
        if refused:
            more = f" And {len(refused) - 1} more." if len(refused) > 1 else ""
            self._say_refused(refused[0], more)

    def _refused(self, draft: Draft) -> None:
        """Names what could not be saved at a place that was left."""
        if draft.place != self.property("place"):
            self._say_refused(draft)

    def _say_refused(self, draft: Draft, more: str = "") -> None:
        kept = "What you typed is kept as a draft."
        self.messages.say(f"Not saved: {draft.words}. {draft.reason} {kept}{more}", None)

    @property
    def saved_at(self) -> datetime:
        """When the last change was saved that really was."""
        return self.typing.saved_at or self._saved_before

    def _show_saved(self) -> None:
        kind, reason = self.typing.state()
        unsaved = bool(self.typing.unsaved())
        self.status.show_state(kind, reason, self.saved_at, self.desk.now(), unsaved=unsaved)
        self._show_title()

    def _show_title(self) -> None:
        mark = "* " if self.typing.state()[0] == "refused" else ""
        title = f"{mark}{screens.title_of(self.shown)} – STAR"
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def show_where(self) -> None:
        """Shows the title, the crumbs and the actions of the screen shown."""
        screen = self.shown
        self._show_title()
        self.top.show_crumbs(screens.crumbs_of(screen))
        self.top.show_travel(back=self.travel.can_back, forward=self.travel.can_forward)
        self.menus.show_screen_actions(screens.actions_of(screen))
        self.menus.print_it.setEnabled(screens.can(screen, "print_it"))
        self.menus.find_here.setEnabled(screens.can(screen, "find_here"))
        place = self.travel.now
        self.menus.pin.setEnabled(place is not None and bool(place.id))
        self._show_undo()

    def _go_to_backups(self) -> None:
        self.go(Place("settings", part="backups"))

    def _focus_screen(self) -> None:
        self.holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, change: Change) -> None:
        self.status.show_step(change.words)
        self.holder.tell(change)
        self.show_where()
        self._count()
        self.clock_watch.look()

    def _offer_copies(self, words: str) -> None:
        """A damaged file is told once, with the way to its earlier copies."""
        if self.damage is None:
            self.damage = Question(
                "The workspace file is damaged", text=words, yes=SEE_COPIES, no="Close", parent=self
            )
            self.damage.accepted.connect(self.does.earlier_copies)
            self.damage.open()

    def _show_copies(self) -> None:
        copies = self.desk.copies
        last = copies.copies[0].made if copies.copies else None
        self.status.show_backup(last, self.desk.now(), trouble=bool(copies.trouble))

    def _count(self) -> None:
        for kind, count in places.counters().items():
            self.desk.work.fetch(count, then=_Shown(self.rail, kind))

    def _show_undo(self) -> None:
        undo, redo = screens.undo_names(self.shown)
        self.menus.show_undo(undo, redo)
        if undo:
            self.status.show_step(f"Undo: {undo}")

    def show_actor(self, actor: Actor) -> None:
        """Shows who is using this PC; another person starts at Home with nothing left open."""
        name = actor.name
        words = [word for word in name.split() if word[:1].isalnum()]
        initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
        self.top.person.show_person(name, initials)
        found = self.desk.work.read(_body_name(actor.body_id)) if actor.body_id else ""
        self.top.show_body(found)
        if self.travel.now is not None:
            self.holder.forget_all()
            self.go(HOME)
            self._show(HOME)

    def _fill_person_menu(self) -> None:
        menu = self.top.person_menu
        menu.clear()
        roles = ", ".join(sorted(role.value for role in self.desk.actor().roles))
        line = menu.addAction(roles.capitalize() or "No roles")
        line.setEnabled(False)
        menu.addSeparator()
        menu.addAction("Switch person...").triggered.connect(self.does.switch_person)

    def _show_pins(self) -> None:
        self.rail.show_pins(pins.pins(str(self.workspace.path)))

    def pin_here(self) -> None:
        """Pins what is shown to the rail, or takes its pin away."""
        place = self.travel.now
        if place is None or not place.id:
            return
        screen = self.shown
        words = str(getattr(screen, "reference", "")) or screens.title_of(screen)
        pinned = pins.toggle(str(self.workspace.path), place, words, screens.title_of(screen))
        self._show_pins()
        self.messages.say("Pinned to the rail" if pinned else "No longer pinned", None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = theme.current().text_scale / 100
        limits = theme.tokens()["breakpoints"]
        compact = (
            self.height() / scale < limits["compactBelowHeight"]
            or self.width() / scale < limits["compactBelowWidth"]
        )
        self.rail.set_compact(compact=compact)
        self.status.show_text_size()
        for header in self.findChildren(WorkHeader):
            header.room_changed(self.width(), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.help_panel.isVisible():
            self.help_panel.close_panel()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._fit()

    def may_close(self) -> bool:
        """Saves what is left, and asks when something would be lost; tells whether to go on."""
        if self._closed:
            return True
        self.desk.put_down()
        if not self.typing.at_risk():
            return True
        self.does.ask_about_loss(self.typing.at_risk())
        return False

    def close_once_more(self) -> None:
        """Tries everything that was refused again, and closes when nothing would be lost."""
        self.close()

    def lose_and_close(self) -> None:
        """Closes although something is lost; the person said so."""
        self._end()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._end()
        super().closeEvent(event)

    def _end(self) -> None:
        if not self._closed:
            self._closed = True
            self._undo_watch.stop()
            self.typing.end()
            self.desk.close()
            self.workspace.close()
            self.desk.copies.close()


class _Shown:
    """Puts a count on the rail when it arrives."""

    def __init__(self, rail: Rail, kind: str) -> None:
        self._rail = rail
        self._kind = kind

    def __call__(self, count: int) -> None:
        self._rail.show_count(self._kind, count)


def _body_name(body_id: str) -> Callable[[Session], str]:
    def name(session: Session) -> str:
        return body(session, body_id).name

    return name
