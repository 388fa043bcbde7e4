"""It is Monday 23 March 2026, 09:00, for the pages too; and what is handed to a template is everything it needs."""

from __future__ import annotations

import pytest

from tests import world
from tests.cases.pages.conftest import templates_ask_nothing

__all__ = ["templates_ask_nothing"]


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)
