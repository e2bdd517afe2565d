"""A price far from the others waits for a question, an answer and a person's decision."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from starapp.awards.commands import approve, recommend
from starapp.bids.bid import BidState, PriceOutcome
from starapp.bids.checking import set_bid_aside, take_bid_back
from starapp.bids.price_commands import (
    answer_about_price,
    ask_about_price,
    decide_about_price,
    record_no_answer,
)
from starapp.bids.price_enquiry_queries import TO_SETTLE, undecided_prices
from starapp.bids.queries import bid, checked_prices, price_questions
from starapp.competitions.records import CompetitionRecord
from starapp.evaluation.queries import latest_run
from starapp.history.history import entries, note
from tests.bids.test_opening import unsealed
from tests.bids.test_receiving import refused
from tests.make.evaluation import work_out
from tests.make.scene import priced_scene

WHY = "The answer does not show how support is paid."


@pytest.fixture
def scene(example_at):
    """The five bids opened, moderation closed, prices unsealed on 22 September 2026."""
    made = example_at("opened")
    made.at("2026-09-22T10:00")
    unsealed(made)
    return made


def ask(scene, **more):
    made = scene.do(
        ask_about_price, bid_id=scene.ids["E"], question="What pays for training?", **more
    )
    return made.made


def answered(scene):
    made = ask(scene)
    scene.do(answer_about_price, question_id=made, answer="Volume.", finding="Not costed.")
    return made


def waiting(scene):
    return [one.words for one in scene.look(undecided_prices)]


def newest(scene):
    return scene.look(price_questions)[-1]


def limits(scene, **values):
    """Other limits in the rules the competition was published with."""
    limits_in(scene.store, scene.competition, scene.people["M1"], **values)


def limits_in(store, competition_id, who, **values):
    with store.writing(by=who) as session:
        record = session.get_one(CompetitionRecord, competition_id)
        system = {**record.rules["system"], **values}
        record.rules = {**record.rules, "system": system}
        note(session, "limits", about=("competition", competition_id))


def test_a_price_is_asked_about_answered_and_decided_before_the_result_goes_on(scene):
    for step, words in (
        (lambda: None, "Ask the provider of bid E about its price. Then record its answer"),
        (lambda: ask(scene), "Record what the provider of bid E answered"),
        (lambda: answer(scene), "Decide whether bid E stays in"),
    ):
        step()
        (said,) = waiting(scene)
        assert said.startswith(words)
        assert "£" not in said
    decide = partial(decide_about_price, question_id=newest(scene).id, decision="Risk recorded.")
    scene.do(decide)
    assert waiting(scene) == []
    assert newest(scene).outcome is PriceOutcome.STAYS_IN
    assert newest(scene).decided_by == newest(scene).asked_by != ""
    assert scene.read(bid, scene.ids["E"]).state is BidState.OPENED


def answer(scene):
    told = {"answer": "Volume.", "finding": "Not costed."}
    scene.do(answer_about_price, question_id=newest(scene).id, **told)


def test_the_question_keeps_what_the_price_raised(scene):
    ask(scene)
    flags = {one.bid_id: one.flags for one in scene.look(checked_prices)}[scene.ids["E"]]
    assert newest(scene).raised == " ".join(f"{one.words}." for one in flags)
    assert "below the mean of the others" in newest(scene).raised
    kept = str([one.changes for one in scene.read(entries)])
    assert "mean of the others" not in kept


def test_setting_aside_for_the_price_is_a_decision_and_makes_the_result_old(scene):
    made = answered(scene)
    low = {"question_id": made, "outcome": PriceOutcome.ABNORMALLY_LOW}
    refused(lambda: scene.do(decide_about_price, decision="No.", **low), "facts")
    refused(lambda: scene.do(decide_about_price, by="F1", decision=WHY, **low), "role")
    scene.do(decide_about_price, decision=WHY, **low)
    found = scene.read(bid, scene.ids["E"])
    assert (found.state, found.set_aside, found.set_aside_words) == (
        BidState.SET_ASIDE, "abnormally_low", WHY,
    )  # fmt: skip
    assert newest(scene).outcome is PriceOutcome.ABNORMALLY_LOW
    assert waiting(scene) == []
    newest_note = scene.read(entries, competition_id=scene.competition)[0]
    assert newest_note.words == "bid set aside: abnormally low"
    assert newest(scene).decision == f"Set aside as abnormally low. {WHY}"
    assert WHY not in str(scene.read(entries)), "it names amounts"


def test_no_answer_counts_only_after_the_day_that_was_named(scene):
    refused(lambda: ask(scene, answer_by=date(2026, 9, 21)), "past")
    made = ask(scene, answer_by=date(2026, 9, 25))
    nothing = {"question_id": made, "finding": "Nothing shows that it can perform."}
    refused(lambda: scene.do(record_no_answer, **nothing), "early")
    scene.at("2026-09-25T23:30")
    refused(lambda: scene.do(record_no_answer, **nothing), "early")
    scene.at("2026-09-26T00:10")
    refused(lambda: scene.do(record_no_answer, question_id=made, finding=" "), "empty")
    scene.do(record_no_answer, **nothing)
    refused(lambda: scene.do(record_no_answer, **nothing), "done")
    one = newest(scene)
    assert (one.no_answer, one.answer, one.answer_by) == (True, "", date(2026, 9, 25))
    low = PriceOutcome.ABNORMALLY_LOW
    scene.do(decide_about_price, question_id=made, decision=WHY, outcome=low)
    assert scene.read(bid, scene.ids["E"]).state is BidState.SET_ASIDE


def test_without_a_day_there_is_no_waiting_in_vain(scene):
    made = ask(scene)
    refused(lambda: scene.do(record_no_answer, question_id=made, finding="Nothing."), "no_day")


def test_a_price_that_was_cleared_is_asked_about_again_before_it_counts_against_the_bid(scene):
    made = answered(scene)
    scene.do(decide_about_price, question_id=made, decision="It can perform.")
    aside = partial(
        scene.do, set_bid_aside, bid_id=scene.ids["E"], code="abnormally_low",
        facts={"reason": WHY},
    )  # fmt: skip
    refused(aside, "not_asked")
    scene.at("2026-09-23T10:00")
    answered(scene)
    aside()
    scene.do(take_bid_back, bid_id=scene.ids["E"], reason="It sent its costs now.")
    (said,) = waiting(scene)
    assert said.startswith("Ask the provider of bid E")


def test_a_rule_that_is_off_asks_nothing_and_a_high_price_is_asked_about_by_rule(scene):
    codes = {flag.code for one in scene.look(checked_prices) for flag in one.flags}
    assert "above_others" not in codes
    limits(scene, others_low_percent=None, others_high_percent="1")
    codes = {flag.code for one in scene.look(checked_prices) for flag in one.flags}
    assert "below_others" not in codes
    assert "above_others" in codes & TO_SETTLE
    assert len(waiting(scene)) > 1


def test_a_bid_set_aside_is_not_among_the_others(scene):
    def mean_of(letter):
        found = {one.bid_id: one for one in scene.look(checked_prices)}[scene.ids[letter]]
        return [one.words for one in found.flags if one.code == "above_others"]

    limits(scene, others_high_percent="0.01")
    before = mean_of("A") + mean_of("B")
    scene.do(
        decide_about_price, question_id=answered(scene), decision=WHY,
        outcome=PriceOutcome.ABNORMALLY_LOW,
    )  # fmt: skip
    assert mean_of("A") + mean_of("B") != before


def test_a_result_is_not_sent_on_while_a_price_waits_and_is_worked_out_again_after(store, clock):
    scene = priced_scene(store, clock)
    clock.moment = datetime(2026, 9, 22, 9, 0, tzinfo=UTC)
    work_out(scene)
    bid_id = scene.bids["A"]

    def do(command, *, by="M1", **fields):
        with store.writing(by=scene.people[by]) as session:
            return command(session, **fields)

    def ranked():
        with store.reading() as session:
            run = latest_run(session, scene.competition_id)
            return run and [one.bid for one in run.result.ranking]

    send = partial(
        do, recommend, by="E1", competition_id=scene.competition_id,
        statement="It has the most points.",
    )  # fmt: skip
    asked = do(ask_about_price, bid_id=bid_id, question="How is the night paid?").made
    refused(send, "price_undecided")
    told = {"answer": "From reserves.", "finding": "The reserves end in a year."}
    do(answer_about_price, question_id=asked, **told)
    refused(send, "price_undecided")
    assert bid_id in ranked()
    low = PriceOutcome.ABNORMALLY_LOW
    do(decide_about_price, question_id=asked, decision=WHY, outcome=low)
    assert ranked() is None
    refused(send, "no_run")
    work_out(scene)
    assert bid_id not in ranked()
    send()
    limits_in(store, scene.competition_id, scene.people["M1"], others_high_percent="1")
    approving = partial(do, approve, by="A1", competition_id=scene.competition_id)
    refused(approving, "price_undecided", "price_undecided")
    limits_in(store, scene.competition_id, scene.people["M1"], others_high_percent=None)
    approving()
