"""An answer as people read and cite it: its sentences, and parts short enough to take in. Pure."""

import re
from dataclasses import dataclass

PART_WORDS = 60
"""Words after which an easier-to-read part ends with its paragraph or sentence."""

_END = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s|$)|\n+")
_SHORT = re.compile(r"\b(e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|Prof|St|No|approx|p|pp)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """From a first character to one past the last."""

    first: int
    last: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order; every character that is not space is in one of them."""
    found, begin = [], 0
    for end in _END.finditer(text):
        stop = end.end() if not end.group().startswith("\n") else end.start()
        if _SHORT.search(text[begin : end.start() + 1]):
            continue
        if text[begin:stop].strip():
            found.append(_trimmed(text, begin, stop))
        begin = end.end()
    if text[begin:].strip():
        found.append(_trimmed(text, begin, len(text)))
    return tuple(found)


def _trimmed(text: str, first: int, last: int) -> Span:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Span(first, last)


def sentences_of(text: str, span: Span) -> tuple[int, ...]:
    """Numbers, from 1, of the sentences a selection touches."""
    return tuple(
        number
        for number, one in enumerate(sentences(text), start=1)
        if one.first < span.last and span.first < one.last
    )


def citation(numbers: tuple[int, ...]) -> str:
    """A reference to sentences of the answer: "(answer, sentence 3)"; empty for none."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"(answer, sentence {numbers[0]})"
    return f"(answer, sentences {numbers[0]} to {numbers[-1]})"


def parts(text: str, *, words: int = PART_WORDS) -> tuple[Span, ...]:
    """Parts of an answer for the easier-to-read form: whole sentences, about ``words`` each.

    A part that is half full ends with its paragraph, so that headings go with what follows.
    Nothing is left out and nothing is rewritten; an empty text has no parts.
    """
    found: list[Span] = []
    count = 0
    for one in sentences(text):
        held = len(text[one.first : one.last].split())
        paragraph = bool(found) and "\n" in text[found[-1].last : one.first]
        fits = count + held <= words and not (paragraph and 2 * count >= words)
        if found and fits:
            found[-1] = Span(found[-1].first, one.last)
            count += held
        else:
            found.append(one)
            count = held
    return tuple(found)
