"""What the database itself holds fast."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model

from innsats.people.models import (
    Account,
    Appointment,
    ClosedPeriod,
    CodeApp,
    Duty,
    LocalLimits,
    NotInFile,
    OutsideSession,
    OwnerInUse,
    Passkey,
    Person,
    PupilMove,
    RecoveryCode,
    SchoolOwner,
    Session,
    SignInIdentity,
    Succession,
    Training,
    Unreckoned,
)
from tests import world
from tests.people.proposing import proposed
from tests.world import AT

pytestmark = pytest.mark.django_db
WITHOUT_OWNER = {
    SchoolOwner, Account, Person, Training, Session, CodeApp, Passkey, RecoveryCode, SignInIdentity, OutsideSession,
}  # fmt: skip


def rows_of_every_kind() -> list[Model]:
    """One row of each model that belongs to an owner."""
    school = world.a_school()
    owner, person = school.school_owner, world.an_employee(school)
    pupil = world.a_pupil(school, guardians=[person])
    relation = world.a_known_relation(person, pupil)
    period = ClosedPeriod.objects.create(
        school_owner=owner, closes="school", starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 9)
    )
    duty = Duty.objects.create(school_owner=owner, person=person, starts_on=AT.date(), ends_on=AT.date())
    in_use = OwnerInUse.objects.create(
        school_owner=owner, by=person, at=AT, **dict.fromkeys(OwnerInUse.CONFIRMATIONS, True)
    )
    sealed = [pupil, pupil.guardian_set.get(), pupil.nameword_set.first(), relation]
    limits = LocalLimits.objects.create(
        school_owner=owner, at=AT, first_talk_school_days=1, to_deputy_hours=1, to_officer_hours=2
    )
    waiting = Unreckoned.objects.create(school_owner=owner, since=AT)
    gone = NotInFile.objects.create(school_owner=owner, pupil=pupil, since=AT.date())
    there = world.a_pupil(world.a_school("Åsen skole", owner=owner))
    moved = PupilMove.objects.create(school_owner=owner, pupil=pupil, continued_as=there, moved_on=AT.date(), at=AT)
    taken_over = Succession.objects.create(
        school_owner=owner, school=school, to_owner=owner, to_school=there.school, on=AT.date(), document="Sak 1", at=AT
    )
    rows = [school, Appointment.objects.get(), period, duty, in_use, limits, waiting, gone, moved, taken_over]
    return [*rows, proposed(school), *sealed]


def test_every_model_under_a_unit_has_its_owner_and_every_such_model_is_tried():
    owned = {model for model in apps.get_app_config("people").get_models() if model not in WITHOUT_OWNER}
    assert {type(row) for row in rows_of_every_kind()} == owned


def test_a_row_keeps_its_owner_for_good():
    other = world.an_owner("Nabo")
    for row in rows_of_every_kind():
        with pytest.raises(IntegrityError, match="keeps its school owner"), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(school_owner=other)
        row.save()  # the same owner again is no change


def test_an_e_mail_is_one_account_whatever_its_letters():
    Account.objects.create(email="kari@fjordvik.example", password="!")
    for email in ("kari@fjordvik.example", "Kari@fjordvik.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create(email=email, password="!")


def test_an_owner_is_known_by_kind_and_number_and_a_county_has_one_owner():
    facts = dict(sort_key="1", search_key="a", name="A")
    SchoolOwner.objects.create(kind="municipality", number="0301", county_number="03", **facts)
    SchoolOwner.objects.create(kind="private", number="0301", **facts)
    for broken in (
        {"kind": "municipality", "number": "0301"}, {"kind": "county", "number": "03", "county_number": "03"},
        {"kind": "state", "number": "1"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SchoolOwner.objects.create(**facts | broken)
