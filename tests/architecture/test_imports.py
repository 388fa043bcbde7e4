"""Who may know whom, beyond what the import contracts in pyproject.toml can say (contracts 4 and 6 of the house)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOLVERS = ("highspy", "ortools", "scipy", "pulp")


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("innsats", include_external_packages=True, cache_dir=None)


def slice_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def imports() -> list[tuple[str, str]]:
    """Every (importer, imported) inside the product and out of it."""
    return [(one, known) for one in graph().modules for known in graph().find_modules_directly_imported_by(one)]


def test_pages_and_forms_are_private_to_their_slice() -> None:
    peeking = [
        f"{importer} imports {imported}"
        for importer, imported in imports()
        if imported.startswith("innsats.") and {"views", "forms"} & set(imported.split(".")[2:])
        if slice_of(importer) not in (slice_of(imported), "urls")
        if imported != "innsats.web.forms"  # the shell's: what every form is made of
    ]
    assert peeking == []


def test_the_solver_is_known_in_planning_only() -> None:
    solving = [importer for importer, imported in imports() if imported.split(".")[0] in SOLVERS]
    assert [module for module in solving if slice_of(module) != "planning"] == []


def test_rules_know_nothing_but_python() -> None:
    outside = {
        imported
        for importer, imported in imports()
        if slice_of(importer) == "rules" and not imported.startswith("innsats.rules")
    }
    assert {name for name in outside if name.split(".")[0] in ("django", "os", "pathlib", "socket", "sqlite3")} == set()
    assert {name for name in outside if name.startswith("innsats")} == set()


@pytest.mark.parametrize("slice_", sorted(path.parent.name for path in (ROOT / "innsats").glob("*/__init__.py")))
def test_every_slice_stands_in_the_stack(slice_: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    stack = contracts[0]["layers"]
    assert slice_ in {name.strip(" ()") for layer in stack for name in layer.split("|")}


def test_nobody_in_the_product_imports_the_tests() -> None:
    assert [importer for importer, imported in imports() if imported.split(".")[0] == "tests"] == []
