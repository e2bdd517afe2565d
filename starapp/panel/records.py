"""Stored declarations of interest, score packs, the score files handed in, and the keys for both."""

from datetime import datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from starapp.panel.declarations import Standing
from starapp.storage.base import ID, Record
from starapp.storage.column_types import SHA256, JsonValue, UtcMoment

STANDING = Enum(
    Standing,
    native_enum=False,
    create_constraint=True,
    name="declaration_standing",
    length=30,
    values_callable=lambda states: [state.value for state in states],
)


class DeclarationRecord(Record):
    """What one person declared about one competition, and the decision on it.

    Attributes:
        number: 1 for the first declaration of the seat; the highest counts.
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


class PackRecord(Record):
    """A score pack that was issued to a member; its identity is the identity of the pack.

    Attributes:
        number: 1 for the first pack of the seat.
        return_key: public key its score files are signed with, hexadecimal.
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
        made: by the clock of the member's computer.
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
    made: Mapped[datetime] = mapped_column(UtcMoment)
    finished: Mapped[bool]
    received: Mapped[datetime] = mapped_column(UtcMoment)
    received_by: Mapped[str] = mapped_column(Text)
    rows: Mapped[Any] = mapped_column(JsonValue)
    discuss: Mapped[Any] = mapped_column(JsonValue, default=list)
    undone: Mapped[datetime | None] = mapped_column(UtcMoment)


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
