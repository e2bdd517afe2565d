"""Starts STAR: the window, or a command that needs no display."""

import sys

from starapp.storage.byte_copy import COMMAND, copy_when_told


def main() -> int:
    """Runs the command line and gives the exit code."""
    if sys.argv[1:2] == [COMMAND]:
        return copy_when_told(sys.argv[2:])
    from starapp.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
