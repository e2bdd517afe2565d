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
from starapp.panel.pack_queries import (
    issued_packs,
    letters_in_play,
    pack_problems,
    require_pack_office,
    workspace_keys,
)
from starapp.panel.pack_to_write import PackToWrite
from starapp.panel.read_return import IssuedPack
from starapp.panel.records import PackRecord, WorkspaceKeysRecord
from starapp.panel.sealing import (
    fresh_key,
    passphrase_core,
    public_sealing_key,
    public_signing_key,
)
from starapp.panel.write_pack import (
    PackKeys,
    default_deadline,
    document_problems,
    gathered_pack,
)

TOUCHED = ("panel", "packs")


@dataclass(frozen=True, slots=True)
class PacksIssued(Change):
    """What issuing packs gave: write them to a folder when the command is done."""

    packs: tuple[PackToWrite, ...] = ()


def issue_packs(
    session: Session,
    *,
    competition_id: str,
    passphrases: Mapping[str, str],
    reason: str = "",
    document_ids: Collection[str] = (),
    deadline: datetime | None = None,
) -> PacksIssued:
    """Makes a pack for each seat that has a passphrase; an earlier pack of the seat counts no more.

    Args:
        session: writing.
        competition_id: while it is scored.
        passphrases: by seat; they are stored nowhere.
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
    standing = {
        one.seat_id: one for one in issued_packs(session, competition_id) if not one.replaced
    }
    raise_if(
        (
            *_seat_problems(session, competition_id, passphrases),
            *_again_problems(passphrases, standing, reason),
            *document_problems(session, competition_id, document_ids),
        )
    )
    keys = _keys(session)
    made = tuple(
        _issue(
            session, seat_id, passphrase, standing.get(seat_id), keys, reason=reason.strip(),
            document_ids=document_ids, deadline=due,
        )
        for seat_id, passphrase in passphrases.items()
    )  # fmt: skip
    count = len(made)
    words = "1 score pack is ready" if count == 1 else f"{count} score packs are ready"
    return PacksIssued(words, frozenset(TOUCHED), "", made)


def _seat_problems(
    session: Session, competition_id: str, passphrases: Mapping[str, str]
) -> list[Problem]:
    """What is wrong with a seat or its passphrase."""
    if not passphrases:
        return [Problem("", "Choose at least one panel member.", "nobody")]
    found: list[Problem] = []
    seen: set[str] = set()
    for seat_id, passphrase in passphrases.items():
        seat = stored_seat(session, seat_id)
        name = person(session, seat.person_id).name
        if seat.competition_id != competition_id or not wanted_of_seat(session, seat_id):
            found.append(Problem(seat_id, f"{name} has no written answer to score.", "nothing"))
            continue
        found += [Problem(seat_id, f"{name}: {one.words}", one.code)
                  for one in seat_problems(session, seat_id)]  # fmt: skip
        found += [Problem(seat_id, one.words, one.code) for one in passphrase_problems(passphrase)]
        if passphrase_core(passphrase) in seen:
            words = f"Choose another passphrase for {name}. Somebody else has this one."
            found.append(Problem(seat_id, words, "same"))
        seen.add(passphrase_core(passphrase))
    return found


def _again_problems(
    passphrases: Mapping[str, str], standing: Mapping[str, IssuedPack], reason: str
) -> list[Problem]:
    if reason.strip():
        return []
    again = [one.member for seat_id, one in standing.items() if seat_id in passphrases]
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
    passphrase: str,
    earlier: IssuedPack | None,
    keys: WorkspaceKeysRecord,
    *,
    reason: str,
    document_ids: Collection[str],
    deadline: datetime | None,
) -> PackToWrite:
    """Gathers one pack and puts it in the record in place of an earlier one."""
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
            return_key=public_signing_key(key),
            rules=pack.rules_seal,
            bids=[[letter, letters[letter]] for letter in pack.bids],
            wanted=[list(one) for one in pack.wanted],
            documents=sorted(document_ids),
            reason=reason if earlier else "",
        )
    )
    words = f"score pack {pack.number} issued to {pack.member}"
    note(session, words, about=("seat", seat_id), reason=reason if earlier else "",
         competition_id=seat.competition_id)  # fmt: skip
    return PackToWrite(pack, documents, passphrase, bytes.fromhex(keys.signing))
