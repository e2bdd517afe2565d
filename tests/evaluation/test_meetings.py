"""Who is in the room, the quorum, and what is parked: stored, in the history, and in the record."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from starapp.documents.blocks import Facts, Heading
from starapp.evaluation.attendance import Attendance, needed
from starapp.evaluation.meeting_commands import park_item, record_attendance, take_up
from starapp.evaluation.meeting_queries import meetings
from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_board import Board, moderation_board
from starapp.evaluation.moderation_commands import (
    agree_score,
    close_moderation,
    not_take_further,
    reopen_agreed,
)
from starapp.evaluation.moderation_record import RecordFacts, moderation_record
from starapp.evaluation.records import Frozen, ModerationMeetingRecord
from starapp.evaluation.result import ScoreState
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from tests.make.evaluation import Scene, agree
from tests.make.scene import moderating_scene, priced_scene, scored_scene

TEN = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
REASON = "Each outcome has a first step, a measure and a review date in the plan."


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


def room(
    scene: Scene, *codes: str, sorry: Iterable[str] = (), held: datetime | None = TEN
) -> Attendance:
    apologies = frozenset(scene.seat(code) for code in sorry)
    return Attendance(held, frozenset(scene.seat(code) for code in codes), apologies)


def board_of(scene: Scene) -> Board:
    with scene.store.reading() as session:
        return moderation_board(session, scene.competition_id)


def said(scene: Scene) -> list[str]:
    with scene.store.reading() as session:
        return [entry.words for entry in entries(session, competition_id=scene.competition_id)]


def four(scene: Scene, *codes: str, differing: dict[str, str] | None = None) -> Agreement:
    words = {scene.seat(code): why for code, why in (differing or {}).items()}
    agreed = frozenset(scene.seat(code) for code in codes)
    return Agreement(ScoreState.SCORED, Decimal(4), REASON, agreed, words)


def test_who_is_in_the_room_is_kept_and_in_the_history(scene: Scene) -> None:
    entry = room(scene, "M1", "E1", "E2", sorry=["E4"])
    as_chair(scene, record_attendance, attendance=entry)
    with scene.store.reading() as session:
        (kept,) = meetings(session, scene.competition_id)
    assert (kept.number, kept.held) == (1, TEN)
    assert (kept.present, kept.apologies) == (entry.present, entry.apologies)
    titles = board_of(scene).titles
    words = next(line for line in said(scene) if line.startswith("in the room for moderation"))
    assert titles[scene.seat("E1")] in words
    assert titles[scene.seat("E4")] not in words


def test_an_attendance_that_cannot_be_is_refused(scene: Scene, clock) -> None:
    for entry, code in (
        (room(scene, "E1", held=None), "no_time"),
        (room(scene, "E1", held=datetime(2026, 9, 17, 9, 0, tzinfo=UTC)), "to_come"),
        (room(scene), "nobody"),
        (room(scene, "E1", sorry=["E1"]), "both"),
        (Attendance(TEN, frozenset({scene.seat("E1"), "0" * 32})), "stranger"),
        (Attendance(TEN, frozenset({scene.seat("E1")}), remark="x" * 501), "too_long"),
    ):
        assert codes_of(scene, record_attendance, attendance=entry) == {code}
    entry = room(scene, "E1", "E2")
    assert codes_of(scene, record_attendance, by="E1", attendance=entry) == {"not_chair"}
    assert board_of(scene).meetings == ()


def test_before_moderation_and_after_it_nobody_is_recorded(store, clock) -> None:
    early = scored_scene(store, clock)
    assert codes_of(early, record_attendance, attendance=room(early, "E1", "E2"))
    late = priced_scene(store, clock)
    assert codes_of(late, record_attendance, attendance=room(late, "E1", "E2"))


def test_an_attendance_never_changes(scene: Scene) -> None:
    as_chair(scene, record_attendance, attendance=room(scene, "E1", "E2"))
    with pytest.raises(Frozen), scene.store.writing(by=scene.people["M1"]) as session:
        session.query(ModerationMeetingRecord).one().remark = "Changed"
        session.flush()


def test_fewer_than_two_of_its_members_cannot_agree_a_question(scene: Scene) -> None:
    as_chair(scene, record_attendance, attendance=room(scene, "M1", "E1", "E3", "E4"))
    where = {"bid_id": scene.bids["A"], "criterion": "Q3"}
    assert codes_of(scene, agree_score, **where, agreement=four(scene, "E1")) == {"quorum"}
    as_chair(scene, record_attendance, attendance=room(scene, "M1", "E1", "E2"))
    as_chair(scene, agree_score, **where, agreement=four(scene, "E1", "E2"))
    assert [meeting.number for meeting in board_of(scene).meetings] == [1, 2]


def test_who_is_not_in_the_room_neither_agrees_nor_owes_a_reason(scene: Scene) -> None:
    as_chair(scene, record_attendance, attendance=room(scene, "M1", "E1", "E2", "E3"))
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    everyone = four(scene, "E1", "E2", "E3", "E4")
    assert codes_of(scene, agree_score, **where, agreement=everyone) == {"absent"}
    as_chair(scene, agree_score, **where, agreement=four(scene, "E1", "E2", "E3"))
    board = board_of(scene)
    cell = board.cells[scene.bids["A"], "Q1"]
    assert cell.silent() == (board.titles[scene.seat("E4")],)


def test_until_somebody_records_it_nobody_is_away(scene: Scene) -> None:
    board = board_of(scene)
    assert board.room is None
    assert all(board.absent(cell) == frozenset() for cell in board.cells.values())


def test_one_person_is_enough_only_where_one_may_score() -> None:
    assert [needed(["x"] * number) for number in (0, 1, 2, 5)] == [0, 1, 2, 2]


def test_nobody_agrees_and_differs_at_once(scene: Scene) -> None:
    both = four(scene, "E1", "E2", "E3", "E4", differing={"E4": "Would give 3"})
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    assert codes_of(scene, agree_score, **where, agreement=both) == {"both"}


def test_what_is_parked_waits_and_keeps_moderation_open(scene: Scene) -> None:
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    everyone = four(scene, "E1", "E2", "E3", "E4")
    assert codes_of(scene, park_item, **where, reason=" ") == {"no_reason"}
    as_chair(scene, park_item, **where, reason="Waiting for the rota")
    assert codes_of(scene, park_item, **where, reason="Again") == {"parked"}
    assert codes_of(scene, agree_score, **where, agreement=everyone) == {"parked"}
    board = board_of(scene)
    assert list(board.parked_now()) == [(scene.bids["A"], "Q1")]
    assert board.agenda()[-1].key == (scene.bids["A"], "Q1")
    words = "Bid A, Q1 is parked: Waiting for the rota"
    assert words in {problem.words for problem in board.unfinished}
    assert "parked" in codes_of(scene, close_moderation)
    as_chair(scene, take_up, **where)
    assert codes_of(scene, take_up, **where) == {"not_parked"}
    as_chair(scene, agree_score, **where, agreement=everyone)
    assert board_of(scene).parked_now() == {}
    assert {"bid A, Q1 parked", "bid A, Q1 taken up again"} <= set(said(scene))


def test_what_is_agreed_or_out_cannot_be_parked(scene: Scene) -> None:
    agree(scene, "A", "Q1", 4, "Consensus 4. The outcomes are dated.")
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    assert codes_of(scene, park_item, **where, reason="Later") == {"agreed"}
    nowhere = {"bid_id": scene.bids["A"], "criterion": "PR"}
    assert codes_of(scene, park_item, **nowhere, reason="Later") == {"not_scored"}
    as_chair(scene, reopen_agreed, **where, reason="A page more")
    as_chair(scene, park_item, **where, reason="Later")
    agree(scene, "E", "Q3", 2, "Consensus 2. No named lead.")
    stopped = {"bid_id": scene.bids["E"], "criterion": "Q1"}
    as_chair(scene, park_item, **stopped, reason="Later")
    as_chair(scene, not_take_further, bid_id=scene.bids["E"], reason="Below the minimum")
    board = board_of(scene)
    assert list(board.parked_now()) == [(scene.bids["A"], "Q1")]
    assert "Bid E, Q1 is parked: Later" not in {problem.words for problem in board.unfinished}
    again = {"bid_id": scene.bids["E"], "criterion": "Q2"}
    assert codes_of(scene, park_item, **again, reason="Later") == {"stopped"}


def lines(scene: Scene) -> list[tuple[str, str]]:
    facts = RecordFacts("REF", "Title", "Body", "", {})
    blocks = moderation_record(facts, board_of(scene)).blocks
    return [line for block in blocks if isinstance(block, Facts) for line in block.facts]


def test_the_record_prints_the_room_who_did_not_agree_and_what_was_parked(scene: Scene) -> None:
    titles = board_of(scene).titles
    entry = room(scene, "M1", "E1", "E2", "E3", sorry=["E4"])
    as_chair(scene, record_attendance, attendance=entry)
    where = {"bid_id": scene.bids["A"], "criterion": "Q1"}
    as_chair(scene, park_item, **where, reason="Waiting for the rota")
    as_chair(scene, take_up, **where)
    dissent = four(scene, "E1", "E2", differing={"E3": "The review dates are too far off."})
    as_chair(scene, agree_score, **where, agreement=dissent)
    found = lines(scene)
    assert ("Apologies", titles[scene.seat("E4")]) in found
    assert ("Not in the room", titles[scene.seat("E4")]) in found
    assert (f"Not {titles[scene.seat('E3')]}", "The review dates are too far off.") in found
    agreed = dict(found)["Agreed by"]
    assert titles[scene.seat("E1")] in agreed
    assert titles[scene.seat("E3")] not in agreed
    assert any(name == "Parked" and "Waiting for the rota" in words for name, words in found)


def test_without_an_attendance_the_record_says_nothing_of_a_room(scene: Scene) -> None:
    facts = RecordFacts("REF", "Title", "Body", "", {})
    blocks = moderation_record(facts, board_of(scene)).blocks
    assert Heading(2, "Who was in the room") not in blocks
