"""Opens and makes workspaces: file, lock, upgrade, store and history put together. No window."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, FromClause
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from starapp import schema
from starapp.foundation.dates import Clock, utc_now
from starapp.foundation.file_names import check_name, ends_in
from starapp.foundation.known_folders import documents_folder
from starapp.foundation.problems import Unavailable
from starapp.foundation.unfinished_files import clear_unfinished
from starapp.history.acting import SYSTEM
from starapp.history.history import last_entry, note, write_entries
from starapp.history.replay import take_over
from starapp.storage.faults import Damaged, in_words
from starapp.storage.file_facts import FileFact, fact, set_fact
from starapp.storage.open_file import (
    FORMAT,
    check_mark,
    engine_for,
    settle_to_read,
    settle_to_write,
)
from starapp.storage.private_copy import private_copy
from starapp.storage.store import Store
from starapp.storage.upgrade import (
    NeedsUpgrade,
    head,
    lacking,
    make_file,
    needs_upgrade,
    remove_file,
    upgrade_file,
    upgrade_in_place,
)
from starapp.storage.writer_lock import InUse, WriterLock, take

SUFFIX = ".star"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that is open.

    Attributes:
        copy: where the file was copied to before it was upgraded, if it was.
        lock: the writer's place, when it is open for writing.
    """

    path: Path
    name: str
    sample: bool
    store: Store
    copy: Path | None = None
    lock: WriterLock | None = None

    def close(self) -> None:
        """Closes the file and gives the lock free."""
        self.store.close()

    @contextmanager
    def made_whole(self) -> Iterator[None]:
        """A new workspace whose making goes wrong in here is closed and its file taken away."""
        try:
            yield
        except BaseException:
            self.close()
            remove_file(self.path)
            raise


def default_folder() -> Path:
    """Where workspaces go unless the person chooses another place."""
    return (documents_folder() or Path.home()) / "STAR"


def settings_folder() -> Path:
    """Where the program keeps its own settings and log on this operating system."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "STAR" if base else Path.home() / "STAR"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "star"


def open_workspace(
    path: Path,
    *,
    read_only: bool = False,
    upgrade: bool = False,
    who: str = "",
    anyway: bool = False,
    clock: Clock = utc_now,
) -> Workspace:
    """Opens a workspace file; an older one to read is a private copy, brought up to date.

    Args:
        path: the file.
        read_only: nothing is to be changed.
        upgrade: the person agreed that an older file is upgraded, after a copy of it is kept.
        who: is named to others while the file is open for writing.
        anyway: nobody has it open on the other computer that is named as its holder.
        clock: gives the moment now.

    Raises:
        NeedsUpgrade: the file is of an older form, and ``upgrade`` was not given.
        HeldElsewhere: another computer is named; the person may go on ``anyway``.
        Unwritable: another program has it for writing (``InUse``), or there is no right or room to
            write; open it read-only instead.
        Unavailable: it is missing, damaged, newer or no workspace, or cannot be reached.
    """
    mark = check_mark(path)
    if mark.format < 1:
        raise Unavailable(f"{path.name} is not a STAR workspace. Choose a file that ends in .star.")
    if read_only:
        settle_to_read(path)
        with _told(path):
            older = mark.format < FORMAT or needs_upgrade(path, read_only=True)
        if older:
            return open_private_copy(path, complete=True, clock=clock)
        return _opened(path, path, clock, on_close=partial(settle_to_read, path), read_only=True)
    lock = take(path, who=who, anyway=anyway)
    try:
        clear_unfinished(lock.path)
        settle_to_write(path)
        with _told(path):
            copy = _brought_up_to_date(path, mark.format, upgrade=upgrade, keep=True, now=clock())
        return replace(_opened(path, path, clock, on_close=lock.free, copy=copy), lock=lock)
    except BaseException:
        lock.free()
        raise


def open_private_copy(path: Path, *, complete: bool = False, clock: Clock = utc_now) -> Workspace:
    """Opens a private copy of a workspace to read it for long; it goes when it is closed.

    Nobody who saves in the workspace waits. An older one is brought up to date in the copy.

    Args:
        path: the workspace.
        complete: one that lacks a table is refused.
        clock: gives the moment now.

    Raises:
        Unavailable: it is missing, damaged, newer or no workspace, or there is no room for a copy.
    """
    check_mark(path)
    copy = private_copy(path)
    try:
        with _told(path):
            _brought_up_to_date(copy.path, 0, upgrade=True, keep=False, now=clock())
        return _opened(
            path, copy.path, clock, on_close=copy.remove, read_only=True, complete=complete
        )
    except BaseException:
        copy.remove()
        raise


def _brought_up_to_date(
    path: Path, form: int, *, upgrade: bool, keep: bool, now: datetime
) -> Path | None:
    """Upgrades a file where that is needed, and keeps a copy of it first where that is asked."""
    then = partial(_take_over, now)
    if needs_upgrade(path):
        if not upgrade:
            raise NeedsUpgrade(path, form)
        if keep:
            return upgrade_file(path, now=now, then=then)
        upgrade_in_place(path, then)
    elif form < FORMAT:  # an earlier version was stopped before it wrote the number
        upgrade_in_place(path, then)
    return None


def _take_over(now: datetime, session: Session) -> None:
    session.info.update(actor=SYSTEM, now=now)
    take_over(session)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, UnicodeDecodeError) as fault:
        raise in_words(fault, path, opening=True) from fault


def _opened(
    path: Path,
    file: Path,
    clock: Clock,
    *,
    on_close: Callable[[], None],
    read_only: bool = False,
    complete: bool = True,
    copy: Path | None = None,
) -> Workspace:
    """Opens the file, which may be a private copy of the workspace at the path."""
    engine = engine_for(file, read_only=read_only)
    try:
        with _told(path):
            _require(path, engine, schema.TABLES if complete else (FileFact.__table__,))
            store = Store(
                engine,
                before_commit=write_entries,
                clock=clock,
                read_only=read_only,
                on_close=on_close,
                file=file,
                newest=last_entry,
            )
    except BaseException:
        engine.dispose()
        on_close()
        raise
    try:
        with store.reading() as session:
            name, sample = fact(session, "name"), fact(session, "sample") == "yes"
    except BaseException:
        store.close()
        raise
    return Workspace(path, name or path.stem, sample, store, copy)


def _require(path: Path, engine: Engine, tables: Iterable[FromClause]) -> None:
    lacks = lacking(engine, tables)
    if lacks:
        raise Damaged(
            f"{path.name} lacks something that every workspace has ({lacks}): it was changed by "
            "another program. Open your latest backup copy."
        )


def create_workspace(
    path: Path, *, name: str, sample: bool = False, who: str = "", clock: Clock = utc_now
) -> Workspace:
    """Makes a workspace file that holds nothing but its beginning, and opens it.

    Raises:
        Unavailable: there is already such a file, or the folder cannot be written to.
    """
    if not ends_in(path, SUFFIX):
        path = path.with_name(path.name + SUFFIX)
    check_name(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unavailable(f"STAR cannot make the folder {path.parent}. Choose another.") from fault
    now = clock()
    make_file(path, now=now, then=partial(_begun, name=name, sample=sample, now=now))
    try:
        workspace = open_workspace(path, who=who, clock=clock)
    except InUse:
        raise  # somebody was quicker, and it is theirs now
    except Unavailable:
        remove_file(path)
        raise
    return workspace


def _begun(session: Session, *, name: str, sample: bool, now: datetime) -> None:
    """What every workspace begins with."""
    session.info.update(actor=SYSTEM, now=now)
    set_fact(session, "name", name)
    set_fact(session, "sample", "yes" if sample else "no")
    set_fact(session, "schema", head())
    note(session, "workspace made", about=("workspace", ""))
    write_entries(session)
