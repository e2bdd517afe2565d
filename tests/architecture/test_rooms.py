"""Which modules may know what: packages, Qt, the database; the lock and what is installed."""

import re
import subprocess
import sys
import tomllib
from functools import cache

import grimp
import pytest

from tests.architecture.source_files import ROOT, python_files

CAPABILITIES = (
    "history", "organisation", "specifications", "providers", "criteria", "competitions", "bids",
    "evaluation", "panel", "awards", "letters", "reports", "backups",
)  # fmt: skip
WITH_A_SESSION = re.compile(r"(?:.*_)?(?:records|commands|queries)")
"""Modules so named may use the database; everything else is rules, unless named below."""
NAMED_FOR_THE_ACT = frozenset(
    {
        "starapp.backups.going_back",
        "starapp.backups.listing",
        "starapp.backups.looking",
        "starapp.backups.making",
        "starapp.backups.folder",
        "starapp.bids.checking",
        "starapp.bids.opening",
        "starapp.bids.register",
        "starapp.bids.sealing",
        "starapp.competitions.bidding_time",
        "starapp.competitions.lists",
        "starapp.competitions.publication",
        "starapp.competitions.stages",
        "starapp.evaluation.case_export",
        "starapp.evaluation.earlier_competitions",
        "starapp.evaluation.moderation_board",
        "starapp.evaluation.moderation_record",
        "starapp.evaluation.outcome",
        "starapp.evaluation.panel_facts",
        "starapp.evaluation.recalculation",
        "starapp.evaluation.recompute",
        "starapp.evaluation.returned_scores",
        "starapp.evaluation.run_inputs",
        "starapp.history.history",
        "starapp.history.replay",
        "starapp.letters.award_view",
        "starapp.letters.gather",
        "starapp.organisation.rate_types",
        "starapp.organisation.starting",
        "starapp.panel.write_pack",
        "starapp.reports.award_report",
        "starapp.specifications.choices_offered",
    }
)
"""Commands and queries that are named for what they do."""
FROM_ROWS = re.compile(r"(?:.*_)?(?:document|report|facts|letter|parts)")
"""Pages are made from the frozen rows of queries; they may know those modules, not the database."""

IMPORT_ALL_WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoQt())
import starapp

def walk(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name in {"starapp.ui", "starapp.screens", "starapp.storage.migrations"}:
            continue  # the windows; their pictures; scripts that Alembic runs itself
        module = importlib.import_module(found.name)
        print(found.name)
        if found.ispkg:
            walk(module)

walk(starapp)
"""


@cache
def project() -> dict[str, dict]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("starapp", include_external_packages=True, cache_dir=None)


def rules() -> list[str]:
    """Modules of capabilities that hold rules."""
    return [
        module
        for module in sorted(graph().modules)
        if module.count(".") == 2
        and module.split(".")[1] in CAPABILITIES
        and not WITH_A_SESSION.fullmatch(module.rsplit(".", 1)[1])
        and module not in NAMED_FOR_THE_ACT
    ]


def uses_database(module: str) -> bool:
    """Tells whether a module itself imports SQLAlchemy, the storage or records."""
    return any(
        found == "sqlalchemy" or found.startswith("starapp.storage") or found.endswith(".records")
        for found in graph().find_modules_directly_imported_by(module)
    )


def test_everything_but_the_windows_works_without_qt():
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_WITHOUT_QT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {"starapp.cli", "starapp.letters.commands"} <= set(done.stdout.split())


def test_the_block_on_qt_really_blocks():
    code = IMPORT_ALL_WITHOUT_QT.replace('"starapp.ui", ', "")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "ModuleNotFoundError" in done.stderr


def test_rules_know_no_database():
    assert len(rules()) > 30
    found = [module for module in rules() if uses_database(module)]
    assert found == [], "name it commands or queries, or add it to NAMED_FOR_THE_ACT"


def test_rules_reach_the_database_through_nobody():
    pure = [module for module in rules() if not FROM_ROWS.fullmatch(module.rsplit(".", 1)[1])]
    chains = [graph().find_shortest_chain(module, "sqlalchemy") for module in pure]
    assert [" -> ".join(chain) for chain in chains if chain] == []


@pytest.mark.parametrize("module", sorted(NAMED_FOR_THE_ACT))
def test_modules_named_for_the_act_need_the_database(module: str):
    assert uses_database(module) or graph().find_shortest_chain(module, "sqlalchemy")


def test_records_use_the_database():
    assert uses_database("starapp.bids.records")


def test_every_file_is_in_a_package():
    folders = {file.path.rsplit("/", 1)[0] for file in python_files("starapp")}
    folders.remove("starapp/storage/migrations/versions")  # Alembic reads these one by one
    assert [
        folder for folder in sorted(folders) if not (ROOT / folder / "__init__.py").is_file()
    ] == []


def test_every_package_has_its_place_in_the_order():
    contract = project()["tool"]["importlinter"]["contracts"][0]
    placed = {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}
    found = {module.split(".")[1] for module in graph().modules if module.startswith("starapp.")}
    assert found <= placed
    assert contract["exhaustive"]


def test_the_lock_holds_every_dependency_and_no_address():
    lock = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    wanted = project()["project"]
    names = [
        re.split(r"[<>=; ]", line, maxsplit=1)[0]
        for line in (*wanted["dependencies"], *wanted["optional-dependencies"]["test"])
    ]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert set(names) <= pinned
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > len(pinned)
