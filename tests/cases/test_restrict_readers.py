"""A case in the media: one speaks for the school, and only those who are named read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import (
    admit_to_team,
    link_report,
    name_lead,
    receive_case,
    receive_report,
    restrict_readers,
)
from innsats.cases.models import Case, Report, Restriction
from innsats.cases.queries.access import visible
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
LATER = world.AT + timedelta(hours=1)


@pytest.fixture
def case():
    return world.received()


def restrict(case, readers=(), by=None, at=LATER, **more):
    by = by or world.principal_of(case.school)
    given = {"spokesperson": world.principal_of(case.school).uuid, "reason": "Avisa ringer.", **more}
    return restrict_readers(case.pk, by=world.actor(by), at=at, readers=[one.uuid for one in readers], **given)


def may(act, model, person):
    return visible(act, viewer_of(world.actor(person), LATER), model).exists()


def test_whoever_is_not_named_reads_neither_the_case_nor_its_reports(case):
    kept, other = world.in_team(case, world.an_employee(case.school, "Siv Moen")), world.in_team(case)
    assert may(Act.READ_CASE, Case, other) and may(Act.READ_REPORT, Report, other)
    stands = restrict(case, [kept])
    assert may(Act.READ_CASE, Case, kept) and may(Act.READ_REPORT, Report, kept)
    assert not may(Act.SEE_CASE, Case, other) and not may(Act.READ_REPORT, Report, other)
    assert open_one(stands.reason, stands.pk) == "Avisa ringer."
    assert Event.objects.get(act="restrict_readers").facts["members"] == [str(other.uuid)]


def test_the_lead_and_rektors_part_go_on(case):
    restrict(case)
    lead = case.caseaccess_set.get(part="lead", ends_at=None).person
    assert may(Act.SEE_CASE, Case, lead) and may(Act.READ_CASE, Case, world.principal_of(case.school))


def test_whoever_was_responsible_for_a_report_and_is_not_named_reads_it_no_more(case):
    report = Report.objects.get(casereport__case=case)
    before = world.an_employee(case.school, "Siv Moen")
    rektor = world.actor(world.principal_of(case.school))
    receive_report(report.pk, by=rektor, at=world.AT, lead=before.uuid)
    restrict(case)
    report.refresh_from_db()
    assert report.lead is None and not may(Act.READ_REPORT, Report, before)


def test_while_it_lasts_only_rektor_lets_in_one_more(case):
    lead, new = case.caseaccess_set.get().person, world.an_employee(case.school, "Siv Moen")
    world.declared(case, lead)
    restrict(case)
    with refused("readers_restricted"):
        admit_to_team(case.pk, by=world.actor(lead), at=LATER, member=new.uuid)
    assert admit_to_team(case.pk, by=world.actor(world.principal_of(case.school)), at=LATER, member=new.uuid)


def test_the_lead_does_not_let_in_one_more_by_receiving_the_case_either():
    case = world.a_case()
    new = world.an_employee(case.school, "Siv Moen")
    rektor = world.actor(world.principal_of(case.school))
    lead = world.an_employee(case.school, "Lise Berg")
    name_lead(case.pk, by=rektor, at=world.AT, lead=lead.uuid)
    world.declared(case, lead)
    restrict(case)
    given = {
        "by": world.actor(lead), "at": LATER, "is_serious": False, "reason_text": "Nytt", "safety": "En voksen",
        "rights_given_on": world.AT.date(),
    }  # fmt: skip
    with refused("readers_restricted"):
        receive_case(case.pk, lead=new.uuid, **given)
    assert receive_case(case.pk, lead=lead.uuid, **given)


def test_whoever_is_responsible_for_a_report_that_is_linked_later_reads_it_no_more(case):
    before = world.an_employee(case.school, "Siv Moen")
    report = world.with_lead(world.declared(world.read(world.a_report(case.school)), parties=[case.pupil]), before)
    rektor = world.actor(world.principal_of(case.school))
    restrict(case)
    link_report(case.pk, by=rektor, at=LATER, report=report.pk)
    report.refresh_from_db()
    assert report.lead is None and not may(Act.READ_REPORT, Report, before)


def test_who_speaks_for_the_school_reads_nothing_by_that(case):
    speaker = world.an_employee(case.school, "Siv Moen")
    restrict(case, spokesperson=speaker.uuid)
    assert not may(Act.SEE_CASE, Case, speaker)


def test_done_anew_it_takes_the_place_of_what_was(case):
    kept = world.in_team(case, world.an_employee(case.school, "Siv Moen"))
    first, second = restrict(case, [kept]), restrict(case)
    first.refresh_from_db()
    assert first.ended_at == LATER and second.ended_at is None and not may(Act.SEE_CASE, Case, kept)


@pytest.mark.parametrize(
    ("given", "code"), [({"reason": ""}, "text_missing"), ({"reason": " "}, "text_missing")]
)
def test_what_is_missing_is_refused(case, given, code):
    with refused(code):
        restrict(case, **given)


def test_somebody_inhabil_or_from_elsewhere_does_not_speak_for_the_school(case):
    mother = world.an_employee(case.school, "Tone Lien")
    world.a_known_relation(mother, case.pupil, Relation.PARENT)
    with refused("disqualified"):
        restrict(case, spokesperson=mother.uuid)
    elsewhere = world.an_employee(world.a_school("Fjellheim skole"), "Hanne Dal")
    with refused("not_employed_here"):
        restrict(case, spokesperson=elsewhere.uuid)


def test_only_somebody_in_the_team_goes_on(case):
    stranger = world.an_employee(case.school, "Siv Moen")
    with refused("not_in_team"):
        restrict(case, [stranger])
    assert not Restriction.objects.exists()


def test_it_is_rektors_to_do(case):
    member, stranger = world.in_team(case), world.an_employee(case.school, "Siv Moen")
    with refused("wrong_part"):
        restrict(case, by=member)
    with not_visible():
        restrict(case, by=stranger)


def test_it_is_done_on_its_page_and_stands_on_every_tab(client, monkeypatch, case):
    member = world.in_team(case, world.an_employee(case.school, "Siv Moen"))
    world.it_is(monkeypatch)
    rektor = world.signed_in(client, world.principal_of(case.school))
    tab = f"/saker/{case.number}/sarskilt/"
    assert "Siv Moen" in rektor.get(f"{tab}innsyn/").content.decode()
    typed = {"spokesperson": str(world.principal_of(case.school).uuid), "reason": "Avisa ringer."}
    assert "Skriv" in rektor.post(f"{tab}innsyn/", {**typed, "reason": ""}).content.decode()
    assert rektor.post(f"{tab}innsyn/", typed).headers["Location"] == tab
    for page in (tab, f"/saker/{case.number}/", f"/saker/{case.number}/personer/"):
        assert "Bare navngitte leser saken" in rektor.get(page).content.decode()
    assert "Leser ikke saken lenger: Siv Moen" in rektor.get(f"/saker/{case.number}/logg/").content.decode()
    assert world.signed_in(client, member).get(f"/saker/{case.number}/").status_code == 404
