"""One opened bid: its answers, documents and compliance check, and what may be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from starapp.bids.bid import Bid, BidState
from starapp.bids.bid_entry import SUMMARY
from starapp.bids.checking import record_check
from starapp.bids.compliance import CheckLine, Outcome
from starapp.bids.queries import (
    StoredDocument,
    answers,
    bid,
    compliance,
    document_content,
    documents,
)
from starapp.competitions.queries import competition
from starapp.criteria.evaluation_model import Criterion, Kind
from starapp.foundation.canonical import seal_text
from starapp.foundation.file_names import made_safe
from starapp.foundation.problems import Problem
from starapp.foundation.whole_files import write_whole
from starapp.ui import theme
from starapp.ui.bids.documents_field import size_words
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, Scroll, clear
from starapp.ui.widgets.choices import Segmented
from starapp.ui.widgets.labels import Icon, Words, hairline
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.question import Sheet
from starapp.ui.widgets.text_fields import TextField

OUTCOMES = (
    (Outcome.PASSED.value, "Passed"),
    (Outcome.TO_SETTLE.value, "To settle"),
    (Outcome.FAILED.value, "Failed"),
)
LOOKS = {
    Outcome.PASSED: ("circle-check", "greenText"),
    Outcome.TO_SETTLE: ("triangle-alert", "amberText"),
    Outcome.FAILED: ("circle-x", "redText"),
    None: ("circle", "inkMuted"),
}


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """Everything the sheet shows."""

    bid: Bid
    questions: tuple[Criterion, ...]
    answers: Mapping[str, str]
    documents: tuple[StoredDocument, ...]
    checks: tuple[CheckLine, ...]


def opened_bid(session: Session, bid_id: str) -> OpenedBid:
    """Reads an opened bid.

    Raises:
        CannotDo: with code "sealed" while it is sealed.
    """
    found = bid(session, bid_id)
    model = competition(session, found.competition_id).model
    return OpenedBid(
        found,
        tuple(model.leaves(Kind.SCORED)),
        answers(session, bid_id),
        documents(session, bid_id),
        compliance(session, bid_id),
    )


class BidSheet(Sheet):
    """Reads like the bid; amounts are not among it."""

    def __init__(
        self, desk: Desk, bid_id: str, *, may: bool, parent: QWidget | None = None
    ) -> None:
        self._desk = desk
        self._id = bid_id
        self._may = may
        shown = desk.work.read(partial(opened_bid, bid_id=bid_id))
        super().__init__(
            f"Bid {shown.bid.label}, {shown.bid.provider_name}", width=760, parent=parent
        )
        self.setObjectName("bidSheet")
        self.chooser: QFileDialog | None = None
        self.trouble = Notice("error", "")
        self.trouble.hide()
        self._checks = QVBoxLayout()
        self._checks.setSpacing(10)
        page = Scroll(margin=4, spacing=14)
        page.setMinimumHeight(theme.px(420))
        page.add(self.trouble)
        if shown.bid.state is BidState.SET_ASIDE:
            page.add(Notice("error", "Set aside.", shown.bid.set_aside_words))
        page.add(self._check_card(shown))
        page.add(self._documents_card(shown))
        page.add(self._answers_card(shown))
        page.body.addStretch(1)
        self.add(page, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept, key="closeBid")
        self.add_answers(self.close_button)
        self.close_button.setFocus()

    def _check_card(self, shown: OpenedBid) -> Card:
        card = Card("Check", hint="A line that fails is a reason to ask or to set aside")
        card.body.addLayout(self._checks)
        self._show_checks(shown.checks)
        return card

    def _show_checks(self, lines: tuple[CheckLine, ...]) -> None:
        clear(self._checks)
        for line in lines:
            self._checks.addWidget(self._check_line(line))

    def _check_line(self, line: CheckLine) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        icon, colour = LOOKS[line.outcome]
        head.addWidget(Icon(icon, colour=colour, size=18))
        head.addWidget(Words(line.title, "label", wrap=True), 1)
        box.addLayout(head)
        if line.by_hand and self._may:
            box.addWidget(self._by_hand(line))
        elif line.words or line.outcome is None:
            box.addWidget(Words(line.words or "Not checked yet", "table", ink="muted", wrap=True))
        box.addWidget(hairline())
        return holder

    def _by_hand(self, line: CheckLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(28, 0, 0, 0)
        row.setSpacing(12)
        choice = Segmented(line.title, OUTCOMES, key=f"check-{line.line}")
        choice.choose(line.outcome.value if line.outcome is not None else "")
        words = TextField(line.words)
        words.setObjectName(f"checkWords-{line.line}")
        words.setAccessibleName(f"{line.title}: what is missing or wrong")
        words.setPlaceholderText("What is missing or wrong")
        save = partial(self._save_check, line.line, choice, words)
        choice.chosen.connect(save)
        words.settled.connect(save)
        row.addWidget(choice)
        row.addWidget(words, 1)
        return holder

    def _save_check(
        self, line: str, choice: Segmented, words: TextField, _changed: str = ""
    ) -> None:
        if not choice.value():
            return
        outcome = Outcome(choice.value())
        if outcome is not Outcome.PASSED and not words.value():
            words.setFocus()
            return
        self._desk.work.do(
            partial(record_check, bid_id=self._id, item=line, outcome=outcome, words=words.value()),
            done=self._checked,
            refused=self._refused,
        )

    def _checked(self, _change: object) -> None:
        self.trouble.hide()
        shown = self._desk.work.read(partial(opened_bid, bid_id=self._id))
        self._show_checks(shown.checks)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self.trouble.show_words("Not saved.", " ".join(problem.words for problem in problems))
        self.trouble.show()

    def _documents_card(self, shown: OpenedBid) -> Card:
        card = Card("Documents")
        if not shown.documents:
            card.add(Words("No file came with this bid.", "table", ink="muted"))
        for document in shown.documents:
            card.add(self._document_line(document))
        return card

    def _document_line(self, document: StoredDocument) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Icon("file-text", size=16))
        row.addWidget(Words(document.name, "table", wrap=True), 1)
        row.addWidget(Words(size_words(document.size), "hint", ink="muted"))
        row.addWidget(Words(seal_text(document.sha256), "mono"))
        save = Button(
            "Save a copy", icon="download", size="small",
            pressed=partial(self._choose_file, document), key=f"save-{document.name}",
        )  # fmt: skip
        save.setAccessibleName(f"Save a copy of {document.name}")
        row.addWidget(save)
        return holder

    def _choose_file(self, document: StoredDocument) -> None:
        self.chooser = QFileDialog(self, "Save a copy", made_safe(document.name))
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.fileSelected.connect(partial(self.save_document, document.id))
        self.chooser.open()

    def save_document(self, document_id: str, path: str) -> None:
        """Writes a document of the bid to a file."""
        content = self._desk.work.read(partial(document_content, document_id=document_id))
        self._desk.work.render(
            partial(write_whole, Path(path), content), then=self._saved, failed=self._not_saved
        )

    def _saved(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}")

    def _not_saved(self, words: str) -> None:
        self.trouble.show_words("The copy was not saved.", words)
        self.trouble.show()

    def _answers_card(self, shown: OpenedBid) -> Card:
        card = Card("Answers")
        for criterion in shown.questions:
            text = shown.answers.get(criterion.code, "")
            card.add(Words(f"{criterion.code} {criterion.title}", "label", wrap=True))
            card.add(Words(_count_words(criterion, text), "hint", ink="muted"))
            card.add(Words(text or _nothing(criterion), "body", wrap=True, selectable=True))
        if SUMMARY in shown.answers:
            card.add(Words("Cover page", "label"))
            card.add(Words(shown.answers[SUMMARY], "body", wrap=True, selectable=True))
        return card


def _count_words(criterion: Criterion, text: str) -> str:
    number = len(text.split())
    said = "1 word" if number == 1 else f"{number} words"
    return f"{said} of {criterion.word_limit}" if criterion.word_limit is not None else said


def _nothing(criterion: Criterion) -> str:
    return "Not answered." if criterion.written else "No meeting was recorded."
