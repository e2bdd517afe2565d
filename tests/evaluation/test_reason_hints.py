"""Hints about a reason: each fires on its fault, and a good reason has none."""

from decimal import Decimal

import pytest

from starapp.criteria.templates import short_model
from starapp.evaluation.reason_hints import agreed_hints, reason_hints

MODEL = short_model()
GOOD = (
    "The plan names a first step for each outcome with a date, and says who checks it every month "
    "with the person."
)


def hints(reason: str, **others: str) -> tuple[str, ...]:
    return reason_hints(reason, model=MODEL, score=Decimal(4), letter="A", others=others)


def test_a_good_reason_has_no_hint() -> None:
    assert hints(GOOD, B="Another reason with other words.") == ()


def test_an_empty_reason_has_no_hint_yet() -> None:
    assert hints("   ") == ()


@pytest.mark.parametrize(
    ("reason", "part"),
    [
        ("Clear plan.", "2 words"),
        ("All that is asked, fitted to the person, with examples, and with proof", "repeats"),
        ("Better than the others in how it plans nights, and it names who is on call.", "compares"),
        ("Plans the nights with more detail than Bid B, and names who is on call.", "compares"),
        ("We know this provider and the answer says who is on call at night too.", "We know"),
        ("Their reputation is good and the answer says who is on call at night.", "reputation"),
    ],
)
def test_each_fault_has_its_hint(reason: str, part: str) -> None:
    assert any(part in hint for hint in hints(reason))


def test_the_same_words_for_two_bids_are_told() -> None:
    assert any("Bid C" in hint for hint in hints(GOOD, C=GOOD.upper().replace(",", "")))


def test_naming_the_bid_itself_is_no_comparison() -> None:
    assert hints(f"Bid A says: {GOOD}") == ()


def test_who_moved_belongs_in_the_note_of_an_agreement() -> None:
    moved = f"{GOOD} One member moved down from 5 after reading it again."
    (said,) = agreed_hints(moved, model=MODEL, score=Decimal(4), letter="A", others={})
    assert "belongs in the note" in said
    assert agreed_hints(GOOD, model=MODEL, score=Decimal(4), letter="A", others={}) == ()
    same = agreed_hints(GOOD, model=MODEL, score=Decimal(4), letter="A", others={"B": GOOD})
    assert same == ("The same words stand for Bid B. Say what is in this answer.",)
