"""Looks at a score file that was handed in: whose it is, whether it can be taken, and why not. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from starapp.foundation.dates import moment_text
from starapp.foundation.problems import CannotDo, Problem
from starapp.panel.pack_format import ScoreReturn
from starapp.panel.return_file import SealedReturn, opened_return, sealed_part_of
from starapp.panel.sealing import digest, same
from starapp.panel.ways import Way
from starapp.panel.working_copy import Key

IN_CELLS = frozenset({"code", "twice", "moved"})
"""Problems of single rows of a spreadsheet, which make the others unsure and do not hide them."""
SKEW = timedelta(minutes=10)
"""How far ahead a clock may be before it is told."""


@dataclass(frozen=True, slots=True)
class TakenReturn:
    """A score file that was taken before and still counts."""

    fingerprint: str
    revision: int
    made: datetime | None


@dataclass(frozen=True, slots=True)
class IssuedPack:
    """A pack as the workspace knows it.

    Attributes:
        way: how it is scored.
        return_key: public key its score files are signed with; empty but for a sealed file.
        bids: identity of each bid by its letter.
        replaced: another pack took its place.
        taken: score files of this pack, oldest first.
    """

    id: str
    competition_id: str
    reference: str
    seat_id: str
    member: str
    number: int
    issued: datetime
    deadline: datetime | None
    return_key: str
    rules_seal: str
    bids: Mapping[str, str]
    wanted: tuple[Key, ...]
    replaced: bool
    taken: tuple[TakenReturn, ...] = ()
    way: Way = Way.FILE


@dataclass(frozen=True, slots=True)
class Desk:
    """What the workspace looks with.

    Attributes:
        sealing_key: private; empty where no pack was ever issued.
        packs: every pack issued, by identity.
        competition_id: the competition whose scores are taken.
        rules_seal: fingerprint of its published rules.
        moment: now, UTC.
        sheet_secret: the hidden marks of spreadsheets are made with it; empty like the key.
        scale: the words of each score there is.
    """

    sealing_key: bytes
    packs: Mapping[str, IssuedPack]
    competition_id: str
    rules_seal: str
    moment: datetime
    sheet_secret: bytes = b""
    scale: Mapping[Decimal, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """What was found.

    Attributes:
        fingerprint: SHA-256 of the file.
        pack: the pack it answers, where it is known.
        returned: the content, where it can be read.
        problems: why it cannot be taken; none where it can.
        notes: what to know although it can be taken.
        unread: answers whose cells in a spreadsheet cannot be read, and why; they are left out.
    """

    fingerprint: str
    pack: IssuedPack | None = None
    returned: ScoreReturn | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    unread: tuple[tuple[Key, Problem], ...] = ()

    @property
    def waits(self) -> bool:
        """Tells whether only cells of the file have to be put right before any of it is taken."""
        return bool(self.problems) and all(one.code in IN_CELLS for one in self.problems)

    @property
    def repeat(self) -> bool:
        """Tells whether the very same file was taken before."""
        return any(problem.code == "repeat" for problem in self.problems)

    @property
    def order_known(self) -> bool:
        """Tells whether clock and count of changes agree that it is later than those before."""
        return not any(note.code == "order" for note in self.notes)


def read_return(data: bytes, desk: Desk) -> ReturnReport:
    """Reads a score file and tells everything that is in its way; never raises."""
    fingerprint = digest(data)
    pack: IssuedPack | None = None
    try:
        held = sealed_part_of(data)
        pack = desk.packs.get(held.manifest.pack)
        problems = _label_problems(held, pack, desk)
        if problems or pack is None:
            return ReturnReport(fingerprint, pack, None, problems)
        returned = opened_return(held, desk.sealing_key)
    except CannotDo as refused:
        return ReturnReport(fingerprint, pack, None, refused.problems)
    return looked_at(returned, pack, desk, fingerprint)


def looked_at(
    returned: ScoreReturn, pack: IssuedPack, desk: Desk, fingerprint: str
) -> ReturnReport:
    """What was found of scores that can be read, in whichever file they came."""
    problems = _content_problems(returned, pack, desk, fingerprint)
    notes = () if problems else _notes(returned, pack, desk)
    return ReturnReport(fingerprint, pack, returned, problems, notes)


def place_problems(pack: IssuedPack | None, reference: str, desk: Desk) -> tuple[Problem, ...]:
    """Why a file is not for this place: of no pack of this workspace, or of another competition."""
    if pack is None:
        words = (
            f"This score file answers a pack this workspace did not issue (“{reference}”). "
            "Open the workspace the pack came from."
        )
        return (Problem("file", words, "unknown_pack"),)
    if pack.competition_id != desk.competition_id:
        words = (
            f"This score file is for another competition, {pack.reference}. Go to that competition "
            "and read it there."
        )
        return (Problem("file", words, "other_competition"),)
    return ()


def _label_problems(held: SealedReturn, pack: IssuedPack | None, desk: Desk) -> tuple[Problem, ...]:
    """What the label tells before the file is opened."""
    label = held.manifest
    problems = place_problems(pack, label.reference, desk)
    if problems or pack is None:
        return problems
    if not same(label.signing_key, pack.return_key):
        words = (
            f"This score file says it is from {pack.member} but was not made with their pack. Ask "
            f"{pack.member} to hand in the file themselves."
        )
        return (Problem("file", words, "other_member"),)
    return ()


def _content_problems(
    returned: ScoreReturn, pack: IssuedPack, desk: Desk, fingerprint: str
) -> tuple[Problem, ...]:
    """Why a file that can be read is not taken."""
    if pack.replaced:
        words = (
            f"{pack.member} has a newer pack since. Ask them to score from that one and to hand "
            "in its file."
        )
        return (Problem("file", words, "replaced"),)
    if not same(returned.rules_seal, desk.rules_seal) or returned.rules_seal != pack.rules_seal:
        words = "This file was scored under other rules. Issue a new pack and ask for its file."
        return (Problem("file", words, "other_rules"),)
    if returned.member != pack.member:
        words = f"This file names {returned.member}; the pack is for {pack.member}."
        return (Problem("file", words, "other_member"),)
    if returned.confirmed is None and not returned.declared:
        words = (
            f"{pack.member} has not confirmed the declaration in the pack. Ask them to confirm it "
            "and to save the file again."
        )
        return (Problem("file", words, "not_confirmed"),)
    if any(same(one.fingerprint, fingerprint) for one in pack.taken):
        words = "This very file was read before. Nothing needs doing."
        return (Problem("file", words, "repeat"),)
    later = [one for one in pack.taken if _older(returned, one)]
    if later:
        written = f", written {moment_text(later[-1].made)}" if later[-1].made else ""
        words = (
            f"A later file of {pack.member} was read already{written}. This one is older, so its "
            "scores are left out."
        )
        return (Problem("file", words, "older"),)
    return ()


def _older(returned: ScoreReturn, taken: TakenReturn) -> bool:
    if returned.made is None or taken.made is None:
        return False
    earlier = returned.made < taken.made and returned.revision <= taken.revision
    return earlier or (returned.made == taken.made and returned.revision < taken.revision)


def _notes(returned: ScoreReturn, pack: IssuedPack, desk: Desk) -> tuple[Problem, ...]:
    found = []
    if not returned.finished:
        words = f"{pack.member} has not finished. What is done is read; another file follows."
        found.append(Problem("file", words, "part_done"))
    found += _date_notes(returned, pack, desk)
    if any(_order_unclear(returned, one) for one in pack.taken):
        words = (
            f"{pack.member} handed in another file, and nobody can tell which of the two is later. "
            "Where they differ, somebody decides."
        )
        found.append(Problem("file", words, "order"))
    return tuple(found)


def _date_notes(returned: ScoreReturn, pack: IssuedPack, desk: Desk) -> Iterator[Problem]:
    """What the date of the file tells, or that it has none."""
    if returned.made is None:
        words = (
            "The file does not say when it was saved, so nobody can tell whether it was in time."
        )
        yield Problem("file", words, "no_date")
        return
    if pack.deadline is not None and returned.made > pack.deadline:
        words = (
            f"The file was written {moment_text(returned.made)}, after the scores were due "
            f"({moment_text(pack.deadline)})."
        )
        yield Problem("file", words, "late")
    if returned.made > desk.moment + SKEW or returned.made < pack.issued - SKEW:
        words = (
            f"The file says it was written {moment_text(returned.made)}. The clock of this "
            f"computer or of {pack.member}'s is wrong."
        )
        yield Problem("file", words, "clock")


def _order_unclear(returned: ScoreReturn, taken: TakenReturn) -> bool:
    """A date is missing, or the clock says later but there are fewer changes, or the other way."""
    if returned.made is None or taken.made is None:
        return True
    later, more = returned.made >= taken.made, returned.revision >= taken.revision
    return later is not more
