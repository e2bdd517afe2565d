"""Types the nights when the clocks change into a field for a day and a time."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QComboBox

from starapp.ui.widgets.moment_field import MomentField
from tests.drive.drive import Driver

SUMMER = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
WINTER = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def clock_change_nights(driver: Driver, key: str, time_key: str, when: MomentField) -> None:
    """A time left out is refused at the field; one that comes twice asks, and gives what is chosen."""

    def told(words: str) -> None:
        driver.bot.waitUntil(lambda: words in when.field.problem() and when.moment() is None)

    driver.type(key, "29/3/2026")
    driver.type(time_key, "01:30")
    told("does not exist on 29 March 2026")
    driver.type(key, "25/10/2026")
    told("comes twice on 25 October 2026")
    box = driver.find(QComboBox, f"which-{key}")
    offered = [box.itemText(n) for n in range(box.count())]
    assert offered == ["01:30 summer time (BST)", "01:30 winter time (GMT)"]
    for value, moment in (("BST", SUMMER), ("GMT", WINTER)):
        driver.choose(f"which-{key}", value)
        assert when.field.problem() == ""
        assert when.moment() == moment
    driver.type(time_key, "02:30")
    driver.bot.waitUntil(lambda: not box.isVisibleTo(driver.root))
    driver.type(time_key, "01:45")
    told("comes twice")  # what was chosen for another time is not kept
