"""Tells the faults SQLite reports apart by their number, never by their English."""

import sqlite3


def number(fault: BaseException | None) -> int:
    """The primary result code of a fault; 0 when it is not one of SQLite's."""
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF


def is_damage(fault: BaseException | None) -> bool:
    """Tells whether SQLite says the bytes of a file are not what it wrote."""
    return number(fault) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
