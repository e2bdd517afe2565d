"""What to settle before the panel starts: price questions, checks, broken seals, late bids."""

from collections.abc import Callable
from functools import partial

from starapp.bids.bid import BidState
from starapp.bids.compliance import CheckLine
from starapp.bids.open_checks import OpenCheck
from starapp.bids.register import BidsView, RegisterRow
from starapp.competitions.competition import State
from starapp.competitions.stage_rules import ACTIONS, Action
from starapp.foundation.enumerating import bids_named
from starapp.ui.widgets.notices import Notice, NoticeKind

SETTLING = ACTIONS[Action.CHECK]
"""While a check can be settled; after that what is open is only told."""
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
    found.extend(
        _open_notice(view, row.check)
        for row in _opened(view)
        if row.check is not None
        and row.check.lines
        and not (row.check.waiting and view.state in SETTLING)
    )
    found.extend(_late_notice(view, row, decide) for row in view.late)
    return found


def _to_settle(view: BidsView) -> list[str]:
    said = []
    for row in _opened(view):
        name = f"bid {row.arrival.bid.label}"
        if row.price_words == "Ask about its price":
            said.append(f"Ask the provider of {name} about its price.")
        elif row.price_words == "Answered about its price":
            said.append(f"Decide about the price of {name}.")
        said.extend(
            f"{name.capitalize()}: {(line.words or line.title).rstrip('.')}."
            for line in _waiting(row)
            if line.outcome is not None
        )
    waiting = [
        row.arrival.bid.label
        for row in _opened(view)
        if any(line.outcome is None for line in _waiting(row))
    ]
    if waiting:
        said.append(f"Finish the check of {bids_named(waiting)}.")
    return said


def _opened(view: BidsView) -> list[RegisterRow]:
    opened = [row for row in view.rows if row.arrival.bid.state is BidState.OPENED]
    return sorted(opened, key=lambda one: (len(one.arrival.bid.label), one.arrival.bid.label))


def _waiting(row: RegisterRow) -> tuple[CheckLine, ...]:
    return row.check.lines if row.check is not None and row.check.waiting else ()


def _open_notice(view: BidsView, check: OpenCheck) -> Notice:
    """What was left open stays in sight, also after the result was signed off."""
    said = f"{check.in_words()}. {check.why()}".strip()
    if view.state is State.RECOMMENDED and check.unanswered:
        said = f"{said} The approver answers for it before signing off."
    kind: NoticeKind = "warning" if check.waiting and check.unanswered else "info"
    return Notice(kind, f"The check of bid {check.label} is open.", said)


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
