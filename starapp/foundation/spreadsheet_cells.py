"""Reads the cells of an Excel workbook (ECMA-376 part 1, also its strict form), and nothing else.

Strangers hand such files in. A few kilobytes can unpack into millions of styles, ranges or empty
cells, so parts are read as a stream: what is not asked for is never built, every element is counted,
and past a limit the file is refused. No formula is worked out and no reference is followed.
"""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Context
from xml.parsers import expat

from starapp.foundation.exact import plain
from starapp.foundation.problems import CannotDo, refuse
from starapp.foundation.safe_zip import OFFICE_NAMES, Limits, SafeZip

LIMITS = Limits(parts=200, one=60_000_000, total=120_000_000, ratio=1_000)
MOST_ELEMENTS = 400_000
"""In all parts that are read; a sheet of 2,400 answers has some 60,000."""
MOST_BYTES = 40_000_000
MOST_ROWS, MOST_COLUMNS = 5_000, 40
LONGEST = 40_000
"""Characters of a cell that are kept: more than a cell of Excel holds (32,767)."""
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([Ee][+-]?[0-9]{1,3})?")
_SHOWN = Context(prec=15)
"""Excel shows 15 figures of a number and keeps it in binary."""
_UNSAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats that are dates or times without being written out (part 1, 18.8.30)."""

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the file.

    Attributes:
        column: 1 for A.
        kind: s text, n number, f formula, b truth, d date, e error.
        text: what it says, without spaces at the ends; a formula says "=".
    """

    sheet: str
    column: int
    row: int
    kind: str = "n"
    text: str = ""

    @property
    def place(self) -> str:
        """Where it is, as a spreadsheet says it: "Scores D5"."""
        return f"{self.sheet} {letters(self.column)}{self.row}"


Rows = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says.

    Attributes:
        sheets: rows with something in them, by the name of the sheet.
        saved: when it was last saved, as the file says; None where it does not.
        elements: that were looked at.
    """

    sheets: Mapping[str, Rows]
    saved: datetime | None
    elements: int


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def read_book(data: bytes) -> Book:
    """The cells of every sheet.

    Raises:
        CannotDo: damaged, with macros, with types of its own, or holding more than is read.
    """
    return _Reader(SafeZip(data, LIMITS, names=OFFICE_NAMES)).book()


def text_of(written: str) -> str:
    """The text behind the escapes of a workbook: _x000D_ is a line end, _x005F_ an underscore.

    Line ends become one kind; characters that no text can hold are left out (part 1, 22.9.2.19).
    """
    if "_x" in written:
        units = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), written)
        written = units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = written.replace("\r\n", "\n").replace("\r", "\n")
    return _NO_TEXT.sub("", lines)


def _local(name: str) -> str:
    """The name of an element or attribute without the prefix a program chose."""
    return name.rpartition(":")[2]


@dataclass(slots=True)
class _Reader:
    """Reads part after part and counts the work."""

    file: SafeZip
    elements: int = 0
    size: int = 0

    def book(self) -> Book:
        if any(name.endswith("vbaProject.bin") for name in self.file.names):
            words = "This spreadsheet holds a program (macros). Save it as .xlsx, without them."
            raise refuse("file", words, "macros")
        main = self._target(self._related(""), "/officeDocument")
        parts = self._related(main)
        sheets = _Sheets()
        self._walk(main, sheets.start)
        strings, styles = _Strings(), _Styles()
        if name := self._target(parts, "/sharedStrings"):
            self._walk(name, strings.start, strings.end, strings.said)
        if name := self._target(parts, "/styles"):
            self._walk(name, styles.start, styles.end)
        found: dict[str, Rows] = {}
        for title, identity in sheets.found:
            kind, name = parts.get(identity, ("", ""))
            if kind.endswith("/worksheet"):
                cells = _Cells(title, strings.found, styles.dates)
                self._walk(name, cells.start, cells.end, cells.said)
                found[title] = cells.in_order()
        if not found:
            raise _damaged()
        return Book(found, self._saved(), self.elements)

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and name of the parts a part refers to, by their identity in it."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, said: Attributes) -> None:
            if _local(tag) == "Relationship" and said.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", "")))
                found[said.get("Id", "")] = (said.get("Type", ""), target.lstrip("/"))

        self._walk(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        return found

    def _target(self, parts: Mapping[str, tuple[str, str]], kind: str) -> str:
        return next((name for told, name in parts.values() if told.endswith(kind)), "")

    def _saved(self) -> datetime | None:
        """When the file says it was last saved."""
        name = self._target(self._related(""), "/core-properties")
        if name not in self.file.names:
            return None
        told = _Told("modified")
        self._walk(name, told.start, told.end, told.said)
        try:
            saved = datetime.fromisoformat("".join(told.pieces).strip())
        except ValueError:
            return None
        return (saved if saved.tzinfo else saved.replace(tzinfo=UTC)).astimezone(UTC)

    def _walk(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        said: Callable[[str], None] | None = None,
    ) -> None:
        """Goes through one part; raises ``CannotDo`` when it is damaged or holds too much."""
        if name not in self.file.names:
            raise _damaged()
        data = self.file.read(name)
        self.size += len(data)
        if self.size > MOST_BYTES:
            raise _too_much()

        def begun(tag: str, attributes: Attributes) -> None:
            self.elements += 1
            if self.elements > MOST_ELEMENTS:
                raise _too_much()
            start(tag, attributes)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = begun
        parser.StartDoctypeDeclHandler = _declares
        if end is not None:
            parser.EndElementHandler = end
        if said is not None:
            parser.CharacterDataHandler = said
        try:
            parser.Parse(data, True)  # noqa: FBT003 - the library takes no names
        except (expat.ExpatError, ValueError, LookupError, OverflowError):
            raise _damaged() from None


def _declares(*_: object) -> None:
    """Stops at types or entities of a part's own, which no spreadsheet has."""
    raise refuse("file", "This spreadsheet is not as a spreadsheet program saves it.", "declares")


def _damaged() -> CannotDo:
    return refuse("file", "This spreadsheet is damaged. Copy it again.", "damaged")


def _too_much() -> CannotDo:
    words = (
        "This spreadsheet holds far more than was put into it. Copy what was filled in into a "
        "fresh copy of the sheet."
    )
    return refuse("file", words, "too_much")


@dataclass(slots=True)
class _Sheets:
    """Name and identity of every sheet, in order."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def start(self, tag: str, said: Attributes) -> None:
        if _local(tag) == "sheet":
            identity = next((said[name] for name in said if name.endswith(":id")), "")
            self.found.append((text_of(said.get("name", "")), identity))


@dataclass(slots=True)
class _Told:
    """The text of one element."""

    name: str
    inside: bool = False
    pieces: list[str] = field(default_factory=list)

    def start(self, tag: str, _said: Attributes) -> None:
        self.inside = _local(tag) == self.name

    def end(self, _tag: str) -> None:
        self.inside = False

    def said(self, words: str) -> None:
        if self.inside:
            self.pieces.append(words)


@dataclass(slots=True)
class _Strings:
    """The texts that cells share."""

    found: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    inside: bool = False
    reading_aid: bool = False

    def start(self, tag: str, _said: Attributes) -> None:
        name = _local(tag)
        self.inside = name == "t" and not self.reading_aid
        self.reading_aid = self.reading_aid or name == "rPh"

    def end(self, tag: str) -> None:
        name = _local(tag)
        self.inside = False
        if name == "rPh":
            self.reading_aid = False
        elif name == "si":
            self.found.append(_kept(self.pieces))
            self.pieces = []

    def said(self, words: str) -> None:
        if self.inside:
            self.pieces.append(words)


def _kept(pieces: list[str]) -> str:
    return text_of("".join(pieces)).strip()[:LONGEST]


@dataclass(slots=True)
class _Styles:
    """Which looks of a cell make a date of a number."""

    dates: list[bool] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    inside: bool = False

    def start(self, tag: str, said: Attributes) -> None:
        name = _local(tag)
        if name == "numFmt":
            self.own[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.dates.append(self._is_date(said.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if _local(tag) == "cellXfs":
            self.inside = False

    def _is_date(self, told: str) -> bool:
        if told in self.own:
            shown = _UNSAID.sub("", self.own[told].partition(";")[0])
            return bool(re.search("[dmyhs]", shown, re.IGNORECASE))
        return told.isdecimal() and len(told) < 4 and int(told) in _DATES


@dataclass(slots=True)
class _Cells:
    """The cells of one sheet."""

    title: str
    strings: list[str]
    dates: list[bool]
    rows: Rows = field(default_factory=list)
    row: int = 0
    column: int = 0
    told: str = "n"
    style: str = "0"
    formula: bool = False
    inside: bool = False
    reading_aid: bool = False
    pieces: list[str] = field(default_factory=list)
    line: list[Cell] = field(default_factory=list)

    def start(self, tag: str, said: Attributes) -> None:
        name = _local(tag)
        if name == "c":
            self._begin(said)
        elif name == "row":
            told = said.get("r", "")
            self.row = int(told) if told.isdecimal() and len(told) < 8 else self.row + 1
            self.column = 0
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.reading_aid = True
        self.inside = name in {"v", "t"} and not self.reading_aid

    def _begin(self, said: Attributes) -> None:
        self.told, self.style = said.get("t", "n"), said.get("s", "0")
        self.formula, self.pieces = False, []
        if place := _PLACE.fullmatch(said.get("r", "")):
            self.column = 0
            for letter in place[1]:
                self.column = 26 * self.column + ord(letter) - ord("A") + 1
            self.row = int(place[2])
        else:
            self.column += 1

    def end(self, tag: str) -> None:
        self.inside = False
        name = _local(tag)
        if name == "c":
            self._finish()
        elif name == "rPh":
            self.reading_aid = False
        elif name == "row" and self.line:
            self.rows.append(self.line)
            self.line = []

    def said(self, words: str) -> None:
        if self.inside:
            self.pieces.append(words)

    def in_order(self) -> Rows:
        """The rows from the top, the cells of each from the left."""
        for line in self.rows:
            line.sort(key=_column_of)
        return sorted(self.rows, key=_row_of)

    def _finish(self) -> None:
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            return
        kind, text = self._read()
        if text:
            self.line.append(Cell(self.title, self.column, self.row, kind, text))

    def _read(self) -> tuple[str, str]:
        if self.formula:
            return "f", "="
        if self.told == "s":
            told = "".join(self.pieces).strip()
            return "s", self.strings[int(told)] if told.isdecimal() else ""
        text = _kept(self.pieces)
        if self.told in {"b", "d", "e"}:
            return self.told, text
        if self.told != "n":
            return "s", text
        style = int(self.style) if self.style.isdecimal() and len(self.style) < 7 else 0
        is_date = style < len(self.dates) and self.dates[style]
        return ("d" if is_date else "n"), _number(text)


def _column_of(cell: Cell) -> int:
    return cell.column


def _row_of(line: list[Cell]) -> int:
    return line[0].row


def _number(text: str) -> str:
    """A number as its cell shows it: spreadsheets keep 2.2 as 2.2000000000000002."""
    if not _NUMBER.fullmatch(text):
        return text
    return plain(_SHOWN.create_decimal(text))
