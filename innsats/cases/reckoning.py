"""Stored clocks brought in step with new days, limits or rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from innsats.people.models import Unreckoned
from innsats.rules.stages import Stage

from .dues import mend_steps, write_clocks
from .models import OPEN, Case, CaseReport, Due, Report

AT_ONCE_COUNT = 100
R = TypeVar("R", Case, Report)
Tell = Callable[[int, int], None]  # how many are done, of how many


def reckon(at: datetime, *, owner: int | None = None, tell: Tell = lambda done, of: None) -> int:
    """Compute anew the clocks of every open case, and of every report with a clock that runs; how many were looked at.

    For all owners, or for one. Each batch is a transaction that holds its rows, and a second run changes nothing.
    """
    waiting = list(Unreckoned.objects.filter(**_of(owner)).order_by("pk"))
    keys = _running(owner)
    for start in range(0, len(keys), AT_ONCE_COUNT):
        batch = keys[start : start + AT_ONCE_COUNT]
        with transaction.atomic():
            reports = _locked(Report, [pk for model, pk in batch if model is Report])
            cases = _locked(Case, [pk for model, pk in batch if model is Case])
            of_cases = Report.objects.filter(casereport__case__in=cases).distinct().order_by("pk")
            reckoned = [*reports, *of_cases]
            write_clocks(reckoned, cases, at)
            mend_steps(reckoned, at)
        tell(start + len(batch), len(keys))
    for one in waiting:  # one that was changed again meanwhile goes on waiting
        Unreckoned.objects.filter(pk=one.pk, since=one.since).delete()
    return len(keys)


def reckon_waiting(at: datetime) -> bool:
    """Reckon for one owner whose days or limits have changed. False when there is none."""
    owner = Unreckoned.objects.order_by("since", "pk").values_list("school_owner_id", flat=True).first()
    if owner is None:
        return False
    reckon(at, owner=owner)
    return True


def _of(owner: int | None) -> dict[str, int]:
    return {} if owner is None else {"school_owner_id": owner}


def _running(owner: int | None) -> list[tuple[type[Case] | type[Report], UUID]]:
    """Every open case, and every report outside them with a clock that runs. A case's reports are computed with it.

    Owner by owner, whose days and limits are then asked for once in a batch.
    """
    open_cases = Case.objects.filter(**_of(owner)).exclude(stage=Stage.CLOSED)
    of_cases = CaseReport.objects.filter(case__in=open_cases.values("pk"))
    dues = Due.objects.filter(OPEN, **_of(owner)).exclude(report=None).exclude(report__in=of_cases.values("report"))
    reports = Report.objects.filter(pk__in=dues.values("report"))
    return [
        *((Case, pk) for pk in open_cases.order_by("school_owner", "pk").values_list("pk", flat=True)),
        *((Report, pk) for pk in reports.order_by("school_owner", "pk").values_list("pk", flat=True)),
    ]


def _locked(model: type[R], keys: list[UUID]) -> list[R]:
    return list(model._default_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
