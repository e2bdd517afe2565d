"""The base of every stored record: identity, revision, what the history shows, constraint names."""

from collections.abc import Callable
from typing import Any, ParamSpec

from sqlalchemy import Column, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from starapp.foundation.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ID = String(32)
"""The type of an identity and of every foreign key."""


P = ParamSpec("P")


def _telling(way: str, column: Callable[P, MappedColumn[Any]]) -> Callable[P, MappedColumn[Any]]:
    def declared(*arguments: P.args, **settings: P.kwargs) -> MappedColumn[Any]:
        made = column(*arguments, **settings)
        made.column.info["history"] = way
        return made

    return declared


shown = _telling("shown", mapped_column)
"""A column whose values stand in the history as they are."""
sealed = _telling("sealed", mapped_column)
"""A column of which the history holds only fingerprints, salted by the row.

For answers, prices, what is written about the person, files and keys: the history never forgets,
and once the row with its salt is gone nobody can guess such a value back from it.
"""


def is_shown(column: Column[Any]) -> bool:
    """Tells whether the history may show a column; one that was not declared is sealed."""
    return column.info.get("history") == "shown"


class Base(DeclarativeBase):
    """Declarative base; the naming convention lets migrations find constraints."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A stored thing with an identity and a revision counter.

    A second writer that saves over a newer revision gets ``StaleDataError``.

    Attributes:
        salt: random; goes into the fingerprints of the row's sealed columns and goes with the row.
    """

    __abstract__ = True

    id: Mapped[str] = shown(ID, primary_key=True, default=new_id)
    revision: Mapped[int] = shown(default=1)
    salt: Mapped[str] = sealed(ID, default=new_id)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {
            "version_id_col": cls.__table__.c.revision
            if "__table__" in cls.__dict__
            else cls.revision
        }
