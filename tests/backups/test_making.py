"""A backup copy is made while saves go on, read again, found by its workspace, and let go in time."""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from starapp.app import create_workspace, open_workspace
from starapp.backups.folder import (
    changed_since_copied,
    copies_of,
    usual_folder,
    why_unwise,
)
from starapp.backups.looking import look_at, read_file
from starapp.backups.making import keep_up, make_copy
from starapp.backups.rotation import Kind
from starapp.foundation.problems import Unavailable
from starapp.history.acting import SYSTEM
from starapp.history.history import count
from starapp.organisation.commands import add_body
from starapp.organisation.queries import bodies
from starapp.verify import verify
from tests.backups.conftest import MOST, Team, compared

SAVES = 12
LONGEST_WAIT = 1.0
"""Seconds; a copy holds saves up for a quarter of a second, the rest is for a busy machine."""


def test_a_copy_is_whole_and_says_where_the_history_ended(team: Team) -> None:
    team.add("First")
    made = team.copy()
    team.add("Second", "Third")
    assert verify(made.copy.path) == ()
    assert made.seen.last.number == read_file(made.copy.path, count)
    names = {one.name for one in read_file(made.copy.path, bodies)}
    assert "First" in names
    assert "Third" not in names
    assert copies_of(team.root, team.file) == (made.copy,)
    assert sorted(one.name for one in made.copy.path.parent.iterdir()) == [
        made.copy.path.name,
        "about.json",
    ]


def test_no_save_fails_or_waits_long_while_copies_are_made(team: Team) -> None:
    workspace = open_workspace(team.file)
    waited, ended = [], threading.Event()

    def copy() -> None:
        while not ended.is_set():
            team.copy()
            team.clock.forward(minutes=30)

    copying = threading.Thread(target=copy)
    copying.start()
    for number in range(SAVES):
        begun = time.perf_counter()
        with workspace.store.writing(by=SYSTEM) as session:
            add_body(session, name=f"Body {number}")
        waited.append(time.perf_counter() - begun)
    ended.set()
    copying.join()
    workspace.close()
    assert max(waited) < LONGEST_WAIT
    assert team.made
    assert {f"Body {number}" for number in range(SAVES)} <= team.bodies()
    for one in team.made:
        assert verify(one.path) == ()


def test_a_change_is_seen_without_opening_the_file(team: Team) -> None:
    assert changed_since_copied(team.root, team.file)
    team.copy()
    assert not changed_since_copied(team.root, team.file)
    team.bodies()
    assert not changed_since_copied(team.root, team.file), "looking is no change"
    team.add("Changed")
    assert changed_since_copied(team.root, team.file)
    team.file.unlink()
    assert not changed_since_copied(team.root, team.file)


def test_at_closing_every_change_is_copied_and_before_that_in_half_hours(team: Team) -> None:
    made = team.copy()
    team.add("Second")
    how = {"root": team.root, "identity": made.seen.first, "most": MOST}
    assert keep_up(team.file, now=team.clock(), **how).made is None
    assert keep_up(team.file, now=team.clock(), wait=False, **how).made is not None
    assert keep_up(team.file, now=team.clock(), wait=False, **how).made is None
    team.add("Third")
    team.clock.forward(minutes=30)
    assert keep_up(team.file, now=team.clock(), **how).made is not None


def test_two_workspaces_of_one_name_never_mix(team: Team, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / team.file.name
    create_workspace(other, name="Another team").close()
    theirs = Team(other, team.root, team.clock)
    mine, their = team.copy().copy, theirs.copy().copy
    assert mine.path.name == their.path.name
    assert copies_of(team.root, team.file, look_at(team.file).first) == (mine,)
    assert copies_of(team.root, other, look_at(other).first) == (their,)


def test_a_new_workspace_in_the_place_of_an_old_one_has_a_folder_of_its_own(team: Team) -> None:
    old = team.copy().copy
    team.file.unlink()
    create_workspace(team.file, name="Begun again").close()
    team.clock.forward(minutes=1)
    new = team.copy().copy
    assert new.path.parent != old.path.parent
    assert copies_of(team.root, team.file) == (new, old)
    assert compared(team, old).another


def test_a_file_that_was_moved_keeps_its_copies(team: Team, tmp_path: Path) -> None:
    mine = team.copy().copy
    moved = team.file.rename(tmp_path / "Moved.star")
    assert copies_of(team.root, moved) == ()
    assert copies_of(team.root, moved, look_at(moved).first) == (mine,)


def test_copies_are_found_when_what_is_written_about_them_is_lost(team: Team) -> None:
    mine = team.copy().copy
    (mine.path.parent / "about.json").write_bytes(b"{")
    assert copies_of(team.root, team.file) == (mine,)
    assert copies_of(None, team.file) == ()
    assert copies_of(team.root / "gone", team.file) == ()


def test_what_was_written_about_a_copy_is_plain(team: Team) -> None:
    mine = team.copy().copy
    known = json.loads((mine.path.parent / "about.json").read_bytes())
    assert set(known) == {"file", "identity", "stamp"}


def test_old_copies_are_let_go_only_after_the_new_one_is_whole(team: Team) -> None:
    for _ in range(4):
        team.copy()
        team.clock.forward(minutes=40)
    assert len(copies_of(team.root, team.file)) == 4
    made = team.copy(most=1)
    assert made.gone == 4
    assert copies_of(team.root, team.file) == (made.copy,)


def test_the_copy_before_an_upgrade_is_listed_too(team: Team) -> None:
    mine = team.copy().copy
    kept = team.file.with_name(f"{team.file.stem} before upgrade 2026-08-01 120000.star")
    shutil.copyfile(mine.path, kept)
    (_, other) = copies_of(team.root, team.file)
    assert (other.path, other.kind) == (kept, Kind.BEFORE_UPGRADE)
    assert copies_of(None, team.file) == (other,)


def test_a_damaged_workspace_gives_no_copy_and_takes_none(team: Team) -> None:
    whole = team.copy().copy
    identity = look_at(team.file).first
    with team.file.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 2)
    team.clock.forward(hours=1)
    with pytest.raises(Unavailable):
        make_copy(team.file, root=team.root, identity=identity, now=team.clock(), most=MOST)
    assert copies_of(team.root, team.file) == (whole,)
    assert verify(whole.path) == ()


def test_a_folder_that_is_no_folder_is_told(team: Team) -> None:
    team.root.write_text("in the way")
    with pytest.raises(Unavailable, match="Settings, Backups"):
        team.copy()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files of a process")
def test_a_full_disk_leaves_the_older_copies_and_nothing_half_made(team: Team) -> None:
    import resource

    older = team.copy().copy
    team.clock.forward(hours=1)
    identity = look_at(team.file).first
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (team.file.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(Unavailable, match="room"):
            make_copy(team.file, root=team.root, identity=identity, now=team.clock(), most=MOST)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert copies_of(team.root, team.file) == (older,)
    assert len(list(older.path.parent.iterdir())) == 2
    team.copy()


def test_what_a_killed_copy_left_is_cleared_later(team: Team) -> None:
    place = team.copy().copy.path.parent
    old, young = (place / f".x.star-{one * 8}.star-part" for one in "oy")
    left = place / "going-back-abc"
    left.mkdir()
    for one in (old, young):
        one.write_bytes(b"half")
    for one in (old, left):
        os.utime(one, (1_000_000, 1_000_000))
    team.clock.forward(hours=1)
    team.copy()
    assert (old.exists(), young.exists(), left.exists()) == (False, True, False)


def test_the_usual_folder_is_on_this_pc_and_unwise_ones_are_told(team: Team) -> None:
    assert why_unwise(usual_folder(), team.file) == ""
    assert "workspace itself" in why_unwise(team.file.parent, team.file)
    for name in ("OneDrive - Northvale Council", "Dropbox", "Google Drive"):
        assert "in step" in why_unwise(Path(tempfile.gettempdir()) / name / "STAR", team.file)


def test_a_copy_is_one_file_with_nothing_beside_it_after_it_was_looked_at(team: Team) -> None:
    made = team.copy()
    look_at(made.copy.path)
    with closing(sqlite3.connect(made.copy.path)) as read:
        assert read.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert len(list(made.copy.path.parent.iterdir())) == 2
