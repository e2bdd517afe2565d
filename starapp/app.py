"""Opens and makes workspaces: file, lock, upgrade, store and history put together. No window."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from starapp import schema
from starapp.foundation.dates import Clock, utc_now
from starapp.foundation.problems import Unavailable
from starapp.history.acting import SYSTEM
from starapp.history.history import note, write_entries
from starapp.storage.file_facts import fact, set_fact
from starapp.storage.open_file import after_reading, check_mark, engine_for
from starapp.storage.store import Store, in_words
from starapp.storage.upgrade import head, make_file, remove_file, upgrade_file
from starapp.storage.writer_lock import InUse, take

SUFFIX = ".star"
RECORDS = schema.RECORDS
"""Named here so that every record is known before the first file is opened."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that is open.

    Attributes:
        copy: where the file was copied to before it was upgraded, if it was.
    """

    path: Path
    name: str
    sample: bool
    store: Store
    copy: Path | None = None

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
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "STAR"


def settings_folder() -> Path:
    """Where the program keeps its own settings and log on this operating system."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "STAR" if base else Path.home() / "STAR"
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "star"


def open_workspace(
    path: Path, *, read_only: bool = False, who: str = "", clock: Clock = utc_now
) -> Workspace:
    """Opens a workspace file, upgrading an older one after copying it.

    Raises:
        Unwritable: another program has it for writing (``InUse``), or there is no right or room to
            write; open it read-only instead.
        Unavailable: it is missing, damaged, newer or no workspace.
    """
    mark = check_mark(path)
    if mark.format < 1:
        raise Unavailable(f"{path.name} is not a STAR workspace. Choose a file that ends in .star.")
    end = after_reading(path) if read_only else take(path, who=who).free
    store: Store | None = None
    try:
        copy = None if read_only else upgrade_file(path, now=clock())
        store = Store(
            engine_for(path, read_only=read_only),
            before_commit=write_entries,
            clock=clock,
            read_only=read_only,
            on_close=end,
            file=path,
        )
        with store.reading() as session:
            name, sample = fact(session, "name"), fact(session, "sample") == "yes"
    except BaseException as fault:
        if store is not None:
            store.close()
        else:
            end()
        if isinstance(fault, DatabaseError):
            raise in_words(fault) from fault
        raise
    return Workspace(path, name or path.stem, sample, store, copy)


def create_workspace(
    path: Path, *, name: str, sample: bool = False, who: str = "", clock: Clock = utc_now
) -> Workspace:
    """Makes an empty workspace file and opens it.

    Raises:
        Unavailable: there is already such a file, or the folder cannot be written to.
    """
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Unavailable(f"STAR cannot make the folder {path.parent}. Choose another.") from fault
    make_file(path)
    try:
        workspace = open_workspace(path, who=who, clock=clock)
    except InUse:
        raise  # somebody was quicker, and it is theirs now
    except Unavailable:
        remove_file(path)
        raise
    with workspace.made_whole(), workspace.store.writing(by=SYSTEM) as session:
        set_fact(session, "name", name)
        set_fact(session, "sample", "yes" if sample else "no")
        set_fact(session, "schema", head())
        note(session, "workspace made", about=("workspace", ""))
    return Workspace(path, name, sample, workspace.store)
