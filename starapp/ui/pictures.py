"""Renders any widget to a PNG at a size, in a theme and at a text size."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from starapp.ui import theme
from starapp.ui.collector import Collector
from starapp.ui.widgets.focus_ring import FocusRings


def application() -> QApplication:
    """The running application, or a new one, dressed and with focus rings."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["starapp"])
    if app.property("rings") is None:
        app.setProperty("rings", "yes")
        FocusRings(app)
        Collector(app)
    return app


def picture(
    make: Callable[[], QWidget],
    path: Path,
    *,
    size: tuple[int, int] = (1440, 900),
    mode: str = "light",
    text_scale: int = 100,
    ready: Callable[[QWidget], bool] | None = None,
) -> Path:
    """Writes a picture of a widget.

    Args:
        make: gives the widget; called after the theme is set.
        path: of the PNG file.
        size: width and height in pixels.
        mode: light, dark or highContrast.
        text_scale: the text size in per cent.
        ready: tells when the widget shows what it should; waits for it.
    """
    app = application()
    theme.apply(app, theme.Theme(theme.Mode(mode), text_scale))
    widget = make()
    widget.resize(*size)
    widget.show()
    for _ in range(6):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    while ready is not None and not ready(widget):
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    app.processEvents()
    path.parent.mkdir(parents=True, exist_ok=True)
    written = widget.grab().save(str(path))
    widget.close()
    widget.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not written:
        raise OSError(f"The picture could not be written to {path}.")
    return path


def qt_works() -> str:
    """Starts Qt, draws a label with our fonts, and says which version it is.

    Raises:
        RuntimeError: when nothing was drawn.
    """
    from PySide6.QtCore import qVersion

    from starapp.ui.widgets.labels import Words

    app = application()
    theme.apply(app, theme.Theme(theme.Mode.LIGHT, 100))
    label = Words("STAR")
    if label.grab().toImage().isNull():
        raise RuntimeError("nothing was drawn")
    return f"Qt {qVersion()} draws"
