"""What a person fills in to make a workspace, and the check of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starapp.app import SUFFIX
from starapp.foundation.problems import Problem

_NEVER_IN_NAMES = set('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """The form of a new workspace.

    Attributes:
        name: of the workspace; also of its file.
        folder: where the file goes.
        body_name: the council or NHS body whose workspace it is.
        body_kind: a value of the list of kinds of body.
        person_name: who is making it.
        person_title: their role in words.
    """

    name: str
    folder: str
    body_name: str
    body_kind: str
    person_name: str
    person_title: str

    @property
    def path(self) -> Path:
        """Where the file will be."""
        return Path(self.folder) / f"{self.name.strip()}{SUFFIX}"


def problems_with(form: NewWorkspace) -> Iterator[Problem]:
    """Gives what is wrong with the form, field by field."""
    if not form.name.strip():
        yield Problem("name", "Give the workspace a name, for example your team’s.")
    elif _NEVER_IN_NAMES & set(form.name):
        yield Problem("name", 'Leave out these characters: < > : " / \\ | ? *')
    if not form.folder.strip():
        yield Problem("folder", "Choose a folder to keep the workspace in.")
    elif form.name.strip() and form.path.exists():
        yield Problem("folder", f"There is already a {form.path.name} here. Choose another name.")
    if not form.body_name.strip():
        yield Problem("body", "Enter the name of your council or NHS body.")
    if not form.person_name.strip():
        yield Problem("person", "Enter your name as the record should show it.")
    if not form.person_title.strip():
        yield Problem("title", "Enter your role, for example “Commissioning lead”.")
