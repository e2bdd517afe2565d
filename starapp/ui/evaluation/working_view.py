"""The working of one bid: score, sum and points of each question, and every exact step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from starapp.criteria.evaluation_model import Part, RoundingRule, RoundingStage
from starapp.evaluation.outcome import PART_TITLES, RankedRow, SectionSum, Step
from starapp.foundation.exact import exact_sum, fraction_text, plain, points
from starapp.ui import theme
from starapp.ui.widgets.buttons import Button, Link
from starapp.ui.widgets.card import Scroll
from starapp.ui.widgets.labels import Words, hairline
from starapp.ui.widgets.question import Sheet

_RIGHT = Qt.AlignmentFlag.AlignRight
_ONE_LINE = 32
"""Characters of a sum that stays on one line."""
_BESIDE = 54
"""Characters of a title and a sum that stand beside each other; with more the sum goes under."""
NARROW = 620
"""Under this width, at text size 100, the two halves stand under each other."""


class StepsDialog(Sheet):
    """Every step with full fractions."""

    def __init__(self, row: RankedRow) -> None:
        super().__init__(
            f"Every step for {row.name}",
            text="Sums are exact fractions. They are rounded once, by the model’s rule.",
            width=640,
            parent=QApplication.activeWindow(),
        )
        self.setObjectName("stepsDialog")
        scroll = Scroll(margin=0, spacing=4)
        scroll.setMinimumHeight(theme.px(320))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for column, title in enumerate(("Question", "Sum", "Exact points", "Shown")):
            grid.addWidget(Words(title, "tableHead", ink="muted"), 0, column)
        for place, step in enumerate(row.steps, start=1):
            told = f"{step.words}, {step.rounding}" if step.rounding else step.words
            cells = (f"{step.code} {step.title}", told, step.exact, step.shown)
            for column, text in enumerate(cells):
                said = Words(text, "table", wrap=True, selectable=True)
                grid.addWidget(said, place, column, Qt.AlignmentFlag.AlignTop)
        last = len(row.steps) + 1
        for column, text in enumerate(("Total", "", fraction_text(row.total), row.shown)):
            grid.addWidget(Words(text, "label", wrap=True, selectable=True), last, column)
        for column, share in enumerate((3, 3, 2, 0)):
            grid.setColumnStretch(column, share)
        scroll.add(holder)
        scroll.body.addStretch(1)
        self.add(scroll, 1)
        self.close_button = Button("Close", kind="main", pressed=self.accept, key="close")
        self.add_answers(self.close_button)


class WorkingView(QWidget):
    """Quality on the left, price and social value on the right, as in the published method."""

    def __init__(self, row: RankedRow, rule: RoundingRule) -> None:
        super().__init__()
        self._row = row
        self._rule = rule
        self.dialog: StepsDialog | None = None
        quality = [step for step in row.steps if step.part is Part.QUALITY]
        others = sorted(
            (step for step in row.steps if step.part is not Part.QUALITY),
            key=lambda step: step.part is not Part.PRICE,
        )
        sums = {one.part: one for one in row.parts}
        self._halves = QHBoxLayout(self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(24)
        left = QVBoxLayout()
        left.addWidget(_table("Quality", quality, _sum_line([sums[Part.QUALITY]], rule)
                              if Part.QUALITY in sums else ("", ""), scores=True))  # fmt: skip
        left.addStretch(1)
        right = QVBoxLayout()
        rest = [one for part, one in sums.items() if part is not Part.QUALITY]
        right.addWidget(
            _table("Price and social value", others, _sum_line(rest, rule), scores=False)
        )
        right.addLayout(self._foot())
        right.addStretch(1)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right, 1)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Words(self._note(), "hint", ink="muted", wrap=True), 1)
        self.every_step = Link(
            "Every step", pressed=self.show_steps, role="hint", key=f"steps-{self._row.letter}"
        )
        self.every_step.setAccessibleName(f"Every step for {self._row.name}")
        line.addWidget(self.every_step, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _note(self) -> str:
        words = rounding_note(self._rule)
        if self._row.rounded:
            words += " Parts are rounded, so they may not add up to the total."
        if self._row.tie_break:
            words += f" Level on points; placed by {self._row.tie_break}."
        return words

    def show_steps(self) -> None:
        """Opens every step with full fractions."""
        self.dialog = StepsDialog(self._row)
        self.dialog.open()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type] # the stub wants a QResizeEvent
        narrow = self.width() < theme.px(NARROW)
        self._halves.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )


def rounding_note(rule: RoundingRule) -> str:
    """When the model rounds, in one short sentence."""
    places = f"{rule.places} decimal place{'' if rule.places == 1 else 's'}"
    return {
        RoundingStage.NONE: f"Exact fractions, rounded once to {places}.",
        RoundingStage.CRITERION: f"The points of each line are rounded to {places}, then added.",
        RoundingStage.PRICE_RATIO: f"The share for price is rounded to {places}, then multiplied.",
        RoundingStage.TOTAL: f"Exact fractions. The total is rounded to {places}.",
    }[rule.stage]


def short_sum(step: Step) -> str:
    """A sum as short as it can be: "4/5 × 18"; the price keeps its spaces."""
    return step.words.replace(" ÷ ", "/" if step.score else " / ")


def _sum_line(sums: list[SectionSum], rule: RoundingRule) -> tuple[str, str]:
    """The last line of a half: what it is out of, and the points of its parts together."""
    if not sums:
        return "", ""
    titles = " and ".join(
        PART_TITLES[one.part] if place == 0 else PART_TITLES[one.part].lower()
        for place, one in enumerate(sums)
    )
    out_of = sum(one.out_of for one in sums)
    got = points(exact_sum(one.points for one in sums), rule.places, rule.mode)
    return f"{titles}, out of {plain(out_of)}" if out_of else titles, got


def _table(title: str, steps: list[Step], last: tuple[str, str], *, scores: bool) -> QWidget:
    """One half: a line for each question; the score has its own column where ``scores``."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    heads = [Words(head, "tableHead", ink="muted") for head in (title, "Sum", "Points")]
    _put_line(grid, 0, heads, Words("Score", "tableHead", ink="muted") if scores else None)
    for place, step in enumerate(steps):
        grid.addWidget(hairline(), 2 * place + 1, 0, 1, 4)
        said = short_sum(step)
        cells = [
            Words(f"{step.code} {step.title}", "table", wrap=True),
            Words(said, "table", ink="muted", wrap=len(said) > _ONE_LINE),
            Words(step.shown, "table"),
        ]
        _put_line(grid, 2 * place + 2, cells, Words(step.score, "table") if scores else None)
    foot = 2 * len(steps) + 1
    grid.addWidget(hairline(), foot, 0, 1, 4)
    grid.addWidget(Words(last[0], "label", wrap=True), foot + 1, 0, 1, 3)
    grid.addWidget(Words(last[1], "label"), foot + 1, 3, _RIGHT)
    grid.setColumnStretch(0, 1)
    return holder


def _put_line(grid: QGridLayout, line: int, cells: list[Words], score: Words | None) -> None:
    """Puts title, score, sum and points in a line; without a score the sum has the title's room."""
    title, total, got = cells
    middle = _RIGHT | Qt.AlignmentFlag.AlignVCenter
    total.setAlignment(middle)
    grid.addWidget(got, line, 3, middle)
    if score is not None:
        grid.addWidget(title, line, 0)
        grid.addWidget(score, line, 1, middle)
        grid.addWidget(total, line, 2)
        return
    if len(title.text()) + len(total.text()) > _BESIDE:
        under = QVBoxLayout()
        under.setSpacing(0)
        total.setAlignment(Qt.AlignmentFlag.AlignLeft)
        under.addWidget(title)
        under.addWidget(total)
        grid.addLayout(under, line, 0, 1, 3)
        return
    shared = QHBoxLayout()
    shared.setSpacing(12)
    shared.addWidget(title, 1)
    shared.addWidget(total)
    grid.addLayout(shared, line, 0, 1, 3)
