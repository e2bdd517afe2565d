"""What the README tells a newcomer is there."""

import re
import tomllib
from pathlib import Path

import pytest

from starapp import cli
from tests.architecture.source_files import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The text below one heading."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def paths(text: str) -> list[str]:
    """What is written as code and looks like a file or folder."""
    named = re.findall(r"`([a-z_./0-9-]+(?:/[a-z_0-9.-]+|\.py))`", text)
    return [name for name in named if "<" not in name]


def exists(name: str) -> bool:
    """Tells whether a file or folder is in the project or in the program."""
    return any(Path(base, name).exists() for base in (ROOT, ROOT / "starapp"))


def test_every_place_it_sends_people_to_is_there():
    rows = [line for line in section("Where do I find it?").splitlines() if line.startswith("| ")]
    assert len(rows) > 15
    named = paths("\n".join(rows))
    assert len(named) > 15
    assert [name for name in (*named, *paths(section("Release"))) if not exists(name)] == [
        "places.py"
    ]


def test_a_wrong_path_is_found():
    assert paths("open `letters/no_letter.py`") == ["letters/no_letter.py"]
    assert not exists("letters/no_letter.py")


def test_pictures_are_there():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not exists(name)] == []


def test_the_tree_shows_every_package():
    tree = section("The tree")
    packages = [path.parent.name for path in (ROOT / "starapp").glob("*/__init__.py")]
    assert [name for name in packages if f"  {name}/" not in tree] == []


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_is_told(command: str):
    assert f"`run {command}" in section("Start")


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    table = section("Dependencies").lower()
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = [re.split(r"[<>=; ]", line, maxsplit=1)[0] for line in wanted]
    assert [name for name in names if name not in table] == []
