"""Every stored record, for migrations and for making a new workspace file."""

from starapp.history import records as history_records
from starapp.organisation import records as organisation_records
from starapp.providers import records as providers_records
from starapp.specifications import records as specifications_records
from starapp.storage import file_facts
from starapp.storage.base import Base

RECORDS = (
    history_records,
    file_facts,
    organisation_records,
    providers_records,
    specifications_records,
)
"""The modules whose records make the schema; a new capability adds its own here."""

metadata = Base.metadata
