"""What stands in clear on a score pack or score file: what it is, for whom, and its signature."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starapp.foundation.canonical import canonical_json
from starapp.foundation.problems import refuse
from starapp.foundation.safe_zip import SafeZip
from starapp.panel.pack_format import require_format
from starapp.panel.sealing import KeyRecipe, digest, same, sign, signed_by
from starapp.panel.strict_fields import Fields, parse, wrong

MANIFEST = "manifest.json"
LARGEST = 1_000_000
LABEL_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Readable without a passphrase.

    Attributes:
        kind: "pack" or "scores".
        member: the person it is for, or who hands it in.
        deadline: when scores are due, UTC; None where none was set.
        program: version of STAR that wrote it.
        rules_seal: fingerprint of the published rules.
        recipe: how the passphrase becomes the key; None on a score file.
        used_key: public key used once to seal a score file; empty on a pack.
        signing_key: public key the signature is checked with.
        parts: SHA-256 of each sealed part, by name.
        signature: over everything above.
    """

    kind: str
    pack: str
    member: str
    reference: str
    deadline: datetime | None
    program: str
    rules_seal: str
    recipe: KeyRecipe | None
    used_key: str
    signing_key: str
    parts: Mapping[str, str]
    signature: str = ""

    def beside(self, part: str) -> bytes:
        """What a sealed part is bound to: everything in clear but the parts themselves."""
        stored = _stored(self)
        del stored["parts"]
        return canonical_json({**stored, "part": part}).encode()

    def signed(self, private: bytes) -> "Manifest":
        """The same with its signature."""
        return replace(self, signature=sign(private, _signed_bytes(self)))

    @property
    def signature_holds(self) -> bool:
        """Tells whether the holder of the key it names signed it as it is."""
        return signed_by(self.signing_key, self.signature, _signed_bytes(self))

    def to_json(self) -> bytes:
        """The manifest as it stands in the file."""
        return canonical_json({**_stored(self), "signature": self.signature}).encode()


def read_manifest(file: SafeZip, *, kind: str) -> Manifest:
    """The manifest of a file, its signature checked; the parts are not looked at.

    Raises:
        CannotDo: another kind, a newer format, a field that is wrong, or a broken signature.
    """
    if MANIFEST not in file.names:
        raise refuse("file", "This file was not made by STAR. Choose another file.", "no_manifest")
    stored = parse(file.read(MANIFEST), most=LARGEST)
    require_format(stored, kind=kind, newest=LABEL_FORMAT)
    fields = Fields(
        stored, "", "format", "kind", "pack", "member", "reference", "deadline", "program",
        "rules_seal", "recipe", "used_key", "signing_key", "parts", "signature",
    )  # fmt: skip
    manifest = Manifest(
        kind=kind,
        pack=fields.code("pack", 32),
        member=fields.text("member", most=500),
        reference=fields.text("reference", most=500),
        deadline=fields.maybe_moment("deadline"),
        program=fields.text("program", most=100),
        rules_seal=fields.code("rules_seal", 64),
        recipe=_recipe(fields.raw("recipe"), kind),
        used_key=fields.code("used_key", 64) if kind == "scores" else fields.text("used_key"),
        signing_key=fields.code("signing_key", 64),
        parts=_parts(fields.raw("parts")),
        signature=fields.code("signature", 128),
    )
    if not manifest.signature_holds:
        raise refuse("signature", f"The file was changed. {AGAIN[kind]}", "changed")
    if set(file.names) != {MANIFEST, *manifest.parts}:
        raise refuse("parts", f"Parts of the file were added or taken. {AGAIN[kind]}", "changed")
    return manifest


def kind_of(file: SafeZip) -> str:
    """Whether a file says it is a pack or a score file; nothing of it is checked yet.

    Raises:
        CannotDo: it is neither.
    """
    if MANIFEST in file.names:
        stored = parse(file.read(MANIFEST), most=LARGEST)
        kind = stored.get("kind") if isinstance(stored, dict) else None
        if kind in ("pack", "scores"):
            return str(kind)
    raise refuse("file", "This is no score pack and no score file. Choose another.", "kind")


def read_part(file: SafeZip, manifest: Manifest, name: str) -> bytes:
    """One sealed part, as it was when it was signed.

    Raises:
        CannotDo: it was changed or is damaged.
    """
    data = file.read(name)
    if not same(digest(data), manifest.parts[name]):
        raise refuse("parts", f"The part {name} was changed. {AGAIN[manifest.kind]}", "changed")
    return data


AGAIN = {
    "pack": "Copy it again, or ask the person who gave it to you for a new one.",
    "scores": "Ask the panel member to save their score file again.",
}
"""What to do about a changed file."""


def _stored(manifest: Manifest) -> dict[str, object]:
    """Everything but the signature."""
    return {
        "format": LABEL_FORMAT,
        "kind": manifest.kind,
        "pack": manifest.pack,
        "member": manifest.member,
        "reference": manifest.reference,
        "deadline": manifest.deadline,
        "program": manifest.program,
        "rules_seal": manifest.rules_seal,
        "recipe": manifest.recipe,
        "used_key": manifest.used_key,
        "signing_key": manifest.signing_key,
        "parts": dict(manifest.parts),
    }


def _signed_bytes(manifest: Manifest) -> bytes:
    return canonical_json(_stored(manifest)).encode()


def _recipe(value: object, kind: str) -> KeyRecipe | None:
    if kind == "scores":
        if value is not None:
            raise wrong("recipe", "a score file has no passphrase.", "kind")
        return None
    fields = Fields(value, "recipe", "salt", "memory", "passes", "lanes")
    recipe = KeyRecipe(
        fields.text("salt"), fields.whole("memory"), fields.whole("passes"), fields.whole("lanes")
    )
    if not recipe.allowed:
        raise wrong("recipe", "this STAR does not know it.", "kind")
    return recipe


def _parts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise wrong("parts", "this must be an object.", "kind")
    fields = Fields(value, "parts", *value)
    return {name: fields.code(name, 64) for name in value}
