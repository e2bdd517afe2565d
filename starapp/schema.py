"""Every stored record, for migrations and for making a new workspace file."""

from starapp.awards import records as awards_records
from starapp.bids import records as bids_records
from starapp.competitions import records as competitions_records
from starapp.criteria import records as criteria_records
from starapp.evaluation import records as evaluation_records
from starapp.history import records as history_records
from starapp.letters import records as letters_records
from starapp.organisation import records as organisation_records
from starapp.panel import records as panel_records
from starapp.providers import records as providers_records
from starapp.specifications import records as specifications_records
from starapp.storage import drafts, file_facts
from starapp.storage.base import Base

RECORDS = (
    history_records,
    file_facts,
    drafts,
    organisation_records,
    providers_records,
    specifications_records,
    criteria_records,
    competitions_records,
    bids_records,
    evaluation_records,
    panel_records,
    awards_records,
    letters_records,
)
"""The modules whose records make the schema; a new capability adds its own here."""

metadata = Base.metadata
TABLES = tuple(metadata.tables.values())
"""Every table a workspace file has."""
