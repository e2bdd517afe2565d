"""Bodies, people and letterheads as every other part sees them."""

from dataclasses import dataclass

from starapp.history.acting import Actor, Role


@dataclass(frozen=True, slots=True)
class Body:
    """A council or NHS body that shares the system. ``code`` is short and stable (ORG01)."""

    id: str
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses this workspace.

    Attributes:
        title: their role in words as records show it, for example "PBS nurse, Northvale Trust".
        initials: two letters for small round marks.
    """

    id: str
    name: str
    title: str
    body_id: str
    roles: frozenset[Role]
    active: bool = True

    @property
    def initials(self) -> str:
        """Up to two initials of the name."""
        words = [word for word in self.name.split() if word[:1].isalnum()]
        return "".join(
            word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
        ).upper()

    def actor(self) -> Actor:
        """The person as the history names them."""
        return Actor(self.id, self.name, self.roles, self.body_id)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a body prints on its letters; every field but the logo is needed before issuing."""

    body_id: str
    name: str
    department: str
    address_lines: tuple[str, ...]
    email: str
    phone: str
    signatory_name: str
    signatory_title: str
    logo: bytes | None = None
    logo_alternative: str = ""
    other_formats: str = ""
    """For example "Easy read, large print, other languages: 01632 960147"."""
    identifier: str = ""
    """Unique identifier of the authority on the central platform (PPON), if known."""
    complaints: str = ""
    """The body's own paragraph on how to complain or ask."""

    def gaps(self) -> tuple[str, ...]:
        """What a letter would lack: it cannot be issued before these are filled in."""
        asked = (
            (self.address_lines, "the body's address"),
            (self.email, "the body's email address"),
            (self.signatory_name, "who signs the letter"),
            (self.other_formats, "how to ask for other formats"),
        )
        return tuple(words for value, words in asked if not value)
