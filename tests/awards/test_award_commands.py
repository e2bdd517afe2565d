"""Between a result and a signed agreement: who may decide, in which order, and on which days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy.orm import Session

from starapp.awards.commands import (
    approve,
    confirm,
    plan_notice,
    publish_notice,
    recommend,
    return_result,
    sign_agreement,
    tell_person,
)
from starapp.awards.decision_rules import (
    BY_HAND,
    AwardProgress,
    Recommendation,
    Tick,
    checklist,
    issued_words,
    sign_off_problems,
    signing_problems,
)
from starapp.awards.queries import award, returns, standstill_on
from starapp.awards.standstill import award_standstill
from starapp.competitions.competition import State
from starapp.competitions.queries import competition
from starapp.foundation.change import Change
from starapp.foundation.problems import CannotDo
from starapp.history.acting import Actor, Role
from starapp.history.history import entries
from starapp.letters.award_view import award_view
from starapp.letters.commands import issue_letters
from starapp.regimes.regime import Regime
from starapp.storage.store import Store
from tests.conftest import SetClock
from tests.make.evaluation import Scene, work_out
from tests.make.organisation import system_value
from tests.make.scene import priced_scene

WHY = "Bid B has the most points and met every minimum."
NOTICE = date(2026, 9, 25)
FIRST_SIGNING = date(2026, 10, 7)
Command = Callable[..., Change]


class Case:
    """One competition with its result; every step is a command by a person."""

    def __init__(self, scene: Scene, clock: SetClock) -> None:
        self.scene, self.clock = scene, clock

    def on(self, day: date, hour: int = 9) -> "Case":
        """It is this day now."""
        self.clock.moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        return self

    def do(self, by: str | Actor, command: Command, **fields: object) -> Change:
        actor = by if isinstance(by, Actor) else self.scene.people[by]
        with self.scene.store.writing(by=actor) as session:
            return command(session, competition_id=self.scene.competition_id, **fields)

    def refused(self, by: str | Actor, command: Command, **fields: object) -> str:
        """The words a command is refused with; nothing has changed."""
        before = self.state, self.read(award), self.read(returns)
        with pytest.raises(CannotDo) as stopped:
            self.do(by, command, **fields)
        assert (self.state, self.read(award), self.read(returns)) == before
        return " ".join(problem.words for problem in stopped.value.problems)

    def read(self, query: Callable[[Session, str], object]) -> object:
        with self.scene.store.reading() as session:
            return query(session, self.scene.competition_id)

    @property
    def state(self) -> State:
        with self.scene.store.reading() as session:
            return competition(session, self.scene.competition_id).state

    def history(self) -> list[str]:
        with self.scene.store.reading() as session:
            place = self.scene.competition_id
            return [entry.words for entry in entries(session, competition_id=place)]


@pytest.fixture
def case(store: Store, clock: SetClock) -> Case:
    """The result is worked out on 22 September 2026."""
    made = Case(priced_scene(store, clock), clock).on(date(2026, 9, 22))
    work_out(made.scene)
    return made


@pytest.fixture
def recommended(case: Case) -> Case:
    """E1 sent the result for sign-off on 23 September."""
    case.on(date(2026, 9, 23)).do("E1", recommend, statement=WHY)
    return case


@pytest.fixture
def approved(recommended: Case) -> Case:
    """A1 signed it off on 24 September."""
    recommended.on(date(2026, 9, 24)).do("A1", approve)
    return recommended


@pytest.fixture
def issued(approved: Case) -> Case:
    """Letters went out on 25 September and name it as the day of the notice."""
    approved.on(NOTICE).do("M1", plan_notice, day=NOTICE)
    approved.do("M1", issue_letters)
    return approved


@pytest.fixture
def waiting(issued: Case) -> Case:
    """The notice was published on 25 September; the standstill runs."""
    issued.on(NOTICE, 12).do("M1", publish_notice)
    return issued


def test_the_result_is_recommended_signed_off_and_signed_in_order(waiting: Case) -> None:
    assert waiting.state is State.STANDSTILL
    waiting.on(FIRST_SIGNING).do("M1", sign_agreement, day=FIRST_SIGNING)
    assert waiting.state is State.CONCLUDED
    found = waiting.read(award)
    assert (found.recommended_by, found.approved_by) == (
        "Lead commissioner",
        "Director of adult services",
    )
    assert (found.notice_day, found.signed) == (NOTICE, FIRST_SIGNING)
    assert found.bid_id == waiting.scene.bids["B"]
    said = waiting.history()
    steps = (
        "agreement signed on 7 October 2026", "award notice published, standstill started",
        "5 letters issued", "award notice planned for 25 September 2026", "result signed off",
        "result sent for sign-off",
    )  # fmt: skip
    assert [words for words in said if words in steps] == list(steps)


def test_a_recommendation_needs_a_sentence(case: Case) -> None:
    for statement in ("", "   ", "best bid"):
        assert "Say why this bid should win" in case.refused("E1", recommend, statement=statement)
    assert case.read(award) is None


def test_nothing_follows_before_the_result_is_sent_for_sign_off(case: Case) -> None:
    told = "because moderation is closed"
    assert told in case.refused("A1", approve)
    assert told in case.refused("A1", return_result, reason="The price needs a look.")
    assert told in case.refused("M1", plan_notice, day=NOTICE)
    assert told in case.refused("M1", issue_letters)
    assert told in case.refused("M1", publish_notice)
    assert told in case.refused("E1", tell_person, day=date(2026, 9, 22))
    assert told in case.refused("M1", sign_agreement, day=FIRST_SIGNING)


def test_nothing_follows_before_sign_off(recommended: Case) -> None:
    told = "because the result waits for sign-off"
    assert told in recommended.refused("E1", recommend, statement=WHY)
    assert told in recommended.refused("M1", confirm, line="interests")
    assert told in recommended.refused("M1", plan_notice, day=NOTICE)
    assert told in recommended.refused("M1", issue_letters)
    assert told in recommended.refused("M1", publish_notice)
    assert told in recommended.refused("E1", tell_person, day=date(2026, 9, 23))
    assert told in recommended.refused("M1", sign_agreement, day=FIRST_SIGNING)


def test_the_approver_is_an_approver_and_neither_moderator_nor_recommender(
    recommended: Case,
) -> None:
    people = recommended.scene.people
    assert "is not an approver" in recommended.refused("E2", approve)
    both = frozenset({Role.APPROVER})
    moderator = Actor(people["M1"].person_id, people["M1"].name, both)
    assert "The moderator cannot sign off" in recommended.refused(moderator, approve)
    sender = Actor(people["E1"].person_id, people["E1"].name, both)
    assert "The person who recommends" in recommended.refused(sender, approve)
    for who in (moderator, sender):
        reason = "The panel should look at Q3 again."
        assert "cannot sign" in recommended.refused(who, return_result, reason=reason)


def test_a_result_goes_back_with_a_reason_and_may_come_again(recommended: Case) -> None:
    for reason in ("", "no", "not yet"):
        words = recommended.refused("A1", return_result, reason=reason)
        assert "Say why the result goes back" in words
    recommended.do("A1", return_result, reason="  The price needs a second look.  ")
    assert recommended.state is State.PRICED
    (back,) = recommended.read(returns)
    assert (back.by, back.reason) == (
        "Director of adult services",
        "The price needs a second look.",
    )
    recommended.do("E1", recommend, statement=WHY)
    recommended.do("A1", approve)
    assert recommended.state is State.APPROVED


def test_a_signed_off_result_cannot_be_returned_or_signed_off_again(approved: Case) -> None:
    told = "because the result is signed off"
    assert told in approved.refused("A1", approve)
    assert told in approved.refused("A1", return_result, reason="Somebody changed their mind.")


@pytest.mark.parametrize("who", ["E2", "F1", "A1"])
def test_only_those_who_run_competitions_prepare_the_award(waiting: Case, who: str) -> None:
    told = "Only a procurement officer or commissioner can do this."
    day = waiting.clock.moment.date()
    assert waiting.refused(who, confirm, line="interests") == told
    assert waiting.refused(who, tell_person, day=day) == told
    assert waiting.refused(who, sign_agreement, day=day) == told
    assert waiting.refused(who, plan_notice, day=day) == told
    assert waiting.refused(who, issue_letters) == told
    assert waiting.refused(who, publish_notice) == told
    assert waiting.refused(who, recommend, statement=WHY) == told


def test_a_line_that_follows_from_the_record_cannot_be_ticked(approved: Case) -> None:
    approved.do("M1", confirm, line="interests")
    approved.do("M1", confirm, line="notice_drafted", words="Checked twice")
    assert dict(approved.read(award).confirmed) == {
        "interests": "Procurement officer, 24 September 2026",
        "notice_drafted": "Checked twice",
    }
    for line in ("sign", "letters", "", "nothing"):
        assert "ticked by doing it" in approved.refused("M1", confirm, line=line)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 23), "Choose today or a later day for the notice."),
        (date(2026, 9, 20), "Choose today or a later day for the notice."),
        (date(1, 1, 1), "Choose today or a later day for the notice."),
        (date(2028, 12, 29), "The bank holidays around 1 January 2029 are not in the calendar"),
        (date(9999, 12, 31), "are not in the calendar"),
    ],
)
def test_wrong_days_for_the_notice_are_refused_in_words(
    approved: Case, day: date, told: str
) -> None:
    assert told in approved.refused("M1", plan_notice, day=day)


def test_a_notice_on_a_saturday_counts_from_the_monday(approved: Case) -> None:
    saturday = date(2026, 9, 26)
    approved.do("M1", plan_notice, day=saturday)
    with approved.scene.store.reading() as session:
        found = standstill_on(session, approved.scene.competition_id, saturday)
    assert found.period.counted[0] == date(2026, 9, 28)
    assert found.period.last_day == date(2026, 10, 7)
    assert found.period.earliest_signing == date(2026, 10, 8)


@pytest.mark.parametrize("days", [1, 400])
def test_the_notice_is_published_on_the_day_the_letters_name(issued: Case, days: int) -> None:
    issued.on(NOTICE + timedelta(days=days))
    told = issued.refused("M1", publish_notice)
    assert "The letters name 25 September 2026 as the day of the notice, and today is" in told
    assert "Issued letters cannot be changed here." in told, "no way is offered that is not there"


def test_the_day_of_the_notice_is_fixed_when_letters_are_out(issued: Case) -> None:
    told = issued.refused("M1", plan_notice, day=date(2026, 9, 30))
    assert "because the letters are issued" in told


@pytest.mark.parametrize(
    ("today", "day", "told"),
    [
        (date(2026, 9, 28), date(2026, 9, 28), "from Wednesday 7 October 2026 on"),
        (date(2026, 10, 6), date(2026, 10, 6), "from Wednesday 7 October 2026 on"),
        (date(2026, 10, 9), date(2026, 10, 6), "from Wednesday 7 October 2026 on"),
        (date(2026, 10, 9), date(2026, 10, 3), "from Wednesday 7 October 2026 on"),
        (date(2026, 10, 9), date(2026, 9, 24), "from Wednesday 7 October 2026 on"),
        (date(2026, 10, 6), date(2026, 10, 7), "Choose today or an earlier day."),
        (date(2026, 10, 9), date(2026, 10, 10), "Choose today or an earlier day."),
        (date(2026, 10, 9), date(9999, 12, 31), "Choose today or an earlier day."),
    ],
)
def test_nothing_is_signed_before_the_standstill_has_ended_or_in_the_future(
    waiting: Case, today: date, day: date, told: str
) -> None:
    assert told in waiting.on(today).refused("M1", sign_agreement, day=day)
    assert waiting.state is State.STANDSTILL


def test_signing_waits_for_the_notice(issued: Case) -> None:
    told = issued.on(date(2026, 10, 20)).refused("M1", sign_agreement, day=date(2026, 10, 20))
    assert "because the letters are issued" in told


def test_a_signed_agreement_is_not_signed_again(waiting: Case) -> None:
    waiting.on(FIRST_SIGNING).do("M1", sign_agreement, day=FIRST_SIGNING)
    for command in (
        partial(waiting.refused, "M1", sign_agreement, day=FIRST_SIGNING),
        partial(waiting.refused, "M1", confirm, line="interests"),
        partial(waiting.refused, "E1", tell_person, day=FIRST_SIGNING),
    ):
        assert "because the competition has ended" in command()


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 26), "Choose today or an earlier day."),
        (date(2026, 9, 23), "The result was signed off on 24 September 2026."),
        (date(1926, 9, 25), "Choose that day or a later one."),
    ],
)
def test_wrong_days_of_telling_the_person_are_refused_in_words(
    waiting: Case, day: date, told: str
) -> None:
    assert told in waiting.refused("E1", tell_person, day=day)
    waiting.do("E1", tell_person, day=date(2026, 9, 24))
    assert waiting.read(award).person_told == date(2026, 9, 24)


def test_the_standstill_is_voluntary_and_says_why(approved: Case) -> None:
    view = approved.read(award_view)
    assert view.wait.voluntary
    assert view.wait.working_days == 8
    assert view.wait.why.startswith("It is not required for a contract below the light-touch")
    assert "once stated it binds us" in view.wait.why


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            "663539.99",
            "It is not required for a contract below the light-touch threshold. We offer it",
        ),
        ("663540.00", "It is not required for a light-touch contract (section 51(3)); we offer it"),
    ],
)
def test_the_ground_of_a_voluntary_standstill_turns_at_the_threshold(value: str, told: str) -> None:
    system = system_value(lead_body_id="1" * 32)
    found = award_standstill(Regime.PA2023, system, notice_day=NOTICE, whole_value=Decimal(value))
    assert (found.voluntary, found.working_days) == (True, 8)
    assert found.period.earliest_signing == FIRST_SIGNING
    assert told in found.why


def test_a_system_may_offer_more_days_or_none() -> None:
    longer = system_value(lead_body_id="1" * 32, standstill_days=10)
    found = award_standstill(Regime.PA2023, longer, notice_day=NOTICE, whole_value=Decimal(1))
    assert (found.working_days, found.period.earliest_signing) == (10, date(2026, 10, 9))
    none = system_value(lead_body_id="1" * 32, voluntary_standstill=False)
    found = award_standstill(Regime.PA2023, none, notice_day=NOTICE, whole_value=Decimal(1))
    assert (found.working_days, found.voluntary) == (0, False)
    assert found.period.counted == ()
    assert found.period.earliest_signing == NOTICE
    assert "section 51(3)" in found.why


@pytest.mark.parametrize("regime", [Regime.PSR2023, Regime.PCR2015])
def test_a_regime_without_a_clock_is_refused_in_words(regime: Regime) -> None:
    system = system_value(lead_body_id="1" * 32)
    with pytest.raises(CannotDo, match="no standstill clock"):
        award_standstill(regime, system, notice_day=NOTICE, whole_value=Decimal(1))


def test_the_checklist_goes_line_by_line(waiting: Case) -> None:
    waiting.do("M1", confirm, line="interests")
    waiting.do("M1", confirm, line="notice_drafted")
    waiting.do("E1", tell_person, day=NOTICE)
    ticks = {line.code: line.tick for line in waiting.read(award_view).lines}
    assert ticks.pop("sign") is Tick.LOCKED
    assert set(ticks.values()) == {Tick.DONE}
    waiting.on(FIRST_SIGNING)
    ticks = {line.code: line.tick for line in waiting.read(award_view).lines}
    assert ticks["sign"] is Tick.NOW


def test_rules_of_signing_off_and_signing() -> None:
    approver = Actor("a", "Director", frozenset({Role.APPROVER}))
    assert list(sign_off_problems(approver, Recommendation("r", "m"))) == []
    assert [p.code for p in sign_off_problems(approver, Recommendation("a", "a"))] == ["moderator"]
    assert [p.code for p in sign_off_problems(approver, Recommendation("a", "m"))] == [
        "recommender"
    ]
    viewer = Actor("m", "Viewer", frozenset({Role.VIEWER}))
    assert [p.code for p in sign_off_problems(viewer, Recommendation("r", "m"))] == [
        "role",
        "moderator",
    ]
    assert [p.code for p in signing_problems(FIRST_SIGNING, None)] == ["notice"]
    assert list(signing_problems(FIRST_SIGNING, FIRST_SIGNING)) == []
    before = FIRST_SIGNING - timedelta(days=1)
    assert [p.code for p in signing_problems(before, FIRST_SIGNING)] == ["standstill"]


@pytest.mark.parametrize(("number", "told"), [(1, "1 letter issued"), (5, "5 letters issued")])
def test_letters_are_counted_in_english(number: int, told: str) -> None:
    assert issued_words(number) == told


def test_a_line_says_that_something_was_done_only_when_it_was() -> None:
    """Before the tick a line is a task; "nobody has a new conflict" is not said for anybody."""
    nothing = AwardProgress("", None, {}, 0, 5, letters_issued=False, letters_telling=0, waits=False,
                            notice_published=None, standstill_last=None, earliest_signing=None,
                            person_told=None, signed=None)  # fmt: skip
    before = {one.code: one for one in checklist(nothing, date(2026, 9, 24))}
    done = replace(nothing, confirmed=dict.fromkeys(BY_HAND, "Maya, 24 September 2026"))
    after = {one.code: one for one in checklist(done, date(2026, 9, 24))}
    for code, (past, task, _) in BY_HAND.items():
        assert (before[code].title, after[code].title) == (task, past)
    assert "standstill" not in f"{before['notice'].words} {before['sign'].words}".replace(
        "No standstill is offered", ""
    )


def test_one_line_of_the_checklist_is_the_next() -> None:
    nothing = AwardProgress("", None, {}, 0, 5, letters_issued=False, letters_telling=0, waits=True, notice_published=None,
                            standstill_last=None, earliest_signing=None, person_told=None, signed=None)  # fmt: skip
    lines = checklist(nothing, date(2026, 9, 24))
    assert [line.code for line in lines if line.tick is Tick.NOW] == ["signed_off"]
    assert [line.code for line in lines if line.tick is Tick.LOCKED] == ["sign"]
    assert [line.code for line in lines if line.by_hand] == ["interests", "notice_drafted"]
