"""A workspace or score pack dropped on a window is opened; other files are left alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from starapp.ui.shell.dropped_files import DroppedFiles

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("name", "taken"), [("a.star", True), ("b.starpack", True), ("A.STAR", True), ("c.pdf", False)]
)
def test_files_dropped_on_a_window(dressed: QApplication, qtbot, tmp_path, name, taken) -> None:
    watcher = DroppedFiles(dressed)
    heard: list[str] = []
    watcher.dropped.connect(heard.append)
    label = QLabel("Drop here")
    qtbot.addWidget(label)
    label.show()
    assert label.acceptDrops()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(label.rect().center()), copy, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(label, enter)
    assert enter.isAccepted() is taken
    drop = QDropEvent(QPointF(label.rect().center()), copy, data, LEFT, NONE)
    QApplication.sendEvent(label, drop)
    assert [Path(one).name for one in heard] == ([name] if taken else [])
    dressed.removeEventFilter(watcher)
