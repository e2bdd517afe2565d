"""Everything the award report prints, as frozen facts taken from the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starapp.competitions.competition import Competition
from starapp.evaluation.assurance import Assurance
from starapp.evaluation.moderation_board import Board
from starapp.evaluation.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Received:
    """One bid as the report lists it: when it came and what became of it."""

    provider: str
    letter: str
    received: datetime
    words: str


@dataclass(frozen=True, slots=True)
class PanelSeat:
    """One seat by role, never by name.

    Attributes:
        questions: codes of the questions it scores.
        interest: what became of the declaration, in words.
    """

    title: str
    questions: tuple[str, ...]
    interest: str


@dataclass(frozen=True, slots=True)
class SavingLine:
    """One saving with its own definition."""

    words: str
    compared_with: str
    a_year: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who decided what and when; empty names are lines to sign by hand."""

    role: str
    name: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of one award report.

    Attributes:
        body: who buys; ``system`` and ``lot`` under which.
        sealing: when prices were unsealed, in words, with the moments from the history.
        open_checks: compliance checks that are open, who left them and who answered, in words.
        price_questions: questions about prices with their answers, in words.
        assurance: how sure the result is.
        other_formats: how to ask for the report in another form.
    """

    body: str
    system: str
    lot: str
    package_reference: str
    place: Competition
    outcome: Outcome
    board: Board
    invited: int
    declined: tuple[str, ...]
    received: tuple[Received, ...]
    panel: tuple[PanelSeat, ...]
    sealing: tuple[str, ...]
    open_checks: tuple[str, ...]
    price_questions: tuple[str, ...]
    savings: tuple[SavingLine, ...]
    sign_off: tuple[SignOff, ...]
    statement: str
    other_formats: str
    made: datetime
    bidder_names: Mapping[str, str]
    assurance: Assurance | None = None
