"""Seats the panel of the Northvale example and opens scoring."""

from starapp.bids.checking import record_check
from starapp.bids.compliance import BY_HAND, Outcome
from starapp.panel.commands import (
    appoint_chair,
    appoint_member,
    decide_interest,
    declare_interest,
    start_scoring,
)
from tests.make.evaluation import Scene, northvale

MEMBERS = ("E1", "E2", "E3", "E4")


def appoint_everyone(scene: Scene) -> None:
    """Four members and the chair."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        where = scene.competition_id
        appoint_chair(session, competition_id=where, person_id=scene.people["M1"].person_id)
        for code in MEMBERS:
            appoint_member(
                session,
                competition_id=where,
                person_id=scene.people[code].person_id,
                role_codes=[code],
            )


def declare_everyone(scene: Scene) -> None:
    """E3 knows somebody at a provider and may score; the others have nothing to declare."""
    told = {one["id"]: one for one in northvale()["conflicts"]}
    for code in (*MEMBERS, "M1"):
        text = told[code]["declared"] if code in told else ""
        with scene.store.writing(by=scene.people[code]) as session:
            declare_interest(session, seat_id=scene.seat(code), interest=text)
    for code, one in told.items():
        with scene.store.writing(by=scene.people["M1"]) as session:
            decide_interest(
                session, seat_id=scene.seat(code), may_score=True, reason=one["decision"]
            )


def settle_checks(scene: Scene, *letters: str) -> None:
    """Everything a person checks of the opened bids, or of some, is passed."""
    with scene.store.writing(by=scene.people["M1"]) as session:
        for letter in letters or scene.bids:
            for line, _ in BY_HAND:
                record_check(session, bid_id=scene.bids[letter], item=line, outcome=Outcome.PASSED)


def open_scoring(scene: Scene) -> None:
    """The whole way from opened bids to open scoring."""
    settle_checks(scene)
    appoint_everyone(scene)
    declare_everyone(scene)
    with scene.store.writing(by=scene.people["M1"]) as session:
        start_scoring(session, competition_id=scene.competition_id)
