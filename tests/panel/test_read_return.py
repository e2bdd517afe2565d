"""Whose a score file is, and why it cannot be taken, in words a panel member understands."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from starapp.panel.pack_format import ScorePack, return_json
from starapp.panel.read_return import Desk, IssuedPack, ReturnReport, TakenReturn, read_return
from starapp.panel.return_file import return_bytes, return_of, sealed_return
from starapp.panel.sealing import public_sealing_key, public_signing_key
from starapp.panel.working_copy import Kept, Work
from tests.make.packs import MADE, RULES, SEALING_KEY, score_pack, work_of

BEN_KEY = bytes(range(96, 128))
NOW = MADE + timedelta(days=1)


def issued(pack: ScorePack, **changed: object) -> IssuedPack:
    made = IssuedPack(
        pack.identity, "one", pack.reference, f"seat {pack.member}", pack.member, pack.number,
        pack.issued, pack.deadline, public_signing_key(bytes.fromhex(pack.return_key)),
        pack.rules_seal, {letter: letter for letter in pack.bids}, pack.wanted, replaced=False,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type] # fields of an issued pack


AMINA = score_pack()
BEN = score_pack(member="Ben Osei", return_key=BEN_KEY.hex())


def desk(*packs: IssuedPack, **changed: object) -> Desk:
    known = packs or (issued(AMINA), issued(BEN))
    made = Desk(SEALING_KEY, {one.id: one for one in known}, "one", RULES, NOW)
    return replace(made, **changed)  # type: ignore[arg-type] # fields of a desk


def file_of(pack: ScorePack = AMINA, made: datetime = MADE, work: Work | None = None) -> bytes:
    return return_bytes(pack, work or work_of(pack), made)


def codes(report: ReturnReport) -> list[str]:
    return [problem.code for problem in (*report.problems, *report.notes)]


def test_a_finished_file_has_nothing_in_its_way() -> None:
    report = read_return(file_of(), desk())
    assert codes(report) == []
    assert report.pack is not None
    assert report.returned is not None
    assert (report.pack.member, len(report.returned.scores)) == ("Amina Yusuf", 4)


def test_another_competition_is_named() -> None:
    report = read_return(file_of(), desk(competition_id="two"))
    assert codes(report) == ["other_competition"]
    assert "NV-07" in report.problems[0].words


def test_a_pack_nobody_issued_is_told() -> None:
    assert codes(read_return(file_of(), desk(issued(BEN)))) == ["unknown_pack"]


def test_a_file_made_with_the_pack_of_another_member_is_told() -> None:
    stolen = replace(AMINA, return_key=BEN_KEY.hex())
    assert codes(read_return(file_of(stolen), desk())) == ["other_member"]


def test_other_rules_are_told() -> None:
    assert codes(read_return(file_of(), desk(rules_seal="cd" * 32))) == ["other_rules"]


def test_a_replaced_pack_is_told() -> None:
    assert codes(read_return(file_of(), desk(issued(AMINA, replaced=True)))) == ["replaced"]


def test_a_changed_file_is_told() -> None:
    data = bytearray(file_of())
    place = data.index(b"scores.sealed") + 40
    data[place] ^= 1
    assert codes(read_return(bytes(data), desk()))[0] in {"changed", "damaged"}


def test_no_declaration_is_told() -> None:
    report = read_return(file_of(work=replace(work_of(AMINA), confirmed="")), desk())
    assert codes(report) == ["not_confirmed"]


def test_the_same_file_again_is_harmless() -> None:
    data = file_of()
    taken = TakenReturn(read_return(data, desk()).fingerprint, 4, MADE)
    report = read_return(data, desk(issued(AMINA, taken=(taken,))))
    assert report.repeat
    assert "Nothing needs doing" in report.problems[0].words


@pytest.mark.parametrize(
    ("days", "revision", "found"),
    [(1, 9, ["older"]), (1, 4, ["older"]), (0, 9, ["older"]), (-1, 3, []), (-1, 4, []),
     (-1, 9, ["order"]), (1, 3, ["order"])],
)  # fmt: skip
def test_an_older_file_is_told_and_an_unclear_order_too(
    days: int, revision: int, found: list[str]
) -> None:
    taken = TakenReturn("f" * 64, revision, MADE + timedelta(days=days))
    report = read_return(file_of(), desk(issued(AMINA, taken=(taken,))))
    assert codes(report) == found
    assert report.order_known == (found != ["order"])


def test_a_part_done_file_is_taken_and_told() -> None:
    half = work_of(AMINA, {("A", "Q1"): Kept(score="2", reason="Some.")})
    report = read_return(file_of(work=half), desk())
    assert codes(report) == ["part_done"]
    assert report.returned is not None


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (MADE + timedelta(days=5), ["late", "clock"]),
        (AMINA.issued - timedelta(days=400), ["clock"]),
    ],
)
def test_late_files_and_wrong_clocks_are_taken_and_told(made: datetime, found: list[str]) -> None:
    report = read_return(file_of(made=made), desk())
    assert codes(report) == found
    assert report.problems == ()


def test_a_file_for_another_workspace_is_told() -> None:
    elsewhere = replace(AMINA, sealing_key=public_sealing_key(bytes(range(1, 33))))
    assert codes(read_return(file_of(elsewhere), desk())) == ["other_workspace"]


@pytest.mark.parametrize("change", [{"member": "Ben Osei"}, {"reference": "NV-08"}])
def test_a_content_that_is_not_what_the_label_says_is_told(change: Mapping[str, str]) -> None:
    inside = replace(return_of(AMINA, work_of(AMINA), MADE), **change)
    report = read_return(sealed_return(AMINA, return_json(inside)), desk())
    assert codes(report) == ["changed"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_another_kind_of_file_is_told(data: bytes) -> None:
    report = read_return(data, desk())
    assert codes(report)[0] in {"no_zip", "no_manifest"}


def test_a_newer_file_is_told_as_newer() -> None:
    data = return_json(return_of(AMINA, work_of(AMINA), MADE)).replace(b'"format":1', b'"format":3')
    report = read_return(sealed_return(AMINA, data), desk())
    assert codes(report) == ["newer"]
    assert "Bring STAR up to date" in report.problems[0].words
