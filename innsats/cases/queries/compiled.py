"""Readings for a viewer, compiled to SQL once for each kind of viewer.

Building the policy's filter with the ORM took 10 to 15 ms of CPU for every page and every act; used again it takes a
tenth of one. Two viewers are of one kind when the same SQL serves both: the same roles, as many of each. It is compiled
for a stand-in whose every id is recognisable, and given the real ones each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connection
from django.db.models import BooleanField, Expression, F, Model, Q, QuerySet

from innsats.database.prepared import NumberingCursor, as_stored, fetched, open_healthy, written_out
from innsats.journal.actors import Actor, ActorKind
from innsats.people.viewers import Held, Viewer
from innsats.rules.calendar import day_of
from innsats.rules.roles import Role

Kind = tuple[tuple[tuple[Role, bool, bool], ...], int, bool, bool]  # what is held, how many wards, trained, a person
Value = date | datetime | int | str | UUID | tuple[UUID, ...] | Enum
Shape = tuple[int | Enum | type, ...]  # of each value: how many in a tuple, the code itself, or its type
ALIAS = re.compile(r"\b([T-Z]\d+)\b")  # how the ORM names the tables of subqueries
BASE = "{base}."
STAND_IN_AT = datetime(1971, 1, 1, tzinfo=UTC)
STAND_IN_ID = 10**12  # far from any row's id
STAND_INS: dict[type, Callable[[int], Value]] = {
    datetime: lambda n: STAND_IN_AT + timedelta(days=n),
    date: lambda n: STAND_IN_AT.date() + timedelta(days=n),
    int: lambda n: 2 * STAND_IN_ID + n,
    str: lambda n: f"stand-in {n}",
    UUID: lambda n: UUID(int=n * 10**6),
}


class ForViewer(Expression):
    """`build(viewer, *about)`, a Q over one table, as a condition to filter by. `about` must be hashable."""

    output_field = BooleanField()

    def __init__(self, build: Callable[..., Q], viewer: Viewer, model: type[Model], *about: Any) -> None:
        super().__init__()
        self.row, self.call, self.viewer = F("pk"), (build, model, about), viewer

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, expressions: Any) -> None:
        (self.row,) = expressions

    @property
    def identity(self) -> tuple[Any, ...]:
        return (self.__class__, self.call, self.viewer, id(self.row))

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, _ = compiler.compile(self.row)
        sql, params = _condition(*self.call, _kind_of(self.viewer))
        return sql.replace(BASE, f"{column.rpartition('.')[0]}."), _given(params, self.viewer)


def rows_for(build: Callable[..., QuerySet[Any, Any]], viewer: Viewer, *values: Value) -> list[tuple[Any, ...]]:
    """The rows of `build(viewer, *values)`, a values_list(). One query.

    The shape of the query may depend on the codes among `values` and on nothing else; a tuple has always one length.
    """
    sql, params, converters = _query(build, _shape_of(values), _kind_of(viewer))
    if not sql:
        return []
    rows = list(map(list, fetched(sql, _given(params, viewer, values))))
    for place, (converts, column) in converters.items():
        for row in rows:
            for convert in converts:
                row[place] = convert(row[place], column, connection)
    return [tuple(row) for row in rows]


def rows_planned_once(
    build: Callable[..., QuerySet[Any, Any]], viewer: Viewer, *values: Value
) -> list[tuple[Any, ...]]:
    """As `rows_for`, on PostgreSQL alone: each connection plans it once, and Django neither sees nor counts it."""
    sql, params, _converters = _query(build, _shape_of(values), _kind_of(viewer))
    if not sql:
        return []
    open_healthy()
    with connection.wrap_database_errors, NumberingCursor(connection.connection) as cursor:
        return cursor.execute(sql, _given(params, viewer, values), prepare=True).fetchall()


@cache
def _condition(
    build: Callable[..., Q], model: type[Model], about: tuple[Any, ...], kind: Kind
) -> tuple[str, tuple[Any, ...]]:
    """The condition in SQL, with its table named {base}, and its parameters with stand-ins for the viewer's own."""
    query = model._default_manager.filter(build(_stand_in(kind), *about)).query
    try:
        sql, params = query.where.as_sql(query.get_compiler(connection.alias), connection)
    except EmptyResultSet:
        return "(1 = 0)", ()
    except FullResultSet:
        return "(1 = 1)", ()
    if sum(1 for count in query.alias_refcount.values() if count) > 1:
        raise TypeError("a filter for a viewer reaches other tables by subqueries, not by joins")
    own = f"{connection.ops.quote_name(model._meta.db_table)}."
    renamed = ALIAS.sub(r"for_viewer_\1", sql).replace(own, BASE)
    return written_out(f"({renamed})", params, _stand_in_params(kind, ()))


@cache
def _query(
    build: Callable[..., QuerySet[Any, Any]], shape: Shape, kind: Kind
) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
    """A whole query in SQL, its parameters with stand-ins, and what turns its columns into Python; "" finds nothing."""
    query = build(_stand_in(kind), *_stand_in_values(shape)).query
    compiler = query.get_compiler(connection.alias)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return "", (), {}
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    return *written_out(sql, params, _stand_in_params(kind, shape)), compiler.get_converters(columns)


def _given(params: tuple[Any, ...], viewer: Viewer, values: tuple[Value, ...] = ()) -> list[Any]:
    """`params` with the viewer's own in place of the stand-ins'."""
    stand_ins = _stand_in_params(_kind_of(viewer), _shape_of(values))
    real = dict(zip(stand_ins, _params(viewer, values), strict=True))
    return [real.get(one, one) for one in params]


def _kind_of(viewer: Viewer) -> Kind:
    held = tuple((row.role, row.school_id is None, row.deputy) for row in viewer.appointments)
    return held, len(viewer.wards), viewer.trained, viewer.person_id is not None


@cache
def _stand_in(kind: Kind) -> Viewer:
    """Somebody of this kind whose every id is recognisable."""
    held, wards_count, trained, is_person = kind
    return Viewer(
        actor=Actor(ActorKind.PERSON if is_person else ActorKind.ANONYMOUS),
        at=STAND_IN_AT,
        person_id=STAND_IN_ID if is_person else None,
        appointments=tuple(
            Held(
                role=role,
                school_owner_id=STAND_IN_ID + 2 * n,
                school_id=None if at_owner else STAND_IN_ID + 2 * n + 1,
                deputy=deputy,
            )
            for n, (role, at_owner, deputy) in enumerate(held, start=1)
        ),
        trained=trained,
        wards=frozenset(UUID(int=n) for n in range(1, wards_count + 1)),
    )


def _shape_of(values: tuple[Value, ...]) -> Shape:
    return tuple(len(one) if isinstance(one, tuple) else one if isinstance(one, Enum) else type(one) for one in values)


def _stand_in_values(shape: Shape) -> list[Value]:
    values: list[Value] = []
    for n, one in enumerate(shape, start=1):
        if isinstance(one, Enum):
            values.append(one)
        elif isinstance(one, int):
            values.append(tuple(UUID(int=n * 10**6 + m) for m in range(one)))
        else:
            values.append(STAND_INS[one](n))
    return values


@cache
def _stand_in_params(kind: Kind, shape: Shape) -> list[Any]:
    return list(_params(_stand_in(kind), tuple(_stand_in_values(shape))))


def _params(viewer: Viewer, values: tuple[Value, ...]) -> Iterator[Any]:
    """All that a query can take from a viewer and from `values`, as the database takes it, in one order."""
    yield viewer.person_id or 0
    yield as_stored(viewer.at)
    yield as_stored(day_of(viewer.at))
    for held in viewer.appointments:
        yield held.school_owner_id
        yield held.school_id
    for value in (*sorted(viewer.wards), *values):
        if not isinstance(value, Enum):
            yield from map(as_stored, value if isinstance(value, tuple) else (value,))
