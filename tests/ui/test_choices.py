"""Choosing: lists, cards, segments, scores, ticks and switches by mouse and by key."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from starapp.ui.widgets.choices import (
    Check,
    Choice,
    Option,
    RadioCards,
    ScoreChoice,
    Segmented,
    Switch,
)


def heard_from(signal) -> list:
    heard: list = []
    signal.connect(heard.append)
    return heard


def test_a_score_starts_empty_and_keys_choose(qtbot, shown) -> None:
    score = shown(ScoreChoice("Agreed score"))
    heard = heard_from(score.chosen)
    assert score.value() == ""
    score.button("0").setFocus()
    qtbot.keyClick(score.button("0"), Qt.Key.Key_4)
    assert score.value() == "4"
    assert heard == ["4"]
    assert score.button("4").hasFocus()


def test_a_score_can_be_taken_away_again(shown) -> None:
    score = shown(ScoreChoice("Agreed score"))
    heard = heard_from(score.chosen)
    score.choose("3")
    score.choose("")
    assert score.value() == ""
    assert heard == []


def test_scores_are_spoken_with_their_words(shown) -> None:
    score = shown(ScoreChoice("Score", [("0", "Not answered"), ("5", "Excellent")]))
    spoken = QAccessible.queryAccessibleInterface(score.button("5"))
    assert spoken.text(QAccessible.Text.Name) == "5, Excellent"
    assert spoken.role() == QAccessible.Role.RadioButton


def test_arrow_keys_move_between_cards(qtbot, shown) -> None:
    cards = shown(
        RadioCards("Start", [Option("a", "Look around", "A sample"), Option("b", "Create", "New")])
    )
    heard = heard_from(cards.chosen)
    cards.choose("a")
    cards.button("a").setFocus()
    qtbot.keyClick(cards.button("a"), Qt.Key.Key_Down)
    assert cards.value() == "b"
    assert heard in (["b"], [])


def test_the_whole_card_can_be_pressed(qtbot, shown) -> None:
    cards = shown(RadioCards("Start", [Option("a", "One"), Option("b", "Two")], columns=2))
    card = cards.button("b")
    corner = QPoint(card.width() - 4, card.height() - 4)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=corner)
    assert cards.value() == "b"


def test_segments_begin_with_the_first(qtbot, shown) -> None:
    view = shown(Segmented("Show as", [("board", "Board"), ("list", "List")]))
    assert view.value() == "board"
    qtbot.mouseClick(view.button("list"), Qt.MouseButton.LeftButton)
    assert view.value() == "list"


def test_a_choice_keeps_its_value_when_options_change(shown) -> None:
    choice = shown(Choice([("1", "Outreach"), ("2", "Supported living")]))
    heard = heard_from(choice.chosen)
    choice.choose("2")
    choice.show_options([("2", "Supported living"), ("3", "Short breaks")])
    assert choice.value() == "2"
    assert heard == []


def test_a_choice_can_start_empty(shown) -> None:
    choice = shown(Choice([("1", "Outreach")], empty="Choose a lot"))
    assert choice.value() == ""


def test_the_wheel_never_changes_an_answer(shown) -> None:
    choice = shown(Choice([("1", "One"), ("2", "Two")]))
    here = QPointF(5, 5)
    wheel = QWheelEvent(
        here,
        here,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.value() == "1"


@pytest.mark.parametrize("kind", [Check, Switch])
def test_ticks_and_switches_turn_by_space(qtbot, shown, kind) -> None:
    box = shown(kind("Read aloud"))
    heard = heard_from(box.ticked if kind is Check else box.turned)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert heard == [True]
    assert box.accessibleName() == "Read aloud"
