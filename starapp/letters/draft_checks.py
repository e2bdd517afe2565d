"""What stands in the way of issuing one letter, and what somebody should look at first. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from starapp.documents.blocks import Document, gaps
from starapp.documents.plain_text import plain_text
from starapp.documents.to_pdf import unprintable
from starapp.evaluation.reason_checks import Hidden, sign_words, wording_problems
from starapp.foundation.problems import Problem
from starapp.letters.letter_facts import (
    AnyFacts,
    Assessment,
    AwardFacts,
    LateFacts,
    NotRankedFacts,
    SetAsideFacts,
    UnsuccessfulFacts,
)

_AMOUNT = re.compile(
    r"(?<![\d.,])(£\s?)?(\d{1,3}(?:[,\u00a0\u2009 ]\d{3})+|\d+)(\.\d{1,2})?(?![\d.,]*\d)"
)
SIGN = "sign"
"""The code of a problem with a character: it is told and does not stop the letters."""


def draft_problems(
    facts: AnyFacts, document: Document, hidden: Hidden, prices: Collection[Decimal] = ()
) -> Iterator[Problem]:
    """Gives what keeps a letter from being issued: gaps, names and prices that must not leave.

    Args:
        facts: of the letter.
        document: written from them.
        hidden: whose names the recipient must not read.
        prices: what other bids cost, which the recipient must not read.
    """
    to = facts.common.recipient.name
    for amount in amounts_told(plain_text(document), prices):
        words = f"{to}: take “{amount}” out: no letter tells what another bid costs."
        yield Problem("letter", words, "price")
    for gap in gaps(document):
        yield Problem(gap.where, f"{to}: {gap.what} is missing.", "gap")
    known = _may_be_named(facts)
    strangers = replace(
        hidden, own="", bidders=tuple(name for name in hidden.bidders if name not in known)
    )
    for place, text in _people_wrote(facts):
        rest = text
        for name in known:
            rest = rest.replace(name, "")
        for problem in wording_problems(rest, strangers, place=place):
            if problem.code != SIGN:
                yield Problem(place, f"{to}, {place}: {problem.words}", problem.code)


def amounts_told(text: str, prices: Collection[Decimal]) -> Iterator[str]:
    """Gives each amount of money in a text that is one of some prices, however it is written.

    With or without the pound sign, the commas and the pence. A bare whole number is no amount: it
    may be a year or a page.
    """
    for found in _AMOUNT.finditer(text):
        sign, pounds, pence = found.groups()
        digits = re.sub(r"\D", "", pounds)
        money_like = sign or pence or digits != pounds
        if money_like and Decimal(digits + (pence or "")) in prices:
            yield found.group().strip()


def sign_problems(facts: AnyFacts, document: Document) -> Iterator[Problem]:
    """Gives each character that no font of the letter has, and where it stands.

    It is printed as an empty box; that is told before the letters are issued and does not stop
    them, because what it stands in may be locked.
    """
    to = facts.common.recipient
    places = {
        "letterhead": ("letterhead", "in the letterhead"),
        "signature": ("letterhead", "in the signature"),
        "foot": ("letterhead", "at the foot of the page"),
        "recipient": (f"provider {to.provider_code}", "in the provider's address"),
    }
    for sign, where in unprintable(document):
        place, words = places.get(where, ("letter", f"under “{where}”"))
        yield Problem(
            place, f"{to.name}: {sign_words(sign)} {words} is printed as an empty box.", SIGN
        )


def _may_be_named(facts: AnyFacts) -> tuple[str, ...]:
    """The recipient, and for those who lost the winner; a name that holds another comes first."""
    names = [facts.common.recipient.name]
    if isinstance(facts, UnsuccessfulFacts | NotRankedFacts):
        names.append(facts.winner.provider_name)
    return tuple(sorted(names, key=len, reverse=True))


def _people_wrote(facts: AnyFacts) -> Iterator[tuple[str, str]]:
    """What people wrote that the letter repeats word for word, with its place."""
    match facts:
        case AwardFacts():
            yield from _reasons(facts.own)
        case UnsuccessfulFacts() | NotRankedFacts():
            yield from _reasons(facts.own)
            yield from _reasons(facts.winner)
        case SetAsideFacts():
            yield "bids", facts.facts_relied_on
            for one in facts.concerns:
                yield "bids", f"{one.question} {one.answer} {one.conclusion}"
        case LateFacts():
            return


def _reasons(who: Assessment) -> Iterator[tuple[str, str]]:
    for line in who.lines:
        yield f"moderation {line.code}", line.reason
