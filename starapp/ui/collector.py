"""Lets Python tidy up only on the main thread.

Python looks for unused objects on whichever thread happens to be running. A window that is found
unused on the database thread would be destroyed there, which Qt does not survive.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """Switches automatic collection off and collects by a timer of the main thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> int:
        """Collects the generations that have grown past Python's own limits; gives how many."""
        found = 0
        for generation, (count, limit) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count > limit:
                found += gc.collect(generation)
        return found
