"""What to settle before the panel starts: price questions, checks, broken seals, late bids."""

from collections.abc import Callable
from functools import partial

from starapp.bids.bid import BidState
from starapp.bids.compliance import Outcome
from starapp.bids.register import BidsView, RegisterRow
from starapp.competitions.competition import State
from starapp.competitions.stage_rules import Action
from starapp.foundation.enumerating import bids_named
from starapp.ui.widgets.notices import Notice

SETTLING = frozenset({State.PUBLISHED, State.OPENED, State.SCORING, State.MODERATING})
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")


def settle_notices(view: BidsView, *, decide: Callable[[str], None] | None) -> list[Notice]:
    """The notices under the register; ``decide`` opens the decision about a late bid."""
    found = [
        Notice(
            "error",
            f"The seal of the bid from {row.arrival.bid.provider_name} is broken.",
            "The opening stops for every bid. Tell your administrator and legal lead, then choose "
            "Go back to an earlier copy in the File menu to compare, or set the bid aside.",
        )
        for row in view.rows
        if row.broken
    ]
    settle = _to_settle(view) if view.state in SETTLING else []
    if settle:
        number = NUMBERS[len(settle)] if len(settle) < len(NUMBERS) else str(len(settle))
        things = "thing" if len(settle) == 1 else "things"
        strong = f"{number} {things} to settle before the panel starts."
        if view.state is not State.OPENED and view.state is not State.PUBLISHED:
            strong = f"{number} {things} still to settle."
        found.append(Notice("warning", strong, " ".join(settle)))
    found.extend(_late_notice(view, row, decide) for row in view.late)
    return found


def _to_settle(view: BidsView) -> list[str]:
    opened = [row for row in view.rows if row.arrival.bid.state is BidState.OPENED]
    said = []
    for row in sorted(opened, key=lambda one: one.arrival.bid.label):
        name = f"bid {row.arrival.bid.label}"
        if row.price_words == "Ask about its price":
            said.append(f"Ask the provider of {name} about its price.")
        elif row.price_words == "Answered about its price":
            said.append(f"Decide about the price of {name}.")
        wrong = {Outcome.TO_SETTLE, Outcome.FAILED}
        said.extend(
            f"{name.capitalize()}: {line.words or line.title}."
            for line in row.checks
            if line.outcome in wrong
        )
    waiting = sorted(
        row.arrival.bid.label for row in opened if any(line.outcome is None for line in row.checks)
    )
    if waiting:
        said.append(f"Finish the check of {bids_named(waiting)}.")
    return said


def _late_notice(view: BidsView, row: RegisterRow, decide: Callable[[str], None] | None) -> Notice:
    one = row.arrival
    if one.late_decision:
        return Notice(
            "info",
            f"The late bid from {one.bid.provider_name} stays sealed.",
            f"{one.late_reason} Decided by {one.late_decided_by}.",
        )
    open_still = decide is not None and view.may(Action.DECIDE_LATE)
    return Notice(
        "error",
        f"{one.bid.provider_name}’s bid arrived {row.apart}.",
        "It stays sealed. It can be accepted only with a written reason and the approver’s "
        "agreement.",
        link="Record a decision" if open_still else "",
        pressed=partial(decide, row.id) if decide is not None and open_still else None,
    )
