"""What is said to be written lasts through a power cut: content first, then the name, then the folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from starapp.app import create_workspace

ROOT = Path(__file__).parents[2]
WATCHED = """
import json, os, sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

told, sync = [], os.fsync

def synced(handle):
    sync(handle)
    told.append(["synced", os.fstat(handle).st_ino])

def watch(event, arguments):
    if event in {"os.rename", "os.link"}:
        old, new = map(Path, arguments[:2])
        told.append(["named", old.stat().st_ino, new.parent.stat().st_ino, new.name])

os.fsync = synced
sys.addaudithook(watch)

from starapp.app import create_workspace, open_workspace
from starapp.backups.looking import look_at
from starapp.backups.making import make_copy
from starapp.foundation.whole_files import write_whole
from starapp.storage.copying import copy_held, copy_under_lock
from starapp.storage.open_file import connect

file, folder = Path(sys.argv[1]), Path(sys.argv[2])
now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
for over in ("", "over an older one"):
    write_whole(folder / "letter.pdf", b"%PDF")
    with closing(open_workspace(file)) as workspace:
        workspace.store.copy_to(folder / "saved.star")
    copy_under_lock(file, folder / "copied.star", now=now)
    with closing(connect(file, "mode=ro")) as read:
        copy_held(read, folder / "held.star", now=now)
first = look_at(file).first
make_copy(file, root=folder / "root", identity=first, now=now, most=10**9)
create_workspace(folder / "made.star", name="Made").close()
print(json.dumps(told))
"""
"""Writes in every way there is, and tells what was synced and which names were given, in order."""
BY_SQLITE = {"made.star"}
"""Synced by SQLite before it is closed; ``test_one_file`` asks every connection how."""


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows syncs no folders, and replaces by itself"
)
def test_content_is_on_the_disk_before_its_name_and_the_name_before_it_is_said(
    tmp_path: Path,
) -> None:
    create_workspace(tmp_path / "work.star", name="Work").close()
    (tmp_path / "folder").mkdir()
    child = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "work.star"), str(tmp_path / "folder")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(child.stdout)
    named = [(place, one) for place, one in enumerate(told) if one[0] == "named"]
    names = [one[3] for _, one in named]
    assert len(names) == 2 * 4 + 2 + 1
    for place, (_, file, folder, name) in named:
        assert ["synced", file] in told[:place] or name in BY_SQLITE, name
        assert told[place + 1] == ["synced", folder], name
