"""Tools, Check the workspace: reads the whole file again and says what is wrong with it."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from starapp.foundation.enumerating import listed
from starapp.foundation.problems import Problem
from starapp.ui.desk import Desk
from starapp.ui.widgets.buttons import Button
from starapp.ui.widgets.notices import Notice
from starapp.ui.widgets.progress import Progress
from starapp.ui.widgets.question import Sheet
from starapp.verify import CHECKS, NOTHING_WRONG, verify

MOST = 20
"""So many findings are shown."""


class WorkspaceCheck(Sheet):
    """Runs the check in the background and shows what it found."""

    def __init__(self, path: Path, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            "Check the workspace",
            text=f"STAR reads the file again: {listed(tuple(CHECKS))}.",
            parent=parent,
        )
        self.setObjectName("workspaceCheck")
        self.progress = Progress("Checking", stop=self.reject)
        self.add(self.progress)
        self.found = QVBoxLayout()
        self.body.addLayout(self.found)
        self.close_button = Button("Close", kind="main", pressed=self.accept)
        self.add_answers(self.close_button)

        def job() -> tuple[Problem, ...]:
            return verify(path)

        self._job = desk.work.render(job, then=self._show, failed=self._fail)
        self.rejected.connect(self._job.stop)

    def _show(self, problems: tuple[Problem, ...]) -> None:
        self.progress.hide()
        if not problems:
            beyond = "This check cannot tell when somebody rewrote the whole file together with its history."
            self.found.addWidget(Notice("success", NOTHING_WRONG, beyond))
        for problem in problems[:MOST]:
            self.found.addWidget(Notice("error", problem.place or "Workspace", problem.words))
        if len(problems) > MOST:
            more = f"{len(problems)} things were found; these are the first {MOST}."
            self.found.addWidget(Notice("error", more, "The command line lists all: verify."))
        self.adjustSize()

    def _fail(self, words: str) -> None:
        self.progress.hide()
        self.found.addWidget(Notice("error", "The check could not be made.", words))
