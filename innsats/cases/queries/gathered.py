"""What stands on a case together with what stands on its reports."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model, Q

from ..models.case import Case


def of_case(model: type[Model], case: Case | UUID) -> Q:
    """The rows of `model`, which stand on a report or on a case, that are the case's own or one of its reports'.

    Two short lists put together: one OR over the join would read the whole table.
    """
    own = model._default_manager.filter(case=case).order_by().values("pk")
    reports = model._default_manager.filter(report__casereport__case=case).order_by().values("pk")
    return Q(pk__in=own.union(reports, all=True))
