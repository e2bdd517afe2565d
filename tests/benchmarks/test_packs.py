"""How long people wait for score packs: opening a large one, and reading everybody's score files."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from starapp.panel.merge import MergeGround, Verdict, merge
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_queries import preview
from starapp.panel.read_return import Desk, IssuedPack, read_return
from starapp.panel.return_commands import accept_return
from starapp.panel.return_file import return_bytes
from starapp.panel.sealing import public_signing_key
from tests.make.issued_packs import example_scores, issue, scored_file
from tests.make.packs import (
    MADE,
    PASSPHRASE,
    RULES,
    SCALE,
    SEALING_KEY,
    pack_file,
    score_pack,
    work_of,
)
from tests.make.panel import MEMBERS
from tests.make.scene import scoring_scene

BIDS = tuple("ABCDEFGH")
MEGABYTE = 1_000_000


def test_a_pack_with_eight_bids_and_forty_megabytes_opens(benchmark, tmp_path: Path) -> None:
    chance = random.Random(7)
    papers = {f"Paper {n}.pdf": b"%PDF-1.7" + chance.randbytes(5 * MEGABYTE) for n in range(8)}
    codes = tuple(f"Q{n}" for n in range(1, 13))
    path = pack_file(tmp_path, score_pack(bids=BIDS, codes=codes, documents=papers), papers)
    assert path.stat().st_size > 40 * MEGABYTE
    pack = benchmark.pedantic(open_pack, (path, PASSPHRASE), rounds=3)
    assert len(pack.documents) == 8
    assert benchmark.stats.stats.max < 2


def test_twelve_score_files_of_a_hundred_scores_are_read(benchmark) -> None:
    codes = tuple(f"Q{n}" for n in range(1, 21))
    packs = [score_pack(member=f"Member {n}", bids=tuple("ABCDE"), codes=codes) for n in range(12)]
    issued = {
        pack.identity: IssuedPack(
            pack.identity, "one", pack.reference, pack.member, pack.member, 1, pack.issued,
            pack.deadline, public_signing_key(bytes.fromhex(pack.return_key)), pack.rules_seal,
            {letter: letter for letter in pack.bids}, pack.wanted, replaced=False,
        )
        for pack in packs
    }  # fmt: skip
    files = [return_bytes(pack, work_of(pack), MADE) for pack in packs]
    desk = Desk(SEALING_KEY, issued, "one", RULES, MADE + timedelta(days=1))

    def read_all() -> int:
        merged = 0
        for data in files:
            report = read_return(data, desk)
            assert report.pack is not None
            assert report.returned is not None
            ground = MergeGround(report.pack.wanted, tuple(level.score for level in SCALE))
            rows = merge(ground, report.returned.scores)
            merged += sum(row.verdict is Verdict.MERGED for row in rows)
        return merged

    assert benchmark.pedantic(read_all, rounds=3) == 1_200
    assert benchmark.stats.stats.max < 1


@pytest.mark.parametrize("step", ["look", "take"])
def test_everybodys_score_files_of_the_example(benchmark, store, clock, step: str) -> None:
    scene = scoring_scene(store, clock)
    packs = issue(scene)
    files = [scored_file(packs[code], example_scores(code), at=MADE) for code in MEMBERS]

    def look() -> None:
        with store.reading() as session:
            for data in files:
                assert preview(session, scene.competition_id, data).rows

    def take() -> None:
        for data in files:
            with store.writing(by=scene.people["M1"]) as session:
                accept_return(
                    session, competition_id=scene.competition_id, data=data, file_name="scores"
                )

    benchmark.pedantic({"look": look, "take": take}[step], rounds=1)
    assert benchmark.stats.stats.max < 2
