"""Writes and checks the record of who did what: append-only, each entry chained to the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.foundation.canonical import Json, canonical_json, fingerprint
from starapp.foundation.dates import moment_text
from starapp.foundation.problems import Problem
from starapp.history.acting import Actor
from starapp.history.records import HistoryRecord

CLOCK = ("clock", "")
"""What an entry about a clock that was set back is about."""
TOLERANCE = timedelta(minutes=2)
"""PCs that set themselves by a time server differ by seconds; two minutes is a clock that is wrong."""
FIRST = "0" * 64
"""What the first entry carries in place of the hash of the one before."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a command says of itself before the entry is written."""

    words: str
    about: tuple[str, str]
    reason: str = ""
    competition_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record as a screen or a report shows it."""

    number: int
    moment: datetime
    person: str
    words: str
    about: tuple[str, str]
    reason: str
    changes: Json


def actor(session: Session) -> Actor:
    """Gives the person this session writes for.

    Raises:
        LookupError: in a session that only reads.
    """
    found = session.info.get("actor")
    if not isinstance(found, Actor):
        raise LookupError("this session has no actor")  # noqa: TRY004 - the session lacks it
    return found


def now(session: Session) -> datetime:
    """The one moment of this session, in UTC: every command in it happens at this time.

    It comes after every entry that is there, so that a clock set back makes nothing on time that an
    earlier entry shows to be late, and what is newest by its moment is newest.
    """
    info = session.info
    if "moment" not in info:
        with session.no_autoflush:
            newest = session.scalar(select(func.max(HistoryRecord.moment)))
        info["newest"], info["moment"] = newest, info["now"]
        if newest is not None and newest > info["now"]:
            info["moment"] = newest + timedelta.resolution
    moment: datetime = info["moment"]
    return moment


def is_behind(shown: datetime, newest: datetime | None) -> bool:
    """Tells whether a clock shows an earlier time than the newest entry was written at."""
    return newest is not None and newest - shown > TOLERANCE


def note(
    session: Session,
    words: str,
    *,
    about: tuple[str, str],
    reason: str = "",
    competition_id: str | None = None,
) -> None:
    """Says what the command does, in the past tense ("bid recorded"); written when it commits."""
    session.info.setdefault("notes", []).append(Note(words, about, reason, competition_id))


def write_entries(session: Session) -> None:
    """Writes an entry per note; the changes of the session go with the first note.

    Called by the store before it commits.

    Raises:
        RuntimeError: when records changed and no command said what it did.
    """
    notes: list[Note] = session.info.pop("notes", [])
    changes: list[dict[str, Json]] = session.info.pop("changes", [])
    if changes and not notes:
        raise RuntimeError("records changed without a note in the history")
    if notes and (said := _clock_note(session)):
        notes.append(said)
    previous = _last(session)
    for one in notes:
        previous = _write(session, one, sorted(changes, key=_place), previous)
        changes = []
    session.flush()
    session.info["newest"] = previous.moment if previous else None


def _clock_note(session: Session) -> Note | None:
    """Says, once for each time the clock was set back, what it showed and what counts."""
    counts, shown = now(session), session.info["now"]
    if not is_behind(shown, counts):
        return None
    query = select(func.max(HistoryRecord.moment)).where(
        HistoryRecord.about_kind == CLOCK[0], HistoryRecord.about_id == CLOCK[1]
    )
    said: datetime | None = session.scalar(query)
    if said is not None and counts - said < timedelta(seconds=1):
        return None  # entries under this clock follow each other by a millionth of a second
    words = (
        f"this PC’s clock showed {moment_text(shown)}, which is before an entry made earlier; "
        f"{moment_text(counts)} counts until the clock is past it"
    )
    return Note(words, CLOCK)


def _place(change: dict[str, Json]) -> tuple[str, str]:
    """By table and row; what happened to one row stays in its order."""
    return str(change["table"]), canonical_json(change["row"])


def last_entry(session: Session) -> tuple[int, str] | None:
    """Number and digest of the newest entry: what tells this history from every other."""
    newest = select(HistoryRecord.number, HistoryRecord.digest)
    found = session.execute(newest.order_by(HistoryRecord.number.desc()).limit(1)).one_or_none()
    return None if found is None else (found.number, found.digest)


def _last(session: Session) -> HistoryRecord | None:
    newest = select(HistoryRecord).order_by(HistoryRecord.number.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def _write(
    session: Session, one: Note, changes: list[dict[str, Json]], previous: HistoryRecord | None
) -> HistoryRecord:
    who = actor(session)
    record = HistoryRecord(
        number=previous.number + 1 if previous else 1,
        moment=now(session),
        person_id=who.person_id,
        person_name=who.name,
        words=one.words,
        about_kind=one.about[0],
        about_id=one.about[1],
        competition_id=one.competition_id,
        reason=one.reason,
        changes=changes,
        previous=previous.digest if previous else FIRST,
    )
    record.digest = digest_of(record)
    session.add(record)
    return record


def digest_of(record: HistoryRecord) -> str:
    """SHA-256 over everything an entry says and the hash of the entry before it."""
    return fingerprint(
        [
            record.number,
            record.moment,
            record.person_id,
            record.person_name,
            record.words,
            record.about_kind,
            record.about_id,
            record.competition_id,
            record.reason,
            record.changes,
            record.previous,
        ]
    )


def broken_links(session: Session) -> Iterator[Problem]:
    """Gives a problem for each entry that was changed, removed, added or put out of order.

    The first entry that names the rows it changed begins the form in which every entry does.
    """
    number, previous, naming = 0, FIRST, False
    for record in session.scalars(select(HistoryRecord).order_by(HistoryRecord.number)):
        number += 1
        place = f"history {record.number}"
        if record.number != number:
            yield Problem(place, f"Entry {number} is missing from the history.", "missing")
            number = record.number
        if record.previous != previous:
            yield Problem(place, "The entry before this one was changed or removed.", "chain")
        if digest_of(record) != record.digest:
            yield Problem(place, "This entry was changed after it was written.", "digest")
        elif naming and not all("row" in one and one["did"] != "found" for one in record.changes):
            words = (
                "It does not say which rows it changed, as every entry since the first that did."
            )
            yield Problem(place, words, "rows")
        else:
            naming = naming or any("row" in one for one in record.changes)
        previous = record.digest


def entries(
    session: Session,
    *,
    about: tuple[str, str] | None = None,
    competition_id: str | None = None,
    newest: int | None = None,
) -> tuple[Entry, ...]:
    """Gives entries, newest first, of one thing or one competition, at most ``newest`` of them."""
    query = select(HistoryRecord).order_by(HistoryRecord.number.desc())
    if about is not None:
        query = query.where(
            HistoryRecord.about_kind == about[0], HistoryRecord.about_id == about[1]
        )
    if competition_id is not None:
        query = query.where(HistoryRecord.competition_id == competition_id)
    if newest is not None:
        query = query.limit(newest)
    return tuple(
        Entry(
            row.number, row.moment, row.person_name, row.words,
            (row.about_kind, row.about_id), row.reason, row.changes,
        )
        for row in session.scalars(query)
    )  # fmt: skip


def last_saved(session: Session) -> datetime | None:
    """When the newest entry was written; None while there is none."""
    newest = _last(session)
    return newest.moment if newest is not None else None


def count(session: Session) -> int:
    """How many entries the record holds."""
    return session.scalar(select(func.count(HistoryRecord.number))) or 0


def digests(session: Session) -> tuple[str, ...]:
    """The hash of every entry, in order; two copies of a workspace begin with the same."""
    return tuple(session.scalars(select(HistoryRecord.digest).order_by(HistoryRecord.number)))
