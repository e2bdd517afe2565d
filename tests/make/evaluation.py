"""Scores and agreements of the Northvale example, given through the real commands."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from starapp.evaluation.moderation import Agreement
from starapp.evaluation.moderation_commands import (
    agree_score,
    close_moderation,
    not_take_further,
)
from starapp.evaluation.panel_facts import seats
from starapp.evaluation.result import ScoreState
from starapp.evaluation.run_commands import run_evaluation
from starapp.evaluation.score_commands import open_moderation, record_score
from starapp.foundation.resource_files import resource
from starapp.history.acting import Actor
from starapp.storage.store import Store


@dataclass(frozen=True)
class Scene:
    """A competition with its people and bids, by the names the example uses.

    Attributes:
        people: actor per code: E1 to E4 score, M1 chairs, A1 approves.
        bids: identity per letter.
    """

    store: Store
    competition_id: str
    people: Mapping[str, Actor]
    bids: Mapping[str, str]

    def seat(self, code: str) -> str:
        """Identity of a person's seat."""
        with self.store.reading() as session:
            for seat in seats(session, self.competition_id):
                if seat.person_id == self.people[code].person_id:
                    return seat.id
        raise KeyError(code)


@cache
def northvale() -> dict[str, Any]:
    """The competition of the Northvale example as data."""
    text = resource("examples", "northvale.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)["competition"]
    return found


@cache
def longer_reasons() -> dict[str, dict[str, str]]:
    """Reasons for the letters, by bid and question, where the example's note is only a word."""
    text = resource("examples", "northvale_workspace.json").read_text("utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)["letter_reasons"]
    return found


def give_scores(
    scene: Scene, *, meetings: bool = False, leave_out: frozenset[str] = frozenset()
) -> None:
    """Every member writes their scores; of the meeting only when asked, others without it."""
    for code in {"E1", "E2", "E3", "E4"} - leave_out:
        seat = scene.seat(code)
        with scene.store.writing(by=scene.people[code]) as session:
            for one in northvale()["individual_scores"]:
                if one["evaluator"] != code or (one["question"] == "Q5") is not meetings:
                    continue
                record_score(
                    session,
                    seat_id=seat,
                    bid_id=scene.bids[one["bid"]],
                    criterion=one["question"],
                    state=ScoreState.SCORED,
                    score=Decimal(one["score"]),
                    reason=one["comment"],
                )


def begin_moderation(scene: Scene) -> None:
    """The chair opens moderation."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        open_moderation(session, competition_id=scene.competition_id)


def reason_and_note(rationale: str) -> tuple[str, str]:
    """Parts the example's notes: what names members or the spread stays out of the letters."""
    sentences = re.split(r"(?<=\.) ", rationale)
    inner = [s for s in sentences if re.search(r"\bE\d\b|Spread of|Consensus", s)]
    outer = [s for s in sentences if s not in inner]
    return " ".join(outer) or "The panel agreed after reading the answer together.", " ".join(inner)


def agree_all(scene: Scene, *, meetings: bool = False) -> None:
    """The panel agrees every score the example agreed, of the meeting only when asked."""
    places = {code: scene.seat(code) for code in ("E1", "E2", "E3", "E4")}
    with scene.store.writing(by=scene.people["M1"]) as session:
        for one in northvale()["moderation"]:
            if one["consensus"] is not None and (one["question"] == "Q5") is meetings:
                _agree(
                    session, scene, (one["bid"], one["question"]), one["consensus"],
                    one["rationale"], places,
                )  # fmt: skip


def agree(scene: Scene, letter: str, criterion: str, score: int, rationale: str) -> None:
    """The panel agrees one score."""
    places = {code: scene.seat(code) for code in ("E1", "E2", "E3", "E4")}
    with scene.store.writing(by=scene.people["M1"]) as session:
        _agree(session, scene, (letter, criterion), score, rationale, places)


def _agree(
    session: Session,
    scene: Scene,
    what: tuple[str, str],
    score: int,
    rationale: str,
    places: Mapping[str, str],
) -> None:
    letter, criterion = what
    reason, said = reason_and_note(rationale)
    reason = longer_reasons().get(letter, {}).get(criterion, reason)
    codes = next(c["evaluators"] for c in northvale()["model"]["criteria"] if c["id"] == criterion)
    everyone = frozenset(places[code] for code in codes)
    agree_score(
        session,
        competition_id=scene.competition_id,
        bid_id=scene.bids[letter],
        criterion=criterion,
        agreement=Agreement(ScoreState.SCORED, Decimal(score), reason, everyone, {}, said),
    )


def stop_bid(scene: Scene, letter: str = "E") -> None:
    """The chair decides not to take a bid further."""
    reason = northvale()["not_taken_further"][0]["reason"]
    with scene.store.writing(by=scene.people["M1"]) as session:
        not_take_further(
            session,
            competition_id=scene.competition_id,
            bid_id=scene.bids[letter],
            reason=reason,
        )


def finish_moderation(scene: Scene) -> None:
    """From scored to priced, as the example went: written answers, then the meeting, then close."""
    begin_moderation(scene)
    agree_all(scene)
    stop_bid(scene)
    give_scores(scene, meetings=True)
    agree_all(scene, meetings=True)
    close(scene)


def close(scene: Scene) -> None:
    """The chair closes moderation."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        close_moderation(session, competition_id=scene.competition_id)


def work_out(scene: Scene) -> None:
    """The result is worked out."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        run_evaluation(session, competition_id=scene.competition_id)
