"""Stored clocks brought in step with new days, limits or rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from innsats.people.models import Unreckoned
from innsats.rules.stages import Stage

from .dues import mend_steps, rewrite
from .models import OPEN, Case, Due, Report

AT_ONCE_COUNT = 100
Tell = Callable[[int, int], None]  # how many are done, of how many


def reckon(at: datetime, *, owner: int | None = None, tell: Tell = lambda done, of: None) -> int:
    """Compute anew the clocks of every open case, and of every report with a clock that runs; how many were looked at.

    For all owners, or for one. Each batch is a transaction that holds its rows, and a second run changes nothing.
    """
    waiting = list(Unreckoned.objects.filter(**_of(owner)).order_by("pk"))
    open_cases = Case.objects.filter(**_of(owner)).exclude(stage=Stage.CLOSED)
    running = Due.objects.filter(OPEN, **_of(owner)).exclude(report=None)
    reports = Report.objects.filter(pk__in=running.values("report"))
    kinds: tuple[QuerySet[Case] | QuerySet[Report], ...] = (open_cases, reports)
    found = [(rows.model, list(rows.order_by("pk").values_list("pk", flat=True))) for rows in kinds]
    done, of = 0, sum(len(pks) for _, pks in found)
    for model, pks in found:
        for start in range(0, len(pks), AT_ONCE_COUNT):
            batch = pks[start : start + AT_ONCE_COUNT]
            with transaction.atomic():
                held = model._default_manager.select_for_update().filter(pk__in=batch)
                locked: list[Report | Case] = list(held.order_by("pk"))
                rewrite([row.subject for row in locked], at)
                for row in locked:
                    mend_steps(row, at)
            done += len(batch)
            tell(done, of)
    for one in waiting:  # one that was changed again meanwhile goes on waiting
        Unreckoned.objects.filter(pk=one.pk, since=one.since).delete()
    return of


def reckon_waiting(at: datetime) -> bool:
    """Reckon for one owner whose days or limits have changed. False when there is none."""
    owner = Unreckoned.objects.order_by("since", "pk").values_list("school_owner_id", flat=True).first()
    if owner is None:
        return False
    reckon(at, owner=owner)
    return True


def _of(owner: int | None) -> dict[str, int]:
    return {} if owner is None else {"school_owner_id": owner}
