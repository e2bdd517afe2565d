"""Makes the sample workspace in the background, showing each step, with Stop."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from starapp.foundation.problems import CannotDo, Unavailable
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet


class SampleMaking(Sheet):
    """A dialog that is there while the sample is made.

    Signals:
        made: the path, when the sample is whole.
        failed: words, when it could not be made.
    """

    made = Signal(str)
    failed = Signal(str)
    _stepped = Signal(str, int, int)
    _ended = Signal(object)

    def __init__(self, path: Path, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Making the sample",
            text="One whole competition is played through, step by step. It takes a few seconds.",
            parent=parent,
        )
        self.setObjectName("sampleMaking")
        self._path = path
        self._stopped = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sample")
        self.progress = Progress("Starting")
        self.add(self.progress)
        self.stop = Button("Stop", pressed=self.reject)
        self.add_answers(self.stop)
        queued = Qt.ConnectionType.QueuedConnection
        self._stepped.connect(self._show_step, queued)
        self._ended.connect(self._end, queued)
        self.rejected.connect(self._give_up)

    def begin(self) -> None:
        """Shows the dialog and starts."""
        self.open()
        self._pool.submit(self._run)

    def _run(self) -> None:
        from starapp.sample.workspace import make_sample

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            done = bool(make_sample(self._path, progress=self._step))
        except BaseException as fault:  # noqa: BLE001 # raised again on the main thread
            self._ended.emit(fault)
        else:
            self._ended.emit(done)

    def _step(self, words: str, number: int, count: int) -> bool:
        self._stepped.emit(words, number, count)
        return not self._stopped

    def _show_step(self, words: str, number: int, count: int) -> None:
        self.progress.words.setText(words)
        self.progress.show_count(number, count)

    def _give_up(self) -> None:
        self._stopped = True

    def _end(self, outcome: object) -> None:
        self._pool.shutdown(wait=True)
        self.accept()
        match outcome:
            case True:
                self.made.emit(str(self._path))
            case CannotDo() | Unavailable() | OSError():
                self.failed.emit(str(outcome))
            case BaseException():
                raise outcome
            case _:
                return
