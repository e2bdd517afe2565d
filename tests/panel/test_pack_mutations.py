"""Packs and score files somebody meddled with: none opens as if nothing had happened.

Every mutation ends in a refusal with words, never in a fault, and never in other content.
"""

import hashlib
import io
import json
import stat
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from starapp.evaluation.result import ScoreState
from starapp.foundation.canonical import canonical_json
from starapp.foundation.problems import CannotDo, Unavailable
from starapp.foundation.safe_zip import zip_bytes
from starapp.panel.merge import MergeGround, Verdict, merge
from starapp.panel.pack_facts import OpenedPack
from starapp.panel.pack_file import open_pack
from starapp.panel.pack_format import return_json
from starapp.panel.read_return import Desk, IssuedPack, ReturnReport, TakenReturn, read_return
from starapp.panel.return_file import return_bytes, return_of, sealed_return
from starapp.panel.sealing import public_signing_key, seal_to, sign
from starapp.panel.working_copy import Kept
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

PAPERS = {"Method.pdf": b"%PDF-1.7 method " * 200}
OTHER_KEY = bytes(range(7, 39))
BEN_KEY = bytes(range(96, 128))
AMINA = score_pack(documents=PAPERS)
BEN = score_pack(member="Ben Osei", documents=PAPERS, return_key=BEN_KEY.hex())

Parts = dict[str, bytes]
Mutation = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The two packs as bytes, made once."""
    folder = tmp_path_factory.mktemp("packs")
    return {pack.member: pack_file(folder, pack, PAPERS).read_bytes() for pack in (AMINA, BEN)}


@pytest.fixture(scope="module")
def returns() -> dict[str, bytes]:
    """Their score files."""
    return {pack.member: return_bytes(pack, work_of(pack), MADE) for pack in (AMINA, BEN)}


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_parts(change: Callable[[Parts], object]) -> Mutation:
    """Changes parts and writes the file anew, as somebody with a zip program does."""

    def mutate(data: bytes) -> bytes:
        parts = parts_of(data)
        change(parts)
        return zip_bytes(parts)

    return mutate


def with_label(change: Callable[[dict[str, Any]], object], *, key: bytes | None = None) -> Mutation:
    """Changes the manifest; signs it anew when a key is given."""

    def mutate(data: bytes) -> bytes:
        parts = parts_of(data)
        label = json.loads(parts["manifest.json"])
        change(label)
        if key is not None:
            label["signing_key"] = public_signing_key(key)
            del label["signature"]
            label["signature"] = sign(key, canonical_json(label).encode())
        parts["manifest.json"] = canonical_json(label).encode()
        return zip_bytes(parts)

    return mutate


def flip(part: str, place: int) -> Mutation:
    """Changes one bit of a part and nothing else."""

    def change(parts: Parts) -> None:
        data = bytearray(parts[part])
        data[place] ^= 1
        parts[part] = bytes(data)

    return with_parts(change)


def flip_raw(where: bytes, after: int) -> Mutation:
    """Changes one bit of the zip file itself, behind a mark."""

    def mutate(data: bytes) -> bytes:
        raw = bytearray(data)
        raw[raw.index(where) + after] ^= 1
        return bytes(raw)

    return mutate


def flip_and_count(part: str, key: bytes) -> Mutation:
    """Changes a part, writes its new fingerprint into the manifest and signs with another key."""

    def mutate(data: bytes) -> bytes:
        parts = parts_of(flip(part, 20)(data))
        digest = hashlib.sha256(parts[part]).hexdigest()
        return with_label(lambda label: label["parts"].update({part: digest}), key=key)(
            zip_bytes(parts)
        )

    return mutate


def as_zip(name: str, data: bytes, *, mode: int = 0, method: int = zipfile.ZIP_STORED) -> Mutation:
    """Adds a part of any name and kind."""

    def mutate(pack: bytes) -> bytes:
        file = io.BytesIO(pack)
        with zipfile.ZipFile(file, "a") as whole:
            info = zipfile.ZipInfo(name)
            info.compress_type, info.external_attr = method, mode << 16
            whole.writestr(info, data)
        return file.getvalue()

    return mutate


def rename(old: str, new: str) -> Mutation:
    return with_parts(lambda parts: parts.update({new: parts.pop(old)}))


CONTENT, DOCUMENT, LABEL = "content.sealed", "documents/0001.sealed", "manifest.json"
FAR = "2099-01-01T00:00:00+00:00"

PACK_MUTATIONS: dict[str, tuple[Mutation, str]] = {
    "bit of the nonce": (flip(CONTENT, 0), "changed"),
    "bit of the content": (flip(CONTENT, 40), "changed"),
    "bit of the tag": (flip(CONTENT, -1), "changed"),
    "bit of a document": (flip(DOCUMENT, 30), "changed"),
    "bit of the content, zip sum not mended": (flip_raw(b"content.sealed", 40), "damaged"),
    "bit of the zip directory": (flip_raw(b"PK\x01\x02", 46), "changed name missing_part"),
    "cut in half": (lambda data: data[: len(data) // 2], "no_zip"),
    "last byte cut": (lambda data: data[:-1], "no_zip"),
    "empty": (lambda _data: b"", "no_zip"),
    "bytes put before": (lambda data: b"MZ" * 40 + data, ""),
    "for another member": (with_label(lambda label: label.update(member="Ben Osei")), "changed"),
    "another deadline": (with_label(lambda label: label.update(deadline=FAR)), "changed"),
    "another deadline, signed by another": (
        with_label(lambda label: label.update(deadline=FAR), key=OTHER_KEY), "passphrase"),
    "signed by another": (with_label(lambda _label: None, key=OTHER_KEY), "passphrase"),
    "content changed and signed by another": (flip_and_count(CONTENT, OTHER_KEY), "passphrase"),
    "document changed and signed by another": (flip_and_count(DOCUMENT, OTHER_KEY), "passphrase"),
    "signature taken away": (with_label(lambda label: label.pop("signature")), "missing"),
    "signature of nothing": (with_label(lambda label: label.update(signature="0" * 128)), "changed"),
    "other salt": (
        with_label(lambda label: label["recipe"].update(salt="0" * 32), key=OTHER_KEY),
        "passphrase"),
    "a key that takes hours": (
        with_label(lambda label: label["recipe"].update(passes=10**9), key=OTHER_KEY), "kind"),
    "format 0": (with_label(lambda label: label.update(format=0)), "format"),
    "format 2": (with_label(lambda label: label.update(format=2)), "newer"),
    "a new field": (with_label(lambda label: label.update(price="1")), "unknown"),
    "kind of a score file": (with_label(lambda label: label.update(kind="scores")), "kind"),
    "no manifest": (with_parts(lambda parts: parts.pop(LABEL)), "no_manifest"),
    "manifest no JSON": (with_parts(lambda parts: parts.update({LABEL: b"{"})), "json"),
    "content taken away": (with_parts(lambda parts: parts.pop(CONTENT)), "changed"),
    "document taken away": (with_parts(lambda parts: parts.pop(DOCUMENT)), "changed"),
    "document taken away and signed by another": (
        lambda data: with_label(lambda label: label["parts"].pop(DOCUMENT), key=OTHER_KEY)(
            with_parts(lambda parts: parts.pop(DOCUMENT))(data)),
        "passphrase"),
    "content and document change places": (
        with_parts(lambda parts: parts.update(
            {CONTENT: parts[DOCUMENT], DOCUMENT: parts[CONTENT]})),
        "changed"),
    "part renamed": (rename(DOCUMENT, "documents/0002.sealed"), "changed"),
    "part added": (with_parts(lambda parts: parts.update({"more.sealed": b"x"})), "changed"),
    "path out of the folder": (as_zip("../evil.sealed", b"x"), "name"),
    "path from the root": (as_zip("/etc/evil.sealed", b"x"), "name"),
    "Windows path": (as_zip("..\\evil.sealed", b"x"), "name"),
    "link": (as_zip("link.sealed", b"/etc", mode=stat.S_IFLNK | 0o777), "link"),
    "zip bomb": (
        as_zip("bomb.sealed", bytes(60_000_000), method=zipfile.ZIP_DEFLATED), "too_large"),
    "manifest twice": (as_zip(LABEL, b"{}"), "name"),
}  # fmt: skip


def opened(folder: Path, data: bytes, passphrase: str = PASSPHRASE) -> OpenedPack:
    path = folder / "mutated.starpack"
    path.write_bytes(data)
    return open_pack(path, passphrase)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", PACK_MUTATIONS)
def test_a_pack_somebody_meddled_with(name: str, packs: dict[str, bytes], tmp_path: Path) -> None:
    mutate, codes = PACK_MUTATIONS[name]
    data = mutate(packs["Amina Yusuf"])
    assert data != packs["Amina Yusuf"]
    if not codes:
        found = opened(tmp_path, data)
        assert found.answers == {(bid, code): text for bid, code, text in AMINA.answers}
        return
    began = time.monotonic()
    with pytest.raises(CannotDo) as told:
        opened(tmp_path, data)
    assert told.value.problems[0].code in codes.split()
    assert len(told.value.problems[0].words) > 20
    assert time.monotonic() - began < 5


def test_there_are_enough_mutations() -> None:
    assert len(PACK_MUTATIONS) + len(RETURN_MUTATIONS) >= 50


@pytest.mark.parametrize("passphrase", ["", " ", "kfrm-7wpt-hq4x-8dn", PASSPHRASE + "x", "🗝" * 12])
def test_a_wrong_passphrase(passphrase: str, packs: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(CannotDo) as told:
        opened(tmp_path, packs["Amina Yusuf"], passphrase)
    assert told.value.problems[0].code == "passphrase"


def test_parts_of_another_members_pack(packs: dict[str, bytes], tmp_path: Path) -> None:
    """Both packs have the same passphrase here, so only the binding keeps them apart."""
    ben = parts_of(packs["Ben Osei"])
    swapped = with_parts(lambda parts: parts.update({CONTENT: ben[CONTENT]}))
    with pytest.raises(CannotDo) as told:
        opened(tmp_path, swapped(packs["Amina Yusuf"]))
    assert told.value.problems[0].code == "changed"
    digest = hashlib.sha256(ben[CONTENT]).hexdigest()
    signed = with_label(lambda label: label["parts"].update({CONTENT: digest}), key=OTHER_KEY)
    with pytest.raises(CannotDo) as told:
        opened(tmp_path, signed(swapped(packs["Amina Yusuf"])))
    assert told.value.problems[0].code == "passphrase"


@pytest.mark.parametrize("step", range(40))
def test_a_bit_anywhere_in_a_pack(step: int, packs: dict[str, bytes], tmp_path: Path) -> None:
    """Forty places from the first byte to the last: the same content, or a refusal."""
    data = bytearray(packs["Amina Yusuf"])
    data[step * (len(data) - 1) // 39] ^= 0x10
    try:
        found = opened(tmp_path, bytes(data))
    except (CannotDo, Unavailable):
        return
    assert found.answers == {(bid, code): text for bid, code, text in AMINA.answers}
    assert [one.read() for one in found.documents] == list(PAPERS.values())


def test_a_document_changed_after_the_pack_was_opened(
    packs: dict[str, bytes], tmp_path: Path
) -> None:
    pack = opened(tmp_path, packs["Amina Yusuf"])
    (tmp_path / "mutated.starpack").write_bytes(flip(DOCUMENT, 30)(packs["Amina Yusuf"]))
    with pytest.raises(CannotDo, match="changed"):
        pack.documents[0].read()
    (tmp_path / "mutated.starpack").unlink()
    with pytest.raises(Unavailable, match="cannot be read"):
        pack.documents[0].read()


def issued(*taken: TakenReturn) -> dict[str, IssuedPack]:
    return {
        pack.identity: IssuedPack(
            pack.identity, "one", pack.reference, f"seat of {pack.member}", pack.member, 1,
            pack.issued, pack.deadline, public_signing_key(bytes.fromhex(pack.return_key)),
            pack.rules_seal, {letter: letter for letter in pack.bids}, pack.wanted,
            replaced=False, taken=taken if pack is AMINA else (),
        )
        for pack in (AMINA, BEN)
    }  # fmt: skip


def read(data: bytes, *taken: TakenReturn) -> ReturnReport:
    desk = Desk(SEALING_KEY, issued(*taken), "one", RULES, MADE + timedelta(days=1))
    return read_return(data, desk)


SCORES = "scores.sealed"


def resealed(change: Callable[[dict[str, Any]], object]) -> Mutation:
    """What a member with a debugger can do: other content, rightly sealed and signed."""

    def mutate(_data: bytes) -> bytes:
        inside = json.loads(return_json(return_of(AMINA, work_of(AMINA), MADE)))
        change(inside)
        return sealed_return(AMINA, json.dumps(inside).encode())

    return mutate


def sealed_anew(_data: bytes) -> bytes:
    """Somebody without the pack's key seals scores to the workspace under Amina's label."""
    parts = parts_of(return_bytes(AMINA, work_of(AMINA), MADE))
    used, parts[SCORES] = seal_to(AMINA.sealing_key, b"{}", b"")
    digest = hashlib.sha256(parts[SCORES]).hexdigest()
    change = with_label(
        lambda label: label.update(used_key=used, parts={SCORES: digest}), key=OTHER_KEY
    )
    return change(zip_bytes(parts))


RETURN_MUTATIONS: dict[str, tuple[Mutation, str]] = {
    "bit of the scores": (flip(SCORES, 40), "changed"),
    "bit of the tag": (flip(SCORES, -1), "changed"),
    "cut": (lambda data: data[:-30], "no_zip"),
    "signed by another": (with_label(lambda _label: None, key=OTHER_KEY), "other_member"),
    "signed by another member": (with_label(lambda _label: None, key=BEN_KEY), "other_member"),
    "sealed anew by another": (sealed_anew, "other_member"),
    "label of another member": (
        with_label(lambda label: label.update(member="Ben Osei", pack=BEN.identity)), "changed"),
    "label of another member, signed by them": (
        with_label(lambda label: label.update(member="Ben Osei", pack=BEN.identity), key=BEN_KEY),
        "other_workspace"),
    "used key changed": (with_label(lambda label: label.update(used_key="0" * 64)), "changed"),
    "format 0": (with_label(lambda label: label.update(format=0)), "format"),
    "format 2": (with_label(lambda label: label.update(format=2)), "newer"),
    "a pack": (with_label(lambda label: label.update(kind="pack")), "kind"),
    "part renamed": (rename(SCORES, "other.sealed"), "changed"),
    "path out of the folder": (as_zip("../evil.sealed", b"x"), "name"),
    "too many parts": (
        with_parts(lambda parts: parts.update({f"a{n}.sealed": b"" for n in range(9)})),
        "too_many"),
    "zip bomb": (
        as_zip("bomb.sealed", bytes(30_000_000), method=zipfile.ZIP_DEFLATED), "too_large"),
    "inside: format 3": (resealed(lambda inside: inside.update(format=3)), "newer"),
    "inside: format 0": (resealed(lambda inside: inside.update(format=0)), "format"),
    "inside: a score twice": (
        resealed(lambda inside: inside["scores"].append(inside["scores"][0])), "twice"),
    "inside: a score as a number": (
        resealed(lambda inside: inside["scores"][0].update(score=3)), "kind"),
    "inside: other rules": (resealed(lambda inside: inside.update(rules_seal="cd" * 32)), "changed"),
    "inside: another member": (resealed(lambda inside: inside.update(member="Ben Osei")), "changed"),
    "inside: no declaration": (
        resealed(lambda inside: inside.update(confirmed=None)), "not_confirmed"),
    "inside: a reason of a million words": (
        resealed(lambda inside: inside["scores"][0].update(reason="word " * 1_000_000)), "too_long"),
}  # fmt: skip


@pytest.mark.parametrize("name", RETURN_MUTATIONS)
def test_a_score_file_somebody_meddled_with(name: str, returns: dict[str, bytes]) -> None:
    mutate, code = RETURN_MUTATIONS[name]
    report = read(mutate(returns["Amina Yusuf"]))
    assert [problem.code for problem in report.problems] == [code]
    assert len(report.problems[0].words) > 20


@pytest.mark.parametrize("step", range(40))
def test_a_bit_anywhere_in_a_score_file(step: int, returns: dict[str, bytes]) -> None:
    data = bytearray(returns["Amina Yusuf"])
    data[step * (len(data) - 1) // 39] ^= 0x10
    report = read(bytes(data))
    if not report.problems:
        assert report.returned is not None
        assert return_json(report.returned) == return_json(return_of(AMINA, work_of(AMINA), MADE))


def test_a_file_played_again_is_known(returns: dict[str, bytes]) -> None:
    data = returns["Amina Yusuf"]
    taken = TakenReturn(hashlib.sha256(data).hexdigest(), 4, MADE)
    assert read(data, taken).repeat


def test_an_old_file_played_again_after_a_newer_one(returns: dict[str, bytes]) -> None:
    newer = TakenReturn("f" * 64, 9, MADE + timedelta(hours=1))
    assert [one.code for one in read(returns["Amina Yusuf"], newer).problems] == ["older"]


@pytest.mark.parametrize(("days", "found"), [(-900, ["clock"]), (900, ["late", "clock"])])
def test_a_clock_that_is_years_wrong(days: int, found: list[str]) -> None:
    report = read(return_bytes(AMINA, work_of(AMINA), MADE + timedelta(days=days)))
    assert [note.code for note in report.notes] == found
    assert report.problems == ()


ground = MergeGround(AMINA.wanted, tuple(level.score for level in SCALE))


@pytest.mark.parametrize("score", ["5", "99999", "-1", "0.5", "1000000000"])
def test_a_score_off_the_scale(score: str) -> None:
    data = resealed(lambda inside: inside["scores"][0].update(score=score))(b"")
    returned = read(data).returned
    assert returned is not None
    verdicts = [row.verdict for row in merge(ground, returned.scores)]
    assert verdicts.count(Verdict.REFUSED) == 1
    assert verdicts.count(Verdict.MERGED) == 3


def test_a_reason_of_a_hundred_thousand_words() -> None:
    long = {("A", "Q1"): Kept(ScoreState.SCORED, "3", "word " * 100_000)}
    returned = read(return_bytes(AMINA, work_of(AMINA, long), MADE)).returned
    assert returned is not None
    (row, *_) = merge(ground, returned.scores)
    assert (row.verdict, row.cure) == (Verdict.REFUSED, "Ask the panel member to shorten it.")


@pytest.mark.parametrize(
    "text",
    [
        "هذا جواب واضح",
        "תשובה ברורה",
        "👩🏽‍⚕️ 🧑‍🦽 good",
        "a\u202eb\u202cc",
        "e\u0301 é",
        "\U0010ffff",
        "a\x00b\tc",
    ],
)
def test_text_of_any_script_comes_back_unchanged(text: str) -> None:
    work = work_of(AMINA, {("A", "Q1"): Kept(ScoreState.SCORED, "3", text)})
    returned = read(return_bytes(AMINA, work, MADE)).returned
    assert returned is not None
    assert returned.scores[0].reason == text
    (row, *_) = merge(ground, returned.scores)
    assert row.verdict is Verdict.MERGED


def test_names_of_any_script_open_too(tmp_path: Path) -> None:
    pack = replace(AMINA, member="עמית 👩🏽‍⚕️", documents=())
    path = tmp_path / "any.starpack"
    path.write_bytes(pack_file(tmp_path, pack).read_bytes())
    assert open_pack(path, PASSPHRASE).member == "עמית 👩🏽‍⚕️"
