"""Who is acting: the person using this PC, with their roles, as the record will name them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does in the work; one person may have several."""

    COMMISSIONER = "commissioner"
    PROCUREMENT = "procurement officer"
    PANEL = "panel member"
    APPROVER = "approver"
    FINANCE = "price checker"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person a command is done by.

    Attributes:
        person_id: their record, or empty for the program itself.
        name: as the record shows it.
        roles: what they may do.
        body_id: the body they work for, or empty.
    """

    person_id: str
    name: str
    roles: frozenset[Role] = frozenset()
    body_id: str = ""

    def can(self, *roles: Role) -> bool:
        """Tells whether the actor has any of the roles."""
        return not self.roles.isdisjoint(roles)


SYSTEM = Actor("", "STAR")
"""The program itself, for making a workspace and upgrading a file."""
