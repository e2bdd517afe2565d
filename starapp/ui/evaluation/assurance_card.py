"""The side card "How sure is this result?": chart, slider, sentences, and more when opened."""

import html
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from starapp.evaluation.assurance import Assurance, WeightRow
from starapp.evaluation.assurance_queries import assurance
from starapp.evaluation.assurance_words import Sentence
from starapp.ui.desk import Desk
from starapp.ui.evaluation.share_panel import SharePanel
from starapp.ui.widgets.buttons import Link
from starapp.ui.widgets.card import Card, clear
from starapp.ui.widgets.labels import Icon, Words, hairline
from starapp.ui.widgets.progress import Loading
from starapp.ui.widgets.tags import Tag, Tone
from starapp.ui.work import Job

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_ICONS = {
    "price share": "scale",
    "flip": "split",
    "unranked flip": "split",
    "price to win": "banknote",
    "tie-break": "equal",
    "headroom": "trending-up",
    "removal": "users",
    "dominance": "layers",
    "evaluators": "users-round",
    "rounding": "activity",
    "goldilocks": "triangle-alert",
}
_VERDICTS: dict[str, tuple[Tone, str]] = {
    "Holds up well": ("green", "shield-check"),
    "Sensitive": ("amber", "shield-alert"),
    "Very close": ("amber", "triangle-alert"),
}


class SentenceRow(QFrame):
    """One sentence with its icon; amber where something small changes who comes first."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__()
        self.sentence = sentence
        self.setProperty("look", "amberWash" if sentence.warns else "")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 16, 9)
        row.setSpacing(14)
        ink = "amberText" if sentence.warns else "inkMuted"
        icon = Icon(_ICONS.get(sentence.about, "info"), colour=ink, size=16)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 2, 0, 0)
        holder.addWidget(icon)
        holder.addStretch(1)
        row.addLayout(holder)
        self.words = Words(_rich(sentence), "table", wrap=True, rich=True, selectable=True)
        self.words.setAccessibleName(sentence.words)
        row.addWidget(self.words, 1)


def _rich(sentence: Sentence) -> str:
    return "".join(
        f"<b>{html.escape(words)}</b>" if strong else html.escape(words)
        for words, strong in sentence.parts()
    )


class WeightsTable(QWidget):
    """How far each weight could move with the same bid first."""

    def __init__(self, rows: tuple[WeightRow, ...]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(6)
        box.addWidget(Words("How far each weight could move", "label", wrap=True))
        box.addWidget(
            Words(
                "The same bid stays first while the weight is in this range and the others keep "
                "their proportions.",
                "hint", ink="muted", wrap=True,
            )
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for column, head in enumerate(("Weight", "Now", "From", "To")):
            words = Words(head, "tableHead", ink="muted")
            grid.addWidget(words, 0, column, _RIGHT if column else _LEFT)
        for place, row in enumerate(rows):
            line = 2 * place + 1
            grid.addWidget(hairline(), line, 0, 1, 4)
            said = row.title if row.whole else f"{row.code} {row.title}"
            name = Words(said, "hint", wrap=True)
            if row.whole:
                name.setProperty("role", "tableHead")
            grid.addWidget(name, line + 1, 0)
            for column, text in enumerate((row.now, row.lowest, row.highest), start=1):
                grid.addWidget(Words(text, "hint"), line + 1, column, _RIGHT)
        box.addLayout(grid)


class AssuranceCard(Card):
    """How sure the result is; worked out in the background for each run.

    Attributes:
        found: what is shown; None while it is being worked out.
        share: the chart with its slider.
        more: the link that opens the rest.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("How sure is this result?", padded=False)
        self.setObjectName("assuranceCard")
        self._desk = desk
        self._run_id = ""
        self._job: Job | None = None
        self._more_open = False
        self.found: Assurance | None = None
        self.tag = Tag("", "grey")
        self.tag.hide()
        self.add_right(self.tag)
        self._loading = QVBoxLayout()
        self.body.addLayout(self._loading)
        self.share = SharePanel(desk)
        self.add(self.share)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.more = Link("More", pressed=self.toggle_more, key="moreAssurance")
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(16, 9, 16, 11)
        foot.addWidget(self.more)
        foot.addStretch(1)
        self.add(self._foot)
        self._more_part = QWidget()
        self._more_part.setObjectName("morePart")
        self._more_rows = QVBoxLayout(self._more_part)
        self._more_rows.setContentsMargins(0, 0, 0, 0)
        self._more_rows.setSpacing(0)
        self.add(self._more_part)
        self._show_parts()

    def show_run(self, competition_id: str, run_id: str) -> None:
        """Works out what to show for a run, unless it is shown already; "" shows nothing."""
        if run_id == self._run_id:
            return
        self._run_id = run_id
        self.found = None
        if self._job is not None:
            self._job.stop()
        self._show_parts()
        if run_id:
            query = partial(assurance, competition_id=competition_id)
            self._job = self._desk.work.fetch(query, then=self.show_found)

    def show_found(self, found: Assurance | None) -> None:
        """Shows what was worked out."""
        self.found = found
        self._show_parts()

    def _show_parts(self) -> None:
        found = self.found
        clear(self._loading)
        clear(self._rows)
        clear(self._more_rows)
        if found is None and self._run_id:
            self._loading.addWidget(Loading(rows=5))
        self._show_verdict(found)
        self.share.setVisible(found is not None and found.lines is not None)
        if found is not None and found.lines is not None:
            self.share.show_lines(found)
        for place, sentence in enumerate(found.sentences if found is not None else ()):
            if place or self.share.isVisibleTo(self):
                self._rows.addWidget(hairline())
            self._rows.addWidget(SentenceRow(sentence))
        self._show_more(found)

    def _show_verdict(self, found: Assurance | None) -> None:
        verdict = found.verdict if found is not None else None
        self.tag.setVisible(verdict is not None)
        if verdict is not None:
            tone, icon = _VERDICTS.get(verdict.word, ("grey", "info"))
            self.tag.show_tag(verdict.word, tone, icon)
            self.tag.setToolTip(verdict.sentence)
            self.tag.setAccessibleDescription(verdict.sentence)

    def _show_more(self, found: Assurance | None) -> None:
        any_more = found is not None and bool(found.more or found.weights)
        self._foot.setVisible(any_more)
        self._more_part.setVisible(any_more and self._more_open)
        self.more.set_text("Less" if self._more_open else "More about this result")
        if found is None:
            return
        if found.verdict is not None:
            self._more_rows.addWidget(hairline())
            about = Sentence("verdict", f"{found.verdict.word}. {found.verdict.sentence}",
                             (found.verdict.word,))  # fmt: skip
            self._more_rows.addWidget(SentenceRow(about))
        for sentence in found.more:
            self._more_rows.addWidget(hairline())
            self._more_rows.addWidget(SentenceRow(sentence))
        if found.weights:
            self._more_rows.addWidget(hairline())
            self._more_rows.addWidget(WeightsTable(found.weights))

    def toggle_more(self) -> None:
        """Opens or closes the further lines."""
        self._more_open = not self._more_open
        self._more_part.setVisible(self._more_open)
        self.more.set_text("Less" if self._more_open else "More about this result")
