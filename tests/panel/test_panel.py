"""The panel: who sits, who declares, who decides, and when scoring may start."""

import pytest

from starapp.evaluation.panel_facts import seats
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import record_score
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from starapp.panel.commands import (
    appoint_chair,
    appoint_member,
    decide_interest,
    declare_interest,
    remove_member,
    start_scoring,
)
from starapp.panel.declarations import Standing
from starapp.panel.queries import declaration, members, panel_view
from tests.make.evaluation import Scene
from tests.make.panel import appoint_everyone, declare_everyone, open_scoring, settle_checks
from tests.make.scene import opened_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    """The bids are opened and checked."""
    made = opened_scene(store, clock)
    settle_checks(made)
    return made


def does(scene: Scene, by: str, command, **fields: object) -> None:
    with scene.store.writing(by=scene.people[by]) as session:
        command(session, **fields)


def codes_of(scene: Scene, by: str, command, **fields: object) -> list[str]:
    with pytest.raises(CannotDo) as caught:
        does(scene, by, command, **fields)
    return [problem.code for problem in caught.value.problems]


def standing(scene: Scene, code: str) -> Standing:
    with scene.store.reading() as session:
        return declaration(session, scene.seat(code)).standing


def test_a_person_holds_one_seat_with_one_role_or_more(scene: Scene) -> None:
    where = {"competition_id": scene.competition_id, "person_id": scene.people["E1"].person_id}
    does(scene, "M1", appoint_member, **where, role_codes=["E1"])
    does(scene, "M1", appoint_member, **where, role_codes=["E4", "E1"])
    with scene.store.reading() as session:
        (seat,) = seats(session, scene.competition_id)
    assert seat.roles == ("E1", "E4")
    assert codes_of(scene, "M1", appoint_member, **where, role_codes=[]) == ["no_role"]
    assert codes_of(scene, "M1", appoint_member, **where, role_codes=["E9"]) == ["no_role"]
    assert codes_of(scene, "E2", appoint_member, **where, role_codes=["E1"]) == ["role"]


def test_the_chair_is_a_procurement_officer_who_does_not_score(scene: Scene) -> None:
    where = {"competition_id": scene.competition_id}
    nurse, officer = scene.people["E2"].person_id, scene.people["M1"].person_id
    assert codes_of(scene, "M1", appoint_chair, **where, person_id=nurse) == ["role"]
    does(scene, "M1", appoint_member, **where, person_id=officer, role_codes=["E1"])
    assert codes_of(scene, "M1", appoint_chair, **where, person_id=officer) == ["scores"]
    does(scene, "M1", remove_member, seat_id=scene.seat("M1"))
    does(scene, "M1", appoint_chair, **where, person_id=officer)
    said = codes_of(scene, "M1", appoint_member, **where, person_id=officer, role_codes=["E1"])
    assert said == ["chair"]


def test_another_chair_takes_the_place_of_the_first(scene: Scene) -> None:
    where = {"competition_id": scene.competition_id}
    does(scene, "M1", appoint_chair, **where, person_id=scene.people["M1"].person_id)
    does(scene, "M1", declare_interest, seat_id=scene.seat("M1"), interest="")
    does(scene, "M1", appoint_chair, **where, person_id=scene.people["O2"].person_id)
    with scene.store.reading() as session:
        chairs = [seat.person_id for seat in seats(session, scene.competition_id) if seat.chairs]
    assert chairs == [scene.people["O2"].person_id]


def test_nothing_to_declare_clears_at_once_and_an_interest_waits(scene: Scene) -> None:
    appoint_everyone(scene)
    does(scene, "E1", declare_interest, seat_id=scene.seat("E1"), interest="  ")
    does(scene, "E3", declare_interest, seat_id=scene.seat("E3"), interest="A swimming club")
    assert standing(scene, "E1") is Standing.NOTHING
    assert standing(scene, "E3") is Standing.WAITING
    with scene.store.reading() as session:
        cleared = {seat.roles: seat.cleared for seat in seats(session, scene.competition_id)}
    assert cleared["E1",] is not None
    assert cleared["E3",] is None
    said = codes_of(scene, "E1", declare_interest, seat_id=scene.seat("E3"), interest="")
    assert said == ["not_own"]


def test_a_declared_interest_cannot_be_taken_back_past_the_chair(scene: Scene) -> None:
    appoint_everyone(scene)
    seat = scene.seat("E3")
    does(scene, "E3", declare_interest, seat_id=seat, interest="My sister works there")
    does(scene, "M1", decide_interest, seat_id=seat, may_score=False, reason="Close family")
    does(scene, "E3", declare_interest, seat_id=seat, interest="")
    assert standing(scene, "E3") is Standing.WAITING
    with scene.store.reading() as session:
        kept = next(s for s in seats(session, scene.competition_id) if s.id == seat)
    assert kept.barred
    assert kept.cleared is None


def test_the_chair_decides_with_a_reason_and_not_about_themselves(scene: Scene) -> None:
    appoint_everyone(scene)
    seat = scene.seat("E3")
    fields = {"seat_id": seat, "may_score": True, "reason": "No interest"}
    assert codes_of(scene, "M1", decide_interest, **fields) == ["nothing"]
    does(scene, "E3", declare_interest, seat_id=seat, interest="A swimming club")
    assert codes_of(scene, "E1", decide_interest, **fields) == ["not_chair"]
    assert codes_of(scene, "M1", decide_interest, **{**fields, "reason": ""}) == ["no_reason"]
    assert codes_of(scene, "M1", decide_interest, **fields, except_bids=["x"]) == ["bid"]
    does(scene, "M1", decide_interest, **fields)
    assert standing(scene, "E3") is Standing.MAY_SCORE
    does(scene, "M1", declare_interest, seat_id=scene.seat("M1"), interest="An old colleague")
    own = {**fields, "seat_id": scene.seat("M1")}
    assert codes_of(scene, "M1", decide_interest, **own) == ["not_chair"]
    does(scene, "E1", decide_interest, **own)
    assert standing(scene, "M1") is Standing.MAY_SCORE


def test_scoring_starts_only_when_everything_is_settled(scene: Scene) -> None:
    where = {"competition_id": scene.competition_id}
    said = codes_of(scene, "M1", start_scoring, **where)
    assert said.count("unseated") == 7
    assert "no_chair" in said
    appoint_everyone(scene)
    assert codes_of(scene, "M1", start_scoring, **where) == ["not_declared"] * 5
    does(scene, "E3", declare_interest, seat_id=scene.seat("E3"), interest="A swimming club")
    assert "waiting" in codes_of(scene, "M1", start_scoring, **where)
    declare_everyone(scene)
    does(scene, "M1", start_scoring, **where)


def test_a_question_whose_only_scorers_may_not_score_keeps_scoring_closed(scene: Scene) -> None:
    appoint_everyone(scene)
    declare_everyone(scene)
    for code in ("E1", "E2"):
        does(scene, code, declare_interest, seat_id=scene.seat(code), interest="Worked there")
        does(
            scene, "M1", decide_interest, seat_id=scene.seat(code), may_score=False,
            reason="Until last year",
        )  # fmt: skip
    with pytest.raises(CannotDo, match="Q3 has nobody to score it"):
        does(scene, "M1", start_scoring, competition_id=scene.competition_id)


def test_a_member_barred_from_one_bid_scores_the_others(scene: Scene) -> None:
    appoint_everyone(scene)
    declare_everyone(scene)
    seat = scene.seat("E3")
    does(scene, "E3", declare_interest, seat_id=seat, interest="A cousin at bid B")
    does(
        scene, "M1", decide_interest, seat_id=seat, may_score=True, reason="Only bid B",
        except_bids=[scene.bids["B"]],
    )  # fmt: skip
    does(scene, "M1", start_scoring, competition_id=scene.competition_id)
    fields = {
        "seat_id": seat, "criterion": "Q1", "state": ScoreState.ABSTAINED, "score": None,
        "reason": "x",
    }  # fmt: skip
    does(scene, "E3", record_score, **fields, bid_id=scene.bids["A"])
    assert codes_of(scene, "E3", record_score, **fields, bid_id=scene.bids["B"]) == ["barred"]
    with scene.store.reading() as session:
        wanted = {m.seat.roles: m.wanted for m in members(session, scene.competition_id)}
    assert wanted["E3",] == 12


def test_an_interest_declared_while_scoring_closes_the_member_until_decided(scene: Scene) -> None:
    open_scoring(scene)
    seat = scene.seat("E2")
    does(scene, "E2", declare_interest, seat_id=seat, interest="I recognised a manager")
    fields = {
        "seat_id": seat, "bid_id": scene.bids["A"], "criterion": "Q1",
        "state": ScoreState.ABSTAINED, "score": None, "reason": "x",
    }  # fmt: skip
    assert codes_of(scene, "E2", record_score, **fields) == ["not_cleared"]
    does(scene, "M1", decide_interest, seat_id=seat, may_score=True, reason="Years ago")
    does(scene, "E2", record_score, **fields)


def test_nobody_leaves_the_panel_once_scoring_started(scene: Scene) -> None:
    open_scoring(scene)
    with pytest.raises(CannotDo):
        does(scene, "M1", remove_member, seat_id=scene.seat("E4"))


def test_the_view_hides_far_apart_counts_and_names_what_is_missing(scene: Scene) -> None:
    appoint_everyone(scene)
    with scene.store.reading() as session:
        view = panel_view(session, scene.competition_id)
        said = [e.words for e in entries(session, competition_id=scene.competition_id)]
    assert view.far_apart is None
    assert len(view.problems) == 5
    assert view.chair_id == scene.people["M1"].person_id
    assert "panel member appointed: E1" in said


def test_every_written_question_needs_two_people(scene: Scene) -> None:
    """Q3 is for E1 and E2: without E2 one person is left for it."""
    appoint_everyone(scene)
    does(scene, "M1", remove_member, seat_id=scene.seat("E2"))
    with scene.store.reading() as session:
        problems = panel_view(session, scene.competition_id).problems
    told = {one.place for one in problems if one.code == "too_few"}
    assert "Q3" in told
    assert "Q5" not in told
    assert any(one.words == "Q3 needs a second person to score it." for one in problems)
