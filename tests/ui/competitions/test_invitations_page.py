"""The invitations page by mouse and keys: dates, providers, sending, questions, more time."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from starapp.competitions.competition import State, Timetable
from starapp.competitions.queries import (
    competition,
    declined,
    extensions,
    invited,
    left_out,
    questions,
)
from starapp.organisation.commands import save_letterhead
from starapp.organisation.queries import letterhead
from starapp.providers.commands import edit_provider
from starapp.providers.queries import providers
from starapp.ui import theme
from starapp.ui.desk import Place
from tests.competitions.test_timetable import EXAMPLE
from tests.make.competitions import london
from tests.ui.looks import clipped, names_missing


def row_of(place, code):
    return next(row for row in place.page.view.rows if row.code == code)


def pick(place, code):
    place.choose_row("invitedProviders", row_of(place, code).id)


def test_dates_are_suggested_from_the_start_and_can_be_taken_back(begun, sit_down):
    place = sit_down(begun, part="invitations")
    place.press("suggestDates")
    assert begun.look(competition).timetable == EXAMPLE
    assert "14 working days" in place.page.timetable.days.text()
    assert place.said == ["Dates suggested"]


def test_a_typed_date_is_saved_and_one_out_of_order_is_marked(begun, sit_down):
    place = sit_down(begun, part="invitations")
    place.press("suggestDates")
    place.type("date-scoring_by", "15/9/2026")
    assert begun.look(competition).timetable.scoring_by == date(2026, 9, 15)
    place.type("date-moderation", "1 September 2026")
    field = place.page.timetable.lines["moderation"].field
    assert field.problem() == "Choose 15 September 2026 or later: it follows the scores."
    place.type("time-deadline", "14.00")
    assert begun.look(competition).timetable.deadline == london("2026-09-07T14:00")


def test_what_is_no_date_is_told_and_not_saved(begun, sit_down):
    place = sit_down(begun, part="invitations")
    place.press("suggestDates")
    place.type("date-deadline", "soon")
    assert place.page.timetable.lines["deadline"].field.problem()
    assert begun.look(competition).timetable == EXAMPLE


def test_a_short_time_and_a_closed_day_are_warnings(begun, sit_down):
    place = sit_down(begun, part="invitations")
    place.press("suggestDates")
    place.type("date-deadline", "29/8/2026")
    warned = place.page.timetable.warnings.text()
    assert "10 or more is fairer" in warned
    assert "not a working day" in warned


def test_sending_lists_what_is_missing_with_links_to_the_fields(begun, sit_down):
    place = sit_down(begun, part="invitations")
    place.press("sendInvitations")
    assert place.page.errors.isVisible()
    place.press("problem-deadline")
    assert place.page.timetable.lines["deadline"].day.hasFocus()
    assert begun.look(competition).state is State.BUILDING


def test_sending_asks_first_then_locks_the_page(begun, sit_down):
    place = sit_down(begun, part="invitations")
    place.press("suggestDates")
    assert "Ready to issue." in place.page.told.accessibleName()
    place.press("sendInvitations")
    place.answer(yes=False)
    assert begun.look(competition).state is State.BUILDING
    place.press("sendInvitations")
    place.answer(yes=True)
    assert begun.look(competition).state is State.PUBLISHED
    assert len(begun.look(invited)) == 7
    assert not place.shows("sendInvitations")
    assert not place.shows("date-deadline")
    assert place.shows("date-scoring_by")
    assert place.page.head.title.text() == "7 providers invited on 17 August 2026"


def test_a_gap_in_the_letterhead_stops_the_sending(begun, sit_down):
    head = begun.read(letterhead, begun.look(competition).body_id)
    begun.do(save_letterhead, letterhead=replace(head, email=""))
    place = sit_down(begun, part="invitations")
    place.press("suggestDates")
    place.press("sendInvitations")
    assert "an email address for questions" in place.words()


def test_what_letters_will_need_is_told_before_anything_is_sent(begun, sit_down):
    head = begun.read(letterhead, begun.look(competition).body_id)
    begun.do(save_letterhead, letterhead=replace(head, other_formats="", signatory_name=""))
    known = next(one for one in begun.read(providers) if one.code == "PR03")
    begun.do(edit_provider, entry=replace(known, unique_identifier="", address_lines=()))
    place = sit_down(begun, part="invitations")
    advice = place.page.advice
    assert advice.isVisible()
    assert "without who signs the letter and how to ask for other formats" in advice.label.text()
    pick(place, "PR03")
    assert place.page.providers.reason.text().endswith(
        "Letters will need the provider's postal address and the provider's unique identifier"
    )
    advice.link.click()
    assert place.went[-1] == Place("settings", part="letterhead")


def test_a_finished_letterhead_is_not_spoken_of(begun, sit_down):
    place = sit_down(begun, part="invitations")
    assert not place.page.advice.isVisible()
    pick(place, "PR03")
    assert not place.page.providers.reason.isVisible()


def test_an_eligible_provider_is_left_out_with_a_reason_and_put_back(begun, sit_down):
    place = sit_down(begun, part="invitations")
    pick(place, "PR03")
    place.press("actOnProvider")
    place.press("yes")
    assert place.page.dialog.errors.isVisible()
    place.type("reason", "Asked not to be invited.")
    place.press("yes")
    assert {one.provider_code for one in begun.look(left_out)} == {"PR03", "PR09"}
    assert place.page.head.title.text() == "6 providers can be invited"
    pick(place, "PR03")
    place.press("actOnProvider")
    assert {one.provider_code for one in begun.look(left_out)} == {"PR09"}


def test_a_suspended_provider_shows_its_reason_and_nothing_to_press(begun, sit_down):
    place = sit_down(begun, part="invitations")
    pick(place, "PR09")
    assert not place.shows("actOnProvider")
    assert not place.page.providers.preview.isEnabled()
    cells = {row[0]: row[2] for row in place.cells("invitedProviders")}
    assert "Suspended for new work" in cells["Silverthread Outreach Ltd"]


def test_the_invitation_is_shown_as_it_prints(example_at, sit_down, tmp_path):
    place = sit_down(example_at("answered"))
    pick(place, "PR02")
    place.press("previewInvitation")
    preview = place.page.dialog
    assert preview.preview.page_count() >= 3
    assert names_missing(preview) == []
    preview.save_to(str(tmp_path / "invitation.pdf"))
    assert (tmp_path / "invitation.pdf").read_bytes().startswith(b"%PDF")


def test_a_decline_needs_the_reason_given(example_at, sit_down):
    scene = example_at("answered")
    place = sit_down(scene)
    pick(place, "PR06")
    place.press("actOnProvider")
    place.type("reason", "No staff until spring.")
    place.press("yes")
    assert {one.provider_code: one.reason for one in scene.look(declined)}["PR06"] == (
        "No staff until spring."
    )
    assert not place.shows("actOnProvider")


def test_a_question_is_recorded_and_answered_to_all(example_at, sit_down):
    scene = example_at("invited")
    scene.at("2026-08-19T11:00")
    place = sit_down(scene)
    place.press("recordQuestion")
    place.press("yes")
    assert place.page.dialog.errors.isVisible()
    place.choose("askedBy", scene.ids["PR03"])
    place.type("question", "May we visit the flat?")
    place.press("yes")
    assert "1 question waits for an answer." in place.page.told.accessibleName()
    place.press("answer-1")
    place.type("answer", "Merrow Bridge Trust may visit on 25 August.")
    place.press("yes")
    assert "Take out the name Merrow Bridge Trust" in place.words()
    place.type("answer", "Everyone may visit on 25 August.")
    place.press("yes")
    assert scene.look(questions)[0].answer == "Everyone may visit on 25 August."
    assert not place.shows("answer-1")


def test_the_log_for_bidders_names_nobody(example_at, sit_down):
    place = sit_down(example_at("answered"))
    place.press("questionLog")
    shown = place.page.dialog.preview.document
    text = "".join(shown.getAllText(page).text() for page in range(shown.pageCount()))
    assert "Price mileage on its own line" in text
    assert "Oakthorn" not in text


def test_more_time_is_given_with_a_reason(example_at, sit_down):
    scene = example_at("answered")
    place = sit_down(scene)
    place.press("extendDeadline")
    place.press("yes")
    assert "Choose the new day." in place.words()
    place.type("newDeadline", "1/9/2026")
    place.type("extendReason", "Two questions need a visit.")
    place.press("yes")
    assert "Choose a time after 7 September 2026, 12:00." in place.words()
    place.type("newDeadline", "9/9/2026")
    place.press("yes")
    assert scene.look(competition).timetable.deadline == london("2026-09-09T12:00")
    assert scene.look(extensions)[0].reason == "Two questions need a visit."


def test_after_the_deadline_nothing_between_is_offered(example_at, sit_down):
    scene = example_at("answered")
    scene.at("2026-09-07T12:00:01")
    place = sit_down(scene, part="invitations")
    assert not place.shows("extendDeadline")
    assert not place.page.questions.ask.isEnabled()


def test_somebody_of_the_panel_only_reads(begun, sit_down):
    place = sit_down(begun, "E2", "invitations")
    for name in ("sendInvitations", "suggestDates", "actOnProvider", "date-deadline"):
        assert not place.shows(name)
    assert begun.look(competition).timetable == Timetable(support_starts=date(2026, 11, 9))


@pytest.mark.parametrize(("wide", "percent"), [(1240, 100), (1000, 100), (1250, 150)])
def test_nothing_is_cut_at_any_size(begun, sit_down, dressed: QApplication, wide, percent):
    theme.apply(dressed, theme.Theme(theme.Mode.LIGHT, percent))
    place = sit_down(begun, part="invitations")
    place.workspace.resize(wide, 620)
    place.settle()
    assert names_missing(place.workspace) == []
    assert clipped(place.workspace) == []
