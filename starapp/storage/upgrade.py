"""Makes new workspace files and brings older ones up to date, always keeping a copy first."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from starapp.foundation.problems import Unavailable
from starapp.storage import migrations
from starapp.storage.open_file import engine_for, set_mark

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
    """Brings the file behind the engine to the newest schema, in one transaction with what follows."""
    with engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        if then is not None:
            with Session(connection) as session:
                then(session)
                session.flush()


def make_file(path: Path) -> None:
    """Makes an empty workspace file with the newest schema and its mark.

    Raises:
        Unavailable: when the file is already there or the folder cannot be written to.
    """
    if path.exists():
        raise Unavailable(f"There is already a file {path.name} in {path.parent}.")
    engine = engine_for(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        migrate(engine)
        set_mark(engine)
    except (OSError, DatabaseError) as fault:
        engine.dispose()
        remove_file(path)
        raise Unavailable(
            f"STAR could not make {path.name} in {path.parent}. Make some room and check that you "
            "may write there, or choose another folder."
        ) from fault
    finally:
        engine.dispose()


def remove_file(path: Path) -> None:
    """Takes away a closed workspace file that was just made and is of no use to anybody."""
    for name in (path.name, *(f"{path.name}-{part}" for part in ("wal", "shm", "journal"))):
        with suppress(OSError):
            path.with_name(name).unlink()


def upgrade_file(path: Path, *, now: datetime, then: Upgraded) -> Path | None:
    """Upgrades an older file after copying it, and gives the copy; ``None`` when up to date.

    Args:
        path: the file.
        now: names the copy.
        then: what is done in the upgraded file before anybody sees it.

    Raises:
        Unavailable: the file has a schema this program does not know.
    """
    engine = engine_for(path)
    try:
        has = current(engine)
        if has == head():
            return None
        if has not in {revision.revision for revision in _script().walk_revisions()}:
            raise Unavailable(
                f"{path.name} was made by a newer version of STAR. Update STAR to open it."
            )
        copy = path.with_name(f"{path.stem} before upgrade {now:%Y-%m-%d %H%M%S}.star")
        _copy(engine, path, copy)
        migrate(engine, then)
        set_mark(engine)
    finally:
        engine.dispose()
    return copy


def _copy(engine: Engine, path: Path, copy: Path) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    try:
        shutil.copyfile(path, copy)
    except OSError as fault:
        copy.unlink(missing_ok=True)
        raise Unavailable(
            "The workspace must be copied before it is upgraded, and there is no room or no "
            f"right to write in {path.parent}. Nothing was changed."
        ) from fault


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def config() -> Config:
    """Settings that tell Alembic where the migrations are; the caller adds the connection."""
    found = Config()
    found.set_main_option("script_location", SCRIPTS.as_posix().replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    return found
