"""What screens and other parts read of bodies, people, letterheads and purchasing systems."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.foundation.exact import Rounding
from starapp.history.acting import Role
from starapp.organisation.people import Body, Letterhead, Person
from starapp.organisation.purchasing_systems import (
    Lot,
    PurchasingSystem,
    RateLimit,
    RateType,
    Sealing,
    Unit,
)
from starapp.organisation.records import (
    BodyRecord,
    LetterheadRecord,
    LotRecord,
    PersonRecord,
    RateLimitRecord,
    SystemRecord,
)
from starapp.regimes.regime import Regime


def bodies(session: Session) -> tuple[Body, ...]:
    """Every body by code."""
    rows = session.scalars(select(BodyRecord).order_by(BodyRecord.code))
    return tuple(Body(row.id, row.code, row.name, row.kind) for row in rows)


def body(session: Session, body_id: str) -> Body:
    """One body.

    Raises:
        NoResultFound: when there is none with this id.
    """
    row = session.get_one(BodyRecord, body_id)
    return Body(row.id, row.code, row.name, row.kind)


def people(session: Session) -> tuple[Person, ...]:
    """Everybody, active or not, by name."""
    return tuple(
        _person(row) for row in session.scalars(select(PersonRecord).order_by(PersonRecord.name))
    )


def person(session: Session, person_id: str) -> Person:
    """One person.

    Raises:
        NoResultFound: when there is none with this id.
    """
    return _person(session.get_one(PersonRecord, person_id))


def _person(row: PersonRecord) -> Person:
    roles = frozenset(Role(role) for role in row.roles)
    return Person(row.id, row.name, row.title, row.body_id, roles, row.active)


def letterhead(session: Session, body_id: str) -> Letterhead:
    """What a body prints on its letters; an empty one with its name when none was saved."""
    query = select(LetterheadRecord).where(LetterheadRecord.body_id == body_id)
    row = session.scalars(query).one_or_none()
    if row is None:
        name = session.get_one(BodyRecord, body_id).name
        return Letterhead(body_id, name, "", (), "", "", "", "")
    return Letterhead(
        body_id=row.body_id,
        name=row.name,
        department=row.department,
        address_lines=tuple(row.address_lines),
        email=row.email,
        phone=row.phone,
        signatory_name=row.signatory_name,
        signatory_title=row.signatory_title,
        logo=row.logo,
        logo_alternative=row.logo_alternative,
        other_formats=row.other_formats,
        identifier=row.identifier,
        complaints=row.complaints,
    )


def systems(session: Session) -> tuple[PurchasingSystem, ...]:
    """Every purchasing system with its lots, by reference."""
    rows = list(session.scalars(select(SystemRecord).order_by(SystemRecord.reference)))
    lots = _lots(session)
    return tuple(_system(row, lots[row.id]) for row in rows)


def system(session: Session, system_id: str) -> PurchasingSystem:
    """One purchasing system with its lots.

    Raises:
        NoResultFound: when there is none with this id.
    """
    return _system(session.get_one(SystemRecord, system_id), _lots(session)[system_id])


def _lots(session: Session) -> dict[str, tuple[Lot, ...]]:
    limits: dict[str, list[RateLimitRecord]] = defaultdict(list)
    for limit in session.scalars(select(RateLimitRecord).order_by(RateLimitRecord.rate_code)):
        limits[limit.lot_id].append(limit)
    found: dict[str, tuple[Lot, ...]] = defaultdict(tuple)
    for row in session.scalars(select(LotRecord).order_by(LotRecord.position)):
        found[row.system_id] += (_lot(row, limits[row.id]),)
    return found


def _lot(row: LotRecord, limits: Iterable[RateLimitRecord]) -> Lot:
    return Lot(
        id=row.id,
        code=row.code,
        name=row.name,
        description=row.description,
        cqc_required=row.cqc_required,
        limits=tuple(RateLimit(x.rate_code, x.ceiling, x.floor, x.source) for x in limits),
    )


def _system(row: SystemRecord, lots: tuple[Lot, ...]) -> PurchasingSystem:
    return PurchasingSystem(
        id=row.id,
        reference=row.reference,
        title=row.title,
        lead_body_id=row.lead_body_id,
        run_by=row.run_by,
        start=row.start,
        end=row.end,
        regime=Regime(row.regime),
        annual_factor=row.annual_factor,
        outcome_domains=tuple(row.outcome_domains),
        rate_types=tuple(
            RateType(x["code"], x["name"], Unit(x["unit"]), x["hourly_floor"])
            for x in row.rate_types
        ),
        lots=lots,
        sealing=Sealing(row.sealing),
        rounding=Rounding(row.rounding),
        late_rule=row.late_rule,
        light_touch_threshold=row.light_touch_threshold,
        standstill_days=row.standstill_days,
        voluntary_standstill=row.voluntary_standstill,
        low_percent=row.low_percent,
        high_percent=row.high_percent,
        others_low_percent=row.others_low_percent,
        others_high_percent=row.others_high_percent,
        spread_limit=row.spread_limit,
        names_shown=row.names_shown,
        admission=tuple(row.admission),
    )
