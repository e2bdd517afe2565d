"""Tab goes once round every place of the sample, and the focus is seen at each stop."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from starapp.sample.workspace import Until
from tests.drive.keyboard import MOST_TABS, Keyboard
from tests.drive.office import Office
from tests.ui.test_every_screen import all_places

pytestmark = pytest.mark.journey


def unseen(hands: Keyboard) -> list[str]:
    """Goes round by Tab until a stop comes again, and tells where the focus is not seen."""
    found: list[str] = []
    passed: list[QWidget] = []
    for _ in range(MOST_TABS):
        hands.bot.keyClick(hands.focus, Qt.Key.Key_Tab)
        hands.office.settle()
        if hands.focus in passed:
            return found
        passed.append(hands.focus)
        try:
            hands.focus_is_seen()
        except AssertionError as unseen_one:
            found.append(str(unseen_one).splitlines()[0])
    return [*found, f"Tab does not come round in {MOST_TABS} stops"]


@pytest.mark.parametrize(
    ("until", "at", "who"),
    [
        (Until.DRAFTED, "2026-08-10T11:00", "E1"),
        (Until.MODERATING, "2026-09-16T14:00", "M1"),
        (Until.LETTERS, "2026-09-25T10:00", "M1"),
    ],
    ids=["drafted", "moderating", "letters"],
)
def test_the_focus_is_seen_at_every_stop(office: Office, until: Until, at: str, who: str) -> None:
    office.open_sample(until, who=who, at=at)
    assert office.samples is not None
    office.window.resize(1366, 768)
    hands = Keyboard(office)
    found: list[str] = []
    for place in all_places(office.samples.ids, until):
        office.window.go(place)
        office.settle()
        where = f"{place.kind} {place.part}".strip()
        found += [f"{where}: {one}" for one in unseen(hands)]
    assert not found, "\n".join(found)
