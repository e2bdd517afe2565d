"""Reads PDFs as a screen reader does: the structure tree with the words of each element."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2


@dataclass
class Tag:
    """One element of the tree: its role, entries and children, and the pages it has content on."""

    role: str
    entries: Any
    kids: "list[Tag]" = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    def all(self, role: str = "") -> "Iterator[Tag]":
        """This element and all under it, in reading order; of one role when one is named."""
        if not role or self.role == role:
            yield self
        for kid in self.kids:
            yield from kid.all(role)

    def value(self, name: str) -> str:
        """An attribute such as Scope, without its slash."""
        return str(self.entries.get("/A", {}).get(f"/{name}", "")).removeprefix("/")


def tags(pdf: bytes) -> Tag:
    """The Document element with all under it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {leaf.obj.objgen: number for number, leaf in enumerate(opened.pages)}
        return _tag(opened.Root.StructTreeRoot.K[0], numbers)


def _tag(element: Any, numbers: dict[Any, int]) -> Tag:
    entries = {name: _plain(element[name]) for name in element if name not in ("/P", "/K", "/Pg")}
    made = Tag(str(element.S).removeprefix("/"), entries)
    for kid in element.get("/K", []):
        if "/S" in kid:
            made.kids.append(_tag(kid, numbers))
        elif "/Pg" in kid:
            made.pages.add(numbers[kid.Pg.objgen])
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Dictionary):
        return {name: _plain(value[name]) for name in value}
    return str(value)


def words(pdf: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(_page_words(opened, number).split()) for number in range(len(opened))]
    finally:
        opened.close()


def _page_words(opened: Any, number: int) -> str:
    leaf = opened[number]
    text = leaf.get_textpage()
    found: str = text.get_text_range()
    text.close()
    leaf.close()
    return found


def broken_rules(pdf: bytes, folder: Path) -> list[str]:
    """The rules of PDF/UA-1 and PDF/A-2a that an independent validator finds broken."""
    file = folder / "checked.pdf"
    file.write_bytes(pdf)
    return [
        failure.rule_id
        for profile in ("ua1", "2a")
        for failure in page.validate_pdf(str(file), profile=profile).failures
    ]


def fonts(pdf: bytes) -> dict[str, bool]:
    """The names of the fonts that words are set in, and whether each is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for leaf in opened.pages:
            named = set(re.findall(rb"(/F[0-9+]+) [0-9.]+ Tf", leaf.Contents.read_bytes()))
            for name in named:
                font = leaf.Resources.Font[name.decode()]
                found[str(font.BaseFont)] = "/FontFile2" in font.get("/FontDescriptor", {})
    return {re.sub(r"^/[A-Z]{6}\+", "", name): kept for name, kept in found.items()}
