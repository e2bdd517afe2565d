"""A ReportLab canvas that tags what flowables draw; whatever else is drawn is an artifact."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfgen.textobject import PDFTextObject

from starapp.documents.pdf_fixes import PlainXmp
from starapp.documents.pdf_links import LinkCanvas
from starapp.documents.pdf_metadata import PRODUCER, output_intent, xmp
from starapp.documents.pdf_structure import Content, Element, Raw, write_tree


class TaggedText(PDFTextObject):  # type: ignore[misc]  # ReportLab has no types
    """A text object whose content belongs to one element, with links inside it."""

    def __init__(self, canvas: "TaggedCanvas", element: Element, x: float, y: float) -> None:
        super().__init__(canvas, x, y)
        self.element = element
        self._links: dict[Any, Element] = {}
        self._before_words = 1
        self._code.insert(1, canvas.open_content(element))

    def _linkRecord(self, link: Any, what: str) -> None:  # noqa: N802 - ReportLab's name
        """ReportLab tells where the words of a link start and end; the same link has one element."""
        canvas = self._canvas
        if what != "start":
            self._code += ["EMC", canvas.open_content(self.element)]
            return
        if link not in self._links:
            self._links[link] = Element("Link", self.element)
        canvas.due_links.append(self._links[link])
        opened = canvas.open_content(self._links[link])
        self._code[self._before_words : self._before_words] = ["EMC", opened]

    def _textOut(self, text: Any, TStar: int = 0) -> None:  # noqa: N802, N803 - ReportLab's names
        self._before_words = len(self._code)
        if TStar and isinstance(text, str) and text and text[-1] not in " -\u2010":
            text += " "  # ReportLab drops the space at a line break; words would run together
        super()._textOut(text, TStar)

    def getCode(self) -> str:  # noqa: N802 - ReportLab's name
        """Closes the marked content and gives the operators."""
        self._code.append("EMC")
        written: str = super().getCode()
        return written


class TaggedCanvas(LinkCanvas):
    """Keeps the structure tree while pages are drawn and writes it at the end.

    Attributes:
        top: the Document element.
        around: draws what stands around the text: canvas, number of the page, number of pages.
        silent: above 0 while repeated header rows are drawn, which are artifacts.
        label: the element of the next text object, for the mark of a list item.
    """

    def __init__(
        self,
        target: Any,
        *,
        title: str,
        author: str,
        subject: str,
        language: str,
        moment: datetime,
        around: Callable[[Any, int, int], None],
        **options: Any,
    ) -> None:
        super().__init__(target, pdfVersion=(1, 7), lang=language, invariant=1, **options)
        self.facts = {"title": title, "author": author, "subject": subject, "language": language}
        self.moment = moment
        self.around = around
        self._pages: list[Any] = []
        stamp = self._doc._timeStamp
        stamp.YMDhms, stamp.dhh, stamp.dmm = moment.timetuple()[:6], 0, 0
        self.setViewerPreference("DisplayDocTitle", "true")
        self.top = Element("Document")
        self.silent = 0
        self.label: Element | None = None
        self._path = [self.top]
        self._on_page: list[Element] = []
        self._page_key = self.next_key()
        self._artifact_from = 0
        self._headings = 0
        self.outline_level = -1
        self._watch_pages()

    def _watch_pages(self) -> None:
        add = self._doc.addPage

        def add_page(page: Any) -> None:
            page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = self._page_key, PDFName("S")
            self.owners[self._page_key] = self._on_page
            self._page_key, self._on_page = self.next_key(), []
            self._pages.append(page)
            add(page)

        self._doc.addPage = add_page

    @property
    def current(self) -> Element:
        """The element that new ones belong to."""
        return self._path[-1]

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """New elements belong to this one while the block runs."""
        self.enter(element)
        yield
        self.leave()

    def enter(self, element: Element) -> None:
        """New elements belong to this one from now on."""
        self._path.append(element)

    def leave(self) -> None:
        """Goes back to the element before."""
        self._path.pop()

    def next_heading(self) -> str:
        """Gives the name of the next bookmark."""
        self._headings += 1
        return f"heading{self._headings}"

    def open_content(self, element: Element) -> str:
        """Gives the operator that begins marked content of an element on this page."""
        number = len(self._on_page)
        self._on_page.append(element)
        element.kids.append(Content(self._doc.thisPageRef(), number))
        return f"/{element.role} <</MCID {number}>> BDC"

    def begin(self, element: Element) -> None:
        """What is drawn from now on belongs to the element."""
        self._close_artifact()
        self._code.append(self.open_content(element))

    def end(self) -> None:
        """Ends what ``begin`` began."""
        self._code.append("EMC")
        self._artifact_from = len(self._code)

    def _close_artifact(self) -> None:
        if any(line.strip() for line in self._code[self._artifact_from :]):
            self._code.insert(self._artifact_from, "/Artifact BMC")
            self._code.append("EMC")

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> Any:  # noqa: N802 # ReportLab names it
        """Gives the text object of a list mark when one is due, else a plain one."""
        if self.label is not None:
            element, self.label = self.label, None
            return TaggedText(self, element, x, y)
        return super().beginText(x, y, direction=direction)

    def drawText(self, text: Any) -> None:  # noqa: N802 - ReportLab's name
        """Draws a text object; a tagged one stands outside artifacts."""
        if isinstance(text, TaggedText):
            self._close_artifact()
            super().drawText(text)
            self._artifact_from = len(self._code)
        else:
            super().drawText(text)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Ends the page."""
        self._close_artifact()
        super().showPage()
        self._artifact_from = 0

    def save(self) -> None:
        """Writes the tree, the metadata and the file."""
        if len(self._code):
            self.showPage()
        self._finish()
        self._doc.SaveToFile(self._filename, self)

    def _draw_around(self) -> None:
        """Draws what stands around the text, once it is known how many pages there are."""
        for number, page in enumerate(self._pages, 1):
            self._code.clear()
            self.around(self, number, len(self._pages))
            page.stream += "\n".join(["/Artifact BMC", *self._code, "EMC", ""])

    def _say_what_it_is(self) -> None:
        """Writes the facts last: ReportLab's template overwrites them with its own on the way."""
        self.setTitle(self.facts["title"])
        self.setAuthor(self.facts["author"])
        self.setSubject(self.facts["subject"])
        self.setCreator("STAR")
        self.setProducer(PRODUCER)

    def _finish(self) -> None:
        self._draw_around()
        self._say_what_it_is()
        document, catalog = self._doc, self._doc.Catalog
        catalog.StructTreeRoot = write_tree(document, self.top, self.owners)
        catalog.MarkInfo = PDFDictionary({"Marked": Raw("true")})
        facts, moment = self.facts, self.moment
        catalog.Metadata = PlainXmp(creator=lambda _document: xmp(**facts, moment=moment))
        catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = output_intent(document)
