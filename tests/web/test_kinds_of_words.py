"""A kind of code has its words in one place: a second one of the same name would hide the first."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections import Counter
from pathlib import Path

from innsats.web import words


def test_no_two_files_have_words_for_the_same_kind() -> None:
    found = pkgutil.iter_modules(words.__path__, "innsats.web.words.")
    files = [importlib.import_module(one.name) for one in found]
    kinds = Counter(kind for one in files for kind in getattr(one, "KINDS", {}))
    assert [kind for kind, count in kinds.items() if count > 1] == []


def test_no_two_lists_have_words_for_the_same_obstacle() -> None:
    """Read in the source: a dictionary keeps the last of two, and says nothing."""
    codes: Counter[object] = Counter()
    for path in Path(words.__file__).parent.glob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                (name,) = (one.id for one in node.targets if isinstance(one, ast.Name))
                if path.name == "obstacles.py" or name in ("OBSTACLES", "REFUSED"):
                    codes.update(one.value for one in node.value.keys if isinstance(one, ast.Constant))
    assert len(codes) > 200
    assert [code for code, count in codes.items() if count > 1] == []
