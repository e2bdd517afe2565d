"""The score file a member hands in: signed with the key of their pack, sealed to the workspace."""

import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from starapp import __version__
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_sheet import PRACTICE
from starapp.foundation.dates import utc_now
from starapp.foundation.problems import refuse
from starapp.foundation.safe_zip import Limits, SafeZip, zip_bytes
from starapp.panel.pack_format import (
    LARGEST_RETURN,
    PracticeScore,
    ReturnedScore,
    ScorePack,
    ScoreReturn,
    read_return_json,
    return_json,
)
from starapp.panel.pack_manifest import AGAIN, MANIFEST, Manifest, read_manifest, read_part
from starapp.panel.sealing import (
    Shut,
    digest,
    public_signing_key,
    seal_to,
    unseal_from,
)
from starapp.panel.working_copy import Work

SUFFIX = ".starscores"
SCORES = "scores.sealed"
LIMITS = Limits(parts=4, one=LARGEST_RETURN, total=2 * LARGEST_RETURN)


@dataclass(frozen=True, slots=True)
class SealedReturn:
    """A score file whose signature holds, not opened yet.

    Attributes:
        fingerprint: SHA-256 of the whole file.
    """

    manifest: Manifest
    sealed: bytes
    fingerprint: str


def return_of(pack: ScorePack, work: Work, made: datetime) -> ScoreReturn:
    """What the work says, as a score file holds it; private marks stay behind."""
    answers = {key: kept for key, kept in work.answers.items() if key in set(pack.wanted)}
    return ScoreReturn(
        pack=pack.identity,
        reference=pack.reference,
        member=pack.member,
        rules_seal=pack.rules_seal,
        revision=work.revision,
        made=made,
        confirmed=datetime.fromisoformat(work.confirmed).astimezone(UTC)
        if work.confirmed
        else None,
        finished=all(key in answers and answers[key].done for key in pack.wanted),
        scores=tuple(
            ReturnedScore(
                bid,
                code,
                kept.state,
                Decimal(kept.score) if kept.score and kept.state is ScoreState.SCORED else None,
                kept.reason,
                kept.discuss,
            )
            for (bid, code), kept in answers.items()
        ),
        practice=_practice_score(pack, work),
    )


def _practice_score(pack: ScorePack, work: Work) -> PracticeScore | None:
    """What was given to the practice answer, once it has a score and a reason."""
    if pack.practice is None:
        return None
    kept = work.answers.get((PRACTICE, pack.practice[0]))
    if kept is None or not kept.done or kept.state is not ScoreState.SCORED:
        return None
    return PracticeScore(Decimal(kept.score), kept.reason)


def return_bytes(pack: ScorePack, work: Work, made: datetime | None = None) -> bytes:
    """The bytes of a score file; it says by itself whether it is finished."""
    data = return_json(return_of(pack, work, made or utc_now()))
    return sealed_return(pack, data)


def sealed_return(pack: ScorePack, data: bytes) -> bytes:
    """The content of a score file, sealed to the workspace and signed with the pack's key."""
    private = bytes.fromhex(pack.return_key)
    manifest = Manifest(
        kind="scores",
        pack=pack.identity,
        member=pack.member,
        reference=pack.reference,
        deadline=pack.deadline,
        program=__version__,
        rules_seal=pack.rules_seal,
        recipe=None,
        used_key="",
        signing_key=public_signing_key(private),
        parts={},
    )
    used, sealed = seal_to(pack.sealing_key, zlib.compress(data), manifest.beside(SCORES))
    whole = replace(manifest, used_key=used, parts={SCORES: digest(sealed)}).signed(private)
    return zip_bytes({MANIFEST: whole.to_json(), SCORES: sealed})


def sealed_part_of(data: bytes) -> SealedReturn:
    """Looks at a score file without opening it.

    Raises:
        CannotDo: it is no score file, a newer one, or was changed.
    """
    file = SafeZip(data, LIMITS)
    manifest = read_manifest(file, kind="scores")
    if set(manifest.parts) != {SCORES}:
        raise refuse(
            "parts", f"Parts of the file were added or taken. {AGAIN['scores']}", "changed"
        )
    return SealedReturn(manifest, read_part(file, manifest, SCORES), digest(data))


def opened_return(held: SealedReturn, sealing_key: bytes) -> ScoreReturn:
    """The content of a score file.

    Args:
        held: the file, its signature checked.
        sealing_key: private, of the workspace.

    Raises:
        CannotDo: it is for another workspace, or something in it is wrong.
    """
    manifest = held.manifest
    beside = replace(manifest, used_key="", parts={}).beside(SCORES)
    try:
        packed = unseal_from(sealing_key, manifest.used_key, held.sealed, beside)
    except Shut:
        raise refuse(
            "file",
            "This score file is for another workspace. Open the workspace the pack came from.",
            "other_workspace",
        ) from None
    packing = zlib.decompressobj()
    try:
        data = packing.decompress(packed, LARGEST_RETURN + 1)
    except zlib.error:
        data = b""
    if not packing.eof:
        raise refuse("file", f"The file is damaged inside. {AGAIN['scores']}", "damaged")
    returned = read_return_json(data)
    clear = (manifest.pack, manifest.member, manifest.reference, manifest.rules_seal)
    if (returned.pack, returned.member, returned.reference, returned.rules_seal) != clear:
        raise refuse("file", f"The file does not fit its own label. {AGAIN['scores']}", "changed")
    return returned
