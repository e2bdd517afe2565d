"""The approver answers for each compliance check that is open, and signs the result off."""

from functools import partial

from starapp.awards.commands import approve
from starapp.bids.open_checks import OpenCheck
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import LongText


class ApproveDialog(CommandDialog):
    """One answer for each bid whose check is open."""

    def __init__(self, desk: Desk, competition_id: str, checks: tuple[OpenCheck, ...]) -> None:
        super().__init__(
            desk,
            "Approve this result?",
            yes="Approve",
            text="Not every check of the bids is settled. Say for each bid why the result stands "
            "with its check open, or cancel and return the result. Letters can be made after this. "
            "It cannot be undone.",
            scrolls=True,
        )
        self._competition_id = competition_id
        self.answers: dict[str, LongText] = {}
        for check in checks:
            editor = LongText(lines=3)
            hint = f"{check.in_words()}. {check.why()}".strip()
            field = LabelledField(
                f"Bid {check.label}: why the result stands", editor, hint=hint,
                key=f"accept-{check.label}",
            )  # fmt: skip
            self.add_field(f"accepted.{check.bid_id}", field)
            self.answers[check.bid_id] = editor

    def command(self) -> Command:
        """Signs off with the answers typed."""
        answers = {bid_id: editor.value() for bid_id, editor in self.answers.items()}
        return partial(approve, competition_id=self._competition_id, accepted=answers)
