"""A score pack opens with its passphrase and holds what was put in; a score file comes back."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.result import ScoreState
from starapp.foundation.problems import CannotDo
from starapp.panel.pack_file import open_pack, pack_bytes, pack_manifest
from starapp.panel.pack_format import (
    ReturnedScore,
    ScoreReturn,
    pack_json,
    read_pack,
    read_return_json,
    return_json,
)
from starapp.panel.return_file import opened_return, return_bytes, sealed_part_of
from starapp.panel.sealing import fresh_passphrase, passphrase_core
from starapp.panel.working_copy import Kept, Work
from tests.make.packs import (
    MADE,
    PASSPHRASE,
    SEALING_KEY,
    SIGNING_KEY,
    opened,
    pack_file,
    score_pack,
    work_of,
)

PAPERS = {"Method.pdf": b"%PDF-1.7 method " * 500, "Staff plan.pdf": b"%PDF-1.7 staff"}

reasons = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
returned_scores = st.builds(
    ReturnedScore,
    st.sampled_from("ABC"),
    st.sampled_from(["Q1", "Q2", "SV1"]),
    st.just(ScoreState.SCORED),
    st.sampled_from([None, Decimal(0), Decimal(3), Decimal("2.5")]),
    reasons,
    st.booleans(),
)


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    pack = score_pack(documents=PAPERS)
    found = open_pack(pack_file(tmp_path, pack, PAPERS), PASSPHRASE)
    assert (found.identity, found.member, found.role) == (pack.identity, "Amina Yusuf", "Nurse")
    assert found.deadline == pack.deadline
    assert found.base.wanted == pack.wanted
    assert found.base.writable == set(pack.wanted)
    assert [question.code for question in found.base.questions] == ["Q1", "Q2"]
    assert found.answers[("B", "Q2")] == "B answers Q2."
    assert found.base.model == pack.model
    assert {one.name: one.read() for one in found.documents} == PAPERS


def test_a_passphrase_may_be_typed_carelessly(tmp_path: Path) -> None:
    path = pack_file(tmp_path, score_pack())
    assert open_pack(path, " KFRM 7wpt hq4x–8dnb ").member == "Amina Yusuf"


def test_a_wrong_passphrase_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="does not open the pack"):
        open_pack(pack_file(tmp_path, score_pack()), "kfrm-7wpt-hq4x-8dnc")


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(CannotDo, match="at least 12"):
        pack_bytes(score_pack(), {}, passphrase="swan - lake", signing_key=SIGNING_KEY)


def test_a_new_passphrase_is_long_enough_and_new() -> None:
    made = {fresh_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(len(passphrase_core(one)) == 16 for one in made)


def test_the_label_is_read_without_a_passphrase(tmp_path: Path) -> None:
    label = pack_manifest(pack_file(tmp_path, score_pack()))
    assert (label.kind, label.member, label.reference) == ("pack", "Amina Yusuf", "NV-07")
    assert label.deadline == datetime(2026, 9, 14, 16, 0, tzinfo=UTC)


def test_what_is_scored_is_kept_beside_the_pack_and_unreadable(tmp_path: Path) -> None:
    pack = opened(tmp_path)
    work = work_of(score_pack())
    pack.copy.write(work)
    assert pack.copy.path == tmp_path / "Amina Yusuf.starwork"
    assert b"says how" not in pack.copy.path.read_bytes()
    again = open_pack(tmp_path / "Amina Yusuf.starpack", PASSPHRASE)
    assert again.copy.read(pack.identity) == work


def test_a_pack_opened_from_a_mail_finds_its_work_again(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    path = pack_file(tmp_path / "mail", score_pack())
    first = open_pack(path, PASSPHRASE, own=tmp_path / "own")
    work = work_of(score_pack())
    first.copy.write(work)
    again = tmp_path / "mail 2"
    again.mkdir()
    path = path.rename(again / path.name)
    assert list((tmp_path / "mail").iterdir()) == []
    assert open_pack(path, PASSPHRASE, own=tmp_path / "own").copy.read(first.identity) == work


def test_a_score_file_comes_back_whole(tmp_path: Path) -> None:
    pack = opened(tmp_path)
    held = sealed_part_of(pack.make_return(work_of(score_pack())))
    found = opened_return(held, SEALING_KEY)
    assert found.finished
    assert {one.key for one in found.scores} == set(pack.base.wanted)
    assert {one.score for one in found.scores} == {Decimal(3)}


def test_a_part_done_file_says_so(tmp_path: Path) -> None:
    work = work_of(score_pack(), {("A", "Q1"): Kept(score="2", reason="Some of it.")})
    held = sealed_part_of(opened(tmp_path).make_return(work))
    found = opened_return(held, SEALING_KEY)
    assert not found.finished
    assert [one.key for one in found.scores] == [("A", "Q1")]


def test_another_workspace_cannot_read_a_score_file(tmp_path: Path) -> None:
    held = sealed_part_of(opened(tmp_path).make_return(work_of(score_pack())))
    with pytest.raises(CannotDo, match="another workspace"):
        opened_return(held, bytes(32))


def test_nothing_of_a_score_file_is_readable() -> None:
    data = return_bytes(score_pack(), work_of(score_pack()), MADE)
    assert b"says how" not in data
    assert b"SCORED" not in data.upper()


def test_work_on_what_was_not_asked_stays_behind() -> None:
    pack = score_pack()
    work = work_of(pack, {("Z", "Q9"): Kept(score="4", reason="Stray.")})
    held = sealed_part_of(return_bytes(pack, work, MADE))
    assert opened_return(held, SEALING_KEY).scores == ()


@given(st.lists(returned_scores, unique_by=lambda one: one.key, max_size=6), st.booleans())
def test_scores_are_written_and_read_exactly(scores: list[ReturnedScore], finished: bool) -> None:
    value = ScoreReturn(
        "0" * 32, "NV-07", "Amina", "ab" * 32, 3, MADE, None, finished,
        tuple(sorted(scores, key=lambda one: one.key)),
    )  # fmt: skip
    data = return_json(value)
    assert read_return_json(data) == value
    assert return_json(read_return_json(data)) == data


def test_equal_packs_give_equal_bytes() -> None:
    pack = score_pack(documents=PAPERS)
    assert pack_json(read_pack(pack_json(pack))) == pack_json(pack)
    assert read_pack(pack_json(pack)) == pack


def test_nothing_confirmed_is_told_as_nothing() -> None:
    work = Work(score_pack().identity)
    held = sealed_part_of(return_bytes(score_pack(), work, MADE))
    assert opened_return(held, SEALING_KEY).confirmed is None
