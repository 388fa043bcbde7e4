"""A case that was about the wrong child: what may have reached somebody, and what is not shown any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.journal.models import Event, Look
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.breach import Exposure
from innsats.rules.errands import named_in
from innsats.web import dates

from ..models import Case, Errand, Hearing, Party, PupilCorrection
from .texts import Key, keys_of, texts_of

PRINTS = (Act.PRINT_CASE, Act.PRINT_PLAN, Act.PRINT_OPEN_CASES)
READS = (Act.READ_CASE, Act.READ_ASSISTANCE, Act.READ_ADVICE)  # also what a team was asked, and what the owner decides
TELLS = (Act.TELL_OWNER, Act.CONTACT_GUARDIANS, Act.WRITE_HOME)


def last_corrected(case: UUID) -> datetime | None:
    """When the case was last moved to the right pupil. One query."""
    found = PupilCorrection.objects.filter(case=case).order_by("-at").values_list("at", flat=True)
    return found.first()


def before_move() -> Exists:
    """Of a row of a case: whether the case was about another pupil when it was written. Asked for as `is_before_move`,
    it is read by `was_before_move`.
    """
    return Exists(PupilCorrection.objects.filter(case=OuterRef("case"), at__gt=OuterRef("at")))


def was_before_move(row: Model) -> bool:
    return bool(row.is_before_move)  # type: ignore[attr-defined]


def hearings_in(case: UUID) -> QuerySet[Hearing]:
    """The pupils who were heard, of those the case concerns now.

    What a child said whom the case was wrongly about is kept, and is nothing for this case's readers.
    """
    concerned = Party.objects.filter(case=case).exclude(pupil=None).values("pupil")
    return Hearing.objects.filter(case=case, pupil__in=concerned)


@Prepared
def corrections_in(case: UUID) -> QuerySet[PupilCorrection]:
    """Each time the case was moved to another pupil, the oldest first."""
    return PupilCorrection.objects.filter(case=case).select_related("by").order_by("at", "pk")


def correction_line(row: PupilCorrection, said: Mapping[Key, str]) -> Mapping[str, str]:
    """When, by whom and why, without a name: the wrong child has nothing to do with this case."""
    word = _("Flyttet fra feil elev {day} av {name}").format(day=dates.day(row.at), name=row.by.name)
    return {"word": word, "value": said[row, "because"]}


def unassessed(case: Case) -> PupilCorrection | None:
    """The oldest breach that has not been assessed."""
    found = PupilCorrection.objects.filter(case=case, breachassessment=None).exclude(exposed="")
    return found.order_by("at").first()


def exposures_of(case: Case, by: Viewer, *, otherwise: bool) -> tuple[Exposure, ...]:
    """How the child whom the case is about now may have become known, since it became about that child.

    `by` corrects it. Reading by who opened the case, or corrects it, tells nobody else anything.
    """
    stream, since = case.subject.stream, last_corrected(case.pk)
    events = list(Event.objects.filter(stream=stream).order_by("seq").values("act", "actor_id", "facts", "at"))
    own = {event["actor_id"] for event in events if event["act"] == Act.OPEN_CASE} | {by.actor.id}
    looks = Look.objects.filter(stream=stream)
    if since:
        events = [event for event in events if event["at"] > since]
        looks = looks.filter(at__gt=since)
    acts = {event["act"] for event in events}
    informed = (Act.RECEIVE_CASE, Act.INFORM_OF_RIGHTS)
    is_informed = any(event["act"] in informed and event["facts"].get("rights_given_on", event["facts"].get("given_on"))
                      for event in events)  # fmt: skip
    heard = Act.HEAR_PUPIL in acts and Hearing.objects.filter(case=case, pupil=case.pupil_id, is_heard=True).exists()
    found = {
        Exposure.READ: looks.filter(act__in=READS).exclude(actor_id__in=own).exists(),
        Exposure.PRINTED: bool(acts & set(PRINTS)) or looks.filter(act__in=PRINTS).exists(),
        Exposure.TALKED: heard,
        Exposure.TOLD: is_informed or bool(acts & set(TELLS)),
        Exposure.OTHERWISE: otherwise or Act.NOTE_EMPLOYEE_TOLD in acts or _is_named_in_work(case, since),
    }
    return tuple(code for code, is_so in found.items() if is_so)


def _is_named_in_work(case: Case, since: datetime | None) -> bool:
    """Whether somebody was given work in which the child has a name: it is read in a list, which leaves no trace."""
    given = Errand.objects.filter(case=case).order_by("at", "pk")
    given = given.filter(at__gt=since) if since else given
    said = texts_of((case.pupil, "sealed_name"), *keys_of(given, "what", "place", "tell_back"))
    name = said.pop((case.pupil, "sealed_name"))
    return bool(named_in("\n".join(said.values()), {str(case.pupil_id): name}))
