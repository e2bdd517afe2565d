"""The side card of the result: who sends it for sign-off, who approves, who sent it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from starapp.awards.queries import Award, Returned
from starapp.bids.open_checks import OpenCheck
from starapp.competitions.competition import State
from starapp.foundation.dates import moment_text
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Facts, Words
from starapp.ui.widgets.notices import Notice, NoticeKind
from starapp.ui.widgets.tags import Tag


class SignOffCard(Card):
    """Where the decision stands.

    Attributes:
        approve, give_back: the approver's buttons; the page puts them in its head.

    Signals:
        approved, returned: the approver pressed the button.
    """

    approved = Signal()
    returned = Signal()

    def __init__(self) -> None:
        super().__init__("Sign-off")
        self.setObjectName("signOffCard")
        self.body.setContentsMargins(16, 12, 16, 14)
        self.tag = Tag("Not sent yet", "grey", "circle")
        self.add_right(self.tag)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.approve = Button("Approve", kind="main", icon="check", pressed=self.approved.emit)
        self.give_back = Button("Return", pressed=self.returned.emit)

    def show_award(
        self,
        state: State,
        award: Award | None,
        returns: tuple[Returned, ...],
        checks: tuple[OpenCheck, ...],
        *,
        decides: str,
    ) -> None:
        """Shows the decision.

        Args:
            state: of the competition.
            award: the recommendation, or None.
            returns: every time it went back.
            checks: of bids still in, the compliance checks that are open.
            decides: "yes", "" when it is not for this person to see, or why they may not decide.
        """
        clear(self._lines)
        waiting = state is State.RECOMMENDED
        for button in (self.approve, self.give_back):
            button.setVisible(waiting and bool(decides))
            if decides == "yes":
                button.on()
            else:
                button.off(decides)
        self._show_tag(state, award)
        if waiting and decides not in {"", "yes"}:
            self._lines.addWidget(Words(decides, "hint", ink="muted", wrap=True))
        if award is not None and state is not State.PRICED:
            self._lines.addWidget(Facts(*_facts(award), name_width=96))
        elif not returns:
            self._lines.addWidget(
                Words(
                    "An approver who did not moderate signs the result off. "
                    "Send it when you have read the working.",
                    "table", ink="muted", wrap=True,
                )
            )  # fmt: skip
        for one in reversed(returns):
            self._lines.addWidget(
                Notice("warning", f"Returned by {one.by}, {moment_text(one.at)}.", one.reason)
            )

        for check in checks:
            self._lines.addWidget(_open_notice(check, state))

    def _show_tag(self, state: State, award: Award | None) -> None:
        if award is not None and award.approved_at is not None and state is not State.PRICED:
            self.tag.show_tag("Signed off", "green", "check")
        elif state is State.RECOMMENDED:
            self.tag.show_tag("Waits for sign-off", "purple", "hourglass")
        else:
            self.tag.show_tag("Not sent yet", "grey", "circle")


def _open_notice(check: OpenCheck, state: State) -> Notice:
    said = f"{check.in_words()}. {check.why()}".strip()
    if check.unanswered and state in {State.PRICED, State.RECOMMENDED}:
        said = f"{said} The approver answers for it before signing off."
    kind: NoticeKind = "warning" if check.unanswered else "info"
    return Notice(kind, f"The check of bid {check.label} is open.", said)


def _facts(award: Award) -> list[tuple[str, str]]:
    found = [
        ("Sent by", f"{award.recommended_by}, {moment_text(award.recommended_at)}"),
        ("Because", award.statement),
    ]
    if award.approved_at is not None:
        found.append(("Signed off", f"{award.approved_by}, {moment_text(award.approved_at)}"))
    return found
