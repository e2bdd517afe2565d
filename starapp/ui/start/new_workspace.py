"""What a person fills in to make a workspace, and the check of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starapp.app import SUFFIX
from starapp.foundation.file_names import name_problem
from starapp.foundation.problems import Problem
from starapp.organisation.people_checks import LONGEST_NAME

LONGEST_FILE_NAME = 50
"""Characters; the name of a file has room for 255 bytes, and a sign may take four."""


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
    elif len(form.name.strip()) > LONGEST_FILE_NAME:
        yield Problem("name", f"Use at most {LONGEST_FILE_NAME} characters.")
    elif words := name_problem(form.name.strip()) or name_problem(form.path.name):
        yield Problem("name", words)
    yield from _folder_problems(form)
    for place, typed, words in (
        ("body", form.body_name, "Enter the name of your council or NHS body."),
        ("person", form.person_name, "Enter your name as the record should show it."),
        ("title", form.person_title, "Enter your role, for example “Commissioning lead”."),
    ):
        if not typed.strip():
            yield Problem(place, words)
        elif len(typed) > LONGEST_NAME:
            yield Problem(place, f"Use at most {LONGEST_NAME} characters.")


def _folder_problems(form: NewWorkspace) -> Iterator[Problem]:
    if not form.folder.strip():
        yield Problem("folder", "Choose a folder to keep the workspace in.")
        return
    try:
        there = form.path.exists()
    except (OSError, ValueError):
        if len(form.name.strip()) <= LONGEST_FILE_NAME:
            yield Problem("folder", "No folder can have this name. Choose another.")
        return
    if form.name.strip() and there:
        yield Problem("folder", f"There is already a {form.path.name} here. Choose another name.")
