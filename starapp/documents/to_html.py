"""Renders content blocks as one accessible HTML page, for reading as text and for screen readers.

It carries the structure and no look; every word is escaped and nothing is fetched from elsewhere.
"""

import base64
from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from starapp.documents import blocks as b


def to_html(document: b.Document) -> str:
    """Gives a whole HTML page; blocks stand in reading order."""
    lines = [
        "<!doctype html>",
        f'<html lang="{_attribute(document.language)}">',
        f'<head><meta charset="utf-8"><title>{escape(document.title)}</title></head>',
        "<body><main>",
        *_blocks(document.blocks),
        f"</main><footer><p>{escape(document.footer)}</p><p>{escape(document.reference)}</p></footer>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _blocks(blocks: Sequence[b.Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: b.Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case per kind of block
    match block:
        case b.Heading():
            level = min(max(block.level, 1), 4)
            yield f"<h{level}>{escape(block.text)}</h{level}>"
        case b.Paragraph():
            yield f"<p>{_runs(block.text)}</p>"
        case b.Bullets():
            yield from _list("ul", block.items)
        case b.Numbered():
            yield from _list("ol", block.items)
        case b.Table():
            yield from _table(block)
        case b.Facts():
            yield from _pairs(block.facts)
        case b.Notice():
            title = escape(block.title)
            yield f'<p role="note"><strong>{title}</strong> {_runs(block.text)}</p>'
        case b.Letterhead():
            yield from _letterhead(block)
        case b.Recipient():
            yield from _recipient(block)
        case b.Signature():
            yield f"<p><strong>{escape(block.name)}</strong>{_more_lines(block.lines)}</p>"
        case b.ByHand():
            boxes = "".join(f"<li>{escape(words)}</li>" for words in block.boxes)
            yield f"<p><strong>{escape(block.asked)}</strong></p>"
            yield f"<ul>{boxes}</ul>" if boxes else "<hr>" * block.lines
        case b.Gap():
            words = escape(f"{block.what}. Fill it in: {block.where}.")
            yield f'<p role="note"><strong>Missing:</strong> <mark>{words}</mark></p>'
        case b.PageBreak():
            return
        case b.KeepTogether():
            yield from _blocks(block.blocks)
        case _:
            assert_never(block)


def _runs(text: b.Text) -> str:
    return "".join(_run(run) for run in text)


def _run(run: b.Run) -> str:
    words = escape(run.text)
    words = f"<strong>{words}</strong>" if run.bold else words
    words = f"<em>{words}</em>" if run.italic else words
    if b.is_link(run):
        words = f'<a href="{_attribute(run.link)}">{words}</a>'
    return f'<span lang="{_attribute(run.language)}">{words}</span>' if run.language else words


def _attribute(words: str) -> str:
    return escape(words, quote=True)


def _list(kind: str, items: Sequence[b.Text]) -> Iterator[str]:
    if items:
        yield f"<{kind}>"
        yield from (f"<li>{_runs(item)}</li>" for item in items)
        yield f"</{kind}>"


def _table(block: b.Table) -> Iterator[str]:
    yield "<table>"
    yield f"<caption>{escape(block.caption)}</caption>"
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.head)
    yield f"<thead><tr>{heads}</tr></thead>"
    first_total = len(block.rows) - block.total_rows
    yield "<tbody>"
    for place, row in enumerate(block.rows):
        yield f"<tr>{_cells(block, row, total=place >= first_total)}</tr>"
    yield "</tbody>"
    yield "</table>"


def _cells(block: b.Table, row: Sequence[b.Text], *, total: bool) -> str:
    cells = []
    for column, cell in enumerate(row):
        words = f"<strong>{_runs(cell)}</strong>" if total and b.plain_words(cell) else _runs(cell)
        side = ' align="right"' if block.align[column] is b.Align.RIGHT else ""
        if block.row_heads and column == 0:
            cells.append(f'<th scope="row"{side}>{words}</th>')
        else:
            cells.append(f"<td{side}>{words}</td>")
    return "".join(cells)


def _pairs(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    if pairs:
        yield "<dl>"
        yield from (f"<dt>{escape(n)}</dt><dd>{escape(value or '–')}</dd>" for n, value in pairs)
        yield "</dl>"


def _letterhead(block: b.Letterhead) -> Iterator[str]:
    yield "<header>"
    if block.logo:
        data = base64.b64encode(block.logo).decode()
        alternative = _attribute(block.logo_alternative)
        yield f'<img alt="{alternative}" src="data:image/png;base64,{data}">'
    yield f"<p><strong>{escape(block.name)}</strong>{_more_lines((block.department,))}</p>"
    yield f"<address>{_joined(block.lines)}</address>"
    yield "</header>"


def _recipient(block: b.Recipient) -> Iterator[str]:
    yield f"<address>{_joined(block.lines)}</address>"
    yield f"<p>{escape(block.day)}</p>"
    yield from _pairs(block.references)


def _joined(lines: Sequence[str]) -> str:
    return "<br>".join(escape(line) for line in lines if line.strip())


def _more_lines(lines: Sequence[str]) -> str:
    return "".join(f"<br>{escape(line)}" for line in lines if line.strip())
