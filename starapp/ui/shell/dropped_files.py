"""Files dropped on any window of the program are opened."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from starapp.foundation.file_names import ends_in

ENDINGS = (".star", ".starpack")


class DroppedFiles(QObject):
    """Watches the windows of the application.

    Signals:
        dropped: the path of a workspace or score pack.
    """

    dropped = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Show if isinstance(watched, QWidget) and watched.isWindow():
                watched.setAcceptDrops(True)
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                if _opened(event.mimeData()):
                    event.acceptProposedAction()
                    return True
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                path = _opened(event.mimeData())
                if path:
                    event.acceptProposedAction()
                    self.dropped.emit(path)
                    return True
            case _:
                pass
        return False


def _opened(data: QMimeData) -> str:
    """The first file among those dropped that the program opens, or nothing."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if ends_in(path, *ENDINGS)), "")
