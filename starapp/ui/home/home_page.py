"""The first screen: what needs you today, key figures, and the board of competitions."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from starapp.foundation.dates import day_name_text, local_date
from starapp.reports.needs import LEADS, CardRow, TaskRow
from starapp.reports.queries import FigureRow, HomeRows, home
from starapp.ui import theme
from starapp.ui.desk import Desk, Place
from starapp.ui.home.board import Board
from starapp.ui.home.task_list import TaskList
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.card import Card, PageHead, Scroll, Section, Wide, clear
from starapp.ui.widgets.choices import Option, Segmented
from starapp.ui.widgets.hiding import hide_unless
from starapp.ui.widgets.labels import KeyFigure, hairline, upright
from starapp.ui.widgets.rows_model import Column
from starapp.ui.widgets.rows_table import ListTable
from starapp.ui.widgets.tags import TagLook, Tone


def _reference(card: CardRow) -> str:
    return card.reference


def _title(card: CardRow) -> str:
    return card.title


def _fact(card: CardRow) -> str:
    return card.fact


def _fact_tag(card: CardRow) -> TagLook:
    tones: dict[str, Tone] = {
        "blue": "blue", "amber": "amber", "red": "red", "green": "green", "purple": "purple",
    }  # fmt: skip
    return TagLook(card.fact, tones.get(card.tone, "grey"))


def _id(card: CardRow) -> str:
    return card.id


_CARDS: tuple[Column[CardRow], ...] = (
    Column("Reference", _reference, strong=True, width=190),
    Column("Title", _title),
    Column("State", _fact, tag=_fact_tag, width=220),
)


class HomePage(QWidget):
    """Home."""

    title = "Home"
    help_topic = "home"
    touches = frozenset(
        {
            "packages", "models", "competitions", "questions", "bids", "prices", "panel", "scores",
            "moderation", "results", "awards", "letters", "people",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, _place: Place) -> None:
        super().__init__()
        self._desk = desk
        self.head = PageHead("Today")
        self.new_package = Button("New package", icon="file-plus-2", pressed=self._new_package)
        self.new_competition = Button(
            "New competition", kind="main", icon="plus", pressed=self._new_competition
        )
        self.head.add_right(self.new_package, self.new_competition)
        leads = not desk.read_only() and desk.actor().can(*LEADS)
        hide_unless(self.new_package, self.new_competition, wanted=leads)
        self.tasks = TaskList()
        self.tasks.opened.connect(self._open_task)
        self.figures = Card("Where things stand", padded=False)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self.figures.body.addLayout(self._grid, 1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(16)
        self._top.addWidget(self.tasks, 66)
        self._top.addWidget(self.figures, 34)
        self.view = Segmented(
            "Show as",
            [Option("board", "Board", "", "columns-3"), Option("list", "List", "", "list")],
        )
        self.view.chosen.connect(self._switch)
        section = Section("Competitions by stage", "Arrow keys move, Enter opens.")
        section.add_right(self.view)
        self.board = Board()
        self.board.opened.connect(self._open_card)
        self.board.moved.connect(self._follow)
        self.table: ListTable[CardRow] = ListTable("Competitions", _CARDS, _id)
        self.table.opened.connect(self._open_row)
        self._views = QStackedWidget()
        self._wide = Wide(self.board)
        self._views.addWidget(self._wide)
        self._views.addWidget(self.table)
        page = self._page = Scroll()
        page.add(self.head)
        page.body.addLayout(self._top)
        page.add(section)
        page.add(self._views, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)
        self.reload()

    def reload(self) -> None:
        """Asks for everything again."""
        actor, now = self._desk.actor(), self._desk.now()
        self.head.show_line(day_name_text(local_date(now)))
        self._show(self._desk.work.read(lambda session: home(session, actor=actor, now=now)))

    def _show(self, rows: HomeRows) -> None:
        today = local_date(self._desk.now())
        self.tasks.show_tasks(rows.tasks, today, rows.next_date)
        self.board.show_lanes(rows.lanes)
        self.table.show_rows([card for lane in rows.lanes for card in lane.cards])
        clear(self._grid)
        for place, figure in enumerate(rows.figures):
            row, column = 2 * (place // 2), 2 * (place % 2)
            if place and not column:
                self._grid.addWidget(hairline(), row - 1, 0, 1, 3)
            self._grid.addWidget(_figure(figure), row, column)
            self._grid.setRowStretch(row, 1)
        if len(rows.figures) > 1:
            self._grid.addWidget(upright(), 0, 1, self._grid.rowCount(), 1)
        for column in (0, 2):
            self._grid.setColumnStretch(column, 1)

    def _switch(self, view: str) -> None:
        self._views.setCurrentWidget(self._wide if view == "board" else self.table)

    def _follow(self, card: QWidget) -> None:
        self._wide.ensureWidgetVisible(card)
        self._page.ensureWidgetVisible(card)

    def _open_task(self, task: TaskRow) -> None:
        self._desk.go(Place(task.kind, task.id, task.part))

    def _open_card(self, card: CardRow) -> None:
        self._desk.go(Place(card.kind, card.id, card.part))

    def _open_row(self, _row_id: str) -> None:
        card = self.table.current_row()
        if card is not None:
            self._open_card(card)

    def _new_package(self) -> None:
        self._desk.go(Place("packages", part="new"))

    def _new_competition(self) -> None:
        self._desk.go(Place("competitions", part="new"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(900)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._top.setDirection(down if narrow else across)


def _figure(figure: FigureRow) -> QWidget:
    return KeyFigure(figure.label, figure.value, figure.remark, tip=figure.tip)
