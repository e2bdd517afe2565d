"""Looks over a screen for what a person would trip on: no names, grey defaults, cut-off words."""

from collections import Counter

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from starapp.ui.widgets.buttons import Button, Chip
from starapp.ui.widgets.choices import Choice
from starapp.ui.widgets.labels import Shortened

_INTERACTIVE = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSlider,
)
_GREY = (QSpinBox, QDateTimeEdit, QGroupBox)


def names_missing(root: QWidget) -> list[str]:
    """Controls without an accessible name or object name, with the same name twice, or plain grey."""
    found = []
    seen: Counter[tuple[int, str]] = Counter()
    for widget in _interactive(root):
        said = _said(widget)
        if not said.strip():
            found.append(f"{_what(widget)} has no accessible name")
        if not widget.objectName() or widget.objectName().startswith("qt_"):
            found.append(f"{_what(widget)} has no object name")
        seen[id(widget.parentWidget()), said] += 1
        if _grey(widget):
            found.append(f"{_what(widget)} is not from the kit")
    found += [
        f'"{said}" names {count} controls side by side'
        for (_, said), count in seen.items()
        if count > 1 and said
    ]
    found += [f"{_what(w)} is not from the kit" for w in root.findChildren(QWidget) if _old(w)]
    return found


def clipped(root: QWidget) -> list[str]:
    """Words that do not fit in their widget, and widgets that stick out of their parent."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or _inside_view(widget, root):
            continue
        words = _words_cut(widget)
        if words:
            found.append(words)
        if _sticks_out(widget):
            found.append(f"{_what(widget)} sticks out of its parent")
    return found


def _interactive(root: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, _INTERACTIVE)
        and not isinstance(widget, QScrollBar)
        and widget.isVisibleTo(root)
        and not _inside_view(widget, root)
        and not widget.objectName().startswith("qt_")
    ]


def _inside_view(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, QAbstractItemView | QComboBox | QTextEdit | QPlainTextEdit):
            return True
        parent = parent.parentWidget()
    return False


def _said(widget: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name) if spoken is not None else ""


def _what(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {words[:40]!r}"


def _grey(widget: QWidget) -> bool:
    if isinstance(widget, QPushButton):
        return not isinstance(widget, Button | Chip)
    return isinstance(widget, QComboBox) and not isinstance(widget, Choice)


def _old(widget: QWidget) -> bool:
    return (
        isinstance(widget, _GREY) and widget.parentWidget() is not None and not _in_calendar(widget)
    )


def _in_calendar(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if parent.metaObject().className() == "QCalendarWidget":
            return True
        parent = parent.parentWidget()
    return False


def _words_cut(widget: QWidget) -> str:
    if isinstance(widget, Shortened) or widget.size().isEmpty():
        return ""
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        if widget.wordWrap():
            need = widget.heightForWidth(widget.width())
            return _cut(widget, "high", widget.height(), need)
        need = widget.sizeHint()
        return _cut(widget, "wide", widget.width(), need.width()) or _cut(
            widget, "high", widget.height(), need.height()
        )
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text():
        need = widget.minimumSizeHint()
        return _cut(widget, "wide", widget.width(), need.width()) or _cut(
            widget, "high", widget.height(), need.height()
        )
    return ""


def _cut(widget: QWidget, way: str, has: int, needs: int) -> str:
    return f"{_what(widget)} is {has} {way}, needs {needs}" if has < needs - 1 else ""


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QAbstractScrollArea):
        return False
    above = parent.parentWidget()
    if isinstance(above, QAbstractScrollArea) and above.viewport() is parent:
        return False
    if widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
        return False
    place = QRect(QPoint(widget.x(), widget.y()), widget.size())
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(place)
