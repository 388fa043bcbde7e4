"""Pages read. Only actions write, and the closed list of `journal.writes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from innsats.journal.writes import may_write

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "WITH", "EXPLAIN", "PRAGMA")
SIGN_IN_TABLES = (  # the session, last_login and language, and that a code or a passkey was used
    '"people_session"', '"people_account"', '"people_codeapp"', '"people_passkey"', '"people_recoverycode"',
)  # fmt: skip


class WriteOutsideAction(Exception):
    """A page tried to change the database itself."""


def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Let reads through, and writes only where they belong."""
    reads = sql.lstrip(" (\n").upper().startswith(READS)
    if not (reads or may_write() or any(table in sql.split(" SET ")[0][:120] for table in SIGN_IN_TABLES)):
        raise WriteOutsideAction(sql[:60])
    return execute(sql, params, many, context)


def pages_only_read(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Hold every request to reading."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with connection.execute_wrapper(refuse_writes):
            return get_response(request)

    return middleware
