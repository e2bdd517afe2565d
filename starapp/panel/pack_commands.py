"""Issues score packs: a command gathers them, then their files are written to a folder."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from starapp.competitions.stages import Action, require
from starapp.evaluation.panel_facts import stored_seat
from starapp.evaluation.returned_scores import seat_problems, wanted_of_seat
from starapp.foundation.change import Change
from starapp.foundation.ids import new_id
from starapp.foundation.problems import Problem, raise_if
from starapp.history.history import actor, note, now
from starapp.organisation.queries import person
from starapp.panel.pack_file import passphrase_problems
from starapp.panel.pack_format import ScorePack
from starapp.panel.pack_queries import (
    issued_packs,
    letters_in_play,
    pack_problems,
    require_pack_office,
    sheet_secret,
    workspace_keys,
)
from starapp.panel.pack_to_write import PackToWrite, SheetToWrite
from starapp.panel.read_return import IssuedPack
from starapp.panel.records import PackRecord, WorkspaceKeysRecord
from starapp.panel.sealing import (
    fresh_key,
    passphrase_core,
    public_sealing_key,
    public_signing_key,
)
from starapp.panel.ways import Way
from starapp.panel.write_pack import (
    PackKeys,
    default_deadline,
    document_problems,
    gathered_pack,
)

TOUCHED = ("panel", "packs")


@dataclass(frozen=True, slots=True)
class PacksIssued(Change):
    """What issuing packs gave: write them to a folder when the command is done.

    Attributes:
        packs: sealed files.
        sheets: spreadsheets and paper.
    """

    packs: tuple[PackToWrite, ...] = ()
    sheets: tuple[SheetToWrite, ...] = ()


def issue_packs(
    session: Session,
    *,
    competition_id: str,
    passphrases: Mapping[str, str],
    other_ways: Mapping[str, Way] | None = None,
    reason: str = "",
    document_ids: Collection[str] = (),
    deadline: datetime | None = None,
) -> PacksIssued:
    """Makes a pack for each seat that is named; an earlier pack of the seat counts no more.

    Args:
        session: writing.
        competition_id: while it is scored.
        passphrases: by seat, for sealed files; they are stored nowhere.
        other_ways: by seat, for members who score in a spreadsheet or on paper.
        reason: why packs are issued again; needed where a seat has one.
        document_ids: documents of bids that go with the answers.
        deadline: when scores are due, UTC; the timetable's day where it is None.

    Raises:
        CannotDo: with one problem per thing in the way.
    """
    require(session, competition_id, Action.SCORE)
    require_pack_office(session, competition_id)
    raise_if(pack_problems(session, competition_id))
    due = deadline or default_deadline(session, competition_id)
    ways = dict.fromkeys(passphrases, Way.FILE) | dict(other_ways or {})
    standing = {
        one.seat_id: one for one in issued_packs(session, competition_id) if not one.replaced
    }
    raise_if(
        (
            *_seat_problems(session, competition_id, ways),
            *_passphrase_problems(session, passphrases),
            *_again_problems(ways, standing, reason),
            *document_problems(session, competition_id, document_ids),
        )
    )
    keys = _keys(session)
    made = {
        seat_id: _issue(
            session, seat_id, way, standing.get(seat_id), keys, reason=reason.strip(),
            document_ids=document_ids, deadline=due,
        )
        for seat_id, way in ways.items()
    }  # fmt: skip
    return _issued(made, ways, passphrases, keys)


def _issued(
    made: Mapping[str, tuple[ScorePack, dict[str, bytes]]],
    ways: Mapping[str, Way],
    passphrases: Mapping[str, str],
    keys: WorkspaceKeysRecord,
) -> PacksIssued:
    """What was made, by the way it is written."""
    signing, secret = bytes.fromhex(keys.signing), sheet_secret(keys)
    packs = tuple(
        PackToWrite(pack, files, passphrases[seat_id], signing)
        for seat_id, (pack, files) in made.items()
        if ways[seat_id] is Way.FILE
    )
    sheets = tuple(
        SheetToWrite(pack, files, ways[seat_id], secret)
        for seat_id, (pack, files) in made.items()
        if ways[seat_id] is not Way.FILE
    )
    count = len(made)
    words = "1 score pack is ready" if count == 1 else f"{count} score packs are ready"
    return PacksIssued(words, frozenset(TOUCHED), "", packs, sheets)


def _seat_problems(
    session: Session, competition_id: str, seat_ids: Collection[str]
) -> list[Problem]:
    """What is wrong with a seat."""
    if not seat_ids:
        return [Problem("", "Choose at least one panel member.", "nobody")]
    found: list[Problem] = []
    for seat_id in seat_ids:
        seat = stored_seat(session, seat_id)
        name = person(session, seat.person_id).name
        if seat.competition_id != competition_id or not wanted_of_seat(session, seat_id):
            found.append(Problem(seat_id, f"{name} has no written answer to score.", "nothing"))
            continue
        found += [Problem(seat_id, f"{name}: {one.words}", one.code)
                  for one in seat_problems(session, seat_id)]  # fmt: skip
    return found


def _passphrase_problems(session: Session, passphrases: Mapping[str, str]) -> list[Problem]:
    """What is wrong with a passphrase: too short, or somebody else's."""
    found: list[Problem] = []
    seen: set[str] = set()
    for seat_id, passphrase in passphrases.items():
        found += [Problem(seat_id, one.words, one.code) for one in passphrase_problems(passphrase)]
        if passphrase_core(passphrase) in seen:
            name = person(session, stored_seat(session, seat_id).person_id).name
            words = f"Choose another passphrase for {name}. Somebody else has this one."
            found.append(Problem(seat_id, words, "same"))
        seen.add(passphrase_core(passphrase))
    return found


def _again_problems(
    seat_ids: Collection[str], standing: Mapping[str, IssuedPack], reason: str
) -> list[Problem]:
    if reason.strip():
        return []
    again = [one.member for seat_id, one in standing.items() if seat_id in seat_ids]
    if not again:
        return []
    words = f"Write why there is a new pack for {', '.join(again)}. Their old one counts no more."
    return [Problem("reason", words, "no_reason")]


def _keys(session: Session) -> WorkspaceKeysRecord:
    """The keys of the workspace, made where there are none."""
    record = workspace_keys(session)
    if record is None:
        record = WorkspaceKeysRecord(
            signing=fresh_key().hex(), sealing=fresh_key().hex(), made=now(session)
        )
        session.add(record)
        session.flush()
    return record


def _issue(
    session: Session,
    seat_id: str,
    way: Way,
    earlier: IssuedPack | None,
    keys: WorkspaceKeysRecord,
    *,
    reason: str,
    document_ids: Collection[str],
    deadline: datetime | None,
) -> tuple[ScorePack, dict[str, bytes]]:
    """Gathers one pack and its documents, and puts it in the record in place of an earlier one."""
    if earlier is not None:
        session.get_one(PackRecord, earlier.id).replaced = now(session)
    key = fresh_key()
    pack, documents = gathered_pack(
        session,
        seat_id=seat_id,
        identity=new_id(),
        number=earlier.number + 1 if earlier else 1,
        keys=PackKeys(key, public_sealing_key(bytes.fromhex(keys.sealing))),
        moment=now(session),
        deadline=deadline,
        document_ids=document_ids,
    )
    seat = stored_seat(session, seat_id)
    letters = letters_in_play(session, seat.competition_id)
    session.add(
        PackRecord(
            id=pack.identity,
            competition_id=seat.competition_id,
            seat_id=seat_id,
            number=pack.number,
            member=pack.member,
            issued=pack.issued,
            issued_by=actor(session).name,
            deadline=deadline,
            way=way,
            return_key=public_signing_key(key) if way is Way.FILE else "",
            rules=pack.rules_seal,
            bids=[[letter, letters[letter]] for letter in pack.bids],
            wanted=[list(one) for one in pack.wanted],
            documents=sorted(document_ids),
            reason=reason if earlier else "",
        )
    )
    how = "" if way is Way.FILE else f" ({way.value})"
    words = f"score pack {pack.number} issued to {pack.member}{how}"
    note(session, words, about=("seat", seat_id), reason=reason if earlier else "",
         competition_id=seat.competition_id)  # fmt: skip
    return pack, documents
