"""Schools that merge: the successor holds all of it, numbers, codes and links go on working, and roles end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from innsats.cases.actions import report_concern, succeed_school
from innsats.cases.models import Case, CaseAccess, Due, Report
from innsats.cases.queries.access import visible
from innsats.journal.actors import ANONYMOUS, OPERATOR
from innsats.journal.models import Event
from innsats.people.models import Appointment, Pupil, Succession
from innsats.people.queries.search import find_schools
from innsats.people.queries.units import unit_called
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
SAID = {"on": AT.date(), "document": "Kommunestyret 14/2026"}


@pytest.fixture
def old():
    return world.a_school("Solbakken skole")


@pytest.fixture
def new(old):
    school = world.a_school("Åsen skole", owner=old.school_owner)
    world.a_principal(school, "Nina Ås")
    return school


def succeeded(old, new, *, by=OPERATOR, at=AT, **facts) -> Succession:
    return succeed_school(old.uuid, by=by, at=at, to=new.uuid, **{**SAID, **facts})


def codes_of(old, new, **facts) -> list[str]:
    before = Succession.objects.count(), Event.objects.count(), Appointment.objects.filter(ends_on=None).count()
    with pytest.raises(Refused) as refused:
        succeeded(old, new, **facts)
    assert before == (
        Succession.objects.count(), Event.objects.count(), Appointment.objects.filter(ends_on=None).count()
    )
    return [one.code for one in refused.value.obstacles]


def test_the_successor_holds_reports_cases_clocks_and_pupils(old, new):
    case, closed = world.measures_started(world.a_case(old)), world.closed(world.received(world.a_case(old, pupil=(
        world.a_pupil(old, "Ada Moe", born=date(2015, 1, 1))))))
    loose, numbers = world.a_report(old), set(Case.objects.values_list("number", flat=True))
    succeeded(old, new)
    for model in (Report, Case, Due, Pupil):
        assert set(model.objects.values_list("school", flat=True)) == {new.pk}
    assert set(Case.objects.values_list("number", flat=True)) == numbers and loose.number
    nina = viewer_of(actor(world.principal_of(new)), AT)
    assert set(visible(Act.SEE_CASE, nina, Case)) == {case, closed}
    assert Due.objects.filter(case=case, code="governor_from").count() == 0
    assert not Due.objects.filter(report__casereport__case=case, code="governor_from").exclude(lapsed="").exists()


def test_every_role_ends_and_who_works_at_the_successor_goes_on(old, new):
    case = world.received(world.a_case(old))
    lead = case.caseaccess_set.get(part="lead").person
    stays = world.in_team(case)
    world.appointed(stays, "employee", new)
    succeeded(old, new)
    assert set(Appointment.objects.filter(school=old).values_list("ends_on", flat=True)) == {AT.date() - timedelta(1)}
    open_now = CaseAccess.objects.filter(case=case, ends_at=None)
    assert {one.person for one in open_now} == {stays} and lead != stays
    ended = Event.objects.get(stream=old.subject.stream, act="succeed_school").facts["ended"]
    assert len(ended) == Appointment.objects.filter(school=old).count()


def test_what_began_since_the_decision_is_not_written_anew(old, new):
    yesterday = AT.date() - timedelta(1)
    began = world.appointed(world.a_person("Lise Ny"), "employee", old, since=AT.date() - timedelta(5))
    later = world.appointed(world.a_person("Ola Senere"), "employee", old, since=AT.date() + timedelta(30))
    succeeded(old, new, on=AT.date() - timedelta(10))
    held = {one.person: (one.starts_on, one.ends_on) for one in Appointment.objects.filter(school=old)}
    assert (held[began], held[later]) == ((AT.date() - timedelta(5), yesterday), (yesterday, yesterday))


def test_old_links_and_numbers_lead_to_the_successor(old, new):
    succeeded(old, new)
    report = report_concern(old.uuid, by=ANONYMOUS, at=AT, text="Noe", arena="school")
    assert (report.school, report.receiver) == (new, world.principal_of(new))
    assert unit_called(old.organisation_number) == [new]
    assert old not in find_schools("Solbakken")


def test_all_reasons_are_told(old, new):
    far = world.a_school("Lia skole")
    assert codes_of(old, old) == ["succeeds_itself"]
    assert codes_of(old, far, on=AT.date() + timedelta(days=1), document=" ") == [
        "succeeds_across_owners", "in_the_future", "text_missing",
    ]
    succeeded(old, new)
    assert codes_of(old, new) == ["succeeded_already"]
    third = world.a_school("Myra skole", owner=old.school_owner)
    assert codes_of(third, old) == ["successor_is_succeeded"]
    assert codes_of(new, third, on=AT.date() - timedelta(days=1)) == ["succeeded_before_it_began"]


@pytest.mark.parametrize("who", ["rektor", "foreign"])
def test_only_the_owners_officer_or_the_operator(old, new, who):
    people = {"rektor": world.a_principal(old), "foreign": world.an_officer(world.an_owner("Nabo kommune"))}
    assert codes_of(old, new, by=actor(people[who])) == ["wrong_part"]
    succeeded(old, new, by=actor(world.an_officer(old.school_owner)))


@pytest.mark.parametrize("column", ["school", "school_owner"])
def test_nothing_else_changes_the_school_of_a_report_or_a_case(old, new, column):
    case = world.a_case(old)
    other = {"school": new, "school_owner": world.an_owner("Nabo kommune")}[column]
    for model in (Case, Report):
        with pytest.raises(IntegrityError, match="never changes school"), transaction.atomic():
            model.objects.all().update(**{column: other})
    assert Case.objects.get() == case


def test_the_officer_does_it_on_a_page(client, old, new, monkeypatch):
    world.it_is(monkeypatch)
    officer = world.an_officer(old.school_owner)
    world.signed_in(client, officer)
    address = reverse("succeed_school", args=[old.school_owner.uuid])
    assert address in client.get(reverse("owner_days", args=[old.school_owner.uuid])).content.decode()
    assert "Solbakken skole" in client.get(address).content.decode()
    sent = {"school": str(old.uuid), "to": str(new.uuid), "on": "2026-03-23", "document": "Sak 14/2026"}
    assert client.post(address, sent).status_code == 302
    assert "Solbakken skole → Åsen skole" in client.get(address).content.decode()


def test_the_page_asks_the_same_for_few_and_many(client, old, new, monkeypatch, django_assert_num_queries):
    world.it_is(monkeypatch)
    world.signed_in(client, world.an_officer(old.school_owner))
    address = reverse("succeed_school", args=[old.school_owner.uuid])
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(7):
            client.get(address)
        for more in range(3):
            succeeded(world.a_school(f"Skole {more}{_}", owner=old.school_owner), new)
