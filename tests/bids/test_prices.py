"""Prices stay sealed until moderation is closed; a price is a question, never a refusal."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.bids.bid_price import difference_words, price_flags
from starapp.bids.price_commands import (
    answer_about_price,
    ask_about_price,
    decide_about_price,
    lookers,
    record_price_check,
    unseal_prices,
)
from starapp.bids.queries import (
    checked_prices,
    price_check,
    price_questions,
    price_questions_open,
    prices,
)
from starapp.bids.register import bids_view
from starapp.competitions.competition import State
from starapp.competitions.records import CompetitionRecord
from starapp.competitions.stages import move
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import record_score
from starapp.foundation.change import changed
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries, note
from starapp.organisation.purchasing_systems import Lot, RateLimit, Sealing
from starapp.panel.commands import appoint_member, declare_interest
from starapp.sample.example import example
from starapp.specifications.package_cost import VolumeLine, price_package
from tests.bids.test_receiving import refused
from tests.make.organisation import system_value

LINES = (
    VolumeLine("hour_1to1", "1:1 support", Fraction(3), "hours"),
    VolumeLine("shared_hour", "Shared support", Fraction(98, 3), "hours"),
    VolumeLine("mile", "Mileage", Fraction(7, 4), "miles"),
    VolumeLine("transition_one_off", "Transition", Fraction(1), "one-off", weekly=False),
)
RATE = st.decimals(0, 200, places=4)
RATES = st.fixed_dictionaries({line.rate_code: RATE for line in LINES})
SYSTEM = system_value(lead_body_id="b")


def priced(rates):
    return price_package(LINES, rates, annual_factor=Decimal("52.14"))


def flags(rates, *, lot=None, guide=None, stated=None):
    return list(
        price_flags(
            priced(rates), lot=lot or Lot("", "L", "Lot"), system=SYSTEM, guide_weekly=guide,
            stated_weekly=stated,
        )
    )  # fmt: skip


@given(RATES, st.decimals(0, 200, places=2), st.decimals(0, 200, places=2))
def test_a_rate_outside_its_limits_is_asked_about_and_one_inside_is_not(rates, floor, ceiling):
    low, high = min(floor, ceiling), max(floor, ceiling)
    limit = RateLimit("hour_1to1", ceiling=high, floor=low)
    found = flags(rates, lot=Lot("", "L", "Lot", limits=(limit,)))
    expected = []
    if rates["hour_1to1"] < low:
        expected = ["below_floor"]
    elif rates["hour_1to1"] > high:
        expected = ["above_ceiling"]
    assert [one.code for one in found] == expected


@given(RATES, st.decimals(1, 10_000, places=2))
def test_far_from_the_guide_is_asked_about(rates, guide):
    percent = Fraction(priced(rates).weekly) / Fraction(guide) * 100 - 100
    codes = [one.code for one in flags(rates, guide=guide)]
    if percent < -15:
        assert codes == ["low_price"]
    elif percent > 15:
        assert codes == ["high_price"]
    else:
        assert codes == []


@given(RATES, st.decimals(0, 10_000, places=2))
def test_a_total_that_differs_is_asked_about_and_never_used(rates, stated):
    weekly = priced(rates).weekly
    codes = [one.code for one in flags(rates, stated=stated)]
    assert codes == ([] if stated == weekly else ["does_not_add_up"])


HALVES = {
    "hour_1to1": Decimal("1.1150"), "shared_hour": Decimal("3.0000"), "mile": Decimal("0.4220"),
    "transition_one_off": Decimal("90.00"),
}  # fmt: skip


def test_a_total_rounded_once_with_a_line_left_out_or_with_transition_is_explained():
    price = priced(HALVES)
    assert price.weekly == Decimal("102.09")
    left_out, added = price.weekly - Decimal("98.00"), price.weekly + Decimal("90.00")
    assert difference_words(price, Decimal("102.08")).endswith("rounded the total, not each line")
    assert difference_words(price, left_out).endswith("left out Shared support")
    assert difference_words(price, added).endswith("added the one-off lines")
    assert difference_words(price, Decimal("5.00")).endswith("a difference of £97.09")


def go_to(scene, *states, sealing=None):
    """Takes the competition on as the panel's commands would, with another rule if given."""

    def going(session):
        record = session.get_one(CompetitionRecord, scene.competition)
        if sealing is not None:
            system = {**record.rules["system"], "sealing": sealing.value}
            record.rules = {**record.rules, "system": system}
        for state in states:
            move(session, scene.competition, state)
        note(session, "moved on", about=("competition", scene.competition))
        return changed("Moved", "competitions")

    scene.do(going)


@pytest.mark.parametrize(
    ("at", "state", "sealing", "told"),
    [
        ("opened", None, Sealing.AFTER_QUALITY, "until moderation is closed"),
        ("received", None, Sealing.WITH_QUALITY, "until all bids are opened"),
        ("opened", State.ABANDONED, Sealing.AFTER_QUALITY, "so its prices stay sealed"),
        ("opened", State.ABANDONED, Sealing.WITH_QUALITY, "so its prices stay sealed"),
    ],
)
def test_until_when_prices_are_sealed_is_true_in_every_case(example_at, at, state, sealing, told):
    """Nothing waits for moderation where none comes, or where prices come with the answers."""
    scene = example_at(at)
    go_to(scene, *([state] if state else []), sealing=sealing)
    with pytest.raises(CannotDo) as cannot:
        scene.look(prices)
    (problem,) = cannot.value.problems
    assert told in problem.words
    tips = {row.price_sealed for row in scene.look(bids_view).rows if row.arrival.opened}
    assert tips == ({problem.words} if at == "opened" else set())


def test_everybody_sees_prices_only_after_they_are_unsealed(example_at):
    scene = example_at("opened")
    for state in (None, State.SCORING, State.MODERATING, State.PRICED):
        if state is not None:
            go_to(scene, state)
        refused(lambda: scene.look(prices), "sealed")
        refused(lambda: scene.look(checked_prices), "sealed")
    scene.here(unseal_prices)
    assert len(scene.look(prices)) == 5
    assert all(row.weekly is not None for row in scene.look(bids_view).rows[:5])


@pytest.mark.parametrize("states", [(), (State.SCORING,), (State.SCORING, State.MODERATING)])
def test_prices_cannot_be_unsealed_before_moderation_is_closed(example_at, states):
    scene = example_at("opened")
    go_to(scene, *states)
    refused(lambda: scene.here(unseal_prices), "locked")


def test_prices_are_sealed_again_while_moderation_is_open_again(example_at):
    scene = example_at("opened")
    go_to(scene, State.SCORING, State.MODERATING, State.PRICED)
    scene.here(unseal_prices)
    go_to(scene, State.MODERATING)
    refused(lambda: scene.look(prices), "sealed")
    go_to(scene, State.PRICED)
    scene.here(unseal_prices)
    assert len(scene.look(prices)) == 5
    words = [one.words for one in scene.read(entries, competition_id=scene.competition)]
    assert words[0] == "prices unsealed again"
    assert "prices unsealed" in words


def test_a_system_may_open_prices_with_the_answers(example_at):
    scene = example_at("opened")
    go_to(scene, sealing=Sealing.WITH_QUALITY)
    assert len(scene.look(prices)) == 5
    assert scene.look(bids_view).together
    sealed = example_at("received")
    go_to(sealed, sealing=Sealing.WITH_QUALITY)
    refused(lambda: sealed.look(prices), "sealed")


def test_only_the_price_checker_looks_early_and_the_record_shows_it(example_at):
    scene = example_at("opened")
    for who in ("M1", "E1", "A1"):
        refused(lambda w=who: scene.here(record_price_check, by=w), "role")
    assert scene.look(lookers) == frozenset()
    look = scene.here(record_price_check, by="F1").made
    assert len(scene.look(price_check, look_id=look)) == 5
    assert scene.look(lookers) == {scene.ids["F1"]}
    newest = scene.read(entries, competition_id=scene.competition)[0]
    assert (newest.words, newest.person) == (
        "prices looked at by the price checker", "Finance officer",
    )  # fmt: skip
    refused(lambda: scene.look(prices), "sealed")


def test_a_look_at_one_competition_opens_no_other(example_at):
    scene = example_at("opened")
    look = scene.here(record_price_check, by="F1").made
    refused(lambda: scene.read(price_check, "0" * 32, look_id=look), "sealed")


def test_the_question_of_the_example_from_asked_to_decided(example_at):
    scene = example_at("opened")
    told = example()["competition"]["price_clarification"]
    bid_id = scene.ids[told["bid"]]
    asking = {"bid_id": bid_id, "question": told["question"]}
    refused(lambda: scene.do(ask_about_price, **asking), "role")
    refused(lambda: scene.do(ask_about_price, by="F1", bid_id=bid_id, question=" "), "empty")
    scene.at("2026-09-09T10:00")
    made = scene.do(ask_about_price, by="F1", **asking).made
    assert scene.look(price_questions_open) == {bid_id: "asked"}
    deciding = {"question_id": made, "decision": "Risk recorded."}
    refused(lambda: scene.do(decide_about_price, by="F1", **deciding), "not_answered")
    answering = {"question_id": made, "answer": "By volume.", "finding": told["finding"]}
    scene.do(answer_about_price, by="F1", **answering)
    refused(lambda: scene.do(answer_about_price, by="F1", **answering), "done")
    scene.do(decide_about_price, by="F1", **deciding)
    refused(lambda: scene.do(decide_about_price, by="F1", **deciding), "done")
    assert scene.look(price_questions_open) == {bid_id: "decided"}
    refused(lambda: scene.look(price_questions), "sealed")
    look = scene.here(record_price_check, by="F1").made
    log = scene.look(price_questions, look_id=look)
    assert [(one.question, one.finding, one.decision) for one in log] == [
        (told["question"], told["finding"], "Risk recorded.")
    ]
    kept = json.dumps([one.changes for one in scene.read(entries)], default=str)
    assert "22.05" not in kept
    assert "21.20" not in kept


def test_whoever_saw_prices_early_can_neither_sit_on_the_panel_nor_score(example_at):
    scene = example_at("opened")
    seats = {
        code: scene.here(appoint_member, person_id=scene.ids[code], role_codes=["E1"]).made
        for code in ("E1", "F1")
    }
    scene.do(declare_interest, by="F1", seat_id=seats["F1"], interest="")
    scene.here(record_price_check, by="F1")
    scene.here(appoint_member, person_id=scene.ids["E2"], role_codes=["E2"])
    again = {"person_id": scene.ids["F1"], "role_codes": ["E2"]}
    refused(lambda: scene.here(appoint_member, **again), "saw_prices")
    go_to(scene, State.SCORING)
    score = {
        "seat_id": seats["F1"], "bid_id": scene.ids["A"], "criterion": "Q1",
        "state": ScoreState.SCORED, "score": Decimal(4), "reason": "Dated and measured.",
    }  # fmt: skip
    refused(lambda: scene.do(record_score, by="F1", **score), "saw_prices")
