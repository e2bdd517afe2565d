"""Stored declarations, replacements, practice answers, score packs and what came back from them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Enum, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from starapp.foundation.exact import SCORE_PLACES
from starapp.panel.declarations import Standing
from starapp.panel.ways import Way
from starapp.storage.base import ID, Record, sealed, shown
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

    seat_id: Mapped[str] = shown(ID, ForeignKey("seat.id"), index=True)
    number: Mapped[int] = shown()
    standing: Mapped[Standing] = shown(STANDING)
    interest: Mapped[str] = shown(Text)
    made: Mapped[datetime] = shown(UtcMoment)
    reason: Mapped[str] = shown(Text, default="")
    decided: Mapped[datetime | None] = shown(UtcMoment)
    decided_by: Mapped[str] = shown(Text, default="")
    bidders: Mapped[Any] = shown(JsonValue, default=list)


class ReplacementRecord(Record):
    """A member who left while bids were scored, and who took the place.

    Attributes:
        seat_id: of the member who left; their scores stay in the record and count no more.
        new_seat_id: of the member who came; None where nobody did.
        name: of who left.
        new_name: of who came, or empty.
    """

    __tablename__ = "replacement"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    seat_id: Mapped[str] = shown(ID, ForeignKey("seat.id"))
    new_seat_id: Mapped[str | None] = shown(ID, ForeignKey("seat.id"))
    name: Mapped[str] = shown(Text)
    new_name: Mapped[str] = shown(Text, default="")
    reason: Mapped[str] = shown(Text)
    made: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)


class PracticeAnswerRecord(Record):
    """A made-up answer that everyone on the panel scores first, to agree how the scale is read.

    Attributes:
        criterion: the question it answers.
        text: made up; of no bid.
        note: what the panel took from talking about it; written by the chair.
        closed: when the chair ended it; scores are seen together from then on.
    """

    __tablename__ = "practice_answer"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    criterion: Mapped[str] = shown(Text)
    text: Mapped[str] = shown(Text)
    note: Mapped[str] = shown(Text, default="")
    made: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)
    closed: Mapped[datetime | None] = shown(UtcMoment)


class PracticeScoreRecord(Record):
    """What one member gave a practice answer; it never counts for any bid."""

    __tablename__ = "practice_score"
    __table_args__ = (UniqueConstraint("answer_id", "seat_id"),)

    answer_id: Mapped[str] = shown(ID, ForeignKey("practice_answer.id"), index=True)
    seat_id: Mapped[str] = shown(ID, ForeignKey("seat.id"))
    score: Mapped[Decimal] = shown(ExactDecimal(SCORE_PLACES))
    reason: Mapped[str] = shown(Text)
    written: Mapped[datetime] = shown(UtcMoment)


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

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    seat_id: Mapped[str] = shown(ID, ForeignKey("seat.id"))
    number: Mapped[int] = shown()
    member: Mapped[str] = shown(Text)
    issued: Mapped[datetime] = shown(UtcMoment)
    issued_by: Mapped[str] = shown(Text)
    deadline: Mapped[datetime | None] = shown(UtcMoment)
    way: Mapped[Way] = shown(WAY, default=Way.FILE)
    return_key: Mapped[str] = shown(Text)
    rules: Mapped[str] = shown(SHA256)
    bids: Mapped[Any] = shown(JsonValue)
    wanted: Mapped[Any] = shown(JsonValue)
    documents: Mapped[Any] = shown(JsonValue, default=list)
    reason: Mapped[str] = shown(Text, default="")
    replaced: Mapped[datetime | None] = shown(UtcMoment)


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

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    seat_id: Mapped[str] = shown(ID, ForeignKey("seat.id"), index=True)
    pack_id: Mapped[str] = shown(ID, ForeignKey("score_pack.id"))
    number: Mapped[int] = shown()
    sha256: Mapped[str] = sealed(SHA256)
    content: Mapped[bytes] = sealed(LargeBinary, deferred=True)
    file_name: Mapped[str] = sealed(Text)
    changes: Mapped[int] = shown()
    made: Mapped[datetime | None] = shown(UtcMoment)
    finished: Mapped[bool] = shown()
    received: Mapped[datetime] = shown(UtcMoment)
    received_by: Mapped[str] = shown(Text)
    rows: Mapped[Any] = sealed(JsonValue)
    discuss: Mapped[Any] = sealed(JsonValue, default=list)
    undone: Mapped[datetime | None] = shown(UtcMoment)


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

    pack_id: Mapped[str] = shown(ID, ForeignKey("score_pack.id"), index=True)
    number: Mapped[int] = shown()
    rows: Mapped[Any] = sealed(JsonValue)
    signed: Mapped[bool] = shown()
    made: Mapped[datetime] = shown(UtcMoment)
    person_id: Mapped[str] = shown(ID, ForeignKey("person.id"))
    person_name: Mapped[str] = shown(Text)
    dropped: Mapped[datetime | None] = shown(UtcMoment)


class WorkspaceKeysRecord(Record):
    """The private keys of the workspace, hexadecimal; made with the first pack, never shown.

    Attributes:
        signing: signs packs.
        sealing: opens score files.
    """

    __tablename__ = "workspace_keys"

    signing: Mapped[str] = sealed(Text)
    sealing: Mapped[str] = sealed(Text)
    made: Mapped[datetime] = shown(UtcMoment)
