"""Words made safe for a printed page: characters the fonts have, markup escaped."""

from xml.sax.saxutils import escape

from starapp.documents.blocks import Text
from starapp.documents.pdf_styles import register_fonts

REPLACEMENT = "?"
"""Stands for a character the fonts lack."""


def clean(words: str) -> str:
    """Replaces characters the fonts lack, and controls by spaces."""
    known = register_fonts()
    return "".join(
        c if ord(c) in known else (REPLACEMENT if c.isprintable() else " ") for c in words
    )


def escaped(words: str) -> str:
    """Clean words with ReportLab's markup characters escaped."""
    return escape(clean(words))


def markup(text: Text) -> str:
    """Writes runs in ReportLab's inline markup."""
    parts = []
    for run in text:
        words = escaped(run.text)
        words = f"<b>{words}</b>" if run.bold else words
        parts.append(f"<i>{words}</i>" if run.italic else words)
    return "".join(parts)
