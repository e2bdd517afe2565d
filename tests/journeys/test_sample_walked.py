"""The sample walked through every stage by what a person does in the real window."""

import pytest

from starapp.sample.workspace import Until
from tests.drive.office import Office

pytestmark = pytest.mark.journey


def test_a_result_is_sent_returned_sent_again_and_approved(office: Office) -> None:
    office.open_sample(Until.WORKED_OUT, who="E1", at="2026-09-23T09:30")
    office.go("competition", "competition", "result")
    office.shows("89.19", "86.10", "80.19", "74.20")
    office.press("send")
    office.give_reason("Best quality for the person, at a price that can last.")
    office.now_acts("A1")
    office.go("competition", "competition", "result")
    office.press("return")
    office.give_reason("Say more about the mileage rate")
    office.now_acts("E1")
    office.go("competition", "competition", "result")
    office.shows("Say more about the mileage rate")
    office.press("send")
    office.give_reason("Best quality, and the mileage rate is within the ceiling.")
    office.now_acts("A1")
    office.go("competition", "competition", "result")
    office.press("approve")
    office.answer(yes=True)
    office.shows("Signed off")
    office.close_window()
    office.file_is_sound()
