"""Drives the package screens as a person does: real clicks, keys and waits on the work queue."""

from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from starapp.specifications.queries import specification
from starapp.ui.desk import Desk, Place
from starapp.ui.specifications.package_editor import PackageEditor
from starapp.ui.specifications.packages_page import PackagesPage

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class PackageDriver:
    """A package editor in a window."""

    def __init__(self, qtbot, store, actor, package_id, part="", size=(1250, 760)):
        self.qtbot = qtbot
        self.desk = Desk(store, actor)
        self.package_id = package_id
        self.editor = PackageEditor(self.desk, Place("package", package_id, part))
        self.desk.work.changed.connect(self._changed)
        qtbot.addWidget(self.editor)
        self.editor.resize(*size)
        self.editor.show()
        qtbot.waitExposed(self.editor)
        self.editor.activateWindow()
        qtbot.waitUntil(self.editor.isActiveWindow)

    def _changed(self, change):
        if change.touches(*self.editor.touches):
            self.editor.reload()

    def settle(self):
        """Waits until nothing is queued."""
        self.qtbot.waitUntil(lambda: self.desk.work.idle)

    def close(self):
        self.settle()
        self.desk.close()

    def stored(self):
        """The specification as the file has it."""
        self.settle()
        return self.desk.work.read(partial(specification, package_id=self.package_id))

    def control(self, name) -> QWidget:
        """A control of the editor by its object name."""
        found = self.editor.findChild(QWidget, name)
        assert found is not None, name
        return found

    def dialog(self, name) -> QWidget:
        """An open dialog by its object name."""
        for widget in QApplication.topLevelWidgets():
            if widget.objectName() == name and widget.isVisible():
                return widget
        raise AssertionError(name)

    def press(self, name, within=None):
        """Clicks a button."""
        button = (within or self.editor).findChild(QWidget, name)
        assert button is not None, name
        assert button.isEnabled(), f"{name} is off"
        QTest.mouseClick(button, LEFT, NONE, QPoint(8, button.height() // 2))
        QApplication.processEvents()

    def open(self, section):
        """Opens a section by its button."""
        self.press(f"section-{section}")

    def type_in(self, name, words, within=None):
        """Replaces the text of a field and leaves it."""
        field = (within or self.editor).findChild(QWidget, name)
        assert field is not None, name
        field.window().activateWindow()
        self.qtbot.waitUntil(field.window().isActiveWindow)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        if words.isascii():
            QTest.keyClicks(field, words)
        else:
            QApplication.clipboard().setText(words)
            QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.leave(field)

    def leave(self, field):
        """Moves the focus away, which saves at once."""
        QTest.keyClick(field, Qt.Key.Key_Tab)
        QApplication.processEvents()

    def choose(self, name, value):
        """Chooses in a drop-down list with the keyboard."""
        box = self.control(name)
        place = box.findData(value)
        assert place >= 0, value
        box.setFocus()
        while box.currentIndex() != place:
            down = place > box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        QApplication.processEvents()

    def act(self, words):
        """Runs an action of the screen's menu."""
        found = [a for a in self.editor.findChildren(QAction) if a.text() == words]
        assert found, words
        found[0].trigger()

    # ---- the week ----

    @property
    def week(self):
        return self.control("week")

    def spot(self, day, slot, *, low=False) -> QPoint:
        """The middle of a half hour, or low in the strip of the background."""
        place = self.week.place()
        box = place.span_box(day, slot, slot + 1)
        y = box.bottom() - 2 if low else box.top() + box.height() / 3
        return QPointF(box.center().x(), y).toPoint()

    def drag(self, start, end, *, keys=NONE):
        """Presses at one half hour, moves in steps and lets go at another."""
        first, last = self.spot(*start), self.spot(*end)
        QTest.mousePress(self.week, LEFT, keys, first)
        for step in range(1, 9):
            between = first + (last - first) * step / 8
            QTest.mouseMove(self.week, between)
        QTest.mouseRelease(self.week, LEFT, keys, last)
        QApplication.processEvents()

    def click(self, day, slot, *, low=False):
        """Clicks a half hour."""
        QTest.mouseClick(self.week, LEFT, NONE, self.spot(day, slot, low=low))
        QApplication.processEvents()

    def key(self, key, keys=NONE, times=1):
        """Presses a key in the week."""
        self.week.setFocus()
        for _ in range(times):
            QTest.keyClick(self.week, key, keys)
        QApplication.processEvents()

    def says(self, name) -> str:
        """The words of a label."""
        return self.control(name).text()


def packages_page(qtbot, store, actor) -> tuple[Desk, PackagesPage]:
    """The list of packages in a window."""
    desk = Desk(store, actor)
    page = PackagesPage(desk, Place("packages"))
    qtbot.addWidget(page)
    page.resize(1190, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return desk, page
