"""Mends three things ReportLab 5.1 writes that PDF/A and PDF/UA readers refuse; writes smaller files.

Applied once, when a PDF is first made; a test with an independent validator watches each.
"""

from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import ttfonts
from reportlab.pdfbase.pdfdoc import XMP, PDFStream

_LINE_ENDS = b"\r\n"
_END = b"endstream\n"
_BLOCK = 100


def mend() -> None:
    """Applies the mends; doing it again changes nothing."""
    if getattr(PDFStream, "star_mended", False):
        return
    plain = PDFStream.format

    def format_with_line_end(self: Any, document: Any) -> bytes:
        """PDF/A (ISO 19005-2, 6.1.7.1): a line end stands before ``endstream``."""
        written: bytes = plain(self, document)
        if written.endswith(_END) and written[-len(_END) - 1] not in _LINE_ENDS:
            return written[: -len(_END)] + b"\n" + _END
        return written

    PDFStream.format = format_with_line_end
    PDFStream.star_mended = True
    ttfonts.makeToUnicodeCMap = to_unicode_map
    rl_config.useA85 = 0  # streams as bytes: a fifth smaller than as letters


def to_unicode_map(font_name: str, subset: list[int]) -> str:
    """Maps glyph codes to characters without U+0000 and with at most 100 pairs in a block.

    PDF/UA (ISO 14289-1, 7.21.7); without it some readers stay silent.
    """
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
        if char
    ]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


class PlainXmp(XMP):  # type: ignore[misc]  # ReportLab has no types
    """The metadata stream without any filter entry, so that every reader can find it."""

    def format(self, document: Any) -> Any:
        """Writes the stream with filters switched off for itself only."""
        kept, document.defaultStreamFilters, self.filters = (
            document.defaultStreamFilters,
            None,
            None,
        )
        try:
            return super().format(document)
        finally:
            document.defaultStreamFilters = kept
