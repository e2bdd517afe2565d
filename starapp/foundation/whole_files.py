"""Writes a file whole or not at all: beside it first, then in its place."""

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
