"""The award of the example: sign-off, letters, notice, standstill, signing."""

from datetime import date
from functools import partial

from starapp.awards.commands import (
    approve,
    confirm,
    plan_notice,
    publish_notice,
    recommend,
    sign_agreement,
    tell_person,
)
from starapp.letters.commands import issue_letters
from starapp.sample.story import Story

STATEMENT = (
    "Bid B has the most points. It met every minimum, its plan is in the person's own words, and "
    "its price is within the budget."
)
LETTERS_DAY = date(2026, 9, 25)
SIGNED = date(2026, 10, 7)


def send_for_sign_off(story: Story) -> None:
    """The lead commissioner recommends the first bid."""
    story.at("2026-09-23T09:30")
    command = partial(recommend, competition_id=story.ids["competition"], statement=STATEMENT)
    story.do(command, by="E1")


def sign_off(story: Story) -> None:
    """The director signs off."""
    story.at("2026-09-24T14:10")
    story.do(partial(approve, competition_id=story.ids["competition"]), by="A1")


def send_letters(story: Story) -> None:
    """Letters to every bidder at one moment, before the notice."""
    competition_id = story.ids["competition"]
    story.at("2026-09-25T09:00")
    for line in ("interests", "notice_drafted"):
        story.do(partial(confirm, competition_id=competition_id, line=line), by="M1")
    story.do(partial(plan_notice, competition_id=competition_id, day=LETTERS_DAY), by="M1")
    story.at("2026-09-25T09:30")
    story.do(partial(issue_letters, competition_id=competition_id), by="M1")


def wait_and_sign(story: Story) -> None:
    """The notice starts the standstill; the person is told; the agreement is signed after it."""
    competition_id = story.ids["competition"]
    story.at("2026-09-25T12:00")
    story.do(partial(publish_notice, competition_id=competition_id), by="M1")
    story.at("2026-09-28T16:00")
    told = partial(tell_person, competition_id=competition_id, day=date(2026, 9, 28))
    story.do(told, by="E1")
    story.at("2026-10-07T11:00")
    story.do(partial(sign_agreement, competition_id=competition_id, day=SIGNED), by="M1")
