"""Words made safe for a printed page: characters the fonts have, markup escaped."""

import unicodedata
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from starapp.documents.blocks import (
    Document,
    Heading,
    Letterhead,
    Recipient,
    Run,
    Signature,
    Text,
    all_blocks,
    is_link,
)
from starapp.documents.pdf_styles import register_fonts
from starapp.documents.plain_text import block_text

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


def boxes(words: str) -> tuple[str, ...]:
    """The characters of words that the fonts lack, each once, in order."""
    joined = unicodedata.normalize("NFC", words)
    return tuple(dict.fromkeys(c for c in joined if clean(c) == REPLACEMENT))


def unprintable(document: Document) -> tuple[tuple[str, str], ...]:
    """Characters the fonts lack, each printed as a box, with the part of the document they are in.

    The part is "letterhead", "recipient", "signature", "foot", or the words of the heading above.
    """
    return tuple(
        dict.fromkeys(
            (character, where) for where, words in _parts(document) for character in boxes(words)
        )
    )


def _parts(document: Document) -> Iterator[tuple[str, str]]:
    heading = document.title
    yield heading, document.title
    for block in all_blocks(document.blocks):
        if isinstance(block, Heading):
            heading = block.text
        yield PARTS.get(type(block), heading), block_text(block)
    yield "foot", f"{document.reference} {document.footer}"


PARTS: Mapping[type, str] = {
    Letterhead: "letterhead",
    Recipient: "recipient",
    Signature: "signature",
}


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
