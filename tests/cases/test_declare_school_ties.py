"""Who comes from outside answers about the school before seeing a name, and who steps aside never sees one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from innsats.assistance.queries.outcomes import outcomes_in
from innsats.cases.actions import (
    admit_to_team,
    decide_impartiality,
    declare_impartiality,
    declare_school_ties,
)
from innsats.cases.models import Case, CaseAccess, Declaration, Recusal, Report
from innsats.cases.queries.access import visible
from innsats.cases.queries.deciding import to_decide
from innsats.cases.queries.schoolties import school_ties_page
from innsats.cases.queries.why import facts_of
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.schoolties import SchoolTie
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, leader_of
from tests.assistance.test_neighbour import assigned
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def team(case):
    return a_ready_team(case.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold", "Eva Lie")


@pytest.fixture
def pia(case, team):
    asked_for_help(case, team)
    assigned(case, team, "Pia Tangen", "Dan Vold")
    return CaseAccess.objects.get(person__name="Pia Tangen").person


def answered(case, person, answer=SchoolTie.NONE, **more):
    return declare_school_ties(case.pk, by=world.actor(person), at=world.AT, answer=answer, **more)


def viewer(person):
    return viewer_of(world.actor(person), world.AT)


def test_the_names_wait_until_the_school_is_answered_for(case, pia):
    by = {"by": world.actor(pia), "at": world.AT}
    with refused("school_ties_first"):
        declare_impartiality(case.subject, **by)
    with refused("school_ties_first"):
        declare_impartiality(Report.objects.get().subject, **by)
    answered(case, pia)
    assert declare_impartiality(case.subject, **by).outcome == "impartial"
    with refused("school_ties_answered"):
        answered(case, pia)


def test_the_first_step_says_the_school_and_the_parts_and_no_name(client, monkeypatch, case, pia):
    world.declared(case, parties=[world.a_pupil(case.school, "Emma Dahl"), world.an_employee(case.school, "Ulf Lærer")])
    page = school_ties_page(viewer(pia), case.number)
    assert page.school == case.school.name
    assert page.concerned == ("Én elev på 6. trinn", "1 annen elev", "1 ansatt")
    world.it_is(monkeypatch)
    world.signed_in(client, pia)
    shown = client.get(reverse("declare_impartiality", args=["saker", case.number]), follow=True)
    assert shown.redirect_chain == [(reverse("declare_school_ties", args=[case.number]), 302)]
    text = shown.content.decode()
    assert case.school.name in text and not any(name in text for name in ("Noah", "Emma", "Ulf"))


@pytest.mark.source("fvl67 § 6")
def test_who_steps_aside_meets_nothing_more_and_is_not_found_inhabil(case, team, pia):
    answered(case, pia, SchoolTie.STEPS_ASIDE, text="Jeg kjenner noen der.")
    assert not Declaration.objects.filter(person=pia).exists()
    assert {one.source for one in Recusal.objects.filter(person=pia)} == {"practice"}
    for act, model in ((Act.SEE_CASE, Case), (Act.DECLARE_IMPARTIALITY, Case), (Act.DECLARE_IMPARTIALITY, Report)):
        assert not visible(act, viewer(pia), model).exists()
    with not_visible():
        answered(case, pia)
    tick(world.AT)
    assert [one.person for one in Notice.objects.filter(news="assistant_out")] == [leader_of(team)]
    assert [(one.said, one.is_out) for one in outcomes_in(case) if one.name == pia.name] == [
        ("Gikk til side etter eget ønske", True)
    ]


@pytest.mark.source("fvl67 § 6(2)")
def test_h14_a_tie_to_the_school_is_decided_by_the_superior_before_any_name(case, pia):
    made = answered(case, pia, SchoolTie.HAS_WORKED_THERE, text="Vikar i 2019.")
    officer = world.officer_of(case.school_owner)
    assert (made.declaration.outcome, made.declaration.source) == ("must_be_assessed", "fvl67 § 6(2)")
    assert list(to_decide(viewer(officer))) == [made.declaration]
    assert "Vikar i 2019." in facts_of(made.declaration)[0]["value"]
    by = {"by": world.actor(pia), "at": world.AT}
    with refused("school_ties_first"):
        declare_impartiality(case.subject, **by)
    assert [one.said for one in outcomes_in(case) if one.name == pia.name] == [
        "Habilitet må vurderes: særegne forhold"
    ]
    decide = {"by": world.actor(officer), "at": world.AT, "reason": "Det er lenge siden."}
    decide_impartiality(made.declaration.pk, is_impartial=True, **decide)
    assert not visible(Act.READ_CASE, viewer(pia), Case).exists()  # a tie to the school is decided, none to a party
    assert not Declaration.objects.filter(person=pia, report__isnull=False).exists()
    assert declare_impartiality(case.subject, **by).outcome == "impartial"
    assert visible(Act.READ_CASE, viewer(pia), Case).exists()


def test_who_is_found_inhabil_for_it_never_sees_a_name(case, team, pia):
    made = answered(case, pia, SchoolTie.OWN_CHILD_THERE)
    decide = {"by": world.actor(world.officer_of(case.school_owner)), "at": world.AT, "reason": "Søsken i klassen."}
    decide_impartiality(made.declaration.pk, is_impartial=False, **decide)
    assert not visible(Act.SEE_CASE, viewer(pia), Case).exists()
    tick(world.AT)
    assert leader_of(team) in [one.person for one in Notice.objects.filter(news="assistant_out")]


def test_the_leader_sees_the_kind_of_rule_and_never_the_fact(client, monkeypatch, case, team, pia):
    answered(case, pia)
    tie = Tie(party=str(case.pupil.uuid), kind=Relation.SIBLING)
    declare_impartiality(case.subject, by=world.actor(pia), at=world.AT, ties=[tie])
    world.it_is(monkeypatch)
    world.signed_in(client, leader_of(team))
    said = client.get(reverse("case_assistance", args=[case.number])).content.decode()
    assert "Inhabil: nær familie" in said and "Søsken" not in said


def test_what_else_it_may_be_is_said_in_words(case, pia):
    with refused("text_missing"):
        answered(case, pia, SchoolTie.OTHER)


def test_who_works_at_the_school_is_asked_nothing_first(case):
    member = world.an_employee(case.school, "Per Sand")
    admit_to_team(case.pk, by=world.actor(world.principal_of(case.school)), at=world.AT, member=member.uuid)
    with refused("school_ties_answered"):
        answered(case, member)
    assert declare_impartiality(case.subject, by=world.actor(member), at=world.AT).outcome == "impartial"


def test_two_clicks_on_stepping_aside_are_answered_alike(client, monkeypatch, case, pia):
    world.it_is(monkeypatch)
    page, typed = world.signed_in(client, pia), {"answer": "steps_aside", "text": "Jeg vil ikke.", "form_key": "k"}
    address = reverse("declare_school_ties", args=[case.number])
    assert [page.post(address, typed).url for _click in range(2)] == ["/", "/"]
    assert page.get(address).status_code == 404


def test_who_answers_for_a_report_is_not_led_to_a_case_of_it_in_which_one_has_no_part(client, monkeypatch, case):
    officer = world.an_officer(case.school_owner)
    report = Report.objects.get(casereport__case=case)
    Report.objects.filter(pk=report.pk).update(lead=officer)
    world.it_is(monkeypatch)
    page = world.signed_in(client, officer).get(reverse("declare_impartiality", args=["meldinger", report.number]))
    assert page.status_code == 200 and case.number not in str(page.headers)
    declare_impartiality(report.subject, by=world.actor(officer), at=world.AT)
