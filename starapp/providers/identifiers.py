"""Format checks of the identifiers organisations carry. Pure; they check form, not existence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starapp.foundation.problems import Problem


@dataclass(frozen=True, slots=True)
class IdentifierForm:
    """One kind of identifier: its field, its name, its form and an example in words."""

    place: str
    name: str
    form: re.Pattern[str]
    example: str


FORMS = (
    IdentifierForm(
        "unique_identifier",
        "unique identifier",
        re.compile(r"[A-Z]{4}-\d{4}-[A-Z]{4}"),
        "letters and figures such as PABC-1234-DEFG",
    ),
    IdentifierForm(
        "company_number",
        "company number",
        re.compile(r"\d{8}|[A-Z]{2}\d{6}|R0\d{6}"),
        "8 figures, or 2 letters and 6 figures, such as 01234567 or SC123456",
    ),
    IdentifierForm(
        "charity_number",
        "charity number",
        re.compile(r"\d{6,7}(-\d{1,2})?|SC\d{6}|NIC\d{6}"),
        "6 or 7 figures, such as 1123456",
    ),
    IdentifierForm(
        "cqc_provider_id",
        "CQC provider ID",
        re.compile(r"1-\d{5,12}|[A-Z][A-Z0-9]{2,9}"),
        "1- and 9 or more figures, such as 1-101234567, or an NHS code such as RVV",
    ),
    IdentifierForm(
        "cqc_location_id",
        "CQC location ID",
        re.compile(r"1-\d{5,12}|[A-Z][A-Z0-9]{2,9}"),
        "1- and 9 or more figures, such as 1-101234567, or an NHS code such as RVV01",
    ),
    IdentifierForm(
        "ods_code",
        "ODS code",
        re.compile(r"[A-Z0-9]{3,10}"),
        "3 to 10 letters and figures, such as RVV or G82052",
    ),
    IdentifierForm(
        "vat_number",
        "VAT number",
        re.compile(r"(GB)?(\d{9}|\d{12}|GD\d{3}|HA\d{3})"),
        "9 or 12 figures, with or without GB, such as GB123456789",
    ),
    IdentifierForm(
        "duns_number",
        "DUNS number",
        re.compile(r"\d{9}|\d{2}-\d{3}-\d{4}"),
        "9 figures, such as 123456789",
    ),
)
"""Every identifier a provider's entry may carry; an empty one is fine."""

PLACES = tuple(form.place for form in FORMS)


def tidy(value: str) -> str:
    """The identifier without spaces and in capitals, as it is stored."""
    return "".join(value.split()).upper()


def identifier_problems(values: dict[str, str]) -> Iterator[Problem]:
    """Gives a problem per identifier whose form is not right; empty ones are fine."""
    for form in FORMS:
        value = tidy(values.get(form.place, ""))
        if value and not form.form.fullmatch(value):
            yield Problem(
                form.place, f"This is not a {form.name}. Enter {form.example}.", "identifier"
            )
