"""The working copy beside a pack: whole or not at all, and back as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.evaluation.reading import Span
from starapp.evaluation.result import ScoreState
from starapp.foundation.problems import Unavailable
from starapp.panel.working_copy import Kept, Place, Work, WorkingCopy, place_of


def mask(data: bytes) -> bytes:
    """Stands for sealing: bytes that are no text."""
    return bytes(byte ^ 0x5A for byte in data)


def copy_in(folder: Path) -> WorkingCopy:
    return WorkingCopy(Place(folder / "pack.starwork"), seal=mask, unseal=mask)


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


def kept_at(place: Place) -> WorkingCopy:
    return WorkingCopy(place, seal=mask, unseal=mask)


def test_beside_a_pack_where_the_person_keeps_it() -> None:
    home, own = Path.home(), Path.home() / "settings"
    assert place_of(home / "a.starpack", "name", own) == Place(
        home / "a.starwork", own / "name.starwork"
    )
    assert place_of(home / "a.starpack", "name", None) == Place(home / "a.starwork")


def test_in_the_programs_folder_for_a_pack_from_a_passing_folder(tmp_path: Path) -> None:
    own = tmp_path / "own" / "packs"
    place = place_of(tmp_path / "mail" / "a.starpack", "name", own)
    assert place == Place(own / "name.starwork", tmp_path / "mail" / "a.starwork", lasting=False)
    kept_at(place).write(Work("pack", revision=3))
    assert place.path.is_file()
    elsewhere = place_of(tmp_path / "mail again" / "b.starpack", "name", own)
    assert kept_at(elsewhere).read("pack").revision == 3


def test_work_begun_in_the_programs_folder_goes_on_there(tmp_path: Path) -> None:
    beside, kept = tmp_path / "a.starwork", tmp_path / "name.starwork"
    kept_at(Place(kept)).write(Work("pack", revision=3))
    copy = kept_at(Place(beside, kept))
    assert copy.read("pack").revision == 3
    copy.write(Work("pack", revision=4))
    assert not beside.exists()
    assert kept_at(Place(beside, kept)).read("pack").revision == 4


@pytest.mark.parametrize(("beside", "kept"), [(5, 3), (3, 5), (4, 4)])
def test_the_latest_of_two_is_found(tmp_path: Path, beside: int, kept: int) -> None:
    place = Place(tmp_path / "a.starwork", tmp_path / "name.starwork")
    kept_at(Place(tmp_path / "a.starwork")).write(Work("pack", revision=beside))
    kept_at(Place(tmp_path / "name.starwork")).write(Work("pack", revision=kept))
    copy = kept_at(place)
    assert copy.read("pack").revision == max(beside, kept)
    assert copy.path == (place.other if kept > beside else place.path)


def test_work_found_beside_in_a_passing_folder_goes_on_in_the_programs_own(tmp_path: Path) -> None:
    beside, kept = tmp_path / "a.starwork", tmp_path / "name.starwork"
    kept_at(Place(beside)).write(Work("pack", confirmed="2026-09-14T16:00:00+00:00"))
    copy = kept_at(Place(kept, beside, lasting=False))
    assert copy.read("pack").confirmed
    copy.write(Work("pack", revision=1))
    assert kept_at(Place(kept)).read("pack").revision == 1


def test_the_programs_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"in the way")
    copy = kept_at(Place(tmp_path / "own" / "packs" / "n.starwork", lasting=False))
    with pytest.raises(Unavailable, match="Your scores cannot be kept"):
        copy.write(Work("pack"))
