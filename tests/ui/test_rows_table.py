"""Tables: pages from SQL, order, selection by id, ticks, and what screen readers hear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from starapp.ui import preferences
from starapp.ui.widgets.rows_model import GONE, Column, Order, RowsModel
from starapp.ui.widgets.rows_table import ListTable, RowsTable
from starapp.ui.widgets.tags import TagLook


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    price: int


class Shelf:
    """Rows as a query would give them, and how often they were asked for."""

    def __init__(self, count: int) -> None:
        self.rows = {f"r{n}": Row(f"r{n}", f"Provider {n:05}", n) for n in range(count)}
        self.asked = 0

    def ids(self, order: Order) -> list[str]:
        rows = list(self.rows.values())
        if order.by == "price":
            rows.sort(key=lambda row: row.price, reverse=order.descending)
        return [row.id for row in rows]

    def load(self, ids: Sequence[str]) -> Mapping[str, Row]:
        self.asked += len(ids)
        return {one: self.rows[one] for one in ids if one in self.rows}


COLUMNS: tuple[Column[Row], ...] = (
    Column("Provider", lambda row: row.name, strong=True, second=lambda row: row.id),
    Column("State", lambda row: "Sealed", tag=lambda row: TagLook("Sealed", "grey", "lock")),
    Column("Price", lambda row: f"£{row.price}", sort="price", numeric=True),
)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(1000)


@pytest.fixture
def table(shelf: Shelf, shown) -> RowsTable[Row]:
    made = shown(RowsTable("Providers", COLUMNS, shelf.ids, shelf.load, ticks=True))
    made.reload()
    return made


def test_the_model_keeps_the_rules_of_models(shelf: Shelf, qtmodeltester) -> None:
    model = RowsModel(COLUMNS, shelf.ids, shelf.load, ticks=True)
    model.reload()
    qtmodeltester.check(model)


def test_only_pages_near_what_is_shown_are_loaded(table, shelf: Shelf) -> None:
    assert table.rows.rowCount() == 1000
    assert shelf.asked <= 400


def test_sorting_asks_for_the_ids_in_another_order(table, qtbot) -> None:
    head = table.horizontalHeader()
    head.sectionClicked.emit(3)
    head.sectionClicked.emit(3)
    assert table.order() == Order("price", descending=True)
    assert table.rows.index(0, 3).data() == "£999"


def test_a_column_without_an_order_does_nothing(table) -> None:
    table.horizontalHeader().sectionClicked.emit(1)
    assert table.order() == Order()


def test_reload_keeps_the_chosen_row_by_id(table, shelf: Shelf) -> None:
    picked: list[str] = []
    table.choose("r500")
    table.picked.connect(picked.append)
    del shelf.rows["r3"]
    table.reload()
    assert table.current() == "r500"
    assert table.currentIndex().row() == 499
    assert picked == []


def test_a_chosen_row_that_is_gone_is_told(table, shelf: Shelf) -> None:
    picked: list[str] = []
    table.choose("r5")
    table.picked.connect(picked.append)
    del shelf.rows["r5"]
    table.reload()
    assert table.current() == ""
    assert picked == [""]


def test_a_row_that_vanished_under_the_list_says_so(table, shelf: Shelf) -> None:
    del shelf.rows["r700"]
    assert table.rows.index(700, 1).data() == GONE


def test_space_ticks_and_enter_opens(table, qtbot) -> None:
    opened: list[str] = []
    table.opened.connect(opened.append)
    table.choose("r2")
    qtbot.keyClick(table, Qt.Key.Key_Space)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.ticked() == {"r2"}
    assert opened == ["r2"]


def test_the_head_of_the_boxes_ticks_all_and_none(table) -> None:
    table.horizontalHeader().sectionClicked.emit(0)
    assert len(table.ticked()) == 1000
    table.horizontalHeader().sectionClicked.emit(0)
    assert table.ticked() == frozenset()


def test_a_mouse_press_on_the_box_ticks_without_choosing(table, qtbot) -> None:
    box = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert table.ticked() == {"r1"}
    assert table.current() != "r1"


def test_screen_readers_hear_both_lines_and_the_tag(table) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.rows.index(0, 1).data(role) == "Provider 00000, r0"
    assert table.rows.index(0, 2).data(role) == "Sealed"


def test_the_words_of_a_row_for_the_clipboard(table) -> None:
    table.choose("r1")
    assert table.words_of_current() == "Provider 00001\tSealed\t£1"


def test_widths_are_remembered(shelf: Shelf, shown) -> None:
    first = shown(RowsTable("Providers", COLUMNS, shelf.ids, shelf.load, remember="providers"))
    first.reload()
    first.setColumnWidth(0, 321)
    assert preferences.numbers("tables/providers")[0] == 321
    second = shown(RowsTable("Providers", COLUMNS, shelf.ids, shelf.load, remember="providers"))
    second.reload()
    assert second.columnWidth(0) == 321


def test_a_short_list_is_as_tall_as_its_rows(shown) -> None:
    table = shown(ListTable("Bids", COLUMNS, lambda row: row.id, row_height=56))
    table.show_rows([Row("a", "A", 1), Row("b", "B", 2)])
    assert table.sizeHint().height() == 34 + 2 * 56 + 2
    assert not table.verticalScrollBar().isVisible()
