"""Room to write by hand on a printed page: boxes to tick and ruled lines.

Boxes and lines are decoration that screen readers pass over; the words beside them are text.
"""

from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from starapp.documents.pdf_flowables import TaggedParagraph
from starapp.documents.pdf_styles import colour, style
from starapp.documents.pdf_words import escaped

BOX = 13
BESIDE = 5
BETWEEN = 15
ROW = 24
LINE = 25
"""Points; 25 are a little under 9 mm, room for large handwriting."""


class TickBoxes(Flowable):  # type: ignore[misc] # ReportLab has no types
    """Boxes with words beside them, in as many rows as they need."""

    def __init__(self, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._choices = choices
        self._rows: list[list[tuple[float, str, float]]] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Lays the boxes out and gives the room they need."""
        look = style("body")
        rows: list[list[tuple[float, str, float]]] = [[]]
        left = 0.0
        for words in self._choices:
            wide = stringWidth(words, look.fontName, look.fontSize) + 2
            if left and left + BOX + BESIDE + wide > width:
                rows.append([])
                left = 0.0
            rows[-1].append((left, words, wide))
            left += BOX + BESIDE + wide + BETWEEN
        self._rows = rows
        return width, ROW * len(rows)

    def draw(self) -> None:
        """Draws the rows from the top."""
        canvas = self.canv
        for number, row in enumerate(self._rows):
            low = ROW * (len(self._rows) - number) - ROW + (ROW - BOX) / 2
            for left, words, wide in row:
                canvas.setStrokeColor(colour("ink"))
                canvas.setLineWidth(1)
                canvas.rect(left, low, BOX, BOX, stroke=1, fill=0)
                beside = TaggedParagraph(escaped(words), style("body"))
                _, high = beside.wrap(wide, ROW)
                beside.drawOn(canvas, left + BOX + BESIDE, low + (BOX - high) / 2 + 1)


class RuledLines(Flowable):  # type: ignore[misc] # ReportLab has no types
    """Lines to write on; they go on over a page break."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._width = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room the lines need."""
        self._width = width
        return width, LINE * self._count

    def split(self, _width: float, height: float) -> list[Any]:
        """As many lines as there is room for, and the rest."""
        first = int(height // LINE)
        if first < 1 or first >= self._count:
            return []
        return [RuledLines(first), RuledLines(self._count - first)]

    def draw(self) -> None:
        """Draws the lines from the top."""
        canvas = self.canv
        canvas.setStrokeColor(colour("inkMuted"))
        canvas.setLineWidth(0.8)
        for number in range(self._count):
            low = LINE * (self._count - 1 - number) + 1
            canvas.line(0, low, self._width, low)
