"""A known tie is a hint that must be answered."""

from __future__ import annotations

import pytest

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.pupils import note_relation
from innsats.people.models import KnownRelation
from innsats.rules.impartiality import Relation
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_a_tie_is_noted_and_the_journal_does_not_say_which():
    school = world.a_school()
    pupil, person = world.a_pupil(school), world.an_employee(school)
    relation = note_relation(pupil.pk, by=OPERATOR, at=AT, person=person.uuid, kind=Relation.NEIGHBOUR)
    assert (relation.kind, relation.school_owner) == ("neighbour", school.school_owner)
    assert Event.objects.get(act="note_relation").facts == {"relation": relation.pk}


def test_rektor_notes_ties_at_the_own_school_only():
    school = world.a_school()
    pupil, person = world.a_pupil(school), world.an_employee(school)
    given = dict(at=AT, person=person.uuid, kind=Relation.NEIGHBOUR)
    with pytest.raises(Refused):
        note_relation(pupil.pk, by=actor(world.a_principal(world.a_school("Lia"))), **given)
    assert not KnownRelation.objects.exists()
    note_relation(pupil.pk, by=actor(world.a_principal(school)), **given)


def test_the_same_tie_is_noted_once():
    school = world.a_school()
    given = dict(by=OPERATOR, at=AT, person=world.an_employee(school).uuid, kind=Relation.SIBLING)
    pupil = world.a_pupil(school)
    note_relation(pupil.pk, **given)
    with pytest.raises(Refused) as refused:
        note_relation(pupil.pk, **given)
    assert [one.code for one in refused.value.obstacles] == ["recorded_already"]


def test_an_unknown_pupil_is_said_so():
    school = world.a_school()
    with pytest.raises(Refused) as refused:
        note_relation(school.uuid, by=OPERATOR, at=AT, person=school.uuid, kind=Relation.SIBLING)
    assert [one.code for one in refused.value.obstacles] == ["unknown_pupil"]
