"""Names of saved letters: plain characters only, and nothing about the person."""

import re
import unicodedata
from collections.abc import Sequence

from starapp.letters.kinds import Kind


def letter_file_names(
    reference: str, letters: Sequence[tuple[Kind, str]], *, draft: str = ""
) -> list[str]:
    """Gives a name for each letter, such as ``MC-2026-031 award Kitewell-Support-CIC.pdf``.

    Providers whose names come out the same get a number, so that no file takes another's place.
    """
    found: list[str] = []
    for kind, provider in letters:
        name, number = _name(reference, kind, provider, draft), 1
        while (name if number == 1 else f"{name} {number}") in found:
            number += 1
        found.append(name if number == 1 else f"{name} {number}")
    return [f"{name}.pdf" for name in found]


def _name(reference: str, kind: Kind, provider: str, draft: str) -> str:
    flat = unicodedata.normalize("NFKD", provider).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9]+", "-", flat).strip("-") or "provider"
    parts = (reference, draft, kind.value.replace(" ", "-"), safe)
    return " ".join(part for part in parts if part)
