"""What can be read at once: files of 400 lines, functions of 40, and names that say what a thing is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400  # lines
LONGEST_FUNCTION = 40  # lines, the docstring included
OURS = ("innsats", "tests", "bench", "crash", "bin", ".ci")
WRITTEN_IN = {"", ".py", ".html", ".css", ".js", ".yaml", ".md"}
NOT_OURS = {"vendor", "migrations", "__pycache__", "locale", "var"}

LONG_FUNCTIONS = {
    # An act with many fields: named one on a line four times over, in what it takes, weighs, writes and records.
    # Split, the act could no longer be read from top to bottom.
    "innsats/cases/actions/case.py:receive_case",
    "innsats/cases/actions/guardians.py:contact_guardians",
    "innsats/cases/actions/inquiry.py:hear_pupil",
    "innsats/cases/actions/inquiry.py:note_inquiry",
    "innsats/cases/actions/linked.py:share_measure",
    "innsats/cases/actions/measures.py:evaluate_measure",
    "innsats/cases/actions/report.py:report_concern",
}
# Names that say only that somebody had nowhere to put it.
EMPTY_NAMES = {
    "common", "handler", "handlers", "helper", "helpers", "lib", "manager", "managers", "misc", "mixin", "mixins",
    "repository", "service", "services", "util", "utils",
}  # fmt: skip
EMPTY_FIRST = {"handle", "process"}
EMPTY_LAST = {"data", "info"}
GIVEN_NAMES = {"process_view"}  # Django calls it so


def files() -> Iterator[Path]:
    for top in OURS:
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix in WRITTEN_IN and not NOT_OURS & set(path.relative_to(ROOT).parts):
                yield path


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def words_of(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def names() -> Iterator[tuple[str, str]]:
    """(where, name) of every module, class and function of the product."""
    for path in (path for path in files() if path.suffix == ".py" and path.is_relative_to(ROOT / "innsats")):
        yield named(path), path.stem
        for node in ast.walk(ast.parse(path.read_text())):
            is_named = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            if is_named and node.name not in GIVEN_NAMES:
                yield f"{named(path)}:{node.lineno}", node.name


def test_no_file_is_longer_than_one_can_hold() -> None:
    long = {named(path): count for path in files() if (count := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}, "make it a folder of the same name"


def test_no_function_is_longer_than_one_can_see() -> None:
    long = {
        f"{named(path)}:{function.name}"
        for path in files()
        if path.suffix == ".py"
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    }
    assert long == LONG_FUNCTIONS


def test_every_name_says_what_the_thing_is() -> None:
    empty = [
        f"{where} {name}"
        for where, name in names()
        if (words := words_of(name))
        if EMPTY_NAMES & set(words) or words[0] in EMPTY_FIRST or words[-1] in EMPTY_LAST
    ]
    assert empty == []


def test_what_goes_wrong_by_itself_is_not_used() -> None:
    """No signals, no managers of our own, no admin: each writes or reads where nobody looks."""
    shunned = ("django.db.models.signals", "django.dispatch", "django.contrib.admin", "models.Manager", "as_manager")
    used = [
        f"{named(path)}: {word}"
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "innsats")
        for word in shunned
        if word in path.read_text()
    ]
    assert used == []
