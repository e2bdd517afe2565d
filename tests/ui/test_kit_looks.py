"""Every widget of the kit has a name, fits its words, and says what it shows."""

from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QGroupBox, QPushButton, QVBoxLayout, QWidget

from starapp.ui import theme
from starapp.ui.widgets.buttons import Button, Chip, IconButton, Link, button_row
from starapp.ui.widgets.card import Card, PageHead, Scroll, Section
from starapp.ui.widgets.choices import Check, Choice, ScoreChoice, Segmented, Switch
from starapp.ui.widgets.empty_state import EmptyState
from starapp.ui.widgets.fields import LabelledField, field_row
from starapp.ui.widgets.flow import flow
from starapp.ui.widgets.focus_ring import FocusRing, draw_ring
from starapp.ui.widgets.labels import Facts, KeyFigure, Shortened, Words
from starapp.ui.widgets.notices import LockedBar, Notice
from starapp.ui.widgets.points_bar import PointsBar, PointsKey, Segment
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.stage_bar import Stage, StageBar, StageState
from starapp.ui.widgets.tags import Tag
from starapp.ui.widgets.text_fields import ExactField, LongText, TextField
from starapp.ui.widgets.work_header import WorkHeader
from tests.ui.looks import clipped, names_missing

STAGES = [
    Stage("specification", "Specification", StageState.DONE, "Locked 2 Feb"),
    Stage("model", "Evaluation model", StageState.NOW, "98% given"),
    Stage("bids", "Bids", StageState.TO_COME, "Not started", closed="Invite providers first."),
]


def everything() -> QWidget:
    page = Scroll()
    head = PageHead("Bids and opening", "Thursday 19 March 2026")
    head.add_right(Button("Print", icon="printer"), Button("Open bids", kind="main"))
    page.add(head)
    card = Card("Bid register", hint="3 of 5 opened")
    card.add_right(Button("Export", size="small", icon="download"), Tag("Sealed", "grey", "lock"))
    card.add(flow(*(Tag(f"Tag number {n}", "amber", "clock") for n in range(12))))
    card.add(Facts(("Area", "Northvale, Croalside"), ("Admitted", "14 October 2024")))
    card.add_foot(Button("Invite"), Link("Clear"))
    page.add(card)
    page.add(Section("Competitions by stage", "Arrow keys move"))
    page.add(
        field_row(
            LabelledField("Workspace name", TextField("Northvale"), hint="Your team will see it"),
            LabelledField("Weight", ExactField(Decimal(20), unit="%")),
            LabelledField("Lot", Choice([("2", "Supported living")])),
        )
    )
    page.add(LabelledField("Reason", LongText("", enough_words=10), hint="A provider reads this"))
    page.add(
        button_row(Check("Yes, I have checked"), Switch("Read aloud"), IconButton("copy", "Copy"))
    )
    page.add(button_row(Segmented("View", [("b", "Board"), ("l", "List")]), Chip("Lot 2", on=True)))
    page.add(ScoreChoice("Agreed score"))
    for kind in ("info", "success", "warning", "error"):
        page.add(
            Notice(
                kind, "Look at this.", "More words that go on for a while. " * 4, link="Go there"
            )
        )
    page.add(LockedBar("Locked on 2 February 2026", link="Make a change note"))
    page.add(
        EmptyState("No bids yet", "The deadline is in 6 days.", icon="mail", button="Invite more")
    )
    page.add(Progress("Making 6 letters", stop=page.update))
    page.add(KeyFigure("Live competitions", "11", "2 close this week"))
    page.add(PointsKey(("quality", "Quality 60%"), ("price", "Price 25%")))
    return page


@pytest.mark.parametrize("percent", [90, 100, 150, 200])
@pytest.mark.parametrize("mode", list(theme.Mode))
def test_nothing_is_cut_or_nameless(dressed: QApplication, shown, mode, percent: int) -> None:
    theme.apply(dressed, theme.Theme(mode, percent))
    page = shown(everything(), 1150, 700)
    assert names_missing(page) == []
    assert clipped(page) == []


def test_the_looks_find_what_is_wrong(shown) -> None:
    page = QWidget()
    box = QVBoxLayout(page)
    group = QGroupBox("Prices")
    inner = QVBoxLayout(group)
    inner.addWidget(QPushButton("Save"))
    box.addWidget(group)
    label = Words("These words are much longer than their label")
    label.setFixedWidth(30)
    box.addWidget(label)
    shown(page)
    found = " ".join(names_missing(page))
    assert "is not from the kit" in found
    assert "has no object name" in found
    assert any("needs" in line for line in clipped(page))


def test_an_off_button_says_why(shown) -> None:
    button = shown(Button("Lock", kind="main"))
    button.off("Weights add up to 98%, not 100%")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "Weights add up to 98%, not 100%"
    button.on()
    assert button.isEnabled()
    assert button.accessibleDescription() == ""


def test_enter_presses_the_focused_button(qtbot, shown) -> None:
    pressed: list[bool] = []
    button = shown(Button("Open bid 4", pressed=lambda: pressed.append(True)))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True]


def test_there_is_one_ring_round_what_has_focus(qtbot, shown) -> None:
    page = QWidget()
    box = QVBoxLayout(page)
    first, second = Button("First"), Button("Second")
    box.addWidget(first)
    box.addWidget(second)
    shown(page)
    for button in (first, second):
        button.setFocus()
        rings = [ring for ring in page.findChildren(FocusRing) if ring.isVisible()]
        assert len(rings) == 1
        assert rings[0].geometry().adjusted(4, 4, -4, -4) == button.geometry()


def test_the_ring_is_yellow_outside_and_ink_inside() -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_ring(painter, QRectF(10, 10, 40, 20), radius=0)
    painter.end()
    assert image.pixelColor(30, 8) == theme.colour("focus")
    assert image.pixelColor(30, 10) == theme.colour("focusInk")


def test_a_shortened_line_keeps_its_words_for_all(shown) -> None:
    label = shown(Shortened("Supported living for one person, Northvale North"), 60, 30)
    label.setFixedWidth(60)
    assert label.toolTip() == label.whole() == label.accessibleName()
    assert label.text() != label.whole()


def test_points_are_added_exactly_and_spoken(shown) -> None:
    bar = shown(PointsBar("Points of bid A"))
    bar.show_segments(
        Segment("quality", Fraction(1, 3), "0.33", "Quality"),
        Segment("price", Fraction(2, 3), "0.67", "Price"),
    )
    assert bar.total() == 1
    assert bar.accessibleName() == "Points of bid A: Quality 0.33, Price 0.67"


def test_a_number_goes_in_its_segment_only_if_it_fits(shown) -> None:
    bar = shown(PointsBar("Points"), 300, 30)
    bar.show_segments(Segment("quality", Decimal(2), "2.00", "Quality"))
    narrow = bar.grab().toImage()
    ink = theme.colour("onQuality")
    assert all(narrow.pixelColor(x, 11) != ink for x in range(5))


def test_a_closed_stage_says_why_and_others_open(qtbot, shown) -> None:
    bar = shown(StageBar())
    bar.show_stages(STAGES, "model")
    opened: list[str] = []
    bar.opened.connect(opened.append)
    closed = bar.step("bids")
    assert closed is not None
    assert not closed.isEnabled()
    assert closed.toolTip() == "Invite providers first."
    first = bar.step("specification")
    assert first is not None
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert opened == ["specification"]
    assert bar.next_part(-1) == "specification"
    assert bar.next_part(1) == "model"
    assert first.accessibleName() == "Stage 1, Specification, done, Locked 2 Feb"


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (1024, 680)])
def test_the_header_fits_every_window(shown, size: tuple[int, int]) -> None:
    header = WorkHeader()
    header.show_header(
        reference="GM-LDA-2026-0147",
        status=("Opening bids", "amber", "package-open"),
        title="Supported living for one person, Northvale North",
        facts=[("Lot", "2 Supported living"), ("Deadline", "2 March 2026"), ("Now", "3 days left")],
        stages=STAGES,
        shown="model",
    )
    header.room_changed(*size)
    page = QWidget()
    box = QVBoxLayout(page)
    box.addWidget(header)
    box.addStretch(1)
    shown(page, size[0] - 200, size[1])
    assert clipped(page) == []
    assert names_missing(page) == []


def test_the_header_changes_form_and_back(shown) -> None:
    header = shown(WorkHeader())
    header.show_header(
        reference="R", status=("Draft", "blue", "pencil"), title="T", facts=[("A", "1"), ("B", "2")]
    )
    for _ in range(3):
        header.set_compact(compact=True)
        header.set_compact(compact=False)
    assert header.title.isVisible()
    assert header.reference.isVisible()
