"""The five bids of the Northvale example come out to the penny; bid E raises its four questions."""

from decimal import Decimal

import pytest

from starapp.bids.price_commands import record_price_check
from starapp.bids.queries import asks_about_price, bids, price_check, prices
from starapp.foundation.problems import CannotDo
from tests.make.bids import told


@pytest.fixture
def checked(example_at):
    scene = example_at("opened")
    look = scene.here(record_price_check, by="F1").made
    found = scene.look(price_check, look_id=look)
    letters = {one.id: one.label for one in scene.look(bids)}
    return {letters[one.bid_id]: one for one in found}


@pytest.mark.parametrize("letter", "ABCDE")
def test_the_figures_come_out_exactly(checked, letter):
    price = checked[letter].price.price
    expected = told(letter)
    assert price.weekly == expected["weekly"]
    assert price.annual == expected["annual"]
    assert price.first_year == expected["first_year"] == checked[letter].price.compared
    weekly = [(x.line.item, x.amount) for x in price.lines if x.line.weekly]
    assert weekly == [(line["item"], line["amount"]) for line in expected["lines"]]


def test_bid_e_raises_its_four_questions_about_floors_and_is_far_under_the_guide(checked):
    flags = checked["E"].flags
    floors = [(one.rate_code, one.words) for one in flags if one.code == "below_floor"]
    assert [code for code, _ in floors] == [
        "hour_1to1", "hour_2to1_per_staff", "shared_hour", "sleep_in",
    ]  # fmt: skip
    for (_, words), expected in zip(floors, told("E")["flags"], strict=True):
        rate, floor = expected.split(" rate ")[-1].split(" is below")[0], expected.split()[-1]
        rate = rate.removeprefix("sleep-in ")
        assert f"£{rate}" in words
        assert f"£{floor}" in words
    others = [one for one in flags if one.code != "below_floor"]
    assert [one.code for one in others] == ["low_price", "below_others"]
    assert "17.9 % under" in others[0].words


@pytest.mark.parametrize("letter", "ABCD")
def test_the_others_raise_none(checked, letter):
    assert checked[letter].flags == ()


def test_everybody_else_sees_only_that_there_is_a_question(example_at):
    scene = example_at("opened")
    assert scene.look(asks_about_price) == {scene.ids["E"]}
    with pytest.raises(CannotDo) as refused:
        scene.look(prices)
    assert [one.code for one in refused.value.problems] == ["sealed"]


def test_the_late_bid_has_no_price(checked):
    assert set(checked) == set("ABCDE")
    assert all(one.price.price.weekly > Decimal(0) for one in checked.values())
