"""Packages on a real file: saved as typed, locked for good, numbered by the year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from starapp.documents.plain_text import plain_text
from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor, Role
from starapp.history.history import entries
from starapp.specifications import commands, queries, stage_commands
from starapp.specifications.grid_volumes import Extras
from starapp.specifications.layers import Layer
from starapp.specifications.outcomes import Outcome
from starapp.specifications.package import STAYS_LOCKED, Funder, PackageState
from starapp.specifications.privacy import Kind
from starapp.specifications.readiness import Progress, section_states
from starapp.specifications.specification import About, Dates, Money
from starapp.specifications.support_grid import Block, Support, SupportGrid, paint
from tests.make.specifications import draft, northvale_ground, northvale_package, northvale_week

TODAY = date(2026, 8, 3)


@pytest.fixture
def write(store, commissioner):
    """Runs a command as the commissioner."""

    def run(command, **fields):
        with store.writing(by=commissioner) as session:
            return command(session, **fields)

    return run


@pytest.fixture
def read(store):
    def run(query, *args, **fields):
        with store.reading() as session:
            return query(session, *args, **fields)

    return run


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_references_count_up_in_the_year(write, read, clock):
    first, second = write(draft), write(draft)
    clock.forward(days=200)
    third = write(draft)
    assert [read(queries.package, x).reference for x in (first, second, third)] == [
        "PKG-2026-0001", "PKG-2026-0002", "PKG-2027-0001",
    ]  # fmt: skip


def test_a_number_can_be_chosen_once(write, read):
    made = write(commands.create_package, title="One", number=147).made
    assert read(queries.package, made).reference == "PKG-2026-0147"
    with pytest.raises(CannotDo) as refused:
        write(commands.create_package, title="Two", number=147)
    assert codes(refused) == ["taken"]


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_package_needs_a_title_that_fits(write, title):
    with pytest.raises(CannotDo):
        write(commands.create_package, title=title)


def test_the_whole_example_comes_back_as_it_was_typed(write, read):
    package_id = write(northvale_package)
    spec = read(queries.specification, package_id)
    assert spec.summary.reference == "PKG-2026-0147"
    assert spec.grid == northvale_week()
    assert spec.extras == Extras(miles=Decimal(60))
    assert spec.outcomes[0].target == "3 meals by month 6"
    assert spec.lines("training")[0] == "Oliver McGowan Tier 2 or equivalent"
    assert spec.dates == Dates(date(2026, 11, 9), None, 3, 1)
    assert spec.money.budget_weekly == Decimal("2050.00")
    summary = read(queries.package, package_id)
    assert summary.guide_weekly == Decimal("2061.20")
    assert [funder.percent for funder in summary.funders] == [Decimal(70), Decimal(30)]
    assert [line.quantity for line in summary.volumes][:3] == [35, 12, Decimal("24.5")]


@pytest.mark.parametrize("text", [
    "", "  spaces at both ends  ", "two\nlines\n", "tab\there", "“curly” – £ ½ ŵ ł ș", "🙂",
    "=1+1", "<b>bold</b> & more", "word " * 7_000,
])  # fmt: skip
def test_any_text_comes_back_exactly(write, read, text):
    package_id = write(draft)
    write(commands.save_section, package_id=package_id, texts={"health": text})
    assert read(queries.specification, package_id).text("health") == text


def test_the_example_is_ready_and_locks_with_a_fingerprint(write, read):
    package_id = write(northvale_package)
    spec = read(queries.specification, package_id)
    states = section_states(spec, today=TODAY)
    assert {s.section: s.words for s in states if s.progress is not Progress.DONE} == {}
    write(stage_commands.make_ready, package_id=package_id)
    summary = read(queries.package, package_id)
    assert summary.state is PackageState.READY
    assert len(summary.digest) == 64


LOCKED = (
    partial(commands.save_section, texts={"health": "Changed"}),
    partial(commands.save_about, about=About("Changed", "Person J")),
    partial(commands.save_dates, dates=Dates()),
    partial(commands.save_money, money=Money()),
    partial(commands.save_outcomes, outcomes=()),
    partial(commands.save_grid, grid=SupportGrid()),
    partial(commands.keep_and_explain, place="health", kind=Kind.NAME, text="A B", reason="x"),
    stage_commands.make_ready,
)


@pytest.mark.parametrize("change", LOCKED)
def test_a_locked_package_refuses_every_change(write, read, change):
    package_id = write(northvale_package)
    write(stage_commands.make_ready, package_id=package_id)
    before = read(queries.specification, package_id)
    with pytest.raises(CannotDo) as refused:
        write(change, package_id=package_id)
    assert codes(refused) == ["locked"]
    assert read(queries.specification, package_id) == before


def test_copying_a_week_into_a_locked_package_is_refused(write):
    package_id = write(northvale_package)
    write(stage_commands.make_ready, package_id=package_id)
    other = write(draft)
    with pytest.raises(CannotDo) as refused:
        write(commands.copy_week, package_id=package_id, source_id=other)
    assert codes(refused) == ["locked"]


def test_suggested_headings_nobody_wrote_under_do_not_stop_the_lock(write, read):
    package_id = write(northvale_package)
    written = read(queries.specification, package_id).outcomes
    headings = (*written, Outcome("Friends"), Outcome("Health"))
    write(commands.save_outcomes, package_id=package_id, outcomes=headings)
    states = section_states(read(queries.specification, package_id), today=TODAY)
    words = {state.section.name: state.words for state in states}
    assert words["OUTCOMES"] == f"{len(written)} finished"
    write(stage_commands.make_ready, package_id=package_id)
    assert read(queries.package, package_id).state is PackageState.READY


def test_an_empty_package_says_everything_that_is_missing(write):
    package_id = write(draft)
    with pytest.raises(CannotDo) as refused:
        write(stage_commands.make_ready, package_id=package_id)
    places = {problem.place for problem in refused.value.problems}
    assert {"pen_picture", "outcomes", "grid", "lot_id", "start_target", "funders"} <= places


def test_a_privacy_find_stops_the_lock_until_it_is_kept_with_a_reason(write, read):
    package_id = write(northvale_package)
    texts = {"what_matters": "He likes Beatrix Potter books."}
    write(commands.save_section, package_id=package_id, texts=texts)
    with pytest.raises(CannotDo) as refused:
        write(stage_commands.make_ready, package_id=package_id)
    assert codes(refused) == ["privacy"]
    assert refused.value.problems[0].place == "what_matters"
    keep = {"place": "what_matters", "kind": Kind.NAME, "text": "Beatrix Potter"}
    with pytest.raises(CannotDo):
        write(commands.keep_and_explain, package_id=package_id, reason="  ", **keep)
    write(commands.keep_and_explain, package_id=package_id, reason="An author.", **keep)
    write(stage_commands.make_ready, package_id=package_id)
    assert read(queries.specification, package_id).kept[0].reason == "An author."
    assert "An author" not in str(read(entries, about=("package", package_id)))


def test_an_nhs_number_can_only_be_removed(write):
    package_id = write(draft)
    with pytest.raises(CannotDo) as refused:
        write(commands.keep_and_explain, package_id=package_id, place="health",
              kind=Kind.NHS_NUMBER, text="999 000 0018", reason="x")  # fmt: skip
    assert codes(refused) == ["nhs_number"]


def test_what_is_written_about_the_person_stays_out_of_the_history(write, read):
    package_id = write(draft)
    number = "999 000 0018"
    for text in (f"NHS number {number}", "NHS number"):
        write(commands.save_section, package_id=package_id, texts={"health": text})
    lines = read(entries, about=("package", package_id))
    assert [line.words for line in lines[:2]] == ["Health and safety changed"] * 2
    assert number not in str(lines)
    assert all(line.changes for line in lines)


def test_unlocking_needs_a_reason_and_no_competition(write, read):
    package_id = write(northvale_package)
    with pytest.raises(CannotDo) as refused:
        write(stage_commands.unlock, package_id=package_id, reason="x")
    assert codes(refused) == ["not_locked"]
    write(stage_commands.make_ready, package_id=package_id)
    with pytest.raises(CannotDo) as refused:
        write(stage_commands.unlock, package_id=package_id, reason=" ")
    assert codes(refused) == ["no_reason"]
    write(stage_commands.unlock, package_id=package_id, reason="Wrong miles")
    assert read(queries.package, package_id).state is PackageState.DRAFT
    assert read(queries.versions, package_id)[0].reason == "Wrong miles"
    write(stage_commands.make_ready, package_id=package_id)
    write(stage_commands.enter_competition, package_id=package_id)
    with pytest.raises(CannotDo) as refused:
        write(stage_commands.unlock, package_id=package_id, reason="x")
    assert codes(refused) == ["in_use"]
    assert read(queries.locked_versions, package_id) == 2


def test_why_a_specification_stays_locked_is_true_in_every_state(write):
    """A package that ended without a competition does not blame one."""
    package_id = write(northvale_package)
    write(stage_commands.make_ready, package_id=package_id)
    write(stage_commands.abandon, package_id=package_id, reason="No longer wanted")
    for command, more in (
        (stage_commands.unlock, {"reason": "x"}),
        (commands.save_outcomes, {"outcomes": ()}),
    ):
        with pytest.raises(CannotDo) as refused:
            write(command, package_id=package_id, **more)
        assert refused.value.problems[0].words == STAYS_LOCKED[PackageState.ENDED]
    named = {state for state, words in STAYS_LOCKED.items() if "competition" in words}
    assert set(STAYS_LOCKED) == set(PackageState) - {PackageState.DRAFT, PackageState.READY}
    assert named == {PackageState.IN_COMPETITION}


def test_only_a_locked_package_enters_one_competition(write, read):
    package_id = write(northvale_package)
    with pytest.raises(CannotDo):
        write(stage_commands.enter_competition, package_id=package_id)
    write(stage_commands.make_ready, package_id=package_id)
    write(stage_commands.enter_competition, package_id=package_id)
    with pytest.raises(CannotDo):
        write(stage_commands.enter_competition, package_id=package_id)
    with pytest.raises(CannotDo):
        write(stage_commands.abandon, package_id=package_id, reason="x")
    write(stage_commands.mark_awarded, package_id=package_id)
    assert read(queries.package, package_id).state is PackageState.AWARDED
    with pytest.raises(CannotDo):
        write(stage_commands.leave_competition, package_id=package_id, reason="x")
    write(stage_commands.abandon, package_id=package_id, reason="Support ended")
    assert read(queries.package, package_id).state is PackageState.ENDED


def test_a_package_leaves_an_abandoned_competition_ready(write, read):
    package_id = write(northvale_package)
    write(stage_commands.make_ready, package_id=package_id)
    write(stage_commands.enter_competition, package_id=package_id)
    write(stage_commands.leave_competition, package_id=package_id, reason="No bids")
    assert read(queries.package, package_id).state is PackageState.READY


def test_the_fingerprint_follows_every_part(write, read):
    package_id = write(northvale_package)
    spec = read(queries.specification, package_id)
    from starapp.specifications.specification import digest_of

    changed = (
        replace(spec, needs={**spec.needs, "health": "Other"}),
        replace(spec, outcomes=spec.outcomes[:1]),
        replace(spec, grid=paint(spec.grid, Block(0, 0, 1, Support.ONE_TO_ONE))),
        replace(spec, extras=replace(spec.extras, tec=False)),
        replace(spec, dates=replace(spec.dates, term_years=2)),
        replace(spec, money=replace(spec.money, budget_shown=True)),
        replace(spec, about=replace(spec.about, area="Other")),
    )
    digests = {digest_of(one) for one in (spec, *changed)}
    assert len(digests) == len(changed) + 1


def test_a_copy_leaves_out_what_belongs_to_one_person(write, read):
    package_id = write(northvale_package)
    copied = write(commands.copy_package, source_id=package_id, title="Another man").made
    spec = read(queries.specification, copied)
    assert spec.about.title == "Another man"
    assert spec.text("full_plan") == ""
    assert spec.grid == northvale_week()
    assert spec.dates.start_target is None
    assert spec.about.person_reference.startswith("Person ")


def test_lists_are_found_sorted_and_counted_in_the_file(write, read):
    package_id = write(northvale_package)
    for title in ("Zebra", "Apple"):
        write(draft, title=title)
    every = queries.Filter()
    ids = read(queries.package_ids, every, by="title")
    rows = read(queries.package_rows, ids)
    titles = [rows[one].title for one in ids]
    assert titles == sorted(titles)
    assert read(queries.package_ids, every, by="title", descending=True) == ids[::-1]
    assert read(queries.count_packages, every) == 3
    assert read(queries.package_ids, queries.Filter("alderbrook flat")) == (package_id,)
    drafts = queries.Filter(states=frozenset({PackageState.READY}))
    assert read(queries.count_packages, drafts) == 0
    assert [found.id for found in read(queries.find, "0147")] == [package_id]
    assert read(queries.find, " ") == ()
    assert len(read(queries.packages)) == 3


@pytest.mark.parametrize(("command", "fields"), [
    (commands.save_dates, {"dates": Dates(term_years=21)}),
    (commands.save_money, {"money": Money(current_weekly=Decimal("-1.00"))}),
    (commands.save_money, {"money": Money(budget_weekly=Decimal("1000000000.00"))}),
    (commands.save_money, {"money": Money(funders=(Funder("", Decimal(10)),))}),
    (commands.save_money, {"money": Money(funders=(Funder("a", Decimal(120)),))}),
    (commands.save_section, {"texts": {"nothing": "x"}}),
    (commands.save_section, {"texts": {"health": "x" * 40_001}}),
    (commands.save_outcomes, {"outcomes": (Outcome(""),)}),
    (commands.save_outcomes, {"outcomes": (Outcome("x", step_now=6),)}),
    (commands.save_outcomes, {"outcomes": (Outcome("x", goal="x" * 601),)}),
    (commands.save_outcomes, {"outcomes": (Outcome("x"),) * 13}),
    (commands.save_grid, {"grid": SupportGrid(), "extras": Extras(miles=Decimal(-1))}),
    (commands.save_grid, {"grid": SupportGrid((Block(0, 0, 1, Support.SHARED, label="x" * 121),))}),
    (commands.save_about, {"about": About("x", "y", age_band="23")}),
    (commands.save_about, {"about": About("x", "y" * 201)}),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words(write, read, command, fields):
    package_id = write(draft)
    before = read(queries.specification, package_id)
    with pytest.raises(CannotDo) as refused:
        write(command, package_id=package_id, **fields)
    assert all(problem.words.endswith(".") for problem in refused.value.problems)
    assert read(queries.specification, package_id) == before


def test_a_panel_member_cannot_write_packages(store):
    reader = Actor("", "Panel member", frozenset({Role.PANEL}))
    with pytest.raises(CannotDo) as refused, store.writing(by=reader) as session:
        draft(session)
    assert codes(refused) == ["role"]


def test_the_two_copies_of_the_document(write, read):
    package_id = write(northvale_package)
    bidders = plain_text(read(queries.for_bidders, package_id))
    chosen = plain_text(read(queries.document, package_id, Layer.WINNER))
    assert "Shared support, one quarter share" in bidders
    assert "24.5" in bidders
    assert "22:00 to 08:00" in bidders
    assert "Sleep-in, shared by 4, Cluster sleep-in" in bidders
    assert "Every day" in bidders
    assert "learning disability team of the lead council" not in bidders
    assert "learning disability team of the lead council" in chosen
    assert "2,050" not in bidders
    assert "2,780" not in bidders
    assert "Northvale ICB" in chosen
    assert "Northvale ICB" not in bidders


def test_the_budget_is_printed_only_when_it_is_shown(write, read):
    package_id = write(northvale_package)
    paid = read(queries.specification, package_id).money
    shown = replace(paid, budget_shown=True)
    write(commands.save_money, package_id=package_id, money=shown)
    assert "£2,050.00 a week" in plain_text(read(queries.for_bidders, package_id))


def test_versions_put_repeated_saves_of_a_day_in_one_line(write, read):
    ground = write(northvale_ground)
    package_id = write(draft)
    for text in ("a", "b", "c"):
        write(commands.save_section, package_id=package_id, texts={"health": text})
    words = [version.words for version in read(queries.versions, package_id)]
    assert words == ["Health and safety changed", "package made"]
    assert ground["lot_id"]
