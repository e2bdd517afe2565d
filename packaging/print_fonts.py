"""Makes the fonts that PDFs are printed with from those of the screen.

ReportLab knows no OpenType features, so columns of figures would not line up: the family's own
digits differ in width. Here the digits are its tabular ones, the hyphens and spaces that have no
sign of their own get one, and a character no font has is shown as a box.

Run ``python packaging/print_fonts.py`` with fontTools installed (``pip install fonttools``) after
the files in ``resources/fonts`` have changed.
"""

import copy
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
PRINT_FAMILY = "Star Print"
LOOKS = ("Regular", "Bold", "Italic", "BoldItalic")
SAME_SIGN = {0x2010: 0x2D, 0x2011: 0x2D, 0x202F: 0x20, 0x2007: 0x20, 0x2009: 0x20}
"""Hyphens and narrow or wide spaces, and the character whose sign they take."""
NO_SIGN = 0xFFFD
FEATURES = ("GSUB", "GPOS", "GDEF", "STAT")


def main() -> int:
    """Writes one print font for each look."""
    for look in LOOKS:
        font = TTFont(FONTS / f"AtkinsonHyperlegibleNext-{look}.ttf", recalcTimestamp=False)
        _change_signs(font)
        _rename(font)
        for table in FEATURES:
            if table in font:
                del font[table]
        font.save(FONTS / "print" / f"StarPrint-{look}.ttf")
    sys.stdout.write(f"{len(LOOKS)} print fonts written.\n")
    return 0


def _change_signs(font: TTFont) -> None:
    tabular = _single_changes(font, "tnum")
    box = "box"
    font["glyf"][box] = copy.deepcopy(font["glyf"][".notdef"])
    font["hmtx"][box] = font["hmtx"][".notdef"]
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        known = table.cmap
        known.update({other: known[like] for other, like in SAME_SIGN.items()})
        for code, name in list(known.items()):
            known[code] = tabular.get(name, name)
        known[NO_SIGN] = box


def _single_changes(font: TTFont, feature: str) -> dict[str, str]:
    rules = font["GSUB"].table
    places = {
        place
        for record in rules.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for place in record.Feature.LookupListIndex
    }
    changes: dict[str, str] = {}
    for place in sorted(places):
        for part in rules.LookupList.Lookup[place].SubTable:
            changes.update(getattr(part, "ExtSubTable", part).mapping)
    return changes


def _rename(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID not in (0, 7, 13, 14):
            words = record.toUnicode().replace(FAMILY, PRINT_FAMILY)
            record.string = words.replace(FAMILY.replace(" ", ""), PRINT_FAMILY.replace(" ", ""))


if __name__ == "__main__":
    raise SystemExit(main())
