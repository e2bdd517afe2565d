"""What a provider's entry needs before it is saved. Pure."""

from collections.abc import Iterator
from datetime import date

from starapp.foundation.problems import Problem
from starapp.organisation.people_checks import LONGEST_NAME, email_problems, name_problems
from starapp.providers.identifiers import PLACES, identifier_problems
from starapp.providers.register import CqcRating, Provider

RATED = frozenset(
    {
        CqcRating.OUTSTANDING,
        CqcRating.GOOD,
        CqcRating.REQUIRES_IMPROVEMENT,
        CqcRating.INADEQUATE,
    }
)


def provider_problems(entry: Provider, *, today: date) -> Iterator[Problem]:
    """Gives everything that stops an entry from being saved, beside its field."""
    yield from name_problems("name", "the provider's name", entry.name)
    yield from email_problems("email", entry.email)
    yield from identifier_problems({place: getattr(entry, place) for place in PLACES})
    for place in ("contact_name", "phone"):
        if len(getattr(entry, place)) > LONGEST_NAME:
            yield Problem(place, f"Use at most {LONGEST_NAME} characters.", "long")
    if len(entry.address_lines) > 8 or any(len(x) > LONGEST_NAME for x in entry.address_lines):
        yield Problem("address_lines", "Use up to 8 short lines.", "long")
    if entry.cqc_date is not None and entry.cqc_date > today:
        yield Problem("cqc_date", "Choose today or an earlier day for the rating.", "future")
    if entry.cqc_rating in RATED and entry.cqc_date is None:
        yield Problem("cqc_date", "Enter the day the rating was published.", "date")
