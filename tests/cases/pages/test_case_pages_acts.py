"""The page of each act on a case: what it offers, what a refusal keeps, and what two clicks do."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest

from innsats.cases.actions import name_party, note_inquiry
from innsats.cases.models import (
    Case,
    CaseAccess,
    Correction,
    Hearing,
    Note,
    Party,
    PlanActivation,
    RightsInformation,
    Seriousness,
)
from innsats.journal.models import Event
from innsats.people.models import Appointment
from innsats.rules.impartiality import Relation
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db
TODAY = world.AT.date()
WORDS = "Han sa: \"<b>lukt</b>\" & 'gå'. 😔 Čálli."
NOTE = {"text": WORDS, "question": "facts", "method": "talk", "perspective": "pupil", "happened_at": ""}


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def case():
    return world.received()


@pytest.fixture
def rektor(client, case):
    return world.signed_in(client, world.principal_of(case.school))


def by(case):
    return world.actor(world.principal_of(case.school))


def post(page, case, part, **typed):
    return page.post(f"/saker/{case.number}/{part}", {"form_key": "k", **typed})


def offered(response, name):
    """What a choice offers, in order."""
    body = main_of(response)
    if f'<select class="ds-input" name="{name}"' in body:
        inner = body.split(f'<select class="ds-input" name="{name}"', 1)[1].split("</select>", 1)[0]
        return [word.strip() for word in re.findall(r"<option[^>]*>([^<]*)</option>", inner)]
    return re.findall(rf'name="{name}"[^>]*? value="([^"]*)"', body)


# Taking it in hand


def received_with(lead, **more):
    return {
        "lead": str(lead.uuid), "is_serious": "no", "reason": "", "reason_text": "Det er nytt.",
        "safety": "Lise går ut sammen med ham.", "rights": "given", "rights_on": "2026-03-23",
        "rights_to": "both", "rights_how": "phone",
    } | more  # fmt: skip


def test_five_fields_receive_the_case(client):
    case = world.a_case()
    lead = world.an_employee(case.school)
    page = world.signed_in(client, world.principal_of(case.school))
    answer = post(page, case, "mottak/", **received_with(lead))
    assert (answer.status_code, answer.url) == (302, f"/saker/{case.number}/")
    assert Case.objects.get(pk=case.pk).stage == "inquiring"
    assert "Saken ble tatt imot" in text_of(page.get(answer.url))


def test_a_second_click_receives_once_and_answers_the_same(client):
    case = world.a_case()
    lead = world.an_employee(case.school)
    page = world.signed_in(client, world.principal_of(case.school))
    answers = [post(page, case, "mottak/", **received_with(lead)) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, f"/saker/{case.number}/")] * 2
    assert Event.objects.filter(act="receive_case").count() == 1


def test_a_refused_form_answers_422_with_every_reason_and_everything_that_was_typed(client):
    case = world.a_case()
    lead = world.an_employee(case.school)
    page = world.signed_in(client, world.principal_of(case.school))
    typed = received_with(lead, is_serious="yes", reason="", reason_text=WORDS, rights_on="2026-03-24")
    answer = post(page, case, "mottak/", **typed)
    body = main_of(answer)
    assert answer.status_code == 422 and Case.objects.get(pk=case.pk).stage == "reported"
    assert "Velg grunnen" in body and "Dette har ikke skjedd ennå" in body
    assert "&lt;b&gt;lukt&lt;/b&gt;" in body and "Lise går ut sammen med ham." in body
    assert f'<option value="{lead.uuid}" selected>' in body and 'value="2026-03-24"' in body
    assert 'value="yes" required id="id_is_serious_0" checked' in body or re.search(r'value="yes"[^>]* checked', body)


def test_empty_fields_link_to_themselves(client):
    case = world.a_case()
    page = world.signed_in(client, world.principal_of(case.school))
    body = main_of(post(page, case, "mottak/", lead=""))
    assert all(f'href="#id_{name}' in body for name in ("lead", "is_serious", "safety", "rights", "rights_on"))


def test_the_owner_has_its_own_word_where_the_school_is_private(client):
    case = world.a_case(world.a_school("Steinerskolen", private=True))
    page = world.signed_in(client, world.principal_of(case.school))
    assert "styret for skolen" in text_of(page.get(f"/saker/{case.number}/mottak/"))


def test_seriousness_is_judged_anew_and_the_earlier_judgement_stands_below(rektor, case):
    answer = post(rektor, case, "alvor/", is_serious="yes", reason="violence", reason_text="")
    assert answer.status_code == 302 and Seriousness.objects.filter(case=case).count() == 2
    said = text_of(rektor.get(f"/saker/{case.number}/alvor/"))
    assert "Vurdert før" in said and "Alvorlig · mandag 23. mars · Kari Vik Vold" in said
    assert "Det er nytt, og det er én episode." in said


# Who works on it


def test_the_lists_hold_only_those_who_may_have_the_task(rektor, case):
    world.an_employee(case.school, "Uten Opplæring", trained=False)
    near = world.an_employee(case.school, "Søster Lien")
    world.a_known_relation(near, case.pupil, Relation.SIBLING)
    free = world.an_employee(case.school, "Siv Moen")
    assert offered(rektor.get(f"/saker/{case.number}/ansvarlig/"), "lead") == ["Velg", "Kari Vik (deg selv)", free.name]
    assert offered(rektor.get(f"/saker/{case.number}/team/"), "member") == ["Velg", "Kari Vik (deg selv)", free.name]


def test_a_lead_is_named_and_a_member_joins_and_leaves(rektor, case):
    siv, per = (world.an_employee(case.school, name) for name in ("Siv Moen", "Per Sand"))
    assert post(rektor, case, "ansvarlig/", lead=siv.uuid).url == f"/saker/{case.number}/personer/"
    assert post(rektor, case, "team/", member=per.uuid, form_key="k2").status_code == 302
    held = dict(CaseAccess.objects.filter(case=case, ends_at=None).values_list("part", "person__name"))
    assert held == {"lead": "Siv Moen", "team": "Per Sand"}
    leave = f"team/{per.uuid}/slutt/"
    assert "Ta ut Per Sand" in text_of(rektor.get(f"/saker/{case.number}/{leave}"))
    assert post(rektor, case, leave, form_key="k3").status_code == 302
    assert not CaseAccess.objects.filter(case=case, ends_at=None, part="team").exists()
    assert rektor.get(f"/saker/{case.number}/{leave}").status_code == 404


def test_somebody_who_lost_the_appointment_meanwhile_is_refused_in_words(rektor, case):
    siv = world.an_employee(case.school, "Siv Moen")
    Appointment.objects.filter(person=siv).update(ends_on=TODAY - timedelta(days=1))
    answer = post(rektor, case, "ansvarlig/", lead=siv.uuid)
    assert answer.status_code == 422 and "Velg ett av svarene" in text_of(answer)


def test_parties_are_found_by_name_chosen_and_answered_in_the_same_step(rektor, case):
    emma, twin = (world.a_pupil(case.school, name) for name in ("Emma Dahl", "Ada Dahl"))
    found = post(rektor, case, "parter/", step="find", find="dahl")
    assert set(offered(found, "parties")) == {str(emma.uuid), str(twin.uuid)}
    assert "Se på klasse og fødselsdato" in text_of(found) and "født 02.05.2014" in text_of(found)
    asked = post(rektor, case, "parter/", step="choose", parties=str(emma.uuid))
    assert asked.status_code == 200 and "Er du habil?" in text_of(asked)
    typed = {"step": "answer", "parties": str(emma.uuid), "none": "1"}
    assert post(rektor, case, "parter/", **typed).status_code == 422
    answer = post(rektor, case, "parter/", **typed, is_sure="on")
    assert answer.status_code == 302 and Party.objects.filter(case=case, pupil=emma).exists()
    again = post(rektor, case, "parter/", step="answer", parties=str(emma.uuid), none="1")
    assert again.status_code == 302 and Event.objects.filter(act="name_party").count() == 1


def test_naming_nobody_new_is_told(rektor, case):
    answer = post(rektor, case, "parter/", step="choose", parties=str(case.pupil_id))
    assert answer.status_code == 422 and "Velg minst én" in text_of(answer)


def test_rektor_who_names_an_own_child_is_led_out_of_the_case(rektor, case):
    child = world.a_pupil(case.school, "Ada Vik")
    tie = {f"tie-{case.pupil_id}": "none", f"tie-{child.uuid}": "parent"}
    answer = post(rektor, case, "parter/", step="answer", parties=str(child.uuid), **tie)
    assert (answer.status_code, answer.url) == (302, "/")
    again = post(rektor, case, "parter/", step="answer", parties=str(child.uuid), **tie)
    assert (again.status_code, again.url) == (302, "/")
    assert rektor.get(f"/saker/{case.number}/").status_code == 404


# Finding out


def test_at_every_text_box_it_says_who_will_read_it(rektor, case):
    target = note_inquiry(
        case.uuid, by=by(case), at=world.AT, text="x", method="talk", perspective="staff", question="facts"
    )
    parts = ("mottak/", "alvor/", "funn/", "samtaler/", "tiltak/", f"rettelser/?tekst=note:{target.pk}:words")
    for part in parts:
        body = main_of(rektor.get(f"/saker/{case.number}/{part}"))
        boxes, readers = body.count("<textarea"), body.count('class="readers"')
        assert boxes and boxes == readers, part
    assert "Leses av rektor, saksansvarlig og saksteamet i denne saken." in body
    assert "Leses av eleven og de foresatte" in main_of(rektor.get(f"/saker/{case.number}/tiltak/"))


def test_a_note_is_kept_word_by_word_and_shown_safely(rektor, case):
    assert post(rektor, case, "funn/", **NOTE).url == f"/saker/{case.number}/undersokelse/"
    written = Note.objects.get(case=case)
    assert open_one(written.words, written.pk) == WORDS and written.happened_at == world.AT
    body = main_of(rektor.get(f"/saker/{case.number}/undersokelse/"))
    assert "&lt;b&gt;lukt&lt;/b&gt;" in body and "<b>lukt</b>" not in body


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Fyll ut dette feltet"),
        ({"text": "x" * 100_000}, "Teksten er 100 000 tegn"),
        ({"text": "a\x00b"}, "et tegn som ikke kan lagres"),
        ({"happened_at": "2026-03-23T09:01"}, "Tidspunktet ligger fram i tid"),
        ({"happened_at": "i går"}, "Skriv dato og klokkeslett slik"),
        ({"question": ""}, "Velg ett av svarene"),
        ({"method": "rumours"}, "Velg ett av svarene"),
    ],
)
def test_what_cannot_be_kept_is_told_in_words_and_stays_in_the_form(rektor, case, typed, said):
    answer = post(rektor, case, "funn/", **NOTE | typed)
    assert answer.status_code == 422 and said in text_of(answer).replace("\u00a0", " ")
    kept = (NOTE | typed)["text"].strip("\x00")[:200]
    assert kept.split("\x00")[0][:1] in main_of(answer) and not Note.objects.exists()


def test_two_clicks_on_the_same_note_write_it_once(rektor, case):
    for _ in range(2):
        assert post(rektor, case, "funn/", **NOTE).status_code == 302
    assert Note.objects.filter(case=case).count() == 1


def test_somebody_who_must_declare_anew_while_writing_keeps_every_word(client, case):
    member = world.in_team(case)
    page = world.signed_in(client, member)
    emma = world.a_pupil(case.school, "Emma Dahl")
    name_party(case.uuid, by=by(case), at=world.AT, parties=[emma.uuid])
    answer = post(page, case, "funn/", **NOTE)
    body = main_of(answer)
    assert answer.status_code == 403 and not Note.objects.exists()
    assert "&lt;b&gt;lukt&lt;/b&gt;" in body and "Det er ikke lagret" in body and "/habilitet/" in body
    assert "Emma" not in body


def test_somebody_whose_appointment_ended_while_writing_gets_the_text_back_and_meets_nothing_of_the_case(client, case):
    member = world.in_team(case)
    page = world.signed_in(client, member)
    Appointment.objects.filter(person=member).update(ends_on=TODAY - timedelta(days=1))
    answer = post(page, case, "funn/", **NOTE)
    assert answer.status_code == 404 and not Note.objects.exists()
    assert "&lt;b&gt;lukt&lt;/b&gt;" in answer.content.decode() and "Det er ikke lagret" in text_of(answer)
    assert "Noah" not in text_of(answer)
    elsewhere = page.post("/saker/2026-0000000-0/funn/", {"form_key": "k", **NOTE})
    assert elsewhere.content == answer.content


def test_the_pupil_is_heard_first_in_the_list_and_in_own_words(rektor, case):
    emma = world.a_pupil(case.school, "Emma Dahl")
    name_party(case.uuid, by=by(case), at=world.AT, parties=[emma.uuid])
    page = rektor.get(f"/saker/{case.number}/samtaler/")
    assert offered(page, "pupil") == [str(case.pupil_id), str(emma.uuid)]
    heard = {"pupil": case.pupil_id, "own_words": WORDS, "is_safe": "no", "not_heard_because": "", "best_interest": ""}
    assert post(rektor, case, "samtaler/", **heard, happened_at="").status_code == 302
    kept = Hearing.objects.get(case=case)
    assert open_one(kept.own_words, kept.pk) == WORDS


def test_nothing_is_answered_for_the_pupil_beforehand(rektor, case):
    shown = rektor.get(f"/saker/{case.number}/samtaler/").content.decode()
    answers = re.findall(r'<input[^>]*name="is_safe"[^>]*>', shown)
    assert len(answers) == 3 and not any("checked" in one for one in answers)
    asked = post(rektor, case, "samtaler/", pupil=case.pupil_id, own_words=WORDS)
    assert asked.status_code == 422 and "Velg det eleven svarte." in text_of(asked)
    post(rektor, case, "samtaler/", pupil=case.pupil_id, not_heard_because="Han er på sykehuset.")
    assert [(one.is_heard, one.is_safe) for one in Hearing.objects.filter(case=case)] == [(False, "no_answer")]


def test_neither_words_nor_a_reason_is_refused_with_its_source(rektor, case):
    answer = post(rektor, case, "samtaler/", pupil=case.pupil_id, is_safe="no_answer", own_words="")
    assert answer.status_code == 422
    assert "hvorfor eleven ikke er hørt. (opplæringslova § 10-2)" in text_of(answer)
    empty = text_of(post(rektor, case, "samtaler/", pupil=case.pupil_id))
    assert "hvorfor eleven ikke er hørt. (opplæringslova § 10-2)" in empty and "Velg det eleven svarte." in empty


def test_rights_are_written_down_as_given_or_planned(rektor, case):
    typed = {"rights": "planned", "rights_on": "2026-03-25", "to": "guardian", "how": "phone"}
    assert post(rektor, case, "rettigheter/", **typed).status_code == 302
    told = RightsInformation.objects.get(case=case, given_on=None)
    assert str(told.planned_on) == "2026-03-25"


def test_a_text_is_corrected_from_beside_itself(rektor, case):
    written = note_inquiry(
        case.uuid, by=by(case), at=world.AT, text="Emma var der.", method="talk", perspective="staff", question="facts"
    )
    link = re.search(r'href="(/saker/[^"]+/rettelser/\?tekst=[^"]+)"', main_of(_inquiry(rektor, case)))[1]
    assert "Emma var der." in text_of(rektor.get(link))
    answer = rektor.post(link, {"form_key": "k", "text": "Ada var der.", "reason": "Feil navn."})
    assert answer.url == f"/saker/{case.number}/undersokelse/"
    assert Correction.objects.get(case=case).target == f"note:{written.pk}:words"


def _inquiry(page, case):
    return page.get(f"/saker/{case.number}/undersokelse/")


@pytest.mark.parametrize(
    "target", ["", "note:x:words", f"note:{UUID(int=4)}:words", "case:1:number", "x" * 5000]
)
def test_a_text_that_is_not_there_cannot_be_corrected(rektor, case, target):
    assert rektor.get(f"/saker/{case.number}/rettelser/", {"tekst": target}).status_code == 404


# What may not be done


@pytest.mark.parametrize("part", ["alvor/", "ansvarlig/", "plan/aktivering/"])
def test_a_shut_act_shows_the_reasons_and_no_way_to_send(client, case, part):
    page = world.signed_in(client, world.in_team(case))
    body = main_of(page.get(f"/saker/{case.number}/{part}"))
    assert "Denne oppgaven ligger hos noen andre" in body and 'type="submit"' not in body


def test_what_the_button_says_and_what_the_action_says_is_the_same(client, case):
    page = world.signed_in(client, world.in_team(case))
    siv = world.an_employee(case.school, "Siv Moen")
    shown = text_of(page.get(f"/saker/{case.number}/ansvarlig/"))
    refused = text_of(post(page, case, "ansvarlig/", lead=siv.uuid))
    reason = "Denne oppgaven ligger hos noen andre. (god praksis, ikke lov)"
    assert reason in shown and reason in refused
    assert CaseAccess.objects.get(case=case, part="lead", ends_at=None).person.name == "Lise Berg"


@pytest.mark.parametrize(
    "part", ["mottak/", "alvor/", "ansvarlig/", "team/", "parter/", "rettigheter/", "funn/", "samtaler/", "tiltak/"]
)
def test_strangers_can_neither_open_nor_post(client, case, part):
    page = world.signed_in(client, world.an_employee(case.school, "Siv Moen"))
    before = Event.objects.count()
    assert page.get(f"/saker/{case.number}/{part}").status_code == 404
    assert post(page, case, part, **NOTE).status_code == 404
    assert Event.objects.count() == before


def test_nothing_changes_by_looking(rektor, case):
    world.with_draft(case)
    before = Event.objects.count()
    parts = ("", "personer/", "undersokelse/", "plan/", "logg/", "mottak/", "alvor/", "tiltak/", "plan/aktivering/")
    assert {rektor.get(f"/saker/{case.number}/{part}").status_code for part in parts} == {200}
    assert Event.objects.count() == before and not PlanActivation.objects.exists()


def test_a_time_in_the_night_the_clocks_change_is_asked_for_anew(client):
    case = world.received()
    world.signed_in(client, world.principal_of(case.school))
    answer = client.post(f"/saker/{case.number}/funn/", NOTE | {"happened_at": "2025-10-26T02:30"})
    assert answer.status_code == 422 and "Klokka ble stilt den natta." in answer.content.decode()
    assert not Note.objects.exists()


@pytest.mark.parametrize("typed", ["0226-03-23T09:12", "9999-12-31T23:59", "20226-03-23T09:12"])
def test_a_moment_whose_year_cannot_be_right_is_asked_for_anew(rektor, case, typed):
    answer = rektor.post(f"/saker/{case.number}/funn/", NOTE | {"happened_at": typed})
    assert answer.status_code == 422 and not Note.objects.exists()
    assert "😔 Čálli." in answer.content.decode()
