"""Two people open the bids one at a time after the deadline; a broken seal stops everything."""

from functools import partial
from itertools import islice

import pytest

from starapp.bids.bid import BidState
from starapp.bids.bid_entry import BidDocument
from starapp.bids.checking import record_check, set_bid_aside, take_bid_back
from starapp.bids.commands import receive_bid, record_meeting, withdraw_bid
from starapp.bids.compliance import Outcome
from starapp.bids.opening import (
    accept_late_bid,
    begin_opening,
    keep_late_bid_sealed,
    label_bids,
    letters,
    open_bid,
    shuffle_labels,
    stop_opening,
)
from starapp.bids.price_commands import answer_about_price, ask_about_price, unseal_prices
from starapp.bids.queries import (
    answers,
    bid,
    bids,
    compliance,
    document_content,
    documents,
    opening_lines,
    pages,
    passes,
)
from starapp.bids.records import AnswerRecord, PriceScheduleRecord
from starapp.bids.register import bids_view
from starapp.bids.register_document import register_document
from starapp.competitions.commands import abandon
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.competitions.stages import move
from starapp.documents.plain_text import plain_text
from starapp.history.acting import Role
from starapp.organisation.commands import add_person, edit_person
from starapp.organisation.queries import person
from starapp.sample.example import answers as example_answers
from tests.bids.test_receiving import refused
from tests.make.bids import PDF, entry


@pytest.fixture
def closed(example_at):
    """An hour after the deadline, all bids received."""
    scene = example_at("received")
    scene.at("2026-09-07T13:00")
    return scene


def begin(scene, **fields):
    return scene.here(begin_opening, **({"second_opener": scene.ids["O2"]} | fields))


def spoil(scene, letter, record=AnswerRecord, **values):
    """Changes what is stored of a bid behind the program's back."""
    with scene.store.reading() as session:
        row = session.query(record).filter_by(bid_id=scene.ids[letter]).first()
        for name, value in values.items():
            setattr(row, name, value)
        session.commit()


def test_letters_go_on_after_z():
    assert list(islice(letters(), 24, 29)) == ["Y", "Z", "AA", "AB", "AC"]
    assert len(set(letters())) == 26 + 26 * 26


def test_nobody_opens_before_the_deadline_has_passed(example_at):
    scene = example_at("answered")
    scene.at("2026-09-07T11:00")
    scene.here(receive_bid, entry=entry(scene))
    for moment in ("2026-09-07T11:59:59", "2026-09-07T12:00:00", "2026-09-07T12:00:00.999999"):
        scene.at(moment)
        refused(lambda: begin(scene), "sealed")
    scene.at("2026-09-07T12:00:01")
    begin(scene)


def test_two_different_people_who_may_open(closed):
    refused(lambda: begin(closed, second_opener=closed.ids["M1"]), "same")
    refused(lambda: begin(closed, second_opener=""), "empty")
    refused(lambda: begin(closed, second_opener=closed.ids["E2"]), "role")
    refused(lambda: begin(closed, by="E2"), "role")
    begin(closed)
    refused(lambda: begin(closed), "begun")


@pytest.mark.parametrize("who", ["M1", "O2"])
@pytest.mark.parametrize("change", [{"active": False}, {"roles": frozenset({Role.VIEWER})}])
def test_neither_opener_may_have_left_or_lost_the_right(closed, who, change):
    """Also somebody who sat down at this PC while they still might."""
    found = closed.read(person, closed.ids[who])
    kept = {"name": found.name, "title": found.title, "body_id": found.body_id}
    kept |= {"roles": found.roles, "active": True} | change
    administrator = frozenset({Role.ADMINISTRATOR})
    closed.do(add_person, name="Ada Min", title="", body_id=found.body_id, roles=administrator)
    closed.do(edit_person, person_id=closed.ids[who], **kept)
    refused(lambda: begin(closed), "role")


def test_bids_open_one_at_a_time_in_turn_by_the_openers_only(closed):
    refused(lambda: closed.do(open_bid, bid_id=closed.ids["A"]), "not_begun")
    closed.here(label_bids, labels={closed.ids[x]: x for x in "ABCDE"})
    begin(closed)
    refused(lambda: closed.do(open_bid, bid_id=closed.ids["B"]), "turn")
    refused(lambda: closed.do(open_bid, by="E1", bid_id=closed.ids["A"]), "opener")
    refused(lambda: closed.do(open_bid, bid_id=closed.ids["late"]), "state")
    closed.do(open_bid, by="O2", bid_id=closed.ids["A"])
    assert closed.read(bid, closed.ids["A"]).label == "A"
    assert closed.read(bid, closed.ids["B"]).label == ""
    assert closed.look(competition).state is State.PUBLISHED
    for letter in "BCDE":
        closed.do(open_bid, bid_id=closed.ids[letter])
    assert closed.look(competition).state is State.OPENED
    lines = [one.words for one in closed.look(opening_lines)]
    assert lines[0] == "Procurement officer and Contracts officer began the opening"
    assert lines[1:-1] == [
        f"Bid {letter}, {closed.read(bid, closed.ids[letter]).provider_name}, opened; seal unbroken"
        for letter in "ABCDE"
    ]
    assert lines[-1] == "No bid is left to open"
    numbers = [one.number for one in closed.look(opening_lines)]
    assert numbers == list(range(1, len(lines) + 1))


def test_without_a_choice_letters_follow_receipt(closed):
    begin(closed)
    for letter in "DABCE":
        closed.do(open_bid, bid_id=closed.ids[letter])
    assert [one.label for one in closed.look(bids)][:5] == list("ABCDE")


def test_letters_are_each_given_once_and_stay_when_the_opening_began(closed):
    twice = {closed.ids[x]: "A" for x in "ABCDE"}
    refused(lambda: closed.here(label_bids, labels=twice), "letters")
    refused(lambda: closed.here(label_bids, labels={closed.ids["A"]: "A"}), "letters")
    for strange in ("", "a", "A1", "Ä", "AAA"):
        labels = {closed.ids[x]: x for x in "BCDE"} | {closed.ids["A"]: strange}
        refused(partial(closed.here, label_bids, labels=labels), "letters")
    closed.here(shuffle_labels)
    begin(closed)
    refused(lambda: closed.here(shuffle_labels), "begun")


@pytest.mark.parametrize(
    ("record", "values"),
    [(AnswerRecord, {"text": "A better answer"}), (PriceScheduleRecord, {"rates": []})],
)
def test_a_broken_seal_stops_every_opening_until_the_bid_is_set_aside(closed, record, values):
    closed.here(label_bids, labels={closed.ids[x]: x for x in "ABCDE"})
    begin(closed)
    closed.do(open_bid, bid_id=closed.ids["A"])
    spoil(closed, "D", record, **values)
    told = refused(lambda: closed.do(open_bid, bid_id=closed.ids["B"]), "seal")
    assert told[0].place == closed.ids["D"]
    rows = {row.id: row for row in closed.look(bids_view).rows}
    assert [row.broken for row in rows.values()].count(True) == 1
    assert rows[closed.ids["D"]].broken
    facts = {"requirement": "The stored bid was changed.", "equal": "Every seal was checked."}
    closed.do(set_bid_aside, bid_id=closed.ids["D"], code="non_compliant", facts=facts)
    for letter in "BCE":
        closed.do(open_bid, bid_id=closed.ids[letter])
    assert closed.look(competition).state is State.OPENED
    refused(lambda: closed.read(answers, closed.ids["D"]), "sealed")


def test_a_whole_sealed_bid_cannot_be_set_aside_unread(closed):
    facts = {"requirement": "It looked too thin.", "equal": "Every bid was weighed."}
    refused(
        lambda: closed.do(set_bid_aside, bid_id=closed.ids["A"], code="non_compliant", facts=facts),
        "state",
    )


def test_stopping_leaves_the_rest_sealed_for_another_meeting(closed):
    begin(closed)
    closed.do(open_bid, bid_id=closed.ids["D"])
    refused(lambda: closed.here(stop_opening, by="E1"), "opener")
    closed.here(stop_opening)
    assert closed.look(competition).state is State.PUBLISHED
    refused(lambda: closed.do(open_bid, bid_id=closed.ids["A"]), "not_begun")
    closed.here(begin_opening, by="O2", second_opener=closed.ids["E1"])
    for letter in "ABCE":
        closed.do(open_bid, by="O2", bid_id=closed.ids[letter])
    assert closed.look(competition).state is State.OPENED
    assert "Opening stopped; 4 bids stayed sealed" in [
        one.words for one in closed.look(opening_lines)
    ]


def test_when_the_last_sealed_bid_is_withdrawn_stopping_ends_the_opening(closed):
    begin(closed)
    for letter in "DABC":
        closed.do(open_bid, bid_id=closed.ids[letter])
    closed.do(withdraw_bid, bid_id=closed.ids["E"], reason="Took on other work.")
    closed.here(stop_opening)
    assert closed.look(competition).state is State.OPENED


def test_without_a_bid_on_time_there_is_nothing_to_open(example_at):
    scene = example_at("answered")
    scene.at("2026-09-07T13:00")
    refused(lambda: begin(scene), "none")


def test_a_late_bid_is_accepted_by_an_approver_with_a_reason_and_then_opened(closed):
    late, reason = closed.ids["late"], "The portal was down until 12:05."
    refused(lambda: closed.do(accept_late_bid, bid_id=late, reason=reason), "role")
    refused(lambda: closed.do(accept_late_bid, by="A1", bid_id=late, reason="No."), "no_reason")
    refused(
        lambda: closed.do(accept_late_bid, by="A1", bid_id=closed.ids["A"], reason=reason), "state"
    )
    begin(closed)
    closed.do(accept_late_bid, by="A1", bid_id=late, reason=reason)
    for letter in (*"DABCE", "late"):
        closed.do(open_bid, bid_id=closed.ids[letter])
    assert closed.read(bid, late).label == "F"
    assert closed.look(competition).state is State.OPENED


def test_a_late_bid_accepted_after_the_opening_needs_another_meeting(example_at):
    scene = example_at("opened")
    scene.do(
        accept_late_bid, by="A1", bid_id=scene.ids["late"], reason="The portal was down until 12:05."
    )  # fmt: skip
    begin(scene)
    scene.do(open_bid, bid_id=scene.ids["late"])
    assert scene.read(bid, scene.ids["late"]).state is BidState.OPENED
    assert scene.look(competition).state is State.OPENED


def test_keeping_a_late_bid_sealed_is_on_the_record(closed):
    reason = "Nothing outside its control made it late."
    closed.do(keep_late_bid_sealed, bid_id=closed.ids["late"], reason=reason)
    row = closed.look(bids_view).late[0]
    assert (row.arrival.late_decision, row.arrival.late_reason) == ("kept sealed", reason)
    refused(lambda: closed.read(answers, closed.ids["late"]), "sealed")


def test_an_opened_bid_reads_back_as_it_arrived(example_at):
    scene = example_at("answered")
    scene.at("2026-09-01T10:00")
    made = scene.here(
        receive_bid,
        entry=entry(
            scene, pages=(("Q1", 3, "J likes music"),),
            documents=(BidDocument("bid.pdf", "application/pdf", PDF),),
        ),
    ).made  # fmt: skip
    scene.at("2026-09-07T13:00")
    begin(scene)
    scene.do(open_bid, bid_id=made)
    written = example_answers()["answers"]["A"]
    assert scene.read(answers, made) == {
        code: text.strip() for code, text in written.items() if code != "Q5"
    }
    assert scene.read(pages, made, "Q1") == ((3, "J likes music"),)
    file = scene.read(documents, made)[0]
    assert (file.name, file.size) == ("bid.pdf", len(PDF))
    assert scene.read(document_content, file.id) == PDF


def test_checks_by_hand_and_by_the_program(example_at):
    scene = example_at("opened")
    bid_id = scene.ids["A"]
    refused(
        lambda: scene.do(record_check, bid_id=bid_id, item="answers", outcome=Outcome.PASSED),
        "item",
    )
    refused(
        lambda: scene.do(record_check, bid_id=bid_id, item="insurance", outcome=Outcome.TO_SETTLE),
        "words",
    )
    refused(
        lambda: scene.do(
            record_check, bid_id=scene.ids["late"], item="insurance", outcome=Outcome.PASSED
        ),
        "sealed",
    )
    scene.do(
        record_check, bid_id=bid_id, item="insurance", outcome=Outcome.TO_SETTLE,
        words="Certificate to follow.",
    )  # fmt: skip
    lines = {one.line: one for one in scene.read(compliance, bid_id)}
    assert lines["answers"].outcome is Outcome.PASSED
    assert (lines["insurance"].outcome, lines["insurance"].words) == (
        Outcome.TO_SETTLE, "Certificate to follow.",
    )  # fmt: skip
    assert lines["exclusions"].outcome is None
    scene.do(record_check, bid_id=bid_id, item="insurance", outcome=Outcome.PASSED)
    assert scene.look(passes) == {}


def unsealed(scene):
    """Moderation is closed and prices are unsealed."""

    def close(session):
        for state in (State.SCORING, State.MODERATING, State.PRICED):
            move(session, scene.competition, state)
        return unseal_prices(session, competition_id=scene.competition)

    scene.do(close)


def test_setting_aside_needs_the_facts_of_its_ground(example_at):
    scene = example_at("opened")
    bid_id = scene.ids["E"]

    def put(code, **facts):
        scene.do(set_bid_aside, bid_id=bid_id, code=code, facts=facts)

    refused(lambda: put("too dear"), "code")
    refused(lambda: put("excluded", ground="It was convicted."), "facts")
    refused(lambda: put("abnormally_low", reason="The answer shows no cover."), "not_asked")
    asked = scene.do(ask_about_price, by="F1", bid_id=bid_id, question="How is it covered?").made
    refused(lambda: put("abnormally_low", reason="The answer shows no cover."), "not_asked")
    scene.do(
        answer_about_price, by="F1", question_id=asked, answer="By volume.", finding="Not costed."
    )
    refused(lambda: put("abnormally_low", reason="The answer shows no cover."), "prices_sealed")
    unsealed(scene)
    put("abnormally_low", reason="The answer shows no cover")
    found = scene.read(bid, bid_id)
    assert (found.state, found.set_aside, found.set_aside_words) == (
        BidState.SET_ASIDE, "abnormally_low", "The answer shows no cover.",
    )  # fmt: skip
    scene.do(take_bid_back, bid_id=bid_id, reason="The provider sent its costs.")
    assert scene.read(bid, bid_id).state is BidState.OPENED


def test_a_meeting_is_recorded_only_while_scoring_and_only_where_nothing_is_written(example_at):
    scene = example_at("opened")
    call = partial(scene.do, record_meeting, bid_id=scene.ids["A"], criterion="Q5", text="Warm.")
    refused(call, "locked")


def test_an_abandoned_competition_opens_nothing(closed):
    closed.here(abandon, reason="The person chose another home.")
    refused(lambda: begin(closed), "locked")


def test_the_register_prints_arrivals_and_openings_without_amounts(example_at):
    scene = example_at("opened")
    view = scene.look(bids_view)
    text = plain_text(register_document(view, body="Alderbrook Council"))
    assert "12:04:11" in text
    assert "Late, sealed (4 minutes 11 seconds late)" in text
    assert all(row.seal in text for row in view.rows)
    assert "Opened as bid E" in text
    assert "£" not in text
    assert [name for name, _ in ((row.number, row) for row in view.rows)] == [1, 2, 3, 4, 5, 6]
