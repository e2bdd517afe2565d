"""Starts STAR: the window, or a command that needs no display."""

import sys


def main() -> int:
    """Runs the command line and gives the exit code."""
    from starapp.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
