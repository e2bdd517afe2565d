"""A panel scores in three ways, sealed file, spreadsheet and paper, and the result is the same."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from starapp.evaluation.queries import run
from starapp.foundation.exact import points
from starapp.panel.issued_files import write_issued
from starapp.panel.pack_commands import issue_packs
from starapp.panel.pack_format import ReturnedScore
from starapp.panel.pack_queries import taken_files
from starapp.panel.paper_commands import settle, type_in
from starapp.panel.return_assurance_queries import changed_score_files
from starapp.panel.return_commands import accept_return
from starapp.panel.ways import Way
from tests.make.evaluation import finish_moderation, work_out
from tests.make.issued_packs import example_scores, scored_file
from tests.make.scene import scoring_scene
from tests.make.workbooks import changed_book, confirm, put

AT = datetime(2026, 9, 12, 14, 0, tzinfo=UTC)
WAYS = {"E2": Way.SPREADSHEET, "E3": Way.PAPER}


def test_the_result_does_not_depend_on_the_way(store, clock, tmp_path: Path) -> None:
    scene = scoring_scene(store, clock)
    clock.moment = AT
    where = scene.competition_id
    with store.writing(by=scene.people["M1"]) as session:
        made = issue_packs(
            session, competition_id=where,
            passphrases={scene.seat(code): f"passphrase of {code}" for code in ("E1", "E4")},
            other_ways={scene.seat(code): way for code, way in WAYS.items()},
        )  # fmt: skip
    files = write_issued(made.packs, made.sheets, tmp_path, moment=AT)
    assert len(files) == 5
    sealed = dict(zip(("E1", "E4"), made.packs, strict=True))
    returned = {code: scored_file(one, example_scores(code), at=AT) for code, one in sealed.items()}
    (book,) = (path for path in files if path.suffix == ".xlsx")
    returned["E2"] = changed_book(book.read_bytes(), fill_as_e2, saved=AT)
    for code, data in returned.items():
        with store.writing(by=scene.people["M1"]) as session:
            accept_return(session, competition_id=where, data=data, file_name=f"file of {code}")
    (paper,) = (one.pack for one in made.sheets if one.way is Way.PAPER)
    scores = [
        ReturnedScore(*key, kept.state, Decimal(kept.score), kept.reason, discuss=False)
        for key, kept in example_scores("E3").items()
    ]
    for who in ("M1", "O2"):
        with store.writing(by=scene.people[who]) as session:
            type_in(session, pack_id=paper.identity, scores=scores, signed=True)
    with store.writing(by=scene.people["M1"]) as session:
        settle(session, pack_id=paper.identity, settled={})
    finish_moderation(scene)
    work_out(scene)
    with store.reading() as session:
        assert len(taken_files(session, where)) == 4
        assert list(changed_score_files(session)) == []
        totals = [points(one.total) for one in run(session, where).result.ranking]
    assert totals == ["89.19", "86.10", "80.19", "74.20"]


def fill_as_e2(book) -> None:
    """What the PBS nurse types into the spreadsheet."""
    confirm(book)
    for key, kept in example_scores("E2").items():
        put(book, key, "Score", int(kept.score))
        put(book, key, "Reason", kept.reason)
