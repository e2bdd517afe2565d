"""Reads many score files in one go, from the command line: each whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from starapp.evaluation.panel_facts import seats
from starapp.foundation.enumerating import listed
from starapp.foundation.problems import CannotDo, refuse
from starapp.history.acting import Actor, Role
from starapp.organisation.queries import people
from starapp.panel.pack_check import read_score_file
from starapp.panel.pack_queries import preview
from starapp.panel.return_commands import accept_return
from starapp.panel.return_report import in_order, preview_lines
from starapp.storage.store import Store

OFFICE = (Role.PROCUREMENT, Role.COMMISSIONER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class FileTold:
    """What became of one file.

    Attributes:
        lines: in words; no score is in them.
        fine: it is in the workspace or could go in as it is, and leaves nothing missing.
    """

    name: str
    lines: tuple[str, ...]
    fine: bool


def may_read(session: Session, competition_id: str) -> tuple[Actor, ...]:
    """The people who may read score files of a competition in, by name."""
    scoring = {seat.person_id for seat in seats(session, competition_id) if not seat.chairs}
    able = (
        one.actor()
        for one in people(session)
        if one.active and one.id not in scoring and one.actor().can(*OFFICE)
    )
    return tuple(sorted(able, key=lambda actor: actor.name))


def reader(session: Session, competition_id: str, name: str) -> Actor:
    """The person of this name who reads score files in.

    Raises:
        CannotDo: nobody of this name may, or more than one.
    """
    able = may_read(session, competition_id)
    found = [actor for actor in able if actor.name.casefold() == name.strip().casefold()]
    if len(found) == 1:
        return found[0]
    who = listed([actor.name for actor in able]) or "nobody yet"
    raise refuse("as", f"{name!r} cannot read score files here. These can: {who}.", "who")


def told_only(session: Session, competition_id: str, files: Sequence[Path]) -> list[FileTold]:
    """What reading each file would do; nothing is written.

    Raises:
        CannotDo: a file is too large to be a score file.
        Unavailable: a file cannot be read.
    """
    found = ((file, preview(session, competition_id, read_score_file(file))) for file in files)
    return [FileTold(file.name, preview_lines(one), in_order(one)) for file, one in found]


def taken(store: Store, competition_id: str, files: Sequence[Path], *, by: Actor) -> list[FileTold]:
    """Reads each file into the workspace; one that cannot be taken changes nothing.

    Raises:
        CannotDo: a file is too large to be a score file; the files before it are in.
        Unavailable: a file, or the workspace, cannot be used any more.
    """
    return [_taken(store, competition_id, file, by) for file in files]


def _taken(store: Store, competition_id: str, file: Path, by: Actor) -> FileTold:
    data = read_score_file(file)
    with store.reading() as session:
        looked = preview(session, competition_id, data)
    lines = preview_lines(looked)
    try:
        with store.writing(by=by) as session:
            change = accept_return(
                session, competition_id=competition_id, data=data, file_name=file.name
            )
    except CannotDo as refused:
        left = (*refused.problems,) if not looked.report.problems else ()
        words = tuple(one.words for one in left)
        return FileTold(
            file.name, (*lines, *words, "Nothing of this file was written."), fine=False
        )
    return FileTold(file.name, (*lines, f"{change.words}."), in_order(looked))
