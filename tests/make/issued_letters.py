"""The letters of the sample as they were issued: the words on paper beside the record."""

import re
from dataclasses import dataclass
from pathlib import Path

from starapp.app import open_workspace
from starapp.bids.bid import Bid, BidPrice
from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.queries import individual_scores
from starapp.evaluation.result import AgreedScore, Placed
from starapp.letters.gather import SignedOff, signed_off
from starapp.letters.kinds import Kind
from starapp.letters.queries import IssuedLetter, issued, letter_pdf
from starapp.organisation.queries import people
from starapp.providers.queries import provider
from starapp.providers.register import Provider
from tests.make.pdf_reading import words


@dataclass(frozen=True)
class Record:
    """What the sample's record holds of every bid and bidder.

    Attributes:
        comments: what members wrote for themselves beside their scores.
        people: names of everybody in the workspace.
    """

    signed: SignedOff
    providers: dict[str, Provider]
    comments: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def model(self) -> EvaluationModel:
        return self.signed.place.model

    @property
    def winner(self) -> Bid:
        return next(bid for bid in self.signed.bids if bid.id == self.signed.decided.bid_id)

    def reasons(self, bid_id: str) -> list[str]:
        """The panel's reason for each score of a bid."""
        return [one.reason for (bid, _), one in self.signed.agreed.items() if bid == bid_id]


@dataclass(frozen=True)
class Paper:
    """One issued letter: its words without the running lines, and whose it is."""

    record: Record
    letter: IssuedLetter
    bid: Bid
    pdf: bytes
    text: str

    @property
    def kind(self) -> Kind:
        return self.letter.kind

    @property
    def to(self) -> Provider:
        return self.record.providers[self.bid.provider_id]

    @property
    def placed(self) -> Placed | None:
        return self.record.signed.placed(self.bid.id)

    @property
    def price(self) -> BidPrice:
        return self.record.signed.prices[self.bid.id]

    def agreed(self, code: str, *, winner: bool = False) -> AgreedScore | None:
        """The agreed score of a question, the recipient's own or the winner's."""
        bid = self.record.winner if winner else self.bid
        return self.record.signed.agreed.get((bid.id, code))


def issued_papers(path: Path, competition_id: str) -> tuple[Paper, ...]:
    """Every issued letter of a workspace file."""
    workspace = open_workspace(path, read_only=True)
    try:
        with workspace.store.reading() as session:
            sent = issued(session, competition_id)
            signed = signed_off(session, competition_id, today=sent[0].issued_at.date())
            record = Record(
                signed,
                {bid.provider_id: provider(session, bid.provider_id) for bid in signed.bids},
                tuple(one.reason for one in individual_scores(session, competition_id)),
                tuple(one.name for one in people(session)),
            )
            known = {bid.id: bid for bid in signed.bids}
            pdfs = {letter.id: letter_pdf(session, letter.id) for letter in sent}
    finally:
        workspace.close()
    return tuple(
        Paper(record, letter, known[letter.bid_id], pdfs[letter.id], body(pdfs[letter.id]))
        for letter in sent
    )


def body(pdf: bytes) -> str:
    """The words of all pages as one text, without what is printed at the foot of each page."""
    foot = r"(Alderbrook Council [^,]+, \d+ \w+ \d{4} )?Easy read, [^:]+: [\d ]+ MC-\d{4}-\d{3}, page \d of \d$"
    return " ".join(re.sub(foot, "", page).strip() for page in words(pdf))
