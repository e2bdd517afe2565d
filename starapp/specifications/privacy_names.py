"""Finds words that look like people's names: titles, "called ...", capital pairs, first names."""

import re
from collections.abc import Iterator

from starapp.specifications.name_words import CAPITAL_WORDS, FIRST_NAMES, PHRASES

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’'\-]+(?:[A-Z][a-z]+)?"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Nurse|Auntie|Aunt|Uncle)\.? "
    rf"(?:[A-Z]\.? )?{_CAPITAL}(?: {_CAPITAL})?"
)
_CALLED = re.compile(
    rf"\b(?:[Cc]alled|[Nn]amed|[Nn]ame is|[Kk]nown as) (?P<name>{_CAPITAL}(?: {_CAPITAL})?)"
)
_RUN = re.compile(rf"\b{_CAPITAL}(?:[ \u00a0]{_CAPITAL})*")
_WORD = re.compile(_CAPITAL)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Spans that could be names, surest first; spans may lie over one another."""
    for match in _TITLED.finditer(text):
        yield match.span()
    for match in _CALLED.finditer(text):
        word = _bare(match.group("name").split()[0])
        if word not in CAPITAL_WORDS:
            yield match.span("name")
    for match in _RUN.finditer(text):
        yield from _in_run(text, match)


def _in_run(text: str, run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Two or more capital words side by side, none in the word list; or one known first name."""
    pending: list[re.Match[str]] = []
    for word in _WORD.finditer(text, run.start(), run.end()):
        if _bare(word.group()) in CAPITAL_WORDS:
            yield from _as_name(pending)
            pending = []
        else:
            pending.append(word)
    yield from _as_name(pending)


def _as_name(words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    if " ".join(_bare(word.group()) for word in words[:2]) in PHRASES:
        words = words[2:]
    if len(words) > 1 or (words and _bare(words[0].group()) in FIRST_NAMES):
        last = words[-1]
        yield words[0].start(), last.start() + len(_unpossessed(last.group()))


def _unpossessed(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _bare(word: str) -> str:
    return _unpossessed(word).lower()
