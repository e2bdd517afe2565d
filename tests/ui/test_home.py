"""Home: tasks in order with one button each, and a board that is worked by keys."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from starapp.competitions.competition import State, Timetable
from starapp.history.acting import Role
from starapp.reports.needs import CompetitionFacts, PackageFacts, board_of, tasks_for
from starapp.ui.home.board import Board
from starapp.ui.home.task_list import AT_MOST, TaskList
from starapp.ui.widgets.buttons import Link
from tests.ui.looks import clipped, names_missing

NOW = datetime(2026, 3, 19, 10, 0, tzinfo=UTC)
TODAY = date(2026, 3, 19)
COMPETITIONS = [
    CompetitionFacts(
        "c1", "GM-LDA-2026-0147", "Supported living for one person", State.MODERATING,
        Timetable(moderation=TODAY), not_agreed=3,
    ),
    CompetitionFacts(
        "c2", "GM-LDA-2026-0156", "Shared house for three people with a very long title indeed",
        State.PUBLISHED, Timetable(deadline=NOW - timedelta(days=2)), sealed=4,
    ),
    CompetitionFacts(
        "c3", "GM-LDA-2026-0139", "Day support", State.STANDSTILL, Timetable(),
        standstill_last=date(2026, 3, 24),
    ),
    CompetitionFacts(
        "c4", "GM-LDA-2026-0140", "Day support", State.MODERATING, Timetable(moderation=TODAY),
    ),
]  # fmt: skip
PACKAGES = [PackageFacts(f"p{n}", f"PKG-2026-{n:04}", "Outreach", False) for n in range(12)]
LEAD = frozenset({Role.COMMISSIONER})


@pytest.fixture
def tasks(shown) -> TaskList:
    made = shown(TaskList(), 900, 700)
    made.show_tasks(tasks_for(COMPETITIONS, PACKAGES, roles=LEAD, now=NOW), TODAY, None)
    return made


@pytest.fixture
def board(shown) -> Board:
    made = shown(Board(), 1150, 400)
    made.show_lanes(board_of(COMPETITIONS, PACKAGES[:2], now=NOW))
    return made


def test_ten_tasks_then_all_of_them(tasks: TaskList) -> None:
    assert len(tasks.lines()) == AT_MOST
    assert tasks.count.text() == "16 things, 3 due"
    more = tasks.findChild(Link)
    assert more is not None
    more.click()
    assert len(tasks.lines()) == 16


def test_a_task_opens_where_it_is_done(tasks: TaskList) -> None:
    opened = []
    tasks.opened.connect(opened.append)
    for line in tasks.lines()[:2]:
        line.button.click()
    assert [(one.what, one.id, one.part) for one in opened] == [
        ("open bids", "c2", "bids"),
        ("moderate", "c4", "moderation"),
    ]


def test_arrows_move_between_tasks(tasks: TaskList, qtbot) -> None:
    tasks.lines()[0].button.setFocus()
    qtbot.keyClick(tasks.lines()[0].button, Qt.Key.Key_Down)
    assert tasks.lines()[1].button.hasFocus()
    qtbot.keyClick(tasks.lines()[1].button, Qt.Key.Key_Up)
    qtbot.keyClick(tasks.lines()[0].button, Qt.Key.Key_Up)
    assert tasks.lines()[-1].button.hasFocus()


def test_screen_readers_hear_the_whole_task(tasks: TaskList) -> None:
    said = tasks.lines()[2].button.accessibleName()
    assert (
        said
        == "Moderate: Agree 3 scores, GM-LDA-2026-0147, Supported living for one person, Due today"
    )


def test_nothing_due_names_the_next_date(shown) -> None:
    made = shown(TaskList())
    made.show_tasks((), TODAY, date(2026, 3, 26))
    words = [label.text() for label in made.findChildren(type(made.title))]
    assert "Nothing is on your list" in words
    assert "The next date is 26 March 2026." in words


def test_the_looks_of_home(tasks: TaskList, board: Board) -> None:
    for part in (tasks, board):
        assert names_missing(part) == []
        assert clipped(part) == []


def test_every_card_stands_in_its_lane(board: Board) -> None:
    stood = [[card.card.id for card in lane.cards] for lane in board.lanes]
    assert stood == [["p0", "p1"], [], [], ["c2"], [], ["c1", "c4"], [], ["c3"]]


def test_arrows_move_between_cards_and_lanes(board: Board, qtbot) -> None:
    moved = []
    board.moved.connect(moved.append)

    def press(key: Qt.Key) -> str:
        qtbot.keyClick(board.focusWidget(), key)
        return board.focusWidget().card.id

    board.lanes[0].cards[0].setFocus()
    assert press(Qt.Key.Key_Down) == "p1"
    assert press(Qt.Key.Key_Down) == "p1"
    assert press(Qt.Key.Key_Right) == "c2"
    assert press(Qt.Key.Key_Right) == "c1"
    assert press(Qt.Key.Key_Down) == "c4"
    assert press(Qt.Key.Key_Right) == "c3"
    assert press(Qt.Key.Key_Right) == "c3"
    assert press(Qt.Key.Key_Left) == "c1"
    assert len(moved) == 7


def test_enter_opens_a_card(board: Board, qtbot) -> None:
    opened = []
    board.opened.connect(opened.append)
    board.lanes[3].cards[0].setFocus()
    qtbot.keyClick(board.lanes[3].cards[0], Qt.Key.Key_Return)
    assert [(card.id, card.part) for card in opened] == [("c2", "bids")]


def test_the_focus_stays_on_its_card_when_the_board_is_shown_again(board: Board) -> None:
    board.lanes[5].cards[0].setFocus()
    board.show_lanes(board_of(COMPETITIONS, (), now=NOW))
    assert board.lanes[5].cards[0].hasFocus()
