"""The dialogs that ask why something agreed is taken back, or why a bid goes no further."""

from functools import partial

from starapp.evaluation.moderation_board import Board
from starapp.evaluation.moderation_commands import (
    not_take_further,
    reopen_agreed,
    reopen_moderation,
)
from starapp.foundation.change import Change
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import ReasonDialog


def reopen_dialog(desk: Desk, board: Board, key: tuple[str, str]) -> ReasonDialog:
    """Asks for the reason to take an agreed score back."""
    return ReasonDialog(
        desk,
        f"Reopen {key[1]} of bid {dict(board.bids)[key[0]]}?",
        text="The agreed score counts for nothing until the panel agrees again. "
        "The record keeps it.",
        yes="Reopen",
        make=partial(_reopen, board.competition_id, key),
    )


def stop_dialog(desk: Desk, board: Board, bid: str) -> ReasonDialog:
    """Asks for the reason not to take a bid below a minimum further."""
    codes = ", ".join(one.criterion for one in board.missed[bid])
    return ReasonDialog(
        desk,
        f"Stop with bid {dict(board.bids)[bid]}?",
        text=f"It misses the minimum of {codes}. What is not agreed stays open, and the "
        "bid is not ranked. Its letter gives the reasons.",
        yes="Do not take further",
        make=partial(_stop, board.competition_id, bid),
    )


def reopen_moderation_dialog(desk: Desk, competition_id: str) -> ReasonDialog:
    """Asks for the reason to go back after prices were seen."""
    return ReasonDialog(
        desk,
        "Reopen moderation?",
        text="Prices were unsealed when it was closed. The award report says that moderation was "
        "reopened after that, and when.",
        yes="Reopen moderation",
        make=partial(_reopen_moderation, competition_id),
        risky=True,
    )


def _reopen(competition_id: str, key: tuple[str, str], reason: str) -> partial[Change]:
    return partial(
        reopen_agreed,
        competition_id=competition_id,
        bid_id=key[0],
        criterion=key[1],
        reason=reason,
    )


def _stop(competition_id: str, bid: str, reason: str) -> partial[Change]:
    return partial(not_take_further, competition_id=competition_id, bid_id=bid, reason=reason)


def _reopen_moderation(competition_id: str, reason: str) -> partial[Change]:
    return partial(reopen_moderation, competition_id=competition_id, reason=reason)
