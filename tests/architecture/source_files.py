"""The project's own files, read once, for the checks of its source."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {".py", ".md", ".toml", ".txt", ".json", ".yml", ".yaml", ".css", ".svg", ""}
"""Endings of the files people read; the nameless one is a script."""


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path inside the project, its text and what it says."""

    path: str
    text: str
    tree: ast.Module


def source(path: str, text: str) -> Source:
    """Reads a text as if it stood at a path of the project."""
    return Source(path, text, ast.parse(text))


@cache
def python_files(*folders: str) -> tuple[Source, ...]:
    """Every Python file under folders of the project."""
    return tuple(
        source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every text file that ships or is kept: path and content."""
    folders = ("starapp", "tests", "packaging", "resources", ".ci", ".github")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*"))]
    files += [path for path in sorted(ROOT.iterdir()) if path.suffix in {".md", ".toml"}]
    return tuple(
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in files
        if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts
    )
