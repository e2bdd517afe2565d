"""The grounds on which a bid may be set aside, what each needs first, and the words of the record.

Procurement Act 2023: s.19(3) may disregard; s.19(4) an abnormally low price is asked about first;
ss.26 to 30 and 58 exclusion after representations were considered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starapp.foundation.problems import Problem
from starapp.foundation.reasons import says_too_little

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground.

    Attributes:
        facts: name of each fact to write down and its label; the first goes into the letter.
        price_first: the provider must have been asked about its price, with a finding.
    """

    code: str
    title: str
    facts: tuple[tuple[str, str], ...]
    price_first: bool = False


GROUNDS = (
    Ground(
        "non_compliant",
        "It does not meet a requirement of the invitation",
        (
            ("requirement", "Which requirement, and what was missing"),
            ("equal", "How the same was decided for every bid"),
        ),
    ),
    Ground(
        "excluded",
        "An exclusion ground applies to the provider",
        (
            ("ground", "Which ground, and the facts"),
            ("representations", "What the provider said about it, and what was considered"),
        ),
    ),
    Ground(
        "abnormally_low",
        "Its price is abnormally low",
        (("reason", "Why the answer does not show that the provider can perform"),),
        price_first=True,
    ),
)
BY_CODE: Mapping[str, Ground] = {ground.code: ground for ground in GROUNDS}


def set_aside_problems(
    code: str, facts: Mapping[str, str], *, price_found: bool
) -> Iterator[Problem]:
    """Gives what is missing before a bid may be set aside."""
    ground = BY_CODE.get(code)
    if ground is None:
        yield Problem("code", "Choose the ground.", "code")
        return
    for name, label in ground.facts:
        text = facts.get(name, "")
        if says_too_little(text):
            yield Problem(f"facts.{name}", f"Write this in a sentence: {label}.", "facts")
        elif len(text) > LONGEST:
            yield Problem(f"facts.{name}", f"Use at most {LONGEST:,} characters.", "long")
    if ground.price_first and not price_found:
        yield Problem(
            "code",
            "Ask the provider about its price first, and record the answer and what it shows "
            "(section 19(4)).",
            "not_asked",
        )


def words_of(code: str, facts: Mapping[str, str]) -> str:
    """The facts as one text for the record and the letter."""
    return " ".join(_sentence(facts[name]) for name, _ in BY_CODE[code].facts)


def _sentence(text: str) -> str:
    clean = text.strip()
    return clean if clean.endswith((".", "?", "”")) else f"{clean}."
