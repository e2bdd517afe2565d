"""What a workspace file says of itself: its name and whether it is the sample."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from starapp.storage.base import Base


class FileFact(Base):
    """One fact by name."""

    __tablename__ = "file_fact"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


def fact(session: Session, name: str) -> str:
    """Gives a fact, or empty text when the file does not have it."""
    found = session.get(FileFact, name)
    return found.value if found else ""


def set_fact(session: Session, name: str, value: str) -> None:
    """Writes a fact over an earlier one."""
    session.merge(FileFact(name=name, value=value))
