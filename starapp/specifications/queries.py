"""What screens and later parts read of packages: frozen values, lists by the page, versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from starapp.documents.blocks import Document
from starapp.foundation.dates import local_date
from starapp.foundation.found import Found
from starapp.foundation.problems import refuse
from starapp.history.history import entries
from starapp.organisation.purchasing_systems import PurchasingSystem
from starapp.organisation.queries import bodies, letterhead, system
from starapp.specifications.grid_checks import counted_anew, recount_words
from starapp.specifications.grid_form import extras_from_json, grid_from_json
from starapp.specifications.grid_volumes import volume_lines
from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import outcomes_from_json
from starapp.specifications.package import Funder, PackageState, PackageSummary
from starapp.specifications.package_cost import GuidePrice, VolumeLine, guide_price
from starapp.specifications.records import (
    PackageRecord,
    PackageTextRecord,
    PackageVersionRecord,
)
from starapp.specifications.specification import About, Dates, Kept, Money, Specification
from starapp.specifications.specification_document import specification_document
from starapp.specifications.support_grid import SupportGrid

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """Which packages a list shows; empty parts let everything through."""

    text: str = ""
    states: frozenset[PackageState] = frozenset()
    body_id: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One line of what happened to a package."""

    moment: datetime
    person: str
    words: str
    reason: str = ""


SORTS = {
    "reference": (PackageRecord.year, PackageRecord.number),
    "title": (PackageRecord.title,),
    "state": (PackageRecord.state,),
    "start": (PackageRecord.start_target,),
}
"""Columns a list can be sorted by."""


def stored(session: Session, package_id: str) -> PackageRecord:
    """The record of a package, for this capability's own commands.

    Raises:
        CannotDo: when there is none.
    """
    record = session.get(PackageRecord, package_id)
    if record is None:
        raise refuse("package", "This package is no longer here.", "gone")
    return record


def stored_text(session: Session, package_id: str) -> PackageTextRecord:
    """The record of what is written about the person, for this capability's own commands."""
    query = select(PackageTextRecord).where(PackageTextRecord.package_id == package_id)
    return session.scalars(query).one()


def package(session: Session, package_id: str) -> PackageSummary:
    """One package.

    Raises:
        CannotDo: when there is none.
    """
    return _summary(session, stored(session, package_id), {})


def packages(session: Session) -> tuple[PackageSummary, ...]:
    """Every package, newest first."""
    newest = select(PackageRecord).order_by(PackageRecord.year.desc(), PackageRecord.number.desc())
    systems: dict[str, PurchasingSystem] = {}
    return tuple(_summary(session, record, systems) for record in session.scalars(newest))


def package_ids(
    session: Session, wanted: Filter, *, by: str = "", descending: bool = False
) -> tuple[str, ...]:
    """Ids of the packages of a list in order; newest reference first unless sorted."""
    columns = SORTS.get(by)
    query = _filtered(select(PackageRecord.id), wanted)
    if columns is None:
        query = query.order_by(PackageRecord.year.desc(), PackageRecord.number.desc())
    else:
        query = query.order_by(
            *(column.desc() if descending else column.asc() for column in columns),
            PackageRecord.id,
        )
    return tuple(session.scalars(query))


def package_rows(session: Session, ids: Sequence[str]) -> Mapping[str, PackageSummary]:
    """The packages with these ids; one that is gone is left out."""
    systems: dict[str, PurchasingSystem] = {}
    query = select(PackageRecord).where(PackageRecord.id.in_(ids))
    return {record.id: _summary(session, record, systems) for record in session.scalars(query)}


def count_packages(session: Session, wanted: Filter) -> int:
    """How many packages a list holds."""
    return session.scalar(_filtered(select(func.count(PackageRecord.id)), wanted)) or 0


def open_packages(session: Session) -> int:
    """How many packages are being written, ready, or in a competition."""
    wanted = (PackageState.DRAFT, PackageState.READY, PackageState.IN_COMPETITION)
    return count_packages(session, Filter(states=frozenset(wanted)))


def _filtered(query: Select[Any], wanted: Filter) -> Select[Any]:
    for word in wanted.text.split():
        like = f"%{word.replace('%', '').replace('_', '')}%"
        query = query.where(
            or_(
                PackageRecord.title.ilike(like),
                PackageRecord.reference.ilike(like),
                PackageRecord.area.ilike(like),
                PackageRecord.person_reference.ilike(like),
            )
        )
    if wanted.states:
        query = query.where(PackageRecord.state.in_(wanted.states))
    if wanted.body_id:
        query = query.where(PackageRecord.body_id == wanted.body_id)
    return query


def find(session: Session, text: str) -> tuple[Found, ...]:
    """Packages whose reference, title or area holds every word, newest first, at most 20."""
    if not text.strip():
        return ()
    query = _filtered(select(PackageRecord), Filter(text)).order_by(
        PackageRecord.year.desc(), PackageRecord.number.desc()
    )
    return tuple(
        Found("package", record.id, record.reference, record.title)
        for record in session.scalars(query.limit(MOST_FOUND))
    )


def specification(session: Session, package_id: str) -> Specification:
    """The whole specification of a package.

    Raises:
        CannotDo: when there is none.
    """
    record = stored(session, package_id)
    text = stored_text(session, package_id)
    return Specification(
        summary=_summary(session, record, {}),
        about=About(
            title=record.title,
            person_reference=record.person_reference,
            age_band=record.age_band,
            body_id=record.body_id or "",
            system_id=record.system_id or "",
            lot_id=record.lot_id or "",
            area=record.area,
            area_body_id=record.area_body_id or "",
        ),
        dates=Dates(
            record.start_target, record.latest_start, record.term_years, record.extension_years
        ),
        money=Money(
            record.current_weekly,
            record.budget_weekly,
            budget_shown=record.budget_shown,
            funders=_funders(record),
        ),
        needs=dict(text.needs),
        outcomes=outcomes_from_json(text.outcomes),
        grid=_week(record),
        extras=extras_from_json(record.extras),
        kept=tuple(Kept(**one) for one in text.kept),
        locked=record.locked,
        locked_by=record.locked_by,
        recounted="" if record.digest else recount_words(grid_from_json(record.grid)),
    )


def _week(record: PackageRecord) -> SupportGrid:
    """The week of a package: what is locked counts as when it was locked, a draft as now."""
    grid = grid_from_json(record.grid)
    return grid if record.digest else counted_anew(grid)


def guide(session: Session, package_id: str) -> GuidePrice | None:
    """The guide price at the lot's ceilings, or None without a system and a lot."""
    record = stored(session, package_id)
    return _guide(record, _system(session, record, {}), _volumes(session, record, {}))


def versions(session: Session, package_id: str, *, newest: int = 50) -> tuple[Version, ...]:
    """What was done to a package, newest first; repeated saves of one day stand once."""
    found: list[Version] = []
    for entry in entries(session, about=("package", package_id), newest=4 * newest):
        last = found[-1] if found else None
        same = (
            last is not None
            and (last.words, last.person) == (entry.words, entry.person)
            and local_date(last.moment) == local_date(entry.moment)
        )
        if not same:
            found.append(Version(entry.moment, entry.person, entry.words, entry.reason))
        if len(found) == newest:
            break
    return tuple(found)


def locked_versions(session: Session, package_id: str) -> int:
    """How many times the specification was locked."""
    query = select(func.count(PackageVersionRecord.id)).where(
        PackageVersionRecord.package_id == package_id
    )
    return session.scalar(query) or 0


def _summary(
    session: Session, record: PackageRecord, systems: dict[str, PurchasingSystem]
) -> PackageSummary:
    lines = _volumes(session, record, systems)
    guided = _guide(record, _system(session, record, systems), lines)
    return PackageSummary(
        id=record.id,
        reference=record.reference,
        title=record.title,
        person_reference=record.person_reference,
        state=record.state,
        body_id=record.body_id or "",
        system_id=record.system_id or "",
        lot_id=record.lot_id or "",
        area=record.area,
        area_body_id=record.area_body_id or "",
        start_target=record.start_target,
        term_years=record.term_years,
        extension_years=record.extension_years,
        volumes=lines,
        guide_weekly=guided.weekly if guided else None,
        current_weekly=record.current_weekly,
        budget_weekly=record.budget_weekly,
        funders=_funders(record),
        digest=record.digest,
    )


def _system(
    session: Session, record: PackageRecord, systems: dict[str, PurchasingSystem]
) -> PurchasingSystem | None:
    if not record.system_id:
        return None
    if record.system_id not in systems:
        systems[record.system_id] = system(session, record.system_id)
    return systems[record.system_id]


def _volumes(
    session: Session, record: PackageRecord, systems: dict[str, PurchasingSystem]
) -> tuple[VolumeLine, ...]:
    bought = _system(session, record, systems)
    if bought is None:
        return ()
    return volume_lines(_week(record), extras_from_json(record.extras), bought.rate_types)


def _guide(
    record: PackageRecord, bought: PurchasingSystem | None, lines: tuple[VolumeLine, ...]
) -> GuidePrice | None:
    if bought is None or not record.lot_id:
        return None
    ceilings = {
        limit.rate_code: limit.ceiling
        for limit in bought.lot(record.lot_id).limits
        if limit.ceiling is not None
    }
    return guide_price(
        lines, ceilings, annual_factor=bought.annual_factor, rounding=bought.rounding
    )


def _funders(record: PackageRecord) -> tuple[Funder, ...]:
    return tuple(
        Funder(one["body_id"], Decimal(one["percent"]), one["reason"]) for one in record.funders
    )


def document_names(session: Session, spec: Specification) -> dict[str, str]:
    """Words for the ids a document of the package prints: lot, system and bodies."""
    known = {body.id: body.name for body in bodies(session)}
    if spec.about.system_id:
        bought = system(session, spec.about.system_id)
        known[bought.id] = bought.title
        known |= {lot.id: f"{lot.code} {lot.name}" for lot in bought.lots}
    return known


def document(session: Session, package_id: str, layer: Layer) -> Document:
    """The specification as a document in one layer, on the letterhead of the body that buys."""
    spec = specification(session, package_id)
    head = letterhead(session, spec.about.body_id) if spec.about.body_id else None
    return specification_document(spec, head, layer, names=document_names(session, spec))


def for_bidders(session: Session, package_id: str) -> Document:
    """The specification as bidders see it."""
    return document(session, package_id, Layer.BIDDERS)
