"""What the actions led to once is laid again as it stood, so that not every test walks the whole way.

The first time in a process it is walked, and every row that came is kept; after that the rows alone are written. That
is done only where nothing has happened yet: an owner is the first thing that comes, and the journal holds all the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from innsats.journal.models import Event
from innsats.people.models import SchoolOwner
from tests.written import written

Said = ParamSpec("Said")
Built = TypeVar("Built")
PLAIN = (str, int, date, Enum, type(None))


Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Walked:
    """The rows that came, table by table, and what the builder gave back."""

    rows: tuple[tuple[Model, list[models.Model]], ...]
    given: Any

    def laid(self) -> Any:
        with transaction.atomic():  # keys between tables are looked at when all of them are there
            for model, rows in self.rows:
                model._base_manager.bulk_create(rows)
        return deepcopy(self.given)


def replayed(build: Callable[Said, Built]) -> Callable[Said, Built]:
    """`build`, which makes a world out of nothing and gives back rows of it, or a tuple of them.

    It is walked as ever when it is given rows, or when something has happened in the database.
    """
    kept: dict[Any, Walked] = {}

    @wraps(build)
    def built(*args: Said.args, **named: Said.kwargs) -> Built:
        key = (args, tuple(sorted(named.items())))
        if not all(isinstance(one, PLAIN) for one in [*args, *named.values()]) or _has_begun():
            return build(*args, **named)
        if key in kept:
            return kept[key].laid()
        filled = _filled()
        with written() as tables:
            given = build(*args, **named)
        if not tables & filled:  # rows that stood there, and may have been changed, are not ours to lay
            rows = tuple((model, list(model._base_manager.order_by("pk"))) for model in _models() if model in tables)
            kept[key] = Walked(rows, deepcopy(given))
        return given

    return built


def _has_begun() -> bool:
    return SchoolOwner.objects.exists() or Event.objects.exists()


def _models() -> list[Model]:
    return apps.get_models(include_auto_created=True)


def _filled() -> set[Model]:
    """The tables that hold something, asked for at once."""
    asked = [f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {one._meta.db_table})" for n, one in enumerate(_models())]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {_models()[n] for (n,) in cursor.fetchall()}
