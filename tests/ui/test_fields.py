"""Typing: exact numbers, dates, times, long text, and the messages beside the fields."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from starapp.foundation.problems import Problem
from starapp.ui.widgets.date_fields import DateField, TimeField
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import ExactField, LongText, TextField


def leave(qtbot, field) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Return)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_exact_field_gives_back_the_number_it_shows(qapp, value: Decimal) -> None:
    field = ExactField(value, places=2)
    assert field.value_exact() == value
    assert field.problem() == ""


@pytest.mark.parametrize("typed", ["abc", "1.234", "1,23", "--1", "1e5", "150"])
def test_an_exact_field_says_what_is_wrong(qtbot, shown, typed: str) -> None:
    field = ExactField(places=2, least=Decimal(0), most=Decimal(100))
    box = shown(LabelledField("Weight", field))
    qtbot.keyClicks(field, typed)
    leave(qtbot, field)
    assert field.value_exact() is None
    assert box.problem()
    assert box.problem() in field.accessibleDescription()


def test_an_empty_exact_field_is_missing_not_nought(qtbot, shown) -> None:
    field = shown(ExactField(Decimal(5)))
    field.clear()
    assert field.value_exact() is None
    assert field.problem() == ""


def test_a_message_goes_when_the_number_is_right(qtbot, shown) -> None:
    field = ExactField(places=0)
    box = shown(LabelledField("Weight", field))
    qtbot.keyClicks(field, "x")
    leave(qtbot, field)
    field.selectAll()
    qtbot.keyClicks(field, "1,250")
    leave(qtbot, field)
    assert box.problem() == ""
    assert field.value_exact() == Decimal(1250)


def test_arrow_keys_step_an_exact_field_within_its_bounds(qtbot, shown) -> None:
    field = shown(ExactField(Decimal(99), places=0, most=Decimal(100), step=Decimal(1)))
    for _ in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value_exact() == Decimal(100)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value_exact() == Decimal(99)


def test_settled_comes_once_after_typing(qtbot, shown) -> None:
    field = shown(TextField())
    heard: list[str] = []
    field.settled.connect(heard.append)
    qtbot.keyClicks(field, "Northvale ")
    qtbot.waitUntil(lambda: bool(heard))
    leave(qtbot, field)
    assert heard == ["Northvale"]


def test_showing_a_value_tells_no_one(qtbot, shown) -> None:
    field = shown(TextField())
    heard: list[str] = []
    field.settled.connect(heard.append)
    field.show_value("from the record")
    leave(qtbot, field)
    assert heard == []


@pytest.mark.parametrize(
    "typed", ["26/3/2026", "26.3.26", "26 March 2026", "2026-03-26", "26 mar 26"]
)
def test_british_dates(qtbot, shown, typed: str) -> None:
    field = shown(DateField())
    qtbot.keyClicks(field, typed)
    leave(qtbot, field)
    assert field.day() == date(2026, 3, 26)
    assert field.text() == "26 March 2026"
    assert "Thursday" in field.toolTip()


def test_a_date_that_is_none(qtbot, shown) -> None:
    field = DateField()
    box = shown(LabelledField("Bids due", field))
    qtbot.keyClicks(field, "31 February 2026")
    leave(qtbot, field)
    assert field.day() is None
    assert "date" in box.problem()


def test_a_date_from_the_calendar(qtbot, shown) -> None:
    field = shown(DateField(date(2026, 3, 26)))
    heard: list[str] = []
    field.settled.connect(heard.append)
    qtbot.keyClick(field, Qt.Key.Key_F4)
    assert field.popup is not None
    days = field.popup.calendar.findChild(QTableView)
    assert days is not None
    qtbot.keyClick(days, Qt.Key.Key_Right)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert field.day() == date(2026, 3, 27)
    assert heard == ["27 March 2026"]


@pytest.mark.parametrize(("typed", "shows"), [("9", "09:00"), ("930", "09:30"), ("14.05", "14:05")])
def test_times(qtbot, shown, typed: str, shows: str) -> None:
    field = shown(TimeField())
    qtbot.keyClicks(field, typed)
    leave(qtbot, field)
    assert field.text() == shows


def test_a_time_steps_over_midnight(qtbot, shown) -> None:
    field = shown(TimeField(time(23, 50)))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.clock() == time(0, 5)


def test_long_text_counts_words(qtbot, shown) -> None:
    box = shown(LongText(enough_words=3))
    qtbot.keyClicks(box.edit, "two words")
    assert box.words() == 2
    assert box.count.text() == "2 words. Most reasons need at least 3."
    qtbot.keyClicks(box.edit, " more")
    assert box.count.text() == "3 words"


def test_the_label_names_the_editor(shown) -> None:
    field = TextField()
    box = shown(LabelledField("Workspace name", field, hint="Your team will see it"))
    assert field.accessibleName() == "Workspace name"
    assert field.accessibleDescription() == "Your team will see it"
    assert field.objectName() == "workspaceName"
    assert box.label.buddy() is field


def test_the_summary_leads_to_the_field(qtbot, shown) -> None:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    page = QWidget()
    box = QVBoxLayout(page)
    errors, field = ErrorSummary(), LabelledField("Bids due", DateField())
    box.addWidget(errors)
    box.addWidget(field)
    shown(page)
    errors.show_problems(
        [Problem("due", "Choose a later date."), Problem("", "Add a lot.")], {"due": field}
    )
    assert errors.isVisible()
    assert field.problem() == "Choose a later date."
    from starapp.ui.widgets.buttons import Link

    link = errors.findChild(Link)
    assert link is not None
    link.click()
    assert field.editor.hasFocus()
    errors.show_problems((), {"due": field})
    assert not errors.isVisible()
    assert field.problem() == ""
