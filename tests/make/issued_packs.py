"""Issues packs of the Northvale example and plays the members who score from them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import plain
from starapp.panel.pack_commands import issue_packs
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_to_write import PackToWrite
from starapp.panel.return_file import return_bytes
from starapp.panel.working_copy import Kept, Key, Work
from tests.make.evaluation import Scene, northvale
from tests.make.panel import MEMBERS

PASSPHRASES = {code: f"passphrase of {code}" for code in MEMBERS}
CONFIRMED = "2026-09-10T09:00:00+00:00"


def issue(
    scene: Scene,
    codes: Collection[str] = MEMBERS,
    *,
    reason: str = "",
    document_ids: Collection[str] = (),
) -> dict[str, PackToWrite]:
    """Packs of members, by the code the example gives them."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        made = issue_packs(
            session,
            competition_id=scene.competition_id,
            passphrases={scene.seat(code): f"passphrase of {code}" for code in codes},
            reason=reason,
            document_ids=document_ids,
        )
    return dict(zip(codes, made.packs, strict=True))


def example_scores(code: str) -> dict[Key, Kept]:
    """What a member gave every written answer in the example."""
    return {
        (one["bid"], one["question"]): Kept(
            ScoreState.SCORED, plain(Decimal(one["score"])), one["comment"]
        )
        for one in northvale()["individual_scores"]
        if one["evaluator"] == code and one["question"] != "Q5"
    }


def scored_file(
    made: PackToWrite,
    scores: Mapping[Key, Kept],
    *,
    at: datetime,
    changes: int = 0,
) -> bytes:
    """The score file of a member."""
    work = Work(made.pack.identity, CONFIRMED, changes or len(scores), answers=scores)
    return return_bytes(made.pack, work, at)


def opened_content(made: PackToWrite, folder: Path) -> bytes:
    """Everything that stands in a pack that was opened, as bytes to search."""
    pack = open_pack(made.write(folder), made.passphrase)
    shown = [repr(pack.base), repr(pack.answers), repr(pack.declaration), pack.title, pack.role]
    return "\n".join(shown).encode() + b"".join(one.read() for one in pack.documents)
