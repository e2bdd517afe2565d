"""Reads aloud by a voice that the computer already has, one sentence at a time."""

import shutil
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from starapp.evaluation.reading import Span

_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; "
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer; "
    "$voice.Speak([Console]::In.ReadToEnd())"
)


def _speaker() -> tuple[str, list[str]]:
    """The program that speaks what it is given on standard input, or an empty name."""
    wanted: tuple[tuple[str, list[str]], ...] = (
        ("espeak-ng", ["--stdin"]),
        ("espeak", ["--stdin"]),
    )
    if sys.platform == "win32":
        wanted = (("powershell", ["-NoProfile", "-Command", _WINDOWS]),)
    elif sys.platform == "darwin":
        wanted = (("say", ["-f", "-"]),)
    for name, words in wanted:
        found = shutil.which(name)
        if found:
            return found, words
    return "", []


class Voice(QObject):
    """Speaks the sentences of a text in turn.

    Signals:
        reading: the ``Span`` of the sentence that is being read.
        ended: the last sentence was read, or it was stopped.
    """

    reading = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._words = _speaker()
        self._process = QProcess(self)
        self._process.finished.connect(self._next)
        self._left: list[Span] = []
        self._text = ""

    def installed(self) -> bool:
        """Tells whether this computer has a voice."""
        return bool(self._program)

    def speaking(self) -> bool:
        """Tells whether something is being read."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def read(self, text: str, spans: Sequence[Span]) -> None:
        """Begins to read the spans of a text."""
        self.stop()
        if self.installed():
            self._text, self._left = text, list(spans)
            self._next()

    def stop(self) -> None:
        """Stops at once."""
        self._left = []
        if self.speaking():
            self._process.kill()
            self._process.waitForFinished(1000)

    def _next(self) -> None:
        if not self._left:
            self.ended.emit()
            return
        span = self._left.pop(0)
        self.reading.emit(span)
        self._process.start(self._program, self._words)
        self._process.write(self._text[span.first : span.last].encode())
        self._process.closeWriteChannel()
