"""The chart and slider of the share of price with what they say; the same as a table."""

from collections.abc import Mapping
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import RoundingRule
from starapp.evaluation.assurance import Assurance
from starapp.evaluation.assurance_words import and_list, shown_points, weight_text
from starapp.evaluation.price_share import AtShare, ShareLines, at_share
from starapp.foundation.exact import points
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.evaluation.share_chart import ShareChart, chart_key
from starapp.ui.evaluation.share_slider import ShareSlider
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Scroll, clear
from starapp.ui.widgets.labels import Shortened, Words, hairline
from starapp.ui.widgets.question import Sheet

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_ROWS = 10
"""Per cent between two rows of the table, beside the real weight and the turns."""


class SharePanel(QWidget):
    """What would happen if price counted for more or less.

    Each place of the slider is ranked again in the background; only the last one asked counts.

    Attributes:
        chart, slider: painted.
        answer: who would be first at the slider's place.
        dialog: the table, once it was opened.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Assurance | None = None
        self._known: dict[Fraction, AtShare] = {}
        self._running = False
        self.dialog: ShareTable | None = None
        self.chart = ShareChart()
        self.slider = ShareSlider()
        self.slider.asked.connect(self._ask)
        self.answer = Shortened("", "hint", ink="muted")
        self.answer.setObjectName("shareAnswer")
        self.table_link = Link(
            "Show as table", pressed=self.show_table, role="hint", key="shareTable"
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Words("If price counted for more or less", "label", wrap=True), 1)
        head.addWidget(Words("total points", "hint", ink="muted"))
        box.addLayout(head)
        box.addWidget(self.chart)
        box.addWidget(self.slider)
        self._key = QVBoxLayout()
        self._key.setContentsMargins(0, 4, 0, 4)
        box.addLayout(self._key)
        foot = QHBoxLayout()
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.table_link)
        box.addLayout(foot)

    def show_lines(self, found: Assurance) -> None:
        """Shows the chart of a result, with the slider at the real weight."""
        lines = found.lines
        if lines is None:
            return
        self._found = found
        self._known = {point.share: point for point in lines.points}
        self.chart.show_lines(lines, said=chart_words(lines, found.names, found.rounding))
        self.slider.show_now(lines.now, (lines.below, lines.above))
        clear(self._key)
        self._key.addWidget(chart_key(lines, found.names))
        self._tell()

    def show_table(self) -> None:
        """Opens the chart as a table."""
        if self._found is not None and self._found.lines is not None:
            self.dialog = ShareTable(self._found, self._found.lines)
            self.dialog.open()

    def _ask(self, _share: Fraction) -> None:
        self._tell()
        self._work()

    def _work(self) -> None:
        """Ranks at the slider's place unless it is known or another place is being ranked."""
        share = self.slider.share()
        if self._running or self._found is None or share in self._known:
            return
        self._running = True
        job = partial(at_share, self._found.rules, self._found.bids, share)
        self._desk.work.render(job, then=self._came)

    def _came(self, found: AtShare) -> None:
        self._running = False
        self._known[found.share] = found
        self._tell()
        self._work()

    def _tell(self) -> None:
        """Shows what is known at the slider's place."""
        if self._found is None:
            return
        share = self.slider.share()
        known = self._known.get(share)
        self.chart.show_share(share, known)
        if self.slider.at_home():
            self.answer.setText("Move it to ask. Home goes back.")
        elif known is not None:
            self.answer.setText(share_words(known, self._found.names, self._found.rounding))
        self.slider.setAccessibleDescription(
            share_words(known, self._found.names, self._found.rounding) if known else ""
        )


def share_words(at: AtShare, names: Mapping[str, str], rule: RoundingRule) -> str:
    """Who would be first at a share: "At 40%: Kitewell first by 1.20"."""
    start = f"At {weight_text(at.share)}:"
    if not at.totals:
        return f"{start} no bid is ranked"
    if at.first is None:
        return f"{start} first place is shared"
    if at.ahead is None:
        return f"{start} only {names[at.first]} is ranked"
    if at.ahead == 0:
        return f"{start} {names[at.first]} on the tie-break"
    return f"{start} {names[at.first]} by {shown_points(at.ahead, rule)}"


def chart_words(lines: ShareLines, names: Mapping[str, str], rule: RoundingRule) -> str:
    """The chart in words: who is on it, and who is first where."""
    who = and_list([names[bid] for bid in lines.bids])
    wanted = {Fraction(n) for n in (0, 25, 50, 75, 100)} | {lines.now}
    said = [share_words(at, names, rule) for at in lines.points if at.share in wanted]
    return f"Total points of {who} while price counts for 0 to 100%. {'. '.join(said)}."


class ShareTable(Sheet):
    """The chart as a table: totals and first place by the share of price."""

    def __init__(self, found: Assurance, lines: ShareLines) -> None:
        super().__init__(
            "If price counted for more or less",
            text="Total points at each share of price. Quality and social value keep their "
            "proportions, and the bids that met the minimums stay those that are ranked.",
            width=640,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("shareTableDialog")
        scroll = Scroll(margin=0, spacing=4)
        scroll.setMinimumHeight(theme.px(320))
        holder = QWidget()
        self.grid = QGridLayout(holder)
        self.grid.setContentsMargins(0, 0, 12, 0)
        self.grid.setHorizontalSpacing(16)
        names = [found.names[bid] for bid in lines.bids]
        for column, head in enumerate(("Price counts for", *names, "First")):
            words = Words(head, "tableHead", ink="muted", wrap=True)
            words.setAlignment(_LEFT if column in {0, len(names) + 1} else _RIGHT)
            self.grid.addWidget(words, 0, column)
        last = len(names) + 1
        for place, cells in enumerate(table_rows(found, lines)):
            line = 2 * place + 1
            self.grid.addWidget(hairline(), line, 0, 1, last + 1)
            for column, text in enumerate(cells):
                role = "label" if column in {0, last} else "table"
                words = Words(text, role, wrap=column == last, selectable=True)
                words.setAlignment(_LEFT if column in {0, last} else _RIGHT)
                self.grid.addWidget(words, line + 1, column)
        self.grid.setColumnStretch(last, 1)
        scroll.add(holder)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept, key="close")
        self.add_answers(self.close_button)


def table_rows(found: Assurance, lines: ShareLines) -> list[list[str]]:
    """The rows of the table: share, a total for each bid on the chart, who is first."""
    turns = [turn for turn in (lines.below, lines.above) if turn is not None]
    wanted = {Fraction(n) for n in range(0, 101, _ROWS)} | {lines.now}
    known = {at.share: at for at in (*lines.points, *turns) if at.share in wanted}
    known |= {turn.share: turn for turn in turns}
    rows = []
    for share in sorted(known):
        at = known[share]
        now = " now" if share == lines.now else ""
        totals = [_shown(at.total(bid), found.rounding) for bid in lines.bids]
        rows.append([f"{weight_text(share)}{now}", *totals, _first(at, found.names)])
    return rows


def _shown(total: Fraction | None, rule: RoundingRule) -> str:
    return "not ranked" if total is None else points(total, rule.places, rule.mode)


def _first(at: AtShare, names: Mapping[str, str]) -> str:
    if at.first is not None:
        return names[at.first]
    return "Shared" if at.totals else "No bid"
