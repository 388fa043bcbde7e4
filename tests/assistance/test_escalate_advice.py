"""What is needed to stop the bullying and has no answer when its day is over goes to the owner."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from innsats.assistance.actions import answer_advice, decide_advice, escalate_advice
from innsats.cases.actions import reopen_case
from innsats.cases.models import Advice, AdviceRaised, Case, Due, Recusal
from innsats.cases.queries.access import standing_of, visible
from innsats.desk.queries.todo import todo_of
from innsats.journal.actors import CLOCK, OPERATOR
from innsats.journal.models import Event
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO, start_of_next_day
from innsats.rules.roles import Role
from tests import world
from tests.assistance.helping import advised
from tests.cases.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def advice(case, begun):
    return advised(case)


@pytest.fixture
def over(advice) -> datetime:
    """The first moment after the day on which the school should have answered."""
    due = Due.objects.get(code="advice_answered").due_on
    return start_of_next_day(due)


def sees(name: str, at: datetime) -> bool:
    return visible(Act.SEE_CASE, viewer_of(world.actor(Person.objects.get(name=name)), at), Case).exists()


@pytest.mark.source("practice")
def test_the_owner_hears_when_the_day_is_over_and_has_one_working_day(case, advice, over):
    tick(over - timedelta(minutes=1))
    assert not AdviceRaised.objects.exists() and not sees("Ola Dahl", over)
    tick(over)
    assert sees("Ola Dahl", over)
    assert "advice_raised" in Notice.objects.filter(person__name="Ola Dahl").values_list("news", flat=True)
    passed_on = set(Notice.objects.filter(news="advice_passed_on").values_list("person__name", flat=True))
    assert {world.principal_of(case.school).name, advice.by.name} <= passed_on
    asked, decided = Due.objects.get(code="advice_answered"), Due.objects.get(code="advice_decided")
    assert (decided.due_on - asked.due_on).days == 1 and decided.met_at is None
    tick(over + timedelta(minutes=1))
    assert Event.objects.filter(act="escalate_advice").count() == 1


def test_what_the_school_has_answered_goes_nowhere(case, advice, over):
    rektor = world.actor(world.principal_of(case.school))
    answer_advice(case.pk, by=rektor, at=world.AT, advice=advice.pk, answer="accepted")
    tick(over)
    assert not Event.objects.filter(act="escalate_advice").exists() and not sees("Ola Dahl", over)


def test_the_school_that_follows_late_spares_the_owner_the_decision(case, advice, over):
    tick(over)
    rektor = world.actor(world.principal_of(case.school))
    answer_advice(case.pk, by=rektor, at=over, advice=advice.pk, answer="accepted")
    assert Due.objects.get(code="advice_decided").met_at == over


def test_it_goes_nowhere_when_somebody_at_the_owner_has_rektors_part(case, advice, over):
    Case.objects.filter(pk=case.pk).update(seat_principal=False, seat_deputy=False, seat_officer=True)
    tick(over)
    assert not Event.objects.filter(act="escalate_advice").exists()


def test_a_new_officer_meets_it_too(case, advice, over):
    tick(over)
    anna = world.appointed(
        world.a_person("Anna Ny", unit=case.school_owner), Role.OWNER_OFFICER, case.school_owner
    )
    assert anna and sees("Anna Ny", over)


def test_the_head_decides_when_no_officer_can(case, advice, over):
    siri, ola = world.a_head(case.school_owner), Person.objects.get(name="Ola Dahl")
    Recusal.objects.create(school_owner=case.school_owner, case=case, person=ola, source="x", at=world.AT)
    tick(over)
    assert sees("Siri Moe", over) and not sees("Ola Dahl", over)
    assert "advice_raised" in Notice.objects.filter(person=siri).values_list("news", flat=True)
    decide_advice(
        case.pk, by=world.actor(siri), at=over, advice=advice.pk, ruling="instructed", text="Gjør det i morgen."
    )


def test_the_officer_sees_that_advice_and_gets_nothing_else_of_the_case(case, advice, over):
    tick(over)
    standing = standing_of(viewer_of(world.actor(Person.objects.get(name="Ola Dahl")), over), case)
    held = {act for act in Act if not obstacles_to(act, standing)}
    of_anybody = {Act.REPORT_CONCERN, Act.USE_FAMILY_KEY, Act.LINK_SIGN_IN, Act.PROPOSE_APPOINTMENT}
    assert held - of_anybody == {Act.SEE_CASE, Act.READ_ADVICE, Act.DECIDE_ADVICE}


def test_what_waits_when_the_case_is_closed_and_opened_again_goes_to_the_owner_then(case, advice, over):
    rektor = {"by": world.actor(world.principal_of(case.school))}
    Case.objects.filter(pk=case.pk).update(stage="closed")
    reopen_case(case.pk, at=over + timedelta(days=20), reason="Det har begynt igjen.", **rektor)
    due = Due.objects.get(code="advice_answered")
    tick(start_of_next_day(due.due_on))
    assert Event.objects.filter(act="escalate_advice").count() == 1


def test_only_the_clock_does_this(case, advice):
    for somebody in (world.actor(world.principal_of(case.school)), OPERATOR):
        with refused("wrong_part"):
            escalate_advice(case.pk, by=somebody, at=world.AT, advice=advice.pk)
    assert escalate_advice(case.pk, by=CLOCK, at=world.AT, advice=advice.pk) == Advice.objects.get()


def test_friday_evening_gives_the_school_monday(case, begun):
    friday = datetime(2026, 3, 27, 20, tzinfo=OSLO)
    assert friday.weekday() == 4
    advised(case, at=friday)
    assert Due.objects.get(code="advice_answered").due_on.isoformat() == "2026-03-30"


def test_what_the_owner_decides_is_the_officers_and_rektor_only_waits_for_it(case, advice, over):
    tick(over)
    groups = {}
    for name in ("Ola Dahl", world.principal_of(case.school).name):
        rows = todo_of(viewer_of(world.actor(Person.objects.get(name=name)), over))
        groups[name] = [row.group for row in rows if "advice_decided" in row.clocks]
    assert groups == {"Ola Dahl": ["mine"], world.principal_of(case.school).name: ["team"]}
