"""Owners that merge: every row of theirs has the successor as its owner, its days apply, and its officers receive."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps

from innsats.cases import commands
from innsats.cases.actions import succeed_owner
from innsats.cases.actions.succession import ENDS, STAYS
from innsats.cases.models import Case
from innsats.cases.queries.access import visible
from innsats.journal.actors import OPERATOR
from innsats.notices.ticking import tick
from innsats.people.models import Appointment, Succession, Unreckoned
from innsats.people.queries.pupils import pupils_for
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
SAID = {"on": AT.date(), "document": "Stortinget, Prop. 1 (2025)"}


@pytest.fixture
def school():
    return world.a_school()


@pytest.fixture
def new():
    return world.an_owner("Nye Fjord kommune")


def succeeded(old, new, *, by=OPERATOR, **facts) -> Succession:
    return succeed_owner(old.uuid, by=by, at=AT, to=new.uuid, **{**SAID, **facts})


def test_everything_goes_to_the_successor(school, new):
    old = school.school_owner
    case = world.followed(world.a_case(school, pupil=world.a_pupil(school, guardians=["Mona Lien"])))
    officer, theirs = world.an_officer(old), world.an_officer(new, "Ny Mottaker")
    succeeded(old, new)
    for model in apps.get_models():
        columns = {field.name for field in model._meta.concrete_fields}
        if "school_owner" in columns and model._meta.label not in STAYS | ENDS:
            assert not model._default_manager.filter(school_owner=old).exists(), model
    case.refresh_from_db()
    assert case.school == school and case.school_owner == new
    rektor = viewer_of(actor(world.principal_of(school)), AT)
    assert list(visible(Act.SEE_CASE, rektor, Case)) == [case]
    assert [one.name for one in pupils_for(rektor, "Noah Lien").pupils] == ["Noah Lien"]
    assert Appointment.objects.get(person=officer).ends_on == AT.date() - timedelta(days=1)
    assert viewer_of(actor(theirs), AT).appointments and not viewer_of(actor(officer), AT).appointments


def test_the_clocks_are_reckoned_with_the_successors_days(school, new):
    world.received(world.a_case(school))
    succeeded(school.school_owner, new)
    assert Unreckoned.objects.filter(school_owner=new).exists()
    tick(AT)
    assert not Unreckoned.objects.exists()


def test_refused_with_all_reasons(school, new):
    old = school.school_owner
    for by in (world.an_officer(old), world.principal_of(school)):
        with pytest.raises(Refused):
            succeeded(old, new, by=actor(by))
    with pytest.raises(Refused) as refused:
        succeeded(old, old, on=date(2027, 1, 1), document="")
    assert [one.code for one in refused.value.obstacles] == ["succeeds_itself", "in_the_future", "text_missing"]
    succeeded(old, new)
    with pytest.raises(Refused) as refused:
        succeeded(old, new)
    assert [one.code for one in refused.value.obstacles] == ["succeeded_already"]
    with pytest.raises(Refused) as refused:
        succeeded(new, old)
    assert [one.code for one in refused.value.obstacles] == ["successor_is_succeeded"]


def test_the_operator_does_it_from_a_shell(school, new, monkeypatch, capsys):
    world.it_is(monkeypatch)
    old = school.school_owner
    commands.succeed_owner([old.number, new.number, "--on", "2026-03-23", "--document", "Prop. 1"])
    assert "has taken over" in capsys.readouterr().out
    assert Succession.objects.get().to_owner == new
