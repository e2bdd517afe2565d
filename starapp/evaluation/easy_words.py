"""The easier-to-read form: reasons picked from a list, and hard words with their meaning. Pure."""

import re
from collections.abc import Sequence


def reason_from(picked: Sequence[str], own: str) -> str:
    """One reason from what was picked and what was typed: "Gives examples. He has a say. ..."."""
    sentences = [f"{words.rstrip('.')}." for words in picked]
    return " ".join([*sentences, own.strip()]).strip()


def picked_in(reason: str, offers: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What of a reason was picked from the offers, and the words typed besides."""
    found, rest = [], reason.strip()
    moved = True
    while moved:
        moved = False
        for words in offers:
            start = f"{words.rstrip('.')}."
            if words not in found and rest.startswith(start):
                found.append(words)
                rest, moved = rest[len(start) :].strip(), True
    return tuple(words for words in offers if words in found), rest


def hard_words(text: str, known: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The hard words that stand in a text, in order of their first place, with their meaning."""
    found = []
    for word, meaning in known:
        place = re.search(rf"\b{re.escape(word)}(s|es)?\b", text, re.IGNORECASE)
        if place:
            found.append((place.start(), word, meaning))
    return tuple((word, meaning) for _, word, meaning in sorted(found))
