"""Nobody opens a file by hand that could be the workspace: that would free SQLite's locks on it."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_files import Source, python_files, source

OPENING = frozenset(
    {
        "open", "read_bytes", "read_text", "write_bytes", "write_text", "fdopen", "copyfile", "copy2",
        "copy", "copyfileobj", "copytree", "hash_file", "file_digest", "touch", "QFile", "ZipFile",
        "load_workbook",
    }
)  # fmt: skip
"""Calls that open a file of a path, or may."""
METHODS = frozenset({"read_bytes", "read_text", "write_bytes", "write_text", "touch"})
SQLITE = frozenset({"connect", "create_engine"})
ALLOWED = {
    ("foundation/whole_files.py", "read_whole"): "looks first whether it is the workspace",
    ("foundation/whole_files.py", "write_whole"): "writes a new file beside",
    ("foundation/whole_files.py", "_keep_folder"): "opens a folder",
    ("foundation/safe_zip.py", "_opened"): "looks first whether it is the workspace",
    ("foundation/safe_zip.py", "zip_bytes"): "an archive in memory",
    ("storage/byte_copy.py", "copy_when_told"): "is a process of its own, which holds no lock",
    ("storage/copying.py", "_sync"): "the copy, before it has its name",
    ("storage/writer_lock.py", "*"): "the file beside the workspace that says who writes",
    ("storage/network_share.py", "*"): "a table of the system",
    ("storage/synced_folder.py", "_text"): "settings of programs that keep folders in step",
    ("foundation/known_folders.py", "*"): "settings of the system, and files of the program's own",
}
"""Functions that open files by hand, by module and name, and why they may."""
BY_SQLITE = {
    ("storage/open_file.py", "connect"): "every opening of a workspace",
    ("storage/open_file.py", "engine_for"): "every engine, so every pragma is set by it",
    ("storage/copying.py", "_copy_in_steps"): "the copy, before it has its name",
    ("storage/copying.py", "_require_whole"): "the copy, before it has its name",
}
MODULES = python_files("starapp")


def calls(file: Source) -> Iterator[tuple[str, str, int]]:
    """The function, the name called and the line of every call in a module."""

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[str, str, int]]:
        for child in ast.iter_child_nodes(node):
            within = child.name if isinstance(child, ast.FunctionDef) else inside
            if isinstance(child, ast.Call):
                found = child.func
                name = getattr(found, "attr", getattr(found, "id", ""))
                if not harmless(child, name):
                    yield inside, name, child.lineno
            yield from walk(child, within)

    yield from walk(file.tree, "")


def harmless(call: ast.Call, name: str) -> bool:
    """A dialog opened, a file of the program itself, a signal connected, a value copied."""
    receiver = getattr(call.func, "value", None)
    if name == "open":
        first = call.args[0] if call.args else None
        mode = isinstance(first, ast.Constant) and isinstance(first.value, str)
        return receiver is not None and not mode and ast.unparse(receiver) != "os"
    if name == "connect":
        return receiver is None or ast.unparse(receiver) != "sqlite3"
    if name in METHODS and receiver is None:
        return True
    if name == "copy":
        return receiver is None or ast.unparse(receiver) != "shutil"
    return isinstance(receiver, ast.Call) and ast.unparse(receiver.func) == "resource"


def foreign(names: frozenset[str], allowed: dict[tuple[str, str], str]) -> list[str]:
    """Calls of these names outside the functions that may."""
    return [
        f"{file.path}:{line}: {name}"
        for file in MODULES
        for inside, name, line in calls(file)
        if name in names
        and not {(file.path.removeprefix("starapp/"), place) for place in (inside, "*")}
        & allowed.keys()
    ]


def test_only_named_functions_open_files_by_hand() -> None:
    assert foreign(OPENING, ALLOWED) == []


def test_only_named_functions_open_databases() -> None:
    assert foreign(SQLITE, BY_SQLITE) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("shutil.copyfile(a, b)", True),
        ("path.open('rb')", True),
        ("os.open(path, 0)", True),
        ("open(path)", True),
        ("path.read_bytes()", True),
        ("dialog.open()", False),
        ("resource('a').read_bytes()", False),
    ],
)
def test_the_check_tells_them_apart(line: str, *, found: bool) -> None:
    file = source("starapp/x.py", line)
    assert bool([name for _, name, _ in calls(file) if name in OPENING]) is found


@pytest.mark.parametrize("place", [*ALLOWED, *BY_SQLITE], ids=str)
def test_what_is_allowed_is_there(place: tuple[str, str]) -> None:
    module, function = place
    (file,) = [one for one in MODULES if one.path == f"starapp/{module}"]
    opening = {inside for inside, name, _ in calls(file) if name in OPENING | SQLITE}
    assert opening if function == "*" else function in opening
