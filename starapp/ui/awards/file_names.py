"""Names of saved letters: plain characters only, and nothing about the person."""

import re
import unicodedata

from starapp.letters.kinds import Kind


def letter_file_name(reference: str, kind: Kind, provider: str, *, draft: str = "") -> str:
    """Gives a name such as ``MC-2026-031 award Kitewell-Support-CIC.pdf``."""
    flat = unicodedata.normalize("NFKD", provider).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9]+", "-", flat).strip("-") or "provider"
    parts = (reference, draft, kind.value.replace(" ", "-"), safe)
    return " ".join(part for part in parts if part) + ".pdf"
