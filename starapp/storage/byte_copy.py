"""Copies the bytes of a file in a process of its own; knows the standard library only.

A process that opens and closes a database file by hand gives all its locks on it free (on Linux and
macOS), so the bytes of a workspace are only ever read by another process. It says when it is ready,
waits for a line, copies, and ends with 0.
"""

import os
import shutil
import sys
from collections.abc import Sequence

COMMAND = "copy-bytes"
"""What a program frozen into one file is started with to be this process."""


def child_command() -> tuple[str, ...]:
    """The program and arguments that start this process; source and target come after them."""
    if getattr(sys, "frozen", False):
        return (sys.executable, COMMAND)
    return (sys.executable, "-I", "-S", __file__)


def copy_when_told(arguments: Sequence[str]) -> int:
    """Copies the first file to the second when a line comes in, and gives the exit code."""
    source, target = arguments
    os.write(1, b"ready\n")
    if not os.read(0, 1):
        return 1
    try:
        shutil.copyfile(source, target)
    except OSError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(copy_when_told(sys.argv[1:]))
