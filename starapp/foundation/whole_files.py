"""Reads a file a person chose, and writes one whole or not at all: beside it, then in its place."""

import os
from contextlib import suppress
from pathlib import Path

from starapp.foundation.problems import Unavailable


def write_whole(path: Path, data: bytes) -> None:
    """Writes bytes to a file and returns when they are safe on the disk.

    Raises:
        Unavailable: there is no room or no right; an older file stays as it was.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as fault:
        with suppress(OSError):
            fresh.unlink()
        why = fault.strerror or "the disk refused"
        raise Unavailable(
            f"{path.name} could not be written to {path.parent} ({why}). Choose another folder or "
            "make room."
        ) from None


def read_whole(path: Path, *, most: int) -> bytes:
    """The bytes of a file that somebody chose, named or dropped.

    Args:
        path: the file.
        most: bytes; a larger file is not read.

    Raises:
        Unavailable: it is too large, no file, not there, or may not be read.
    """
    try:
        if path.stat().st_size > most:
            size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1_000} KB"
            raise Unavailable(
                f"{path.name} is larger than {size}. Choose another file, or make it smaller."
            )
        return path.read_bytes()
    except OSError as fault:
        why = fault.strerror or "the disk refused"
        raise Unavailable(
            f"{path.name} cannot be read ({why}). Look whether it is still in {path.parent} and who "
            "may open it."
        ) from None
