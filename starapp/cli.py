"""The command line. Everything but the window and the pictures works without a display.

Exit codes: 0 done, 1 a check found something wrong, 2 wrong arguments or refused.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from starapp import __version__
from starapp.foundation.problems import CannotDo, Unavailable

COMMANDS = ("sample", "standstill", "verify", "screens", "selfcheck")


class _Parser(argparse.ArgumentParser):
    """Says in one plain line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"starapp: {message}. Try 'starapp --help'.\n")
        raise SystemExit(2)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and gives its exit code."""
    try:
        if not arguments or _is_file(arguments[0]):
            return _window(arguments)
        parsed = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = parsed.command
        return command(parsed)
    except SystemExit as stop:
        return int(stop.code or 0)
    except CannotDo as refused:
        for problem in refused.problems:
            sys.stderr.write(f"starapp: {problem.words}\n")
        return 2
    except Unavailable as away:
        sys.stderr.write(f"starapp: {away}\n")
        return 2


def _is_file(argument: str) -> bool:
    return not argument.startswith("-") and argument not in COMMANDS and argument.endswith(".star")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="starapp",
        description="STAR: specify care packages, run the competition, print the award letters.",
        epilog="starapp FILE.star opens that workspace; starapp alone opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"STAR {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    sample = commands.add_parser("sample", help="make the sample workspace and all its documents")
    sample.add_argument("--out", type=Path, required=True, metavar="DIR")
    sample.set_defaults(command=_sample)
    clock = commands.add_parser("standstill", help="count a standstill period")
    clock.add_argument("--regime", default="PA2023")
    clock.add_argument("--notice-date", type=_day, required=True, metavar="YYYY-MM-DD")
    clock.add_argument("--working-days", type=int, default=8, metavar="N")
    clock.add_argument("--json", action="store_true")
    clock.set_defaults(command=_standstill)
    verify = commands.add_parser("verify", help="check a workspace file from end to end")
    verify.add_argument("file", type=Path, metavar="FILE.star")
    verify.set_defaults(command=_verify)
    screens = commands.add_parser("screens", help="draw every screen of the sample as pictures")
    screens.add_argument("--out", type=Path, required=True, metavar="DIR")
    screens.add_argument("--size", type=_size, default=(1440, 900), metavar="WIDTHxHEIGHT")
    screens.add_argument("--theme", choices=("light", "dark", "highContrast"), default="light")
    screens.add_argument("--text", type=int, default=100, metavar="PER_CENT")
    screens.set_defaults(command=_screens)
    check = commands.add_parser("selfcheck", help="prove that this installation works")
    check.set_defaults(command=_selfcheck)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-19") from None


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    if not (wide.isdigit() and high.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1440x900")
    return int(wide), int(high)


def _window(arguments: Sequence[str]) -> int:
    if len(arguments) > 1:
        sys.stderr.write("starapp: give one workspace file. Try 'starapp --help'.\n")
        return 2
    from starapp.ui.start_window import start

    return start(Path(arguments[0]) if arguments else None)


def _sample(parsed: argparse.Namespace) -> int:
    from starapp.sample.outputs import write_sample

    for line in write_sample(parsed.out):
        print(line)
    return 0


def _standstill(parsed: argparse.Namespace) -> int:
    from starapp.regimes.rules import standstill_for

    found = standstill_for(parsed.regime, parsed.notice_date, parsed.working_days)
    if parsed.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print(found.in_words())
    return 0


def _verify(parsed: argparse.Namespace) -> int:
    from starapp.verify import verify

    problems = verify(parsed.file)
    for problem in problems:
        print(f"{problem.place}: {problem.words}")
    if not problems:
        print(f"{parsed.file.name}: history, links and every finished evaluation are in order.")
    return 1 if problems else 0


def _screens(parsed: argparse.Namespace) -> int:
    from starapp.screens import draw_screens

    for path in draw_screens(parsed.out, size=parsed.size, mode=parsed.theme, percent=parsed.text):
        print(path)
    return 0


def _selfcheck(_parsed: argparse.Namespace) -> int:
    from starapp.selfcheck import check

    return check()
