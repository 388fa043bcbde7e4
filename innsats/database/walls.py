"""The second wall behind the policy, on PostgreSQL: a query that forgets its filter finds nothing of another owner's.

Every table whose rows belong to a school owner has a row-level policy. What a connection reaches is told to it: the
viewer's own owners, and by their ids the rows beyond them that help between owners opens, no others. A process that
answers requests reaches nothing until it is known who asks, and nothing again when the answer is given; commands
and the clock, which work for all owners, lift the wall for themselves. On SQLite there is no such wall.

The role that owns the tables stands before the walls, so that it can migrate and back up: it must not serve.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Model
from psycopg.pq import ExecStatus, TransactionStatus

OPEN_BETWEEN_OWNERS = {
    "people.School": "public, in the national register",
    "people.OwnerInUse": "that an owner has left practice",
    "people.ClosedPeriod": "days off are public",
    "people.LocalLimits": "how long an owner's clocks run",
    "people.Unreckoned": "that clocks are to be computed anew",
    "people.Duty": "who reads in the holidays: a name of staff",
    "people.Succession": "a public decision",
    "people.Appointment": "who works where; what a viewer reaches is known from these rows",
    "people.AppointmentProposal": "whoever asks to be let in belongs to no owner yet",
    "teams.*": "teams help each other's owners; no row here is about a child",
}
# The column that says what a row belongs to beside its owner: the first of these groups that a table has any of.
ANCHORS = (("case_id", "report_id"), ("wait_id", "consult_id"), ("guardian_id", "pupil_id"))
OF_STREAM = {"journal.Event", "journal.Look"}
OF_SUBJECT = {"vault.DataKey"}
ALL = "all"
SET = "SET innsats.owners = '{{{owners}}}'; SET innsats.rows = '{{{rows}}}'; SET innsats.reach = '{reach}'"
OWNERS = "NULLIF(current_setting('innsats.owners', true), '')::bigint[]"
ROWS = "NULLIF(current_setting('innsats.rows', true), '')::{kind}[]"
EVERYTHING = f"current_setting('innsats.reach', true) = '{ALL}'"
POLICY = "innsats_reach"


class OfOwner(Protocol):
    """A row of an owner."""

    @property
    def school_owner_id(self) -> int: ...


T = TypeVar("T", bound=OfOwner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a connection reaches: everything of some owners, and single rows (cases, reports, pupils …) of others."""

    owners: frozenset[int] = frozenset()
    rows: frozenset[UUID] = frozenset()
    is_everything: bool = False


NOTHING, WHOLE = Reach(), Reach(is_everything=True)
_of_process = NOTHING


def lift_for_process() -> None:
    """From now on each connection of this process reaches everything: a command, or the clock."""
    _set_for_process(WHOLE)


def stand_for_process() -> None:
    """From now on each connection of this process reaches nothing until it is told what: it answers requests."""
    _set_for_process(NOTHING)


@contextmanager
def lifted() -> Iterator[None]:
    """Without the wall: to find whose something is, or where a rule crosses between owners."""
    with standing(WHOLE):
        yield


@contextmanager
def standing(reach: Reach) -> Iterator[None]:
    """Behind the wall in here; as before afterwards."""
    before = reached()
    reach_to(reach)
    try:
        yield
    finally:
        reach_to(before)


def by_key(find: Callable[[], T | None]) -> T | None:
    """What a code or an address opens: found without the wall, and from then on its owner is reached."""
    with lifted():
        found = find()
    if found is not None:
        narrow_to(of_owner(found.school_owner_id))
    return found


def narrow_to(reach: Reach) -> None:
    """As `reach_to`, in a request; a command that does the same goes on without the wall."""
    if reached() != WHOLE:
        reach_to(reach)


def widen_to(school_owner_id: int) -> None:
    """This owner too for the rest of a request: an act that by its rule writes at another owner, as a report there."""
    now = reached()
    narrow_to(replace(now, owners=now.owners | {school_owner_id}))


def of_owner(school_owner_id: int) -> Reach:
    """All that one owner has."""
    return Reach(owners=frozenset({school_owner_id}))


def reached() -> Reach:
    """What this thread's connection reaches now."""
    return getattr(connection, "innsats_reach", _of_process)


def reach_to(reach: Reach) -> None:
    """Tell this thread's connection what it reaches from now on. Nothing is asked when it is so already."""
    if connection.vendor != "postgresql" or reach == reached():
        return
    connection.innsats_reach = reach  # type: ignore[attr-defined]
    if connection.connection is None:
        return  # told when it is opened
    try:
        _tell(connection, reach)
    except DatabaseError:
        if reach != NOTHING:
            raise
        connection.close()  # the answer is made already; the next connection reaches nothing


def tell_new_connection(connection: Any, **more: Any) -> None:
    """A connection that was just opened, perhaps in the middle of a request, is told what the one before was."""
    connection.innsats_reach = getattr(connection, "innsats_reach", _of_process)
    if connection.vendor == "postgresql" and connection.innsats_reach != NOTHING:
        _tell(connection, connection.innsats_reach)


def raise_walls() -> None:
    """Every table its policy, as the models stand. Only what differs is touched: a table is locked for it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c ON c.oid = polrelid"
            " WHERE polname = %s AND relnamespace = 'public'::regnamespace", [POLICY],
        )  # fmt: skip
        standing = dict(cursor.fetchall())
        for model in walled():
            table, condition = model._meta.db_table, condition_of(model)
            mark = hashlib.sha256(condition.encode()).hexdigest()
            if standing.get(table) == mark:
                continue
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
            cursor.execute(f"CREATE POLICY {POLICY} ON {table} USING ({condition})")
            cursor.execute(f"COMMENT ON POLICY {POLICY} ON {table} IS '{mark}'")


def walled() -> list[type[Model]]:
    """The models whose rows belong to an owner, but for those that are open between owners."""
    return [model for model in apps.get_models() if _has_owner(model) and not _is_open(model)]


def condition_of(model: type[Model]) -> str:
    """Which rows of a model a connection reaches, in SQL.

    What it was told is read at each row, which costs half a microsecond. In a subquery it would be read once, and
    planning all those subqueries took twenty milliseconds of a page.
    """
    columns = {field.column: field for field in model._meta.concrete_fields}
    parts = [f"school_owner_id = ANY ({OWNERS})"]
    if columns["school_owner_id"].null:
        parts.append("school_owner_id IS NULL")
    uuids = [model._meta.pk.column] if model._meta.pk.get_internal_type() == "UUIDField" else []
    uuids += next((held for group in ANCHORS if (held := [one for one in group if one in columns])), [])
    parts += [f"{column} = ANY ({ROWS.format(kind='uuid')})" for column in uuids]
    if model._meta.label in OF_STREAM:
        parts.append(f"split_part(stream, ':', 2) = ANY ({ROWS.format(kind='text')})")
        parts.append(f"actor_id = ANY ({ROWS.format(kind='text')})")  # what one did oneself, as the first of two clicks
    if model._meta.label in OF_SUBJECT:
        parts.append(f"subject = ANY ({ROWS.format(kind='text')})")
    return " OR ".join([*parts, EVERYTHING])  # the own owner first: it settles nearly every row that a page meets


def _has_owner(model: type[Model]) -> bool:
    return any(field.column == "school_owner_id" for field in model._meta.concrete_fields)


def _is_open(model: type[Model]) -> bool:
    return not {model._meta.label, f"{model._meta.app_label}.*"}.isdisjoint(OPEN_BETWEEN_OWNERS)


def _set_for_process(reach: Reach) -> None:
    global _of_process
    _of_process = reach
    if settings.configured:  # a command may have its database yet to choose
        reach_to(reach)


def _tell(connection: Any, reach: Reach) -> None:
    """One round trip, past Django's counting of queries and past psycopg's cursors, in half their time: every page
    tells three times. Numbers and ids are all that is told. What cannot be told is an error as any.

    In a transaction that has failed nothing is told: rolled back, it reaches again what it did before. For that it must
    have begun when something is told in it, and psycopg begins one with the first that goes through a cursor.
    """
    if connection.needs_rollback:
        return
    owners, rows = (",".join(sorted(map(str, some))) for some in (reach.owners, reach.rows))
    told, opened = SET.format(owners=owners, rows=rows, reach=ALL if reach.is_everything else ""), connection.connection
    has_begun = opened.autocommit or opened.pgconn.transaction_status != TransactionStatus.IDLE
    with connection.wrap_database_errors:
        if not (has_begun and opened.pgconn.exec_(told.encode()).status == ExecStatus.COMMAND_OK):
            opened.execute(told)  # begins, or says what is wrong
