"""The working copy beside a pack: whole or not at all, and back as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.reading import Span
from starapp.evaluation.result import ScoreState
from starapp.foundation.problems import Unavailable
from starapp.panel.working_copy import Kept, Work, WorkingCopy


def mask(data: bytes) -> bytes:
    """Stands for sealing: bytes that are no text."""
    return bytes(byte ^ 0x5A for byte in data)


def copy_in(folder: Path) -> WorkingCopy:
    return WorkingCopy(folder / "pack.starwork", seal=mask, unseal=mask)


kept_values = st.builds(
    Kept,
    st.sampled_from([ScoreState.SCORED, ScoreState.ABSTAINED, ScoreState.NOT_APPLICABLE]),
    st.sampled_from(["", "0", "3", "2.5"]),
    st.text(max_size=60),
    st.booleans(),
)


@given(
    answers=st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["Q1", "Q2"])), kept_values
    )
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[tuple[str, str], Kept]
) -> None:
    copy = copy_in(tmp_path_factory.mktemp("copy"))
    work = Work("pack", "2026-09-10T09:00:00+00:00", 7, answers, {("A", "Q1"): (Span(2, 9),)})
    copy.write(work)
    assert copy.read("pack") == work


def test_nothing_is_kept_at_first(tmp_path: Path) -> None:
    assert copy_in(tmp_path).read("pack") == Work("pack")


def test_a_change_counts_and_an_emptied_answer_is_gone() -> None:
    work = Work("pack").with_answer(("A", "Q1"), Kept(score="3", reason="Because"))
    assert (work.revision, work.place) == (1, ("A", "Q1"))
    assert work.with_answer(("A", "Q1"), Kept()).answers == {}


@pytest.mark.parametrize(
    ("kept", "done"),
    [
        (Kept(score="3"), False),
        (Kept(reason="Why"), False),
        (Kept(score="0", reason="Nothing was answered"), True),
        (Kept(ScoreState.ABSTAINED, "", "I know the manager"), True),
        (Kept(ScoreState.ABSTAINED), False),
    ],
)
def test_only_a_score_with_its_reason_counts(kept: Kept, *, done: bool) -> None:
    assert kept.done is done


@pytest.mark.parametrize("data", [b"", b"\x00\x01", mask(b"[]"), mask(b'{"format": 2}')])
def test_a_damaged_copy_is_told_and_left_alone(tmp_path: Path, data: bytes) -> None:
    copy = copy_in(tmp_path)
    copy.path.write_bytes(data)
    with pytest.raises(Unavailable, match="Move it"):
        copy.read("pack")
    assert copy.path.read_bytes() == data


def test_a_copy_of_another_pack_is_told(tmp_path: Path) -> None:
    copy = copy_in(tmp_path)
    copy.write(Work("other"))
    with pytest.raises(Unavailable, match="another score pack"):
        copy.read("pack")


def test_no_room_is_told_and_the_last_copy_stays(tmp_path: Path) -> None:
    copy = copy_in(tmp_path)
    copy.write(Work("pack"))
    before = copy.path.read_bytes()
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    with pytest.raises(Unavailable, match="cannot be kept"):
        copy.write(Work("pack", revision=2))
    assert (moved / "pack.starwork").read_bytes() == before
