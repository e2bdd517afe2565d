"""A list and its panel: side by side, or one at a time where there is no room."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from starapp.ui import preferences
from starapp.ui.widgets.split import Split


class Part(QWidget):
    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least

    def minimumSizeHint(self):
        return super().minimumSizeHint().expandedTo(self.size().__class__(self._least, 50))


@pytest.fixture
def split(shown) -> Split:
    return shown(Split("bids", Part(300), Part(200), parts=(70, 30)), 1000, 400)


def test_the_place_of_the_grip_is_remembered(split: Split, shown) -> None:
    split.moveSplitter(400, 1)
    again = shown(Split("bids", Part(300), Part(200)), 1000, 400)
    assert preferences.numbers("splits/bids") == tuple(split.sizes())
    assert abs(again.sizes()[0] - split.sizes()[0]) <= 2


def test_a_double_click_puts_it_back(split: Split) -> None:
    before = split.sizes()
    split.moveSplitter(400, 1)
    grip = split.handle(1)
    here = QPointF(4, 100)
    press = QMouseEvent(
        QEvent.Type.MouseButtonDblClick,
        here,
        grip.mapToGlobal(here),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(grip, press)
    assert abs(split.sizes()[0] - before[0]) <= 2
    assert preferences.numbers("splits/bids") == ()


def test_the_panel_hides_and_comes_back(split: Split) -> None:
    split.toggle_panel()
    assert not split.widget(1).isVisible()
    split.show_panel()
    assert split.widget(1).isVisible()


def test_where_there_is_no_room_one_part_shows(split: Split, qtbot) -> None:
    split.setMinimumWidth(1)
    for part in (split.widget(0), split.widget(1)):
        part.setMinimumWidth(1)
    split.resize(420, 400)
    assert split.narrow()
    assert [split.widget(n).isVisible() for n in (0, 1)] == [True, False]
    split.toggle_panel()
    assert [split.widget(n).isVisible() for n in (0, 1)] == [False, True]
    split.resize(1000, 400)
    assert [split.widget(n).isVisible() for n in (0, 1)] == [True, True]
