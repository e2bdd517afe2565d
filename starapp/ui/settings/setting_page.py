"""What every page of Settings has in common: a head, problems without a field, and cards."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from starapp.foundation.problems import Problem
from starapp.history.acting import Role
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.widgets.card import PageHead, Scroll
from starapp.ui.widgets.error_summary import ErrorSummary
from starapp.ui.widgets.form import Form, SavedForm
from starapp.ui.widgets.named import named
from starapp.ui.widgets.notices import LockedBar

MAY_SET_UP = (Role.ADMINISTRATOR, Role.PROCUREMENT, Role.COMMISSIONER)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class SettingPage(QWidget):
    """One page. ``title`` and ``line`` are its head.

    Attributes:
        head, errors: the head, and the problems that have no field.
        page: what scrolls.
    """

    title = ""
    line = ""
    of_this_pc = False
    """Nothing of the page is kept in the workspace, so everybody may change it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        may = not desk.read_only() and desk.actor().can(*MAY_SET_UP)
        self.read_only = not (may or self.of_this_pc)
        self.head = PageHead(self.title, self.line)
        self.errors = ErrorSummary()
        self.page = Scroll()
        self.page.add(self.head)
        if self.read_only:
            self.page.add(LockedBar(_why(desk)))
        self.page.add(self.errors)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def reload(self) -> None:
        """Shows what is in the file now."""

    def follow(self, form: SavedForm) -> None:
        """Shows the problems of a form that have no field; the form goes when its page goes."""
        if form.parent() is None:
            form.setParent(self)
        form.stuck.connect(partial(self._show, form))

    def _show(self, form: Form, problems: tuple[Problem, ...]) -> None:
        self.errors.show_problems(problems)


def _why(desk: Desk) -> str:
    if desk.read_only():
        return "This workspace can only be read. Nothing can be changed."
    return "You can look. Commissioners, procurement officers and administrators change settings."


class SettingTab(QAbstractButton):
    """The name of a page in the list at the left."""

    def __init__(self, part: str, title: str, icon: str) -> None:
        super().__init__()
        self.part = part
        self._icon = icon
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, title, key=f"tab-{part}")

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + theme.px(56), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentTint" if on else "surfaceHover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        if on:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 3, 4, self.height() - 6), 2, 2)
        ink = "accent" if on else "ink"
        side = theme.px(20)
        shown = theme.pixmap(self._icon, colour=ink, size=20, ratio=self.devicePixelRatioF())
        painter.drawPixmap(theme.px(12), (self.height() - side) // 2, shown)
        base = theme.font("table")
        painter.setFont(theme.bold(base) if on else base)
        painter.setPen(theme.colour("ink"))
        words = self.rect().adjusted(theme.px(42), 0, -theme.px(6), 0)
        fitted = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, _LEFT, fitted)
