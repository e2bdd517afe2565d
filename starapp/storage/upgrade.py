"""Makes new workspace files and brings older ones up to date, always keeping a copy first."""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, FromClause
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from starapp.foundation.dates import utc_now
from starapp.foundation.problems import Unavailable
from starapp.foundation.unfinished_files import begin_beside, clear_unfinished
from starapp.foundation.whole_files import put_new
from starapp.storage import migrations
from starapp.storage.copying import copy_under_lock, set_aside
from starapp.storage.open_file import FORMAT, engine_for, set_mark

Upgraded = Callable[[Session], None]
"""Called in the transaction of an upgrade, after the tables were changed."""
SCRIPTS = Path(migrations.__path__[0])


def head() -> str:
    """The newest schema this program knows."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def current(engine: Engine) -> str:
    """The schema a file has; empty for a file without tables."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(engine: Engine, then: Upgraded | None = None) -> None:
    """Brings the file behind the engine to the newest schema and mark, in one transaction.

    Args:
        engine: of the file.
        then: what is done in a file whose tables were changed, before anybody sees it.
    """
    with engine.begin() as connection:
        before = MigrationContext.configure(connection).get_current_revision()
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        if then is not None and before != head():
            with Session(connection) as session:
                then(session)
        set_mark(connection)


def make_file(path: Path, *, now: datetime | None = None, then: Upgraded | None = None) -> None:
    """Makes a workspace file with the newest schema and its mark, whole or not at all.

    Args:
        path: of the new file.
        now: stands in the names of what lies in the way beside it and is moved aside.
        then: what every such file begins with.

    Raises:
        Unavailable: when the file is already there or the folder cannot be written to.
    """
    there = f"There is already a file {path.name} in {path.parent}."
    if path.exists():
        raise Unavailable(there)
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = begin_beside(path)
        os.close(handle)
        upgrade_in_place(part, then)
        clear_unfinished(part)
        set_aside(path, now=now or utc_now())
        put_new(part, path)
    except (OSError, DatabaseError) as fault:
        if path.exists():
            raise Unavailable(there) from fault
        raise Unavailable(
            f"STAR could not make {path.name} in {path.parent}. Make some room and check that you "
            "may write there, or choose another folder."
        ) from fault
    finally:
        if part is not None:
            remove_file(part)


def remove_file(path: Path) -> None:
    """Takes away a closed workspace file that was just made and is of no use to anybody."""
    for name in (path.name, *(f"{path.name}-{part}" for part in ("wal", "shm", "journal"))):
        with suppress(OSError):
            path.with_name(name).unlink()


class NeedsUpgrade(Unavailable):
    """The file has an older form; it is upgraded only when a person says so."""

    def __init__(self, path: Path, form: int) -> None:
        super().__init__(
            f"{path.name} was made by an earlier version of STAR (file format {form}; this version "
            f"works in format {FORMAT}), so it must be upgraded before it can be changed here. After "
            "that, colleagues whose STAR is older cannot open it until theirs is updated. A whole "
            f"copy of the file as it is now is kept in {path.parent} first, named "
            f"“{path.stem} before upgrade” with the date and time."
        )


def needs_upgrade(path: Path, *, read_only: bool = False) -> bool:
    """Tells whether the file has a schema or a mark older than this program's.

    Raises:
        Unavailable: the file has a schema this program does not know.
    """
    engine = engine_for(path, read_only=read_only)
    try:
        has = current(engine)
    finally:
        engine.dispose()
    if has not in {revision.revision for revision in _script().walk_revisions()}:
        raise Unavailable(
            f"{path.name} was made by a newer version of STAR. Update STAR to open it."
        )
    return has != head()


def upgrade_file(path: Path, *, now: datetime, then: Upgraded) -> Path:
    """Upgrades an older file in one step, after a whole copy of it was kept, and gives the copy.

    A stop at any moment leaves the older file whole or the upgraded one whole.

    Raises:
        Unavailable: the copy cannot be made, or the file cannot be changed.
    """
    copy = path.with_name(f"{path.stem} before upgrade {now:%Y-%m-%d %H%M%S}.star")
    try:
        copy_under_lock(path, copy, now=now)
    except Unavailable as fault:
        raise Unavailable(
            f"{path.name} must be copied before it is upgraded. {fault} Nothing was changed."
        ) from fault
    upgrade_in_place(path, then)
    return copy


def upgrade_in_place(path: Path, then: Upgraded | None) -> None:
    """Brings a file that nobody else has open to the newest schema and mark, with what follows."""
    engine = engine_for(path)
    try:
        migrate(engine, then)
    finally:
        engine.dispose()


def lacking(engine: Engine, tables: Iterable[FromClause]) -> str:
    """Names the first table or column that a file lacks; empty when it has them all."""
    found: dict[str, set[str]] = {}
    with engine.connect() as connection:
        columns = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
        for table, column in connection.exec_driver_sql(f"{columns} WHERE m.type = 'table'"):
            found.setdefault(table, set()).add(column)
    return next(
        (
            f"{table.description}.{column.name}"
            for table in tables
            for column in table.columns
            if column.name not in found.get(table.description, set())
        ),
        "",
    )


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def config() -> Config:
    """Settings that tell Alembic where the migrations are; the caller adds the connection."""
    found = Config()
    found.set_main_option("script_location", SCRIPTS.as_posix().replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    return found
