"""One card per person on the panel: role, declaration, how far they are."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from starapp.competitions.competition import State
from starapp.foundation.dates import day_text, local_date
from starapp.panel.declarations import Declaration, Standing
from starapp.panel.queries import Member
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Shortened, Words
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.tags import Tag, TagLook

STANDING_LOOKS = {
    Standing.MISSING: TagLook("Not declared yet", "grey", "circle"),
    Standing.WAITING: TagLook("Waits for the chair", "amber", "hourglass"),
    Standing.NOTHING: TagLook("Nothing to declare", "green", "check"),
    Standing.MAY_SCORE: TagLook("Interest declared, may score", "green", "check"),
    Standing.MAY_NOT_SCORE: TagLook("May not score", "red", "circle-x"),
}
LEFT = TagLook("Left the panel", "grey", "minus")

Press = tuple[str, str, Callable[[], object]]
"""Words of a button, its kind, and what it does."""


class MemberCard(Card):
    """A person on the panel with what they may do here.

    Args:
        member: who it is.
        state: of the competition; progress shows once scoring has started.
        own: it is the person using this PC.
        told: whoever uses this PC may read what was declared.
        presses: the buttons of the card.
    """

    def __init__(
        self, member: Member, *, state: State, own: bool, told: bool, presses: list[Press]
    ) -> None:
        super().__init__()
        self.member = member
        self.setObjectName(f"member-{member.person.name}")
        self.setAccessibleName(f"{member.person.name}, {member.title}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        self.add(self._top(own=own))
        look = STANDING_LOOKS[member.declaration.standing]
        if member.seat.stood_down is not None:
            look = LEFT
        self.tag = Tag(look.text, look.tone, look.icon)
        self.add(self.tag)
        for words in declaration_words(member, whole=own or told):
            self.add(Words(words, "table", ink="muted", wrap=True))
        if not member.seat.chairs and member.seat.stood_down is None and state not in {
            State.BUILDING, State.PUBLISHED, State.OPENED,
        }:  # fmt: skip
            self.add(self._progress())
        self.body.addStretch(1)
        self.buttons = [
            Button(words, kind=kind, size="small", pressed=act, key=f"{words}-{member.person.name}")  # type: ignore[arg-type] # kinds are literals where presses are made
            for words, kind, act in presses
        ]
        if self.buttons:
            self.add(flow(*self.buttons))

    def _top(self, *, own: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        mark = QLabel(self.member.person.initials)
        mark.setProperty("look", "round")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedSize(theme.px(28), theme.px(28))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = self.member.person.name + (" (you)" if own else "")
        words.addWidget(Words(name, "cardTitle", wrap=True))
        roles = ", ".join(self.member.seat.roles)
        line = f"{roles}: {self.member.title}" if roles else "Chairs the panel, does not score"
        words.addWidget(Shortened(line, "table", ink="muted"))
        row.addLayout(words, 1)
        return holder

    def _progress(self) -> Progress:
        made = Progress("Scored")
        if self.member.wanted:
            made.show_count(self.member.done, self.member.wanted)
        else:
            made.words.setText("No score is asked for")
            made.bar.hide()
        return made


def declaration_words(member: Member, *, whole: bool) -> list[str]:
    """What the card says of a declaration.

    Args:
        member: who declared.
        whole: with the words of the interest and of the decision; other members see neither.
    """
    found = []
    one = member.declaration
    if member.seat.stood_down is not None:
        found.append(f"Left the panel on {day_text(local_date(member.seat.stood_down))}.")
    if whole:
        found.extend(_interest_words(one))
    if one.made is not None:
        found.append(f"Declared on {day_text(local_date(one.made))}.")
    if one.decided is not None and whole:
        found.append(f"{one.decided_by}: {one.reason}")
    if member.seat.excluded:
        count = len(member.seat.excluded)
        found.append(f"Does not score {count} {'bid' if count == 1 else 'bids'}.")
    return found


def _interest_words(one: Declaration) -> list[str]:
    found = [f"“{one.interest}”"] if one.interest else []
    for bidder in one.interests:
        decided = f" {bidder.outcome.capitalize()}: {bidder.reason}" if bidder.outcome else ""
        found.append(f"{bidder.name}: “{bidder.interest}”{decided}")
    return found
