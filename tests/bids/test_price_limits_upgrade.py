"""A file from before prices were held beside the others gets the usual limits; nothing settled moves."""

import shutil
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from starapp.app import open_workspace
from starapp.bids.bid import PriceOutcome
from starapp.bids.price_enquiry_queries import undecided_prices
from starapp.bids.records import PriceQuestionRecord
from starapp.competitions.queries import rules
from starapp.competitions.records import CompetitionRecord
from starapp.organisation.queries import systems

FORMAT_3 = Path(__file__).parents[1] / "files" / "workspaces" / "format-3.star"


def test_an_older_file_gets_the_limits_and_keeps_its_published_rules(tmp_path: Path) -> None:
    path = tmp_path / "work.star"
    shutil.copyfile(FORMAT_3, path)
    workspace = open_workspace(
        path, upgrade=True, clock=lambda: datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    )
    try:
        with workspace.store.reading() as session:
            for one in systems(session):
                assert (one.others_low_percent, one.spread_limit) == (Decimal(10), Decimal(2))
                assert one.others_high_percent is None
            (place,) = session.scalars(select(CompetitionRecord.id))
            published = rules(session, place).system
            assert published.others_low_percent is None
            (question,) = session.scalars(select(PriceQuestionRecord))
            assert question.decided is not None
            assert question.outcome is PriceOutcome.STAYS_IN
            assert undecided_prices(session, place) == ()
    finally:
        workspace.store.close()
