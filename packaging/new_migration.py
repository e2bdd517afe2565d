"""Writes the migration that brings a workspace file from the newest schema to the records.

Run ``python packaging/new_migration.py "what changes"`` after changing a ``records.py``; read the
file it writes, then test it on a stored file of the earlier format.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from starapp import schema
from starapp.storage import upgrade
from starapp.storage.open_file import engine_for


def plain_type(kind: str, shown: Any, _context: AutogenContext) -> str | bool:
    """Writes our column types as what SQLite stores, so that old migrations never change."""
    if kind == "type" and isinstance(shown, TypeDecorator):
        return f"sa.{shown.impl_instance!r}"
    return False


def main() -> int:
    """Writes the next numbered migration and says where it is."""
    if len(sys.argv) != 2:
        sys.stderr.write('Say what changes: new_migration.py "what changes"\n')
        return 2
    number = len(list((upgrade.SCRIPTS / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(Path(folder) / "now.star")
        upgrade.migrate(engine)
        with engine.connect() as connection:
            settings = upgrade.config()
            settings.attributes.update(
                connection=connection, metadata=schema.metadata, render_item=plain_type
            )
            command.revision(
                settings, message=sys.argv[1], autogenerate=True, rev_id=f"{number:04}"
            )
        engine.dispose()
    print(f"Written: migration {number:04}. Read it before you keep it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
