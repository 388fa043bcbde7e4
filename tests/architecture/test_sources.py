"""Every source that the rules rest on has a test that stands for it, and no test stands for one that does not exist."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from innsats.rules import law

TESTS = Path(__file__).resolve().parents[1]


def marked() -> Iterator[tuple[str, str]]:
    """(source, file and line) of every `pytest.mark.source(...)` in the tests."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.source"):
                for argument in node.args:
                    for name in named_by(argument, path):
                        yield name, f"{path.relative_to(TESTS)}:{node.lineno}"


def named_by(argument: ast.expr, path: Path) -> list[str]:
    """The sources that one argument of the mark names: a string, or `*NAME` with the module's NAME full of them."""
    match argument:
        case ast.Constant(value=str(name)):
            return [name]
        case ast.Starred(value=ast.Name(id=name)):
            module = ".".join(path.relative_to(TESTS.parent).with_suffix("").parts)
            return list(getattr(importlib.import_module(module), name))
    raise AssertionError(f"{path}:{argument.lineno}: name the source as a string, or as *NAME")


def test_every_source_has_a_test() -> None:
    tested = {name for name, _ in marked()}
    untested = {source.name for source in law.sources().values()} - tested
    assert untested == set(), "write a test with @pytest.mark.source for each"


def test_every_marked_source_stands_in_law_py() -> None:
    known = {source.name for source in law.sources().values()}
    unknown = [f"{where}: {name}" for name, where in marked() if name not in known]
    assert unknown == []
