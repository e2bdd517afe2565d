"""A score pack after its passphrase was right: what the scoring window needs, and no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starapp.evaluation.score_sheet import ScoreSheet
from starapp.panel.working_copy import Key, Work, WorkingCopy


@dataclass(frozen=True, slots=True)
class PackDocument:
    """A document a bidder attached.

    Attributes:
        bid: the letter of the bid.
        read: gives its bytes; they stay sealed until somebody opens it.
    """

    bid: str
    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """Everything one member scores with.

    Attributes:
        identity: of the pack.
        reference: of the competition.
        member: the person it is for.
        deadline: when scores are due, UTC; None where none was set.
        declaration: what the member confirms before they score, line by line.
        base: the sheet without scores; bids go by their letters.
        make_return: gives the bytes of a score file; the flag says that it is finished.
        rules_seal: fingerprint of the published rules.
    """

    identity: str
    reference: str
    title: str
    member: str
    role: str
    deadline: datetime | None
    declaration: tuple[str, ...]
    base: ScoreSheet
    answers: Mapping[Key, str]
    documents: tuple[PackDocument, ...]
    copy: WorkingCopy
    make_return: Callable[[Work], bytes]
    rules_seal: str
