"""Colours that can be read, fonts that line up, icons that are sharp, in every theme."""

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from starapp.foundation.resource_files import resource
from starapp.ui import theme
from starapp.ui.theme import Mode, Theme, tokens
from starapp.ui.theme_style import style_sheet
from starapp.ui.widgets.buttons import Button


def luminance(colour: QColor) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.red(), colour.green(), colour.blue()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_pair_can_be_read(mode: Mode) -> None:
    colours = Theme(mode).colours
    pairs = tokens()["contrast"][Mode.LIGHT if mode is Mode.EASY else mode]
    assert len(pairs) == 59
    for pair, facts in pairs.items():
        ink, ground = pair.split(" on ")
        assert contrast(colours[ink], colours[ground]) >= facts["needs"], pair


@pytest.mark.parametrize("mode", list(Mode))
def test_highlighted_words_can_be_read(mode: Mode) -> None:
    colours = Theme(mode).colours
    assert contrast(colours["onMarker"], colours["marker"]) >= 7


def test_each_theme_has_the_same_colour_names() -> None:
    names = {mode: set(Theme(mode).colours) for mode in Mode}
    assert len({frozenset(one) for one in names.values()}) == 1


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("percent", [90, 200])
def test_the_style_sheet_has_no_name_left_over(mode: Mode, percent: int) -> None:
    sheet = style_sheet(Theme(mode, percent))
    assert "{accent}" not in sheet
    assert not any(f"{{{name}}}" in sheet for name in Theme(mode).colours)
    assert sheet.count("{") == sheet.count("}")


def test_the_type_never_goes_below_the_smallest_size() -> None:
    for role, look in tokens()["type"]["scale"].items():
        assert look["size"] >= (12 if role == "keycap" else 13), role


def test_digits_are_equally_wide(dressed: QApplication) -> None:
    metrics = QFontMetrics(dressed.font())
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_the_own_font_is_used(dressed: QApplication) -> None:
    assert tokens()["type"]["family"] in QFontDatabase.families()
    assert dressed.font().families()[0] == tokens()["type"]["family"]


def test_text_size_scales_fonts_and_sizes(dressed: QApplication) -> None:
    theme.apply(dressed, Theme(Mode.LIGHT, 200))
    assert theme.font("body").pixelSize() == 30
    assert theme.size_of("tableRow") == 80
    assert theme.px(10) == 20


def test_a_button_icon_follows_the_theme(dressed: QApplication, shown) -> None:
    button = shown(Button("Print", icon="printer"))
    light = button.icon().pixmap(40).toImage()
    theme.apply(dressed, Theme(Mode.DARK))
    assert button.icon().pixmap(40).toImage() != light


def test_icons_are_sharp_at_twice_the_density() -> None:
    picture = theme.pixmap("lock", size=20, ratio=2.0)
    assert picture.width() == 40
    assert picture.devicePixelRatio() == 2.0


def test_every_icon_can_be_drawn(dressed: QApplication) -> None:
    for path in resource("icons").glob("*.svg"):
        image = theme.pixmap(path.stem).toImage()
        inked = any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))
        assert inked, path.stem


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(KeyError):
        theme.colour("chartreuse")
