"""What a refusal must be: every reason told, and nothing in the database changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from innsats.cases.queries.access import NotVisible
from innsats.rules.verdicts import Refused

WRITTEN_BY_REFUSING = {"journal_refusal"}  # that it was refused is kept


def everything() -> dict[str, list[str]]:
    """Every row of every table of ours, as text."""
    models = [m for m in apps.get_models() if m.__module__.startswith("innsats.")]
    tables = sorted({m._meta.db_table for m in models} - WRITTEN_BY_REFUSING)
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


@contextmanager
def refused(*codes: str) -> Iterator[None]:
    """The act is refused for exactly these reasons, and nothing is changed."""
    before = everything()
    with pytest.raises(Refused) as raised:
        yield
    assert [obstacle.code for obstacle in raised.value.obstacles] == list(codes)
    assert everything() == before


@contextmanager
def not_visible() -> Iterator[None]:
    """The row is not there for whoever asks, nothing is changed, and the message holds no word of it."""
    before = everything()
    with pytest.raises(NotVisible) as raised:
        yield
    assert "Noah" not in str(raised.value)
    assert everything() == before
