"""What an administrator does: bodies, people and letterheads."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from starapp.foundation.change import Change, changed
from starapp.foundation.problems import raise_if, refuse
from starapp.history.acting import Role
from starapp.history.history import note
from starapp.organisation.people import Letterhead
from starapp.organisation.people_checks import letterhead_problems, name_problems
from starapp.organisation.records import BodyRecord, LetterheadRecord, PersonRecord

BODY_KINDS = ("council", "NHS ICB", "NHS trust", "other")


def add_body(session: Session, *, name: str, kind: str = "council", code: str = "") -> Change:
    """Adds a body; without a code the next ORG number is used.

    Raises:
        CannotDo: no name, or a code or name that is taken.
    """
    raise_if([*name_problems("name", "the name of the body", name)])
    known = list(session.scalars(select(BodyRecord)))
    code = code.strip() or _next_code({body.code for body in known})
    _body_is_free(known, code=code, name=name, but="")
    record = BodyRecord(code=code, name=name.strip(), kind=kind)
    session.add(record)
    session.flush()
    note(session, f"body {record.name} added", about=("body", record.id))
    return changed(f"{record.name} added", "organisation", made=record.id)


def edit_body(session: Session, *, body_id: str, name: str, kind: str) -> Change:
    """Changes a body's name and kind.

    Raises:
        CannotDo: no name, or a name that is taken.
    """
    raise_if([*name_problems("name", "the name of the body", name)])
    record = session.get_one(BodyRecord, body_id)
    _body_is_free(list(session.scalars(select(BodyRecord))), code="", name=name, but=body_id)
    record.name, record.kind = name.strip(), kind
    note(session, f"body {record.name} changed", about=("body", record.id))
    return changed(f"{record.name} saved", "organisation")


def _body_is_free(known: list[BodyRecord], *, code: str, name: str, but: str) -> None:
    for body in known:
        if body.id != but and body.name.casefold() == name.strip().casefold():
            raise refuse("name", f"There is already a body called {body.name}.", "taken")
        if code and body.code == code:
            raise refuse("code", f"There is already a body with the code {code}.", "taken")


def _next_code(taken: set[str]) -> str:
    return next(f"ORG{n:02}" for n in range(1, 1000) if f"ORG{n:02}" not in taken)


def add_person(
    session: Session, *, name: str, title: str, body_id: str, roles: frozenset[Role]
) -> Change:
    """Adds somebody who uses the workspace.

    Raises:
        CannotDo: no name, no role, or somebody of that name in the body already.
    """
    _check_person(session, name=name, body_id=body_id, roles=roles, but="")
    record = PersonRecord(
        name=name.strip(), title=title.strip(), body_id=body_id, roles=sorted(roles)
    )
    session.add(record)
    session.flush()
    note(session, f"person {record.name} added", about=("person", record.id))
    return changed(f"{record.name} added", "people", made=record.id)


def edit_person(
    session: Session,
    *,
    person_id: str,
    name: str,
    title: str,
    body_id: str,
    roles: frozenset[Role],
    active: bool,
) -> Change:
    """Changes a person; one who left is made inactive and stays in the record.

    Raises:
        CannotDo: no name, no role, a name that is taken, or the last active administrator.
    """
    _check_person(session, name=name, body_id=body_id, roles=roles, but=person_id)
    record = session.get_one(PersonRecord, person_id)
    keeps = active and Role.ADMINISTRATOR in roles
    if Role.ADMINISTRATOR in record.roles and record.active and not keeps:
        others = [
            person
            for person in session.scalars(select(PersonRecord).where(PersonRecord.active))
            if person.id != person_id and Role.ADMINISTRATOR in person.roles
        ]
        if not others:
            raise refuse("roles", "Somebody must stay administrator.", "administrator")
    record.name, record.title, record.body_id = name.strip(), title.strip(), body_id
    record.roles, record.active = sorted(roles), active
    note(session, f"person {record.name} changed", about=("person", record.id))
    return changed(f"{record.name} saved", "people")


def _check_person(
    session: Session, *, name: str, body_id: str, roles: frozenset[Role], but: str
) -> None:
    raise_if([*name_problems("name", "the person's name or role", name)])
    if session.get(BodyRecord, body_id) is None:
        raise refuse("body", "Choose the body they work for.", "body")
    if not roles:
        raise refuse("roles", "Choose at least one role.", "roles")
    same = select(PersonRecord).where(PersonRecord.body_id == body_id)
    for person in session.scalars(same):
        if person.id != but and person.name.casefold() == name.strip().casefold():
            raise refuse("name", f"{person.name} is already there.", "taken")


def save_letterhead(session: Session, *, letterhead: Letterhead) -> Change:
    """Saves what a body prints on its letters; issued letters stay as they are.

    Raises:
        CannotDo: with every problem beside its field.
    """
    raise_if([*letterhead_problems(letterhead)])
    query = select(LetterheadRecord).where(LetterheadRecord.body_id == letterhead.body_id)
    record = session.scalars(query).one_or_none()
    if record is None:
        record = LetterheadRecord(body_id=letterhead.body_id)
        session.add(record)
    for field in (
        "name", "department", "email", "phone", "signatory_name", "signatory_title",
        "logo_alternative", "other_formats", "identifier", "complaints",
    ):  # fmt: skip
        setattr(record, field, getattr(letterhead, field).strip())
    record.address_lines = [line.strip() for line in letterhead.address_lines if line.strip()]
    record.logo = letterhead.logo
    session.flush()
    note(session, "letterhead saved", about=("letterhead", record.id))
    return changed("Letterhead saved", "organisation")
