"""Every time of day a person types for a day, in the nights when the clocks change."""

import ast

import pytest

from starapp.competitions.queries import competition
from starapp.competitions.timetable import MOMENTS
from starapp.foundation.dates import local_date
from starapp.ui.bids.receive_sheet import ReceiveSheet
from starapp.ui.competitions.invitation_dialogs import ExtendDialog
from tests.architecture.source_files import python_files
from tests.drive.moment_fields import SUMMER, clock_change_nights

WALKED = {
    "starapp/ui/bids/receive_sheet.py",
    "starapp/ui/competitions/invitation_dialogs.py",
    "starapp/ui/competitions/timetable_card.py",
    "starapp/ui/evaluation/attendance_sheet.py",
}
"""Walked here, but for the sheet of the moderation meeting, which is walked beside its other tests."""


def test_every_place_with_such_a_field_is_walked():
    found = {
        file.path
        for file in python_files("starapp/ui")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "MomentField"
    }
    assert found == WALKED


@pytest.mark.parametrize("place", MOMENTS)
def test_the_timetable_asks_and_saves_nothing_else(begun, sit_down, place):
    driver = sit_down(begun, part="invitations")
    line = driver.page.timetable.lines[place]
    assert line.when is not None
    clock_change_nights(driver, f"date-{place}", f"time-{place}", line.when)
    driver.type(f"time-{place}", "01:30")
    stored = getattr(begun.look(competition).timetable, place)
    assert stored is None or local_date(stored).day != 29
    driver.choose(f"which-date-{place}", "BST")
    assert getattr(begun.look(competition).timetable, place) == SUMMER
    driver.page.reload()
    assert line.when.moment() == SUMMER, "which of the two was lost on the way through the file"
    assert line.when.which.value() == "BST"


def test_the_extension_asks(example_at, sit_down):
    scene = example_at("answered")
    driver = sit_down(scene)
    driver.press("extendDeadline")
    sheet = driver.page.dialog
    assert isinstance(sheet, ExtendDialog)
    clock_change_nights(driver, "newDeadline", "newTime", sheet.when)
    before = scene.look(competition).timetable.deadline
    driver.type("extendReason", "Two questions need a visit.")
    driver.press("yes")
    assert sheet.isVisible()
    assert "comes twice" in sheet.when.field.problem()
    driver.type("newTime", "25:99")
    driver.press("yes")
    assert sheet.isVisible(), "a time that cannot be read became twelve o’clock"
    assert scene.look(competition).timetable.deadline == before


def test_the_receipt_asks(example_at, sit_down):
    scene = example_at("answered")
    driver = sit_down(scene, part="bids")
    driver.press("recordBid")
    sheet = driver.page.dialog
    assert isinstance(sheet, ReceiveSheet)
    driver.tick("otherTime")
    clock_change_nights(driver, "receivedDay", "receivedTime", sheet.when)
    assert sheet.received_at() is None
    driver.press("sealBid")
    assert "comes twice" in sheet.when.field.problem()
