"""Queries built and compiled once, and asked again with other values.

Building and compiling a query with the ORM costs more CPU than the database's answer: half a millisecond for a plain
one, two for one with related rows. A page that asks ten questions has no time for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial, reduce, update_wrapper
from itertools import count
from typing import Any, Generic, Self, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import DateField, DateTimeField, Field, QuerySet, UUIDField
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import ModelIterable, get_related_populators
from psycopg import RawCursor

PLACE = re.compile(r"(?<!%)%s")  # of a parameter
R = TypeVar("R")
One = str | int | UUID | date | datetime
Value = One | tuple[str, ...] | tuple[int, ...] | tuple[UUID, ...]
Kind = tuple[type, int]  # of one value: its type, and of how many it is a tuple; 0 when it is none
STAND_INS: dict[type, Callable[[int], One]] = {  # for each kind of value, one that nobody would write in a query
    str: lambda n: f"stand-in {n}",
    int: lambda n: 2_000_000_000 + n,  # fits every integer column
    UUID: lambda n: UUID(int=2**100 + n),
    date: lambda n: date(1971, 1, 1) + timedelta(days=n),
    datetime: lambda n: datetime(1971, 1, 1, tzinfo=UTC) + timedelta(microseconds=n),
}
FIELDS: dict[type, Field[Any, Any]] = {UUID: UUIDField(), date: DateField(), datetime: DateTimeField()}


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One query in SQL, the place of each value among its parameters, and how its columns become rows."""

    sql: str
    params: tuple[Any, ...]
    places: dict[int, int]  # of a parameter → of the value, with those of tuples in a row
    rows: Callable[[list[tuple[Any, ...]]], Iterator[Any]]


class Prepared(Generic[R]):
    """`build(*values)` as a query that is compiled the first time. Use it as a decorator, and call it for a list.

    `build` takes strings, integers, uuids, days and instants, never None, and its shape may depend on none of them. It
    answers with a QuerySet in order: of models with related rows and annotations, or of tuples by values_list().

    A tuple of such values, for `__in`, may have any length: it is filled up with its last to a power of two, so that
    few queries are compiled. For an empty one nothing is found, and nothing asked.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, R]]) -> None:
        update_wrapper(self, build)
        self._build = build
        self._compiled: dict[tuple[Kind, ...], _Compiled] = {}

    def __call__(self, *values: Value) -> list[R]:
        if () in values:
            return []
        kinds = tuple(map(_kind_of, values))
        compiled = self._compiled.get(kinds) or self._compile(kinds)
        given: list[Any] = []
        for value in values:
            given += _filled(tuple(map(as_stored, value))) if isinstance(value, tuple) else [as_stored(value)]
        params = list(compiled.params)
        for place, which in compiled.places.items():
            params[place] = given[which]
        return list(compiled.rows(fetched(compiled.sql, params)))

    def first(self, *values: Value) -> R | None:
        """The first of them, if there is one: `build` says how many to fetch."""
        return next(iter(self(*values)), None)

    def _compile(self, kinds: tuple[Kind, ...]) -> _Compiled:
        if unknown := [kind.__name__ for kind, _ in kinds if kind not in STAND_INS]:
            raise TypeError(f"{self._build.__name__} cannot take {', '.join(unknown)}")
        numbers = count(1)
        values = [
            tuple(STAND_INS[kind](next(numbers)) for _ in range(many)) if many else STAND_INS[kind](next(numbers))
            for kind, many in kinds
        ]
        stand_ins = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
        found = self._build(*values)
        if not found.ordered:
            raise TypeError(f"{self._build.__name__} must say in which order")
        compiler = found.query.get_compiler(connection.alias)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            raise TypeError(f"{self._build.__name__} can find nothing") from None
        stored = [as_stored(one) for one in stand_ins]
        sql, params = written_out(sql, params, stored)
        places = {n: stored.index(one) for n, one in enumerate(params) if one in stored}
        reader = _models(compiler) if found._iterable_class is ModelIterable else _tuples(compiler)
        compiled = _Compiled(sql, params, places, reader)
        self._compiled[kinds] = compiled
        return compiled


class NumberingCursor(RawCursor[tuple[Any, ...]]):
    """PostgreSQL's own way of writing the places of parameters, found once for each query. psycopg looks for them anew
    in each long one, which takes up to a third of a millisecond.
    """

    def execute(self, query: Any, params: Any = None, **more: Any) -> Self:
        return super().execute(numbered(query), params, **more)


def fetched(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a query that is asked again and again, in the same words."""
    with _cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _cursor() -> CursorWrapper:
    own = open_healthy()
    if own.vendor != "postgresql":
        return own.cursor()
    wraps = own.make_debug_cursor if own.queries_logged else own.make_cursor
    return cast(CursorWrapper, wraps(NumberingCursor(own.connection)))


def open_healthy() -> Any:
    """This thread's own connection: there, and still answering where this request has not asked yet, as Django does it
    for its own. Looked up once, since `connection` looks it up anew for each attribute.
    """
    own = connections[DEFAULT_DB_ALIAS]
    own.close_if_health_check_failed()
    own.ensure_connection()
    return own


@lru_cache(maxsize=2000)
def numbered(sql: str) -> str:
    first, *others = (piece.replace("%%", "%") for piece in PLACE.split(sql))
    return first + "".join(f"${n}{piece}" for n, piece in enumerate(others, start=1))


def written_out(sql: str, params: Iterable[Any], stand_ins: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """The SQL with the words and numbers that are always the same written in it, and the parameters that are left.

    SQLite plans a statement anew each time it is given a parameter that a partial index asks about: for a long one that
    was more than half of what it cost.
    """
    given, left = set(stand_ins), []
    first, *others = PLACE.split(sql)
    written = [first]
    for param, after in zip(params, others, strict=True):
        is_constant = isinstance(param, int | str) and not isinstance(param, bool) and param not in given
        written += _literal(param) if is_constant else "%s", after
        left += [] if is_constant else [param]
    return "".join(written), tuple(left)


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'{}'".format(value.replace("'", "''").replace("%", "%%"))


def _kind_of(value: Value) -> Kind:
    return (type(value[0]), len(_filled(value))) if isinstance(value, tuple) else (type(value), 0)


def _filled(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """These values, with the last of them again and again until there are a power of two."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def as_stored(value: One) -> Any:
    """A value as the database takes it."""
    field = FIELDS.get(type(value))
    return field.get_db_prep_value(value, connection) if field else value


def _tuples(compiler: Any) -> Callable[[list[tuple[Any, ...]]], Iterator[tuple[Any, ...]]]:
    """What turns columns into tuples, each value as its field reads it."""
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    if not converters:
        return iter
    reads = [(place, _read(steps, column)) for place, (steps, column) in converters.items()]

    def tuples(found: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        rows = list(map(list, found))
        for place, read in reads:
            for row in rows:
                row[place] = read(row[place])
        return map(tuple, rows)

    return tuples


def _read(steps: list[Callable[..., Any]], column: Any) -> Callable[[Any], Any]:
    """What turns one value of a column into what its field reads. SQLite's instants, most of all, in a short way."""
    if steps == [getattr(connection.ops, "convert_datetimefield_value", None)] and connection.timezone is UTC:
        return partial(_instant, otherwise=steps[0])
    if len(steps) == 1:
        return lambda value: steps[0](value, column, connection)
    return lambda value: reduce(lambda so_far, step: step(so_far, column, connection), steps, value)


def _instant(value: Any, otherwise: Callable[..., Any]) -> Any:
    if type(value) is datetime and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value if value is None else otherwise(value, None, connection)


def _models(compiler: Any) -> Callable[[list[tuple[Any, ...]]], Iterator[Any]]:
    """What turns columns into models: as Django's own iterable does it, with the work done once.

    A row that is read needs no signals and no check of what was given, which are most of what making one costs.
    """
    tuples, info = _tuples(compiler), compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    alias, model = connection.alias, info["model"]
    related = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]
    annotated = compiler.annotation_col_map or {}
    guarded = [name for name in names if _is_guarded(getattr(model, name))]

    def models(found: list[tuple[Any, ...]]) -> Iterator[Any]:
        for row in tuples(found):
            made = model.__new__(model)
            made.__dict__.update(zip(names, row[first:last], strict=True))
            made._state = ModelState()
            made._state.db, made._state.adding = alias, False
            for name in guarded:
                setattr(made, name, made.__dict__.pop(name))
            for populator in related:
                populator.populate(row, made)
            for name, place in annotated.items():
                setattr(made, name, row[place])
            yield made

    return models


def _is_guarded(attribute: Any) -> bool:
    """Whether a column's attribute does something with what it is given. A foreign key's forgets what it pointed to."""
    return hasattr(attribute, "__set__") and not isinstance(attribute, ForeignKeyDeferredAttribute)
