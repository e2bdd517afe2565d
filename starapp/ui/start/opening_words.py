"""What the person should know about where a workspace lies and how it was left, when it is opened."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starapp.app import Workspace, open_workspace
from starapp.foundation.problems import Unavailable
from starapp.history.history import digests
from starapp.storage.network_share import share_of
from starapp.storage.synced_folder import ask_computer, second_copies, synced_by

MOST_COPIES = 8
"""Files beside a workspace that are looked into."""


@dataclass(frozen=True, slots=True)
class Known:
    """Words for the person.

    Attributes:
        once: what is remembered, so that they are said once on this PC; empty when always said.
    """

    words: str
    once: str = ""


def words_on_opening(workspace: Workspace) -> list[Known]:
    """Everything there is to say, the most pressing last. Looks at files, so it may take a moment.

    Raises:
        Unavailable: the workspace cannot be read.
    """
    found = [*_place(workspace.path), *_second_copies(workspace)]
    if workspace.lock is not None and workspace.lock.left_by is not None:
        found.append(
            Known(
                f"{workspace.path.name} was open for writing by "
                f"{workspace.lock.left_by.in_words()}, and "
                "was not closed: STAR or the computer stopped. Look whether the last thing entered "
                "then is there."
            )
        )
    return found


def words_on_another_writer(workspace: Workspace) -> str:
    """What to do when somebody else opened it for writing too, where neither could be stopped."""
    other = workspace.lock.other_writer() if workspace.lock is not None else None
    if other is None:
        return ""
    return (
        f"{workspace.path.name} is also open for writing by {other.in_words()}. What one of you "
        "enters may be lost when the folder comes up to date. Speak to them now: one of you saves a "
        "copy (File menu) and closes the workspace."
    )


def _place(path: Path) -> list[Known]:
    real = path.resolve()
    share = share_of(real)
    found = []
    if share:
        found.append(
            Known(
                f"{path.name} lies in a network folder ({share}). One person changes it at a time; "
                "others open it read-only. Stay connected while it is open, and save a copy on this "
                "computer now and then.",
                f"share/{share}",
            )
        )
    folders = dict.fromkeys((path.absolute().parent, real.parent))
    ways = [synced_by(folder, ask_computer(folder)) for folder in folders]
    synced = next((one for one in ways if one is not None), None)
    if synced is not None:
        where = (
            f"in a folder that {synced.service} keeps in step with other computers. Open"
            if synced.certain
            else f"in a folder with a name like those {synced.service} keeps in step with other "
            "computers. If it does, open"
        )
        found.append(
            Known(
                f"{path.name} lies {where} it on one computer at a time: close it here, and let the "
                "folder come up to date, before anybody opens it on another. If a second file with "
                "nearly the same name appears, keep both until you have compared them.",
                f"synced/{synced.service}",
            )
        )
    return found


def _second_copies(workspace: Workspace) -> list[Known]:
    """Copies beside it, of the same workspace, that hold what it does not."""
    path = workspace.path
    names: tuple[str, ...] = ()
    with suppress(OSError):
        names = second_copies(path.name, [one.name for one in path.parent.iterdir()])
    if not names:
        return []
    with workspace.store.reading() as session:
        ours = digests(session)
    found = []
    for name in names[:MOST_COPIES]:
        theirs = _digests_of(path.with_name(name))
        more = len(set(theirs) - set(ours))
        if theirs[:1] != ours[:1] or not more:
            continue
        changes = "a change that is" if more == 1 else f"{more} changes that are"
        found.append(
            Known(
                f"{name}, beside {path.name}, is a second copy of this workspace and holds "
                f"{changes} not in here. A program that keeps folders in step makes such a copy "
                "when two computers change a workspace at once. Open it read-only, compare, and "
                "enter what is missing in the one you go on with.",
                f"second/{name}/{theirs[-1]}",
            )
        )
    return found


def _digests_of(path: Path) -> tuple[str, ...]:
    try:
        copy = open_workspace(path, read_only=True)
    except (Unavailable, OSError):
        return ()
    try:
        with copy.store.reading() as session:
            return digests(session)
    except Unavailable:
        return ()
    finally:
        copy.close()
