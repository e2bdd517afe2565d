"""What screens and other parts read of the register; sorted and filtered in SQL."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Text, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, selectinload

from starapp.foundation.found import Found
from starapp.providers.identifiers import PLACES
from starapp.providers.records import ProviderAreaRecord, ProviderLotRecord, ProviderRecord
from starapp.providers.register import (
    CqcRating,
    Insurance,
    Provider,
    ProviderKind,
    ProviderStatus,
)

_RATING_ORDER = case(
    {rating.value: place for place, rating in enumerate(CqcRating)},
    value=ProviderRecord.cqc_rating,
)
SORTS = {
    "code": ProviderRecord.code,
    "name": ProviderRecord.name,
    "kind": ProviderRecord.kind,
    "status": ProviderRecord.status,
    "rating": _RATING_ORDER,
    "insurance": ProviderRecord.first_insurance_end,
}
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class ProviderFilter:
    """What a list of providers is narrowed to; empty fields narrow nothing.

    Attributes:
        text: part of the name, number, address or an identifier.
        but_rating: leaves out providers with this rating.
        insurance_before: a policy runs out before this day.
    """

    text: str = ""
    lot_id: str = ""
    area_id: str = ""
    status: str = ""
    rating: str = ""
    but_rating: str = ""
    insurance_before: date | None = None


def provider_ids(
    session: Session, *, narrowed: ProviderFilter, by: str = "name", descending: bool = False
) -> tuple[str, ...]:
    """Identities of the providers that match, in order."""
    column = SORTS.get(by, ProviderRecord.name)
    order = column.desc() if descending else column.asc()
    query = _narrow(select(ProviderRecord.id), narrowed)
    return tuple(session.scalars(query.order_by(order.nulls_last(), ProviderRecord.code)))


def _narrow(query: Select[tuple[str]], narrowed: ProviderFilter) -> Select[tuple[str]]:
    if narrowed.text.strip():
        query = query.where(_holds(narrowed.text.strip()))
    if narrowed.lot_id:
        query = query.where(ProviderRecord.lots.any(ProviderLotRecord.lot_id == narrowed.lot_id))
    if narrowed.area_id:
        query = query.where(
            ProviderRecord.areas.any(ProviderAreaRecord.body_id == narrowed.area_id)
        )
    if narrowed.status:
        query = query.where(ProviderRecord.status == narrowed.status)
    if narrowed.rating:
        query = query.where(ProviderRecord.cqc_rating == narrowed.rating)
    if narrowed.but_rating:
        query = query.where(ProviderRecord.cqc_rating != narrowed.but_rating)
    if narrowed.insurance_before is not None:
        query = query.where(ProviderRecord.first_insurance_end < narrowed.insurance_before)
    return query


def _holds(text: str) -> ColumnElement[bool]:
    columns = (
        ProviderRecord.name,
        ProviderRecord.code,
        type_coerce(ProviderRecord.address_lines, Text),
        ProviderRecord.unique_identifier,
        ProviderRecord.company_number,
        ProviderRecord.cqc_provider_id,
    )
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def provider_rows(session: Session, ids: tuple[str, ...]) -> dict[str, Provider]:
    """The providers with these identities."""
    query = select(ProviderRecord).where(ProviderRecord.id.in_(ids))
    query = query.options(selectinload(ProviderRecord.lots), selectinload(ProviderRecord.areas))
    return {row.id: provider_value(row) for row in session.scalars(query)}


def providers(session: Session) -> tuple[Provider, ...]:
    """The whole register by code."""
    query = select(ProviderRecord).order_by(ProviderRecord.code)
    query = query.options(selectinload(ProviderRecord.lots), selectinload(ProviderRecord.areas))
    return tuple(provider_value(row) for row in session.scalars(query))


def provider(session: Session, provider_id: str) -> Provider:
    """One provider.

    Raises:
        NoResultFound: when there is none with this id.
    """
    return provider_value(session.get_one(ProviderRecord, provider_id))


def count(session: Session) -> int:
    """How many providers the register holds."""
    return session.scalar(select(func.count(ProviderRecord.id))) or 0


def find(session: Session, text: str) -> tuple[Found, ...]:
    """Providers whose name or code holds the text, for the search."""
    query = _narrow(select(ProviderRecord.id), ProviderFilter(text=text)).limit(MOST_FOUND)
    rows = provider_rows(session, tuple(session.scalars(query.order_by(ProviderRecord.name))))
    return tuple(Found("provider", row.id, row.code, row.name) for row in rows.values())


def provider_value(row: ProviderRecord) -> Provider:
    """The frozen value of a stored provider."""
    return Provider(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=ProviderKind(row.kind),
        status=ProviderStatus(row.status),
        status_reason=row.status_reason,
        status_from=row.status_from,
        lots=frozenset(link.lot_id for link in row.lots),
        areas=frozenset(link.body_id for link in row.areas),
        cqc_rating=CqcRating(row.cqc_rating),
        cqc_date=row.cqc_date,
        insurance=Insurance(
            row.employers_liability, row.public_liability, row.professional_indemnity
        ),
        contact_name=row.contact_name,
        address_lines=tuple(row.address_lines),
        email=row.email,
        phone=row.phone,
        **{place: getattr(row, place) for place in PLACES},
        local_head_office=row.local_head_office,
    )
