"""Whether this process lives, and whether it can answer: for the one who watches over the machine. Tells nothing else.

Not for people: plain text, no cookie, no language, and nothing of what the database holds.
"""

from __future__ import annotations

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all. A process that does not is started again."""
    return HttpResponse("ok\n", content_type=PLAIN)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and is of this version; else 503 and which of the two: send nobody here yet."""
    try:
        is_current = MigrationRecorder(connection).applied_migrations().keys() >= _known()
    except (DatabaseError, InterfaceError):
        return HttpResponse("no database\n", status=503, content_type=PLAIN)
    said, status = ("ok", 200) if is_current else ("migrate first", 503)
    return HttpResponse(f"{said}\n", status=status, content_type=PLAIN)


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The migrations of this version, read once: who watches asks every few seconds."""
    return frozenset(MigrationLoader(None).graph.nodes)
