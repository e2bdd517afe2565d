"""A kept score file that was changed outside STAR is found."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from starapp.panel.pack_queries import preview
from starapp.panel.return_assurance_queries import changed_score_files
from starapp.panel.return_commands import accept_return
from tests.make.evaluation import Scene
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.scene import scoring_scene

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)


@pytest.fixture
def scene(store, clock) -> Scene:
    made = scoring_scene(store, clock)
    clock.moment = AT - timedelta(days=1)
    data = scored_file(issue(made, ["E3"])["E3"], example_scores("E3"), at=AT)
    with store.writing(by=made.people["M1"]) as session:
        accept_return(session, competition_id=made.competition_id, data=data, file_name="e3")
    return made


def found(scene: Scene, change: str = "") -> list[str]:
    with scene.store.reading() as session:
        if change:
            session.execute(text(change))
        return [problem.place for problem in changed_score_files(session)]


def test_what_was_taken_is_in_order(scene: Scene) -> None:
    assert found(scene) == []


@pytest.mark.parametrize(
    "change",
    [
        "update score_return set content = substr(content, 1, length(content) - 1)",
        "update score_return set content = x'504b0506'",
        "update score_return set sha256 = replace(sha256, substr(sha256, 1, 1), 'x')",
        "update score_return set rows = replace(rows, '\"3\"', '\"4\"')",
        "update score_pack set return_key = replace(return_key, substr(return_key, 1, 1), 'g')",
        "update workspace_keys set sealing = signing",
    ],
)
def test_what_was_changed_is_found(scene: Scene, change: str) -> None:
    assert found(scene, change) == [f"MC-2026-031, score file of {scene.people['E3'].name}"]


def test_a_file_of_another_competition_is_told_by_name(scene: Scene) -> None:
    """A competition of its own needs a package and a model; here it borrows both."""
    data = scored_file(issue(scene, ["E2"])["E2"], example_scores("E2"), at=AT)
    with scene.store.reading() as session:
        names = session.execute(text("select * from competition")).mappings().one()
        other = {**names, "id": "0" * 32, "reference": "MC-2026-032", "number": 32}
        session.execute(text("pragma foreign_keys = off"))
        columns = ", ".join(other)
        marks = ", ".join(f":{name}" for name in other)
        session.execute(text(f"insert into competition ({columns}) values ({marks})"), other)
        report = preview(session, "0" * 32, data).report
    assert [problem.code for problem in report.problems] == ["other_competition"]
    assert "MC-2026-031" in report.problems[0].words
