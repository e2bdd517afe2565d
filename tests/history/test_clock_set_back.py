"""With a PC's clock set back, nothing counts as on time that an earlier entry shows to be late.

Every function that compares time is found in the source; each has a case here, in which an entry
is written late, the clock is set back, and the function goes by the entry.
"""

import ast
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starapp.app import create_workspace, open_workspace
from starapp.awards.commands import plan_notice, publish_notice, sign_agreement, tell_person
from starapp.bids.bid import BidState
from starapp.bids.commands import receive_bid
from starapp.bids.opening import begin_opening
from starapp.bids.price_commands import ask_about_price, record_no_answer
from starapp.bids.queries import arrivals
from starapp.bids.register import bids_view
from starapp.competitions.bidding_time import answer_question, ask_question, extend_deadline
from starapp.competitions.commands import create_competition, edit_timetable
from starapp.competitions.competition import Stage
from starapp.competitions.publication import publication_problems
from starapp.competitions.queries import competition_rows, competitions, who_is_eligible
from starapp.competitions.timetable import suggested
from starapp.criteria.commands import add_model, lock_model
from starapp.evaluation.attendance import Attendance
from starapp.evaluation.meeting_commands import record_attendance
from starapp.evaluation.panel_facts import seats
from starapp.foundation.dates import local_date
from starapp.foundation.problems import CannotDo
from starapp.history.acting import SYSTEM, Actor, Role
from starapp.history.history import CLOCK, entries, is_behind, note, now
from starapp.letters.queries import drafts
from starapp.organisation.queries import person
from starapp.providers.commands import edit_provider, reinstate_provider, suspend_provider
from starapp.providers.queries import providers
from starapp.sample import contest
from starapp.sample.story import SetClock, Story
from starapp.sample.workspace import Until
from starapp.specifications.commands import create_package
from starapp.specifications.queries import package
from starapp.verify import verify
from tests.architecture.source_files import Source, python_files
from tests.make.bids import entry
from tests.make.competitions import Scene, london, scene_at
from tests.make.samples import Samples

ORDER = ast.Lt | ast.LtE | ast.Gt | ast.GtE | ast.Eq | ast.NotEq


def _is_now(node: ast.AST) -> bool:
    return any(
        isinstance(one, ast.Call) and ast.unparse(one) == "now(session)" for one in ast.walk(node)
    )


def _compares(function: ast.FunctionDef) -> bool:
    """Tells whether the time of the session is compared, here or by a rule it is handed to."""
    names = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _is_now(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def of_now(node: ast.AST) -> bool:
        return _is_now(node) or any(
            isinstance(one, ast.Name) and one.id in names for one in ast.walk(node)
        )

    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and any(isinstance(op, ORDER) for op in node.ops):
            if of_now(node):
                return True
        elif isinstance(node, ast.Call):
            handed = [one.value for one in node.keywords if one.arg in {"now", "today"}]
            if ast.unparse(node.func) == "has_passed":
                handed += node.args
            if any(of_now(one) for one in handed):
                return True
    return False


def comparing(file: Source) -> Iterator[str]:
    for node in file.tree.body if "now(session)" in file.text else ():
        if isinstance(node, ast.FunctionDef) and _compares(node):
            yield node.name


class Place:
    """A workspace at some point, whose clock is set back after an entry."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def back(self, late: str, early: str) -> Scene:
        """An entry is written at one London time, then the clock shows another."""
        self.scene.at(late)
        with self.scene.store.writing(by=SYSTEM) as session:
            note(session, "something was done", about=("workspace", ""))
        self.scene.at(early)
        return self.scene


def refused(call: Callable[[], object], code: str) -> None:
    with pytest.raises(CannotDo) as stopped:
        call()
    assert code in [one.code for one in stopped.value.problems]


def receipt(place: Place) -> None:
    scene = place.back("2026-09-07T12:04", "2026-09-07T11:50")
    scene.here(receive_bid, entry=entry(scene))
    (one,) = scene.look(arrivals)
    assert one.bid.state is BidState.LATE


def opening(place: Place) -> None:
    scene = place.back("2026-09-07T12:05", "2026-09-07T11:50")
    scene.here(begin_opening, second_opener=scene.ids["O2"])


def question(place: Place) -> None:
    scene = place.back("2026-08-24T17:01", "2026-08-24T16:00")
    asked = partial(scene.here, ask_question, provider_id=scene.ids["PR03"], question="May we?")
    refused(asked, "late")


def before_deadline(place: Place) -> None:
    scene = place.scene
    scene.at("2026-08-24T16:00")
    asked = scene.here(ask_question, provider_id=scene.ids["PR03"], question="May we?").made
    place.back("2026-09-07T12:00:01", "2026-09-07T11:00")
    refused(partial(scene.do, answer_question, question_id=asked, answer="Yes."), "past")
    later = {"deadline": london("2026-09-09T12:00"), "reason": "Two questions need a visit."}
    refused(partial(scene.here, extend_deadline, **later), "past")


def price_question(place: Place) -> None:
    scene = place.back("2026-09-10T09:00", "2026-09-08T09:00")
    ask = partial(
        scene.do, ask_about_price, by="F1", bid_id=scene.ids["E"], question="What pays for it?",
        answer_by=date(2026, 9, 9),
    )  # fmt: skip
    refused(ask, "past")


def no_answer(place: Place) -> None:
    scene = place.scene
    scene.at("2026-09-08T09:00")
    asked = scene.do(
        ask_about_price, by="F1", bid_id=scene.ids["E"], question="What pays for it?",
        answer_by=date(2026, 9, 9),
    ).made  # fmt: skip
    place.back("2026-09-10T09:00", "2026-09-09T09:00")
    scene.do(record_no_answer, by="F1", question_id=asked, finding="Nothing was shown.")


def register(place: Place) -> None:
    scene = place.back("2026-09-07T12:05", "2026-09-07T11:50")
    assert scene.look(bids_view).after_deadline


def broken_seals(place: Place) -> None:
    scene = place.back("2026-09-07T12:05", "2026-09-07T11:50")
    with scene.store.reading() as session:
        session.connection().exec_driver_sql("UPDATE bid SET seal = 'x' || substr(seal, 2)")
        session.commit()
    assert all(row.broken for row in scene.look(bids_view).rows)


def publication(place: Place) -> None:
    scene = place.scene
    scene.at("2026-08-17T09:00")
    model_id = scene.do(add_model, model=contest.the_model()).made
    scene.do(lock_model, model_id=model_id)
    made = scene.do(create_competition, package_id=scene.ids["package"], model_id=model_id).made
    dates = suggested(date(2026, 8, 17))
    scene.do(edit_timetable, competition_id=made, dates=dates)
    assert "past" not in {one.code for one in scene.read(publication_problems, made)}
    place.back("2026-09-07T12:05", "2026-08-17T09:00")
    assert "past" in {one.code for one in scene.read(publication_problems, made)}


def stage(place: Place) -> None:
    scene = place.back("2026-09-07T12:05", "2026-09-07T11:50")
    (row,) = scene.read(competitions)
    assert row.stage is Stage.BIDS
    assert scene.read(competition_rows, [row.id])[row.id].stage is Stage.BIDS


def eligibility(place: Place) -> None:
    scene = place.scene
    day = local_date(scene.clock.moment) + timedelta(days=1)
    scene.do(suspend_provider, provider_id=scene.ids["PR03"], reason="CQC was told.", start=day)
    invited = {one.id for one in scene.look(who_is_eligible).chosen}
    assert scene.ids["PR03"] in invited
    place.back(f"{day}T09:00", f"{day - timedelta(days=1)}T17:00")
    assert scene.ids["PR03"] not in {one.id for one in scene.look(who_is_eligible).chosen}


def reinstating(place: Place) -> None:
    scene = place.scene
    day = local_date(scene.clock.moment)
    where = {"provider_id": scene.ids["PR03"], "reason": "CQC was told."}
    scene.do(suspend_provider, **where, start=day)
    place.back(f"{day + timedelta(days=1)}T09:00", f"{day}T17:00")
    scene.do(reinstate_provider, **where, start=day + timedelta(days=1))


def rating(place: Place) -> None:
    scene = place.back("2026-09-08T09:00", "2026-09-01T09:00")
    known = next(one for one in scene.read(providers) if one.code == "PR03")
    scene.do(edit_provider, entry=replace(known, cqc_date=date(2026, 9, 8)))


def room(place: Place) -> None:
    scene = place.back("2026-09-16T11:00", "2026-09-16T09:30")
    with scene.store.reading() as session:
        present = frozenset(one.id for one in seats(session, scene.competition))
    there = Attendance(london("2026-09-16T10:55"), present)
    scene.here(record_attendance, attendance=there)


def letters(place: Place) -> None:
    scene = place.back("2026-09-25T09:00", "2026-09-24T23:00")
    text = " ".join(repr(one.document) for one in scene.look(drafts))
    assert "25 September 2026" in text


def notice_day(place: Place) -> None:
    scene = place.back("2026-09-26T09:00", "2026-09-25T09:00")
    refused(partial(scene.here, plan_notice, day=date(2026, 9, 25)), "past")


def notice(place: Place) -> None:
    scene = place.back("2026-09-26T09:00", "2026-09-25T12:00")
    refused(partial(scene.here, publish_notice), "day")


def telling(place: Place) -> None:
    scene = place.back("2026-09-26T09:00", "2026-09-25T12:00")
    scene.here(tell_person, by="E1", day=date(2026, 9, 26))


def signing(place: Place) -> None:
    scene = place.scene
    scene.at("2026-09-25T12:00")
    scene.here(publish_notice)
    place.back("2026-10-08T11:00", "2026-10-06T11:00")
    scene.here(sign_agreement, day=date(2026, 10, 7))


def numbers(place: Place) -> None:
    scene = place.back("2027-01-04T09:00", "2026-12-31T09:00")
    made = scene.do(create_package, by="E1", title="Another home").made
    assert "2027" in scene.read(package, made).reference


def competition_numbers(place: Place) -> None:
    scene = place.scene
    model_id = scene.do(add_model, model=contest.the_model()).made
    scene.do(lock_model, model_id=model_id)
    place.back("2027-01-04T09:00", "2026-12-31T09:00")
    scene.do(create_competition, package_id=scene.ids["package"], model_id=model_id)
    (row,) = scene.read(competitions)
    assert row.reference.startswith("MC-2027-")


CASES: dict[str, tuple[str | Until, Callable[[Place], None]]] = {
    "_check_receipt": ("answered", receipt),
    "_require_after_deadline": ("received", opening),
    "ask_question": ("invited", question),
    "_require_before_deadline": ("invited", before_deadline),
    "ask_about_price": ("opened", price_question),
    "record_no_answer": ("opened", no_answer),
    "bids_view": ("received", register),
    "_rows": ("received", broken_seals),
    "publication_problems": ("specified", publication),
    "competition_rows": ("answered", stage),
    "who_is_eligible": (Until.INVITED, eligibility),
    "reinstate_provider": ("specified", reinstating),
    "_write": ("specified", rating),
    "record_attendance": (Until.MODERATING, room),
    "drafts": (Until.SIGNED_OFF, letters),
    "plan_notice": (Until.SIGNED_OFF, notice_day),
    "publish_notice": (Until.LETTERS, notice),
    "tell_person": (Until.SIGNED_OFF, telling),
    "sign_agreement": (Until.LETTERS, signing),
    "create_package": ("specified", numbers),
    "_reference": ("specified", competition_numbers),
}
NO_DEADLINE = {"make_ready"}
"""It only asks how many years a date lies back, to tell a date of birth."""


def test_everything_that_compares_time_has_a_case() -> None:
    found = {
        name
        for file in python_files("starapp")
        if not file.path.startswith(("starapp/ui/", "starapp/foundation/", "starapp/history/"))
        for name in comparing(file)
    }
    assert found == CASES.keys() | NO_DEADLINE


def test_nothing_but_the_history_reads_the_clock_of_a_session() -> None:
    for file in python_files("starapp"):
        reads = 'info["now"]' in file.text
        assert not reads or file.path in {"starapp/history/history.py", "starapp/storage/store.py"}


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, samples: Samples, open_store: Any
) -> Iterator[Place]:
    """The example at a point of the story."""
    point = request.param
    if isinstance(point, str):
        with scene_at(point, tmp_path) as scene:
            yield Place(scene)
        return
    path = samples.copy(point, tmp_path / "sample.star")
    clock = SetClock()
    with ExitStack() as opened:
        workspace = open_workspace(path, clock=clock)
        opened.callback(workspace.close)
        story = Story(workspace, clock)
        story.ids = dict(samples.ids)
        with workspace.store.reading() as session:
            clock.moment = now(session)
            for code in ("E1", "E2", "E3", "E4", "M1", "O2", "F1", "A1"):
                story.people[code] = person(session, samples.ids[code]).actor()
        yield Place(Scene(workspace.store, clock, story))


@pytest.mark.parametrize(("place", "case"), CASES.values(), ids=CASES.keys(), indirect=["place"])
def test_what_an_earlier_entry_shows_counts(place: Place, case: Callable[[Place], None]) -> None:
    case(place)


def test_the_next_entry_says_it_once_and_again_when_it_happens_again(tmp_path: Path) -> None:
    with scene_at("answered", tmp_path) as scene:
        place = Place(scene)
        place.back("2026-09-07T12:04", "2026-09-07T11:50")
        for _ in range(3):
            scene.here(remark)
        said = scene.read(entries, about=CLOCK)
        (words,) = [one.words for one in said]
        assert "clock showed 7 September 2026, 11:50" in words
        assert "7 September 2026, 12:04 counts" in words
        place.back("2026-09-07T12:30", "2026-09-07T12:00")
        scene.here(remark)
        assert len(scene.read(entries, about=CLOCK)) == 2
        assert scene.store.now() == scene.read(entries)[0].moment


def remark(session: Any, *, competition_id: str) -> Any:
    """Any entry will do."""
    note(session, "a remark", about=("competition", competition_id))


@given(st.integers(-600, 600))
def test_a_difference_of_two_minutes_is_not_a_clock_set_back(seconds: int) -> None:
    newest = london("2026-09-07T12:00")
    assert is_behind(newest + timedelta(seconds=seconds), newest) is (seconds < -120)
    assert not is_behind(newest, None)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(-5_000, 5_000), min_size=1, max_size=8))
def test_whatever_the_clock_does_entries_follow_each_other_in_time(store, clock, steps) -> None:
    for step in steps:
        clock.moment += timedelta(seconds=step)
        with store.writing(by=Actor("", "Anna", frozenset(Role))) as session:
            note(session, "a remark", about=("workspace", ""))
    with store.reading() as session:
        moments = [one.moment for one in entries(session)]
        assert moments == sorted(moments, reverse=True)
        assert now(session) >= moments[0]
    assert store.now() >= moments[0]


def test_the_first_look_into_a_workspace_tells_its_newest_entry(tmp_path: Path) -> None:
    clock = SetClock()
    clock.set_to("2026-09-07T12:04")
    made = create_workspace(tmp_path / "team.star", name="Team", clock=clock)
    made.close()
    clock.set_to("2026-09-07T11:00")
    again = open_workspace(made.path, clock=clock)
    with again.store.reading() as session:
        now(session)
    assert again.store.now() == london("2026-09-07T12:04")
    again.close()
    assert verify(made.path) == ()
