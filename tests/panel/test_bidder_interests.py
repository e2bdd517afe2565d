"""Interests declared and decided bidder by bidder, and what follows for scoring and packs."""

import pytest

from starapp.bids.queries import bids
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.result import ScoreState
from starapp.evaluation.returned_scores import wanted_of_seat
from starapp.evaluation.score_commands import record_score
from starapp.foundation.problems import CannotDo
from starapp.history.history import note
from starapp.panel.commands import decide_interest, declare_interest, start_scoring
from starapp.panel.declarations import CLEARED, RECUSED, Standing
from starapp.panel.queries import bidders_to_declare, declaration, panel_view, starting_problems
from starapp.panel.records import DeclarationRecord
from starapp.reports.award_report import report_facts
from tests.make.evaluation import Scene, begin_moderation, finish_moderation, give_scores, work_out
from tests.make.issued_packs import issue
from tests.make.panel import appoint_everyone, declare_everyone, settle_checks
from tests.make.scene import opened_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    made = opened_scene(store, clock)
    settle_checks(made)
    appoint_everyone(made)
    return made


def does(scene: Scene, by: str, command, **fields: object) -> None:
    with scene.store.writing(by=scene.people[by]) as session:
        command(session, **fields)


def provider(scene: Scene, letter: str) -> str:
    with scene.store.reading() as session:
        found = {one.id: one.provider_id for one in bids(session, scene.competition_id)}
    return found[scene.bids[letter]]


def said(scene: Scene, code: str):
    with scene.store.reading() as session:
        return declaration(session, scene.seat(code))


def declares(scene: Scene, code: str, **about: str) -> None:
    told = {provider(scene, letter): words for letter, words in about.items()}
    does(scene, code, declare_interest, seat_id=scene.seat(code), interest="", bidders=told)


def decides(scene: Scene, code: str, *, may_score: bool = True, **about: tuple[str, str]) -> None:
    told = {provider(scene, letter): what for letter, what in about.items()}
    does(
        scene, "M1", decide_interest, seat_id=scene.seat(code), may_score=may_score,
        reason="Looked at one by one.", bidders=told,
    )  # fmt: skip


def everybody_else(scene: Scene, *but: str) -> None:
    for code in ("E1", "E2", "E3", "E4", "M1"):
        if code not in but:
            does(scene, code, declare_interest, seat_id=scene.seat(code), interest="")


def start(scene: Scene) -> None:
    does(scene, "M1", start_scoring, competition_id=scene.competition_id)


def test_nothing_to_declare_is_about_every_bidder_by_name(scene: Scene) -> None:
    declares(scene, "E2")
    one = said(scene, "E2")
    assert one.standing is Standing.NOTHING
    with scene.store.reading() as session:
        asked = bidders_to_declare(session, scene.competition_id)
    assert [(b.provider_id, b.name) for b in one.bidders] == list(asked)
    assert [name for _, name in asked] == sorted(name for _, name in asked)
    assert one.interests == ()


def test_an_interest_in_a_bidder_waits_for_the_chair(scene: Scene) -> None:
    declares(scene, "E2", B="My sister works there.")
    one = said(scene, "E2")
    assert one.standing is Standing.WAITING
    assert [b.interest for b in one.interests] == ["My sister works there."]
    with scene.store.reading() as session:
        words = [p.words for p in starting_problems(session, scene.competition_id)]
    assert any("waits for the chair" in one for one in words)


def test_each_declared_bidder_is_decided_with_a_reason(scene: Scene) -> None:
    declares(scene, "E2", A="I trained there.", B="My sister works there.")
    with pytest.raises(CannotDo, match="Decide on the interest in"):
        decides(scene, "E2", A=(CLEARED, "Long ago."))
    with pytest.raises(CannotDo, match="Write why, about"):
        decides(scene, "E2", A=(CLEARED, "Long ago."), B=(RECUSED, " "))
    decides(scene, "E2", A=(CLEARED, "Long ago."), B=(RECUSED, "Close family."))
    one = said(scene, "E2")
    assert one.standing is Standing.MAY_SCORE
    outcomes = {b.provider_id: (b.outcome, b.reason, b.decided_by) for b in one.interests}
    chair = scene.people["M1"].name
    assert outcomes[provider(scene, "A")] == (CLEARED, "Long ago.", chair)
    assert outcomes[provider(scene, "B")] == (RECUSED, "Close family.", chair)
    assert one.recused == {provider(scene, "B")}


def test_a_recused_member_neither_scores_nor_gets_that_bid(scene: Scene) -> None:
    declares(scene, "E3", B="My sister works there.")
    decides(scene, "E3", B=(RECUSED, "Close family."))
    everybody_else(scene, "E3")
    start(scene)
    with scene.store.reading() as session:
        wanted = {bid for bid, _ in wanted_of_seat(session, scene.seat("E3"))}
    assert wanted == {scene.bids[letter] for letter in "ACDE"}
    assert issue(scene, ["E3"])["E3"].pack.bids == ("A", "C", "D", "E")
    with pytest.raises(CannotDo, match="because of an interest"):
        does(
            scene, "E3", record_score, seat_id=scene.seat("E3"), bid_id=scene.bids["B"],
            criterion="Q1", state=ScoreState.SCORED, score=None, reason="x",
        )  # fmt: skip


def test_who_may_not_score_at_all_needs_no_word_about_each_bidder(scene: Scene) -> None:
    declares(scene, "E2", B="My sister works there.")
    decides(scene, "E2", may_score=False)
    assert said(scene, "E2").standing is Standing.MAY_NOT_SCORE


def test_a_bidder_nobody_was_asked_about_stops_the_start(scene: Scene) -> None:
    everybody_else(scene)
    with scene.store.writing(by=scene.people["M1"]) as session:
        record = session.query(DeclarationRecord).filter_by(seat_id=scene.seat("E2")).one()
        left = [one for one in record.bidders if one["provider_id"] != provider(scene, "B")]
        record.bidders = left
        note(session, "as if one came later", about=("seat", scene.seat("E2")))
    with pytest.raises(CannotDo, match="has not declared about"):
        start(scene)
    declares(scene, "E2")
    start(scene)


def test_unknown_bidders_and_long_texts_are_refused(scene: Scene) -> None:
    for told in ({"nobody": "x"}, {provider(scene, "A"): "x" * 5_001}):
        with pytest.raises(CannotDo):
            does(
                scene, "E2", declare_interest, seat_id=scene.seat("E2"), interest="",
                bidders=told,
            )  # fmt: skip
    assert said(scene, "E2").standing is Standing.MISSING


def test_before_the_opening_those_invited_are_asked_about(scene: Scene, store) -> None:
    with store.reading() as session:
        view = panel_view(session, scene.competition_id)
        assert {one for one, _ in view.bidders} == {provider(scene, letter) for letter in "ABCDE"}


def test_the_report_says_what_was_decided_about_each(scene: Scene) -> None:
    declares(scene, "E1", A="I trained there.")
    decides(scene, "E1", A=(CLEARED, "Long ago."))
    everybody_else(scene, "E1")
    start(scene)
    give_scores(scene)
    finish_moderation(scene)
    work_out(scene)
    with scene.store.reading() as session:
        told = [one.interest for one in report_facts(session, scene.competition_id).panel]
    assert any("I trained there. Decision: cleared. Long ago." in one for one in told)


def test_old_ways_of_declaring_still_work(scene: Scene) -> None:
    declare_everyone(scene)
    start(scene)
    give_scores(scene)
    begin_moderation(scene)
    with scene.store.reading() as session:
        assert all(one.stood_down is None for one in seats(session, scene.competition_id))
