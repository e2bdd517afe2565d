"""What people do with the register: add, edit, suspend for new work, reinstate, remove."""

import re
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.foundation.change import Change, changed
from starapp.foundation.dates import day_text, local_date
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import note, now
from starapp.providers.identifiers import PLACES, tidy
from starapp.providers.provider_checks import provider_problems
from starapp.providers.records import ProviderAreaRecord, ProviderLotRecord, ProviderRecord
from starapp.providers.register import Provider, ProviderStatus

R = TypeVar("R")
TEXTS = ("name", "contact_name", "email", "phone")
POLICIES = ("employers_liability", "public_liability", "professional_indemnity")


def add_provider(session: Session, *, entry: Provider) -> Change:
    """Adds a provider; without a code the next PR number is used.

    Raises:
        CannotDo: with every problem beside its field, or when the name is there already.
    """
    codes = frozenset(session.scalars(select(ProviderRecord.code)))
    code = entry.code.strip() or _next_code(codes)
    if code in codes:
        raise refuse("code", f"There is already a provider {code}.", "taken")
    record = ProviderRecord(code=code, status=ProviderStatus.ACTIVE.value)
    _write(session, record, entry)
    record.status = entry.status.value
    record.status_reason = entry.status_reason
    record.status_from = entry.status_from
    session.add(record)
    session.flush()
    note(session, f"provider {record.name} added", about=("provider", record.id))
    return changed(f"{record.name} added", "providers", made=record.id)


def edit_provider(session: Session, *, entry: Provider) -> Change:
    """Changes a provider's entry; its status is changed by commands of its own.

    Raises:
        CannotDo: with every problem beside its field, or when the name is taken.
    """
    record = session.get_one(ProviderRecord, entry.id)
    _write(session, record, entry)
    note(session, f"provider {record.name} changed", about=("provider", record.id))
    return changed(f"{record.name} saved", "providers")


def _write(session: Session, record: ProviderRecord, entry: Provider) -> None:
    raise_if([*provider_problems(entry, today=local_date(now(session)))])
    same = select(ProviderRecord.id).where(ProviderRecord.name == entry.name.strip())
    if any(other != entry.id for other in session.scalars(same)):
        raise refuse("name", f"{entry.name.strip()} is in the register already.", "taken")
    for field in TEXTS:
        setattr(record, field, getattr(entry, field).strip())
    for field in PLACES:
        setattr(record, field, tidy(getattr(entry, field)))
    for field in POLICIES:
        setattr(record, field, getattr(entry.insurance, field))
    record.first_insurance_end = entry.insurance.first_to_end
    record.kind, record.cqc_rating = entry.kind.value, entry.cqc_rating.value
    record.cqc_date, record.local_head_office = entry.cqc_date, entry.local_head_office
    record.address_lines = [line.strip() for line in entry.address_lines if line.strip()]
    record.lot_ids, record.area_ids = sorted(entry.lots), sorted(entry.areas)
    record.lots = _kept(record.lots, "lot_id", entry.lots, ProviderLotRecord)
    record.areas = _kept(record.areas, "body_id", entry.areas, ProviderAreaRecord)


def _kept(rows: list[R], field: str, wanted: frozenset[str], kind: type[R]) -> list[R]:
    stay = [row for row in rows if getattr(row, field) in wanted]
    have = {getattr(row, field) for row in stay}
    return [*stay, *(kind(**{field: one}) for one in sorted(wanted - have))]


def _next_code(taken: frozenset[str]) -> str:
    numbers = [int(code[2:]) for code in taken if re.fullmatch(r"PR\d+", code)]
    return f"PR{max(numbers, default=0) + 1:02}"


def suspend_provider(session: Session, *, provider_id: str, reason: str, start: date) -> Change:
    """Suspends a provider for new work; live packages are not touched.

    Raises:
        CannotDo: no reason, or the provider is not active.
    """
    record = session.get_one(ProviderRecord, provider_id)
    if record.status not in {ProviderStatus.ACTIVE, ProviderStatus.CONDITIONAL}:
        raise refuse("status", f"{record.name} is {record.status} already.", "status")
    return _set_status(session, record, ProviderStatus.SUSPENDED, reason, start)


def reinstate_provider(session: Session, *, provider_id: str, reason: str, start: date) -> Change:
    """Ends a suspension.

    Raises:
        CannotDo: no reason, or the provider is not suspended.
    """
    record = session.get_one(ProviderRecord, provider_id)
    if record.status != ProviderStatus.SUSPENDED:
        raise refuse("status", f"{record.name} is not suspended.", "status")
    if start > local_date(now(session)):
        raise refuse("start", "A suspension ends on the day you end it. Choose today.", "future")
    return _set_status(session, record, ProviderStatus.ACTIVE, reason, start)


def remove_provider(session: Session, *, provider_id: str, reason: str, start: date) -> Change:
    """Takes a provider off the register for new work; its past stays in the record.

    Raises:
        CannotDo: no reason, or the provider is off the register already.
    """
    return _leave(session, provider_id, ProviderStatus.REMOVED, reason=reason, start=start)


def withdraw_provider(session: Session, *, provider_id: str, reason: str, start: date) -> Change:
    """Records that a provider left the register of its own accord.

    Raises:
        CannotDo: no reason, or the provider is off the register already.
    """
    return _leave(session, provider_id, ProviderStatus.WITHDRAWN, reason=reason, start=start)


def _leave(
    session: Session, provider_id: str, status: ProviderStatus, *, reason: str, start: date
) -> Change:
    record = session.get_one(ProviderRecord, provider_id)
    if record.status in {ProviderStatus.REMOVED, ProviderStatus.WITHDRAWN}:
        raise refuse("status", f"{record.name} is {record.status} already.", "status")
    return _set_status(session, record, status, reason, start)


def _set_status(
    session: Session, record: ProviderRecord, status: ProviderStatus, reason: str, start: date
) -> Change:
    if len(reason.split()) < 2:
        raise refuse("reason", "Say why, in a few words.", "reason")
    record.status, record.status_reason, record.status_from = status.value, reason.strip(), start
    words = f"provider {record.name} {status.value} from {day_text(start)}"
    note(session, words, about=("provider", record.id), reason=reason)
    return changed(f"{record.name} is {status.value}", "providers")
