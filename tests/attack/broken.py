"""A part of the house that fails whenever it is asked, whoever imported it under whatever name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError

asked: list[str] = []  # which broken parts were asked
raised: list[Exception] = []  # what they raise; the newest counts
ERRORS: dict[str, Callable[[], Exception]] = {
    "the database": lambda: OperationalError("away"), "its connection": lambda: InterfaceError("closed"),
    "a constraint": lambda: IntegrityError("twice"), "memory": MemoryError, "time": lambda: TimeoutError("slow"),
    "a mistake": lambda: ValueError("Kjerneord"), "nothing there": lambda: AttributeError("None"),
}  # fmt: skip


def _fails(*given: Any, **named: Any) -> Any:
    from tests.attack import broken

    broken.asked.append("asked")
    raise broken.raised[-1]


@contextmanager
def failing(part: str, error: str) -> Iterator[list[str]]:
    """While this is open, the function `module:name` raises. Gives how often it was asked."""
    module, _, name = part.partition(":")
    function: Any = import_module(module)
    for step in name.split("."):
        function = getattr(function, step)
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    function = getattr(function, "__func__", function)
    asked.clear()
    raised.append(ERRORS[error]())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(function, "__code__", _fails.__code__)
        yield asked
    raised.clear()
