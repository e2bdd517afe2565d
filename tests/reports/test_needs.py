"""What needs a person, and where a competition stands, for every state."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.competitions.competition import Stage, State, Timetable
from starapp.history.acting import Role
from starapp.reports.needs import (
    LEADS,
    CompetitionFacts,
    PackageFacts,
    Urgency,
    board_of,
    fact_of,
    lane_of,
    tasks_for,
    urgency_of,
)

NOW = datetime(2026, 3, 19, 10, 0, tzinfo=UTC)
TODAY = date(2026, 3, 19)
DEADLINE = Timetable(deadline=NOW - timedelta(hours=1))


def facts(state: State, **more) -> CompetitionFacts:
    return CompetitionFacts(
        "c1", "GM-1", "Supported living", state, **{"timetable": Timetable()} | more
    )


def words(*competitions: CompetitionFacts, roles=LEADS, packages=()) -> list[str]:
    return [task.words for task in tasks_for(competitions, packages, roles=roles, now=NOW)]


@pytest.mark.parametrize(
    ("competition", "expected"),
    [
        (facts(State.BUILDING), ["Agree the model and invite providers"]),
        (facts(State.PUBLISHED), []),
        (facts(State.PUBLISHED, unanswered=1), ["Answer 1 provider question"]),
        (
            facts(State.PUBLISHED, timetable=DEADLINE, sealed=4),
            ["Open 4 sealed bids with a second opener"],
        ),
        (facts(State.PUBLISHED, timetable=DEADLINE), ["Close the bids: none arrived"]),
        (facts(State.OPENED), ["Appoint the panel"]),
        (
            facts(State.OPENED, seats=4, declarations_open=1, mine_to_declare=True),
            ["Say whether you know anyone who is bidding", "Decide 1 declaration"],
        ),
        (facts(State.OPENED, seats=4, declarations_open=2), ["Decide 2 declarations"]),
        (facts(State.OPENED, seats=4), ["Start scoring"]),
        (facts(State.SCORING, seats=4, seats_done=3), []),
        (facts(State.SCORING, seats=4, seats_done=4), ["Start moderation"]),
        (facts(State.MODERATING, not_agreed=3), ["Agree 3 scores"]),
        (facts(State.MODERATING), ["Close moderation and unseal the prices"]),
        (facts(State.PRICED), ["Check the result and send it for sign-off"]),
        (facts(State.RECOMMENDED), []),
        (facts(State.APPROVED), ["Issue the letters"]),
        (facts(State.ISSUED), ["Publish the award notice"]),
        (facts(State.STANDSTILL, standstill_last=date(2026, 3, 24)), ["Standstill is running"]),
        (
            facts(State.STANDSTILL, standstill_last=date(2026, 3, 18)),
            ["Standstill is over: sign the contract"],
        ),
        (facts(State.CONCLUDED), []),
        (facts(State.ABANDONED), []),
    ],
)
def test_what_a_lead_has_to_do_in_each_state(competition, expected: list[str]) -> None:
    assert words(competition) == expected


def test_the_last_day_of_the_standstill_still_runs() -> None:
    assert words(facts(State.STANDSTILL, standstill_last=TODAY)) == ["Standstill is running"]


def test_each_role_sees_its_own_work() -> None:
    waiting = facts(State.RECOMMENDED)
    scoring = facts(State.SCORING, seats=2, mine_left=7)
    assert words(waiting, scoring, roles=frozenset({Role.APPROVER})) == [
        "Approve the result or return it",
        "Give 7 scores",
    ]
    assert words(waiting, roles=frozenset({Role.VIEWER})) == []
    assert (
        words(roles=frozenset({Role.PANEL}), packages=[PackageFacts("p", "P-1", "T", False)]) == []
    )


def test_packages_wait_for_a_lead() -> None:
    packages = [PackageFacts("p", "P-1", "T", False), PackageFacts("q", "P-2", "T", True)]
    assert words(packages=packages) == ["Finish the specification", "Start a competition"]


def test_late_comes_before_today_before_soon_before_later() -> None:
    dated = [
        facts(State.MODERATING, timetable=Timetable(moderation=TODAY + timedelta(days=n)))
        for n in (30, 0, 3, -2)
    ]
    found = tasks_for(dated, (), roles=LEADS, now=NOW)
    assert [task.urgency for task in found] == [
        Urgency.LATE,
        Urgency.TODAY,
        Urgency.SOON,
        Urgency.LATER,
    ]


@given(st.integers(-400, 400))
def test_urgency_follows_the_day(days: int) -> None:
    urgency = urgency_of(TODAY + timedelta(days=days), TODAY)
    assert (urgency is Urgency.LATE) == (days < 0)
    assert (urgency is Urgency.TODAY) == (days == 0)
    assert (urgency is Urgency.SOON) == (0 < days <= 7)


@given(st.sampled_from(list(State)), st.booleans())
def test_every_running_competition_stands_in_one_lane(state: State, closed: bool) -> None:
    one = facts(state, timetable=DEADLINE if closed else Timetable())
    lanes = board_of([one], (), now=NOW)
    shown = [card for lane in lanes for card in lane.cards]
    assert len(lanes) == len(Stage)
    assert len(shown) == (0 if state in {State.CONCLUDED, State.ABANDONED} else 1)
    assert fact_of(one, now=NOW)[0]


def test_a_competition_moves_to_bids_at_its_deadline() -> None:
    ahead = facts(State.PUBLISHED, timetable=Timetable(deadline=NOW + timedelta(minutes=1)))
    just = facts(State.PUBLISHED, timetable=Timetable(deadline=NOW))
    passed = facts(State.PUBLISHED, timetable=Timetable(deadline=NOW - timedelta(seconds=1)))
    assert lane_of(ahead, NOW) is lane_of(just, NOW) is Stage.INVITATIONS
    assert lane_of(passed, NOW) is Stage.BIDS
