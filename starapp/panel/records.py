"""Stored declarations, replacements, practice answers, score packs and what came back from them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Enum, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.foundation.exact import SCORE_PLACES
from starapp.panel.declarations import Standing
from starapp.panel.ways import Way
from starapp.storage.base import ID, Record
from starapp.storage.column_types import SHA256, ExactDecimal, JsonValue, UtcMoment

STANDING = Enum(
    Standing,
    native_enum=False,
    create_constraint=True,
    name="declaration_standing",
    length=30,
    values_callable=lambda states: [state.value for state in states],
)
WAY = Enum(
    Way,
    native_enum=False,
    create_constraint=True,
    name="scoring_way",
    length=20,
    values_callable=lambda ways: [way.value for way in ways],
)


class DeclarationRecord(Record):
    """What one person declared about one competition, and the decision on it.

    Attributes:
        number: 1 for the first declaration of the seat; the highest counts.
        bidders: per bidder what was declared and decided: a list of objects with the fields
            provider_id, name, interest, outcome, reason, decided, decided_by.
    """

    __tablename__ = "declaration"

    seat_id: Mapped[str] = mapped_column(ID, ForeignKey("seat.id"), index=True)
    number: Mapped[int]
    standing: Mapped[Standing] = mapped_column(STANDING)
    interest: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcMoment)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided: Mapped[datetime | None] = mapped_column(UtcMoment)
    decided_by: Mapped[str] = mapped_column(Text, default="")
    bidders: Mapped[Any] = mapped_column(JsonValue, default=list)


class ReplacementRecord(Record):
    """A member who left while bids were scored, and who took the place.

    Attributes:
        seat_id: of the member who left; their scores stay in the record and count no more.
        new_seat_id: of the member who came; None where nobody did.
        name: of who left.
        new_name: of who came, or empty.
    """

    __tablename__ = "replacement"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    seat_id: Mapped[str] = mapped_column(ID, ForeignKey("seat.id"))
    new_seat_id: Mapped[str | None] = mapped_column(ID, ForeignKey("seat.id"))
    name: Mapped[str] = mapped_column(Text)
    new_name: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcMoment)
    person_name: Mapped[str] = mapped_column(Text)


class PracticeAnswerRecord(Record):
    """A made-up answer that everyone on the panel scores first, to agree how the scale is read.

    Attributes:
        criterion: the question it answers.
        text: made up; of no bid.
        note: what the panel took from talking about it; written by the chair.
        closed: when the chair ended it; scores are seen together from then on.
    """

    __tablename__ = "practice_answer"

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    criterion: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    made: Mapped[datetime] = mapped_column(UtcMoment)
    person_name: Mapped[str] = mapped_column(Text)
    closed: Mapped[datetime | None] = mapped_column(UtcMoment)


class PracticeScoreRecord(Record):
    """What one member gave a practice answer; it never counts for any bid."""

    __tablename__ = "practice_score"
    __table_args__ = (UniqueConstraint("answer_id", "seat_id"),)

    answer_id: Mapped[str] = mapped_column(ID, ForeignKey("practice_answer.id"), index=True)
    seat_id: Mapped[str] = mapped_column(ID, ForeignKey("seat.id"))
    score: Mapped[Decimal] = mapped_column(ExactDecimal(SCORE_PLACES))
    reason: Mapped[str] = mapped_column(Text)
    written: Mapped[datetime] = mapped_column(UtcMoment)


class PackRecord(Record):
    """A score pack that was issued to a member; its identity is the identity of the pack.

    Attributes:
        number: 1 for the first pack of the seat, whichever way it is scored.
        way: a sealed file, a spreadsheet or paper.
        return_key: public key its score files are signed with, hexadecimal; empty for a
            spreadsheet and for paper.
        rules: fingerprint of the published rules.
        bids: pairs of letter and identity.
        wanted: pairs of letter and question.
        documents: identities of the documents in it.
        reason: why it took the place of an earlier pack; empty for the first.
        replaced: when a later pack took its place.
    """

    __tablename__ = "score_pack"
    __table_args__ = (UniqueConstraint("seat_id", "number"),)

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    seat_id: Mapped[str] = mapped_column(ID, ForeignKey("seat.id"))
    number: Mapped[int]
    member: Mapped[str] = mapped_column(Text)
    issued: Mapped[datetime] = mapped_column(UtcMoment)
    issued_by: Mapped[str] = mapped_column(Text)
    deadline: Mapped[datetime | None] = mapped_column(UtcMoment)
    way: Mapped[Way] = mapped_column(WAY, default=Way.FILE)
    return_key: Mapped[str] = mapped_column(Text)
    rules: Mapped[str] = mapped_column(SHA256)
    bids: Mapped[Any] = mapped_column(JsonValue)
    wanted: Mapped[Any] = mapped_column(JsonValue)
    documents: Mapped[Any] = mapped_column(JsonValue, default=list)
    reason: Mapped[str] = mapped_column(Text, default="")
    replaced: Mapped[datetime | None] = mapped_column(UtcMoment)


class ReturnRecord(Record):
    """A score file that was taken, byte for byte; its scores are in the history one by one.

    Attributes:
        number: 1 for the first file of the seat.
        changes: counted in the member's working copy when the file was written.
        made: by the clock of the member's computer; None where the file does not say.
        rows: what became of each score: letter, question, what was there, what came, verdict.
        discuss: pairs of letter and question the member wants to talk about.
        undone: when it was taken back; it counts no more.
    """

    __tablename__ = "score_return"
    __table_args__ = (UniqueConstraint("seat_id", "number"),)
    __untracked__ = True

    competition_id: Mapped[str] = mapped_column(ID, ForeignKey("competition.id"), index=True)
    seat_id: Mapped[str] = mapped_column(ID, ForeignKey("seat.id"), index=True)
    pack_id: Mapped[str] = mapped_column(ID, ForeignKey("score_pack.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(SHA256)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    file_name: Mapped[str] = mapped_column(Text)
    changes: Mapped[int]
    made: Mapped[datetime | None] = mapped_column(UtcMoment)
    finished: Mapped[bool]
    received: Mapped[datetime] = mapped_column(UtcMoment)
    received_by: Mapped[str] = mapped_column(Text)
    rows: Mapped[Any] = mapped_column(JsonValue)
    discuss: Mapped[Any] = mapped_column(JsonValue, default=list)
    undone: Mapped[datetime | None] = mapped_column(UtcMoment)


class PaperEntryRecord(Record):
    """The scores of a paper sheet as one person typed them in; two people type each sheet.

    Attributes:
        number: 1 or 2.
        rows: letter, question, state, score as text, reason, whether to talk about it.
        signed: the declaration on the paper is signed.
        dropped: when both were settled, or cleared to type the sheet again; they are open until
            then.
    """

    __tablename__ = "paper_entry"
    __untracked__ = True

    pack_id: Mapped[str] = mapped_column(ID, ForeignKey("score_pack.id"), index=True)
    number: Mapped[int]
    rows: Mapped[Any] = mapped_column(JsonValue)
    signed: Mapped[bool]
    made: Mapped[datetime] = mapped_column(UtcMoment)
    person_id: Mapped[str] = mapped_column(ID, ForeignKey("person.id"))
    person_name: Mapped[str] = mapped_column(Text)
    dropped: Mapped[datetime | None] = mapped_column(UtcMoment)


class WorkspaceKeysRecord(Record):
    """The private keys of the workspace, hexadecimal; made with the first pack, never shown.

    Attributes:
        signing: signs packs.
        sealing: opens score files.
    """

    __tablename__ = "workspace_keys"
    __untracked__ = True

    signing: Mapped[str] = mapped_column(Text)
    sealing: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcMoment)
