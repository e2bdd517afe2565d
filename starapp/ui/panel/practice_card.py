"""The practice answer on the panel page: written by the chair, scored by members, looked at together."""

from decimal import Decimal
from functools import partial

from starapp.competitions.competition import State
from starapp.criteria.evaluation_model import Kind
from starapp.foundation.exact import plain, points
from starapp.panel.practice_commands import close_practice, score_practice, set_practice
from starapp.panel.practice_queries import PracticeView, Practised, practice_view
from starapp.panel.queries import PanelView
from starapp.ui.desk import Desk
from starapp.ui.evaluation.command_dialog import Command, CommandDialog, ReasonDialog
from starapp.ui.evaluation.score_cards import ScoreCards
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.fields import LabelledField
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.text_fields import LongText


def _seat(one: Practised) -> str:
    return one.seat_id


def _title(one: Practised) -> str:
    return one.title


def _score(one: Practised) -> str:
    return plain(one.score)


def _reason(one: Practised) -> str:
    return one.reason


COLUMNS: tuple[Column[Practised], ...] = (
    Column("Member", _title, strong=True, width=320),
    Column("Score", _score, numeric=True, width=80),
    Column("Reason", _reason, tip=_reason),
)


class PracticeCard(Card):
    """What stands about practising, and what the person using this PC may do.

    Attributes:
        view: the practice answer as last read.
        dialog: the dialog last opened.
    """

    def __init__(self, desk: Desk, competition_id: str) -> None:
        super().__init__("Practice answer", padded=False)
        self.setObjectName("practiceCard")
        self._desk = desk
        self._id = competition_id
        self._seat_id = ""
        self.view: PracticeView | None = None
        self.dialog: SetPractice | ScorePractice | ReasonDialog | None = None
        self.write = Button(
            "Write a practice answer", icon="pencil", size="small", pressed=self.ask_text,
            key="writePractice",
        )  # fmt: skip
        self.score = Button(
            "Score it", kind="main", size="small", pressed=self.ask_score, key="scorePractice"
        )
        self.close_button = Button(
            "Show the scores", size="small", pressed=self.ask_close, key="closePractice"
        )
        self.add_right(self.write, self.close_button, self.score)
        self.words = Words("", "table", wrap=True)
        self.words.setContentsMargins(16, 10, 16, 12)
        self.add(self.words)
        self.table: ListTable[Practised] = ListTable(
            "Practice scores", COLUMNS, _seat, key="practiceScores"
        )
        self.add(self.table)

    def show_panel(self, panel: PanelView, *, office: bool) -> None:
        """Shows the card to a person; ``office`` may write and close the answer."""
        me = self._desk.actor().person_id
        view: PracticeView = self._desk.work.read(
            partial(practice_view, competition_id=self._id, person_id=me)
        )
        self.view = view
        open_yet = panel.state in {State.OPENED, State.SCORING}
        writes = office and open_yet and not self._desk.read_only()
        own = panel.own(me)
        self._seat_id = own.seat.id if own else ""
        scores = bool(own and not own.seat.chairs and own.seat.stood_down is None)
        standing = bool(view.id) and view.closed is None
        self.write.set_text("Change it" if standing else "Write a practice answer")
        self.write.setVisible(writes and not (standing and view.done))
        self.close_button.setVisible(writes and standing and view.done > 0)
        self.score.setVisible(standing and scores and open_yet and not self._desk.read_only())
        self.score.set_text("Score it again" if view.own else "Score it")
        self.words.setText(_said(view))
        self.table.show_rows(view.scores)
        self.table.setVisible(bool(view.scores))
        self.setVisible(bool(view.id) or writes)

    def ask_text(self) -> None:
        """Opens the made-up answer."""
        if self.view is not None:
            self._open(SetPractice(self._desk, self._id, self.view))

    def ask_score(self) -> None:
        """Opens the practice answer to score it."""
        if self.view is not None and self._seat_id:
            self._open(ScorePractice(self._desk, self.view, self._seat_id))

    def ask_close(self) -> None:
        """Asks what the panel agreed about the scale."""
        view = self.view
        if view is None:
            return

        def make(remark: str) -> Command:
            return partial(close_practice, answer_id=view.id, remark=remark)

        self._open(
            ReasonDialog(
                self._desk,
                "Show everybody’s practice scores?",
                yes="Show the scores",
                make=make,
                text="This practice answer is closed after that.",
                label="What the panel agreed about the scale",
            )
        )

    def _open(self, dialog: "SetPractice | ScorePractice | ReasonDialog") -> None:
        self.dialog = dialog
        dialog.open()


def _said(view: PracticeView) -> str:
    """Where practising stands, in words."""
    if not view.id:
        return (
            "Not needed. A made-up answer that everyone scores first shows whether the panel reads "
            "the scale alike. It counts for no bid."
        )
    question = view.model.criterion(view.criterion)
    asked = f"{view.criterion} {question.title}."
    if view.closed is None:
        own = f" You gave it {plain(view.own.score)}." if view.own else ""
        return f"{asked} {view.done} of {view.members} have scored it.{own} It counts for no bid."
    apart = f"{plain(view.apart)} apart" if view.apart is not None else "not apart"
    average = f", on average {points(view.average)}" if view.average is not None else ""
    return f"{asked} The scores are {apart}{average}. The panel agreed: {view.note}"


class SetPractice(CommandDialog):
    """The question and the made-up answer."""

    def __init__(self, desk: Desk, competition_id: str, view: PracticeView) -> None:
        super().__init__(
            desk,
            "Write a practice answer",
            text="Everyone who scores is asked to score it alone, before the bids. Make it up; use "
            "no bid.",
            yes="Save",
            scrolls=True,
        )
        self._id = competition_id
        standing = view.closed is None
        self.question = Choice(
            [
                (one.code, f"{one.code} {one.title}")
                for one in view.model.leaves(Kind.SCORED)
                if one.written
            ]
        )
        if standing and view.criterion:
            self.question.choose(view.criterion)
        self.text = LongText(view.text if standing else "", lines=8)
        self.add_field("criterion", LabelledField("Question", self.question, key="practiceOf"))
        self.add_field("text", LabelledField("Made-up answer", self.text, key="practiceText"))

    def command(self) -> Command:
        """Keeps the answer."""
        return partial(
            set_practice,
            competition_id=self._id,
            criterion=self.question.value(),
            text=self.text.value(),
        )


class ScorePractice(CommandDialog):
    """The made-up answer with the scale and a reason."""

    def __init__(self, desk: Desk, view: PracticeView, seat_id: str) -> None:
        question = view.model.criterion(view.criterion)
        super().__init__(
            desk, f"Practise on {view.criterion}", text=question.question or question.title,
            yes="Keep my score", scrolls=True,
        )  # fmt: skip
        self._view, self._seat_id = view, seat_id
        self.add(Notice("info", "A made-up answer.", "It counts for no bid."))
        self.add(Words(view.text, "body", wrap=True, selectable=True))
        self.cards = ScoreCards("Your practice score")
        self.cards.show_levels(view.model.scale)
        self.reason = LongText(view.own.reason if view.own else "", lines=3)
        if view.own is not None:
            self.cards.choose(plain(view.own.score))
        self.add_field("score", self.cards)
        self.add_field("reason", LabelledField("Why this score?", self.reason, key="reason"))

    def command(self) -> Command:
        """Keeps the score."""
        chosen = self.cards.value()
        return partial(
            score_practice,
            answer_id=self._view.id,
            seat_id=self._seat_id,
            score=Decimal(chosen) if chosen else None,
            reason=self.reason.value(),
        )
