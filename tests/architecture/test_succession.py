"""Nothing but a succession changes the school, or the owner, that a report, a case or a clock belongs to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "innsats"
COLUMNS = {"school", "school_id", "school_owner", "school_owner_id"}
PLACES = {  # where such a column is written on a row that exists, and why
    "cases/actions/succession.py": "the act itself",
}
SAVES = ("save", "bulk_update")


def writes(tree: ast.AST) -> Iterator[int]:
    """The lines that set one of the columns of a row, update it in SQL, or name it in what is saved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Attribute) and one.attr in COLUMNS for one in targets):
                yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, given = node.func.attr, {one.arg for one in node.keywords}
            if name == "update" and given & COLUMNS:
                yield node.lineno
            texts = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
            if name in SAVES and texts & COLUMNS:
                yield node.lineno


def test_nothing_else_changes_the_school_or_the_owner_of_a_row() -> None:
    found = {
        str(path.relative_to(ROOT)): list(writes(ast.parse(path.read_text())))
        for path in sorted(ROOT.rglob("*.py"))
        if "migrations" not in path.parts
    }
    assert {path: lines for path, lines in found.items() if lines and path not in PLACES} == {}
    assert all(found[path] for path in PLACES)
