"""A process that enters scores as fast as it can and says each one that is confirmed; to be killed."""

import random
import sys
from pathlib import Path

from starapp.app import open_workspace
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import record_score
from starapp.evaluation.score_sheet_queries import score_sheet
from starapp.organisation.queries import people


def main(path: Path, competition_id: str, first: int) -> None:
    """Enters scores until the process ends; each line is a step, bid and question in the file."""
    chance = random.Random(first)
    workspace = open_workspace(path)
    with workspace.store.reading() as session:
        lead = next(one.actor() for one in people(session) if one.name == "Lead commissioner")
        sheet = score_sheet(session, competition_id, person_id=lead.person_id)
    assert sheet is not None
    keys = sorted(sheet.writable)
    for step in range(first, first + 1_000_000):
        bid, question = chance.choice(keys)
        with workspace.store.writing(by=lead) as session:
            record_score(
                session,
                seat_id=sheet.seat_id,
                bid_id=bid,
                criterion=question,
                state=ScoreState.SCORED,
                score=chance.choice(sheet.model.scores),
                reason=str(step),
            )
        sys.stdout.write(f"{step} {bid} {question}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
