"""How easy a text is to read: words, and a reading age from the lengths of sentences and words.

The age is the Flesch-Kincaid grade plus five, worked out exactly and rounded down; it is a hint.
"""

import re
from fractions import Fraction

LEAST_WORDS = 20
"""Shorter texts have no reading age."""


def words_of(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def reading_age(text: str) -> int | None:
    """The age at which the text can be read, 6 to 18, or None for a text too short to tell."""
    words = re.findall(r"[A-Za-z’']+", text)
    if len(words) < LEAST_WORDS:
        return None
    sentences = max(len(re.findall(r"[.!?]+(?:\s|$)", text)), 1)
    syllables = sum(_syllables(word) for word in words)
    grade = (
        Fraction(39, 100) * Fraction(len(words), sentences)
        + Fraction(118, 10) * Fraction(syllables, len(words))
        - Fraction(1559, 100)
    )
    return min(max(int(grade) + 5, 6), 18)


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1
    return max(groups - silent, 1)
