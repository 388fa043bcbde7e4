"""Schools and owners that merge: the successor holds everything, from a day and by a decision.

The one place that lets a report or a case change its school or its owner; `tests/architecture/test_succession` and the
database's own guard see to that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.actions.importing import index_pupils
from innsats.people.models import Appointment, NameWord, Pupil, School, SchoolOwner, Succession, Unreckoned
from innsats.people.viewers import running_on, standing_at_unit, viewer_of
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import ONE_DAY, cut_short, day_of
from innsats.rules.inputs import LONGEST_NAME, text_obstacles, time_obstacles
from innsats.rules.succeeding import SuccessionFacts, obstacles_to_succeed
from innsats.rules.verdicts import Obstacle, Refused
from innsats.vault.sealing import open_all

from ..models import CaseAccess

Unit = School | SchoolOwner
ENDS = {"people.Appointment"}  # nobody is appointed by a merger: each ends, or stays at its school, and is recorded
STAYS = {  # of the owner that was: its own days, limits and decisions; and what only it could open
    "people.ClosedPeriod", "people.Duty", "people.LocalLimits", "people.OwnerInUse", "people.Succession",
    "people.Unreckoned", "people.NameWord", "cases.KeepingTime", "web.Draft", "web.Upload",
}


@action
def succeed_school(school: UUID, *, by: Actor, at: datetime, to: UUID, on: date, document: str) -> Succession:
    """Let another school of the same owner take over everything here: reports, cases, clocks and pupils.

    Numbers, codes and links go on working. Every role here ends the day before `on`: who works at the successor is
    appointed there. Raises Refused with every reason, also for a school of another owner.
    """
    old, new = _locked(School, school, to, "unknown_school")
    require(Act.SUCCEED_SCHOOL, standing_at_unit(viewer_of(by, at), old))
    _refuse(old, new, on, document, at)
    held = _kept(old, new, on, document, at)
    ended = _end_roles(Appointment.objects.filter(school=old), on, at)
    _pass_on("school", old, new)
    _end_work(CaseAccess.objects.filter(case__school=new), at)
    _record(Act.SUCCEED_SCHOOL, old, new, held, by, at, ended=ended)
    return held


@action
def succeed_owner(owner: UUID, *, by: Actor, at: datetime, to: UUID, on: date, document: str) -> Succession:
    """Let another owner take over everything here, its schools with all that is theirs.

    Who works at a school goes on there; every role at the owner ends the day before `on`. The successor's days and
    limits apply, and clocks are reckoned with them. Raises Refused with every reason.
    """
    old, new = _locked(SchoolOwner, owner, to, "unknown_unit")
    require(Act.SUCCEED_OWNER, standing_at_unit(viewer_of(by, at), old))
    _refuse(old, new, on, document, at)
    held = _kept(old, new, on, document, at)
    pupils = list(Pupil.objects.filter(school_owner=old).order_by("pk"))
    names = open_all([(one.sealed_name, one.pk) for one in pupils])
    ended = _end_roles(Appointment.objects.filter(school_owner=old, school=None), on, at)
    Appointment.objects.filter(school_owner=old).exclude(school=None).update(school_owner=new)
    _pass_on("school_owner", old, new)
    NameWord.objects.filter(school_owner=old).delete()  # made with the old owner's key
    Pupil.objects.filter(pk__in=[one.pk for one in pupils]).update(source_key=None)
    index_pupils(new.pk, pupils, names)
    Unreckoned.objects.update_or_create(school_owner=new, defaults={"since": at})
    _record(Act.SUCCEED_OWNER, old, new, held, by, at, ended=ended)
    return held


def _locked(model: type[Unit], old: UUID, new: UUID, otherwise: str) -> tuple[Unit, Unit]:
    """Both, locked in the order of their ids. Raises Refused for one that does not exist."""
    rows = model._default_manager.select_for_update(no_key=True).filter(uuid__in={old, new}).order_by("pk")
    found = {str(row.uuid): row for row in rows}
    if str(old) not in found or str(new) not in found:
        raise Refused((Obstacle(otherwise, law.HOUSE_PRACTICE),))
    return found[str(old)], found[str(new)]


def _refuse(old: Unit, new: Unit, on: date, document: str, at: datetime) -> None:
    into = {"to_school": old} if isinstance(old, School) else {"to_owner": old, "to_school": None}
    facts = SuccessionFacts(
        is_itself=old.pk == new.pk, is_succeeded=_successions(old).exists(),
        successor_is_succeeded=_successions(new).exists(), on=on,
        same_owner=getattr(old, "school_owner_id", None) == getattr(new, "school_owner_id", None),
        succeeded_others_on=Succession.objects.filter(**into).order_by("-on").values_list("on", flat=True).first(),
    )  # fmt: skip
    refuse_if(
        obstacles_to_succeed(facts)
        + time_obstacles("on", on, at=at)
        + text_obstacles("document", document, longest=LONGEST_NAME)
    )


def _successions(unit: Unit) -> QuerySet[Succession]:
    is_school = isinstance(unit, School)
    return Succession.objects.filter(**({"school": unit} if is_school else {"school_owner": unit, "school": None}))


def _kept(old: Unit, new: Unit, on: date, document: str, at: datetime) -> Succession:
    """The decision, before anything is passed on: the database lets nothing go without it."""
    if isinstance(old, School) and isinstance(new, School):
        units = {"school_owner_id": old.school_owner_id, "school": old, "to_owner_id": new.school_owner_id,
                 "to_school": new}  # fmt: skip
    else:
        units = {"school_owner": old, "to_owner": new}
    return Succession.objects.create(on=on, document=" ".join(document.split()), at=at, **units)


def _pass_on(column: str, old: Unit, new: Unit) -> None:
    for model in _passed_on(column):
        model._default_manager.filter(**{column: old}).update(**{column: new})


def _passed_on(column: str) -> Iterator[type[models.Model]]:
    """Every table with rows of a school, or of an owner, that its successor takes over."""
    for model in apps.get_models():
        is_ours = model.__module__.startswith("innsats.") and model._meta.label not in STAYS | ENDS
        if is_ours and any(field.name == column for field in model._meta.concrete_fields):
            yield model


def _end_roles(held: QuerySet[Appointment], on: date, at: datetime) -> list[UUID]:
    """Every role that runs on the day of the succession ends the day before it; what would begin later never was."""
    running = list(held.exclude(ends_on__lt=on).order_by("pk"))
    for row in running:
        row.starts_on, row.ends_on = cut_short(row.starts_on, ends_on=on - ONE_DAY, on=day_of(at))
    Appointment.objects.bulk_update(running, ["starts_on", "ends_on"])
    return [row.uuid for row in running]


def _end_work(held: QuerySet[CaseAccess], at: datetime) -> None:
    """Who has no role at the successor leads and works on no case there: rektor's part answers for it until named."""
    at_work = Appointment.objects.filter(running_on(day_of(at)), school=models.OuterRef("case__school"))
    gone = held.filter(~models.Exists(at_work.filter(person=models.OuterRef("person"))), ends_at=None)
    CaseAccess.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).update(ends_at=at)


def _record(
    act: Act, old: Unit, new: Unit, held: Succession, by: Actor, at: datetime, *, ended: list[UUID]
) -> None:
    record(act, new.subject, by=by, at=at, succession=held.pk, succeeds=old.uuid, on=held.on)
    record(act, old.subject, by=by, at=at, succession=held.pk, to=new.uuid, on=held.on, ended=ended)
