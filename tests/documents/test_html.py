"""The same blocks as accessible HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starapp.documents import blocks as b
from starapp.documents.to_html import to_html
from tests.make.documents import document, every_block, letter, scores

BY_BLOCK = [
    (b.Heading(2, "A & B"), "<h2>A &amp; B</h2>"),
    (b.Heading(7, "Deep"), "<h4>Deep</h4>"),
    (
        b.Paragraph.of([b.Run("a "), b.Run("b", bold=True, italic=True)]),
        "<p>a <em><strong>b</strong></em></p>",
    ),
    (b.Paragraph.of(b.Run("tŷ", language="cy")), '<p><span lang="cy">tŷ</span></p>'),
    (
        b.Paragraph.of(b.Run("here", link='https://a.example/?q="x"&y=1')),
        '<p><a href="https://a.example/?q=&quot;x&quot;&amp;y=1">here</a></p>',
    ),
    (b.Paragraph.of(b.Run("no", link="javascript:x()")), "<p>no</p>"),
    (b.Bullets.of(["x", "y"]), "<ul>\n<li>x</li>\n<li>y</li>\n</ul>"),
    (b.Numbered.of(["x"]), "<ol>\n<li>x</li>\n</ol>"),
    (
        b.Table.of(
            ("Part", "Points"),
            [("Quality", "52.00"), ("Total", "88.20")],
            caption="Points",
            align=(b.Align.LEFT, b.Align.RIGHT),
            total_rows=1,
        ),
        (
            "<table>\n<caption>Points</caption>\n"
            '<thead><tr><th scope="col">Part</th><th scope="col">Points</th></tr></thead>\n<tbody>\n'
            '<tr><th scope="row">Quality</th><td align="right">52.00</td></tr>\n'
            '<tr><th scope="row"><strong>Total</strong></th>'
            '<td align="right"><strong>88.20</strong></td></tr>\n</tbody>\n</table>'
        ),
    ),
    (
        b.Facts((("Lot", "2"), ("Term", ""))),
        "<dl>\n<dt>Lot</dt><dd>2</dd>\n<dt>Term</dt><dd>–</dd>\n</dl>",
    ),
    (b.Notice.of("Careful.", "Read."), '<p role="note"><strong>Careful.</strong> Read.</p>'),
    (
        b.Letterhead("Council", "Care", ("Hall", "", "Town"), b"png", "A sign"),
        (
            '<header>\n<img alt="A sign" src="data:image/png;base64,cG5n">\n'
            "<p><strong>Council</strong><br>Care</p>\n<address>Hall<br>Town</address>\n</header>"
        ),
    ),
    (
        b.Recipient(("Trust", "Lane"), "1 May 2026", (("Our reference", "R1"),)),
        (
            "<address>Trust<br>Lane</address>\n<p>1 May 2026</p>\n"
            "<dl>\n<dt>Our reference</dt><dd>R1</dd>\n</dl>"
        ),
    ),
    (b.Signature("Jo", ("Director",)), "<p><strong>Jo</strong><br>Director</p>"),
    (
        b.Gap("a day", "dates"),
        '<p role="note"><strong>Missing:</strong> <mark>a day. Fill it in: dates.</mark></p>',
    ),
    (b.PageBreak(), ""),
    (b.KeepTogether((b.Heading(1, "x"), b.Paragraph.of("y"))), "<h1>x</h1>\n<p>y</p>"),
]


@pytest.mark.parametrize(("block", "shown"), BY_BLOCK)
def test_each_block(block: b.Block, shown: str) -> None:
    body = to_html(document(block)).split("<body><main>\n")[1].split("</main>")[0]
    assert body.strip("\n") == shown


class Balance(HTMLParser):
    """Notes tags that are closed in the wrong order, and those never closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@given(st.text(), st.text())
def test_any_words_leave_the_page_whole(one: str, other: str) -> None:
    whole = document(
        b.Heading(1, one),
        b.Facts(((one, other),)),
        b.Paragraph.of(b.Run(one, link=f"https://{other}", language=other)),
        scores(3, caption=other),
        title=one,
    )
    page = Balance(to_html(whole))
    assert (page.open, page.wrong) == ([], [])


def test_a_page_says_its_title_and_language() -> None:
    page = to_html(letter())
    assert '<html lang="en-GB">' in page
    assert "<title>Your bid was not successful this time</title>" in page
    assert page.index("<h1>") < page.index("<table>") < page.index("The Director")


def test_nothing_is_fetched_from_elsewhere() -> None:
    page = to_html(every_block())
    assert "<script" not in page
    assert page.count("src=") == page.count('src="data:image/png;base64,')
