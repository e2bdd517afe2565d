"""Makes providers, one or thousands; every argument has a default."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from starapp.history.history import note
from starapp.providers.commands import add_provider
from starapp.providers.records import ProviderLotRecord, ProviderRecord
from starapp.providers.register import CqcRating, Insurance, Provider, ProviderKind, ProviderStatus

RATED = (CqcRating.GOOD, CqcRating.OUTSTANDING, CqcRating.INADEQUATE, CqcRating.NOT_YET_RATED)


def provider_value(name: str = "Kitewell Support CIC", **changes) -> Provider:
    """A provider that can be added."""
    fields = {
        "id": "",
        "code": "",
        "kind": ProviderKind.VCSE,
        "cqc_rating": CqcRating.GOOD,
        "cqc_date": date(2025, 2, 20),
        "insurance": Insurance(date(2027, 3, 31), date(2027, 3, 31), date(2027, 1, 31)),
        "contact_name": "The Chief Executive",
        "address_lines": ("The Old Library, 3 Chapel Row", "Alderbrook", "NV1 4CR"),
        "email": "office@kitewell.example",
        "phone": "01632 960102",
        "unique_identifier": "PNVB-1074-TEST",
        "company_number": "09999902",
        "cqc_provider_id": "1-999000002",
    }
    return Provider(name=name, **(fields | changes))


def make_provider(session: Session, name: str = "Kitewell Support CIC", **changes) -> str:
    """A provider in the register; gives its id."""
    return add_provider(session, entry=provider_value(name, **changes)).made


def make_many(session: Session, count: int, *, lot_id: str) -> None:
    """Many providers at once, every second one in a lot, with insurance ending day by day."""
    for number in range(count):
        ends = date(2026, 1, 1) + timedelta(days=number % 900)
        record = ProviderRecord(
            code=f"PR{number:05}",
            name=f"Provider {number:05} Care",
            kind=ProviderKind.SME.value,
            status=ProviderStatus.ACTIVE.value,
            cqc_rating=RATED[number % len(RATED)].value,
            employers_liability=ends,
            first_insurance_end=ends,
            address_lines=[f"{number} Loom Street"],
        )
        if number % 2 == 0:
            record.lots = [ProviderLotRecord(lot_id=lot_id)]
        session.add(record)
    note(session, "many providers added", about=("provider", "0" * 32))
