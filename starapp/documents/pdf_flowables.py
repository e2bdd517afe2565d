"""Paragraphs and pictures that put themselves into the structure tree when drawn."""

from typing import Any

from reportlab.platypus import Image, Paragraph

from starapp.documents.pdf_canvas import TaggedCanvas, TaggedText
from starapp.documents.pdf_structure import Element


class ListOf:
    """The list that items belong to; its element is made when the first item is drawn."""

    def __init__(self, numbering: str) -> None:
        self.numbering = numbering
        self.element: Element | None = None

    def item(self, canvas: TaggedCanvas) -> Element:
        """Gives the element of a new item."""
        if self.element is None:
            attributes = ("List", {"ListNumbering": self.numbering})
            self.element = Element("L", canvas.current, attributes)
        return Element("LI", self.element)


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph, heading or list item; parts on two pages stay one element.

    Args:
        role: structure type; "LI" for an item of ``of_list``.
        language: where it differs from the document's.
    """

    def __init__(
        self,
        markup: str,
        style: Any,
        *,
        role: str = "P",
        language: str = "",
        of_list: ListOf | None = None,
        mark: str | None = None,
        bulletText: str | None = None,  # noqa: N803 - ReportLab splits with these two
        frags: Any = None,
    ) -> None:
        self.role = role
        self.language = language
        self.of_list = of_list
        self.shared: dict[str, Element] = {}
        super().__init__(markup, style, bulletText=mark or bulletText, frags=frags)

    def split(self, width: float, height: float) -> list[Any]:
        """Splits over pages; the parts share the element."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.role, part.language = self.role, self.language
            part.of_list, part.shared = self.of_list, self.shared
        return parts

    def _tagging(self) -> TaggedCanvas | None:
        canvas = getattr(self, "canv", None)
        return canvas if isinstance(canvas, TaggedCanvas) and not canvas.silent else None

    def _element(self, canvas: TaggedCanvas) -> Element:
        if "body" not in self.shared:
            if self.of_list is not None:
                item = self.of_list.item(canvas)
                self.shared["mark"] = Element("Lbl", item)
                self.shared["body"] = Element("LBody", item, language=self.language)
            else:
                role = self._heading_role(canvas) if self.role.startswith("H") else self.role
                self.shared["body"] = Element(role, canvas.current, language=self.language)
        return self.shared["body"]

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 - ReportLab's name
        """Gives a text object that is tagged when the canvas is."""
        canvas = self._tagging()
        if canvas is None:
            return super().beginText(x, y)
        element = self._element(canvas)
        lines = self.blPara
        if lines.kind == 0 and getattr(lines, "link", None):  # the whole paragraph is one link
            element = Element("Link", element)
            canvas.due_links += [element] * len(lines.lines)
        return TaggedText(canvas, element, x, y)

    def drawPara(self, debug: int = 0) -> None:  # noqa: N802 - ReportLab's name
        """Draws the paragraph; a heading also enters the outline."""
        canvas = self._tagging()
        if canvas is not None:
            self._element(canvas)
            if self.bulletText and "mark" in self.shared:
                canvas.label = self.shared["mark"]
        super().drawPara(debug)
        if canvas is not None:
            canvas.label = None
            canvas.due_links.clear()

    def _heading_role(self, canvas: TaggedCanvas) -> str:
        """Enters a heading into the outline; no level is left out on the way down."""
        level = min(int(self.role[1:]) - 1, canvas.outline_level + 1)
        key = canvas.next_heading()
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(self.getPlainText(), key, level)
        canvas.outline_level = level
        return f"H{level + 1}"


class TaggedImage(Image):  # type: ignore[misc]  # ReportLab has no types
    """A picture with alternative text; without one it is decoration."""

    def __init__(self, source: Any, width: float, height: float, *, alternative: str) -> None:
        super().__init__(source, width, height)
        self.hAlign = "LEFT"
        self.alternative = alternative

    def draw(self) -> None:
        """Draws the picture as a figure of the tree."""
        canvas = self.canv
        if not isinstance(canvas, TaggedCanvas) or not self.alternative or canvas.silent:
            super().draw()
            return
        left, low = canvas.absolutePosition(0, 0)
        box = f"[{left:.2f} {low:.2f} {left + self.drawWidth:.2f} {low + self.drawHeight:.2f}]"
        figure = Element(
            "Figure", canvas.current, ("Layout", {"BBox": box}), alternative=self.alternative
        )
        canvas.begin(figure)
        super().draw()
        canvas.end()
