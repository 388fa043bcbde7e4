"""The page I dag, as rektor with ten minutes, a lead, an ordinary employee and somebody untrained open it."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.http import QueryDict
from django.test import Client

from innsats.cases.actions.impartiality import declare_impartiality
from innsats.cases.actions.people import admit_to_team
from innsats.desk.queries.today import today_of
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import Viewer, viewer_of
from innsats.rules.impartiality import Relation, Tie
from innsats.web import drafts
from tests import world
from tests.desk.plans import asked, whole_tables_read
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def viewing(person: Person, at=AT) -> Viewer:
    return viewer_of(actor(person), at)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)


def shown_to(person: Person, address: str = "/") -> str:
    return unescape(world.signed_in(Client(), person).get(address).content.decode())


def test_rektor_sees_what_haste_by_time_left_with_one_step_each():
    school = world.a_school()
    rektor = world.a_principal(school)
    report = world.a_report(school, by=world.an_employee(school))
    shown = shown_to(rektor)
    assert "Mandag 23. mars" in shown
    assert "Én ting skal gjøres i dag." in shown
    assert "Melding fra en som arbeider på skolen" in shown
    assert f'href="/meldinger/{report.number}/"' in shown
    assert "i dag kl. 16.00" in shown
    assert world.WORDS not in shown


def test_what_is_over_time_is_said_first():
    case = world.received()
    later = viewing(world.principal_of(case.school), AT + timedelta(days=9))
    page = today_of(later)
    assert page.lead == "2 ting er på overtid."
    assert page.team[0].status == "overdue"


def test_when_nothing_waits_it_says_so():
    school = world.a_school()
    assert "Ingenting venter på deg" in shown_to(world.a_principal(school))


def test_an_employee_meets_a_way_to_report_and_what_became_of_it():
    school = world.a_school()
    world.a_principal(school)
    employee = world.an_employee(school)
    assert "Ser eller hører du noe" in shown_to(employee)
    report = world.a_report(school, by=employee)
    shown = shown_to(employee)
    assert "Det du har meldt fra om" in shown
    assert f"/mine-meldinger/{report.number}/" in shown
    assert "Mottatt" in shown
    assert world.WORDS not in shown  # who stands behind the reporter's back reads nothing


def test_without_training_one_is_told_and_may_report():
    rektor = world.a_principal(world.a_school(), trained=False)
    shown = shown_to(rektor)
    assert "Du mangler opplæring i personvern og sikkerhet" in shown
    assert "/meld/" in shown


def test_without_a_role_one_may_still_report():
    shown = shown_to(world.a_person())
    assert "Du har ingen rolle ved en skole nå" in shown
    assert "/meld/" in shown


def test_a_decision_that_waits_stands_beside_the_list():
    case = world.received()
    rektor, member = world.principal_of(case.school), world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, by=actor(rektor), at=AT, member=member.uuid)
    tie = [Tie(party=str(case.pupil.uuid), kind=Relation.NEIGHBOUR)]
    declaration = declare_impartiality(case.subject, by=actor(member), at=AT, ties=tie)
    (decision,) = today_of(viewing(rektor)).decisions
    assert decision.address == f"/habilitet/{declaration.pk}/"
    assert "Per Sand" in decision.word
    assert today_of(viewing(member)).decisions == ()
    assert today_of(viewing(world.an_officer(case.school_owner))).decisions == ()


def test_what_one_was_told_stands_beside_the_list_until_it_is_opened():
    case = world.received()
    lead = Person.objects.get(name="Lise Berg")
    tick(AT)
    later = AT + timedelta(hours=1)
    assert [one.word for one in today_of(viewing(lead, later)).news] == ["Du er saksansvarlig"]
    world.declared(case, lead, at=later)
    world.read(case, lead, at=later)
    assert today_of(viewing(lead, later)).news == ()


def test_what_one_has_begun_to_write_is_offered_and_that_of_a_hidden_case_is_not():
    case = world.received()
    school, member = case.school, world.in_team(case)
    rektor = world.principal_of(school)
    typed = QueryDict("text=Noah")
    for address in ("/meld/", f"/saker/{case.number}/funn/"):
        assert drafts.save(member.pk, address, typed, school_owner_id=school.school_owner_id, at=AT)
    begun = today_of(viewing(member)).drafts
    assert {one.address for one in begun} == {"/meld/", f"/saker/{case.number}/funn/"}
    assert today_of(viewing(rektor)).drafts == ()
    case.caseaccess_set.filter(person=member).update(ends_at=AT)
    assert [one.address for one in today_of(viewing(member)).drafts] == ["/meld/"]
    assert today_of(viewing(member, AT + timedelta(days=15))).drafts == ()


def test_more_than_a_page_goes_on_where_it_ended():
    school = world.a_school()
    rektor = world.a_principal(school)
    for _ in range(6):
        world.a_report(school)
    first = today_of(viewing(rektor))
    client = world.signed_in(Client(), rektor)
    shown = unescape(client.get("/", {"etter": first.after}).content.decode())
    assert "Til det som haster mest" in shown
    assert client.get("/", {"etter": "noe helt annet"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_few_queries_however_much_there_is(client, count):
    school = world.a_school()
    rektor = world.a_principal(school)
    for number in range(count):
        world.a_report(school)
        world.received(world.a_case(school, pupil=world.a_pupil(school, f"Elev {number}")))
    world.signed_in(client, rektor).get("/")
    with asked() as queries:
        shown = client.get("/").content.decode()
    assert shown.count("worklist__what") > 2 * count
    # session, viewer (3); clocks, cases, looks, reports; what lies, what was agreed; decisions, reviews,
    # news, drafts; what came in bursts
    assert len(queries) == 17
    assert whole_tables_read(queries) == []


def test_it_cannot_be_written_to(client):
    rektor = world.a_principal(world.a_school())
    assert world.signed_in(client, rektor).post("/").status_code == 405


def test_nobody_signed_in_is_sent_to_sign_in(client):
    assert [client.get(address).status_code for address in ("/", "/saker/")] == [302, 302]
