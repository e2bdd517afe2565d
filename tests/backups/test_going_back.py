"""An earlier copy takes the place of the file whole, with an entry, and only by those who may."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.backups.folder import copies_of
from starapp.backups.going_back import open_beside, put_back
from starapp.backups.going_back_rules import Wish, why_not
from starapp.backups.looking import look_at
from starapp.backups.rotation import Copy, Kind
from starapp.foundation.problems import CannotDo, Unavailable
from starapp.history.acting import Actor, Role
from starapp.sample.workspace import Until
from starapp.storage.writer_lock import InUse, take
from starapp.verify import verify
from tests.backups.conftest import MOST, Team, compared, last_entry
from tests.make.samples import Samples

ROOT = Path(__file__).parents[2]
OLDER = ROOT / "tests" / "files" / "workspaces"


def back(team: Team, copy: Copy, wish: Wish, *, shown: str = "") -> Copy:
    return put_back(
        team.file,
        copy,
        wish,
        shown=shown or look_at(team.file).last.digest,
        root=team.root,
        most=MOST,
        now=team.clock(),
    )


def codes(fault: pytest.ExceptionInfo[CannotDo]) -> list[str]:
    return [problem.code for problem in fault.value.problems]


def test_the_copy_takes_the_place_of_the_file_and_says_so(team: Team, officer: Actor) -> None:
    team.add("Kept")
    copy = team.copy()
    team.clock.forward(hours=1)
    team.add("Too much", "Far too much")
    before = look_at(team.file)
    kept = back(team, copy.copy, Wish(officer, " Abandoned by mistake. "))
    assert "Kept" in team.bodies()
    assert "Too much" not in team.bodies()
    assert verify(team.file) == ()
    newest = last_entry(team)
    assert newest.number == copy.seen.last.number + 1
    assert (newest.person, newest.reason) == ("Priya Officer", "Abandoned by mistake.")
    assert before.last.digest in newest.words
    assert f"to {before.last.number} " in newest.words
    assert "3 August 2026, 10:00" in newest.words
    assert kept.path.name in newest.words
    assert (kept.kind, look_at(kept.path).last) == (Kind.BEFORE_GOING_BACK, before.last)
    assert sorted(one.name for one in team.file.parent.iterdir() if "lock" not in one.name) == [
        team.file.name
    ]


def test_going_back_can_itself_be_undone(team: Team, officer: Actor) -> None:
    team.add("Kept")
    copy = team.copy().copy
    team.clock.forward(hours=1)
    team.add("Wanted after all")
    kept = back(team, copy, Wish(officer, "Mistake"))
    team.clock.forward(hours=1)
    found = compared(team, kept)
    assert (found.parted, found.here, found.there) == (True, 1, 1)
    back(team, kept, Wish(officer, "Not a mistake"))
    assert {"Kept", "Wanted after all"} <= team.bodies()
    assert verify(team.file) == ()


@pytest.mark.parametrize(
    "role", [role for role in Role if role.name not in "PROCUREMENT ADMINISTRATOR"]
)
def test_only_organisers_go_back(team: Team, role: Role) -> None:
    copy = team.copy().copy
    with pytest.raises(CannotDo) as fault:
        back(team, copy, Wish(Actor("", "Somebody", frozenset({role})), "Reason"))
    assert codes(fault) == ["role"]
    assert copies_of(team.root, team.file) == (copy,)


def test_a_reason_is_written(team: Team, officer: Actor) -> None:
    copy = team.copy().copy
    with pytest.raises(CannotDo) as fault:
        back(team, copy, Wish(officer, "  \n"))
    assert codes(fault) == ["no_reason"]


def test_what_was_done_after_the_person_looked_stops_it(team: Team, officer: Actor) -> None:
    copy = team.copy().copy
    shown = look_at(team.file).last.digest
    team.add("Meanwhile")
    with pytest.raises(CannotDo) as fault:
        back(team, copy, Wish(officer, "Reason"), shown=shown)
    assert codes(fault) == ["changed"]
    assert "Meanwhile" in team.bodies()


def test_a_file_somebody_writes_in_is_left_alone(team: Team, officer: Actor) -> None:
    copy = team.copy().copy
    lock = take(team.file, who="Sam Sample")
    with pytest.raises(InUse, match="Sam Sample"):
        back(team, copy, Wish(officer, "Reason"))
    lock.free()


@pytest.mark.parametrize(
    ("copied", "until", "words"),
    [
        (Until.RECEIVED, Until.OPENED, "bids were opened"),
        (Until.MET, Until.WORKED_OUT, "prices were unsealed"),
        (Until.SIGNED_OFF, Until.LETTERS, "letters were issued"),
    ],
)
def test_facts_in_the_world_want_a_second_person(
    team_at: Callable[[Until], Team],
    samples: Samples,
    officer: Actor,
    copied: Until,
    until: Until,
    words: str,
) -> None:
    team = team_at(copied)
    team.clock.forward(weeks=10)  # past the end of the sample's story
    copy = team.copy().copy
    samples.copy(until, team.file)
    found = compared(team, copy)
    assert [words in fact for fact in found.facts] == [True] * len(found.facts)
    assert found.facts
    officer = replace(officer, person_id=team.person("Procurement officer").id)
    lead = team.person("Lead commissioner")
    wish = Wish(officer, "Reason")
    with pytest.raises(CannotDo) as fault:
        back(team, copy, wish)
    assert codes(fault) == ["no_second"]
    with pytest.raises(CannotDo) as fault:
        back(team, copy, replace(wish, second=team.person("Procurement officer"), confirmed=True))
    assert codes(fault) == ["same_person"]
    with pytest.raises(CannotDo) as fault:
        back(team, copy, replace(wish, second=replace(lead, active=False), confirmed=True))
    assert codes(fault) == ["same_person"]
    with pytest.raises(CannotDo) as fault:
        back(team, copy, replace(wish, second=lead))
    assert codes(fault) == ["not_confirmed"]
    back(team, copy, replace(wish, second=lead, confirmed=True))
    assert verify(team.file) == ()
    assert "Lead commissioner agreed" in last_entry(team).words


def test_a_copy_of_another_workspace_is_not_put_back(officer: Actor) -> None:
    (problem,) = why_not(Wish(officer, "Reason"), another=True, facts=())
    assert problem.code == "another"


def test_a_copy_of_an_older_format_is_upgraded_on_the_way(team: Team, officer: Actor) -> None:
    older = min(OLDER.glob("*.star"))
    shutil.copyfile(older, team.file)
    old = team.file.with_name("Northvale before upgrade 2026-08-01 120000.star")
    shutil.copyfile(older, old)
    open_workspace(team.file, upgrade=True, clock=team.clock).close()
    team.add("After the upgrade")
    copy = next(one for one in copies_of(team.root, team.file) if one.path == old)
    back(team, copy, Wish(officer, "The upgrade went wrong"))
    assert "After the upgrade" not in team.bodies()
    assert verify(team.file) == ()
    assert old.read_bytes() == older.read_bytes()


def test_a_copy_is_opened_beside_under_a_name_of_its_own(team: Team) -> None:
    copy = team.copy().copy
    first = open_beside(copy, team.file, now=team.clock())
    second = open_beside(copy, team.file, now=team.clock())
    assert first.name == "Northvale as of 2026-08-03 10.00.star"
    assert second.name == "Northvale as of 2026-08-03 10.00 2.star"
    assert first.parent == team.file.parent
    assert verify(first) == ()


def test_what_is_kept_before_going_back_is_not_let_go_by_room(team: Team, officer: Actor) -> None:
    copy = team.copy().copy
    team.add("Later")
    kept = back(team, copy, Wish(officer, "Reason"))
    for _ in range(3):
        team.clock.forward(days=1)
        team.copy(most=1)
    assert kept in copies_of(team.root, team.file)
    team.clock.forward(weeks=8)
    team.copy(most=1)
    assert kept not in copies_of(team.root, team.file)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for files of a process")
@pytest.mark.parametrize("part", [0, 2, 4])
def test_a_full_disk_leaves_the_file_as_it_was(team: Team, officer: Actor, part: int) -> None:
    import resource

    copy = team.copy().copy
    team.add("Later")
    shown, before = look_at(team.file).last.digest, team.file.read_bytes()
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) * part // 5, most[1]))
    try:
        with pytest.raises(Unavailable):
            back(team, copy, Wish(officer, "Reason"), shown=shown)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert team.file.read_bytes() == before
    assert [one.name for one in team.file.parent.iterdir() if "-lock" not in one.name] == [
        team.file.name
    ]
    assert copies_of(team.root, team.file) == (copy,)
    back(team, copy, Wish(officer, "Reason"))
    assert "Later" not in team.bodies()
