"""What is said when a workspace is opened: where it lies, its second copies, who left it open."""

import shutil
from pathlib import Path

import pytest

from starapp.app import Workspace, create_workspace, open_workspace
from starapp.history.acting import SYSTEM
from starapp.organisation.commands import add_body
from starapp.storage.synced_folder import MARKS
from starapp.ui.start.opening_words import words_on_opening


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workspace, closed, alone in a folder."""
    (tmp_path / "data").mkdir()
    workspace = create_workspace(tmp_path / "data" / "Team.star", name="Team")
    workspace.close()
    return workspace.path


def change(path: Path, *names: str) -> None:
    """Adds bodies to a workspace, one change each."""
    workspace = open_workspace(path)
    for name in names:
        with workspace.store.writing(by=SYSTEM) as session:
            add_body(session, name=name, kind="council")
    workspace.close()


def said(path: Path) -> list[str]:
    """The words on opening a workspace to read it."""
    workspace: Workspace = open_workspace(path, read_only=True)
    try:
        return [known.words for known in words_on_opening(workspace)]
    finally:
        workspace.close()


def test_nothing_is_said_on_a_disk_of_this_computer(file: Path) -> None:
    assert said(file) == []


def test_a_folder_kept_in_step_is_said_with_what_to_do(file: Path) -> None:
    (file.parent / next(iter(MARKS))).mkdir()
    (words,) = said(file)
    assert "keeps in step with other computers" in words
    assert "one computer at a time" in words


def test_a_folder_that_is_only_called_so_is_said_as_a_guess(file: Path) -> None:
    folder = file.parent.rename(file.parent.with_name("OneDrive - Northvale"))
    (words,) = said(folder / file.name)
    assert "with a name like those OneDrive keeps" in words
    assert "If it does" in words


def test_a_second_copy_with_more_in_it_is_said(file: Path) -> None:
    copy = file.with_name("Team-PC-7.star")
    shutil.copyfile(file, copy)
    change(file, "Here Council")
    assert said(file) == [], "all that is in the copy is here too"
    change(copy, "There Council", "Other Council")
    (words,) = said(file)
    assert words.startswith("Team-PC-7.star, beside Team.star, is a second copy")
    assert "holds 2 changes that are not in here" in words
    (other,) = said(copy)
    assert "holds a change that is not in here" in other


def test_another_workspace_with_such_a_name_is_no_second_copy(file: Path) -> None:
    create_workspace(file.with_name("Team-2.star"), name="Team").close()
    change(file.with_name("Team-2.star"), "Elsewhere Council")
    file.with_name("Team (1).star").write_bytes(b"no workspace")
    assert said(file) == []


def test_who_left_it_open_is_said(file: Path) -> None:
    here = open_workspace(file, who="Ann Archer")
    left = file.with_name("Team.star-lock").read_bytes()
    here.close()
    file.with_name("Team.star-lock").write_bytes(left)
    workspace = open_workspace(file, who="me")
    (known,) = words_on_opening(workspace)
    workspace.close()
    assert "Team.star was open for writing by Ann Archer on" in known.words
    assert not known.once, "it is another time each time"
    assert not file.with_name("Team.star-lock").exists()
