"""Which letters went out: facts that no earlier copy of the file takes back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.letters.records import LetterRecord


def issued_ids(session: Session) -> dict[str, str]:
    """The competition of every issued letter, by the letter's identity.

    Reads only columns that every format of the file has.
    """
    rows = session.execute(select(LetterRecord.id, LetterRecord.competition_id))
    return {row.id: row.competition_id for row in rows}
