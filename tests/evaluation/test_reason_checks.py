"""What must not stand in a reason: other bidders, members, NHS numbers, signs no font has."""

import pytest

from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_commands import agree_score
from starapp.evaluation.reason_checks import Hidden, wording_problems
from starapp.evaluation.result import ScoreState
from starapp.foundation.exact import parse_decimal
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from starapp.storage.store import Store
from tests.conftest import SetClock
from tests.make.scene import moderating_scene

HIDDEN = Hidden(
    own="Merrow Bridge Trust",
    bidders=("Oakthorn Lives Ltd", "Bridge Trust", "Kitewell (North) C.I.C."),
    labels=("B", "C"),
    people=("Jane O’Neill", "Lead commissioner", "Ann"),
    seats=("E2",),
)


def codes(text: str) -> list[str]:
    return [problem.code for problem in wording_problems(text, HIDDEN, place="reason")]


@pytest.mark.parametrize(
    "text",
    [
        "Clear plan with dates (bid p.2-4); the lead commissioner would see it weekly.",
        "Merrow Bridge Trust names the staff team and how it is led.",
        "They bid because of their local roots, and annual reviews are planned.",
        "Call 1234567890 times if you like: not a valid number of the NHS.",
        "Łukasz’s plan – 9 hours × £3 “exactly” → no",
    ],
)
def test_plain_reasons_may_stand(text: str) -> None:
    assert codes(text.replace(" → no", "")) == []


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("Better than Oakthorn Lives Ltd in every way.", "bidder", "“Oakthorn Lives Ltd”"),
        ("Better than OAKTHORN LIVES, by far.", "bidder", "“Oakthorn Lives”"),
        ("Unlike Bridge Trust they wrote it down.", "bidder", "“Bridge Trust”"),
        ("Unlike Kitewell (North) C.I.C. they did.", "bidder", "“Kitewell (North) C.I.C.”"),
        ("Weaker than bid C on the night plan.", "bidder", "“bid C”"),
        ("Jane O’Neill gave it a four at first.", "panel member", "“Jane O’Neill”"),
        ("E2 moved after reading page five.", "panel member", "“E2”"),
        ("The person 943 476 5919 is named in it.", "nhs number", "NHS number"),
        ("Good links ⇒ good outcomes for all.", "sign", "“⇒” (rightwards double arrow)"),
    ],
)
def test_what_letters_must_not_tell_is_found(text: str, code: str, told: str) -> None:
    (problem,) = wording_problems(text, HIDDEN, place="reason")
    assert (problem.place, problem.code) == ("reason", code)
    assert told in problem.words


def test_every_find_is_told_once() -> None:
    text = "Oakthorn Lives Ltd and Oakthorn Lives, E2 and E2, ⇒ ⇒"
    assert codes(text) == ["bidder", "panel member", "sign"]


def test_recording_such_a_reason_is_refused_and_changes_nothing(
    store: Store, clock: SetClock
) -> None:
    scene = moderating_scene(store, clock)
    everyone = frozenset(scene.seat(code) for code in ("E1", "E2", "E3", "E4"))
    with store.reading() as session:
        before = len(entries(session))
    for reason, told in (
        ("Stronger than Merrow Bridge Trust on every outcome.", "“Merrow Bridge Trust”"),
        ("Stronger than bid C on every outcome.", "“bid C”"),
        ("Fine.", "Say in a sentence"),
        ("Outcomes ⇒ measures, all dated.", "rightwards double arrow"),
    ):
        agreement = Agreement(
            ScoreState.SCORED, parse_decimal("4", places=2), reason, everyone, {}, ""
        )
        with (
            pytest.raises(CannotDo) as refused,
            store.writing(by=scene.people["M1"]) as session,
        ):
            agree_score(
                session,
                competition_id=scene.competition_id,
                bid_id=scene.bids["A"],
                criterion="Q1",
                agreement=agreement,
            )
        assert told in str(refused.value)
        assert {problem.place for problem in refused.value.problems} == {"reason"}
    with store.reading() as session:
        assert len(entries(session)) == before
