"""When somebody saw what was sealed: facts that no earlier copy of the file takes back."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.bids.records import OpeningLineRecord, PriceLookRecord, PriceUnsealingRecord

_WHAT = (
    (OpeningLineRecord, "bids were opened"),
    (PriceLookRecord, "prices were looked at"),
    (PriceUnsealingRecord, "prices were unsealed"),
)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One line of an opening, or one look at prices."""

    id: str
    competition_id: str
    what: str


def disclosures(session: Session) -> tuple[Disclosure, ...]:
    """Every one in the file. Reads only columns that every format of the file has."""
    return tuple(
        Disclosure(row.id, row.competition_id, what)
        for record, what in _WHAT
        for row in session.execute(select(record.id, record.competition_id))
    )
