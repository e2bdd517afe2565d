"""Puts an earlier copy in the place of a workspace, whole or not at all, and says so in its history.

The file as it is goes into the folder of copies first. The copy is made ready there, with the entry
about what happens in it, and takes the place of the file in one step of the file system: whatever
happens in between, the old file or the new one is there, and whole.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from starapp.app import open_workspace
from starapp.backups.folder import free_name, make_place
from starapp.backups.going_back_rules import Wish, why_not
from starapp.backups.looking import Seen, Since, look_at, read_file, read_present, since
from starapp.backups.making import GOING_BACK, make_copy
from starapp.backups.rotation import Copy, Kind
from starapp.foundation.dates import local, moment_text
from starapp.foundation.problems import Unavailable, raise_if, refuse
from starapp.history.history import note
from starapp.storage.copying import copy_under_lock
from starapp.storage.open_file import settle_to_write
from starapp.storage.writer_lock import take


def put_back(
    file: Path, copy: Copy, wish: Wish, *, shown: str, root: Path, most: int, now: datetime
) -> Copy:
    """Replaces a closed workspace by a copy, and gives where the file as it was is kept.

    Args:
        file: the workspace; nobody may have it open for writing.
        copy: the copy, which stays where it is.
        wish: who asks, why, and who agrees.
        shown: hash of the last entry the person saw before they decided.
        root: the folder of all copies.
        most: bytes that the copies of this workspace may take.
        now: the moment of the entry.

    Raises:
        CannotDo: the person may not, or the workspace changed meanwhile.
        Unavailable: somebody has it open, or a disk refuses. The file is then as it was.
    """
    lock = take(file, who=wish.by.name)
    try:
        settle_to_write(file)
        there, present = look_at(copy.path), read_file(file, read_present)
        here, found = present.seen, since(present, copy.path, there)
        if here.last.digest != shown:
            words = "The workspace was changed meanwhile. Look again at what would be lost."
            raise refuse("", words, "changed")
        raise_if(why_not(wish, another=found.another, facts=found.facts))
        place = make_place(root, file, here.first)
        with TemporaryDirectory(prefix=GOING_BACK, dir=place, ignore_cleanup_errors=True) as folder:
            ready = Path(folder) / file.name
            copy_under_lock(copy.path, ready, now=now)
            kept = make_copy(
                file, root=root, identity=here.first, now=now, most=most,
                kind=Kind.BEFORE_GOING_BACK,
            )  # fmt: skip
            if kept.seen.last != here.last:
                raise Unavailable("The file as it is could not be kept, so nothing was put back.")
            _note(ready, _words(copy, there, here, found, kept.copy, wish), wish, now)
            copy_under_lock(ready, file, now=now)
        return kept.copy
    finally:
        lock.free()


def _note(ready: Path, words: str, wish: Wish, now: datetime) -> None:
    with (
        closing(open_workspace(ready, upgrade=True, clock=lambda: now)) as workspace,
        workspace.store.writing(by=wish.by) as session,
    ):
        note(session, words, about=("workspace", ""), reason=wish.reason.strip())


def _words(copy: Copy, there: Seen, here: Seen, found: Since, kept: Copy, wish: Wish) -> str:
    agreed = f" {wish.second.name} agreed." if found.facts and wish.second else ""
    return (
        f"went back to the copy of {moment_text(copy.made)}, which ends with entry "
        f"{there.last.number}. It does not hold entries {found.common + 1} to {here.last.number} "
        f"of the file as it was; the last has the fingerprint {here.last.digest}. "
        f"The file as it was is kept as {kept.path.name}.{agreed}"
    )


def open_beside(copy: Copy, file: Path, *, now: datetime) -> Path:
    """Makes a workspace of its own from a copy, beside the file it was made of.

    Raises:
        Unavailable: it cannot be written there.
    """
    target = free_name(file.parent, file.stem, f" as of {local(copy.made):%Y-%m-%d %H.%M}")
    copy_under_lock(copy.path, target, now=now)
    return target
