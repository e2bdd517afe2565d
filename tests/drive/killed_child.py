"""A process that does one thing with a workspace again and again until it is killed.

Prints ``begun`` before each round, and what was confirmed after it as one line of JSON.
"""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

from starapp.app import Workspace, create_workspace, open_private_copy, open_workspace
from starapp.backups.folder import copies_of
from starapp.backups.going_back import put_back
from starapp.backups.going_back_rules import Wish
from starapp.backups.looking import look_at
from starapp.backups.making import make_copy
from starapp.backups.rotation import Kind
from starapp.foundation.dates import utc_now
from starapp.foundation.whole_files import write_whole
from starapp.history.acting import SYSTEM, Actor, Role
from starapp.history.history import last_entry
from starapp.organisation.commands import add_body
from starapp.panel.issued_files import write_issued
from starapp.panel.pack_to_write import PackToWrite
from tests.drive.kills import Desk, letter_bytes
from tests.make.packs import PASSPHRASE, SIGNING_KEY, score_pack

MOST = 10**9
OFFICER = Actor("", "Priya Officer", frozenset({Role.PROCUREMENT}))
Confirmed = object


def say(line: object) -> None:
    """Prints a line at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def last(workspace: Workspace) -> Confirmed:
    """The newest entry."""
    with workspace.store.reading() as session:
        return last_entry(session)


def saving(desk: Desk, workspace: Workspace, _number: int) -> Confirmed:
    with workspace.store.writing(by=SYSTEM) as session:
        add_body(session, name=f"Body {session.info['now'].isoformat()}")
    return last(workspace)


def saving_a_copy(desk: Desk, workspace: Workspace, number: int) -> Confirmed:
    saving(desk, workspace, number)
    desk.copy.unlink(missing_ok=True)
    workspace.store.copy_to(desk.copy)
    return last(workspace)


def saving_a_copy_over_an_earlier_one(desk: Desk, workspace: Workspace, number: int) -> Confirmed:
    saving(desk, workspace, number)
    workspace.store.copy_to(desk.copy)
    return last(workspace)


def exporting(desk: Desk, _workspace: Workspace, number: int) -> Confirmed:
    name = f"letter {number % 3}.pdf"
    write_whole(desk.documents / name, letter_bytes(number))
    pack = PackToWrite(score_pack(), {}, PASSPHRASE, SIGNING_KEY)
    written = write_issued([pack], [], desk.documents, moment=utc_now())
    return [name, *(path.name for path in written)]


def backing_up(desk: Desk, _number: int) -> Confirmed:
    identity = look_at(desk.file).first
    made = make_copy(desk.file, root=desk.root, identity=identity, now=utc_now(), most=MOST)
    return made.copy.path.name


def going_back(desk: Desk, _number: int) -> Confirmed:
    oldest = [one for one in copies_of(desk.root, desk.file) if one.kind is Kind.BY_ITSELF][-1]
    shown = look_at(desk.file).last.digest
    wish = Wish(OFFICER, "Reason")
    kept = put_back(desk.file, oldest, wish, shown=shown, root=desk.root, most=MOST, now=utc_now())
    return kept.path.name


def opening(desk: Desk, _number: int) -> Confirmed:
    with closing(open_workspace(desk.file)) as workspace:
        return last(workspace)


def upgrading(desk: Desk, number: int) -> Confirmed:
    if number:  # there is nothing more to upgrade; the blow comes too late
        sys.stdin.readline()
    with closing(open_workspace(desk.file, upgrade=True)) as workspace:
        return last(workspace)


def reading_aside(desk: Desk, _number: int) -> Confirmed:
    with closing(open_private_copy(desk.file)) as workspace:
        return last(workspace)


def making(desk: Desk, number: int) -> Confirmed:
    path = desk.documents / f"New {number}.star"
    create_workspace(path, name=f"New {number}").close()
    return path.name


INSIDE: tuple[Callable[[Desk, Workspace, int], Confirmed], ...] = (
    saving, saving_a_copy, saving_a_copy_over_an_earlier_one, exporting,
)  # fmt: skip
"""Done in a workspace that is open for writing."""
OUTSIDE: tuple[Callable[[Desk, int], Confirmed], ...] = (
    backing_up, going_back, opening, upgrading, reading_aside, making,
)  # fmt: skip
"""Done with a workspace that is closed before and after."""


def main(way: str, desk: Desk) -> None:
    """Does it until killed."""
    inside = {act.__name__: act for act in INSIDE}
    outside = {act.__name__: act for act in OUTSIDE}
    if way in outside:
        for number in count():
            say("begun")
            say(outside[way](desk, number))
    with closing(open_workspace(desk.file)) as workspace:
        for number in count():
            say("begun")
            say(inside[way](desk, workspace, number))


if __name__ == "__main__":
    main(sys.argv[1], Desk(Path(sys.argv[2])))
