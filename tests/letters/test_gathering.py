"""Letters of bids that took another way: set aside for the price, withdrawn, passed or failed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from starapp.app import open_workspace
from starapp.awards.commands import approve, recommend
from starapp.bids.bid import PriceOutcome
from starapp.bids.commands import withdraw_bid
from starapp.bids.compliance import CheckLine, Outcome
from starapp.bids.price_commands import (
    answer_about_price,
    ask_about_price,
    decide_about_price,
    record_no_answer,
)
from starapp.criteria.criteria_tree import added
from starapp.criteria.evaluation_model import Criterion, Part
from starapp.criteria.evaluation_model import Kind as CriterionKind
from starapp.documents.plain_text import plain_text
from starapp.evaluation.result import NotRanked, Reason
from starapp.letters.gather import facts_for, signed_off
from starapp.letters.kinds import Kind, kind_of, letter
from starapp.letters.queries import DraftLetter, drafts
from starapp.sample.workspace import Until
from starapp.storage.store import Store
from tests.conftest import SetClock
from tests.make.evaluation import Scene, work_out
from tests.make.samples import Samples
from tests.make.scene import priced_scene


@pytest.fixture
def scene(store: Store, clock: SetClock) -> Scene:
    """Moderation is closed on 22 September 2026."""
    made = priced_scene(store, clock)
    clock.moment = datetime(2026, 9, 22, 9, 0, tzinfo=UTC)
    return made


def signed(scene: Scene) -> dict[str, DraftLetter]:
    """Works out, recommends and signs off; gives the drafts by the bid's letter."""
    place = scene.competition_id
    work_out(scene)
    with scene.store.writing(by=scene.people["E1"]) as session:
        recommend(session, competition_id=place, statement="It has the most points.")
    with scene.store.writing(by=scene.people["A1"]) as session:
        approve(session, competition_id=place)
    names = {bid_id: label for label, bid_id in scene.bids.items()}
    with scene.store.reading() as session:
        return {names[draft.bid_id]: draft for draft in drafts(session, place)}


def test_an_abnormally_low_price_is_told_with_question_answer_and_conclusion(scene: Scene) -> None:
    bid_id, who = scene.bids["D"], scene.people["M1"]
    question = "How is a waking night paid from this rate?"
    with scene.store.writing(by=who) as session:
        asked = ask_about_price(session, bid_id=bid_id, question=question).made
    answer = partial(answer_about_price, question_id=asked, answer="From reserves of the group.")
    with scene.store.writing(by=who) as session:
        answer(session, finding="The rate does not cover the pay.")
    reason = "The reserves are not shown and end in a year."
    with scene.store.writing(by=who) as session:
        decide_about_price(
            session, question_id=asked, decision=reason, outcome=PriceOutcome.ABNORMALLY_LOW
        )
    found = signed(scene)
    assert found["D"].kind is Kind.SET_ASIDE
    assert found["D"].problems == ()
    text = plain_text(found["D"].document)
    for part in (
        "its price was abnormally low", "The reserves are not shown and end in a year.",
        f"On 22 September 2026 we asked: {question}",
        "you answered: From reserves of the group.",
        "What we concluded: The rate does not cover the pay. Set aside as abnormally low.",
    ):  # fmt: skip
        assert part in text
    assert "Kitewell" not in text
    others = [plain_text(draft.document) for label, draft in found.items() if label != "D"]
    assert [words for words in others if question in words or "Cindermoor" in words] == []


def test_a_price_nobody_explained_in_time_is_told_with_the_day(
    scene: Scene, clock: SetClock
) -> None:
    bid_id, who = scene.bids["D"], scene.people["M1"]
    due = date(2026, 9, 25)
    with scene.store.writing(by=who) as session:
        asked = ask_about_price(
            session, bid_id=bid_id, question="How is a night paid?", answer_by=due
        ).made
    clock.moment = datetime(2026, 9, 28, 9, 0, tzinfo=UTC)
    with scene.store.writing(by=who) as session:
        record_no_answer(session, question_id=asked, finding="Nothing shows how it is paid.")
    with scene.store.writing(by=who) as session:
        decide_about_price(
            session, question_id=asked, decision="Nothing shows that it can perform.",
            outcome=PriceOutcome.ABNORMALLY_LOW,
        )  # fmt: skip
    found = signed(scene)["D"]
    assert found.problems == ()
    text = plain_text(found.document)
    assert "You did not answer by 25 September 2026." in text
    assert "What we concluded: Nothing shows how it is paid. Set aside as abnormally low." in text
    assert "you answered" not in text


def test_a_bid_that_was_withdrawn_reads_that_and_nothing_else(scene: Scene) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        withdraw_bid(
            session, bid_id=scene.bids["D"], reason="They wrote that they cannot staff it."
        )
    found = signed(scene)["D"]
    assert found.kind is Kind.SET_ASIDE
    assert found.problems == ()
    assert "because you withdrew it" in plain_text(found.document)


def test_what_was_passed_or_failed_stands_among_the_scores(
    samples: Samples, tmp_path: Path
) -> None:
    path = samples.copy(Until.SIGNED_OFF, tmp_path / "read.star")
    workspace = open_workspace(path, read_only=True)
    place, ids = samples.ids["competition"], samples.ids
    with workspace.store.reading() as session:
        record = signed_off(session, place, today=date(2026, 9, 25))
        model = added(
            record.place.model,
            Criterion(
                "PF1", "Insurance in force", CriterionKind.PASS_FAIL, Part.QUALITY, question="?"
            ),
        )
        checks = {
            (bid.id, "PF1"): CheckLine("PF1", "Insurance", outcome, by_hand=True, words=words)
            for bid, outcome, words in (
                (
                    next(b for b in record.bids if b.id == ids["B"]),
                    Outcome.PASSED,
                    "Seen on page 9.",
                ),
                (
                    next(b for b in record.bids if b.id == ids["E"]),
                    Outcome.FAILED,
                    "It ended in May.",
                ),
            )
        }
        failed = tuple(
            NotRanked(one.bid, (Reason("failed_pass_fail", "PF1"),)) if one.bid == ids["E"] else one
            for one in record.latest.result.not_ranked
        )
        record = replace(
            record,
            place=replace(record.place, model=model),
            checks=checks,
            latest=replace(record.latest, result=replace(record.latest.result, not_ranked=failed)),
        )
        bid = next(b for b in record.bids if b.id == ids["E"])
        facts = facts_for(session, record, bid)
    workspace.close()
    assert kind_of(facts) is Kind.BELOW_MINIMUM
    text = plain_text(letter(facts))
    assert "PF1 Insurance in force | – | failed | – | passed | –" in text
    assert "PF1 Insurance in force must be passed, and the bid did not pass it." in text
    assert "PF1 Insurance in force: failed\nIt ended in May." in text
    assert "PF1 Insurance in force: passed\nSeen on page 9." in text
    assert "PF1 Insurance in force | Quality | – | Pass or fail" in text
