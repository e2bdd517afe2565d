"""Links of a tagged page: each is a Link element with its words and its place on the page."""

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from starapp.documents.pdf_structure import Annotation, Element

_PRINTED = 4
"""The annotation flag PDF/A asks for: it is printed with the page."""


class LinkCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """Puts link annotations under the elements of their words.

    Attributes:
        due_links: elements whose place on the page ReportLab draws next, in order.
        owners: for each key of the parent tree the elements, or the element, that belong to it.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.due_links: list[Element] = []
        self.owners: dict[int, list[Element] | Element] = {}
        self._keys = 0
        self._linked: Element | None = None
        self._link_key = 0

    def next_key(self) -> int:
        """Gives the next free key of the parent tree, one for each page and each link."""
        self._keys += 1
        return self._keys - 1

    def linkURL(  # noqa: N802 - ReportLab's name
        self, url: str, rect: Any, *arguments: Any, **options: Any
    ) -> None:
        """Draws the place of a link; it belongs to the element that is due."""
        if not self.due_links:
            return
        self._linked, self._link_key = self.due_links.pop(0), self.next_key()
        self.owners[self._link_key] = self._linked
        options |= {"Contents": PDFString(url), "StructParent": self._link_key, "F": _PRINTED}
        super().linkURL(url, rect, *arguments, **options)
        self._linked = None

    def _addAnnotation(  # noqa: N802 - ReportLab's name
        self, annotation: Any, name: Any = None, addtopage: int = 1
    ) -> None:
        if self._linked is not None:
            name = f"link{self._link_key}"
        super()._addAnnotation(annotation, name, addtopage)
        if self._linked is not None:
            place = Annotation(self._doc.thisPageRef(), self._doc.refAnnotation(name))
            self._linked.kids.append(place)
