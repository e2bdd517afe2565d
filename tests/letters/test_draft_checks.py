"""What stops a letter: names that must not leave, also where one name stands inside another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from starapp.evaluation.reason_checks import Hidden
from starapp.letters.draft_checks import draft_problems
from starapp.letters.kinds import letter
from starapp.letters.letter_facts import AnyFacts, Assessment, PriceConcern
from tests.make import letters as make

HIDDEN = Hidden(
    own="Merrow Bridge Trust",
    bidders=("Bridge Trust", "Kitewell Support CIC", "Support CIC", "Oakthorn Lives Ltd"),
    people=("Jane Field",),
    seats=("E2",),
)


def saying(who: Assessment, words: str) -> Assessment:
    return replace(who, lines=(replace(who.lines[0], reason=words), *who.lines[1:]))


def codes(facts: AnyFacts) -> list[str]:
    return [problem.code for problem in draft_problems(facts, letter(facts), HIDDEN)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Merrow Bridge Trust says who does what.", []),
        ("The winner, Kitewell Support CIC, says who does what.", []),
        ("The winner, Kitewell Support, says who does what.", []),
        ("Bridge Trust says who does what.", ["bidder"]),
        ("Merrow Bridge Trust says more than Bridge Trust does.", ["bidder"]),
        ("Oakthorn Lives says who does what.", ["bidder"]),
        ("Jane Field read who does what.", ["panel member"]),
        ("E2 read who does what.", ["panel member"]),
    ],
)
@pytest.mark.parametrize("whose", ["own", "winner"])
def test_a_loser_reads_its_own_name_and_the_winners_and_nobody_elses(
    words: str, found: list[str], whose: str
) -> None:
    for made in (make.unsuccessful_facts(), make.not_ranked_facts()):
        facts = replace(made, **{whose: saying(getattr(made, whose), words)})
        assert codes(facts) == found


def test_a_name_inside_the_recipients_own_is_not_taken_for_another_bidder() -> None:
    made = make.unsuccessful_facts()
    winner = saying(make.assessment("Merrow", q1=5), "Better than Merrow Bridge Trust.")
    assert codes(replace(made, winner=winner)) == []


def test_the_winner_reads_its_own_name_and_no_losers() -> None:
    made = make.award_facts()
    own = "Kitewell Support CIC says more than"
    assert codes(replace(made, own=saying(made.own, f"{own} was asked."))) == []
    told = replace(made, own=saying(made.own, f"{own} Merrow Bridge Trust."))
    hidden = replace(HIDDEN, bidders=("Merrow Bridge Trust",))
    assert [p.code for p in draft_problems(told, letter(told), hidden)] == ["bidder"]


def test_a_bid_set_aside_reads_its_own_name_and_not_the_winners() -> None:
    made = make.set_aside_facts(facts_relied_on="Merrow Bridge Trust sent no price in time.")
    assert codes(made) == []
    told = replace(made, facts_relied_on="It came after Kitewell Support CIC had sent its price.")
    assert codes(told) == ["bidder", "bidder"]


def test_what_another_bid_costs_stops_a_letter_wherever_it_stands() -> None:
    made = make.unsuccessful_facts()
    said = replace(made, winner=saying(made.winner, "Kitewell asks £1904.86 and says how."))
    found = draft_problems(said, letter(said), HIDDEN, {Decimal("1904.86")})
    assert [(problem.place, problem.code) for problem in found] == [("letter", "price")]
    wait = replace(made.common.standstill, why="It is not required: the value is 398,427.60.")
    told = replace(made, common=replace(made.common, standstill=wait))
    found = draft_problems(told, letter(told), HIDDEN, {Decimal("398427.60")})
    assert [problem.words for problem in found] == [
        "Merrow Bridge Trust: take “398,427.60” out: no letter tells what another bid costs."
    ]
    concern = PriceConcern(date(2026, 9, 9), "How?", date(2026, 9, 11), "So.", "No proof.")
    low = make.set_aside_facts(code="abnormally_low", concerns=(concern,))
    assert [*draft_problems(low, letter(low), HIDDEN, {Decimal("1904.86")})] == []
