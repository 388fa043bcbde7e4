"""A database that truly commits, for tests in which several people do something at the same moment."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from django.db import connection

from innsats.vault import keys

guards = importlib.import_module("innsats.journal.migrations.0002_never_changed")


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """As `transactional_db`. Afterwards the journal is emptied as only its owner can, with its triggers away."""
    keys.forget()
    yield
    with connection.schema_editor() as editor:
        guards.remove(None, editor)
        for table in ("journal_untold", *guards.KEPT):
            editor.execute(f"DELETE FROM {table}")
        guards.add(None, editor)
    keys.forget()
