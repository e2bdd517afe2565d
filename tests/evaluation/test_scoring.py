"""Individual scores: whose, when, how; frozen for ever once moderation of a question began."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from starapp.evaluation.moderation_commands import reopen_agreed, reopen_moderation
from starapp.evaluation.queries import individual_scores, own_scores, progress
from starapp.evaluation.records import Frozen, IndividualScoreRecord
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import mark_missing, open_moderation, record_score
from starapp.evaluation.score_sheet_queries import score_sheet
from starapp.foundation.problems import CannotDo
from starapp.history.history import note
from tests.make.evaluation import (
    Scene,
    agree_all,
    begin_moderation,
    finish_moderation,
    give_scores,
)
from tests.make.scene import opened_scene, scoring_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    return opened_scene(store, clock)


@pytest.fixture
def scoring(store, clock) -> Scene:
    return scoring_scene(store, clock)


def write(scene: Scene, code: str = "E1", **changes: object) -> None:
    fields: dict[str, object] = {
        "seat_id": scene.seat(code),
        "bid_id": scene.bids["A"],
        "criterion": "Q1",
        "state": ScoreState.SCORED,
        "score": Decimal(4),
        "reason": "Dates for each outcome.",
    }
    with scene.store.writing(by=scene.people[code]) as session:
        record_score(session, **{**fields, **changes})  # type: ignore[arg-type] # from a dict


def refused(scene: Scene, code: str = "E1", **changes: object) -> set[str]:
    with pytest.raises(CannotDo) as caught:
        write(scene, code, **changes)
    return {problem.code for problem in caught.value.problems}


def test_nobody_scores_before_scoring_starts(scene: Scene) -> None:
    from tests.make.panel import appoint_everyone

    appoint_everyone(scene)
    with pytest.raises(CannotDo):
        write(scene)


def test_four_states_are_four_different_things_in_the_file(scoring: Scene) -> None:
    write(scoring, bid_id=scoring.bids["A"], score=Decimal(0))
    write(scoring, bid_id=scoring.bids["B"], state=ScoreState.ABSTAINED, score=None)
    write(scoring, bid_id=scoring.bids["C"], state=ScoreState.NOT_APPLICABLE, score=None)
    write(scoring, bid_id=scoring.bids["D"], state=ScoreState.NOT_SCORED, score=None, reason="x")
    with scoring.store.reading() as session:
        rows = session.execute(text("select state, score from individual_score")).all()
    assert sorted(rows, key=str) == [
        ("abstained", None),
        ("not applicable", None),
        ("not scored", None),
        ("scored", 0),
    ]


def test_only_the_member_and_only_their_questions(scoring: Scene) -> None:
    with (
        pytest.raises(CannotDo, match="themselves"),
        scoring.store.writing(by=scoring.people["E2"]) as session,
    ):
        record_score(
            session,
            seat_id=scoring.seat("E1"),
            bid_id=scoring.bids["A"],
            criterion="Q1",
            state=ScoreState.SCORED,
            score=Decimal(1),
            reason="Not mine.",
        )
    assert refused(scoring, "E3", criterion="Q3") == {"not_theirs"}
    assert refused(scoring, criterion="PR") == {"not_scored"}
    assert refused(scoring, bid_id="0" * 32) == {"not_in_play"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"score": Decimal(6)}, "off_scale"),
        ({"score": Decimal("3.5")}, "off_scale"),
        ({"score": Decimal(-1)}, "off_scale"),
        ({"score": None}, "off_scale"),
        ({"reason": " \n"}, "no_reason"),
        ({"reason": "word " * 10_000}, "too_long"),
        ({"state": ScoreState.ABSTAINED}, "score_and_state"),
    ],
)
def test_what_is_wrong_with_a_score_is_said(
    scoring: Scene, changes: dict[str, object], code: str
) -> None:
    assert refused(scoring, **changes) == {code}


def test_a_score_can_change_until_moderation_opens(scoring: Scene) -> None:
    write(scoring)
    write(scoring, score=Decimal(5), reason="Read it again 🙂")
    with scoring.store.reading() as session:
        (kept,) = own_scores(session, scoring.seat("E1"), person_id=scoring.people["E1"].person_id)
    assert (kept.score, kept.reason) == (Decimal(5), "Read it again 🙂")


def test_a_member_sees_only_their_own_scores_until_moderation_opens(scoring: Scene) -> None:
    give_scores(scoring)
    with scoring.store.reading() as session:
        with pytest.raises(CannotDo):
            own_scores(session, scoring.seat("E1"), person_id=scoring.people["E2"].person_id)
        with pytest.raises(CannotDo):
            individual_scores(session, scoring.competition_id)
    begin_moderation(scoring)
    with scoring.store.reading() as session:
        assert len(individual_scores(session, scoring.competition_id)) == 90


def test_moderation_opens_only_when_nothing_is_missing_and_says_who(scoring: Scene) -> None:
    give_scores(scoring, leave_out=frozenset({"E2"}))
    with pytest.raises(CannotDo) as caught:
        begin_moderation(scoring)
    said = [problem.words for problem in caught.value.problems]
    assert len(said) == 4
    assert "PBS nurse" in said[0]
    assert "Q1 for bids A, B, C, D and E" in said[0]


def test_the_chair_marks_a_score_that_will_not_come(scoring: Scene) -> None:
    give_scores(scoring, leave_out=frozenset({"E2"}))
    for letter in scoring.bids:
        for criterion in ("Q1", "Q2", "Q3", "Q4"):
            with scoring.store.writing(by=scoring.people["M1"]) as session:
                mark_missing(
                    session,
                    seat_id=scoring.seat("E2"),
                    bid_id=scoring.bids[letter],
                    criterion=criterion,
                    state=ScoreState.ABSTAINED,
                    reason="Ill since Monday.",
                )
    begin_moderation(scoring)
    with scoring.store.reading() as session:
        marked = [
            one
            for one in individual_scores(session, scoring.competition_id)
            if one.seat_id == scoring.seat("E2")
        ]
    assert len(marked) == 20
    assert {one.state for one in marked} == {ScoreState.ABSTAINED}


def test_marking_needs_the_chair_a_reason_and_a_missing_score(scoring: Scene) -> None:
    write(scoring)
    fields = {
        "seat_id": scoring.seat("E1"),
        "bid_id": scoring.bids["A"],
        "criterion": "Q1",
        "state": ScoreState.ABSTAINED,
        "reason": "Ill.",
    }
    for code, changes, wanted in (
        ("E1", {}, "not_chair"),
        ("M1", {}, "scored"),
        ("M1", {"criterion": "Q2", "reason": " "}, "no_reason"),
        ("M1", {"criterion": "Q2", "state": ScoreState.SCORED}, "state"),
    ):
        with (
            pytest.raises(CannotDo) as caught,
            scoring.store.writing(by=scoring.people[code]) as session,
        ):
            mark_missing(session, **{**fields, **changes})  # type: ignore[arg-type] # from a dict
        assert wanted in {problem.code for problem in caught.value.problems}


def test_only_the_chair_opens_moderation(scoring: Scene) -> None:
    give_scores(scoring)
    with (
        pytest.raises(CannotDo, match="chair"),
        scoring.store.writing(by=scoring.people["E1"]) as session,
    ):
        open_moderation(session, competition_id=scoring.competition_id)


def frozen_rows(scene: Scene) -> list[tuple[object, ...]]:
    with scene.store.reading() as session:
        rows = session.execute(
            text(
                "select id, state, score, reason, written from individual_score "
                "where frozen is not null order by id"
            )
        )
        return [tuple(row) for row in rows]


def test_no_path_changes_a_frozen_individual_score(scoring: Scene) -> None:
    give_scores(scoring)
    begin_moderation(scoring)
    before = frozen_rows(scoring)
    assert len(before) == 90
    assert refused(scoring) == {"frozen"}
    with pytest.raises(CannotDo), scoring.store.writing(by=scoring.people["M1"]) as session:
        mark_missing(
            session,
            seat_id=scoring.seat("E1"),
            bid_id=scoring.bids["A"],
            criterion="Q1",
            state=ScoreState.ABSTAINED,
            reason="x",
        )
    agree_all(scoring)
    with scoring.store.writing(by=scoring.people["M1"]) as session:
        reopen_agreed(
            session,
            competition_id=scoring.competition_id,
            bid_id=scoring.bids["A"],
            criterion="Q1",
            reason="Read again",
        )
    assert refused(scoring) == {"frozen"}
    for spoil in ("change", "thaw", "delete"):
        with pytest.raises(Frozen), scoring.store.writing(by=scoring.people["M1"]) as session:
            record = session.scalars(
                select(IndividualScoreRecord).where(IndividualScoreRecord.frozen.is_not(None))
            ).first()
            if spoil == "change":
                record.score = Decimal(1)
            elif spoil == "thaw":
                record.frozen = None
            else:
                session.delete(record)
            note(session, "spoilt", about=("bid", scoring.bids["A"]))
    assert frozen_rows(scoring) == before


def test_frozen_scores_stay_frozen_when_moderation_is_reopened(scoring: Scene) -> None:
    give_scores(scoring)
    finish_moderation(scoring)
    before = frozen_rows(scoring)
    with scoring.store.writing(by=scoring.people["M1"]) as session:
        reopen_moderation(
            session, competition_id=scoring.competition_id, reason="A page was not read"
        )
    assert refused(scoring) == {"frozen"}
    assert refused(scoring, criterion="Q5") == {"frozen"}
    assert frozen_rows(scoring) == before


def test_a_meeting_is_scored_during_moderation_until_it_is_agreed(scoring: Scene) -> None:
    give_scores(scoring)
    begin_moderation(scoring)
    write(scoring, criterion="Q5")
    with scoring.store.reading() as session:
        seen = {one.criterion for one in individual_scores(session, scoring.competition_id)}
        mine = score_sheet(
            session, scoring.competition_id, person_id=scoring.people["E1"].person_id
        )
    assert "Q5" not in seen, "one member's score of the meeting shows before the others wrote"
    assert mine is not None
    assert {code for _bid, code in mine.writable} == {"Q5"}
    give_scores(scoring, meetings=True)
    agree_all(scoring, meetings=True)
    assert refused(scoring, criterion="Q5") == {"frozen"}


def test_the_sheet_holds_no_provider_and_no_price(scoring: Scene) -> None:
    with scoring.store.reading() as session:
        sheet = score_sheet(
            session, scoring.competition_id, person_id=scoring.people["E3"].person_id
        )
        chair = score_sheet(
            session, scoring.competition_id, person_id=scoring.people["M1"].person_id
        )
    assert chair is None
    assert sheet is not None
    said = repr(replace(sheet, model=None, questions=()))  # type: ignore[arg-type] # only the rest
    for word in ("Kitewell", "Oakthorn", "PR02", "100469", "1904"):
        assert word not in said
    assert [letter for _bid, letter in sheet.bids] == ["A", "B", "C", "D", "E"]
    assert {q.code for q in sheet.questions} == {"Q1", "Q2", "Q5", "SV2"}


def test_progress_counts_written_answers_only_until_moderation(scoring: Scene) -> None:
    give_scores(scoring)
    with scoring.store.reading() as session:
        now = {(one.done, one.wanted) for one in progress(session, scoring.competition_id)}
    assert now == {(30, 30), (20, 20), (15, 15), (25, 25)}
