"""How long people wait for score packs: opening a large one, and reading everybody's score files."""

import random
from datetime import timedelta
from pathlib import Path

from starapp.evaluation.result import ScoreState
from starapp.history.acting import Actor, Role
from starapp.organisation.queries import person
from starapp.panel.commands import appoint_member, declare_interest, start_scoring
from starapp.panel.merge import MergeGround, Verdict, merge
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_queries import taken_files
from starapp.panel.read_return import Desk, IssuedPack, read_return
from starapp.panel.return_commands import accept_return
from starapp.panel.return_file import return_bytes
from starapp.panel.sealing import public_signing_key
from starapp.panel.working_copy import Kept
from tests.make.evaluation import Scene, northvale
from tests.make.issued_packs import issue, scored_file
from tests.make.organisation import make_person
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
from tests.make.panel import MEMBERS, appoint_everyone, declare_everyone, settle_checks
from tests.make.scene import longer_model, opened_with

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


def many_members(scene: Scene, count: int) -> list[str]:
    """Seats more members, each with every evaluator role, and opens scoring."""
    settle_checks(scene)
    appoint_everyone(scene)
    declare_everyone(scene)
    setup = Actor("", "Setup", frozenset(Role))
    codes = [f"X{number}" for number in range(count)]
    with scene.store.writing(by=setup) as session:
        body = person(session, scene.people["E1"].person_id).body_id
    for code in codes:
        with scene.store.writing(by=setup) as session:
            made = make_person(
                session, body_id=body, name=f"Member {code}", roles=frozenset({Role.PANEL})
            )
        scene.people[code] = Actor(made, f"Member {code}", frozenset({Role.PANEL}))
        with scene.store.writing(by=scene.people["M1"]) as session:
            seat = appoint_member(
                session,
                competition_id=scene.competition_id,
                person_id=made,
                role_codes=MEMBERS,
            ).made
        with scene.store.writing(by=scene.people[code]) as session:
            declare_interest(session, seat_id=seat, interest="")
    with scene.store.writing(by=scene.people["M1"]) as session:
        start_scoring(session, competition_id=scene.competition_id)
    return codes


def test_twelve_score_files_go_into_the_workspace(benchmark, store, clock) -> None:
    """Twenty written questions of five bids from each: 1,200 scores, each with its history."""
    scene = opened_with(store, clock, northvale()["bids"], longer_model())
    packs = issue(scene, many_members(scene, 12))
    good = Kept(ScoreState.SCORED, "3", "The answer says who does what and when.")
    files = [
        scored_file(made, dict.fromkeys(made.pack.wanted, good), at=MADE) for made in packs.values()
    ]

    def take_all() -> None:
        for data in files:
            with store.writing(by=scene.people["M1"]) as session:
                accept_return(
                    session, competition_id=scene.competition_id, data=data, file_name="scores"
                )

    benchmark.pedantic(take_all, rounds=1)
    with store.reading() as session:
        taken = taken_files(session, scene.competition_id)
    assert [dict(one.counts) for one in taken] == [{"merged": 100}] * 12
