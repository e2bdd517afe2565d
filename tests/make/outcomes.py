"""The Northvale competition with other bids and scores: ties, one bid, nobody, nearly level."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_commands import agree_score
from starapp.evaluation.result import ScoreState
from starapp.evaluation.score_commands import record_score
from starapp.storage.store import Store
from tests.conftest import SetClock
from tests.make.evaluation import Scene, begin_moderation, close, northvale, work_out
from tests.make.panel import open_scoring
from tests.make.scene import opened_with

WHY = "The answer says who does what and when, and how we will know that it worked."
ALL_FOUR = dict.fromkeys(("Q1", "Q2", "Q3", "Q4", "Q5", "SV1", "SV2"), 4)
Scores = Mapping[str, Mapping[str, int]]
"""Score by bid letter and criterion."""

OUTCOMES: Mapping[str, tuple[Scores, Mapping[str, str]]] = {
    "tie": ({"A": ALL_FOUR, "B": ALL_FOUR, "C": ALL_FOUR | {"Q1": 3}}, {"B": "A"}),
    "nobody": ({"A": ALL_FOUR | {"Q3": 1}, "B": dict.fromkeys(ALL_FOUR, 1)}, {}),
    "one bid": ({"A": ALL_FOUR}, {}),
    "very close": (
        {"A": ALL_FOUR, "B": ALL_FOUR, "C": ALL_FOUR | {"Q4": 5}, "D": ALL_FOUR | {"SV1": 3}},
        {},
    ),
}
"""By name: the scores, and whose rates a bid asks in place of its own."""


def worked_out(store: Store, clock: SetClock, name: str) -> Scene:
    """A competition that ended in one of the OUTCOMES, with its result worked out."""
    scores, same = OUTCOMES[name]
    stored = {one["ref"]: one for one in northvale()["bids"]}
    scene = opened_with(store, clock, [_arriving(stored, ref, same.get(ref)) for ref in scores])
    open_scoring(scene)
    _score(scene, scores, meetings=False)
    clock.moment = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
    begin_moderation(scene)
    _agree(scene, scores, meetings=False)
    _score(scene, scores, meetings=True)
    _agree(scene, scores, meetings=True)
    close(scene)
    work_out(scene)
    return scene


def _arriving(stored: Mapping[str, Any], ref: str, like: str | None) -> dict[str, Any]:
    priced = stored[like or ref]
    return {**stored[ref], "rates": priced["rates"], "weekly": priced["weekly"]}


def _evaluators() -> dict[str, list[str]]:
    return {
        one["id"]: one["evaluators"]
        for one in northvale()["model"]["criteria"]
        if one.get("evaluators")
    }


def _score(scene: Scene, scores: Scores, *, meetings: bool) -> None:
    for criterion, members in _evaluators().items():
        if (criterion == "Q5") is not meetings:
            continue
        for code in members:
            seat = scene.seat(code)
            with scene.store.writing(by=scene.people[code]) as session:
                for letter, given in scores.items():
                    record_score(
                        session,
                        seat_id=seat,
                        bid_id=scene.bids[letter],
                        criterion=criterion,
                        state=ScoreState.SCORED,
                        score=Decimal(given[criterion]),
                        reason=WHY,
                    )


def _agree(scene: Scene, scores: Scores, *, meetings: bool) -> None:
    for criterion, members in _evaluators().items():
        if (criterion == "Q5") is not meetings:
            continue
        everyone = frozenset(scene.seat(code) for code in members)
        with scene.store.writing(by=scene.people["M1"]) as session:
            for letter, given in scores.items():
                score = Decimal(given[criterion])
                agreed = Agreement(ScoreState.SCORED, score, WHY, everyone, {}, "")
                agree_score(
                    session,
                    competition_id=scene.competition_id,
                    bid_id=scene.bids[letter],
                    criterion=criterion,
                    agreement=agreed,
                )
