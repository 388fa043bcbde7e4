"""A pupil answers on the device of an adult: at an address that works once, for an hour, and opens nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from innsats.cases.actions import check_in_pupil, start_check_in
from innsats.cases.models import CheckIn, CheckInTurn
from innsats.people.models import Guardian
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.rules.inquiry import Safe
from innsats.rules.voice import TURN_LASTS
from innsats.web import words
from tests import world
from tests.cases.pages.reading import text_of
from tests.cases.refusals import not_visible, refused
from tests.lix import lix

pytestmark = pytest.mark.django_db
ANSWERS = {
    "school": "2", "breaks": "3", "way": "no_answer", "online": "5", "not_okay": "no", "trust": "yes", "is_safe": "yes",
}


@pytest.fixture
def case():
    return world.measures_started()


def rektor_of(case):
    return world.principal_of(case.school)


def start(case, by=None, at=world.AT, **fields):
    return start_check_in(case.uuid, by=world.actor(by or rektor_of(case)), at=at, **fields)


def address(turn):
    return reverse("child_check_in", args=[turn.key])


def test_the_pupil_answers_once_and_it_is_kept_who_sat_beside_and_who_typed(case, client, monkeypatch):
    lise = world.an_employee(case.school, "Ny Vikar", trained=False)
    turn = start(case, beside=lise.uuid)
    world.it_is(monkeypatch, world.AT + timedelta(minutes=20))
    typed = {**ANSWERS, "own_words": "Det er litt bedre.", "is_for_home": "yes"}
    assert client.post(address(turn), typed).status_code == 302
    held = CheckIn.objects.get()
    assert (held.beside, held.typed_by, held.is_safe, held.is_for_home) == (lise, None, "yes", True)
    assert {topic.value: reply for topic, reply in held.replies.items()} | {"is_safe": "yes"} == ANSWERS
    thanks = text_of(client.get(address(turn)))
    assert f"Gi den tilbake til {rektor_of(case).name}" in thanks
    client.post(address(turn), typed)
    assert CheckIn.objects.count() == 1


def test_whoever_starts_is_signed_out_and_the_page_shows_nothing_of_the_case(case, client, monkeypatch):
    world.it_is(monkeypatch)
    page = world.signed_in(client, rektor_of(case))
    answer = page.post(f"/saker/{case.number}/oppfolging/svar/", {"beside": "", "typed_by": "", "form_key": "k"})
    assert answer.status_code == 302 and answer.url.startswith("/svar/")
    child = page.get(answer.url).content.decode()
    assert page.get(f"/saker/{case.number}/").url.startswith("/logg-inn/")
    assert case.number not in child and "Lien" not in child and "<nav" not in child and case.school.name not in child
    assert "Jeg vil snakke med en voksen" in child and "Vil ikke svare nå" in child and "<script" not in child


def test_the_address_is_over_after_an_hour_and_says_no_more_than_one_that_never_was(case, client, monkeypatch):
    turn = start(case)
    world.it_is(monkeypatch, world.AT + TURN_LASTS)
    late, never = client.get(address(turn)), client.get("/svar/det-finnes-ikke/")
    assert late.status_code == never.status_code == 410 and late.content == never.content
    with refused("turn_is_over"):
        by = world.actor(rektor_of(case))
        check_in_pupil(case.uuid, by=by, at=world.AT + TURN_LASTS, is_safe="yes", turn=turn.pk)
    assert not CheckIn.objects.exists()


def test_whoever_wants_to_talk_hears_that_an_adult_gets_to_know(case, client, monkeypatch):
    turn = start(case)
    world.it_is(monkeypatch)
    client.post(address(turn), {"is_safe": "yes", "wants_adult": "on"})
    assert CheckIn.objects.get().calls == "wants_adult"
    assert "Nå får en voksen vite" in text_of(client.get(address(turn)))


def test_only_the_hash_of_the_key_is_kept(case):
    turn = start(case)
    kept = CheckInTurn.objects.get()
    assert turn.key and kept.key == "" and turn.key not in kept.key_hash and start(case).key != turn.key


def test_a_question_may_be_left_out_but_not_whether_it_is_safe(case, client, monkeypatch):
    turn = start(case)
    world.it_is(monkeypatch)
    answer = client.post(address(turn), {"own_words": "Husk meg."})
    assert answer.status_code == 422 and "Husk meg." in text_of(answer) and "Vil ikke svare nå" in text_of(answer)
    client.post(address(turn), {"is_safe": "no_answer"})
    held = CheckIn.objects.get()
    assert (held.is_safe, held.replies, held.is_for_home, held.calls) == ("no_answer", {}, None, "")


def test_what_the_child_wrote_is_not_lost_when_the_adult_may_no_longer(case, client, monkeypatch):
    member = world.in_team(case)
    turn = start(case, by=member)
    case.caseaccess_set.filter(person=member).update(ends_at=world.AT)
    world.it_is(monkeypatch, world.AT + timedelta(minutes=1))
    answer = client.post(address(turn), {"is_safe": "yes", "own_words": "Jeg sitter med Ada."})
    assert answer.status_code == 422 and "Jeg sitter med Ada." in text_of(answer) and "den voksne" in text_of(answer)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("which", ["beside", "typed_by"])
@pytest.mark.parametrize("tie", [Relation.PARENT, Relation.SIBLING])
def test_nobody_close_to_a_pupil_in_the_case_helps_and_the_reason_does_not_say_why(case, which, tie):
    emma = world.a_pupil(case.school, "Emma Dahl")
    world.declared(case, parties=[emma])
    mother = world.an_employee(case.school, "Mor Dahl")
    world.a_known_relation(mother, emma, tie)
    with refused("cannot_help_pupil"):
        start(case, **{which: mother.uuid})
    said = words.KINDS["obstacle"]["cannot_help_pupil"].lower()
    assert not any(word in said for word in ("inhabil", "part", "foresatt", "mor"))


def test_a_guardian_who_works_here_does_not_help():
    school = world.a_school()
    pupil = world.a_pupil(school, guardians=["Far Lien"])
    case = world.measures_started(world.with_plan(world.heard(world.received(world.a_case(school, pupil=pupil)))))
    father = world.an_employee(case.school, "Far Lien")
    Guardian.objects.filter(pupil=case.pupil).update(person=father)
    with refused("cannot_help_pupil"):
        start(case, beside=father.uuid)


def test_an_employee_whom_the_case_is_about_does_not_help(case):
    accused = world.an_employee(case.school, "Ole Lærer")
    world.declared(case, parties=[accused])
    with refused("cannot_help_pupil"):
        start(case, beside=accused.uuid)


def test_whoever_became_inhabil_meanwhile_is_refused_when_the_pupil_answers(case):
    lise = world.an_employee(case.school, "Ny Vikar")
    turn = start(case, beside=lise.uuid)
    world.a_known_relation(lise, case.pupil, Relation.PARENT)
    with refused("cannot_help_pupil"):
        check_in_pupil(case.uuid, by=world.actor(rektor_of(case)), at=world.AT, is_safe=Safe.YES, turn=turn.pk)


def test_a_stranger_does_not_meet_the_case_and_before_measures_there_is_a_hearing():
    case = world.received()
    stranger = world.an_employee(case.school, "Siv Moen")
    with not_visible():
        start(case, by=stranger)
    with refused("wrong_stage"):
        start(case)


@pytest.mark.parametrize("grade", [1, 6, 9])
def test_the_pages_of_the_child_are_easy_to_read(case, client, monkeypatch, grade):
    type(case.pupil).objects.filter(pk=case.pupil_id).update(grade=grade)
    turn = start(case)
    world.it_is(monkeypatch)
    asked = client.get(address(turn))
    assert lix(asked) < 35
    client.post(address(turn), {"is_safe": "yes"})
    assert lix(client.get(address(turn))) < 35


def test_the_page_of_the_child_asks_by_grade(case, client, monkeypatch):
    turn = start(case)
    world.it_is(monkeypatch)
    counts = []
    for grade in (2, 6, 10):
        type(case.pupil).objects.filter(pk=case.pupil_id).update(grade=grade)
        counts.append(client.get(address(turn)).content.decode().count("<legend>"))
    assert counts == [6, 8, 9]  # with whether it is safe, and who may read it


def test_it_costs_few_queries(case, client, monkeypatch, django_assert_num_queries):
    turn = start(case)
    world.it_is(monkeypatch)
    client.get(address(turn))
    with django_assert_num_queries(1):
        client.get(address(turn))


def test_the_act_is_offered_where_a_talk_is_due(client, monkeypatch):
    case = world.followed()
    world.it_is(monkeypatch, world.AT + timedelta(days=7))
    page = world.signed_in(client, rektor_of(case)).get(f"/saker/{case.number}/").content.decode()
    assert reverse(Act.START_CHECK_IN.value, args=[case.number]) in page
