"""The first body and the first person of an empty workspace."""

from sqlalchemy.orm import Session

from starapp.foundation.change import Change, changed
from starapp.history.acting import Role
from starapp.organisation.commands import add_body, add_person

FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.COMMISSIONER, Role.PROCUREMENT})
"""Whoever makes a workspace sets it up; they give others their roles in Settings."""


def add_first_people(
    session: Session, *, body_name: str, body_kind: str, person_name: str, person_title: str
) -> Change:
    """Adds the body whose workspace it is and the person who made it; ``made`` is the person.

    Raises:
        CannotDo: when a name is missing.
    """
    body = add_body(session, name=body_name, kind=body_kind)
    person = add_person(
        session, name=person_name, title=person_title, body_id=body.made, roles=FIRST_ROLES
    )
    return changed(f"Workspace of {body_name} set up", "organisation", "people", made=person.made)
