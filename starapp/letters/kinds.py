"""The kinds of letter and which function writes each; a new kind is one entry in each match."""

from enum import StrEnum
from typing import assert_never

from starapp.documents.blocks import Document
from starapp.letters.award_letter import award_letter
from starapp.letters.letter_facts import (
    AnyFacts,
    AwardFacts,
    LateFacts,
    NotRankedFacts,
    SetAsideFacts,
    UnsuccessfulFacts,
)
from starapp.letters.not_ranked_letter import not_ranked_letter
from starapp.letters.set_aside_letter import late_letter, set_aside_letter
from starapp.letters.unsuccessful_letter import unsuccessful_letter


class Kind(StrEnum):
    """What a letter tells its recipient, in the order letters are listed and printed."""

    AWARD = "award"
    UNSUCCESSFUL = "unsuccessful"
    BELOW_MINIMUM = "below minimum"
    SET_ASIDE = "set aside"
    LATE = "late"


def kind_of(facts: AnyFacts) -> Kind:
    """The kind of letter these facts make."""
    match facts:
        case AwardFacts():
            return Kind.AWARD
        case UnsuccessfulFacts():
            return Kind.UNSUCCESSFUL
        case NotRankedFacts():
            return Kind.BELOW_MINIMUM
        case LateFacts():
            return Kind.LATE
        case SetAsideFacts():
            return Kind.SET_ASIDE
        case _:
            assert_never(facts)


def letter(facts: AnyFacts) -> Document:
    """Writes the letter these facts make."""
    match facts:
        case AwardFacts():
            return award_letter(facts)
        case UnsuccessfulFacts():
            return unsuccessful_letter(facts)
        case NotRankedFacts():
            return not_ranked_letter(facts)
        case LateFacts():
            return late_letter(facts)
        case SetAsideFacts():
            return set_aside_letter(facts)
        case _:
            assert_never(facts)
