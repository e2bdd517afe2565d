"""A pack and a score file of every format that was ever given out still open, for ever.

The files in ``tests/files/packs`` were written once by ``tests/make/packs.py`` and are never
written again; a new format adds its own beside them.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from starapp.evaluation.score_sheet import PRACTICE
from starapp.panel.pack_file import open_pack, pack_manifest
from starapp.panel.pack_format import FORMAT, PracticeScore
from starapp.panel.return_file import opened_return, sealed_part_of
from starapp.panel.sealing import public_signing_key
from tests.make.packs import MADE, PASSPHRASE, RETURN_KEY, SEALING_KEY, SIGNING_KEY

FILES = Path(__file__).parents[1] / "files" / "packs"
FORMATS = range(1, FORMAT + 1)


@pytest.mark.parametrize("number", FORMATS)
def test_a_stored_pack_opens(number: int) -> None:
    path = FILES / f"format-{number}.starpack"
    label = pack_manifest(path)
    assert label.signing_key == public_signing_key(SIGNING_KEY)
    pack = open_pack(path, PASSPHRASE)
    assert (pack.member, pack.role, pack.reference) == ("Amina Yusuf", "Nurse", "NV-07")
    assert [question.code for question in pack.base.questions] == ["Q1", "Q2"]
    assert pack.answers[("B", "Q2")] == "B answers Q2."
    assert len(pack.base.model.scale) == 5
    assert len(pack.declaration) == 2
    (paper,) = pack.documents
    assert (paper.bid, paper.name) == ("A", "Method.pdf")
    assert paper.read().startswith(b"%PDF-1.7 method")


@pytest.mark.parametrize("number", FORMATS)
def test_a_stored_score_file_opens(number: int) -> None:
    held = sealed_part_of((FILES / f"format-{number}.starscores").read_bytes())
    assert held.manifest.signing_key == public_signing_key(RETURN_KEY)
    returned = opened_return(held, SEALING_KEY)
    assert (returned.member, returned.made, returned.finished) == ("Amina Yusuf", MADE, True)
    assert [one.key for one in returned.scores] == [
        ("A", "Q1"), ("A", "Q2"), ("B", "Q1"), ("B", "Q2"),
    ]  # fmt: skip
    assert {one.reason for one in returned.scores if one.bid == "A"} == {
        "Bid A says how in Q1.", "Bid A says how in Q2.",
    }  # fmt: skip


@pytest.mark.parametrize("number", FORMATS)
def test_a_stored_working_copy_opens(number: int, tmp_path: Path) -> None:
    for ending in ("starpack", "starwork"):
        stored = FILES / f"format-{number}.{ending}"
        (tmp_path / f"kept.{ending}").write_bytes(stored.read_bytes())
    pack = open_pack(tmp_path / "kept.starpack", PASSPHRASE)
    work = pack.copy.read(pack.identity)
    assert {kept.score for kept in work.answers.values()} == {"3"}
    assert work.revision == 4


def test_the_second_format_holds_names_and_a_practice_answer() -> None:
    pack = open_pack(FILES / "format-2.starpack", PASSPHRASE)
    assert dict(pack.base.names) == {"A": "Larkfield Care", "B": "Ash Court"}
    assert pack.base.wanted[0] == (PRACTICE, "Q1")
    assert pack.answers[PRACTICE, "Q1"] == "A made-up answer."
    held = sealed_part_of((FILES / "format-2.starscores").read_bytes())
    returned = opened_return(held, SEALING_KEY)
    assert returned.practice == PracticeScore(Decimal(3), "It says how.")
