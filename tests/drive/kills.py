"""Kills a process at a moment nobody chose, and looks at what is left as the next person would.

``STAR_KILLS`` sets how many blows fall in each test; a few by default.
"""

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from starapp.app import open_workspace
from starapp.backups.looking import look_at
from starapp.backups.making import keep_up
from starapp.foundation.dates import utc_now
from starapp.foundation.whole_files import write_whole
from starapp.history.acting import SYSTEM
from starapp.history.entry_queries import digests
from starapp.organisation.commands import add_body
from starapp.storage.private_copy import clear_left

ROOT = Path(__file__).parents[2]
FEW = 2


def kills(usual: int = FEW) -> int:
    """How many blows fall."""
    return int(os.environ.get("STAR_KILLS", usual))


MOST = 10**9
TWO_HOURS = 7200
WHOLE = re.compile(
    r"work/work\.star|work/work before upgrade [\d -]+\.star|copies/copy\.star"
    r"|documents/(letter \d|[\w -]+)\.(pdf|starpack)|documents/New \d+\.star"
    r"|root/work [0-9a-f]{8}/(about\.json|work( before going back)? [\d -]+\.star)"
)
"""Everything that may be there when nothing is going on, from the folder of the desk."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Folders of one person: the workspace, copies of it, backup copies, documents."""

    base: Path

    @property
    def file(self) -> Path:
        return self.base / "work" / "work.star"

    @property
    def copy(self) -> Path:
        return self.base / "copies" / "copy.star"

    @property
    def root(self) -> Path:
        return self.base / "root"

    @property
    def documents(self) -> Path:
        return self.base / "documents"

    @property
    def temporary(self) -> Path:
        return self.base / "temporary"

    def made(self) -> "Desk":
        """Makes the folders."""
        for path in (
            self.file,
            self.copy,
            self.documents / "x",
            self.root / "x",
            self.temporary / "x",
        ):
            path.parent.mkdir(parents=True)
        return self

    def files(self) -> tuple[Path, ...]:
        """Everything in the folders but the folders of copies themselves."""
        places = {self.file.parent, self.copy.parent, self.documents, self.root, self.temporary}
        places |= {one for one in self.root.glob("work *") if one.is_dir()}
        return tuple(sorted(one for one in self.base.rglob("*") if one not in places))

    def left(self) -> list[str]:
        """What is there that nobody wants."""
        names = [one.relative_to(self.base).as_posix() for one in self.files()]
        return [name for name in names if not WHOLE.fullmatch(name)]


def letter_bytes(number: int) -> bytes:
    """A document that tells whether it is whole."""
    body = b"%PDF-1.7" + random.Random(number).randbytes(400_000)
    return body + hashlib.sha256(body).digest()


def is_whole_letter(data: bytes) -> bool:
    """Tells whether a document has its end."""
    return hashlib.sha256(data[:-32]).digest() == data[-32:]


@contextmanager
def temporary_folder(folder: Path) -> Iterator[None]:
    """This process makes its temporary files in a folder meanwhile."""
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = usual


class Blow:
    """Starts the child, and kills it in the middle of something.

    Args:
        way: what the child does.
        desk: where.
        chance: picks the moment.
    """

    def __init__(self, way: str, desk: Desk, chance: random.Random) -> None:
        self._way, self._desk, self._chance = way, desk, chance
        self._took = 0.0

    def fall(self, rounds: int = 3) -> list[object]:
        """Lets so many rounds go by at most, kills it within the next, and gives what was confirmed."""
        command = [
            sys.executable,
            "-m",
            "tests.drive.killed_child",
            self._way,
            str(self._desk.base),
        ]
        environment = {**os.environ, "TMPDIR": str(self._desk.temporary)}
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as child:  # fmt: skip
            assert child.stdout is not None
            lines = [child.stdout.readline()]
            begun = time.monotonic_ns()
            before = self._chance.randint(0, rounds) if self._took else max(rounds, 1)
            for _ in range(before):
                lines += [child.stdout.readline(), child.stdout.readline()]
            if before:
                self._took = (time.monotonic_ns() - begun) / before / 1_000_000_000
            try:
                child.wait(timeout=self._chance.uniform(0, self._took))
            except subprocess.TimeoutExpired:
                child.kill()
            else:
                raise AssertionError(f"{self._way} ended by itself: {lines}")
            lines += child.stdout.readlines()
        told = [json.loads(line) for line in lines if line.endswith("\n")]
        assert told, f"{self._way} did not begin"
        return [one for one in told if one != "begun"]


def age(files: Iterable[Path]) -> None:
    """What is there now has been there for two hours."""
    for one in files:
        found = one.lstat()
        os.utime(one, ns=(found.st_atime_ns, found.st_mtime_ns - TWO_HOURS * 10**9))


def worked_on(desk: Desk) -> Mapping[int, str]:
    """The next person starts the program two hours later, does a few things and closes it.

    Gives the digest of each entry that is there when the workspace opens.
    """
    age(desk.files())
    with temporary_folder(desk.temporary):
        clear_left()
        with closing(open_workspace(desk.file, upgrade=True)) as workspace:
            with workspace.store.reading() as session:
                known = digests(session)
            with workspace.store.writing(by=SYSTEM) as session:
                add_body(session, name=f"Later {max(known)}")
            workspace.store.copy_to(desk.copy)
        write_whole(desk.documents / "letter 9.pdf", letter_bytes(9))
        identity = look_at(desk.file).first
        keep_up(desk.file, root=desk.root, identity=identity, now=utc_now(), most=MOST, wait=False)
    return known
