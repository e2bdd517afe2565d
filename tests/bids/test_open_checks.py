"""What a bid's check leaves open: what is settled, what stops scoring, who answers at the sign-off."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.awards.commands import approve, recommend
from starapp.bids.checking import leave_check, record_check, set_bid_aside, take_bid_back
from starapp.bids.compliance import BY_HAND, CheckLine, Outcome
from starapp.bids.open_check_queries import bid_problems, open_checks
from starapp.bids.open_checks import (
    CheckReason,
    OpenCheck,
    answer_problems,
    leaving_problems,
    open_lines,
    unsettled_problems,
)
from starapp.bids.opening import accept_late_bid, keep_late_bid_sealed
from starapp.bids.records import AcceptedCheckRecord, CheckRecord
from starapp.bids.register import bids_view
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.evaluation.run_commands import run_evaluation
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from starapp.panel.commands import start_scoring
from starapp.reports.award_report import report_facts
from starapp.reports.queries import competition_facts, home
from tests.make.evaluation import Scene
from tests.make.panel import appoint_everyone, declare_everyone, settle_checks
from tests.make.scene import opened_scene, priced_scene

NAMES = tuple(line for line, _ in BY_HAND)
LINES = st.lists(
    st.builds(
        CheckLine,
        st.sampled_from([*NAMES, "G1", "G2", "documents", "limits"]),
        st.just("A line"),
        st.sampled_from([None, *Outcome]),
        st.booleans(),
        st.sampled_from(["", "No file"]),
    ),
    unique_by=lambda line: line.line,
)
NAMED = st.frozensets(st.sampled_from([*NAMES, "G1", "G2", "documents", "limits"]))
WHY = "The certificate was asked for on 8 September."
STANDS = "The certificate came and is in force."


def said(lines: frozenset[str]) -> CheckReason:
    return CheckReason(lines, WHY, "Anna", datetime(2026, 9, 8, 9, 0, tzinfo=UTC))


@given(LINES)
def test_only_what_passed_or_the_ranking_decides_is_settled(lines):
    left = open_lines(lines, ranked={"G1", "G2"})
    for line in lines:
        settled = line.outcome is Outcome.PASSED or (
            line.outcome is Outcome.FAILED and line.line in {"G1", "G2"}
        )
        assert (line in left) is not settled


@given(LINES, NAMED, NAMED)
def test_a_reason_covers_only_the_lines_it_was_given_for(lines, left, accepted):
    check = OpenCheck("1", "B", open_lines(lines, ()), said(left), said(accepted))
    names = {line.line for line in check.lines}
    assert check.waiting is bool(names - left)
    assert check.unanswered is bool(names - accepted)
    assert bool([*unsettled_problems([check])]) is check.waiting
    assert bool([*answer_problems([check], {})]) is check.unanswered
    assert [*answer_problems([check], {"1": STANDS})] == []
    assert bool([*leaving_problems(check.lines, WHY)]) is not bool(names)
    assert ("Left open" in check.why()) is not check.waiting
    assert ("Accepted" in check.why()) is not check.unanswered


@pytest.mark.parametrize("reason", ["", "two words", "  ", "x " * 501])
def test_a_reason_is_a_sentence(reason):
    check = OpenCheck("1", "B", (CheckLine("insurance", "Insurance", None, by_hand=True),))
    assert len([*leaving_problems(check.lines, reason)]) == 1
    (problem,) = answer_problems([check], {"1": reason})
    assert problem.place == "accepted.1"


@pytest.fixture
def scene(store, clock) -> Scene:
    made = opened_scene(store, clock)
    appoint_everyone(made)
    declare_everyone(made)
    return made


def does(scene: Scene, by: str, command, **fields: object) -> None:
    with scene.store.writing(by=scene.people[by]) as session:
        command(session, **fields)


def refused(scene: Scene, by: str, command, **fields: object) -> list[tuple[str, str]]:
    with pytest.raises(CannotDo) as caught:
        does(scene, by, command, **fields)
    return [(one.place, one.code) for one in caught.value.problems]


def look(scene: Scene, query, *args, **fields):
    with scene.store.reading() as session:
        return query(session, scene.competition_id, *args, **fields)


def start(scene: Scene) -> None:
    does(scene, "M1", start_scoring, competition_id=scene.competition_id)


def tasks(scene: Scene, code: str) -> set[str]:
    with scene.store.reading() as session:
        found = home(session, actor=scene.people[code], now=session.info["now"])
        return {task.words for task in found.tasks}


def test_scoring_waits_for_each_bid_whose_check_is_open(scene):
    everyone = [(scene.bids[letter], "unchecked") for letter in "ABCDE"]
    where = {"competition_id": scene.competition_id}
    assert refused(scene, "M1", start_scoring, **where) == everyone
    assert "Settle the compliance check of 5 bids" in tasks(scene, "M1")
    assert "Start scoring" not in tasks(scene, "M1")
    settle_checks(scene, "A", "C", "D", "E")
    assert refused(scene, "M1", start_scoring, **where) == [(scene.bids["B"], "unchecked")]
    assert refused(scene, "E2", leave_check, bid_id=scene.bids["B"], reason=WHY) == [("", "role")]
    does(scene, "M1", leave_check, bid_id=scene.bids["B"], reason=WHY)
    assert look(scene, bid_problems) == ()
    assert tasks(scene, "M1") >= {"Start scoring"}
    (check,) = look(scene, open_checks)
    assert [line.line for line in check.lines] == list(NAMES)
    assert WHY in check.why()
    start(scene)
    with scene.store.reading() as session:
        told = entries(session, about=("bid", scene.bids["B"]), newest=1)[0]
    assert told.reason == WHY
    assert "left open" in told.words


def test_a_settled_check_or_a_bid_that_is_out_is_not_left_open(scene):
    settle_checks(scene)
    where = {"bid_id": scene.bids["A"], "reason": WHY}
    assert refused(scene, "M1", leave_check, **where) == [("reason", "settled")]
    facts = {"requirement": "No insurance at all was offered.", "equal": "All bids were checked."}
    does(scene, "M1", set_bid_aside, bid_id=scene.bids["A"], code="non_compliant", facts=facts)
    assert refused(scene, "M1", leave_check, **where) == [("", "state")]


@pytest.mark.parametrize("decide", [keep_late_bid_sealed, accept_late_bid])
def test_scoring_waits_for_the_decision_about_a_late_bid_and_for_its_opening(example_at, decide):
    late = example_at("opened")
    problems = late.look(bid_problems)
    assert [one.code for one in problems] == ["late", *["unchecked"] * 5]
    late.do(decide, by="A1", bid_id=late.ids["late"], reason="The rule is the same for all.")
    codes = [one.code for one in late.look(bid_problems)]
    assert ("unopened" in codes) is (decide is accept_late_bid)
    assert "late" not in codes


def at_result(scene: Scene, *letters: str) -> None:
    """As in a workspace from before: some checks were never looked at, and nobody said why."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        for letter in letters:
            for row in session.query(CheckRecord).filter_by(bid_id=scene.bids[letter]):
                session.delete(row)
        run_evaluation(session, competition_id=scene.competition_id)
    does(scene, "E1", recommend, competition_id=scene.competition_id, statement="B is the best.")


def test_an_older_competition_goes_on_and_the_approver_is_asked(store, clock):
    scene = priced_scene(store, clock)
    at_result(scene, "B", "C")
    view = look(scene, bids_view)
    assert [row.arrival.bid.label for row in view.rows if row.check and row.check.lines] == [
        "B",
        "C",
    ]
    place = {"competition_id": scene.competition_id}
    b, c = scene.bids["B"], scene.bids["C"]
    asked = [(f"accepted.{b}", "no_reason"), (f"accepted.{c}", "no_reason")]
    assert refused(scene, "A1", approve, **place) == asked
    assert refused(scene, "A1", approve, **place, accepted={b: STANDS}) == asked[1:]
    assert look(scene, competition).state is State.RECOMMENDED
    with store.reading() as session:
        assert session.query(AcceptedCheckRecord).all() == []
        facts = competition_facts(
            session, competition(session, scene.competition_id), actor=scene.people["A1"]
        )
    assert (facts.unchecked, facts.open_checks) == (0, 2)
    does(scene, "A1", approve, **place, accepted={b: STANDS, c: "It is settled by telephone."})
    assert look(scene, competition).state is State.APPROVED
    assert [one.unanswered for one in look(scene, open_checks)] == [False, False]
    told = look(scene, report_facts).open_checks
    assert len(told) == 2
    assert STANDS in told[0]
    approver = scene.people["A1"].name
    assert f"Accepted by {approver}" in told[0]
    with store.reading() as session:
        words = {one.reason for one in entries(session, about=("bid", b), newest=3)}
    assert STANDS in words


def test_a_bid_put_back_after_scoring_began_is_asked_about_too(store, clock):
    scene = priced_scene(store, clock)
    facts = {"requirement": "No insurance at all was offered.", "equal": "All bids were checked."}
    does(scene, "M1", set_bid_aside, bid_id=scene.bids["D"], code="non_compliant", facts=facts)
    does(scene, "M1", take_bid_back, bid_id=scene.bids["D"], reason="It was offered on page 9.")
    does(
        scene, "M1", record_check, bid_id=scene.bids["D"], item="insurance",
        outcome=Outcome.FAILED, words="It ended in August.",
    )  # fmt: skip
    does(scene, "M1", leave_check, bid_id=scene.bids["D"], reason=WHY)
    does(
        scene, "M1", record_check, bid_id=scene.bids["D"], item="exclusions",
        outcome=Outcome.TO_SETTLE, words="A court case was named.",
    )  # fmt: skip
    (check,) = look(scene, open_checks)
    assert check.waiting, "a reason for one line covered another"
    assert "Insurance is in force (It ended in August)" in check.in_words()
