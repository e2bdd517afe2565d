"""Words made safe for a printed page: characters the fonts have, markup escaped."""

import unicodedata
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from starapp.documents.blocks import Document, Run, Text, is_link
from starapp.documents.pdf_styles import register_fonts
from starapp.documents.plain_text import plain_text

REPLACEMENT = "\ufffd"
"""Stands for a character the fonts lack; the print fonts show it as a box."""


def clean(words: str) -> str:
    """Gives words in characters the fonts have.

    Accents are joined to their letters, signs without a width are left out, controls become
    spaces, joined letters such as "fi" are taken apart, and what is still unknown becomes a box.
    """
    known = register_fonts()
    joined = unicodedata.normalize("NFC", words)
    return "".join(c if ord(c) in known else _instead(c, known) for c in joined)


def _instead(character: str, known: frozenset[int]) -> str:
    if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    apart = unicodedata.normalize("NFKC", character)
    return apart if all(ord(c) in known for c in apart) else REPLACEMENT


def unprintable(document: Document) -> frozenset[str]:
    """Characters the fonts lack; each is printed as a box."""
    return frozenset(
        character
        for words in _all_words(document)
        for character in unicodedata.normalize("NFC", words)
        if clean(character) == REPLACEMENT
    )


def _all_words(document: Document) -> Iterator[str]:
    yield from (document.title, document.reference, document.footer, plain_text(document))


def escaped(words: str) -> str:
    """Clean words with ReportLab's markup characters escaped."""
    return escape(clean(words))


def markup(text: Text) -> str:
    """Writes runs in ReportLab's inline markup."""
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    words = escaped(run.text)
    words = f"<b>{words}</b>" if run.bold else words
    words = f"<i>{words}</i>" if run.italic else words
    if is_link(run):
        return f"<a href={quoteattr(clean(run.link))}><u>{words}</u></a>"
    return words
