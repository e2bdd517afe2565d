"""Wrong input in every field: taken rightly, or words beside it and a file that is as it was."""

import pytest

from starapp.sample.workspace import Until
from tests.drive.office import Office
from tests.drive.wrong_typing import WrongTyping

pytestmark = pytest.mark.journey


def end(typing: WrongTyping) -> None:
    """Fails when anything was not as it should be; the file must verify."""
    assert not typing.wrong, "\n".join(typing.wrong)
    typing.leave()
    typing.office.close_window()
    typing.office.file_is_sound()


def test_in_the_form_of_a_provider(office: Office) -> None:
    office.open_sample(Until.INVITED, who="M1", at="2026-09-04T10:00")
    office.go("providers", "PR02")
    typing = WrongTyping(office)
    typing.everywhere_in(lambda: office.press("editProvider"), "yes", most=60)
    end(typing)
