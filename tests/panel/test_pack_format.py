"""Strict reading of what is inside: each wrong field is named."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from starapp.foundation.problems import CannotDo
from starapp.panel.pack_format import pack_json, read_pack, read_return_json, return_json
from starapp.panel.return_file import return_of
from tests.make.packs import MADE, score_pack, work_of

Spoil = Callable[[dict[str, Any]], object]


def stored_return() -> dict[str, Any]:
    pack = score_pack()
    found = json.loads(return_json(return_of(pack, work_of(pack), MADE)))
    assert isinstance(found, dict)
    return found


def problem(read: Callable[[bytes], object], stored: object) -> tuple[str, str]:
    with pytest.raises(CannotDo) as told:
        read(json.dumps(stored).encode())
    return told.value.problems[0].place, told.value.problems[0].code


@pytest.mark.parametrize(
    ("spoil", "place", "code"),
    [
        (lambda whole: whole.pop("revision"), "revision", "missing"),
        (lambda whole: whole.update(extra=1), "extra", "unknown"),
        (lambda whole: whole.update(revision="3"), "revision", "kind"),
        (lambda whole: whole.update(revision=True), "revision", "kind"),
        (lambda whole: whole.update(revision=-1), "revision", "kind"),
        (lambda whole: whole.update(finished="yes"), "finished", "kind"),
        (lambda whole: whole.update(made="yesterday"), "made", "kind"),
        (lambda whole: whole.update(made="2026-13-01T00:00:00+00:00"), "made", "kind"),
        (lambda whole: whole.update(made="2026-09-01T00:00:00+01:00"), "made", "kind"),
        (lambda whole: whole.update(pack="zz"), "pack", "kind"),
        (lambda whole: whole.update(scores={}), "scores", "kind"),
        (lambda whole: whole.update(format=3), "format", "newer"),
        (lambda whole: whole.update(format=0), "format", "format"),
        (lambda whole: whole.update(format=True), "format", "missing"),
        (lambda whole: whole.pop("format"), "format", "missing"),
        (lambda whole: whole.update(kind="pack"), "kind", "kind"),
        (lambda whole: whole["scores"][0].update(score=3), "scores[0].score", "kind"),
        (lambda whole: whole["scores"][0].update(score="3e1"), "scores[0].score", "kind"),
        (lambda whole: whole["scores"][0].update(score="03"), "scores[0].score", "kind"),
        (lambda whole: whole["scores"][0].update(score="٣"), "scores[0].score", "kind"),
        (lambda whole: whole["scores"][0].update(state="abstained"), "scores[0].score", "kind"),
        (lambda whole: whole["scores"][0].update(state="perhaps"), "scores[0].state", "kind"),
        (lambda whole: whole["scores"][0].update(reason=None), "scores[0].reason", "kind"),
        (lambda whole: whole["scores"][0].update(reason="\ud800"), "scores[0].reason", "kind"),
        (lambda whole: whole["scores"][0].pop("discuss"), "scores[0].discuss", "missing"),
        (lambda whole: whole["scores"].append(whole["scores"][0]), "scores", "twice"),
    ],
)  # fmt: skip
def test_a_spoilt_score_file_names_the_field(spoil: Spoil, place: str, code: str) -> None:
    whole = stored_return()
    spoil(whole)
    assert problem(read_return_json, whole) == (place, code)


@pytest.mark.parametrize(
    ("spoil", "place", "code"),
    [
        (lambda whole: whole.pop("bids"), "bids", "missing"),
        (lambda whole: whole.update(price="1"), "price", "unknown"),
        (lambda whole: whole["model"].pop("scale"), "model.scale", "missing"),
        (lambda whole: whole["bids"].append("A"), "bids", "twice"),
        (lambda whole: whole["wanted"].append(["C", "Q1"]), "wanted", "unknown"),
        (lambda whole: whole["wanted"].append(["A"]), "wanted[4]", "kind"),
        (lambda whole: whole["answers"].append(["A", "Q9", "?"]), "wanted", "unknown"),
        (lambda whole: whole.update(return_key="1"), "return_key", "kind"),
        (lambda whole: whole.update(format=7), "format", "newer"),
    ],
)  # fmt: skip
def test_a_spoilt_pack_names_the_field(spoil: Spoil, place: str, code: str) -> None:
    whole = json.loads(pack_json(score_pack()))
    spoil(whole)
    assert problem(read_pack, whole) == (place, code)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b'{"format":1,"format":1}',
        b'{"format":1.0}',
        b'{"format":NaN}',
        b'{"format":' + b"9" * 5_000 + b"}",
    ],
    ids=["empty", "no text", "deep", "twice", "fraction", "no number", "long number"],
)
def test_what_is_no_strict_json_is_damaged(data: bytes) -> None:
    with pytest.raises(CannotDo) as told:
        read_return_json(data)
    assert told.value.problems[0].code == "json"


@pytest.mark.parametrize("data", [b"1", b"[]", b'"text"', b"null", b"{}"])
def test_another_value_has_no_format(data: bytes) -> None:
    with pytest.raises(CannotDo) as told:
        read_pack(data)
    assert told.value.problems[0].place == "format"
