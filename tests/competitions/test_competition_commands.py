"""A competition from the locked package to its invitations: what is refused, frozen and kept."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from starapp.competitions.bidding_time import (
    answer_question,
    ask_question,
    extend_deadline,
    record_decline,
)
from starapp.competitions.commands import (
    abandon,
    choose_providers,
    create_competition,
    edit_timetable,
    leave_out,
    put_back,
    rename_competition,
)
from starapp.competitions.competition import State
from starapp.competitions.lists import CompetitionFilter, competition_ids, find
from starapp.competitions.publication import publication_problems, publish
from starapp.competitions.queries import (
    competition,
    competition_rows,
    declined,
    extensions,
    invited,
    left_out,
    of_package,
    questions,
    rules,
    who_is_eligible,
)
from starapp.criteria.commands import add_model, lock_model
from starapp.foundation.canonical import fingerprint
from starapp.foundation.problems import CannotDo
from starapp.history.history import entries
from starapp.organisation.commands import save_letterhead
from starapp.organisation.queries import letterhead, system
from starapp.organisation.system_commands import save_system
from starapp.providers.commands import suspend_provider
from starapp.sample import contest
from starapp.sample.example import example
from starapp.specifications.package import PackageState
from starapp.specifications.queries import package, specification
from starapp.specifications.specification import for_bidders
from starapp.specifications.stage_commands import unlock
from tests.competitions.test_timetable import EXAMPLE
from tests.make.competitions import london


def refused(call, *codes):
    with pytest.raises(CannotDo) as told:
        call()
    assert [one.code for one in told.value.problems] == list(codes)
    return told.value.problems


@pytest.fixture
def begun(example_at):
    """The competition is made and dated, and nothing is sent."""
    scene = example_at("specified")
    scene.at("2026-08-17T09:00")
    model_id = scene.do(add_model, model=contest.the_model()).made
    scene.do(lock_model, model_id=model_id)
    scene.ids["model"] = model_id
    made = scene.do(
        create_competition, package_id=scene.ids["package"], model_id=model_id, number=31
    )
    scene.ids["competition"] = made.made
    scene.here(edit_timetable, dates=EXAMPLE)
    return scene


def test_it_takes_title_lot_and_start_from_the_package(begun):
    place = begun.look(competition)
    wanted = begun.read(package, begun.ids["package"])
    assert (place.reference, place.title, place.state) == (
        "MC-2026-031", wanted.title, State.BUILDING,
    )  # fmt: skip
    assert place.timetable.support_starts == date(2026, 11, 9)
    assert wanted.state is PackageState.IN_COMPETITION
    assert begun.read(of_package, begun.ids["package"]) == place.id


def test_a_package_in_use_and_a_draft_model_are_refused_together(begun):
    draft = begun.do(add_model, model=replace(contest.the_model(), name="Draft")).made
    call = partial(begun.do, create_competition, package_id=begun.ids["package"], model_id=draft)
    refused(call, "package", "model")


def test_a_number_is_given_once(begun):
    reason = "The person moved away."
    begun.here(abandon, reason=reason)

    def again():
        begun.do(
            create_competition, package_id=begun.ids["package"], model_id=begun.ids["model"],
            number=31,
        )  # fmt: skip

    refused(again, "taken")
    made = begun.do(
        create_competition, package_id=begun.ids["package"], model_id=begun.ids["model"]
    )
    assert begun.read(competition, made.made).reference == "MC-2026-032"


def test_the_panel_cannot_make_one(begun):
    call = partial(begun.here, rename_competition, by="E2", title="Another")
    refused(call, "role")


def test_the_list_of_the_example_with_its_reasons(begun):
    told = example()["competition"]
    names = [one.code for one in begun.look(who_is_eligible).chosen]
    assert names == told["invited"]
    assert [(one.provider_code, one.by_hand) for one in begun.look(left_out)] == [("PR09", False)]
    assert "improvement plan" in begun.look(left_out)[0].reason


def test_an_eligible_provider_is_left_out_only_with_a_reason(begun):
    call = partial(begun.here, leave_out, provider_id=begun.ids["PR03"], reason=" ")
    refused(call, "no_reason")
    begun.here(leave_out, provider_id=begun.ids["PR03"], reason="Asked not to be invited.")
    out = {one.provider_code: one for one in begun.look(left_out)}
    assert out["PR03"].by_hand
    assert out["PR03"].reason == "Asked not to be invited."
    begun.here(put_back, provider_id=begun.ids["PR03"])
    assert "PR03" not in {one.provider_code for one in begun.look(left_out)}


def test_a_suspended_provider_cannot_be_left_out_by_hand_nor_put_in(begun):
    reason = "Not wanted here."
    refused(lambda: begun.here(leave_out, provider_id=begun.ids["PR09"], reason=reason), "provider")
    refused(lambda: begun.here(put_back, provider_id=begun.ids["PR09"]), "provider")


def test_providers_can_be_chosen_in_one_go(begun):
    chosen = {begun.ids["PR01"]: "Asked not to be invited.", begun.ids["PR02"]: "Merging in May."}
    begun.here(choose_providers, left_out=chosen)
    begun.here(choose_providers, left_out={begun.ids["PR02"]: "Merging in June."})
    by_hand = {one.provider_code: one.reason for one in begun.look(left_out) if one.by_hand}
    assert by_hand == {"PR02": "Merging in June."}


def test_publishing_freezes_specification_model_and_rules(begun):
    begun.at("2026-08-17T10:00")
    spec = begun.read(specification, begun.ids["package"])
    before = begun.look(rules)
    begun.here(publish)
    place, frozen = begun.look(competition), begun.look(rules)
    assert place.state is State.PUBLISHED
    assert place.timetable.invitation == london("2026-08-17T10:00")
    assert place.specification_digest == fingerprint(for_bidders(spec))
    assert place.model.fingerprint() == place.model_fingerprint
    assert frozen.frozen
    assert frozen == replace(before, frozen=True)
    live = begun.read(system, place.system_id)
    begun.do(save_system, values=replace(live, low_percent=live.low_percent + 5))
    assert begun.look(rules).system.low_percent == live.low_percent


def test_invitations_go_to_all_eligible_and_reasons_stay_as_they_were(begun):
    begun.at("2026-08-17T10:00")
    begun.here(publish)
    sent = begun.look(invited)
    assert [one.provider_code for one in sent] == example()["competition"]["invited"]
    assert len({one.document for one in sent}) == len(sent)
    begun.do(
        suspend_provider, provider_id=begun.ids["PR05"], reason="Late accounts.",
        start=date(2026, 8, 18),
    )  # fmt: skip
    assert len(begun.look(invited)) == len(sent)
    assert [one.provider_code for one in begun.look(left_out)] == ["PR09"]


def test_everything_that_is_missing_is_told_at_once(begun):
    begun.here(edit_timetable, dates=replace(EXAMPLE, deadline=None))
    place = begun.look(competition)
    head = begun.read(letterhead, place.body_id)
    begun.do(save_letterhead, letterhead=replace(head, email="", signatory_name=""))
    for code in example()["competition"]["invited"]:
        begun.here(leave_out, provider_id=begun.ids[code], reason="Asked not to be invited.")
    codes = ["missing", "letterhead", "letterhead", "nobody"]
    assert [one.code for one in begun.look(publication_problems)] == codes
    refused(lambda: begun.here(publish), *codes)
    assert begun.look(invited) == ()


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        (rename_competition, {"title": "Another title"}),
        (publish, {}),
        (leave_out, {"provider_id": "PR03", "reason": "Asked not to be invited."}),
    ],
)
def test_what_was_published_is_locked(example_at, command, fields):
    scene = example_at("invited")
    fields = {k: scene.ids.get(v, v) if isinstance(v, str) else v for k, v in fields.items()}
    refused(lambda: scene.here(command, **fields), "locked")


def test_the_specification_of_a_running_competition_stays_locked(example_at):
    scene = example_at("invited")
    call = partial(scene.do, unlock, package_id=scene.ids["package"], reason="A mistake.")
    refused(call, "in_use")


def test_after_publication_only_later_dates_change(example_at):
    scene = example_at("invited")
    dates = scene.look(competition).timetable
    scene.here(edit_timetable, dates=replace(dates, moderation=date(2026, 9, 17)))
    assert scene.look(competition).timetable.moderation == date(2026, 9, 17)
    sooner = replace(dates, deadline=london("2026-09-01T12:00"))
    refused(lambda: scene.here(edit_timetable, dates=sooner), "locked")
    wrong = replace(dates, letters=date(2026, 9, 1))
    refused(lambda: scene.here(edit_timetable, dates=wrong), "order")


def test_questions_go_to_all_and_name_nobody(example_at):
    scene = example_at("answered")
    log = scene.look(questions)
    told = example()["competition"]["clarifications"]
    assert [(one.question, one.answer) for one in log] == [
        (one["question"], one["answer"]) for one in told
    ]
    assert [one.provider_code for one in scene.look(declined)] == ["PR12"]


def test_an_answer_must_not_name_a_provider_and_is_given_once(example_at):
    scene = example_at("invited")
    scene.at("2026-08-19T11:00")
    asked = scene.here(ask_question, provider_id=scene.ids["PR03"], question="May we visit?").made
    for named in ("Merrow Bridge Trust may visit.", "Ask MERROW Bridge trust."):
        refused(partial(scene.do, answer_question, question_id=asked, answer=named), "names")
    scene.do(answer_question, question_id=asked, answer="Yes, on 25 August.")
    refused(lambda: scene.do(answer_question, question_id=asked, answer="No."), "answered")


def test_questions_end_and_answers_end_with_the_deadline(example_at):
    scene = example_at("invited")
    scene.at("2026-08-24T16:59")
    asked = scene.here(ask_question, provider_id=scene.ids["PR03"], question="May we visit?").made
    scene.at("2026-08-24T17:01")
    refused(
        lambda: scene.here(ask_question, provider_id=scene.ids["PR01"], question="And we?"), "late"
    )
    scene.at("2026-09-07T12:00:01")
    refused(lambda: scene.do(answer_question, question_id=asked, answer="Yes."), "past")


def test_a_provider_that_was_not_invited_cannot_ask_or_decline(example_at):
    scene = example_at("invited")
    other = scene.ids["PR09"]
    refused(lambda: scene.here(ask_question, provider_id=other, question="Why?"), "not_invited")
    refused(lambda: scene.here(record_decline, provider_id=other, reason="Full."), "not_invited")


def test_a_provider_declines_once(example_at):
    scene = example_at("invited")
    said = partial(scene.here, record_decline, provider_id=scene.ids["PR03"], reason="Full.")
    said()
    refused(said, "declined")


def test_the_deadline_moves_later_before_it_passes_and_says_why(example_at):
    scene = example_at("invited")
    later, reason = london("2026-09-09T12:00"), "Two questions need a visit."
    for no_later in ("2026-09-01T12:00", "2026-09-07T12:00"):
        sooner = london(no_later)
        refused(partial(scene.here, extend_deadline, deadline=sooner, reason=reason), "order")
    refused(lambda: scene.here(extend_deadline, deadline=later, reason=""), "no_reason")
    beyond = london("2026-09-20T12:00")
    refused(lambda: scene.here(extend_deadline, deadline=beyond, reason=reason), "order")
    scene.here(extend_deadline, deadline=later, reason=reason)
    assert scene.look(competition).timetable.deadline == later
    assert [(one.reason, one.made_by) for one in scene.look(extensions)] == [
        (reason, "Procurement officer")
    ]
    scene.at("2026-09-09T12:00:01")
    again = london("2026-09-10T12:00")
    refused(lambda: scene.here(extend_deadline, deadline=again, reason=reason), "past")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("2026-09-14T23:59", True), ("2026-09-15T00:00", False), ("2026-09-15T00:59", False)],
)
def test_the_day_of_a_longer_deadline_is_the_one_in_london(example_at, typed, fits):
    """Scores are due on 14 September; at half past midnight in London it is still that day in UTC."""
    scene = example_at("invited")
    where = {"deadline": london(typed), "reason": "Two questions need a visit."}
    if fits:
        scene.here(extend_deadline, **where)
    else:
        refused(lambda: scene.here(extend_deadline, **where), "order")


def test_abandoning_needs_a_reason_and_frees_the_package(example_at):
    scene = example_at("received")
    refused(lambda: scene.here(abandon, reason=""), "no_reason")
    scene.here(abandon, reason="The person chose another home.")
    assert scene.look(competition).state is State.ABANDONED
    assert scene.read(package, scene.ids["package"]).state is PackageState.READY
    refused(lambda: scene.here(abandon, reason="Again."), "locked")


def test_every_step_is_in_the_history(example_at):
    scene = example_at("answered")
    words = [one.words for one in scene.read(entries, competition_id=scene.competition)]
    assert words[::-1][:3] == [
        "competition MC-2026-031 made", "timetable changed", "7 invitations issued",
    ]  # fmt: skip
    assert "Wrenfold Complex Care Ltd declined" in words


def test_lists_are_narrowed_and_sorted_in_the_file(begun):
    begun.here(abandon, reason="The person moved away.")
    begun.do(
        create_competition, package_id=begun.ids["package"], model_id=begun.ids["model"],
        title="Second try",
    )  # fmt: skip
    both = begun.read(competition_ids, CompetitionFilter())
    rows = begun.read(competition_rows, both)
    assert [rows[one].reference for one in both] == ["MC-2026-032", "MC-2026-031"]
    assert begun.read(competition_ids, CompetitionFilter(), by="title") == both
    assert begun.read(competition_ids, CompetitionFilter("second")) == both[:1]
    assert begun.read(competition_ids, CompetitionFilter(ended=False)) == both[:1]
    assert [one.reference for one in begun.read(find, "MC-2026 032")] == ["MC-2026-032"]
    assert begun.read(find, "%") == ()
