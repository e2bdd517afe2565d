"""Makes bodies, people and a purchasing system with two lots; every argument has a default."""

import struct
from dataclasses import replace
from datetime import date
from decimal import Decimal
from zlib import compress, crc32

from sqlalchemy.orm import Session

from starapp.history.acting import Role
from starapp.organisation.commands import add_body, add_person
from starapp.organisation.logo import SIGNATURE
from starapp.organisation.purchasing_systems import Lot, PurchasingSystem, RateLimit
from starapp.organisation.queries import system
from starapp.organisation.system_commands import (
    add_system,
    save_limits,
    save_lot,
    starting_system,
)


def png(width: int = 2, height: int = 2) -> bytes:
    """A whole grey PNG picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return SIGNATURE + parts


def make_body(session: Session, *, name: str = "Alderbrook Council", kind: str = "council") -> str:
    """A body; gives its id."""
    return add_body(session, name=name, kind=kind).made


def make_person(
    session: Session,
    *,
    body_id: str,
    name: str = "Lead commissioner",
    title: str = "Lead commissioner, Alderbrook Council",
    roles: frozenset[Role] = frozenset({Role.COMMISSIONER}),
) -> str:
    """A person; gives their id."""
    return add_person(session, name=name, title=title, body_id=body_id, roles=roles).made


def system_value(*, lead_body_id: str, reference: str = "FPS-1", **changes) -> PurchasingSystem:
    """A system that can be added."""
    made = starting_system(
        reference=reference,
        title="Northvale Flexible Purchasing System",
        lead_body_id=lead_body_id,
        start=date(2025, 4, 1),
    )
    return replace(made, **changes)


def make_system(session: Session, *, lead_body_id: str, reference: str = "FPS-1") -> str:
    """A system with L1 and L2, of which L2 needs CQC registration and has limits; gives its id."""
    values = system_value(lead_body_id=lead_body_id, reference=reference)
    made = add_system(session, values=values).made
    save_lot(session, system_id=made, lot=Lot("", "L1", "Outreach and skills"))
    lot = save_lot(
        session, system_id=made, lot=Lot("", "L2", "Supported living", cqc_required=True)
    )
    limit = RateLimit("hour_1to1", Decimal("25.60"), Decimal("21.77"), "Open book 2026")
    save_limits(session, lot_id=lot.made, limits=(limit,))
    return made


def lots_of(session: Session, system_id: str) -> dict[str, str]:
    """Ids of a system's lots by code."""
    return {lot.code: lot.id for lot in system(session, system_id).lots}
