"""What an administrator does with purchasing systems: rules, lots, ceilings and floors.

Editing a system never changes a published competition, which keeps its own copy of the rules.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from starapp.foundation.canonical import plain_value
from starapp.foundation.change import Change, changed
from starapp.foundation.problems import raise_if, refuse
from starapp.history.history import note
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem, RateLimit
from starapp.organisation.queries import system
from starapp.organisation.records import BodyRecord, LotRecord, RateLimitRecord, SystemRecord
from starapp.organisation.system_checks import (
    LATE_RULE,
    STARTING_DOMAINS,
    STARTING_RATES,
    limit_problems,
    lot_problems,
    system_problems,
)
from starapp.regimes.regime import Regime

FIELDS = (
    "reference", "title", "lead_body_id", "run_by", "start", "end", "annual_factor",
    "late_rule", "light_touch_threshold", "standstill_days", "voluntary_standstill",
    "low_percent", "high_percent", "others_low_percent", "others_high_percent", "spread_limit",
    "names_shown",
)  # fmt: skip


def starting_system(
    *, reference: str, title: str, lead_body_id: str, start: date
) -> PurchasingSystem:
    """Gives a system with sensible rules that can be used at once and edited later."""
    return PurchasingSystem(
        id="",
        reference=reference,
        title=title,
        lead_body_id=lead_body_id,
        run_by="",
        start=start,
        end=start.replace(year=start.year + 8, day=min(start.day, 28)),
        regime=Regime.PA2023,
        annual_factor=Decimal("52.14"),
        outcome_domains=STARTING_DOMAINS,
        rate_types=STARTING_RATES,
        lots=(),
        late_rule=LATE_RULE,
    )


def add_system(session: Session, *, values: PurchasingSystem) -> Change:
    """Adds a purchasing system; lots are added apart.

    Raises:
        CannotDo: with every problem beside its field.
    """
    record = SystemRecord()
    _write(session, record, values)
    session.add(record)
    session.flush()
    note(session, f"purchasing system {record.reference} added", about=("system", record.id))
    return changed(f"{record.reference} added", "systems", made=record.id)


def save_system(session: Session, *, values: PurchasingSystem) -> Change:
    """Changes the rules of a system.

    Raises:
        CannotDo: with every problem beside its field.
    """
    record = session.get_one(SystemRecord, values.id)
    _write(session, record, values)
    note(session, f"purchasing system {record.reference} changed", about=("system", record.id))
    return changed(f"{record.reference} saved", "systems")


def _write(session: Session, record: SystemRecord, values: PurchasingSystem) -> None:
    raise_if([*system_problems(values)])
    if session.get(BodyRecord, values.lead_body_id) is None:
        raise refuse("lead_body_id", "Choose the body that leads it.", "body")
    same = select(SystemRecord).where(SystemRecord.reference == values.reference.strip())
    for other in session.scalars(same):
        if other.id != values.id:
            raise refuse("reference", f"There is already a system {other.reference}.", "taken")
    for field in FIELDS:
        setattr(record, field, getattr(values, field))
    record.reference = values.reference.strip()
    record.regime = values.regime.value
    record.sealing, record.rounding = values.sealing.value, values.rounding.value
    record.outcome_domains = list(values.outcome_domains)
    record.rate_types = plain_value(values.rate_types)
    record.admission = list(values.admission)


def save_lot(session: Session, *, system_id: str, lot: Lot) -> Change:
    """Adds a lot (empty id) or changes its name, words and whether it needs CQC registration.

    Raises:
        CannotDo: no code or name, or a code that is taken.
    """
    others = system(session, system_id).lots
    raise_if([*lot_problems(lot, others)])
    if lot.id:
        record = session.get_one(LotRecord, lot.id)
    else:
        last = select(func.max(LotRecord.position)).where(LotRecord.system_id == system_id)
        record = LotRecord(system_id=system_id, position=(session.scalar(last) or 0) + 1)
        session.add(record)
    record.code, record.name = lot.code.strip(), lot.name.strip()
    record.description, record.cqc_required = lot.description.strip(), lot.cqc_required
    session.flush()
    note(session, f"lot {record.code} saved", about=("lot", record.id))
    return changed(f"Lot {record.code} saved", "systems", made=record.id)


def save_limits(session: Session, *, lot_id: str, limits: tuple[RateLimit, ...]) -> Change:
    """Sets the ceilings and floors of a lot, one line per rate type.

    Raises:
        CannotDo: a negative amount or a floor above its ceiling, beside its line.
    """
    raise_if([problem for limit in limits for problem in limit_problems(limit)])
    known = {
        record.rate_code: record
        for record in session.scalars(
            select(RateLimitRecord).where(RateLimitRecord.lot_id == lot_id)
        )
    }
    for limit in limits:
        record = known.get(limit.rate_code)
        if record is None:
            record = RateLimitRecord(lot_id=lot_id, rate_code=limit.rate_code)
            session.add(record)
        record.ceiling, record.floor, record.source = limit.ceiling, limit.floor, limit.source
    lot = session.get_one(LotRecord, lot_id)
    note(session, f"ceilings and floors of lot {lot.code} saved", about=("lot", lot_id))
    return changed(f"Limits of lot {lot.code} saved", "systems")
