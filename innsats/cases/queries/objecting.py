"""A party objects to somebody who works on the case: who can, to whom, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.people.models import Guardian, Person
from innsats.people.viewers import Viewer
from innsats.rules.access import WORKING, Part, Standing
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.objecting import Objector
from innsats.rules.reports import Concern
from innsats.web import words

from ..models import Case, CaseAccess, Party
from ..models.case import runs_at
from .adults import adult_named, cleared_in
from .case_acts import CaseActPage, framed
from .head import opened, tab
from .objections import called
from .recipients import receivers_of
from .shut_out import shut_out_of
from .standings import leaders_asked
from .texts import keys_of, texts_of

Choice = tuple[str, str]
Objectors = Mapping[tuple[Objector, UUID | None], str]  # the name of each, by part and id
READING = frozenset({Part.ASSISTANT, *WORKING})


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionPage:
    """Noting one: `people` can be objected to, `objectors` are parts, with who it is for those who read the case."""

    frame: CaseActPage
    people: tuple[Choice, ...]
    objectors: tuple[Choice, ...]


def objection_page(viewer: Viewer, number: str) -> ObjectionPage:
    """Raises NotVisible or Shut. Whoever leads the external team and reads no names, chooses among parts alone."""
    case, shut_head = opened(viewer, number, Act.NOTE_OBJECTION)
    people = with_part(case.row, case.standing, viewer.at)
    chosen = tuple((str(one.uuid), _oneself(one, viewer)) for one in people)
    found = objectors_in(case.row)
    if shut_head is None:
        objectors = tuple((f"{part}:{uuid}", called(part, name)) for (part, uuid), name in found.items())
    else:
        objectors = tuple(words.choices("objector", dict.fromkeys(part for part, _uuid in found)))
    frame = framed(case, Act.NOTE_OBJECTION, texts_of(*case.title_keys) if shut_head is None else {})
    back = tab(case, "case_people" if shut_head is None else "case_assistance")
    readers = _("Leses av dem som arbeider med saken, og av den som avgjør om personen er habil.")
    return ObjectionPage(
        frame=replace(frame, back=back, readers=readers, names=dict(chosen)), people=chosen, objectors=objectors
    )


def with_part(row: Case, standing: Standing, at: datetime) -> list[Person]:
    """Those who hold rektor's part, lead, work or assist here, by name; to the external team's leader, those of it."""
    held = CaseAccess.objects.filter(runs_at(at), case=row, starts_at__lte=at).select_related("person")
    is_working = bool(standing.parts & READING)
    people = {one.person for one in held if is_working or one.part == CaseAccess.ASSISTANT}
    people |= set(Person.objects.filter(pk__in=[one for one, _case in leaders_asked((row.pk,), day_of(at))]))
    if is_working:
        people |= {one.person for one in receivers_of(row.school, Concern.PUPILS, at=at) if getattr(row, one.seat)}
    out = shut_out_of(row)
    return sorted((one for one in people if one.pk not in out), key=lambda one: (one.sort_key, one.pk))


def objectors_in(row: Case) -> Objectors:
    """The parties and the guardians of the pupils, with the part of each, the one the case is about first."""
    parties = list(Party.objects.filter(case=row).select_related("pupil", "person").order_by("at", "pk"))
    pupils = sorted((one.pupil for one in parties if one.pupil), key=lambda one: one.pk != row.pupil_id)
    guardians = list(Guardian.objects.filter(pupil__in=pupils).order_by("pk"))
    said = texts_of(*keys_of(pupils, "sealed_name"), *keys_of(guardians, "sealed_name"))
    found: dict[tuple[Objector, UUID | None], str] = {}
    for pupil in pupils:
        is_subject = pupil.pk == row.pupil_id
        found[Objector.SUBJECT if is_subject else Objector.INVOLVED, pupil.pk] = said[pupil, "sealed_name"]
        part = Objector.GUARDIAN if is_subject else Objector.OTHER_GUARDIAN
        found |= {(part, one.pk): said[one, "sealed_name"] for one in guardians if one.pupil_id == pupil.pk}
    cleared = cleared_in(row, parties)
    return found | {(Objector.ADULT, one.person.uuid): adult_named(one, cleared) for one in parties if one.person}


def _oneself(one: Person, viewer: Viewer) -> str:
    return _("{name} (deg selv)").format(name=one.name) if one.pk == viewer.person_id else one.name

