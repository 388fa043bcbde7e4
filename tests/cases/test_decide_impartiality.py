"""Doubt about habilitet is decided by the one above, with a reason, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.cases.actions import admit_to_team, decide_impartiality
from innsats.cases.models import Case, Declaration, Recusal, Report
from innsats.cases.queries.access import visible
from innsats.cases.queries.deciding import to_decide
from innsats.journal.models import Event
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.replaying import replayed

pytestmark = pytest.mark.django_db
REASON = "De er søskenbarn, men har ikke hatt kontakt på mange år."


def viewer(person):
    return viewer_of(world.actor(person), world.AT)


def decide(declaration, by, *, is_impartial, reason=REASON, **more):
    return decide_impartiality(
        declaration.pk, by=world.actor(by), at=world.AT, is_impartial=is_impartial, reason=reason, **more
    )


@pytest.fixture
@replayed
def in_doubt():
    """A colleague on the team who is a cousin of the pupil."""
    case = world.received()
    world.an_officer(case.school_owner)
    cousin = world.an_employee(case.school, "Fetter Berg")
    admit_to_team(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, member=cousin.uuid)
    world.declared(case, cousin, ties={case.pupil: Relation.COUSIN})
    return Declaration.objects.get(person=cousin)


@pytest.fixture
@replayed
def rektor_in_doubt():
    """Rektor, who is a neighbour in doubt, and the owner's officer."""
    school = world.a_school()
    rektor = world.a_principal(school)
    world.an_officer(school.school_owner)
    pupil = world.a_pupil(school)
    report = world.declared(world.a_report(school), parties=[pupil], ties={pupil: Relation.NEIGHBOUR})
    return Declaration.objects.get(report=report, person=rektor)


@pytest.mark.source("fvl67 § 8")
def test_rektor_decides_for_a_colleague_who_may_then_work(in_doubt):
    rektor = world.principal_of(in_doubt.case.school)
    assert list(to_decide(viewer(rektor))) == [in_doubt]
    decided = decide(in_doubt, rektor, is_impartial=True)
    assert (decided.outcome, decided.decided_by, decided.decided_at) == ("impartial", rektor, world.AT)
    assert open_one(decided.decided_because, decided.pk) == REASON
    assert visible(Act.READ_CASE, viewer(in_doubt.person), Case).exists()


def test_who_is_found_inhabil_meets_nothing_of_the_case_any_more(in_doubt):
    decide(in_doubt, world.principal_of(in_doubt.case.school), is_impartial=False)
    assert {recusal.person for recusal in Recusal.objects.all()} == {in_doubt.person}
    assert not visible(Act.SEE_CASE, viewer(in_doubt.person), Case).exists()


@pytest.mark.source("fvl67 § 8")
def test_the_owners_officer_decides_for_rektor_and_takes_over_when_rektor_is_out(rektor_in_doubt):
    officer = world.a_person("Ny mottaker", unit=rektor_in_doubt.report.school_owner)
    world.appointed(officer, "owner_officer", rektor_in_doubt.report.school_owner)
    decide(rektor_in_doubt, officer, is_impartial=False)
    assert visible(Act.READ_REPORT, viewer(officer), Report).exists()
    assert not visible(Act.READ_REPORT, viewer(rektor_in_doubt.person), Report).exists()


@pytest.mark.source("fvl67 § 8")
def test_nobody_decides_on_oneself(rektor_in_doubt, in_doubt):
    for declaration in (rektor_in_doubt, in_doubt):
        with not_visible():
            decide(declaration, declaration.person, is_impartial=True)


def test_it_is_hidden_from_everybody_it_does_not_wait_for(in_doubt):
    school = in_doubt.case.school
    strangers = [world.an_employee(school, "Uten del i saken"), world.a_principal(world.a_school("Nabo skole"))]
    for somebody in strangers:
        assert not to_decide(viewer(somebody)).exists()
        with not_visible():
            decide(in_doubt, somebody, is_impartial=True)


@pytest.mark.source("fvl67 § 6")
def test_an_officer_who_is_the_childs_guardian_never_hears_that_rektor_is_in_doubt():
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    pupil = world.a_pupil(school, guardians=[officer])
    row = world.declared(world.a_report(school), parties=[pupil], ties={pupil: Relation.NEIGHBOUR})
    held = Declaration.objects.get(report=row, person=rektor)
    assert not to_decide(viewer(officer)).exists()
    with not_visible():
        decide(held, officer, is_impartial=True)
    assert to_decide(viewer(world.an_officer(school.school_owner, "Nils Lie"))).exists()


@pytest.mark.source("opplf § 20-2")
def test_an_untrained_officer_is_not_shown_how_rektor_stands_to_a_pupil(rektor_in_doubt):
    owner = rektor_in_doubt.report.school_owner
    untrained = world.appointed(world.a_person("Ny mottaker", unit=owner, trained=False), "owner_officer", owner)
    assert not to_decide(viewer(untrained)).exists()
    with not_visible():
        decide(rektor_in_doubt, untrained, is_impartial=True)


def test_a_reason_is_needed(in_doubt):
    rektor = world.principal_of(in_doubt.case.school)
    with refused("text_missing"):
        decide(in_doubt, rektor, is_impartial=True, reason="")


def test_a_decision_stands(in_doubt):
    rektor = world.principal_of(in_doubt.case.school)
    decide(in_doubt, rektor, is_impartial=True)
    with refused("decided_already"):
        decide(in_doubt, rektor, is_impartial=False)


def test_a_second_click_decides_once(in_doubt):
    rektor = world.principal_of(in_doubt.case.school)
    for _ in range(2):
        decide(in_doubt, rektor, is_impartial=True, form_key="k")
    assert Event.objects.filter(act="decide_impartiality", stream=in_doubt.case.subject.stream).count() == 1


@pytest.mark.source("fvl67 § 6(4)")
def test_h16_a_tie_that_is_obviously_of_no_weight_rests_on_that_rule(in_doubt):
    rektor = world.principal_of(in_doubt.case.school)
    answers = {"is_immaterial": True, "may_influence": False, "calls_for_it": False}
    decided = decide(in_doubt, rektor, is_impartial=True, **answers)
    assert (decided.outcome, decided.source) == ("impartial", "fvl67 § 6(4)")


@pytest.mark.source("fvl67 § 6(4)")
@pytest.mark.parametrize("more", [
    {"is_impartial": True, "may_influence": False}, {"is_impartial": True, "calls_for_it": False},
    {"is_impartial": False, "may_influence": False, "calls_for_it": False},
])  # fmt: skip
def test_h16_when_only_one_of_the_two_is_obvious_it_has_weight(in_doubt, more):
    with refused("not_immaterial"):
        decide(in_doubt, world.principal_of(in_doubt.case.school), is_immaterial=True, **more)


@pytest.mark.source("fvl67 § 6(4)")
def test_h16_the_page_offers_it_as_a_third_answer(client, monkeypatch, in_doubt):
    world.it_is(monkeypatch)
    page, address = world.signed_in(client, world.principal_of(in_doubt.case.school)), f"/habilitet/{in_doubt.pk}/"
    answer = {"is_impartial": "immaterial", "reason": REASON, "form_key": "k", "no_influence": "on"}
    shown = page.post(address, answer)
    assert shown.status_code == 422 and "begge punktene" in shown.content.decode()
    assert page.post(address, {**answer, "nothing_calls": "on"}).url == "/habilitet/"
    in_doubt.refresh_from_db()
    assert in_doubt.source == "fvl67 § 6(4)"


@pytest.fixture
@replayed
def officer_in_doubt():
    """The owner's officer, on the team of a case, who is a cousin of the pupil."""
    case = world.received()
    officer = world.an_officer(case.school_owner)
    admit_to_team(case.uuid, by=world.actor(world.principal_of(case.school)), at=world.AT, member=officer.uuid)
    world.declared(case, officer, ties={case.pupil: Relation.COUSIN})
    return Declaration.objects.get(person=officer)


@pytest.mark.source("fvl67 § 8")
def test_t79_nobody_below_or_beside_decides_for_the_owners_officer_and_the_head_does(officer_in_doubt):
    case = officer_in_doubt.case
    rektor, beside = world.principal_of(case.school), world.an_officer(case.school_owner, "Odd Bakke")
    Case.objects.filter(pk=case.pk).update(seat_officer=True)
    assert not to_decide(viewer(rektor)) and not to_decide(viewer(beside))
    for somebody in (rektor, beside):
        with not_visible():
            decide(officer_in_doubt, somebody, is_impartial=True)
    head = world.a_head(case.school_owner)
    assert list(to_decide(viewer(head))) == [officer_in_doubt]
    assert decide(officer_in_doubt, head, is_impartial=True).decided_by == head


def test_who_was_an_officer_once_is_decided_for_by_rektor_as_a_colleague(officer_in_doubt):
    case = officer_in_doubt.case
    officer_in_doubt.person.appointment_set.update(ends_on=world.AT.date() - timedelta(days=1))
    world.appointed(officer_in_doubt.person, Role.EMPLOYEE, case.school)
    assert list(to_decide(viewer(world.principal_of(case.school)))) == [officer_in_doubt]


def test_without_anybody_above_one_is_told_whom_to_turn_to(client, monkeypatch, officer_in_doubt):
    world.it_is(monkeypatch)
    case, officer = officer_in_doubt.case, officer_in_doubt.person
    address = f"/saker/{case.number}/"
    assert "Ingen over deg her kan avgjøre" in world.signed_in(client, officer).get(address).content.decode()
    world.a_head(case.school_owner)
    assert "Den som er over deg, avgjør om du er habil." in client.get(address).content.decode()
