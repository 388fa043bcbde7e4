"""What a privacy officer may see: the log of the own owners, save of cases that one is too close to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from innsats.cases.models import Case, CaseReport, Report, TrailRequest
from innsats.cases.queries.access import NotVisible, conflict
from innsats.journal.actors import Actor
from innsats.people.models import SchoolOwner
from innsats.people.viewers import Viewer, standing_at_unit, viewer_of
from innsats.rules.access import Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.rules.roles import Role

from ..models import UnusualReading


def watched_owners(viewer: Viewer) -> list[SchoolOwner]:
    """The owners whose log `viewer` may read. One query, and none for everybody else. Raises NotVisible for them."""
    held = viewer.owners_as(Role.PRIVACY_OFFICER)
    found = list(SchoolOwner.objects.filter(pk__in=held).order_by("sort_key", "pk")) if held else []
    owners = [one for one in found if not obstacles_to(Act.READ_TRAIL, standing_at_unit(viewer, one))]
    if not owners:
        raise NotVisible("trail")
    return owners


def officer_at(owner: SchoolOwner, by: Actor, at: datetime) -> Standing:
    """How somebody stands to an owner whose log they would act on. Raises NotVisible for all but its privacy officer.
    """
    standing = standing_at_unit(viewer_of(by, at), owner)
    if obstacles_to(Act.READ_TRAIL, standing):
        raise NotVisible(f"trail:{owner.uuid}")
    return standing


def too_close(viewer: Viewer) -> list[str]:
    """The streams of what habilitet shuts `viewer` out of: nobody watches over a case of the own. Three queries."""
    cases = list(Case.objects.filter(conflict(viewer, Case)).order_by("pk").values_list("pk", flat=True))
    reports = set(Report.objects.filter(conflict(viewer, Report)).values_list("pk", flat=True))
    reports |= set(CaseReport.objects.filter(case__in=cases).values_list("report", flat=True))
    return [*(f"{Case.KIND}:{one}" for one in cases), *(f"{Report.KIND}:{one}" for one in sorted(reports))]


def requests_for(viewer: Viewer) -> QuerySet[TrailRequest]:
    """What families have asked for, of cases at the viewer's owners that one is not too close to."""
    owners = viewer.owners_as(Role.PRIVACY_OFFICER) if viewer.trained else frozenset[int]()
    asked = TrailRequest.objects.filter(school_owner__in=owners, case__disposed_at=None)
    return asked.exclude(case__in=Case.objects.filter(conflict(viewer, Case))).order_by("at", "pk")


def request_seen(viewer: Viewer, uuid: UUID) -> TrailRequest:
    """One of them. Raises NotVisible."""
    found = requests_for(viewer).select_related("case__school__school_owner", "release").filter(pk=uuid).first()
    if found is None:
        raise NotVisible(f"trail_request:{uuid}")
    return found


def readings_for(viewer: Viewer) -> QuerySet[UnusualReading]:
    """What was raised at the viewer's owners: never the viewer's own reading, nor of what one is too close to."""
    owners = viewer.owners_as(Role.PRIVACY_OFFICER) if viewer.trained else frozenset[int]()
    raised = UnusualReading.objects.filter(school_owner__in=owners).exclude(person_id=viewer.person_id or 0)
    return raised.exclude(stream__in=too_close(viewer)).order_by("at", "pk") if owners else raised.none()


def reading_seen(viewer: Viewer, uuid: UUID) -> UnusualReading:
    """One of them. Raises NotVisible."""
    found = readings_for(viewer).select_related("school_owner", "person", "settled").filter(pk=uuid).first()
    if found is None:
        raise NotVisible(f"unusual_reading:{uuid}")
    return found
