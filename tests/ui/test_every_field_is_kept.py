"""Whatever field there is: what was typed in it is saved, or a draft and shown, when STAR opens again.

``STAR_EXAMPLES=long`` walks every place and presses every button; else some of each kind.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from starapp.app import open_workspace
from starapp.competitions.commands import create_competition
from starapp.criteria.commands import add_model, lock_model
from starapp.history.acting import Actor, Role
from starapp.sample.contest import the_model
from starapp.sample.workspace import Until
from starapp.specifications.care_needs import Section
from starapp.ui.criteria.model_page import ModelPage
from starapp.ui.desk import Place
from starapp.ui.evaluation.scoring_page import ScoringPage
from starapp.ui.settings.settings_page import ENTRIES
from starapp.ui.specifications.week_canvas import WeekCanvas
from starapp.ui.widgets.rows_table import RowsTable
from tests.drive.every_field import Reopened, closed_at_the_end
from tests.drive.refusing import full_disk, unix_only
from tests.make.samples import Samples

LONG = os.environ.get("STAR_EXAMPLES") == "long"
OFFICER = Actor("", "Somebody", frozenset({Role.PROCUREMENT, Role.COMMISSIONER}))
STAGES = (
    "specification", "model", "invitations", "bids", "panel", "scoring", "moderation", "result",
    "award",
)  # fmt: skip
POINTS = {
    "settings": (Until.DRAFTED, "2026-08-10T11:00", "Procurement officer"),
    "package": (Until.DRAFTED, "2026-08-10T11:00", "Lead commissioner"),
    "model": (Until.DRAFTED, "2026-08-10T11:00", "Procurement officer"),
    "begun": (Until.SPECIFIED, "2026-08-14T17:00", "Procurement officer"),
    "opened": (Until.OPENED, "2026-09-07T15:00", "Procurement officer"),
    "scoring": (Until.SCORING, "2026-09-15T09:00", "PBS nurse"),
    "moderating": (Until.MODERATING, "2026-09-16T14:00", "Procurement officer"),
    "signed off": (Until.SIGNED_OFF, "2026-09-25T09:00", "Procurement officer"),
}
WITH_FIELDS = {
    "settings": {"people", "letterhead", "system", "lots", "rates"},
    "package": {"about", "pen-picture", "outcomes", "weekly-support", "dates-and-reviews", "money"},
    "model": {""},
    "begun": {"invitations"},
    "scoring": {"scoring"},
}
"""Where fields are typed in when not everything is walked: each kind of page once."""
LISTS = ("packages", "models", "competitions", "providers")
WITH_DIALOGS = {"settings": LISTS, "opened": ("bids",), "signed off": ("award",)}
"""Where dialogs are looked for when not everything is walked."""
RENAMES = ("criterionCode", "blockStarts")
"""Saving these names the fields beside them anew."""
SLOW = "projector"
"""Opens a window of its own in a large size, which is not a dialog."""


def places_of(point: str, ids: dict[str, str], path: Path) -> list[Place]:
    """Every place of a point of the story; makes what has to be there first."""
    match point:
        case "settings":
            pages = [Place("settings", part=part) for part in ENTRIES]
            return pages + [Place(kind) for kind in LISTS]
        case "package":
            return [Place("package", ids["package"], section.value) for section in Section]
        case "model":
            return [Place("model", _model(path, locked=False))]
        case "begun":
            model = _model(path, locked=True)
            workspace = open_workspace(path)
            with workspace.store.writing(by=OFFICER) as session:
                begun = create_competition(session, package_id=ids["package"], model_id=model).made
            workspace.close()
            return [Place("competition", begun, stage) for stage in STAGES]
        case _:
            return [Place("competition", ids["competition"], stage) for stage in STAGES]


def _model(path: Path, *, locked: bool) -> str:
    workspace = open_workspace(path)
    with workspace.store.writing(by=OFFICER) as session:
        made = add_model(session, model=the_model()).made
    if locked:
        with workspace.store.writing(by=OFFICER) as session:
            lock_model(session, model_id=made)
    workspace.close()
    return made


def twins(office: Reopened) -> list[str]:
    """Fields that have no name of their own, so that one would get the draft of another."""
    names = Counter(office.key(one) for one in office.fields())
    return [f"{key}: {n} fields" for key, n in names.items() if n > 1 or not key[1]]


def begin(office: Reopened, place: Place) -> None:
    """Goes to a place, and to what somebody can type in there."""
    office.go(place)
    for week in office.window.shown.findChildren(WeekCanvas):
        if week.isVisible() and week.grid.blocks:
            week.jump(week.grid.blocks[0].day, week.grid.blocks[0].start)
    office.settle()


@pytest.mark.parametrize("point", POINTS if LONG else WITH_FIELDS)
def test_what_was_typed_in_every_field_is_there_again(
    samples: Samples, tmp_path: Path, qtbot: QtBot, dressed: QApplication, point: str
) -> None:
    until, at, who = POINTS[point]
    path = samples.copy(until, tmp_path / "work.star")
    lost, typed = [], 0
    wanted = places_of(point, samples.ids, path)
    if not LONG and point in WITH_FIELDS:
        wanted = [place for place in wanted if place.part in WITH_FIELDS[point]]
    with closed_at_the_end(Reopened(qtbot, dressed, path, at=at, who=who)) as office:
        for place in wanted:
            begin(office, place)
            lost += twins(office)
            found = office.type_everywhere(" q7", but=RENAMES)
            if found:
                office.again()
                begin(office, place)
            lost += office.lost(found)
            typed += len(found)
    assert typed or point not in WITH_FIELDS, "there was nothing to type in"
    assert not lost, "\n".join(lost)


@unix_only
@pytest.mark.parametrize(
    "place", [Place("settings", part="system"), Place("package", part="money")]
)
def test_what_was_typed_while_the_disk_was_full_is_there_too(
    samples: Samples, tmp_path: Path, qtbot: QtBot, dressed: QApplication, place: Place
) -> None:
    until, at, who = POINTS["settings"]
    path = samples.copy(until, tmp_path / "work.star")
    place = Place(place.kind, samples.ids.get(place.kind, ""), place.part)
    with closed_at_the_end(Reopened(qtbot, dressed, path, at=at, who=who)) as office:
        office.go(place)
        with full_disk(office):
            found = office.type_everywhere(" q7")
            office.settle()
            assert office.window.typing.state()[0] == "refused"
        office.again()
        office.go(place)
        assert office.lost(found) == []


@pytest.mark.parametrize("point", POINTS if LONG else WITH_DIALOGS)
def test_what_was_typed_in_a_closed_dialog_is_offered_again(
    samples: Samples, tmp_path: Path, qtbot: QtBot, dressed: QApplication, point: str
) -> None:
    until, at, who = POINTS[point]
    path = samples.copy(until, tmp_path / "work.star")
    wanted = places_of(point, samples.ids, path)
    if not LONG:
        named = WITH_DIALOGS[point]
        wanted = [place for place in wanted if {place.kind, place.part} & set(named)]
    lost, tried = [], 0
    with closed_at_the_end(Reopened(qtbot, dressed, path, at=at, who=who)) as office:
        for place in wanted:
            office.go(place)
            for name in sorted(office.buttons() - {SLOW}):
                dialog = office.opened_by(place, name)
                fields = office.fields(dialog) if dialog is not None else []
                if dialog is None or not fields:
                    office.leave_dialogs()
                    continue
                tried += 1
                found = office.type_everywhere(" q7", dialog)
                office.leave_dialogs()
                again = office.opened_by(place, name)
                assert again is not None, name
                if again.before is None or again.before.link is None:
                    lost.append(f"{place} {name}: nothing is offered")
                else:
                    again.before.link.click()
                    lost += [f"{place} {name}: {one}" for one in office.lost(found, again)]
                office.leave_dialogs()
        qtbot.waitUntil(lambda: office.window.typing.state()[0] == "saved", timeout=20_000)
    assert tried, "no dialog was found"
    assert not lost, "\n".join(lost)


def turns(office: Reopened) -> Iterator[Callable[[], object]]:
    """What makes the page in front show another thing in the same fields."""
    for table in office.window.shown.findChildren(RowsTable):
        if table.isVisible():
            rows = table.rows
            yield from (
                partial(table.choose, rows.id_at(row)) for row in range(min(rows.rowCount(), 3))
            )
    if isinstance(office.window.shown, ModelPage):
        draft = office.window.shown.draft
        yield from (partial(draft.choose, one.code) for one in draft.model.criteria[:6])
    for page in office.window.shown.findChildren(ScoringPage):
        yield from (page.go_next, page.go_next)
    for week in office.window.shown.findChildren(WeekCanvas):
        if week.isVisible():
            yield from (partial(week.jump, one.day, one.start) for one in week.grid.blocks[:3])


@pytest.mark.parametrize("point", ["settings", "package", "model", "scoring"])
def test_a_field_that_shows_another_thing_has_another_name(
    samples: Samples, tmp_path: Path, qtbot: QtBot, dressed: QApplication, point: str
) -> None:
    until, at, who = POINTS[point]
    path = samples.copy(until, tmp_path / "work.star")
    places, shared, turned = places_of(point, samples.ids, path), [], 0
    if point != "settings":
        places = [one for one in places if one.part in {"", "weekly-support", "scoring"}]
    with closed_at_the_end(Reopened(qtbot, dressed, path, at=at, who=who)) as office:
        for place in places:
            office.go(place)
            names: dict[tuple[str, str], str] = {}
            for turn in turns(office):
                turn()
                office.settle()
                turned += 1
                for one in office.fields():
                    key, text = office.key(one), one.read()
                    if names.setdefault(key, text) != text:
                        shared.append(f"{place}: {key}: {names[key]!r} and {text!r}")
    assert turned > 1
    assert not shared, "\n".join(shared)
