"""The file of a score pack: written once by the workspace, opened with its passphrase anywhere.

A zip file with a manifest in clear, the sealed content, and each document sealed by itself so
that a pack with many documents opens at once.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from starapp import __version__
from starapp.criteria.evaluation_model import Kind
from starapp.evaluation.score_sheet import PRACTICE, ScoreSheet
from starapp.foundation.problems import Problem, raise_if, refuse
from starapp.foundation.safe_zip import Limits, SafeZip, zip_bytes
from starapp.panel.pack_facts import OpenedPack, PackDocument
from starapp.panel.pack_format import PackedDocument, ScorePack, pack_json, read_pack
from starapp.panel.pack_manifest import AGAIN, MANIFEST, Manifest, read_manifest, read_part
from starapp.panel.return_file import return_bytes
from starapp.panel.sealing import (
    LEAST_PASSPHRASE,
    Shut,
    digest,
    fresh_recipe,
    passphrase_core,
    passphrase_key,
    public_signing_key,
    same,
    seal,
    subkey,
    unseal,
)
from starapp.panel.working_copy import WorkingCopy, place_of

SUFFIX = ".starpack"
CONTENT = "content.sealed"
LIMITS = Limits()
_LEVEL = 6


def document_part(number: int) -> str:
    """The name of the sealed part of the document with this number, from 1."""
    return f"documents/{number:04}.sealed"


def pack_bytes(
    pack: ScorePack, documents: Mapping[str, bytes], *, passphrase: str, signing_key: bytes
) -> bytes:
    """The file of a pack.

    Args:
        pack: the content.
        documents: the bytes of each document by the name of its part.
        passphrase: opens it; told to the member another way.
        signing_key: private, of the workspace.

    Raises:
        CannotDo: the passphrase is too short.
    """
    raise_if(passphrase_problems(passphrase))
    recipe = fresh_recipe()
    manifest = Manifest(
        kind="pack",
        pack=pack.identity,
        member=pack.member,
        reference=pack.reference,
        deadline=pack.deadline,
        program=__version__,
        rules_seal=pack.rules_seal,
        recipe=recipe,
        used_key="",
        signing_key=public_signing_key(signing_key),
        parts={},
    )
    key = subkey(passphrase_key(passphrase, recipe), "pack")
    plain = {CONTENT: pack_json(pack), **documents}
    sealed = {
        name: seal(key, zlib.compress(data, _LEVEL), manifest.beside(name))
        for name, data in plain.items()
    }
    parts = {name: digest(data) for name, data in sealed.items()}
    whole = replace(manifest, parts=parts).signed(signing_key)
    return zip_bytes({MANIFEST: whole.to_json(), **sealed})


def passphrase_problems(passphrase: str) -> tuple[Problem, ...]:
    """What is wrong with a passphrase for a new pack."""
    if len(passphrase_core(passphrase)) >= LEAST_PASSPHRASE:
        return ()
    words = (
        f"Choose a passphrase of at least {LEAST_PASSPHRASE} letters and figures, or let STAR "
        "make one."
    )
    return (Problem("passphrase", words, "short"),)


def pack_manifest(path: Path) -> Manifest:
    """What a pack says of itself without its passphrase; its signature holds.

    Raises:
        CannotDo: it is no score pack, a newer one, or was changed.
        Unavailable: the file cannot be read.
    """
    return read_manifest(SafeZip(path, LIMITS), kind="pack")


def open_pack(path: Path, passphrase: str, *, own: Path | None = None) -> OpenedPack:
    """Opens a pack; its working copy stands beside it, where that lasts.

    Args:
        path: of the pack.
        passphrase: as it was typed.
        own: the program's folder for the work on packs that a mail program opened, or that stand
            where nothing can be written; without it all work stands beside its pack.

    Raises:
        CannotDo: wrong passphrase, a changed or newer file, or no score pack.
        Unavailable: the file cannot be read.
    """
    file = SafeZip(path, LIMITS)
    manifest = read_manifest(file, kind="pack")
    sealed = {name: read_part(file, manifest, name) for name in manifest.parts}
    assert manifest.recipe is not None  # noqa: S101 # a pack has one
    whole = passphrase_key(passphrase, manifest.recipe)
    key = subkey(whole, "pack")
    pack = _content(key, manifest, sealed.get(CONTENT, b""))
    known = {one.part for one in pack.documents}
    if known | {CONTENT} != set(sealed):
        raise refuse("parts", f"A document is missing. {AGAIN['pack']}", "changed")
    return OpenedPack(
        identity=pack.identity,
        reference=pack.reference,
        title=pack.title,
        member=pack.member,
        role=pack.role,
        deadline=pack.deadline,
        declaration=pack.declaration,
        base=_sheet(pack),
        answers={
            **{(PRACTICE, code): text for code, text in _practice(pack)},
            **{(bid, code): text for bid, code, text in pack.answers},
        },
        documents=tuple(
            PackDocument(
                one.bid, one.name, one.size, partial(_read_document, path, manifest, key, one)
            )
            for one in pack.documents
        ),
        copy=_working_copy(path, whole, pack.identity, own),
        make_return=partial(return_bytes, pack),
        rules_seal=pack.rules_seal,
    )


def _content(key: bytes, manifest: Manifest, sealed: bytes) -> ScorePack:
    try:
        packed = unseal(key, sealed, manifest.beside(CONTENT))
    except Shut:
        raise refuse(
            "passphrase",
            "This passphrase does not open the pack. Type it again as it was given to you; "
            "capitals and spaces do not matter.",
            "passphrase",
        ) from None
    pack = read_pack(_unpacked(packed, LIMITS.one))
    clear = (manifest.pack, manifest.member, manifest.reference, manifest.rules_seal)
    if (pack.identity, pack.member, pack.reference, pack.rules_seal) != clear:
        raise refuse("file", f"The pack does not fit its own label. {AGAIN['pack']}", "changed")
    return pack


def _read_document(path: Path, manifest: Manifest, key: bytes, one: PackedDocument) -> bytes:
    """The bytes of a document.

    Raises:
        CannotDo: it was changed since the pack was opened.
        Unavailable: the file cannot be read any more.
    """
    sealed = read_part(SafeZip(path, LIMITS), manifest, one.part)
    try:
        data = _unpacked(unseal(key, sealed, manifest.beside(one.part)), one.size)
    except Shut:
        data = b""
    if len(data) != one.size or not same(digest(data), one.digest):
        raise refuse("file", f"{one.name} was changed. {AGAIN['pack']}", "changed")
    return data


def _unpacked(packed: bytes, most: int) -> bytes:
    """The bytes again, but never more than ``most``."""
    packing = zlib.decompressobj()
    try:
        data = packing.decompress(packed, most + 1)
    except zlib.error:
        data = b""
    if len(data) > most or not packing.eof:
        raise refuse("file", f"The file is damaged inside. {AGAIN['pack']}", "damaged")
    return data


def _working_copy(path: Path, whole: bytes, identity: str, own: Path | None) -> WorkingCopy:
    key = subkey(whole, "working copy")
    beside = identity.encode()
    return WorkingCopy(
        place_of(path, digest(beside), own),
        seal=lambda data: seal(key, data, beside),
        unseal=lambda data: unseal(key, data, beside),
    )


def _sheet(pack: ScorePack) -> ScoreSheet:
    wanted = (*((PRACTICE, code) for code, _ in _practice(pack)), *pack.wanted)
    asked = {code for _, code in wanted}
    letters = (*dict.fromkeys(bid for bid, _ in wanted if bid == PRACTICE), *pack.bids)
    return ScoreSheet(
        competition_id=pack.reference,
        seat_id=pack.identity,
        title=pack.role,
        locked="",
        model=pack.model,
        bids=tuple((letter, letter) for letter in letters),
        questions=tuple(q for q in pack.model.leaves(Kind.SCORED) if q.code in asked),
        wanted=wanted,
        writable=frozenset(wanted),
        scores={},
        names=dict(pack.names),
    )


def _practice(pack: ScorePack) -> tuple[tuple[str, str], ...]:
    """Question and text of the practice answer; nothing where there is none."""
    return (pack.practice,) if pack.practice else ()
