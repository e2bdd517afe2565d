"""Stored seats, scores, agreements, movements, decisions and runs of an evaluation."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Enum, ForeignKey, Text, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped, Mapper, backref, relationship

from starapp.criteria.records import ModelRecord
from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import SCORE_PLACES
from starapp.storage.base import ID, Record, sealed, shown
from starapp.storage.column_types import SHA256, ExactDecimal, JsonValue, UtcMoment

SCORE_STATE = Enum(
    ScoreState,
    native_enum=False,
    create_constraint=True,
    name="score_state",
    length=20,
    values_callable=lambda states: [state.value for state in states],
)


class SeatRecord(Record):
    """One person's place on the panel of one competition.

    Attributes:
        roles: codes of the model's evaluator roles; empty for the chair.
        cleared: when the declaration let the person score; None until then.
        barred: the declaration keeps the person from scoring.
        excluded: identities of bids the person may not score.
        stood_down: when the person left the panel while bids were scored; None while they sit.
    """

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("competition_id", "person_id"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    person_id: Mapped[str] = shown(ID, ForeignKey("person.id"))
    roles: Mapped[Any] = shown(JsonValue, default=list)
    chairs: Mapped[bool] = shown(default=False)
    cleared: Mapped[datetime | None] = shown(UtcMoment)
    barred: Mapped[bool] = shown(default=False)
    excluded: Mapped[Any] = shown(JsonValue, default=list)
    stood_down: Mapped[datetime | None] = shown(UtcMoment)


class IndividualScoreRecord(Record):
    """What one member gave one question of one bid; never changes once frozen.

    Attributes:
        score: only in the state "scored".
        frozen: when moderation of the question began; the row cannot change after that.
    """

    __tablename__ = "individual_score"
    __table_args__ = (UniqueConstraint("bid_id", "criterion", "seat_id"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    criterion: Mapped[str] = shown(Text)
    seat_id: Mapped[str] = shown(ID, ForeignKey("seat.id"))
    state: Mapped[ScoreState] = shown(SCORE_STATE)
    score: Mapped[Decimal | None] = shown(ExactDecimal(SCORE_PLACES))
    reason: Mapped[str] = shown(Text)
    written: Mapped[datetime] = shown(UtcMoment)
    frozen: Mapped[datetime | None] = shown(UtcMoment, active_history=True)


class AgreedScoreRecord(Record):
    """The panel's agreed score of one question of one bid.

    Attributes:
        reason: printed in letters word for word.
        note: what was discussed and who moved; stays in the record.
        agreed_by: seats that agree.
        differing: seat to note, for members who do not agree.
        standing: False while it is reopened; a reopened score counts for nothing.
    """

    __tablename__ = "agreed_score"
    __table_args__ = (UniqueConstraint("bid_id", "criterion"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    criterion: Mapped[str] = shown(Text)
    state: Mapped[ScoreState] = shown(SCORE_STATE)
    score: Mapped[Decimal | None] = shown(ExactDecimal(SCORE_PLACES))
    reason: Mapped[str] = shown(Text)
    note: Mapped[str] = shown(Text, default="")
    agreed_by: Mapped[Any] = shown(JsonValue, default=list)
    differing: Mapped[Any] = shown(JsonValue, default=dict)
    standing: Mapped[bool] = shown(default=True)
    agreed: Mapped[datetime] = shown(UtcMoment)


class MovementRecord(Record):
    """One change of an agreed score: from what to what, why and by whom. Only ever added.

    Attributes:
        before: the state and score before ("not scored" for the first agreement).
        after: the state and score after ("not scored" when it was reopened).
    """

    __tablename__ = "movement"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    criterion: Mapped[str] = shown(Text)
    before_state: Mapped[ScoreState] = shown(SCORE_STATE)
    before_score: Mapped[Decimal | None] = shown(ExactDecimal(SCORE_PLACES))
    after_state: Mapped[ScoreState] = shown(SCORE_STATE)
    after_score: Mapped[Decimal | None] = shown(ExactDecimal(SCORE_PLACES))
    reason: Mapped[str] = shown(Text)
    person_id: Mapped[str] = shown(ID)
    person_name: Mapped[str] = shown(Text)
    moment: Mapped[datetime] = shown(UtcMoment)


class NotTakenFurtherRecord(Record):
    """The decision to stop with a bid that already misses a minimum.

    Attributes:
        criteria: codes of the minimums missed when it was decided.
        withdrawn: when a score behind it was reopened; the decision then counts for nothing.
    """

    __tablename__ = "not_taken_further"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    reason: Mapped[str] = shown(Text)
    criteria: Mapped[Any] = shown(JsonValue)
    decided: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)
    withdrawn: Mapped[datetime | None] = shown(UtcMoment)


class ModerationMeetingRecord(Record):
    """Who was in the room from a moment on; the newest counts. Only ever added.

    Attributes:
        number: 1, 2, ... within the competition.
        held: when these people met.
        present: seats in the room.
        apologies: seats that sent apologies.
        remark: who else was there, or anything else to keep.
    """

    __tablename__ = "moderation_meeting"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    number: Mapped[int] = shown()
    held: Mapped[datetime] = shown(UtcMoment)
    present: Mapped[Any] = shown(JsonValue)
    apologies: Mapped[Any] = shown(JsonValue)
    remark: Mapped[str] = shown(Text)
    noted: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)


class ParkedItemRecord(Record):
    """A question of a bid the panel left for later, with why.

    Attributes:
        taken_up: when the panel came back to it; None while it is parked.
    """

    __tablename__ = "parked_item"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    bid_id: Mapped[str] = shown(ID, ForeignKey("bid.id"))
    criterion: Mapped[str] = shown(Text)
    reason: Mapped[str] = shown(Text)
    parked: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)
    taken_up: Mapped[datetime | None] = shown(UtcMoment)


class RunRecord(Record):
    """One run of the ranking, with everything needed to run it again.

    Attributes:
        rules: fingerprint of the model it followed.
        inputs: scores, answers, prices per bid; ``inputs_hash`` is their SHA-256.
        result: ranking with exact fractions.
    """

    __tablename__ = "evaluation_run"
    __table_args__ = (UniqueConstraint("competition_id", "number"),)

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"))
    number: Mapped[int] = shown()
    rules: Mapped[str] = shown(SHA256)
    inputs: Mapped[Any] = sealed(JsonValue)
    inputs_hash: Mapped[str] = sealed(SHA256)
    result: Mapped[Any] = sealed(JsonValue)
    made: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)


class RecalculationRecord(Record):
    """A run done again by somebody else from a file.

    Attributes:
        by: the person who did the sum again.
        result_hash: SHA-256 of their result file.
        differences: place, ours and theirs of every figure that is not the same.
        person_name: who recorded it.
    """

    __tablename__ = "recalculation"

    competition_id: Mapped[str] = shown(ID, ForeignKey("competition.id"), index=True)
    run_id: Mapped[str] = shown(ID, ForeignKey("evaluation_run.id"))
    by: Mapped[str] = shown(Text)
    computer: Mapped[str] = shown(Text)
    result_hash: Mapped[str] = sealed(SHA256)
    differences: Mapped[Any] = sealed(JsonValue)
    noted: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)


class RehearsalRecord(Record):
    """What was found when a model was tried, kept with the model; a deleted draft takes it along.

    Attributes:
        rules: fingerprint of the model as it was tried.
        kind: "made-up" or "past".
        seed: of the made-up bids; the same seed makes the same bids.
        told: the findings as sentences, in order.
    """

    __tablename__ = "rehearsal"

    model_id: Mapped[str] = shown(ID, ForeignKey("evaluation_model.id"), index=True)
    rules: Mapped[str] = shown(SHA256)
    kind: Mapped[str] = shown(Text)
    seed: Mapped[int] = shown()
    told: Mapped[Any] = sealed(JsonValue)
    noted: Mapped[datetime] = shown(UtcMoment)
    person_name: Mapped[str] = shown(Text)

    model: Mapped[ModelRecord] = relationship(backref=backref("rehearsals", cascade="all"))


class Frozen(RuntimeError):
    """A fault in the program: something tried to change what is frozen for ever."""


@event.listens_for(IndividualScoreRecord, "before_update")
def _keep_frozen(
    _mapper: Mapper[Any], _connection: Connection, target: IndividualScoreRecord
) -> None:
    was = inspect(target).attrs.frozen.history
    if (was.deleted and was.deleted[0] is not None) or (was.unchanged and was.unchanged[0]):
        raise Frozen("an individual score cannot change after moderation began")


@event.listens_for(IndividualScoreRecord, "before_delete")
@event.listens_for(ModerationMeetingRecord, "before_delete")
@event.listens_for(ModerationMeetingRecord, "before_update")
@event.listens_for(MovementRecord, "before_delete")
@event.listens_for(MovementRecord, "before_update")
@event.listens_for(RecalculationRecord, "before_delete")
@event.listens_for(RecalculationRecord, "before_update")
@event.listens_for(RunRecord, "before_delete")
@event.listens_for(RunRecord, "before_update")
def _keep(_mapper: Mapper[Any], _connection: Connection, target: Record) -> None:
    raise Frozen(f"{target.__tablename__} is only ever added to")
