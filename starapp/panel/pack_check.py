"""Checks a score pack or score file without opening it."""

from pathlib import Path

from starapp.foundation.canonical import seal_text
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import Unavailable
from starapp.foundation.safe_zip import Limits, SafeZip
from starapp.foundation.whole_files import read_whole
from starapp.panel.pack_manifest import kind_of, read_manifest, read_part
from starapp.panel.read_workbook import is_workbook, told_by_workbook

LARGEST = 40_000_000
"""Bytes of a score file that is read."""


def checked_lines(path: Path) -> tuple[str, ...]:
    """What a pack or score file says of itself, when its signature and every part hold.

    Raises:
        CannotDo: something was changed, is damaged, newer, or of another kind.
        Unavailable: the file cannot be read.
    """
    if (lines := _workbook_lines(path)) is not None:
        return lines
    file = SafeZip(path, Limits())
    label = read_manifest(file, kind=kind_of(file))
    for part in label.parts:
        read_part(file, label, part)
    kind = {"pack": "Score pack for", "scores": "Score file of"}[label.kind]
    due = f", scores due {moment_text(label.deadline)}" if label.deadline else ""
    return (
        f"{kind} {label.member}, {label.reference}{due}.",
        f"Made by STAR {label.program}. Fingerprint of the rules {seal_text(label.rules_seal)}.",
        f"Signed with key {seal_text(label.signing_key)}; {len(label.parts)} sealed parts are whole.",
    )


def _workbook_lines(path: Path) -> tuple[str, ...] | None:
    """What a score spreadsheet says of itself; None where the file is another kind."""
    try:
        data = read_whole(path, most=LARGEST)
    except Unavailable:
        return None
    if not is_workbook(data):
        return None
    marks = told_by_workbook(data)
    return (
        f"Score spreadsheet of {marks.member}, {marks.reference}, {len(marks.codes)} answers.",
        f"Fingerprint of the rules {seal_text(marks.rules_seal)}.",
        "It is not signed: only the workspace that made it can tell whether its marks hold.",
    )


def read_score_file(path: Path) -> bytes:
    """The bytes of a score file.

    Raises:
        Unavailable: it cannot be read, or is too large to be one.
    """
    return read_whole(path, most=LARGEST)
