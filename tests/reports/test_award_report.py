"""The award report is gathered whole from the record, with the order of opening and the savings."""

from decimal import Decimal

import pytest

from starapp.documents.plain_text import plain_text
from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_commands import (
    agree_score,
    close_moderation,
    reopen_agreed,
    reopen_moderation,
)
from starapp.evaluation.queries import agreements
from starapp.foundation.problems import CannotDo
from starapp.reports.award_report import (
    award_report,
    moderation_record_of,
    report_facts,
    saving_facts,
)
from tests.make.evaluation import Scene, work_out
from tests.make.scene import moderating_scene, priced_scene


@pytest.fixture
def scene(store, clock) -> Scene:
    made = priced_scene(store, clock)
    work_out(made)
    return made


def test_the_savings_of_the_example_come_out(scene: Scene) -> None:
    with scene.store.reading() as session:
        found = saving_facts(session, scene.competition_id)
    assert found is not None
    assert {one.definition: one.annual for one in found.savings} == {
        "previous": Decimal("45629.80"),
        "budget": Decimal("7567.60"),
        "ceiling": Decimal("8151.57"),
        "mean_bid": Decimal("1943.43"),
    }


def test_the_facts_hold_the_order_in_which_prices_were_unsealed(scene: Scene) -> None:
    with scene.store.reading() as session:
        facts = report_facts(session, scene.competition_id)
    assert [words.split(" on ")[0] for words in facts.sealing] == [
        "Moderation closed",
        "Prices unsealed",
    ]
    assert facts.invited == 5
    assert sorted(one.letter for one in facts.received) == ["A", "B", "C", "D", "E"]
    moments = [one.received for one in facts.received]
    assert moments == sorted(moments)
    told = {one.title: one.interest for one in facts.panel}
    expert = next(words for title, words in told.items() if title.startswith("Expert"))
    assert "may score" in expert


def test_the_report_reads_from_headline_to_sign_off(scene: Scene) -> None:
    with scene.store.reading() as session:
        words = plain_text(award_report(session, scene.competition_id))
    assert "Kitewell Support CIC comes first, 3.09 points ahead of Merrow Bridge Trust" in words
    assert words.index("Moderation closed on") < words.index("Prices unsealed on")
    for total in ("89.19", "86.10", "80.19", "74.20"):
        assert total in words


def test_the_report_says_how_sure_the_result_is(scene: Scene) -> None:
    with scene.store.reading() as session:
        words = plain_text(award_report(session, scene.competition_id))
    part = words[words.index("How sure is this result") : words.index("Scores, points and reasons")]
    assert "If Kitewell’s Q1 went from 5 to 4, Merrow Bridge would win by 0.51." in part
    assert "Merrow Bridge would win at £94,843.11 for the first year, 12.2% below its bid." in part
    assert "Tie-break not needed." in part
    assert "81.48%" in part


def test_neither_document_exists_before_its_time(store, clock) -> None:
    scene = moderating_scene(store, clock)
    with scene.store.reading() as session:
        for make in (award_report, moderation_record_of):
            with pytest.raises(CannotDo):
                make(session, scene.competition_id)


def test_the_moderation_record_is_there_once_moderation_is_closed(scene: Scene) -> None:
    with scene.store.reading() as session:
        words = plain_text(moderation_record_of(session, scene.competition_id))
    assert "The average is information; it was not used." in words
    assert "They did not use his pictures." in words


def test_the_moderation_record_prints_the_order_of_steps_and_every_move(scene: Scene) -> None:
    """Reopened after prices were seen, one score moved and put back, closed again."""
    chair, where = scene.people["M1"], scene.competition_id
    with scene.store.reading() as session:
        before = plain_text(moderation_record_of(session, where))
        kept = next(
            one
            for one in agreements(session, where)
            if (one.bid_id, one.criterion) == (scene.bids["A"], "Q1")
        )
    assert "How the agreed score" not in before
    assert "reopened" not in before
    with scene.store.writing(by=chair) as session:
        reopen_moderation(session, competition_id=where, reason="A page was overlooked.")
    place = {"competition_id": where, "bid_id": scene.bids["A"], "criterion": "Q1"}
    with scene.store.writing(by=chair) as session:
        reopen_agreed(session, **place, reason="Page 9 was not read.")
    again = Agreement(kept.state, kept.score, kept.reason, kept.agreed_by, {}, "Page 9 read.")
    with scene.store.writing(by=chair) as session:
        agree_score(session, **place, agreement=again)
    with scene.store.writing(by=chair) as session:
        close_moderation(session, competition_id=where)
    with scene.store.reading() as session:
        words = plain_text(moderation_record_of(session, where))
    steps = words[words.index("In this order") : words.index("Q1 ")]
    places = [
        steps.index(step)
        for step in (
            "Scoring started",
            "Individual scores frozen and moderation opened",
            "Moderation closed",
            "Prices unsealed",
            "Moderation reopened after prices were seen",
        )
    ]
    assert places == sorted(places)
    assert "A page was overlooked." in steps
    assert steps.count("Moderation closed") == 2
    moved = words[words.index("Page 9 was not read.") - 400 :]
    assert "not agreed" in moved
    assert "Bids not taken further" in words
