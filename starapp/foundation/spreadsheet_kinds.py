"""Tells spreadsheets of other kinds by name, with the way to make an Excel workbook of each."""

import re
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old Office begin, and new ones that a password locks (MS-CFB)."""
_OPENED = 4_096
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""What stands in no text."""
_EXCEL = "In Excel open it and choose File, Save a copy, Excel Workbook (.xlsx)."
_LIBRE = "In LibreOffice open it and choose File, Save as, Excel 2007-365 (.xlsx)."


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A spreadsheet that is not an Excel workbook.

    Attributes:
        code: short, for tests.
        name: what it is, as a sentence.
        cure: how to make an Excel workbook of it.
    """

    code: str
    name: str
    cure: str

    @property
    def words(self) -> str:
        """What it is and what to do."""
        return f"{self.name} {self.cure}"


_LOCKED = OtherKind(
    "locked",
    "This spreadsheet is locked by a password.",
    "In Excel open it and choose File, Info, Protect Workbook, Encrypt with Password, and empty "
    "the field; in LibreOffice choose File, Save as, without “Save with password”.",
)
_OLD = OtherKind("old", "This is a spreadsheet of Excel 97-2003 (.xls).", _EXCEL)
_BINARY = OtherKind("binary", "This is a binary Excel workbook (.xlsb).", _EXCEL)
_OPEN = OtherKind("open", "This is an OpenDocument spreadsheet (.ods).", _LIBRE)
_NUMBERS = OtherKind(
    "numbers",
    "This is a spreadsheet of Apple Numbers.",
    "In Numbers choose File, Export to, Excel.",
)
_XML = OtherKind("xml", "This is a spreadsheet saved as XML.", _EXCEL)
_PAGE = OtherKind("page", "This is a spreadsheet saved as a web page.", _EXCEL)
_PLAIN = OtherKind(
    "csv",
    "This is a text file (such as .csv), which cannot hold a score sheet whole.",
    "Fill in the workbook (.xlsx) itself and save it without changing its kind.",
)


def other_kind(data: bytes) -> OtherKind | None:
    """The kind of a spreadsheet that is not an Excel workbook; None for anything else."""
    if data.startswith(OLE):
        return _OLD if "Workbook".encode("utf-16-le") in data else _LOCKED
    if data.startswith(b"PK"):
        return _packed(data)
    return _written(data)


def _packed(data: bytes) -> OtherKind | None:
    """What the names of the parts of a zip file tell; they stand in clear in it."""
    if b"application/vnd.oasis.opendocument.spreadsheet" in data[:_OPENED]:
        return _OPEN
    if b"xl/workbook.bin" in data:
        return _BINARY
    return _NUMBERS if b"Index/Document.iwa" in data else None


def _written(data: bytes) -> OtherKind | None:
    """What the first lines of a text tell."""
    try:
        text = data[:_OPENED].decode(
            "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
        )
    except UnicodeDecodeError:
        return None
    start = text.removeprefix("ï»¿").lstrip()
    if start.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text:
            return _XML
        if "opendocument.spreadsheet" in text or "urn:oasis:names:tc:opendocument" in text:
            return _OPEN
        return _PAGE if "<table" in text.lower() and "<html" in text.lower() else None
    printed = bool(start) and not start.startswith("%PDF") and not _SIGNS.search(text)
    return _PLAIN if printed else None
