"""A member leaves while bids are scored, and somebody else comes."""

from functools import partial

from starapp.panel.queries import Member, PanelView
from starapp.panel.replacement_commands import replace_member
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.text_fields import LongText

NOBODY = "nobody"


class ReplaceDialog(CommandDialog):
    """Who comes, and why the member leaves."""

    def __init__(self, desk: Desk, view: PanelView, member: Member) -> None:
        super().__init__(
            desk,
            f"Replace {member.person.name}?",
            text="Their scores stay in the record and count no more. Who comes gets the same "
            "questions, declares interests and scores anew.",
            yes="Replace",
            risky=True,
        )
        self._seat_id = member.seat.id
        on_panel = {one.person.id for one in view.members}
        self.person = Choice(
            [
                (NOBODY, "Nobody, if enough people still score each question"),
                *(
                    (one.id, f"{one.name}, {one.title}")
                    for one in view.people
                    if one.id not in on_panel
                ),
            ]
        )
        self.reason = LongText(lines=3)
        self.add_field("person", LabelledField("Who comes", self.person, key="whoComes"))
        self.add_field("reason", LabelledField("Why they leave", self.reason, key="reason"))

    def command(self) -> Command:
        """Replaces the member."""
        chosen = self.person.value()
        return partial(
            replace_member,
            seat_id=self._seat_id,
            reason=self.reason.value(),
            person_id="" if chosen == NOBODY else chosen,
        )
