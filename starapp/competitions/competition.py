"""A competition as later parts and screens see it: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.regimes.regime import Regime


class State(StrEnum):
    """Where a competition stands. Order matters: what a state has passed is locked."""

    BUILDING = "building"
    PUBLISHED = "published"
    OPENED = "opened"
    SCORING = "scoring"
    MODERATING = "moderating"
    PRICED = "priced"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    ISSUED = "letters sent"
    STANDSTILL = "standstill"
    CONCLUDED = "concluded"
    ABANDONED = "abandoned"


class Stage(StrEnum):
    """The eight steps a person sees along the top of the window."""

    SPECIFICATION = "Specification"
    MODEL = "Evaluation model"
    INVITATIONS = "Invitations"
    BIDS = "Bids"
    PANEL = "Panel"
    MODERATION = "Moderation"
    RESULT = "Result"
    AWARD = "Award"


@dataclass(frozen=True, slots=True)
class Timetable:
    """The dates of a competition; moments are UTC, days are London dates; None where not set."""

    invitation: datetime | None = None
    questions_by: datetime | None = None
    answers_by: datetime | None = None
    deadline: datetime | None = None
    scoring_by: date | None = None
    moderation: date | None = None
    meeting: date | None = None
    decision: date | None = None
    letters: date | None = None
    transition: date | None = None
    support_starts: date | None = None
    first_review: date | None = None


@dataclass(frozen=True, slots=True)
class Competition:
    """One call-off.

    Attributes:
        model: the locked evaluation model, frozen at publication.
        model_fingerprint: of that model; printed on documents.
        specification_digest: fingerprint of the specification bidders were sent.
    """

    id: str
    reference: str
    title: str
    state: State
    body_id: str
    system_id: str
    lot_id: str
    package_id: str
    model_id: str
    regime: Regime
    model: EvaluationModel
    model_fingerprint: str
    specification_digest: str
    timetable: Timetable
