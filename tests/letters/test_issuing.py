"""Letters are issued once, whole, from signed-off data, and stay as they were issued."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, make_transient

from starapp.app import Workspace, open_workspace
from starapp.awards.commands import plan_notice
from starapp.competitions.records import CompetitionRecord
from starapp.foundation.problems import CannotDo
from starapp.history.acting import SYSTEM, Actor, Role
from starapp.history.history import note
from starapp.letters.commands import issue_letters
from starapp.letters.kinds import Kind
from starapp.letters.queries import drafts, issued, letter_pdf
from starapp.letters.records import LetterRecord
from starapp.organisation.commands import save_letterhead
from starapp.organisation.queries import letterhead
from starapp.providers.commands import edit_provider
from starapp.providers.queries import provider
from starapp.sample.workspace import Until
from starapp.verify import verify
from tests.make.issued_letters import Paper
from tests.make.samples import Samples

ASSESSED = (Kind.AWARD, Kind.UNSUCCESSFUL, Kind.BELOW_MINIMUM)
OFFICER = Actor("", "Procurement officer", frozenset({Role.PROCUREMENT}))


@pytest.fixture
def at(samples: Samples, tmp_path: Path) -> Iterator[Callable[[Until], Workspace]]:
    """Opens a copy of the sample at a point of its story, on the morning of 25 September 2026."""
    opened: list[Workspace] = []

    def open_at(until: Until) -> Workspace:
        path = samples.copy(until, tmp_path / "work.star")
        moment = datetime(2026, 9, 25, 8, 30, tzinfo=UTC)
        opened.append(open_workspace(path, clock=lambda: moment))
        return opened[-1]

    yield open_at
    for workspace in opened:
        workspace.close()


@contextmanager
def closed(workspace: Workspace) -> Iterator[Path]:
    """The file of a workspace that nobody has open."""
    workspace.close()
    yield workspace.path


@pytest.mark.parametrize(
    ("lost", "what"),
    [
        ("signatory_name", "who signs the letter is missing"),
        ("email", "the body's email address is missing"),
        ("other_formats", "how to ask for other formats is missing"),
    ],
)
def test_a_letter_with_a_gap_is_not_issued_and_the_problem_says_where(
    at: Callable[[Until], Workspace], samples: Samples, lost: str, what: str
) -> None:
    store, place = at(Until.SIGNED_OFF).store, samples.ids["competition"]
    with store.reading() as session:
        head = letterhead(session, samples.ids["ORG01"])
    assert getattr(head, lost)
    with store.writing(by=SYSTEM) as session:
        save_letterhead(session, letterhead=replace(head, **{lost: ""}))
    with pytest.raises(CannotDo) as refused, store.writing(by=OFFICER) as session:
        issue_letters(session, competition_id=place)
    told = [p for p in refused.value.problems if what in p.words]
    assert len(told) == 6
    assert {p.place for p in told} == {"letterhead"}
    with store.reading() as session:
        assert issued(session, place) == ()
        assert len(drafts(session, place)) == 6


def test_a_providers_gap_names_the_provider_and_its_place_in_the_register(
    at: Callable[[Until], Workspace], samples: Samples
) -> None:
    store, place = at(Until.SIGNED_OFF).store, samples.ids["competition"]
    with store.reading() as session:
        known = provider(session, samples.ids["PR03"])
    with store.writing(by=SYSTEM) as session:
        edit_provider(session, entry=replace(known, address_lines=(), unique_identifier=""))
    with pytest.raises(CannotDo) as refused, store.writing(by=OFFICER) as session:
        issue_letters(session, competition_id=place)
    told = {(p.place, p.words) for p in refused.value.problems if p.code == "gap"}
    assert told == {
        ("provider PR03", f"{known.name}: the provider's postal address is missing."),
        ("provider PR03", f"{known.name}: the provider's unique identifier is missing."),
    }
    with store.reading() as session:
        assert issued(session, place) == ()


def test_issued_letters_open_byte_for_byte_after_the_register_changed(
    at: Callable[[Until], Workspace], samples: Samples, papers: tuple[Paper, ...]
) -> None:
    workspace = at(Until.LETTERS)
    with workspace.store.reading() as session:
        found = [provider(session, samples.ids[code]) for code in ("PR02", "PR03")]
        head = letterhead(session, samples.ids["ORG01"])
    with workspace.store.writing(by=SYSTEM) as session:
        for known in found:
            entry = replace(known, name=f"{known.name} Renamed", email="new@renamed.example")
            edit_provider(session, entry=entry)
        save_letterhead(session, letterhead=replace(head, signatory_name="Somebody else"))
    with workspace.store.reading() as session:
        for paper in papers:
            now = letter_pdf(session, paper.letter.id)
            assert now == paper.pdf
            assert hashlib.sha256(now).hexdigest() == paper.letter.sha256
        names = [one.provider_name for one in issued(session, samples.ids["competition"])]
    assert [name for name in names if "Renamed" in name] == []
    with closed(workspace) as path:
        assert verify(path) == ()


@pytest.mark.parametrize("until", [Until.MODERATING, Until.WORKED_OUT, Until.RECOMMENDED])
def test_nothing_is_drafted_or_issued_before_sign_off(
    at: Callable[[Until], Workspace], samples: Samples, until: Until
) -> None:
    store, place = at(until).store, samples.ids["competition"]
    with store.reading() as session, pytest.raises(CannotDo, match="signed off"):
        drafts(session, place)
    with (
        pytest.raises(CannotDo, match="cannot issue letters"),
        store.writing(by=OFFICER) as session,
    ):
        issue_letters(session, competition_id=place)
    with store.reading() as session:
        assert issued(session, place) == ()


def test_letters_need_the_day_of_the_notice(
    at: Callable[[Until], Workspace], samples: Samples
) -> None:
    store = at(Until.SIGNED_OFF).store
    with pytest.raises(CannotDo) as refused, store.writing(by=OFFICER) as session:
        issue_letters(session, competition_id=samples.ids["competition"])
    assert [p.words for p in refused.value.problems] == [
        "Choose the day the award notice is published."
    ]


@pytest.mark.parametrize("until", [Until.LETTERS, Until.CONCLUDED])
def test_no_letter_is_issued_twice(
    at: Callable[[Until], Workspace], samples: Samples, until: Until
) -> None:
    store, place = at(until).store, samples.ids["competition"]
    with store.reading() as session:
        before = issued(session, place)
    with (
        pytest.raises(CannotDo, match="cannot issue letters"),
        store.writing(by=OFFICER) as session,
    ):
        issue_letters(session, competition_id=place)
    with store.reading() as session:
        assert issued(session, place) == before


def test_drafts_are_the_letters_that_are_then_issued(
    samples: Samples, tmp_path: Path, papers: tuple[Paper, ...]
) -> None:
    path = samples.copy(Until.SIGNED_OFF, tmp_path / "draft.star")
    workspace = open_workspace(
        path, read_only=True, clock=partial(datetime, 2026, 9, 25, tzinfo=UTC)
    )
    with workspace.store.reading() as session:
        ready = drafts(session, samples.ids["competition"])
    workspace.close()
    assert [(d.bid_id, d.kind, d.document.title) for d in ready] == [
        (paper.bid.id, paper.kind, paper.letter.title) for paper in papers
    ]


def change_reason(path: Path, reason: str, *, bid: str, criterion: str) -> None:
    """Puts words into an agreed reason behind the program's back, as an older version let them."""
    connection = sqlite3.connect(path)
    with connection:
        done = connection.execute(
            "UPDATE agreed_score SET reason = ? WHERE bid_id = ? AND criterion = ?",
            (reason, bid, criterion),
        )
    assert done.rowcount == 1
    connection.close()


@pytest.mark.parametrize(
    ("reason", "code", "letters"),
    [
        ("Clearer than Oakthorn Lives about the first step.", "bidder", 2),
        ("E2 moved from 4 to 5 after reading it again.", "panel member", 3),
        ("A plan for 943 476 5919 with dates and steps.", "nhs number", 3),
    ],
)
def test_a_name_that_must_not_leave_stops_every_letter_and_says_where(
    at: Callable[[Until], Workspace], samples: Samples, reason: str, code: str, letters: int
) -> None:
    workspace, place = at(Until.SIGNED_OFF), samples.ids["competition"]
    change_reason(workspace.path, reason, bid=samples.ids["B"], criterion="Q1")
    with workspace.store.reading() as session:
        ready = drafts(session, place)
    stopped = [draft for draft in ready if draft.problems]
    assert {draft.kind for draft in stopped} == {*ASSESSED}
    with (
        pytest.raises(CannotDo) as refused,
        workspace.store.writing(by=OFFICER) as session,
    ):
        plan_notice(session, competition_id=place, day=date(2026, 9, 25))
        issue_letters(session, competition_id=place)
    told = refused.value.problems
    assert {(problem.place, problem.code) for problem in told} == {("moderation Q1", code)}
    assert len(told) == (5 if letters == 3 else 4)
    with workspace.store.reading() as session:
        assert issued(session, place) == ()


def test_a_loser_may_read_its_own_name_and_the_winners(
    at: Callable[[Until], Workspace], samples: Samples
) -> None:
    workspace, place = at(Until.SIGNED_OFF), samples.ids["competition"]
    words = "Merrow Bridge Trust wrote more than Kitewell Support CIC about it."
    change_reason(workspace.path, words, bid=samples.ids["C"], criterion="Q1")
    with workspace.store.reading() as session:
        ready = {draft.provider_code: draft for draft in drafts(session, place)}
    assert [code for code, draft in ready.items() if draft.problems] == []


def test_a_sign_no_font_has_is_told_with_its_place_before_letters_are_issued(
    at: Callable[[Until], Workspace], samples: Samples
) -> None:
    store, place = at(Until.SIGNED_OFF).store, samples.ids["competition"]
    with store.reading() as session:
        head = letterhead(session, samples.ids["ORG01"])
        known = provider(session, samples.ids["PR03"])
    with store.writing(by=SYSTEM) as session:
        save_letterhead(session, letterhead=replace(head, department="Care ☂ team"))
        edit_provider(session, entry=replace(known, contact_name="The Chief ♞"))
    with store.reading() as session:
        ready = {draft.provider_code: draft for draft in drafts(session, place)}
    assert all(draft.problems == () for draft in ready.values())
    told = {code: [(p.place, p.words) for p in draft.signs] for code, draft in ready.items()}
    umbrella = "“☂” (umbrella) in the letterhead is printed as an empty box."
    knight = "“♞” (black chess knight) in the provider's address is printed as an empty box."
    assert told.pop("PR03") == [
        ("letterhead", f"{known.name}: {umbrella}"),
        ("provider PR03", f"{known.name}: {knight}"),
    ]
    assert {words for one in told.values() for _, words in one} == {
        f"{draft.provider_name}: {umbrella}" for code, draft in ready.items() if code != "PR03"
    }
    with store.writing(by=OFFICER) as session:
        plan_notice(session, competition_id=place, day=date(2026, 9, 25))
        issue_letters(session, competition_id=place)


def of_another_competition(session: Session, place: str) -> str:
    """A second competition in the file, like the first."""
    record = session.get_one(CompetitionRecord, place)
    session.expunge(record)
    make_transient(record)
    record.id, record.reference, record.number = "a" * 32, "ANOTHER", record.number + 1
    session.add(record)
    session.flush()
    return record.id


def test_letters_are_numbered_after_those_the_competition_has_already(
    at: Callable[[Until], Workspace], samples: Samples
) -> None:
    workspace, place = at(Until.SIGNED_OFF), samples.ids["competition"]
    with workspace.store.reading() as session:
        ready = drafts(session, place)
    with workspace.store.writing(by=SYSTEM) as session:
        note(session, "earlier letters", about=("competition", place))
        another = of_another_competition(session, place)
        for number, competition_id in ((4, place), (7, place), (40, another)):
            session.add(
                LetterRecord(
                    competition_id=competition_id, bid_id=ready[0].bid_id, provider_id=ready[0].provider_id,
                    provider_name="Kitewell", kind=Kind.AWARD.value, number=number, title="Earlier",
                    blocks=[], pdf=b"", sha256=hashlib.sha256(b"").hexdigest(), pages=1,
                    issued_by="", issued_by_name="", issued_at=datetime(2026, 9, 25, tzinfo=UTC),
                )
            )  # fmt: skip
    with workspace.store.writing(by=OFFICER) as session:
        plan_notice(session, competition_id=place, day=date(2026, 9, 25))
        issue_letters(session, competition_id=place)
    with workspace.store.reading() as session:
        numbers = [letter.number for letter in issued(session, place)]
    assert numbers == [4, 7, 8, 9, 10, 11, 12, 13]
