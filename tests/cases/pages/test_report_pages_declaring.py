"""The page on which habilitet is answered, and the one on which it is decided."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from innsats.cases.actions import admit_to_team
from innsats.cases.models import Declaration, Party, Recusal
from innsats.cases.queries.deciding import ties_of
from innsats.journal.models import Look
from innsats.rules.impartiality import Relation
from tests import world
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    return school


@pytest.fixture
def noah(school):
    return world.a_pupil(school)


@pytest.fixture
def report(school, noah):
    return world.read(world.a_report(school, pupil_named="Noah Lien"))


@pytest.fixture
def rektor(client, school):
    return world.signed_in(client, world.principal_of(school))


@pytest.fixture
def address(report):
    return f"/meldinger/{report.number}/habilitet/"


def test_the_pupil_whom_the_reporter_named_is_found_at_once_with_class_and_birth_date(rektor, address, noah):
    body = main_of(rektor.get(address))
    assert f'value="{noah.pk}"' in body and "Noah Lien, 6A, født 02.05.2014" in body


def test_a_pupil_who_reported_of_itself_is_found_by_the_name_alone(rektor, school, noah):
    report = world.read(world.a_report(school, pupil_named="Den som skriver: Noah Lien, 6A"))
    body = main_of(rektor.get(f"/meldinger/{report.number}/habilitet/"))
    assert f'value="{noah.pk}"' in body and 'value="Noah Lien, 6A"' in body


def test_two_clicks_name_the_pupil_and_clear_the_way(rektor, address, report, noah):
    asked = rektor.post(address, {"parties": str(noah.pk), "find": "Noah Lien", "adult": "", "step": "choose"})
    assert "Jeg har ingen tilknytning til noen av dem" in text_of(asked) and not Party.objects.exists()
    answer = rektor.post(address, {"parties": str(noah.pk), "step": "answer", "none": "1"}, follow=True)
    assert "Du er habil." in text_of(answer)
    assert Party.objects.get(report=report).pupil == noah


def test_with_the_parties_confirmed_it_is_one_click(rektor, address, report, noah):
    world.declared(report, parties=[noah])
    world.declared(report, parties=[world.a_pupil(report.school, "Emma Dahl", grade=4)])
    body = main_of(rektor.get(address))
    assert "Noah Lien" in body and "Emma Dahl" in body and 'name="none"' in body
    rektor.post(address, {"step": "answer", "none": "1", "form_key": "k"})
    assert Declaration.objects.filter(report=report).latest("party_round").outcome == "impartial"


def test_searching_keeps_those_already_chosen(rektor, address, school, noah):
    emma = world.a_pupil(school, "Emma Dahl", grade=4)
    body = main_of(rektor.post(address, {"parties": str(noah.pk), "find": "Emma", "step": "find"}))
    assert f'value="{noah.pk}"' in body and f'value="{emma.pk}"' in body
    chosen = body.split(f'value="{noah.pk}"')[1].split(">")[0]
    assert "checked" in chosen


def test_registering_a_pupil_comes_back_with_the_new_one_listed_and_chosen(rektor, address, school, noah):
    typed = {"parties": str(noah.pk), "find": "Emma", "adult": "", "step": "register"}
    gone = rektor.post(address, typed)
    assert gone.url.startswith("/elever/ny/?") and "Emma" not in gone.url
    back = parse_qs(urlsplit(gone.url).query)["tilbake"][0]
    emma = world.a_pupil(school, "Emma Dahl", grade=4)
    body = main_of(rektor.get(f"{back}&valgt={emma.pk}"))
    for pupil in (noah, emma):
        assert "checked" in body.split(f'value="{pupil.pk}"')[1].split(">")[0]
    unticked = main_of(rektor.post(back, {"parties": str(emma.pk), "find": "", "adult": "", "step": "choose"}))
    assert "Emma Dahl" in unticked and "Noah Lien" not in unticked


def test_searching_keeps_the_employee_chosen(rektor, address, school):
    colleague = world.an_employee(school, "Per Sand")
    body = main_of(rektor.post(address, {"find": "Emma", "adult": str(colleague.uuid), "step": "find"}))
    assert "selected" in body.split(f'value="{colleague.uuid}"')[1].split(">")[0]


def test_same_names_are_pointed_out(rektor, address, school):
    world.a_pupil(school, "Noah Lien", grade=3, born=date(2017, 1, 9))
    said = text_of(rektor.get(address))
    assert "Flere elever ligner på hverandre" in said and "3A, født 09.01.2017" in said


def test_nobody_named_is_asked_for_again(rektor, address):
    answer = rektor.post(address, {"find": "", "adult": "", "step": "choose"})
    assert answer.status_code == 422 and "minst én elev eller en ansatt" in text_of(answer)


def test_a_pupil_of_another_school_cannot_be_slipped_in(rektor, address):
    stranger = world.a_pupil(world.a_school("Nabo skole"), "Fremmed Elev")
    answer = rektor.post(address, {"parties": str(stranger.pk), "step": "answer", "none": "1"})
    assert answer.status_code == 422 and "Fremmed" not in answer.content.decode() and not Party.objects.exists()


def test_what_is_known_from_before_is_asked_and_cannot_be_clicked_away(rektor, address, report, noah):
    world.a_known_relation(world.principal_of(report.school), noah, Relation.NEIGHBOUR)
    asked = rektor.post(address, {"parties": str(noah.pk), "step": "choose"})
    assert "Kjent fra før: Nabo. Stemmer det?" in text_of(asked) and 'name="none"' not in main_of(asked)
    for typed in ({"none": "1"}, {}):
        answer = rektor.post(address, {"parties": str(noah.pk), "step": "answer", **typed})
        assert answer.status_code == 422 and not Declaration.objects.exists()
    given = {"parties": str(noah.pk), "step": "answer", f"tie-{noah.pk}": "none"}
    assert rektor.post(address, given).status_code == 302
    assert [(tie.party, tie.kind) for tie in ties_of(Declaration.objects.get())] == [(str(noah.pk), Relation.NONE)]


@pytest.mark.source("fvl67 § 6(1) b")
def test_inhabil_hands_on_in_the_same_click_and_is_asked_only_for_what_cannot_wait(rektor, address, report, noah):
    typed = {"parties": str(noah.pk), "step": "answer", f"tie-{noah.pk}": "parent", "form_key": "k"}
    for _ in range(2):  # the second click is answered as the first
        answer = rektor.post(address, typed, follow=True)
        said = text_of(answer)
        assert answer.redirect_chain[-1][0] == f"/meldinger/{report.number}/trygghet/"
        assert "Du er inhabil i denne saken." in said and "Noah" not in said and "alene i skolegården" not in said
    assert Recusal.objects.count() == 1
    assert rektor.get(address).status_code == 404 and rektor.get(f"/meldinger/{report.number}/").status_code == 404


def test_naming_ones_own_child_hands_on_whatever_the_answer(rektor, address, school):
    child = world.a_pupil(school, "Ada Vik", guardians=[world.principal_of(school)])
    answer = rektor.post(address, {"parties": str(child.pk), "step": "answer", "none": "1"}, follow=True)
    assert "Du er inhabil i denne saken." in text_of(answer)


def test_doubt_waits_for_the_one_above_and_says_so(rektor, address, report, noah):
    typed = {"parties": str(noah.pk), "step": "answer", f"tie-{noah.pk}": "cousin"}
    said = text_of(rektor.post(address, typed, follow=True))
    assert "Den som er over deg, avgjør" in said and "Habiliteten din er ikke avgjort" in said


def test_an_employee_can_be_named_as_the_one_it_is_about(rektor, address, report):
    colleague = world.an_employee(report.school, "Per Sand")
    asked = rektor.post(address, {"adult": str(colleague.uuid), "step": "choose"})
    assert "Per Sand" in text_of(asked) and "Kollega" in text_of(asked)
    rektor.post(address, {"parties": str(colleague.uuid), "step": "answer", "none": "1"})
    assert Party.objects.get().person == colleague


def test_a_team_member_answers_for_the_case_before_reading_it_and_the_look_is_kept(client, noah):
    case = world.received(world.a_case(pupil=noah))
    member = world.an_employee(case.school, "Per Sand")
    by = world.actor(world.principal_of(case.school))
    admit_to_team(case.uuid, by=by, at=world.AT, member=member.uuid)
    page = world.signed_in(client, member)
    body = main_of(page.get(f"/saker/{case.number}/habilitet/"))
    assert "Noah Lien" in body and 'name="find"' not in body
    assert Look.objects.filter(stream=case.subject.stream, actor_id=str(member.uuid)).exists()
    answer = page.post(f"/saker/{case.number}/habilitet/", {"step": "answer", "none": "1"})
    assert answer.url == f"/saker/{case.number}/"


@pytest.fixture
def in_doubt(school, noah):
    """A colleague who is a cousin, and waits for rektor."""
    case = world.received(world.a_case(pupil=noah))
    cousin = world.an_employee(school, "Fetter Berg")
    admit_to_team(case.uuid, by=world.actor(world.principal_of(school)), at=world.AT, member=cousin.uuid)
    world.declared(case, cousin, ties={noah: Relation.COUSIN})
    return Declaration.objects.get(person=cousin)


def test_rektor_sees_who_waits_and_decides_on_the_facts_without_names_of_the_family(rektor, in_doubt):
    assert "Fetter Berg" in text_of(rektor.get("/habilitet/"))
    said = text_of(rektor.get(f"/habilitet/{in_doubt.pk}/"))
    assert "Eleven saken gjelder Søskenbarn" in said and "forvaltningsloven § 6 (2)" in said and "Noah" not in said
    missing = rektor.post(f"/habilitet/{in_doubt.pk}/", {"is_impartial": "yes", "reason": ""})
    assert missing.status_code == 422
    typed = {"is_impartial": "yes", "reason": "Ingen kontakt.", "form_key": "k"}
    for _ in range(2):
        answer = rektor.post(f"/habilitet/{in_doubt.pk}/", typed, follow=True)
        assert "Ingenting å avgjøre" in text_of(answer)
    assert Declaration.objects.get(pk=in_doubt.pk).outcome == "impartial"


def test_what_does_not_wait_for_one_is_not_there(client, in_doubt):
    school = in_doubt.case.school
    for somebody in (in_doubt.person, world.an_employee(school, "Per Sand"), world.an_officer(school.school_owner)):
        page = world.signed_in(client, somebody)
        assert page.get(f"/habilitet/{in_doubt.pk}/").status_code == 404
        assert page.post(f"/habilitet/{in_doubt.pk}/", {"is_impartial": "yes", "reason": "Ja."}).status_code == 404
        assert "Fetter" not in main_of(page.get("/habilitet/"))
    assert Declaration.objects.get(pk=in_doubt.pk).outcome == "must_be_assessed"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_to_decide_takes_a_fixed_number_of_queries(rektor, school, noah, count, django_assert_num_queries):
    case = world.received(world.a_case(pupil=noah))
    for number in range(count):
        cousin = world.an_employee(school, f"Fetter {number}")
        admit_to_team(case.uuid, by=world.actor(world.principal_of(school)), at=world.AT, member=cousin.uuid)
        world.declared(case, cousin, ties={noah: Relation.COUSIN})
    rektor.get("/habilitet/")
    with django_assert_num_queries(5):
        assert main_of(rektor.get("/habilitet/")).count("Fetter") == count
