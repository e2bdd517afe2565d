"""Agreed scores: complete or refused, reopened with a mark, closed in a provable order."""

from decimal import Decimal

import pytest

from starapp.bids.queries import prices
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_board import moderation_board
from starapp.evaluation.moderation_commands import (
    agree_score,
    close_moderation,
    not_take_further,
    reopen_agreed,
    reopen_moderation,
)
from starapp.evaluation.outcome import outcome
from starapp.evaluation.queries import (
    agreed_scores,
    agreements,
    latest_run,
    movements,
    not_taken_further,
)
from starapp.evaluation.result import ScoreState
from starapp.foundation.problems import CannotDo
from starapp.history.history import broken_links, entries
from starapp.panel.commands import decide_interest, declare_interest
from tests.make.evaluation import (
    Scene,
    agree,
    agree_all,
    close,
    give_scores,
    stop_bid,
)
from tests.make.scene import moderating_scene, priced_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    return moderating_scene(store, clock)


def as_chair(scene: Scene, command, **fields: object) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        command(session, competition_id=scene.competition_id, **fields)


def codes_of(scene: Scene, command, *, by: str = "M1", **fields: object) -> set[str]:
    with pytest.raises(CannotDo) as caught, scene.store.writing(by=scene.people[by]) as session:
        command(session, competition_id=scene.competition_id, **fields)
    return {problem.code for problem in caught.value.problems}


def four(scene: Scene, **changes: object) -> Agreement:
    fields: dict[str, object] = {
        "state": ScoreState.SCORED,
        "score": Decimal(4),
        "reason": "Outcomes are dated and measurable; how often friends are seen is not said.",
        "agreed_by": frozenset(scene.seat(code) for code in ("E1", "E2", "E3", "E4")),
    }
    return Agreement(**{**fields, **changes})  # type: ignore[arg-type] # from a dict


def test_an_agreement_is_kept_whole(scene: Scene) -> None:
    everyone = frozenset(scene.seat(code) for code in ("E1", "E2", "E3"))
    entry = four(
        scene,
        agreed_by=everyone,
        differing={scene.seat("E4"): "Would give 3"},
        note="E4 stayed at 3.",
    )
    as_chair(scene, agree_score, bid_id=scene.bids["A"], criterion="Q1", agreement=entry)
    with scene.store.reading() as session:
        (kept,) = agreements(session, scene.competition_id)
        (printed,) = agreed_scores(session, scene.competition_id)
        (moved,) = movements(session, scene.competition_id)
    assert kept.agreed_by == everyone
    assert kept.differing == ((scene.seat("E4"), "Would give 3"),)
    assert kept.note == "E4 stayed at 3."
    assert printed.reason == entry.reason
    assert moved.before == (ScoreState.NOT_SCORED, None)
    assert moved.after == (ScoreState.SCORED, Decimal(4))


def test_an_incomplete_agreement_is_refused_and_nothing_is_stored(scene: Scene) -> None:
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    for changes, code in (
        ({"score": None}, "no_score"),
        ({"score": Decimal(9)}, "off_scale"),
        ({"reason": ""}, "no_reason"),
        ({"agreed_by": frozenset({scene.seat("E1")})}, "not_everyone"),
        ({"reason": "E1 and E2 moved from 4 to 5 after reading"}, "names_member"),
    ):
        assert code in codes_of(scene, agree_score, **where, agreement=four(scene, **changes))
    assert codes_of(scene, agree_score, by="E1", **where, agreement=four(scene)) == {"not_chair"}
    with scene.store.reading() as session:
        assert agreements(session, scene.competition_id) == ()


def test_a_score_of_a_meeting_waits_for_every_member(scene: Scene) -> None:
    fields = {"bid_id": scene.bids["A"], "criterion": "Q5", "agreement": four(scene)}
    assert codes_of(scene, agree_score, **fields) == {"missing"}


def test_an_agreed_score_changes_only_by_reopening_and_leaves_a_mark(scene: Scene) -> None:
    where = {"bid_id": scene.bids["B"], "criterion": "Q1"}
    agree(scene, "B", "Q1", 4, "Consensus 4. Good but short.")
    assert codes_of(scene, agree_score, **where, agreement=four(scene)) == {"agreed"}
    assert codes_of(scene, reopen_agreed, **where, reason=" ") == {"no_reason"}
    as_chair(scene, reopen_agreed, **where, reason="Page 3 was missed")
    with scene.store.reading() as session:
        assert agreed_scores(session, scene.competition_id) == ()
    agree(scene, "B", "Q1", 5, "Consensus 5. Bus training steps on page 3.")
    with scene.store.reading() as session:
        steps = [(m.before[1], m.after[1]) for m in movements(session, scene.competition_id)]
    assert steps == [(None, 4), (4, None), (None, 5)]


def test_only_a_bid_below_a_minimum_stops(scene: Scene) -> None:
    fields = {"bid_id": scene.bids["E"], "reason": "Below the minimum"}
    assert codes_of(scene, not_take_further, **fields) == {"not_short"}
    agree(scene, "E", "Q3", 2, "Consensus 2. No named lead.")
    as_chair(scene, not_take_further, **fields)
    assert codes_of(scene, not_take_further, **fields) == {"decided"}
    with scene.store.reading() as session:
        (decided,) = not_taken_further(session, scene.competition_id)
    assert decided.criteria == ("Q3",)


def test_reopening_the_score_behind_it_withdraws_the_decision(scene: Scene) -> None:
    agree(scene, "E", "Q3", 2, "Consensus 2. No named lead.")
    stop_bid(scene)
    as_chair(scene, reopen_agreed, bid_id=scene.bids["E"], criterion="Q3", reason="A page more")
    with scene.store.reading() as session:
        assert not_taken_further(session, scene.competition_id) == ()
        said = [entry.words for entry in entries(session, competition_id=scene.competition_id)]
    assert "decision not to take bid E further withdrawn" in said


def test_closing_lists_what_is_left_and_prices_stay_sealed(scene: Scene) -> None:
    agree_all(scene)
    with pytest.raises(CannotDo) as caught:
        close(scene)
    said = {problem.words for problem in caught.value.problems}
    assert "Bid A: agree Q5." in said
    assert "Bid E: agree Q5, SV1, SV2." in said
    with scene.store.reading() as session:
        with pytest.raises(CannotDo):
            prices(session, scene.competition_id)
        assert outcome(session, scene.competition_id).run is None
        assert latest_run(session, scene.competition_id) is None


def test_not_applicable_cannot_stand_for_a_score_of_a_bid_to_be_ranked(scene: Scene) -> None:
    agree_all(scene)
    stop_bid(scene)
    give_scores(scene, meetings=True)
    agree_all(scene, meetings=True)
    where = {"bid_id": scene.bids["A"], "criterion": "Q4"}
    as_chair(scene, reopen_agreed, **where, reason="Does it apply?")
    members = frozenset(scene.seat(code) for code in ("E1", "E2", "E4"))
    entry = four(scene, state=ScoreState.NOT_APPLICABLE, score=None, agreed_by=members)
    as_chair(scene, agree_score, **where, agreement=entry)
    assert codes_of(scene, close_moderation) == {"no_score"}


def test_the_order_of_closing_and_unsealing_is_provable(scene: Scene) -> None:
    agree_all(scene)
    stop_bid(scene)
    give_scores(scene, meetings=True)
    agree_all(scene, meetings=True)
    close(scene)
    with scene.store.reading() as session:
        found = {e.words: e.number for e in entries(session, competition_id=scene.competition_id)}
        unsealing = next(number for words, number in found.items() if "unsealed" in words)
        last_agreed = max(n for words, n in found.items() if words.startswith("agreed score of"))
        assert last_agreed < found["moderation closed"] < unsealing
        assert list(broken_links(session)) == []
        assert competition(session, scene.competition_id).state is State.PRICED
        assert len(prices(session, scene.competition_id)) >= 5


def test_reopening_moderation_needs_a_reason_and_hides_the_result(scene: Scene) -> None:
    agree_all(scene)
    stop_bid(scene)
    give_scores(scene, meetings=True)
    agree_all(scene, meetings=True)
    close(scene)
    assert codes_of(scene, reopen_moderation, reason="") == {"no_reason"}
    as_chair(scene, reopen_moderation, reason="A page was not read")
    with scene.store.reading() as session:
        assert competition(session, scene.competition_id).state is State.MODERATING
        newest = entries(session, competition_id=scene.competition_id, newest=1)[0]
        assert newest.reason == "A page was not read"
        assert "prices were seen" in newest.words
        assert outcome(session, scene.competition_id).ranked == ()


def test_after_pricing_nothing_agreed_can_change(store, clock) -> None:
    made = priced_scene(store, clock)
    where = {"bid_id": made.bids["A"], "criterion": "Q1"}
    assert codes_of(made, reopen_agreed, **where, reason="x")
    assert codes_of(made, agree_score, **where, agreement=four(made))


def test_the_board_shows_flags_and_averages_for_information(scene: Scene) -> None:
    with scene.store.reading() as session:
        board = moderation_board(session, scene.competition_id)
    far = {(cell.letter, cell.question.code) for cell in board.cells.values() if cell.far}
    assert far == {("B", "Q3"), ("D", "Q1")}
    cell = board.cells[scene.bids["B"], "Q1"]
    assert cell.average == Decimal("4.5")
    assert cell.effect(board.model, Decimal(5)) == Decimal("1.8")
    meeting = board.cells[scene.bids["A"], "Q5"]
    assert meeting.members == ()
    assert len(meeting.waiting) == 4


def keep_from_bid(scene: Scene, code: str, letter: str) -> None:
    """Somebody tells of an interest during moderation, and the chair keeps them from one bid."""
    with scene.store.writing(by=scene.people[code]) as session:
        declare_interest(session, seat_id=scene.seat(code), interest="My sister works there.")
    with scene.store.writing(by=scene.people["M1"]) as session:
        decide_interest(
            session, seat_id=scene.seat(code), may_score=True, reason="Other bids only.",
            except_bids=[scene.bids[letter]],
        )  # fmt: skip


def test_who_is_kept_from_a_bid_is_not_counted_as_agreeing_on_it(scene: Scene) -> None:
    keep_from_bid(scene, "E4", "A")
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    assert codes_of(scene, agree_score, **where, agreement=four(scene)) == {"stranger"}
    dissent = four(scene, agreed_by=frozenset({scene.seat("E4")}))
    assert "nobody" in codes_of(scene, agree_score, **where, agreement=dissent)
    three = frozenset(scene.seat(code) for code in ("E1", "E2", "E3"))
    as_chair(scene, agree_score, **where, agreement=four(scene, agreed_by=three))
    with scene.store.reading() as session:
        board = moderation_board(session, scene.competition_id)
    cell = board.cells[scene.bids["A"], "Q1"]
    assert board.titles[scene.seat("E4")] not in {one.title for one in cell.members}
    assert len(cell.agreeing()) == 3


def test_an_agreement_that_counts_somebody_kept_from_the_bid_since_blocks_closing(
    scene: Scene,
) -> None:
    agree(scene, "A", "Q1", 4, "Consensus 4. The outcomes are dated.")
    keep_from_bid(scene, "E4", "A")
    assert "recused" in codes_of(scene, close_moderation)
    with scene.store.reading() as session:
        board = moderation_board(session, scene.competition_id)
    cell = board.cells[scene.bids["A"], "Q1"]
    assert board.titles[scene.seat("E4")] not in cell.agreeing()
