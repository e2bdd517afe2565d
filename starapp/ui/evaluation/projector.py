"""Moderation on a projector: the page in large text, and no member beside an individual score."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from starapp.foundation.change import Change
from starapp.ui import theme
from starapp.ui.desk import Desk
from starapp.ui.evaluation.agreed_form import AgreedDraft
from starapp.ui.evaluation.moderation_page import Key, ModerationPage
from starapp.ui.widgets.buttons import Button


class ProjectedPage(ModerationPage):
    """The page without what is not for the wall: names beside scores, counts per member, closing."""

    title = "Moderation, projector"
    names = False
    narrow = 1500

    def reload(self) -> None:
        super().reload()
        for part in (
            self.record, self.reopen, self.stop, self.close_button, self.project_button,
            self.room, self.changes, self.agreement,
        ):  # fmt: skip
            part.hide()

    def project(self) -> None:
        """Ends the projector: it is on already."""
        self.window().close()


def projected_size(percent: int) -> int:
    """The text size for the wall in per cent: half as large again, as far as there is one."""
    larger = [size for size in theme.TEXT_SIZES if 2 * size >= 3 * percent]
    return min(larger, default=theme.TEXT_SIZES[-1])


class Projector(QWidget):
    """A full screen of its own; Esc or its button ends it, and the usual text size comes back.

    Signals:
        left: it ended; bid and criterion of what was under discussion, or empty.
    """

    left = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        competition_id: str,
        *,
        key: Key | None,
        drafts: dict[Key, AgreedDraft],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("projector")
        self.setWindowTitle("Moderation, projector")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._before = theme.current()
        _wear(theme.Theme(self._before.mode, projected_size(self._before.text_scale)))
        self.page = ProjectedPage(desk, competition_id, drafts=drafts)
        if key is not None:
            self.page.go_to(key)
        self.leave = Button("Leave (Esc)", pressed=self.close, key="leaveProjector")
        self.page.head.add_right(self.leave)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        desk.work.changed.connect(self._reload)

    def _reload(self, change: Change) -> None:
        if change.touches(*self.page.touches):
            self.page.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._desk.work.changed.disconnect(self._reload)
        _wear(self._before)
        self.left.emit(*(self.page.key or ("", "")))
        super().closeEvent(event)


def _wear(look: theme.Theme) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, look)
