"""What a page of docs/ names as its proof: `tests/x.py::test_y`, `innsats/x.py::name`, `docs/x.md#heading`."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOKS_LIKE_ONE = re.compile(r"`(?:tests|innsats|docs|bench)/[^`]*`")
NAMED = re.compile(r"`((?:tests|innsats|docs|bench)/[\w./-]+)(?:::([\w.]+)|#([\w-]+))?`")


@dataclass(frozen=True, slots=True)
class Proof:
    """A file, and a name or a heading in it."""

    path: str
    name: str
    heading: str

    def is_there(self) -> bool:
        """Whether it is found: a function, class or constant in Python, a heading in Markdown, else the whole file."""
        if not (ROOT / self.path).is_file():
            return False
        if self.path.endswith(".py"):
            return self.name in names_in(self.path)
        return not self.heading or self.heading in headings_in(self.path)

    def is_test(self) -> bool:
        return self.path.startswith("tests/") and self.name.startswith("test_")


def proofs_in(text: str) -> list[Proof]:
    return [Proof(*found) for found in NAMED.findall(text)]


@cache
def names_in(path: str) -> frozenset[str]:
    """Functions, classes, their methods and what is assigned at the top of a module."""
    found: set[str] = set()
    for node in ast.parse((ROOT / path).read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return frozenset(found)


@cache
def headings_in(path: str) -> frozenset[str]:
    """As the links of a page name them: small letters, words joined by hyphens."""
    text = (ROOT / path).read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings)
