"""What a body, a person and a letterhead need before they are saved. Pure."""

import re
from collections.abc import Iterator

from starapp.foundation.problems import Problem
from starapp.organisation.logo import MOST_SIDE, png_size
from starapp.organisation.people import Letterhead

EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
LONGEST_NAME = 120
LONGEST_TEXT = 600
LOGO_BYTES = 1_000_000


def name_problems(place: str, what: str, name: str) -> Iterator[Problem]:
    """Gives what is wrong with a name."""
    if not name.strip():
        yield Problem(place, f"Enter {what}.", "empty")
    elif len(name) > LONGEST_NAME:
        yield Problem(place, f"Use at most {LONGEST_NAME} characters.", "long")


def email_problems(place: str, email: str) -> Iterator[Problem]:
    """Gives what is wrong with an email address; an empty one is fine."""
    if email and not EMAIL.fullmatch(email.strip()):
        yield Problem(place, "Enter an email address, for example team@council.example.", "email")


def letterhead_problems(head: Letterhead) -> Iterator[Problem]:
    """Gives what stops a letterhead from being saved; what is missing may be filled later."""
    yield from name_problems("name", "the name of the body", head.name)
    yield from email_problems("email", head.email)
    for place in ("department", "phone", "signatory_name", "signatory_title", "other_formats"):
        if len(getattr(head, place)) > LONGEST_NAME:
            yield Problem(place, f"Use at most {LONGEST_NAME} characters.", "long")
    if len(head.complaints) > LONGEST_TEXT:
        yield Problem("complaints", f"Use at most {LONGEST_TEXT} characters.", "long")
    if any(len(line) > LONGEST_NAME for line in head.address_lines) or len(head.address_lines) > 8:
        yield Problem("address_lines", "Use up to 8 short lines.", "long")
    yield from logo_problems(head)


def logo_problems(head: Letterhead) -> Iterator[Problem]:
    """Gives what is wrong with a logo: not a PNG picture, too large, or without words for it."""
    if head.logo is None:
        return
    if len(head.logo) > LOGO_BYTES:
        yield Problem("logo", "Choose a picture of at most 1 MB.", "large")
    else:
        size = png_size(head.logo)
        if size is None:
            yield Problem("logo", "This is not a whole PNG picture. Choose another file.", "png")
        elif not 0 < max(size) <= MOST_SIDE:
            words = f"Choose a picture of at most {MOST_SIDE} by {MOST_SIDE} dots."
            yield Problem("logo", words, "large")
    if not head.logo_alternative.strip():
        yield Problem(
            "logo_alternative", "Say in words what the logo shows, for screen readers.", "words"
        )
