"""The list of letters with their state, and the buttons that issue, save and print them."""

from dataclasses import dataclass

from starapp.letters.award_view import AwardView
from starapp.letters.kinds import Kind
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.labels import Words
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter in the list, drafted or issued.

    Attributes:
        key: the bid's identity for a draft, the letter's for an issued one.
        problems: how many things keep it from being issued.
        signs: how many characters are printed as empty boxes.
    """

    key: str
    provider: str
    kind: Kind
    problems: int
    signs: int
    number: int | None
    pages: int | None


def letter_rows(view: AwardView) -> tuple[LetterRow, ...]:
    """The rows of the list: issued letters when there are any, else the drafts."""
    if view.issued:
        return tuple(
            LetterRow(x.id, x.provider_name, x.kind, 0, 0, x.number, x.pages) for x in view.issued
        )
    return tuple(
        LetterRow(x.bid_id, x.provider_name, x.kind, len(x.problems), len(x.signs), None, None)
        for x in view.drafts
    )


def _kind(row: LetterRow) -> str:
    words = f"{row.kind.value.capitalize()} letter"
    if row.pages is not None:
        words += f", {row.pages} page" + ("" if row.pages == 1 else "s")
    return words


def _state(row: LetterRow) -> TagLook:
    if row.number is not None:
        return TagLook(f"Issued, no. {row.number}", "teal", "mail")
    if row.problems:
        return TagLook(f"{row.problems} to mend", "amber", "triangle-alert")
    if row.signs:
        return TagLook("Ready, see note", "amber", "triangle-alert")
    return TagLook("Ready", "green", "check")


def _state_words(row: LetterRow) -> str:
    return _state(row).text


def _provider(row: LetterRow) -> str:
    return row.provider


def _key(row: LetterRow) -> str:
    return row.key


LETTER_COLUMNS: tuple[Column[LetterRow], ...] = (
    Column("Letter to", _provider, second=_kind, strong=True),
    Column("State", _state_words, tag=_state, width=150),
)


class LettersCard(Card):
    """Choosing a letter shows its pages; issuing, saving and printing act on all of them."""

    def __init__(self) -> None:
        super().__init__("Letters", padded=False)
        self.table: ListTable[LetterRow] = ListTable("Letters", LETTER_COLUMNS, _key)
        self.add(self.table)
        self.tells = Words("", "hint", ink="amber", wrap=True)
        self.tells.setObjectName("letterTells")
        self.tells.setContentsMargins(16, 8, 16, 8)
        self.add(self.tells)
        self.body.addStretch(1)
        self.save = Button("Save PDFs", icon="download", size="small")
        self.print_one = Button("Print this one", icon="printer", size="small")
        self.print_all = Button("Print all", icon="printer", size="small")
        self.issue = Button("Issue letters", kind="main", icon="mail", size="small")
        self.pages = Button("Show pages", icon="file-text", size="small")
        self.add_foot(flow(self.issue, self.pages, self.save, self.print_all))

    def show_letters(self, view: AwardView, *, may_act: bool) -> None:
        """Shows the letters as they stand and switches the buttons with their reasons."""
        rows = letter_rows(view)
        self.table.show_rows(rows)
        ready = sum(not row.problems for row in rows)
        self.hint.setText(f"{ready} of {len(rows)} ready" if not view.issued else "All issued")
        told = [words for draft in view.drafts for words in draft.tells]
        self.tells.setText("\n".join(told))
        self.tells.setVisible(bool(told))
        self.issue.setVisible(may_act and not view.issued)
        self.print_all.set_text(f"Print all {len(rows)}" if rows else "Print all")
        self._switch(view, rows)

    def _switch(self, view: AwardView, rows: tuple[LetterRow, ...]) -> None:
        missing = sum(row.problems for row in rows)
        sent = bool(view.issued)
        if missing:
            things = "1 thing stands" if missing == 1 else f"{missing} things stand"
            self.issue.off(f"{things} in the way. Choose a letter to read what.")
        elif view.decided is None or view.decided.notice_day is None:
            self.issue.off("Choose the day the notice is published first.")
        else:
            self.issue.on()
        for button, verb in ((self.print_all, "printed"), (self.print_one, "printed")):
            if sent:
                button.on()
            else:
                button.off(f"Letters are {verb} when they are issued.")
        if rows and not missing:
            self.save.on()
        else:
            self.save.off("Mend the letters first." if rows else "There are no letters yet.")
