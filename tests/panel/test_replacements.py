"""A member leaves while bids are scored: what stays, what counts, who comes."""

import pytest

from starapp.documents.plain_text import plain_text
from starapp.evaluation.moderation_board import moderation_board
from starapp.evaluation.queries import individual_scores, progress
from starapp.evaluation.records import IndividualScoreRecord
from starapp.evaluation.score_sheet_queries import score_sheet
from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor, Role
from starapp.history.history import entries
from starapp.organisation.queries import person
from starapp.panel.commands import appoint_member, declare_interest
from starapp.panel.pack_queries import issued_packs, preview
from starapp.panel.queries import members, replacements
from starapp.panel.replacement_commands import replace_member
from starapp.reports.award_report import moderation_record_of
from tests.make.evaluation import Scene, begin_moderation, finish_moderation, give_scores
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.organisation import make_person
from tests.make.scene import scored_scene, scoring_scene

WHY = "Long illness."


def newcomer(scene: Scene) -> Actor:
    with scene.store.writing(by=Actor("", "Setup", frozenset(Role))) as session:
        body = person(session, scene.people["E1"].person_id).body_id
        made = make_person(session, body_id=body, name="Newly Come", roles=frozenset({Role.PANEL}))
    return Actor(made, "Newly Come", frozenset({Role.PANEL}))


def replaces(scene: Scene, code: str, *, by: str = "M1", **fields: str) -> None:
    with scene.store.writing(by=scene.people[by]) as session:
        replace_member(session, seat_id=scene.seat(code), **{"reason": WHY, **fields})


def wanted(scene: Scene) -> dict[str, tuple[int, int]]:
    with scene.store.reading() as session:
        return {
            one.seat_id: (one.done, one.wanted) for one in progress(session, scene.competition_id)
        }


def test_who_comes_gets_the_same_questions_and_declares_first(store, clock) -> None:
    scene = scored_scene(store, clock)
    came = newcomer(scene)
    replaces(scene, "E2", person_id=came.person_id)
    with store.reading() as session:
        found = {m.person.name: m for m in members(session, scene.competition_id)}
        new = found[came.name]
        assert new.seat.roles == found[scene.people["E2"].name].seat.roles == ("E2",)
        assert (new.done, new.wanted) == (0, 20)
        assert found[scene.people["E2"].name].seat.stood_down is not None
        sheet = score_sheet(session, scene.competition_id, person_id=came.person_id)
        assert sheet is not None
        assert "Declare your interests first" in sheet.locked
    with store.writing(by=came) as session:
        declare_interest(session, seat_id=new.seat.id, interest="")
    assert wanted(scene)[scene.seat("E2")] == (0, 0)


def test_their_scores_stay_in_the_record_and_count_no_more(store, clock) -> None:
    scene = scored_scene(store, clock)
    replaces(scene, "E3")
    with store.reading() as session:
        kept = session.query(IndividualScoreRecord).filter_by(seat_id=scene.seat("E3")).count()
        assert kept == 15
    begin_moderation(scene)
    with store.reading() as session:
        shown = {one.seat_id for one in individual_scores(session, scene.competition_id)}
        board = moderation_board(session, scene.competition_id)
    assert scene.seat("E3") not in shown
    assert scene.seat("E3") not in board.titles
    assert all(
        scene.seat("E3") not in {m.seat_id for m in cell.members} for cell in board.cells.values()
    )


def test_nobody_comes_only_where_enough_are_left(store, clock) -> None:
    scene = scored_scene(store, clock)
    with pytest.raises(CannotDo, match="too few people to score it"):
        replaces(scene, "E2")
    assert wanted(scene)[scene.seat("E2")] == (20, 20)


def test_a_reason_and_somebody_new_are_needed(store, clock) -> None:
    scene = scored_scene(store, clock)
    before = wanted(scene)
    with pytest.raises(CannotDo, match="Write why"):
        replaces(scene, "E4", reason=" ")
    with pytest.raises(CannotDo, match="on this panel"):
        replaces(scene, "E4", person_id=scene.people["E1"].person_id)
    assert wanted(scene) == before


def test_a_member_who_is_no_organiser_replaces_nobody(store, clock) -> None:
    scene = scored_scene(store, clock)
    with pytest.raises(CannotDo):
        replaces(scene, "E4", by="E3")


def test_the_chair_and_who_left_are_not_replaced(store, clock) -> None:
    scene = scored_scene(store, clock)
    with pytest.raises(CannotDo, match="Appoint another chair"):
        replaces(scene, "M1")
    replaces(scene, "E3")
    with pytest.raises(CannotDo, match="left the panel already"):
        replaces(scene, "E3")
    with (
        pytest.raises(CannotDo, match="left this panel"),
        store.writing(by=scene.people["M1"]) as session,
    ):
        appoint_member(
            session, competition_id=scene.competition_id,
            person_id=scene.people["E3"].person_id, role_codes=["E3"],
        )  # fmt: skip


def test_after_scoring_nobody_is_replaced(store, clock) -> None:
    scene = scored_scene(store, clock)
    begin_moderation(scene)
    with pytest.raises(CannotDo):
        replaces(scene, "E4")


def test_a_pack_of_who_left_counts_no_more(store, clock) -> None:
    scene = scoring_scene(store, clock)
    made = issue(scene, ["E3"])["E3"]
    replaces(scene, "E3")
    with store.reading() as session:
        (pack,) = issued_packs(session, scene.competition_id)
        assert pack.replaced
        data = scored_file(made, example_scores("E3"), at=made.pack.issued)
        problems = preview(session, scene.competition_id, data).report.problems
    assert problems


def test_the_log_names_both_and_is_printed(store, clock) -> None:
    """E4 leaves; the newcomer scores as E4 did, and the record of the moderation says so."""
    scene = scored_scene(store, clock)
    came = newcomer(scene)
    left = scene.people["E4"].name
    replaces(scene, "E4", person_id=came.person_id)
    with store.reading() as session:
        (one,) = replacements(session, scene.competition_id)
        assert one.in_words() == f"{left} left. Newly Come came in their place. {WHY}"
        assert one.by == scene.people["M1"].name
        words = [e.words for e in entries(session, competition_id=scene.competition_id)]
        new_seat = next(
            m.seat.id
            for m in members(session, scene.competition_id)
            if m.person.id == came.person_id
        )
    assert f"{left} left the panel, Newly Come came" in words
    with store.writing(by=came) as session:
        declare_interest(session, seat_id=new_seat, interest="")
    scene.people["E4"] = came
    give_scores(scene)
    finish_moderation(scene)
    with store.reading() as session:
        record = plain_text(moderation_record_of(session, scene.competition_id))
    assert "Who left the panel and who came" in record
    assert one.in_words() in record
