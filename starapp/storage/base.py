"""The base of every stored record: identity, revision, and names of constraints."""

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

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


class Base(DeclarativeBase):
    """Declarative base; the naming convention lets migrations find constraints."""

    metadata = MetaData(naming_convention=NAMING)


class Record(Base):
    """A stored thing with an identity and a revision counter.

    A second writer that saves over a newer revision gets ``StaleDataError``.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    revision: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {
            "version_id_col": cls.__table__.c.revision
            if "__table__" in cls.__dict__
            else cls.revision
        }
