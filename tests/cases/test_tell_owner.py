"""That the owner was told: by whom, to whom, how and when. Nothing is sent."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.cases.actions import assess_seriousness, tell_owner
from innsats.cases.models import Case, Due, OwnerTold
from innsats.cases.queries.access import visible
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.seriousness import SeriousReason
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
@replayed
def report():
    """A concern about an employee, which rektor has read and declared on."""
    school = world.a_school()
    world.an_officer(school.school_owner)
    report = world.a_report(school, concerned=world.an_employee(school, "Per Sand"))
    return world.declared(world.read(report), parties=[world.a_pupil(school)])


def officer_of(row):
    return row.school.school_owner.appointment_set.get(school=None, role="owner_officer").person


def tell(row, by=None, *, to=None, at=world.AT + HOUR, **more):
    by, to = by or world.principal_of(row.school), to or officer_of(row)
    return tell_owner(row.subject, by=world.actor(by), at=at, to=to.uuid, **more)


@pytest.mark.source("oppl § 12-5(1)")
def test_it_is_kept_and_meets_the_clock_at_the_time_it_happened(report):
    told = tell(report, how="talk", told_at=world.AT + HOUR / 2)
    assert (told.to, told.how, told.told_at) == (officer_of(report), "talk", world.AT + HOUR / 2)
    assert Due.objects.get(report=report, code="principal_to_owner").met_at == world.AT + HOUR / 2


@pytest.mark.source("oppl § 12-4(2)")
def test_T07_a_serious_case_is_told_with_time_and_recipient_and_the_officer_then_sees_that_it_is_there():
    case = world.received(serious=True)
    officer = world.an_officer(case.school_owner)
    assert not visible(Act.SEE_CASE, viewer_of(world.actor(officer), world.AT), Case).exists()
    tell(case)
    seen = viewer_of(world.actor(officer), world.AT + HOUR)
    assert visible(Act.SEE_CASE, seen, Case).exists() and not visible(Act.READ_CASE, seen, Case).exists()
    assert Due.objects.get(case=case, code="serious_to_owner").met_at is not None


def test_it_cannot_be_told_before_it_was_known_or_after_now(report):
    with refused("before_the_case"):
        tell(report, told_at=world.AT - timedelta(days=2))
    with refused("in_the_future"):
        tell(report, told_at=world.AT + timedelta(days=2))


def test_an_unknown_recipient_is_refused(report):
    rektor = world.actor(world.principal_of(report.school))
    with refused("unknown_person"):
        tell_owner(report.subject, by=rektor, at=world.AT, to=uuid4())


def test_it_is_rektors_to_do(report):
    lead = world.an_employee(report.school)
    world.with_lead(report, lead)
    world.declared(report, lead)
    with refused("wrong_part"):
        tell(report, lead)


def test_who_may_not_see_it_may_not_tell_of_it(report):
    for somebody in (world.an_employee(report.school), report.party_set.get(part="adult").person):
        with not_visible():
            tell(report, somebody)


def test_a_second_click_tells_once(report):
    for _ in range(2):
        tell(report, form_key="k")
    assert OwnerTold.objects.count() == Event.objects.filter(act="tell_owner").count() == 1


@pytest.mark.source("oppl § 12-4(2)")
def test_telling_on_a_report_of_the_case_counts_once_it_was_judged_serious():
    case = world.received(serious=True)
    world.an_officer(case.school_owner)
    report = case.casereport_set.get().report
    tell(report)
    assert Due.objects.get(case=case, code="serious_to_owner").met_at == world.AT + HOUR


@pytest.mark.source("oppl § 12-4(2)")
def test_what_the_owner_was_told_on_a_report_before_the_judgement_is_not_about_it():
    case = world.received()
    world.an_officer(case.school_owner)
    tell(case.casereport_set.get().report)
    later = world.AT + timedelta(days=2)
    judge = world.actor(world.principal_of(case.school))
    assess_seriousness(case.uuid, by=judge, at=later, is_serious=True, reason=SeriousReason.THREATS)
    assert Due.objects.get(case=case, code="serious_to_owner").met_at is None


@pytest.mark.source("oppl § 12-4(2)")
def test_T07_only_somebody_who_receives_for_the_owner_can_have_been_told(report):
    accused = report.party_set.get(part="adult").person
    elsewhere = world.an_officer(world.an_owner("Havnes kommune"), "Ida Hav")
    for somebody in (accused, world.an_employee(report.school), world.principal_of(report.school), elsewhere):
        with refused("not_at_the_owner"):
            tell(report, to=somebody)


def test_an_officer_who_is_inhabil_here_is_not_told(report):
    school = report.school
    head = world.a_head(school.school_owner)
    own_child = world.a_pupil(school, "Amir Sæther", guardians=[officer_of(report)])
    report = world.declared(report, parties=[own_child])
    with refused("not_at_the_owner"):
        tell(report)
    assert tell(report, to=head).to == head
