"""Guardians to be told today: other pupils whom somebody has talked with, in the cases that one leads or talked in."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from innsats.cases.models import Case, CaseAccess, GuardianContact, Hearing, Party
from innsats.cases.queries.access import visible
from innsats.cases.queries.compiled import rows_for
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.contacting import InvolvedFacts, gaps_in_contact

SHOWN_FOR = timedelta(days=14)  # then it stands on the case alone


def cases_to_call_in(viewer: Viewer) -> list[str]:
    """The numbers of these cases, the longest waiting first. One query."""
    if not viewer.trained or viewer.person_id is None:
        return []
    talked: dict[str, list[InvolvedFacts]] = defaultdict(list)
    for number, pupil, heard_at, contacted_at in rows_for(_talks, viewer, viewer.at - SHOWN_FOR):
        talked[number].append(InvolvedFacts(key=str(pupil), heard_at=heard_at, contacted_at=contacted_at))
    return [number for number, involved in talked.items() if gaps_in_contact(involved)]


def _talks(viewer: Viewer, since: datetime) -> QuerySet[Hearing, Any]:
    """Talks with other pupils since then that no contact has followed: number, pupil, when, and the last contact."""
    led = CaseAccess.objects.filter(person_id=viewer.person_id or 0, part=CaseAccess.LEAD, ends_at=None).values("case")
    mine = Hearing.objects.filter(by_id=viewer.person_id or 0).order_by().values("pk")
    ways_in = mine.union(Hearing.objects.filter(case__in=led).order_by().values("pk"), all=True)
    cases = visible(Act.CONTACT_GUARDIANS, viewer, Case).filter(pk=OuterRef("case"))
    told = GuardianContact.objects.filter(case=OuterRef("case"), pupil=OuterRef("pupil"))
    later = told.filter(happened_at__gte=OuterRef("happened_at"))
    rows = Hearing.objects.filter(Exists(cases), pk__in=ways_in, is_heard=True, happened_at__gte=since)
    concerned = Party.objects.filter(case=OuterRef("case"), pupil=OuterRef("pupil"))  # not a child of another case
    rows = rows.exclude(pupil=F("case__pupil")).filter(Exists(concerned), ~Exists(later)).order_by("happened_at", "pk")
    last = told.order_by("-happened_at").values("happened_at")[:1]
    return rows.annotate(told_at=Subquery(last)).values_list("case__number", "pupil", "happened_at", "told_at")
