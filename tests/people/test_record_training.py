"""Training opens reading, and is recorded by whoever looks after the unit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.persons import record_training
from innsats.people.models import Training
from innsats.people.viewers import viewer_of
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.mark.source("opplf § 20-2")
def test_training_recorded_by_rektor_opens_reading_at_once():
    school = world.a_school()
    person = world.an_employee(school, trained=False)
    assert not viewer_of(actor(person), AT).trained
    record_training(person.uuid, by=actor(world.a_principal(school)), at=AT, completed_on=TODAY)
    assert viewer_of(actor(person), AT).trained
    assert Event.objects.get(at=AT).stream == f"school:{school.uuid}"


def test_the_operator_may_record_it_for_anybody():
    person = world.a_person(trained=False)
    record_training(person.uuid, by=OPERATOR, at=AT, completed_on=TODAY)
    assert Event.objects.get(at=AT).stream == f"person:{person.uuid}"


@pytest.mark.parametrize("days", [1, 400])
def test_training_that_has_not_been_is_refused(days):
    person = world.a_person(trained=False)
    with pytest.raises(Refused) as refused:
        record_training(person.uuid, by=OPERATOR, at=AT, completed_on=TODAY + timedelta(days=days))
    assert [one.code for one in refused.value.obstacles] == ["in_the_future"] and not Training.objects.exists()


def test_the_same_training_is_recorded_once():
    person = world.a_person(trained=False)
    record_training(person.uuid, by=OPERATOR, at=AT, completed_on=TODAY)
    with pytest.raises(Refused) as refused:
        record_training(person.uuid, by=OPERATOR, at=AT, completed_on=TODAY)
    assert [one.code for one in refused.value.obstacles] == ["recorded_already"] and Training.objects.count() == 1


def test_nobody_records_it_for_oneself_or_for_another_s_people():
    school = world.a_school()
    person = world.an_employee(school, trained=False)
    untrained = world.a_principal(school, trained=False)
    outsider = world.a_principal(world.a_school("Lia skole"))
    for by in (person, untrained, outsider, world.an_employee(school, "Per Sand")):
        with pytest.raises(Refused):
            record_training(person.uuid, by=actor(by), at=AT, completed_on=TODAY)
    with pytest.raises(Refused):
        record_training(untrained.uuid, by=actor(untrained), at=AT, completed_on=TODAY)
    assert not Training.objects.filter(person__in=[person, untrained]).exists()
