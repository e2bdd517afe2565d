"""Everything a letter may say, as frozen facts taken from the signed-off record.

A letter is made from these facts and nothing else, so it cannot disagree with the record and
cannot carry another losing bidder's name, place or score (Procurement Regulations 2024 reg. 31).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from starapp.criteria.evaluation_model import EvaluationModel
from starapp.evaluation.result import Reason
from starapp.organisation.people import Letterhead
from starapp.regimes.regime import Regime


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom the letter goes to. Empty fields become gaps that stop it from being issued."""

    provider_code: str
    name: str
    contact: str
    address_lines: tuple[str, ...]
    email: str
    identifier: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One question or the price as a letter shows it.

    Attributes:
        score: agreed score in scale units; None for price, or where it was not scored.
        state: words in place of a score ("not scored", "not applicable", "passed"), or empty.
        points: exact points after the model's rounding; None where none were given.
        price: the recipient's own compared price, only on the price line of its own column.
        reason: the panel's agreed reason, word for word; for price, the sum in words.
    """

    code: str
    title: str
    section: str
    weight: Decimal
    score: Decimal | None
    state: str
    points: Fraction | None
    price: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One bid's own assessment: every line, the sub-totals of the sections, and the total.

    Attributes:
        sections: title, marks and points of each; no points where a question was not scored.
        total: None for a bid that was not ranked.
    """

    provider_name: str
    lines: tuple[ScoreLine, ...]
    sections: tuple[tuple[str, Decimal, Fraction | None], ...]
    total: Fraction | None


@dataclass(frozen=True, slots=True)
class StandstillFacts:
    """The period the letter announces.

    Attributes:
        working_days: 0 where no standstill is offered.
        voluntary: offered although the Act does not require it.
        why: the section that makes it mandatory or voluntary, in words.
    """

    first_day: date
    last_day: date
    earliest_signing: date
    working_days: int
    voluntary: bool
    why: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What every letter of one competition shares.

    Attributes:
        number_ranked: how many bids were ranked; a count, never who.
        model_words: where the full method can be found.
        rules_seal: short form of the model's fingerprint.
        rates_asked: how many rates make a price; one rate is known when the price is.
    """

    letterhead: Letterhead
    recipient: Recipient
    reference: str
    package_reference: str
    title: str
    lot: str
    system_title: str
    regime: Regime
    letter_day: date
    model: EvaluationModel
    model_words: str
    rules_seal: str
    number_ranked: int
    rates_asked: int
    decision_day: date
    standstill: StandstillFacts


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What the winner is offered."""

    weekly: Decimal
    annual: Decimal
    annual_factor: Decimal
    one_off: Decimal
    term_years: int
    extension_years: int
    whole_value: Decimal
    transition: date | None
    support_starts: date | None
    first_review: date | None


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """The facts of the successful bidder's letter."""

    common: LetterFacts
    own: Assessment
    offer: OfferFacts


@dataclass(frozen=True, slots=True)
class UnsuccessfulFacts:
    """The facts of a ranked bidder's letter: its own assessment and the winner's."""

    common: LetterFacts
    own: Assessment
    winner: Assessment
    winner_email: str
    winner_address_lines: tuple[str, ...]
    winner_identifier: str
    tie_break: str


@dataclass(frozen=True, slots=True)
class NotRankedFacts:
    """The facts of a bidder that was assessed and failed a minimum or a pass/fail question."""

    common: LetterFacts
    own: Assessment
    winner: Assessment
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LateFacts:
    """The facts of a bidder whose bid came after the deadline and was not opened.

    Attributes:
        same_for_all: no bid that came late was accepted.
    """

    common: LetterFacts
    deadline: datetime
    received: datetime
    rule: str
    same_for_all: bool


@dataclass(frozen=True, slots=True)
class PriceConcern:
    """What the bidder was asked about its price, what it answered and what was made of it.

    Attributes:
        no_answer_by: the day by which no answer came; None when one came or is awaited.
        conclusion: what the answer shows, and the decision where one was written down.
    """

    asked: date
    question: str
    answered: date | None
    answer: str
    conclusion: str
    no_answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class SetAsideFacts:
    """The facts of a bidder whose bid was set aside before or during assessment.

    Attributes:
        concerns: for an abnormally low price, the notices of concern with their answers
            (Procurement Act 2023 s.19(4) and (5)).
    """

    common: LetterFacts
    code: str
    facts_relied_on: str
    concerns: tuple[PriceConcern, ...] = ()


AnyFacts = AwardFacts | UnsuccessfulFacts | NotRankedFacts | LateFacts | SetAsideFacts
