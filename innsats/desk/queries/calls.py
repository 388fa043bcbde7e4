"""Guardians to be told today: of other pupils whom somebody has talked with, and of pupils somebody used force on.

In the cases that one leads, and where one talked or wrote it down oneself; of force also where one has rektor's part.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from innsats.cases.models import Case, CaseAccess, GuardianContact, Hearing, Intervention, Party, StopTalk
from innsats.cases.queries.access import visible
from innsats.cases.queries.compiled import rows_for
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.contacting import InvolvedFacts, gaps_in_contact
from innsats.rules.roles import Role

SHOWN_FOR = timedelta(days=14)  # then it stands on the case alone


def cases_to_call_in(viewer: Viewer) -> list[str]:
    """The numbers of these cases, the longest waiting first. One query."""
    if not viewer.trained or viewer.person_id is None:
        return []
    talked: dict[str, list[InvolvedFacts]] = defaultdict(list)
    for number, pupil, heard_at, contacted_at in rows_for(_to_tell, viewer, viewer.at - SHOWN_FOR):
        talked[number].append(InvolvedFacts(key=str(pupil), heard_at=heard_at, contacted_at=contacted_at))
    return [number for number, involved in talked.items() if gaps_in_contact(involved)]


def _to_tell(viewer: Viewer, since: datetime) -> QuerySet[Any, Any]:
    """What has happened since then that no contact has followed: number, pupil, when, and the last contact."""
    found = _talks(viewer, since).union(_stop_talks(viewer, since), _force(viewer, since), all=True)
    return found.order_by("happened_at", "pupil")


def _force(viewer: Viewer, since: datetime) -> QuerySet[Intervention, Any]:
    """Physical interventions."""
    mine = Intervention.objects.filter(by_id=viewer.person_id or 0).order_by().values("pk")
    led = Intervention.objects.filter(case__in=_led(viewer)).order_by().values("pk")
    schools = viewer.schools_as(Role.PRINCIPAL)
    headed = Intervention.objects.filter(case__school__in=schools, case__seat_principal=True).order_by().values("pk")
    cases = visible(Act.CONTACT_GUARDIANS, viewer, Case).filter(pk=OuterRef("case"))
    told = _contacts()
    rows = Intervention.objects.filter(
        Exists(cases), ~Exists(told.filter(happened_at__gte=OuterRef("happened_at"))), guardians_told_at=None,
        pk__in=mine.union(led, headed, all=True), happened_at__gte=since,
    )  # fmt: skip
    return rows.annotate(told_at=Subquery(_last(told))).values_list("case__number", "pupil", "happened_at", "told_at")


def _talks(viewer: Viewer, since: datetime) -> QuerySet[Hearing, Any]:
    """Talks with other pupils."""
    mine = Hearing.objects.filter(by_id=viewer.person_id or 0).order_by().values("pk")
    led = Hearing.objects.filter(case__in=_led(viewer)).order_by().values("pk")
    cases = visible(Act.CONTACT_GUARDIANS, viewer, Case).filter(pk=OuterRef("case"))
    told = _contacts()
    rows = Hearing.objects.filter(
        Exists(cases), ~Exists(told.filter(happened_at__gte=OuterRef("happened_at"))),
        Exists(Party.objects.filter(case=OuterRef("case"), pupil=OuterRef("pupil"))),  # no child of the wrong case
        is_heard=True,
        pk__in=mine.union(led, all=True), happened_at__gte=since,
    ).exclude(pupil=F("case__pupil"))  # fmt: skip
    return rows.annotate(told_at=Subquery(_last(told))).values_list("case__number", "pupil", "happened_at", "told_at")


def _stop_talks(viewer: Viewer, since: datetime) -> QuerySet[StopTalk, Any]:
    """Stop talks with other pupils."""
    mine = StopTalk.objects.filter(by_id=viewer.person_id or 0).order_by().values("pk")
    led = StopTalk.objects.filter(case__in=_led(viewer)).order_by().values("pk")
    cases = visible(Act.CONTACT_GUARDIANS, viewer, Case).filter(pk=OuterRef("case"))
    told = _contacts()
    rows = StopTalk.objects.filter(
        Exists(cases), ~Exists(told.filter(happened_at__gte=OuterRef("happened_at"))),
        pk__in=mine.union(led, all=True), happened_at__gte=since,
    ).exclude(pupil=F("case__pupil"))  # fmt: skip
    return rows.annotate(told_at=Subquery(_last(told))).values_list("case__number", "pupil", "happened_at", "told_at")


def _led(viewer: Viewer) -> QuerySet[CaseAccess, Any]:
    held = CaseAccess.objects.filter(person_id=viewer.person_id or 0, part=CaseAccess.LEAD, ends_at=None)
    return held.values("case")


def _contacts() -> QuerySet[GuardianContact]:
    return GuardianContact.objects.filter(case=OuterRef("case"), pupil=OuterRef("pupil"))


def _last(told: QuerySet[GuardianContact]) -> QuerySet[GuardianContact, Any]:
    return told.order_by("-happened_at").values("happened_at")[:1]
