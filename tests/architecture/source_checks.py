"""What the house forbids in a source file. Each check gives what it finds, with its line."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.source_files import Source

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
MOCKS_IN_100_TESTS = 10
VAGUE_NAMES = frozenset({"utils", "helpers", "common", "misc", "manager", "base_widget"})

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z|\Argba?\(")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
SILENCED = re.compile(
    r"#\s*(?:type: ignore|noqa)\b(?P<codes>(?:\[[\w, -]+\]|: ?[A-Z0-9, ]+)?)(?P<why>.*)"
)
FOREIGN = (
    re.compile(r"--(?:extra-)?index" + r"-url|--find" + r"-links"),
    re.compile(r"https?://[^ )\">]*/(?:simple|packages)/"),
    re.compile(r"\bpypi\.|\bfiles\.python" + r"hosted\b"),
    re.compile(r"(?:^|[^A-Za-z0-9_.~-])/(?:home|root|work)/[a-z]", re.MULTILINE),
    re.compile(r"\b[A-Z]:\\\\?Users\\", re.IGNORECASE),
    re.compile(r"\.\./sha" + r"red"),
)
"""Hosts of package indexes, paths of one machine, and files that are not part of the project."""


def too_long(file: Source) -> Iterator[str]:
    """A file over 500 lines holds two things."""
    lines = len(file.text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{file.path}: {lines} lines"


def long_functions(file: Source) -> Iterator[str]:
    """A function over 60 lines does two things."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{file.path}:{node.lineno}: {node.name} has {lines} lines"


def without_docstring(file: Source) -> Iterator[str]:
    """Every module says what it is for."""
    if not ast.get_docstring(file.tree):
        yield f"{file.path}: no docstring"


def vague_name(file: Source) -> Iterator[str]:
    """A module without a name in the field's terms is not yet understood."""
    *_, folder, name = ("", *file.path.removesuffix(".py").split("/"))
    if {folder, name} & VAGUE_NAMES:
        yield f"{file.path}: name it for what it holds"


def _whole_numbers(node: ast.AST) -> bool:
    """Tells whether only functions of whole numbers are taken from a module."""
    names = {one.name for one in node.names} if isinstance(node, ast.ImportFrom) else {"math"}
    return names <= {"gcd", "lcm", "isqrt", "comb", "factorial"}


def inexact(file: Source) -> Iterator[str]:
    """Money and scores are never floats: no 0.1, float(), round(), math.sqrt() and the like."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{file.path}:{node.lineno}: {node.value!r} is a float"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in {"float", "round"}:
                yield f"{file.path}:{node.lineno}: {node.func.id}()"
        elif "math" in _imported(node) and not _whole_numbers(node):
            yield f"{file.path}:{node.lineno}: math works in floats"


def colours(file: Source) -> Iterator[str]:
    """Colours have names in the theme; nobody else writes one."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if COLOUR.search(node.value):
                yield f"{file.path}:{node.lineno}: colour {node.value!r}"
        elif _passes(node, ast.Constant, to="QColor"):
            yield f"{file.path}:{node.lineno}: QColor of a literal"


def unfinished(file: Source) -> Iterator[str]:
    """Nothing is left for later, skipped, or silenced without a reason on the line."""
    for number, line in enumerate(file.text.splitlines(), start=1):
        if UNFINISHED.search(line):
            yield f"{file.path}:{number}: something is left for later"
        found = SILENCED.search(line)
        if found and not (found["codes"] and re.search(r"[a-z]{2}", found["why"])):
            yield f"{file.path}:{number}: a check is silenced without saying which and why"


def waits(file: Source) -> Iterator[str]:
    """Nobody waits a fixed time; wait for what is to happen."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and _called(node) in {"sleep", "qWait", "qSleep"}:
            yield f"{file.path}:{node.lineno}: a fixed wait"


def endings_by_case(file: Source) -> Iterator[str]:
    """TEAM.STAR is a workspace too: endings are compared by ``ends_in``, which folds case."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                if isinstance(side, ast.Attribute) and side.attr in {"suffix", "suffixes"}:
                    yield f"{file.path}:{node.lineno}: an ending in one spelling"
        elif (isinstance(node, ast.Match) and ast.unparse(node.subject).endswith(".suffix")) or (
            isinstance(node, ast.Call)
            and _called(node) == "endswith"
            and any(_has_ending(argument) for argument in node.args)
        ):
            yield f"{file.path}:{node.lineno}: an ending in one spelling"


def _has_ending(argument: ast.expr) -> bool:
    """Tells whether an argument names the ending of a file, or is a name given to such."""
    for part in ast.walk(argument):
        if isinstance(part, ast.Constant) and re.fullmatch(r"\.[A-Za-z]\w*", str(part.value)):
            return True
        if isinstance(part, ast.Name) and re.search(r"SUFFIX|ENDING|OPENED", part.id):
            return True
    return False


def own_writing(file: Source) -> Iterator[str]:
    """Files are written whole, with their access kept and line ends the same, in one place."""
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Call):
            continue
        called = _called(node)
        owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        one_path = len(node.args) == 1 and not node.keywords
        if (
            called in {"write_bytes", "write_text", "NamedTemporaryFile", "mkstemp", "QSaveFile"}
            or (called in {"open", "fdopen"} and _opens_to_write(node, owner))
            or (owner == "shutil" and called.startswith(("copy", "move")))
            or (called in {"replace", "rename"} and (owner == "os" or one_path))
        ):
            yield f"{file.path}:{node.lineno}: {called} writes a file by itself"


def _opens_to_write(node: ast.Call, owner: str) -> bool:
    if owner == "os":
        return any("O_CREAT" in ast.unparse(part) for part in node.args)
    modes = [*node.args, *(word.value for word in node.keywords if word.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and re.fullmatch(r"[rwaxbt+]*[wax+][rwaxbt+]*", str(mode.value))
        for mode in modes
    )


def connected_lambdas(file: Source) -> Iterator[str]:
    """A lambda in connect keeps its widget alive and catches the loop's last value."""
    for node in ast.walk(file.tree):
        if _passes(node, ast.Lambda, to="connect"):
            yield f"{file.path}:{node.lineno}: connect(lambda)"


def foreign(path: str, text: str) -> Iterator[str]:
    """The project names no package index, no path of one machine and no file outside itself."""
    for pattern in FOREIGN:
        for found in pattern.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: {found.group().strip()!r}"


def skipped(file: Source) -> Iterator[str]:
    """A test that does not run proves nothing; skipif names the system it is not for."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "xfail", "importorskip"}:
            yield f"{file.path}:{node.lineno}: {node.attr}"
        elif isinstance(node, ast.Call) and _called(node) == "skipif":
            words = ast.unparse(node)
            if not ("sys.platform" in words and "reason=" in words):
                yield f"{file.path}:{node.lineno}: skipif"


def own_code_replaced(file: Source) -> Iterator[str]:
    """Tests run our own code as it is: nothing of starapp is patched."""
    ours = {
        name.asname or name.name
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if (getattr(node, "module", None) or name.name).split(".")[0] == "starapp"
    }
    for node in ast.walk(file.tree):
        if not (isinstance(node, ast.Call) and _called(node) in {"setattr", "patch", "delattr"}):
            continue
        target = node.args[0] if node.args else None
        first = ast.unparse(target).strip("'\"").split(".")[0] if target else ""
        if _is_patching(node) and first in {*ours, "starapp"}:
            yield f"{file.path}:{node.lineno}: our own code is replaced"


def mocks(files: Iterable[Source]) -> Iterator[str]:
    """At most ten stand-ins in a hundred tests."""
    tests = stand_ins = 0
    for file in files:
        for node in ast.walk(file.tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                tests += 1
            elif isinstance(node, ast.Call):
                stand_ins += _called(node).endswith("Mock") or _is_patching(node)
    if stand_ins * 100 > tests * MOCKS_IN_100_TESTS:
        yield f"{stand_ins} stand-ins in {tests} tests"


def _imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name for name in node.names}
    return {node.module or ""} if isinstance(node, ast.ImportFrom) else set()


def _passes(node: ast.AST, kind: type[ast.expr], *, to: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and _called(node) == to
        and any(isinstance(part, kind) for part in node.args)
    )


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_patching(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return isinstance(node.func, ast.Name) and node.func.id == "patch"
    return node.func.attr == "patch" or (
        node.func.attr in {"setattr", "delattr", "setitem"}
        and ast.unparse(node.func.value) in {"monkeypatch", "mocker"}
    )
