"""Habilitet is answered before anything else is done, and somebody inhabil hands on in the same step."""

from __future__ import annotations

import json

import pytest

from innsats.cases.actions import admit_to_team, declare_impartiality, escalate_report, receive_report
from innsats.cases.models import Case, Declaration, Due, Recusal, Report
from innsats.cases.queries.access import standing_of, visible
from innsats.journal.actors import CLOCK
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.access import Impartiality
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation, Tie
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, helped, leader_of
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db


@pytest.fixture
@replayed
def report():
    """A report at a school with everybody who can take over."""
    school = world.a_school()
    world.a_principal(school)
    world.a_deputy(school)
    world.an_officer(school.school_owner)
    return world.read(world.a_report(school))


@pytest.fixture
def pupil(report):
    return world.a_pupil(report.school)


def viewer(person):
    return viewer_of(world.actor(person), world.AT)


def reads(person, report) -> bool:
    return visible(Act.READ_REPORT, viewer(person), Report).filter(pk=report.pk).exists()


def answer(row, by, *, parties=(), ties=(), **more):
    return declare_impartiality(
        row.subject,
        by=world.actor(by),
        at=world.AT,
        parties=[party.uuid for party in parties],
        ties=[Tie(party=str(party.uuid), kind=kind) for party, kind in ties],
        **more,
    )


def test_no_tie_to_anybody_clears_the_way(report, pupil):
    rektor = world.principal_of(report.school)
    declaration = answer(report, rektor, parties=[pupil])
    assert (declaration.outcome, declaration.facts) == ("impartial", b"")
    assert standing_of(viewer(rektor), Report.objects.get(pk=report.pk)).impartiality is Impartiality.IMPARTIAL
    assert Due.objects.get(report=report, code="declaration").met_at == world.AT


@pytest.mark.source("fvl67 § 6(1) b")
def test_T67_a_mother_is_inhabil_and_the_report_goes_to_the_owner_in_the_same_step(report, pupil):
    rektor = world.principal_of(report.school)
    officer = report.school.school_owner.appointment_set.get(school=None).person
    declaration = answer(report, rektor, parties=[pupil], ties=[(pupil, Relation.PARENT)])
    assert (declaration.outcome, declaration.source) == ("disqualified", "fvl67 § 6(1) b")
    assert reads(officer, report) and not reads(rektor, report)
    assert Recusal.objects.get(report=report).person == rektor


@pytest.mark.source("fvl67 § 6(3)")
def test_T74_the_deputy_under_an_inhabil_rektor_does_not_get_it(report, pupil):
    answer(report, world.principal_of(report.school), parties=[pupil], ties=[(pupil, Relation.SIBLING)])
    held = Report.objects.get(pk=report.pk)
    assert (held.seat_principal, held.seat_deputy, held.seat_officer) == (False, False, True)


@pytest.mark.source("fvl67 § 6(3)")
@pytest.mark.parametrize("to", [[Role.PRINCIPAL], [Role.PRINCIPAL, Role.OWNER_OFFICER]])
def test_T74_a_deputy_who_got_it_unopened_loses_it_when_rektor_is_inhabil(report, pupil, to):
    rektor, deputy = world.principal_of(report.school), report.school.appointment_set.get(deputy=True).person
    for role in to:
        escalate_report(report.uuid, by=CLOCK, at=world.AT, to=role)
    assert reads(deputy, report)
    answer(report, rektor, parties=[pupil], ties=[(pupil, Relation.SIBLING)])
    assert Report.objects.get(pk=report.pk).seats == {"seat_officer"}
    assert not reads(deputy, report)


def test_an_inhabil_deputy_changes_nothing_for_rektor(report, pupil):
    deputy = report.school.appointment_set.get(deputy=True).person
    escalate_report(report.uuid, by=CLOCK, at=world.AT, to=Role.PRINCIPAL)
    answer(report, deputy, parties=[pupil], ties=[(pupil, Relation.SIBLING)])
    assert Report.objects.get(pk=report.pk).seats == {"seat_principal"}
    assert reads(world.principal_of(report.school), report)


@pytest.mark.source("fvl67 § 6(2)")
def test_T68_an_uncle_must_be_assessed_and_does_nothing_until_then(report, pupil):
    rektor = world.principal_of(report.school)
    declaration = answer(report, rektor, parties=[pupil], ties=[(pupil, Relation.UNCLE_AUNT_NEPHEW_NIECE)])
    assert (declaration.outcome, declaration.source) == ("must_be_assessed", "fvl67 § 6(2)")
    lead = world.an_employee(report.school)
    with refused("impartiality_undecided"):
        receive_report(report.uuid, by=world.actor(rektor), at=world.AT, lead=lead.uuid)


@pytest.mark.source("fvl67 § 6(1) b")
def test_a_recorded_guardian_who_names_the_own_child_is_out_whatever_the_answer(report):
    rektor = world.principal_of(report.school)
    child = world.a_pupil(report.school, guardians=[rektor])
    answer(report, rektor, parties=[child])
    assert not reads(rektor, report)
    assert Report.objects.get(pk=report.pk).seat_officer


def test_what_is_known_from_before_must_be_answered(report, pupil):
    rektor = world.principal_of(report.school)
    world.a_known_relation(rektor, pupil, Relation.NEIGHBOUR)
    with refused("known_relation_unanswered"):
        answer(report, rektor, parties=[pupil])
    declaration = answer(report, rektor, parties=[pupil], ties=[(pupil, Relation.NONE)])
    assert declaration.outcome == "impartial"
    assert json.loads(open_one(declaration.facts, declaration.pk)) == [[str(pupil.uuid), "none"]]


def test_somebody_must_be_named_first(report):
    with refused("parties_missing"):
        answer(report, world.principal_of(report.school))


def test_a_pupil_of_another_owner_is_nobody_here(report):
    stranger = world.a_pupil(world.a_school("Nabo skole"))
    with refused("unknown_party"):
        answer(report, world.principal_of(report.school), parties=[stranger])


def test_a_new_party_means_answering_again(report, pupil):
    rektor = world.principal_of(report.school)
    answer(report, rektor, parties=[pupil])
    answer(report, rektor, parties=[world.a_pupil(report.school, "Emma Dahl", grade=4)])
    assert [row.party_round for row in Declaration.objects.filter(report=report).order_by("party_round")] == [1, 2]


def test_who_got_a_task_answers_before_reading(report, pupil):
    answer(report, world.principal_of(report.school), parties=[pupil])
    lead = world.an_employee(report.school)
    world.with_lead(report, lead)
    assert not reads(lead, report)
    answer(report, lead)
    assert reads(lead, report)


def test_a_team_member_who_is_inhabil_leaves_the_case():
    case = world.received()
    member = world.an_employee(case.school, "Per Sand")
    admit_to_team(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, member=member.uuid)
    answer(case, member, ties=[(case.pupil, Relation.FOSTER_PARENT)])
    assert not visible(Act.SEE_CASE, viewer(member), Case).filter(pk=case.pk).exists()
    assert case.caseaccess_set.get(person=member).ends_at == world.AT


def test_nobody_else_answers_for_a_report_they_have_no_part_in(report, pupil):
    for somebody in (world.an_employee(report.school), world.a_principal(world.a_school("Nabo skole"))):
        with not_visible():
            answer(report, somebody, parties=[pupil])


def test_a_second_click_answers_once(report, pupil):
    rektor = world.principal_of(report.school)
    for _ in range(2):
        answer(report, rektor, parties=[pupil], form_key="k")
    assert Declaration.objects.count() == Event.objects.filter(act="declare_impartiality").count() == 1


@pytest.mark.source("oppl § 12-5(2)")
def test_T13_rektor_who_finds_that_it_is_about_rektor_sends_it_past_the_school_by_saying_so():
    report = world.read(world.a_report())
    officer, rektor = world.an_officer(report.school_owner), world.principal_of(report.school)
    report = world.declared(report, rektor, parties=[rektor])
    assert (report.concern, report.seats, report.past_principal) == ("leadership", {"seat_officer"}, True)
    assert visible(Act.READ_REPORT, viewer_of(world.actor(officer), world.AT), Report).exists()
    assert Due.objects.get(report=report, code="leadership_to_owner").met_at is not None


@pytest.mark.source("oppl § 12-5(1)")
def test_T10_a_report_that_names_a_colleague_is_about_one_whoever_sent_it():
    report = world.read(world.a_report())
    report = world.declared(report, parties=[world.an_employee(report.school)])
    assert report.concern == "employee"
    assert Due.objects.filter(report=report, code="principal_to_owner").exists()


@pytest.mark.source("fvl67 § 6(1) b")
def test_whoever_is_inhabil_in_the_case_is_so_on_its_reports():
    case = world.received()
    world.an_officer(case.school_owner)
    rektor, report = world.principal_of(case.school), case.casereport_set.get().report
    world.declared(case, rektor, ties={case.pupil: Relation.SIBLING})
    report.refresh_from_db()
    assert report.seats == {"seat_officer"}
    assert not visible(Act.READ_REPORT, viewer_of(world.actor(rektor), world.AT), Report).exists()


def test_nobody_from_outside_names_whom_a_case_concerns_nor_does_an_address_that_somebody_sent(client, monkeypatch):
    """Rektor named a party would be out for good, and the case with the owner."""
    case = world.received()
    rektor, school = world.principal_of(case.school), case.school
    world.an_officer(school.school_owner)
    team = a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    asked_for_help(case, team)
    helped(case, team)
    assistant = team.membership_set.exclude(person=leader_of(team))[0].person
    with refused("wrong_part"):
        declare_impartiality(case.subject, by=world.actor(assistant), at=world.AT, parties=[rektor.uuid])
    member = world.in_team(case)
    world.it_is(monkeypatch)
    world.signed_in(client, member)
    sent = client.get(f"/saker/{case.number}/habilitet/?valgt={rektor.uuid}").content.decode()
    assert f'value="{rektor.uuid}"' not in sent and rektor.name not in sent
    assert visible(Act.SEE_CASE, viewer_of(world.actor(rektor), world.AT), Case).filter(pk=case.pk).exists()
