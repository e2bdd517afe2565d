"""The award report holds the whole decision, in reading order, and names no panel member."""

from datetime import UTC, datetime

import pytest

from starapp.competitions.queries import competition
from starapp.documents.blocks import Document, Heading, Table, all_blocks, plain_words
from starapp.documents.plain_text import plain_text
from starapp.documents.to_pdf import to_pdf
from starapp.evaluation.evaluation_report import evaluation_report
from starapp.evaluation.moderation_board import moderation_board
from starapp.evaluation.moderation_commands import reopen_agreed, reopen_moderation
from starapp.evaluation.moderation_record import RecordFacts, moderation_record
from starapp.evaluation.outcome import outcome
from starapp.evaluation.report_facts import (
    PanelSeat,
    Received,
    ReportFacts,
    SavingLine,
    SignOff,
)
from tests.make.evaluation import (
    Scene,
    agree,
    close,
    northvale,
    work_out,
)
from tests.make.scene import priced_scene

MOMENT = datetime(2026, 9, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def scene(store, clock) -> Scene:
    made = priced_scene(store, clock)
    work_out(made)
    return made


def facts(scene: Scene) -> ReportFacts:
    names = {scene.bids[b["ref"]]: b["provider_name"] for b in northvale()["bids"]}
    with scene.store.reading() as session:
        place = competition(session, scene.competition_id)
        return ReportFacts(
            body="Alderbrook Council",
            system="Northvale Flexible Purchasing System",
            lot="L2 Supported living: complex and PBS",
            package_reference="PKG-2026-0147",
            place=place,
            outcome=outcome(session, scene.competition_id),
            board=moderation_board(session, scene.competition_id),
            invited=7,
            declined=("Provider 12: no capacity until January",),
            received=(Received("Kitewell Support CIC", "B", MOMENT, "Opened and scored"),),
            panel=(PanelSeat("PBS nurse", ("Q1", "Q2", "Q3"), "Nothing to declare"),),
            sealing=("Moderation closed on 22 September 2026, 15:00 (entry 120).",),
            open_checks=("Bid B: Insurance is in force (asked for).",),
            price_questions=("Bid E: training was not costed. Finding: a risk.",),
            savings=(SavingLine("Against the budget", "£2,050.00", "£7,567.60"),),
            sign_off=(SignOff("Recommended by", "Lead commissioner", MOMENT),
                      SignOff("Signed off by", "", None)),
            statement="Best quality for the person at a price that can last.",
            other_formats="Large print: 01632 960147",
            made=MOMENT,
            bidder_names=names,
        )  # fmt: skip


def tables(document: Document) -> dict[str, Table]:
    return {b.caption: b for b in all_blocks(document.blocks) if isinstance(b, Table)}


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(plain_words(cell) for cell in row) for row in table.rows]


def test_the_report_follows_the_decision_from_start_to_sign_off(scene: Scene) -> None:
    document = evaluation_report(facts(scene))
    heads = [b.text for b in all_blocks(document.blocks) if isinstance(b, Heading)]
    assert heads[0].startswith("Award report")
    assert [h for h in heads if not h.startswith("Bid ")][1:] == [
        "Invitations and bids",
        "Method",
        "Panel",
        "Ranking",
        "Not ranked",
        "Scores, points and reasons",
        "What moved in moderation",
        "Savings by definition",
        "Proof",
        "Sign-off",
    ]


def test_every_agreed_score_stands_with_points_working_and_reason(scene: Scene) -> None:
    found = tables(evaluation_report(facts(scene)))
    working = rows(found["How bid B came to 89.19 points"])
    assert ("Q1 Understanding J and the plan for his outcomes", "5", "5 ÷ 5 × 18", "18.00") in (
        working
    )
    assert working[-1][0] == "Total"
    assert working[-1][3] == "89.19"
    reasons = rows(found["Agreed scores and reasons of bid E"])
    assert ("Q3 PBS, communication and least restrictive risk", "2") in [r[:2] for r in reasons]
    assert ("SV1 Social value: local jobs and skills", "not agreed") in [r[:2] for r in reasons]
    ranking = rows(found["Ranking with the points of each part"])
    assert [row[-1] for row in ranking] == ["89.19", "86.10", "80.19", "74.20"]


def test_panel_members_appear_by_role_only(scene: Scene) -> None:
    words = plain_text(evaluation_report(facts(scene)))
    assert "PBS nurse" in words
    for code in ("E1", "E2", "E3", "E4"):
        with scene.store.reading():
            assert scene.people[code].person_id not in words
    assert "Scored 2 for Q3, the minimum is 3." in words
    assert "Averages were shown to the panel for information and were not used." in words


def test_a_reopened_score_is_told_with_its_reason(scene: Scene) -> None:
    with scene.store.writing(by=scene.people["M1"]) as session:
        where = {"competition_id": scene.competition_id}
        reopen_moderation(session, **where, reason="Page 3 was missed")
    with scene.store.writing(by=scene.people["M1"]) as session:
        reopen_agreed(
            session, **where, bid_id=scene.bids["A"], criterion="Q4", reason="Page 3 was missed"
        )
    agree(scene, "A", "Q4", 5, "Consensus 5. A fallback for every step on page 3.")
    close(scene)
    work_out(scene)
    words = plain_text(evaluation_report(facts(scene)))
    assert "Bid A, Q4: from 4 to not scored" in words
    assert "Page 3 was missed" in words


def test_the_report_prints(scene: Scene) -> None:
    pdf = to_pdf(evaluation_report(facts(scene)), moment=MOMENT)
    assert pdf.startswith(b"%PDF")
    assert pdf == to_pdf(evaluation_report(facts(scene)), moment=MOMENT)


def test_the_moderation_record_keeps_every_individual_score_by_role(scene: Scene) -> None:
    with scene.store.reading() as session:
        board = moderation_board(session, scene.competition_id)
    record = moderation_record(
        RecordFacts("MC-2026-031", "Supported living", "Alderbrook Council", "", {}), board
    )
    found = tables(record)
    given = rows(found["Individual scores of bid B, Q3"])
    assert [row[1] for row in given] == ["5", "3"]
    words = plain_text(record)
    assert "Spread of 2 discussed." in words
    assert "No score was given." in words, "bid E had no meeting"
