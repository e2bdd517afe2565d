"""The house rules that a linter does not know, and proof that each check finds what it is for."""

import textwrap
from collections.abc import Callable, Iterator

import pytest

from tests.architecture import source_checks as checks
from tests.architecture.source_files import Source, python_files, source, texts

Check = Callable[[Source], Iterator[str]]

PROGRAM = ("starapp",)
ALL = ("starapp", "tests", "packaging")
NUMBERS_ON_PAPER_AND_SCREEN = ("starapp/documents/", "starapp/ui/", "starapp/screens")
"""Only measures of paper and pixels are floats."""
TIMES_OF_NO_DAY = ("starapp/ui/widgets/", "starapp/ui/specifications/block_editor.py")
"""The fields themselves, and the week of support, whose times are of every week."""
MIGRATIONS = "starapp/storage/migrations/versions/"
"""Alembic writes them, table by table, and nobody edits one that was released."""

WRITERS = (
    "starapp/foundation/unfinished_files.py",  # names what is being written
    "starapp/foundation/whole_files.py",  # the one place
    "starapp/storage/writer_lock.py",  # a lock is no content
    "starapp/storage/copying.py",  # SQLite writes the copy
    "starapp/storage/byte_copy.py",  # a process of its own, for the copy
)
RULES: tuple[tuple[Check, tuple[str, ...], tuple[str, ...]], ...] = (
    (checks.too_long, ALL, (MIGRATIONS,)),
    (checks.long_functions, PROGRAM, (MIGRATIONS,)),
    (checks.without_docstring, ALL, ()),
    (checks.vague_name, ALL, ()),
    (checks.inexact, PROGRAM, NUMBERS_ON_PAPER_AND_SCREEN),
    (checks.colours, PROGRAM, ("starapp/ui/theme", "starapp/documents/pdf_styles")),
    (checks.unfinished, ALL, ()),
    (checks.waits, ALL, ()),
    (checks.connected_lambdas, PROGRAM, ()),
    (checks.endings_by_case, PROGRAM, ()),
    (checks.own_writing, PROGRAM, WRITERS),
    (checks.menus_of_qt, PROGRAM, ()),
    (checks.own_days, PROGRAM, ("starapp/foundation/dates.py",)),
    (checks.typed_times, ("starapp/ui",), TIMES_OF_NO_DAY),
    (checks.skipped, ("tests",), ("tests/architecture/",)),
    (checks.own_code_replaced, ("tests",), ()),
)
"""A check, the folders it looks in, and the paths it leaves out."""


@pytest.mark.parametrize(
    ("check", "folders", "left_out"), RULES, ids=[rule[0].__name__ for rule in RULES]
)
def test_the_project_keeps(check: Check, folders: tuple[str, ...], left_out: tuple[str, ...]):
    files = [file for file in python_files(*folders) if not file.path.startswith(left_out or "-")]
    assert len(files) > 20
    assert [found for file in files for found in check(file)] == []


def test_the_project_names_nothing_outside_itself():
    assert [found for path, text in texts() for found in checks.foreign(path, text)] == []


def test_tests_use_the_real_thing():
    assert list(checks.mocks(python_files("tests"))) == []


PATCHED_QUERIES = """
from starapp.bids import queries
def test_x(monkeypatch):
    monkeypatch.setattr(queries, "bids", list)
"""
BAD: tuple[tuple[Check, str], ...] = (
    (checks.too_long, "x = 1\n" * 501),
    (checks.long_functions, "def f():\n" + "    x = 1\n" * 60),
    (checks.without_docstring, "x = 1\n"),
    (checks.inexact, "rate = 0.5\n"),
    (checks.inexact, "rate = float(text)\n"),
    (checks.inexact, "rate = round(total, 2)\n"),
    (checks.inexact, "from math import sqrt\n"),
    (checks.colours, 'paint("#1a2B3c")\n'),
    (checks.colours, 'paint(f"color: {x}", "#fff")\n'),
    (checks.colours, "QColor(255, 0, 0)\n"),
    (checks.unfinished, "x = 1  # TO" + "DO: the rest\n"),
    (checks.unfinished, "x = f()  # type: " + "ignore\n"),
    (checks.unfinished, "x = f()  # type: " + "ignore[arg-type]\n"),
    (checks.unfinished, "x = f()  # no" + "qa: E501\n"),
    (checks.waits, "time.sleep(1)\n"),
    (checks.waits, "QTest.qWait(50)\n"),
    (checks.connected_lambdas, "button.clicked.connect(lambda: save())\n"),
    (checks.endings_by_case, 'if path.suffix == ".star":\n    pass\n'),
    (checks.endings_by_case, 'if path.suffix not in (".star", ".xlsx"):\n    pass\n'),
    (checks.endings_by_case, 'name.endswith((".pdf", ".xlsx"))\n'),
    (checks.endings_by_case, "name.endswith(SUFFIX)\n"),
    (checks.own_writing, "path.write_bytes(data)\n"),
    (checks.own_writing, 'path.write_text("a", encoding="utf-8")\n'),
    (checks.own_writing, 'open(path, "w", encoding="utf-8")\n'),
    (checks.own_writing, 'path.open("ab")\n'),
    (checks.own_writing, 'path.open(mode="r+b")\n'),
    (checks.own_writing, "os.open(path, os.O_RDWR | os.O_CREAT)\n"),
    (checks.own_writing, "shutil.copyfile(one, other)\n"),
    (checks.own_writing, "part.replace(path)\n"),
    (checks.own_writing, "os.replace(part, path)\n"),
    (checks.menus_of_qt, 'self.more = bar.addMenu("More")\n'),
    (checks.own_days, "late = deadline.date() > first\n"),
    (checks.own_days, "day = date.today()\n"),
    (checks.own_days, "moment = datetime.now(UTC)\n"),
    (checks.own_days, "shown = QDate.currentDate()\n"),
    (checks.own_days, "there = moment.astimezone(LONDON)\n"),
    (checks.typed_times, "from starapp.foundation.dates import at_london\n"),
    (checks.skipped, "@pytest.mark.skip\ndef test_x(): ...\n"),
    (checks.skipped, "@pytest.mark.skipif(slow, reason='slow')\ndef test_x(): ...\n"),
    (checks.own_code_replaced, "mocker.patch('starapp.bids.queries.bids')\n"),
    (checks.own_code_replaced, PATCHED_QUERIES),
)


@pytest.mark.parametrize(("check", "text"), BAD)
def test_checks_find_what_they_are_for(check: Check, text: str):
    assert len(list(check(source("starapp/bids/bid.py", text)))) == 1


GOOD: tuple[tuple[Check, str], ...] = (
    (checks.inexact, "share = Fraction(1, 3)\nhalf = Decimal('0.5')\n"),
    (checks.inexact, "if isinstance(value, float):\n    refuse()\n"),
    (checks.colours, 'say("Bid #12 arrived")\n'),
    (checks.unfinished, "x = f()  # type: " + "ignore[arg-type] # the stub is wrong\n"),
    (checks.endings_by_case, 'ends_in(path, ".star")\n'),
    (checks.endings_by_case, 'if text.endswith("."):\n    pass\n'),
    (checks.own_writing, 'path.open("rb")\npath.read_bytes()\n'),
    (checks.own_writing, 'text.replace("a", "b")\nmoment.replace(hour=1)\n'),
    (checks.connected_lambdas, "button.clicked.connect(partial(save, 1))\n"),
    (checks.own_days, "day = local_date(now(session))\nstored = moment.astimezone(UTC)\n"),
    (checks.own_code_replaced, "def test_x(monkeypatch):\n    monkeypatch.setenv('TZ', 'UTC')\n"),
)


@pytest.mark.parametrize(("check", "text"), GOOD)
def test_checks_leave_good_code_alone(check: Check, text: str):
    assert list(check(source("starapp/bids/bid.py", text))) == []


def test_vague_names_are_found():
    assert list(checks.vague_name(source("starapp/bids/utils.py", "")))
    assert list(checks.vague_name(source("starapp/common/dates.py", "")))


@pytest.mark.parametrize(
    "text",
    [
        "pip install --index" + "-url x",
        "https://mirror.example" + "/simple/star",
        "files.python" + "hosted.org",
        "open('/ho" + "me/anna/star')",
        "C:\\Us" + "ers\\Anna",
        "../sha" + "red/law.md",
    ],
)
def test_what_lies_outside_is_found(text: str):
    assert list(checks.foreign("README.md", text))


def test_stand_ins_are_counted():
    one = textwrap.dedent(
        """
        def test_a(monkeypatch):
            monkeypatch.setattr(os, "name", "nt")
        """
    )
    nine = "".join(f"def test_{number}(): ...\n" for number in range(9))
    assert list(checks.mocks([source("a.py", one)]))
    assert not list(checks.mocks([source("a.py", one), source("b.py", nine)]))
