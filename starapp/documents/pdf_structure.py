"""The structure tree of a tagged PDF: what a screen reader walks through."""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString


def text_value(words: str) -> str:
    """Writes words as a PDF text string that holds every character."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


class Raw(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """A value written as it stands, for example ``true`` or ``/Column``."""

    def __init__(self, written: str) -> None:
        self.written = written

    def format(self, _document: object) -> bytes:
        """Gives the bytes."""
        return self.written.encode("latin1")


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch of marked content on a page: the page's reference and the stretch's number."""

    page: Any
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation on a page that belongs to an element."""

    page: Any
    reference: Any


@dataclass(eq=False)
class Element:
    """One element of the tree: a paragraph, a heading, a table cell.

    Attributes:
        role: standard structure type, for example "P", "H1", "TH".
        attributes: owner and values, for example ("Table", {"Scope": "/Column"}).
        alternative: text in place of a picture.
        language: where it differs from the document's.
    """

    role: str
    parent: "Element | None" = None
    attributes: tuple[str, dict[str, str]] | None = None
    alternative: str = ""
    language: str = ""
    kids: list["Element | Content | Annotation"] = field(default_factory=list)
    pdf: Any = None

    def __post_init__(self) -> None:
        self.pdf = PDFDictionary({})
        self.pdf.__RefOnly__ = 1
        if self.parent is not None:
            self.parent.kids.append(self)

    def write(self, document: Any, parent: Any) -> None:
        """Fills the PDF object of this element and of all under it."""
        entries = self.pdf.dict
        entries.update(Type=PDFName("StructElem"), S=PDFName(self.role), P=parent)
        if self.alternative:
            entries["Alt"] = PDFString(self.alternative)
        if self.language:
            entries["Lang"] = PDFString(self.language)
        if self.attributes is not None:
            owner, values = self.attributes
            entries["A"] = PDFDictionary(
                {"O": PDFName(owner), **{name: Raw(value) for name, value in values.items()}}
            )
        me = document.Reference(self.pdf)
        written = [self._kid(document, kid, me) for kid in self.kids]
        first = next((kid for kid in self.kids if isinstance(kid, Content)), None)
        if first is not None:
            entries["Pg"] = first.page
        entries["K"] = PDFArray(written)

    @staticmethod
    def _kid(document: Any, kid: "Element | Content | Annotation", me: Any) -> Any:
        match kid:
            case Element():
                kid.write(document, me)
                return document.Reference(kid.pdf)
            case Content():
                return PDFDictionary({"Type": PDFName("MCR"), "Pg": kid.page, "MCID": kid.number})
            case Annotation():
                return PDFDictionary(
                    {"Type": PDFName("OBJR"), "Pg": kid.page, "Obj": kid.reference}
                )


def write_tree(document: Any, top: Element, owners: dict[int, "list[Element] | Element"]) -> Any:
    """Writes the whole tree with its parent tree, and gives the root object.

    Args:
        document: ReportLab's PDF document.
        top: the Document element.
        owners: per page key the elements by content number; per annotation key its element.
    """
    root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    root.__RefOnly__ = 1
    top.write(document, document.Reference(root))
    numbers: list[Any] = []
    for key in sorted(owners):
        owner = owners[key]
        if isinstance(owner, Element):
            numbers += [key, document.Reference(owner.pdf)]
        else:
            numbers += [key, PDFArray([document.Reference(one.pdf) for one in owner])]
    root.dict.update(
        K=PDFArray([document.Reference(top.pdf)]),
        ParentTree=PDFDictionary({"Nums": PDFArray(numbers)}),
        ParentTreeNextKey=max(owners, default=-1) + 1,
    )
    return root
