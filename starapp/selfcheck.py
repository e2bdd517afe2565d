"""Proves that an installation works: files, exact numbers, a workspace, a PDF, seals, Qt."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

NEEDED = (
    ("fonts", "AtkinsonHyperlegibleNext-Regular.ttf"),
    ("styles", "tokens.json"),
    ("icons", "lock.svg"),
    ("calendars", "bank_holidays.json"),
    ("examples", "northvale.json"),
    ("pdf", "sRGB.icc"),
)


def check() -> int:
    """Runs every check, prints a line for each, and gives 0 when all are well."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Files that come with the program", _files),
        ("Standstill clock", _clock),
        ("Workspace file", _workspace),
        ("PDF", _pdf),
        ("Seals of score packs", _seals),
        ("Windows", _windows),
    )
    failed = 0
    for name, run in checks:
        try:
            print(f"{name}: {run()}")
        except Exception as fault:  # noqa: BLE001 - a check reports whatever goes wrong
            print(f"{name}: FAILED, {type(fault).__name__}: {fault}")
            failed += 1
    print("All is well." if not failed else f"{failed} checks failed.")
    return 1 if failed else 0


def _files() -> str:
    from starapp.foundation.resource_files import resource

    lost = ["/".join(parts) for parts in NEEDED if not resource(*parts).is_file()]
    if lost:
        raise FileNotFoundError(", ".join(lost))
    return f"{len(NEEDED)} found"


def _clock() -> str:
    from starapp.regimes.rules import standstill_for

    found = standstill_for("PA2023", date(2026, 11, 19), 8)
    if found.last_day != date(2026, 12, 1):
        raise ValueError(f"counted to {found.last_day}")
    return "counts as it should"


def _workspace() -> str:
    from starapp.app import create_workspace
    from starapp.verify import verify

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "check.star"
        create_workspace(path, name="Check").close()
        problems = verify(path)
    if problems:
        raise ValueError(problems[0].words)
    return "made, opened and verified"


def _pdf() -> str:
    from starapp.documents.blocks import Document, Heading, Paragraph
    from starapp.documents.to_pdf import to_pdf
    from starapp.foundation.dates import utc_now

    blocks = (Heading(1, "Check"), Paragraph.of("Łukasz Gŵyl pays £1,904.86."))
    page = Document("Check", "en-GB", "CHECK", "", "STAR", "", blocks)
    return f"{len(to_pdf(page, moment=utc_now())):,} bytes"


def _seals() -> str:
    from starapp.panel.sealing import fresh_key, public_sealing_key, seal_to, unseal_from

    key = fresh_key()
    used, sealed = seal_to(public_sealing_key(key), b"check", b"")
    if unseal_from(key, used, sealed, b"") != b"check":
        raise ValueError("what was sealed came back changed")
    return "close and open"


def _windows() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from starapp.ui.pictures import qt_works

    return qt_works()
