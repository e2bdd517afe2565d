"""File, Go back to an earlier copy: the copies of a workspace, and what was done since each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.backups.going_back import open_beside
from starapp.backups.going_back_rules import MAY_GO_BACK
from starapp.backups.listing import Earlier, Listing, earlier_copies
from starapp.backups.looking import SHOWN
from starapp.backups.rotation import Kind
from starapp.foundation.dates import Clock, clock_text, day_name_text, local_date, moment_text
from starapp.foundation.problems import Unavailable
from starapp.history.acting import Actor
from starapp.history.entry_queries import Done
from starapp.ui import theme
from starapp.ui.backups import choices
from starapp.ui.backups.put_back import PutBack
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable

ROW, LINE = 56, 34
HIGH = 740
WHY = {
    Kind.BY_ITSELF: "Made by itself",
    Kind.BEFORE_GOING_BACK: "Kept before somebody went back",
    Kind.BEFORE_UPGRADE: "Kept before an upgrade",
}


def _id(row: Earlier) -> str:
    return str(row.copy.path)


def _when(row: Earlier) -> str:
    return f"{day_name_text(local_date(row.copy.made))}, {clock_text(row.copy.made)}"


def _why(row: Earlier) -> str:
    return f"{WHY[row.copy.kind]}, {choices.size_text(row.copy.size)}"


def _entries(row: Earlier) -> str:
    return f"{row.seen.last.number:,}" if row.seen is not None else "Not known"


def things(number: int) -> str:
    """1 thing, 12 things."""
    return f"{number:,} thing{'' if number == 1 else 's'}"


def _done(row: Earlier) -> str:
    found = row.since
    if row.seen is None:
        return "Cannot be read"
    if found is None:
        return "Not known"
    if found.another:
        return "Another workspace of this name"
    return things(found.here) if found.here else "Nothing"


def _last_done(row: Earlier) -> str:
    found = row.since
    if found is None or found.another:
        return ""
    if found.parted:
        return f"Differs after entry {found.common:,}"
    return f"Last: {found.done[0].words}" if found.done else ""


COLUMNS: tuple[Column[Earlier], ...] = (
    Column("Copy made", _when, strong=True, second=_why),
    Column("History entries", _entries, numeric=True, width=150),
    Column("Done since", _done, second=_last_done, width=320),
)


def _number(row: Done) -> str:
    return str(row.number)


def _moment(row: Done) -> str:
    return moment_text(row.moment)


def _person(row: Done) -> str:
    return row.person


def _words(row: Done) -> str:
    return row.words


DONE: tuple[Column[Done], ...] = (
    Column("When", _moment, width=230),
    Column("Who", _person, width=170),
    Column("What", _words, tip=_words),
)


class EarlierCopies(Sheet):
    """Lists the copies, and opens or puts back the one chosen.

    Signals:
        open_wanted: the path of a new file made of a copy.
        back_wanted: a ``Going``: the copy, who asks and why.

    Args:
        file: the workspace, which need not be readable.
        clock: gives the moment now.
        actor: who is using this PC; None where no workspace is open.
        read_only: the workspace is open to be read only.
    """

    open_wanted = Signal(str)
    back_wanted = Signal(object)
    _ended = Signal(object, object)

    def __init__(
        self,
        file: Path,
        clock: Clock,
        *,
        actor: Actor | None = None,
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Earlier copies of this workspace",
            text=f"{file.name} in {file.parent}. Nothing changes until you choose.",
            width=860,
            scrolls=True,
            parent=parent,
        )
        self.setObjectName("earlierCopies")
        self._file = file
        self._clock = clock
        self._actor = actor
        self._read_only = read_only
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="earlier")
        self.listing: Listing | None = None
        self.asked: PutBack | None = None
        self.progress = Progress("Reading the copies")
        self.add(self.progress)
        self.notices = QVBoxLayout()
        self.body.addLayout(self.notices)
        self.table: ListTable[Earlier] = ListTable(
            "Earlier copies", COLUMNS, _id, row_height=ROW, scrolls=True, key="copies"
        )
        self.table.picked.connect(self._show_chosen)
        self.since = Words("", "cardTitle", wrap=True)
        self.facts = Notice("warning", "This happened after the copy, and stays true.")
        self.done_since: ListTable[Done] = ListTable(
            "Done since this copy", DONE, _number, row_height=LINE, scrolls=True, key="doneSince"
        )
        rows = 4 if theme.current().text_scale <= 125 else 3
        self.table.setFixedHeight(theme.size_of("tableHead") + rows * theme.px(ROW) + 2)
        self.done_since.setFixedHeight(theme.size_of("tableHead") + SHOWN * theme.px(LINE) + 2)
        hide_unless(self.table, self.since, self.facts, self.done_since, wanted=False)
        for part in (self.table, self.since, self.facts, self.done_since):
            self.add(part)
        self.body.addStretch(1)
        self.close_button = Button("Close", pressed=self.reject, key="close")
        self.open_button = Button("Open as a copy", pressed=self._open, key="openCopy")
        self.back = Button("Put this copy back", kind="main", pressed=self._ask, key="putBack")
        self.add_answers(self.close_button, self.open_button, self.back)
        self.open_button.off("Choose a copy first.")
        self.back.off("Choose a copy first.")
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._leave)
        self._start(partial(earlier_copies, file, choices.folder()), self._show_listing)

    def _start(self, job: Callable[[], object], then: Callable[..., None]) -> None:
        def run() -> None:
            try:
                answer = job()
            except BaseException as fault:  # noqa: BLE001 # raised again on the main thread
                answer = fault
            self._ended.emit(then, answer)

        self.progress.show()
        self._pool.submit(run)

    def _end(self, then: Callable[..., None], answer: object) -> None:
        self.progress.hide()
        match answer:
            case Unavailable():
                self._tell("error", "That was not done.", str(answer))
            case BaseException():
                raise answer
            case _:
                then(answer)

    def _leave(self) -> None:
        self._pool.shutdown(wait=True)

    def _tell(self, kind: str, strong: str, words: str) -> None:
        self.notices.addWidget(Notice(kind, strong, words))  # type: ignore[arg-type] # one of the kinds

    def _show_listing(self, listing: Listing) -> None:
        self.listing = listing
        if listing.trouble:
            self._tell("warning", "The workspace file cannot be read.", listing.trouble)
        if self._why_not():
            self.notices.addWidget(Words(self._why_not(), "hint", ink="muted", wrap=True))
        if not listing.copies:
            self.notices.addWidget(
                EmptyState(
                    "There is no copy yet",
                    "STAR makes one when something was changed, half an hour after the last one, "
                    "and when the workspace is closed.",
                    icon="history",
                )
            )
            self.close_button.setFocus()
            return
        for part in (self.table, self.since):
            part.show()
        self.table.show_rows(listing.copies)
        self.table.choose(_id(listing.copies[0]))
        self.table.setFocus()
        self.resize(self.width(), min(theme.px(HIGH), self._space().height()))

    def _why_not(self) -> str:
        """Why this person puts nothing back here; empty when they may."""
        if self._actor is None or self.listing is None or self.listing.present is None:
            return "Open as a copy makes a file of its own beside this one. You go on in that."
        if self._read_only:
            return "The workspace is open read-only, so no copy can be put back. You can open one."
        if not self._actor.can(*MAY_GO_BACK):
            return (
                "A procurement officer or an administrator puts a copy back. You can open one to "
                "look: it becomes a file of its own."
            )
        return ""

    def _show_chosen(self, _copy: str) -> None:
        row = self.table.current_row()
        if row is None:
            return
        found = row.since
        done = found.done if found is not None and not found.another else ()
        self.since.setText(_heading(row))
        self.done_since.show_rows(done)
        self.done_since.setVisible(bool(done))
        facts = found.facts if found is not None else ()
        self.facts.show_words("This happened after the copy, and stays true.", " ".join(facts))
        self.facts.setVisible(bool(facts))
        self._allow(self.open_button, "" if row.seen is not None else row.trouble)
        why = self._why_not() or ("" if row.since is not None else row.trouble)
        if row.since is not None and row.since.another:
            why = "This is a copy of another workspace. Open it as a copy."
        self._allow(self.back, why)

    def _allow(self, button: Button, why_not: str) -> None:
        if why_not:
            button.off(why_not)
        else:
            button.on()

    def _open(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        self.open_button.off("The copy is being made ready.")
        self._start(partial(open_beside, row.copy, self._file, now=self._clock()), self._opened)

    def _opened(self, path: Path) -> None:
        self.accept()
        self.open_wanted.emit(str(path))

    def _ask(self) -> None:
        row, listing = self.table.current_row(), self.listing
        if row is None or row.since is None or listing is None or listing.present is None:
            return
        if self._actor is None:
            return
        self.asked = PutBack(row, listing.present, by=self._actor, parent=self)
        self.asked.wanted.connect(self._go_back)
        self.asked.open()

    def _go_back(self, going: object) -> None:
        self.accept()
        self.back_wanted.emit(going)


def _heading(row: Earlier) -> str:
    """How much was done since, and what the list under it holds."""
    found = row.since
    if row.seen is None:
        return row.trouble
    if found is None:
        return "The workspace file cannot be read, so what was done since is not known."
    if found.another:
        return "This copy is of another workspace that had this name and place before."
    if found.parted:
        return (
            f"The two differ after entry {found.common:,}: "
            f"{things(found.here)} done here, {things(found.there)} in the copy."
        )
    if not found.here:
        return "Nothing was done since. The workspace is as it was then."
    last = f", the last {len(found.done)} of them" if found.here > len(found.done) else ""
    return f"Done since this copy: {things(found.here)}{last}"
