"""A kind of code has its words in one place: a second one of the same name would hide the first."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

from innsats.web import words


def test_no_two_files_have_words_for_the_same_kind() -> None:
    found = pkgutil.iter_modules(words.__path__, "innsats.web.words.")
    files = [importlib.import_module(one.name) for one in found]
    kinds = Counter(kind for one in files for kind in getattr(one, "KINDS", {}))
    assert [kind for kind, count in kinds.items() if count > 1] == []
