"""Dialogs, toasts, progress, faults and the preview of documents."""

import io
import logging
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from reportlab.pdfgen.canvas import Canvas

from starapp.foundation.resource_files import resource
from starapp.ui import theme
from starapp.ui.faults import Faults
from starapp.ui.help.help_panel import HelpPanel
from starapp.ui.help.topics import search, topic, topics
from starapp.ui.pictures import picture
from starapp.ui.shell.status_bar import when_words
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.pdf_preview import PdfPreview
from starapp.ui.widgets.progress import Loading, Progress
from starapp.ui.widgets.question import Question
from starapp.ui.widgets.toast import SHOWN_MS, Toast
from tests.ui.looks import clipped, names_missing


def pdf(pages: int) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept)
    for number in range(pages):
        canvas.drawString(100, 700, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def test_the_preview_turns_pages(shown, qtbot) -> None:
    preview = shown(PdfPreview("Award letter"), 700, 700)
    assert preview.page_words.text() == "No pages"
    preview.show_pdf(pdf(3))
    assert preview.page_count() == 3
    assert preview.page_words.text() == "Page 1 of 3"
    preview.page_after()
    assert preview.page() == 2
    preview.page_before()
    preview.page_before()
    assert preview.page() == 1
    assert names_missing(preview) == []
    preview.show_pdf(b"")
    assert preview.page_count() == 0


def test_the_preview_zooms(shown) -> None:
    preview = shown(PdfPreview("Award letter"))
    preview.show_pdf(pdf(1))
    before = preview.view.zoomFactor()
    preview.larger()
    assert preview.view.zoomFactor() > before
    preview.smaller()
    assert preview.view.zoomFactor() == pytest.approx(before)


def test_a_risky_question_keeps_the_focus_on_the_safe_answer(shown) -> None:
    question = shown(
        Question("Withdraw?", text="Letters go out.", yes="Withdraw", no="Keep it", risky=True)
    )
    assert question.no.hasFocus()
    assert question.yes.property("kind") == "risky"
    assert names_missing(question) == []
    assert clipped(question) == []


def test_a_tick_is_needed_where_asked(shown) -> None:
    question = shown(Question("Send?", text="It goes.", yes="Send", must_tick="I have checked"))
    assert not question.yes.isEnabled()
    question.findChild(type(question._box)).click()
    assert question.yes.isEnabled()


def test_esc_means_no(shown, qtbot) -> None:
    question = shown(Question("Send?", text="It goes.", yes="Send"))
    answers = []
    question.finished.connect(answers.append)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert answers == [0]


def test_a_toast_waits_while_the_pointer_is_on_it(shown) -> None:
    page = shown(QWidget())
    toast = Toast("Saved", parent=page)
    toast.appear(left=10, bottom=500)
    assert toast._timer.isActive()
    assert toast._timer.interval() == SHOWN_MS
    here = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(here, here, here))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()


def test_progress_counts(shown) -> None:
    stopped = []
    progress = shown(Progress("Making letters", stop=lambda: stopped.append(True)))
    progress.show_count(4, 6)
    assert progress.count.text() == "4 of 6"
    assert (progress.bar.value(), progress.bar.maximum()) == (4, 6)
    progress.stop_link.click()
    assert stopped == [True]


def test_loading_shows_nothing_at_first(shown) -> None:
    loading = shown(Loading(), 300, 120)
    ground = theme.colour("greyBg")
    image = loading.grab().toImage()
    assert all(image.pixelColor(x, 25) != ground for x in range(16, 30))
    loading._show()
    image = loading.grab().toImage()
    assert image.pixelColor(25, 24) == ground


def test_a_fault_is_logged_and_told_once(dressed: QApplication, tmp_path: Path, caplog) -> None:
    faults = Faults(tmp_path / "star.log")
    before = sys.excepthook
    faults.watch()
    try:
        with caplog.at_level(logging.ERROR, logger="star.fault"):
            for _ in range(2):
                fault = ZeroDivisionError("a bug")
                sys.excepthook(type(fault), fault, None)
    finally:
        sys.excepthook = before
    assert caplog.text.count("ZeroDivisionError: a bug") == 2
    assert faults.shown is not None
    assert faults.shown.isVisible()
    assert any("star.log" in label.text() for label in faults.shown.findChildren(QLabel))
    faults.shown.close_button.click()


def test_every_topic_has_a_title_and_is_found(dressed: QApplication) -> None:
    for one in topics():
        assert one.title
        assert topic(one.name) == one
    assert "home" in {one.name for one in search("needs you today")}
    assert topic("../secret") is None


def test_help_links_lead_to_topics_that_are_there() -> None:
    names = {file.stem for file in resource("help").glob("*.md")}
    for file in resource("help").glob("*.md"):
        for link in re.findall(r"\]\(([^)]+)\)", file.read_text("utf-8")):
            assert link.removesuffix(".md") in names, f"{file.name} links to {link}"


def test_an_unknown_topic_shows_the_list(shown) -> None:
    panel = shown(HelpPanel(), 400, 600)
    panel.open_panel("nothing-like-it")
    assert "All topics" in panel.page.toPlainText()


def test_a_picture_of_any_widget_in_any_look(tmp_path: Path) -> None:
    made = picture(lambda: Button("Print"), tmp_path / "a" / "b.png", size=(120, 40), mode="dark")
    assert made.read_bytes().startswith(b"\x89PNG")


def test_a_save_of_another_day_is_said_with_its_day() -> None:
    saved = datetime(2026, 10, 8, 10, 0, tzinfo=UTC)
    assert when_words(saved, saved + timedelta(hours=12)) == "at 11:00"
    assert when_words(saved, saved + timedelta(hours=13)) == "on 8 October 2026, 11:00"
