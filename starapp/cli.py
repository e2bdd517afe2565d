"""The command line. Everything but the window and the pictures works without a display.

Exit codes: 0 done, 1 a check found something wrong, 2 wrong arguments or refused.
"""

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from starapp import __version__
from starapp.foundation.file_names import ends_in
from starapp.foundation.problems import CannotDo, Unavailable, refuse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

COMMANDS = (
    "sample", "standstill", "verify", "evaluate", "export-case", "pack-check", "returns",
    "file-types", "screens", "selfcheck",
)  # fmt: skip

OPENED = (".star", ".starpack")
"""Endings of the files the window opens."""


class _Parser(argparse.ArgumentParser):
    """Says in one plain line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"starapp: {message}. Try 'starapp --help'.\n")
        raise SystemExit(2)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and gives its exit code."""
    _prepare_streams()
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
    except ImportError as fault:
        sys.stderr.write(
            f"starapp: a part of STAR ({fault.name or fault}) cannot be loaded on this computer. "
            "No file is at fault. Ask whoever looks after the computer.\n"
        )
        return 2
    except OSError as fault:
        where = f" {fault.filename}" if fault.filename else ""
        sys.stderr.write(f"starapp: STAR cannot use{where}: {fault.strerror or fault}.\n")
        return 2


def _prepare_streams() -> None:
    """Nothing we say stops the program: letters the console lacks, or no console at all.

    A Python without a console (pythonw) has no streams; there the words go nowhere. What goes into
    a file has the same line ends on every system.
    """
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", newline=None if stream.isatty() else "\n")


def _is_file(argument: str) -> bool:
    return not argument.startswith("-") and argument not in COMMANDS and ends_in(argument, *OPENED)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="starapp",
        description="STAR: specify care packages, run the competition, print the award letters.",
        allow_abbrev=False,
        epilog="starapp FILE.star opens that workspace, starapp FILE.starpack that score pack; "
        "starapp alone opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"STAR {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = partial(commands.add_parser, allow_abbrev=False)
    sample = new("sample", help="make the sample workspace and all its documents")
    sample.add_argument("--out", type=Path, required=True, metavar="DIR")
    sample.set_defaults(command=_sample)
    clock = new("standstill", help="count a standstill period")
    clock.add_argument("--regime", default="PA2023")
    clock.add_argument("--notice-date", type=_day, required=True, metavar="YYYY-MM-DD")
    clock.add_argument("--working-days", type=_whole, default=8, metavar="N")
    clock.add_argument("--json", action="store_true")
    clock.set_defaults(command=_standstill)
    verify = new("verify", help="check a workspace file and tell what is wrong")
    verify.add_argument("file", type=Path, metavar="FILE.star")
    verify.set_defaults(command=_verify)
    case = new("evaluate", help="work out the result of an evaluation case in a file")
    case.add_argument("file", type=Path, metavar="CASE.json")
    case.add_argument("--out", type=Path, metavar="RESULT.json")
    case.add_argument("--no-robustness", action="store_true")
    case.add_argument("--working", action="store_true")
    case.set_defaults(command=_evaluate)
    export = new("export-case", help="save the evaluation of a competition as a case")
    export.add_argument("file", type=Path, metavar="FILE.star")
    export.add_argument("--competition", required=True, metavar="REFERENCE")
    export.add_argument("--out", type=Path, required=True, metavar="CASE.json")
    export.set_defaults(command=_export_case)
    pack = new("pack-check", help="check a score pack or score file without opening it")
    pack.add_argument("file", type=Path, metavar="FILE")
    pack.set_defaults(command=_pack_check)
    _returns_parser(new("returns", help="read score files into a workspace"))
    types = new("file-types", help="let a double click open workspaces and score packs with STAR")
    types.add_argument("--remove", action="store_true", help="take that away again")
    types.set_defaults(command=_file_types)
    screens = new("screens", help="draw every screen of the sample as pictures")
    screens.add_argument("--out", type=Path, required=True, metavar="DIR")
    screens.add_argument("--size", type=_size, default=(1440, 900), metavar="WIDTHxHEIGHT")
    screens.add_argument("--theme", choices=("light", "dark", "highContrast"), default="light")
    screens.add_argument("--text", type=_text_size, default=100, metavar="PER_CENT")
    screens.set_defaults(command=_screens)
    check = new("selfcheck", help="prove that this installation works")
    check.set_defaults(command=_selfcheck)
    return parser


def _returns_parser(returns: argparse.ArgumentParser) -> None:
    returns.add_argument("workspace", type=Path, metavar="FILE.star")
    returns.add_argument("--competition", required=True, metavar="REFERENCE")
    returns.add_argument("files", type=Path, nargs="+", metavar="FILE")
    returns.add_argument(
        "--as", dest="name", metavar="NAME",
        help="who reads them in; without it STAR only tells what each file would do",
    )  # fmt: skip
    returns.add_argument(
        "--anyway", action="store_true",
        help="go on though another computer is named as having the workspace open",
    )  # fmt: skip
    returns.set_defaults(command=_returns)


def _day(text: str) -> date:
    words = f"{text!r} is not a date such as 2026-11-19"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise argparse.ArgumentTypeError(words)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words) from None


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number such as 8")
    return int(text)


def _text_size(text: str) -> int:
    if not (re.fullmatch(r"[0-9]{2,3}", text) and 50 <= int(text) <= 300):
        raise argparse.ArgumentTypeError(f"{text!r} is not a text size from 50 to 300")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    sides = [int(side) for side in (wide, high) if re.fullmatch(r"[0-9]{3,4}", side)]
    if len(sides) != 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1440x900")
    return sides[0], sides[1]


def _window(arguments: Sequence[str]) -> int:
    if len(arguments) > 1:
        sys.stderr.write("starapp: give one workspace or score pack. Try 'starapp --help'.\n")
        return 2
    if _no_display():
        sys.stderr.write(
            "starapp: there is no display to show the window on. Try 'starapp --help'.\n"
        )
        return 2
    from starapp.ui.start_window import start

    return start(Path(arguments[0]) if arguments else None)


def _no_display() -> bool:
    """Qt stops the program at once where it finds no display, so this is asked before."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in named)


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
    from starapp.verify import NOTHING_WRONG, verify

    problems = verify(parsed.file)
    for problem in problems:
        print(f"{problem.place}: {problem.words}")
    if not problems:
        print(f"{parsed.file.name}: {NOTHING_WRONG}")
    return 1 if problems else 0


def _evaluate(parsed: argparse.Namespace) -> int:
    from starapp.evaluation.case_file import read_case
    from starapp.evaluation.case_json import LARGEST
    from starapp.evaluation.case_result import as_text, evaluate
    from starapp.foundation.whole_files import read_whole, write_whole

    try:
        case = read_case(read_whole(parsed.file, most=LARGEST))
        result = evaluate(case, how_sure=not parsed.no_robustness, working=parsed.working)
    except CannotDo as refused:
        for problem in refused.problems:
            place = f"{problem.place}: " if problem.place else ""
            sys.stderr.write(f"{place}{problem.words}\n")
        return 2
    if parsed.out is None:
        sys.stdout.write(as_text(result))
    else:
        write_whole(parsed.out, as_text(result).encode())
    return 0


def _export_case(parsed: argparse.Namespace) -> int:
    from starapp.evaluation.case_export import case_text
    from starapp.foundation.whole_files import write_whole

    with _competition(parsed.file, parsed.competition) as (session, competition_id):
        text = case_text(session, competition_id)
    write_whole(parsed.out, text.encode())
    print(parsed.out)
    return 0


@contextmanager
def _competition(file: Path, reference: str) -> "Iterator[tuple[Session, str]]":
    """One competition of a workspace, to read.

    Raises:
        CannotDo: there is none of this reference.
    """
    from starapp.app import open_private_copy
    from starapp.competitions.queries import competitions

    workspace = open_private_copy(file)
    try:
        with workspace.store.reading() as session:
            known = {one.reference: one.id for one in competitions(session)}
            if reference not in known:
                there = ", ".join(sorted(known)) or "none"
                words = f"there is no competition {reference!r}; there are: {there}."
                raise refuse("competition", words, "reference")
            yield session, known[reference]
    finally:
        workspace.close()


def _pack_check(parsed: argparse.Namespace) -> int:
    from starapp.panel.pack_check import checked_lines

    try:
        lines = checked_lines(parsed.file)
    except CannotDo as wrong:
        for problem in wrong.problems:
            print(f"{parsed.file.name}: {problem.words}")
        return 1
    for line in lines:
        print(line)
    return 0


def _returns(parsed: argparse.Namespace) -> int:
    from starapp.app import open_workspace
    from starapp.panel.bulk_return_commands import reader, taken, told_only
    from starapp.storage.upgrade import NeedsUpgrade
    from starapp.storage.writer_lock import HeldElsewhere

    with _competition(parsed.workspace, parsed.competition) as (session, competition_id):
        by = reader(session, competition_id, parsed.name) if parsed.name else None
        found = told_only(session, competition_id, parsed.files) if by is None else []
    if by is not None:
        try:
            workspace = open_workspace(parsed.workspace, who=by.name, anyway=parsed.anyway)
        except NeedsUpgrade as older:
            words = f"{older} Open it in STAR’s window, which asks and upgrades."
            raise Unavailable(words) from None
        except HeldElsewhere as held:
            raise Unavailable(f"{held} Then give --anyway to go on.") from None
        try:
            found = taken(workspace.store, competition_id, parsed.files, by=by)
        finally:
            workspace.close()
    for one in found:
        for line in one.lines:
            print(f"{one.name}: {line}")
    if by is None:
        print("Nothing was written. To write the scores, say who reads them in: --as NAME.")
    return 0 if all(one.fine for one in found) else 1


def _file_types(parsed: argparse.Namespace) -> int:
    from starapp.ui.start.file_types import no_double_click, open_by_double_click

    print(no_double_click() if parsed.remove else open_by_double_click())
    return 0


def _screens(parsed: argparse.Namespace) -> int:
    from starapp.screens import draw_screens

    for path in draw_screens(parsed.out, size=parsed.size, mode=parsed.theme, percent=parsed.text):
        print(path)
    return 0


def _selfcheck(_parsed: argparse.Namespace) -> int:
    from starapp.selfcheck import check

    return check()
