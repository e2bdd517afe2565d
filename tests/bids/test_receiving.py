"""Bids arrive, are sealed or logged late, and nothing of them can be read before the opening."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import BidDocument, BidEntry, is_late, time_apart
from starapp.bids.commands import receive_bid, withdraw_bid
from starapp.bids.price_commands import record_price_check
from starapp.bids.queries import (
    answer,
    answers,
    arrivals,
    bid_of,
    bids,
    compliance,
    document_content,
    documents,
    pages,
    price_check,
    price_questions,
    prices,
)
from starapp.bids.records import BidDocumentRecord, PriceScheduleRecord
from starapp.bids.register import bids_view
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from tests.make.bids import PDF, entry, told
from tests.make.competitions import london

DEADLINE = london("2026-09-07T12:00")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=20)
RATES = st.decimals(0, 1000, places=4)


def refused(call, *codes):
    with pytest.raises(CannotDo) as cannot:
        call()
    assert [one.code for one in cannot.value.problems] == list(codes)
    return cannot.value.problems


def receive(scene, given_entry, **fields):
    return scene.here(receive_bid, entry=given_entry, **fields)


@given(st.integers(-2_000_000, 2_000_000))
@example(0)
@example(1)
@example(999_999)
@example(1_000_000)
def test_the_very_second_of_the_deadline_is_on_time(microseconds):
    moment = DEADLINE + timedelta(microseconds=microseconds)
    assert is_late(moment, DEADLINE) is (microseconds >= 1_000_000)


@pytest.mark.parametrize(
    ("received", "words"),
    [
        ("2026-09-07T12:00:00", "exactly on time"),
        ("2026-09-07T12:04:11", "4 minutes 11 seconds late"),
        ("2026-09-07T09:48:00", "2 hours 12 minutes early"),
        ("2026-09-03T14:10:00", "3 days 21 hours early"),
    ],
)
def test_how_early_or_late(received, words):
    assert time_apart(london(received), DEADLINE) == words


WHOLE = BidEntry(
    provider_id="p",
    answers=(("Q1", "One"), ("Q2", "Two")),
    documents=(BidDocument("a.pdf", "application/pdf", b"a"),),
    rates=(("mile", Decimal("0.45")), ("sleep_in", Decimal("112.00"))),
)


def test_the_seal_does_not_depend_on_order_or_trailing_noughts():
    turned = replace(
        WHOLE,
        answers=WHOLE.answers[::-1],
        rates=(("sleep_in", Decimal(112)), ("mile", Decimal("0.4500"))),
    )
    assert turned.seal(DEADLINE) == WHOLE.seal(DEADLINE)


@given(TEXT, RATES, st.binary(min_size=1, max_size=9), st.integers(1, 10**6))
def test_any_change_breaks_the_seal(text, rate, content, seconds):
    seal = WHOLE.seal(DEADLINE)
    changed = [
        replace(WHOLE, answers=(("Q1", "One" + text), ("Q2", "Two"))),
        replace(WHOLE, rates=(("mile", Decimal("0.45")), ("sleep_in", 113 + rate))),
        replace(WHOLE, documents=(BidDocument("a.pdf", "", b"a" + content),)),
        replace(WHOLE, stated_weekly=rate),
        replace(WHOLE, provider_id="p" + text),
    ]
    assert all(one.seal(DEADLINE) != seal for one in changed)
    assert WHOLE.seal(DEADLINE + timedelta(seconds=seconds)) != seal


@pytest.mark.parametrize(
    ("moment", "state"),
    [("2026-09-07T12:00:00", BidState.SEALED), ("2026-09-07T12:00:01", BidState.LATE)],
)
def test_on_time_is_sealed_and_a_second_later_is_late(example_at, moment, state):
    scene = example_at("answered")
    scene.at(moment)
    made = receive(scene, entry(scene)).made
    found = bid_of_a(scene)
    assert (found.id, found.state, found.received) == (made, state, london(moment))


def bid_of_a(scene):
    return scene.look(bid_of, provider_id=scene.ids["PR01"])


def test_a_paper_bid_keeps_when_and_how_it_came(example_at):
    scene = example_at("answered")
    scene.at("2026-09-07T15:00")
    when = london("2026-09-07T11:59:59")
    refused(lambda: receive(scene, entry(scene), received=when), "how")
    receive(scene, entry(scene), received=when, how="By hand at the desk")
    one = scene.look(arrivals)[0]
    assert one.bid.state is BidState.SEALED
    assert (one.how, one.recorded, one.recorded_by) == (
        "By hand at the desk", london("2026-09-07T15:00"), "Procurement officer",
    )  # fmt: skip


def test_a_bid_cannot_come_before_the_invitation_or_after_now(example_at):
    scene = example_at("answered")
    scene.at("2026-09-01T10:00")
    how = "By hand at the desk"
    for moment, code in (("2026-09-01T10:01", "future"), ("2026-08-17T09:59", "early")):
        refused(lambda m=moment: receive(scene, entry(scene), received=london(m), how=how), code)


def test_only_invited_providers_bid_and_only_once(example_at):
    scene = example_at("answered")
    refused(lambda: receive(scene, entry(scene, provider_id=scene.ids["PR09"])), "uninvited")
    first = receive(scene, entry(scene)).made
    refused(lambda: receive(scene, entry(scene)), "twice")
    scene.do(withdraw_bid, bid_id=first, reason="Sent a corrected bid by email.")
    second = receive(scene, entry(scene)).made
    assert bid_of_a(scene).id == second


def test_bad_entries_are_told_beside_their_fields(example_at):
    scene = example_at("answered")
    wrong = entry(
        scene,
        answers=(("Q9", "There is no such question"), ("Q5", "The meeting is not written")),
        rates=(("mile", Decimal(-1)), ("sleep_in", Decimal("1.00001")), ("moon", Decimal(1))),
        documents=(BidDocument("a.pdf", "", b""), BidDocument("a.pdf", "", b"x")),
        stated_weekly=Decimal(-1),
    )
    with pytest.raises(CannotDo) as cannot:
        receive(scene, wrong)
    places = {one.place for one in cannot.value.problems}
    assert places == {
        "answers.Q9", "answers.Q5", "rates.hour_1to1", "rates.hour_2to1_per_staff",
        "rates.shared_hour", "rates.tec_week", "rates.transition_one_off", "rates.mile",
        "rates.sleep_in", "rates.moon", "documents", "stated_weekly",
    }  # fmt: skip
    assert scene.look(bids) == ()


def test_an_unanswered_question_and_a_free_line_are_allowed(example_at):
    scene = example_at("answered")
    free = tuple((code, Decimal(0)) for code, _ in entry(scene).rates)
    receive(scene, entry(scene, answers=(), documents=(), rates=free))
    assert scene.look(bids)[0].state is BidState.SEALED


def test_before_the_opening_every_query_but_arrival_is_sealed(example_at):
    scene = example_at("received")
    bid_id = scene.ids["B"]
    with scene.store.reading() as session:
        file_id = session.query(BidDocumentRecord.id).filter_by(bid_id=bid_id).scalar()
    for query in (answers, documents, compliance):
        refused(lambda q=query: scene.read(q, bid_id), "sealed")
    refused(lambda: scene.read(answer, bid_id, "Q1"), "sealed")
    refused(lambda: scene.read(pages, bid_id, "Q1"), "sealed")
    refused(lambda: scene.read(document_content, file_id), "sealed")
    refused(lambda: scene.look(prices), "sealed")
    refused(lambda: scene.look(price_questions), "sealed")
    refused(lambda: scene.look(price_check, look_id="0" * 32), "sealed")
    refused(lambda: scene.here(record_price_check, by="F1"), "locked")
    view = scene.look(bids_view)
    assert all(row.files is None and row.weekly is None and row.check is None for row in view.rows)
    assert {one.label for one in scene.look(bids)} == {""}


def test_neither_answers_nor_rates_are_in_the_history(example_at):
    scene = example_at("received")
    kept = json.dumps([one.changes for one in scene.read(entries)], default=str)
    with scene.store.reading() as session:
        stored = session.query(PriceScheduleRecord).count()
    assert stored == 6
    for letter in "ABCDE":
        assert str(told(letter)["rates"]["hour_1to1"]) not in kept
        assert str(told(letter)["weekly"]) not in kept
    assert "J likes music" not in kept
    assert PDF.decode() not in kept
    assert scene.look(bids)[0].seal not in kept, "from it a price could be guessed"
    assert '"table": "price_schedule"' in kept, "yet the entries name what they do not show"


def test_the_panel_cannot_record_a_bid(example_at):
    scene = example_at("answered")
    call = partial(scene.here, receive_bid, by="E2", entry=entry(scene))
    refused(call, "role")


def test_a_withdrawal_needs_words_and_stays_in_the_register(example_at):
    scene = example_at("received")
    refused(lambda: scene.do(withdraw_bid, bid_id=scene.ids["C"], reason=""), "no_reason")
    scene.do(withdraw_bid, bid_id=scene.ids["C"], reason="Took on other work.")
    refused(
        lambda: scene.do(withdraw_bid, bid_id=scene.ids["C"], reason="Again and again."),
        "withdrawn",
    )
    states = {one.provider_code: one.state for one in scene.look(bids)}
    assert states["PR03"] is BidState.WITHDRAWN
    assert len(states) == 6
