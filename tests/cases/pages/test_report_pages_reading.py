"""The reader's pages: head first, then the words, then what to do; and every act behind its page."""

from __future__ import annotations

import re

import pytest

from innsats.cases.actions import receive_report
from innsats.cases.models import Case, CaseReport, OwnerTold, Report, SafetyStep, Unfounded
from innsats.journal.models import Event, Look
from innsats.rules.reports import Concern
from tests import world
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db
AMBITIOUS = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    world.a_head(school.school_owner)
    return school


@pytest.fixture
def report(school):
    """A fresh report from an employee."""
    return world.a_report(school, by=world.an_employee(school), pupil_named="Noah Lien")


@pytest.fixture
def declared(report):
    """The same, read and declared on by rektor."""
    return world.declared(world.read(report), parties=[world.a_pupil(report.school)])


@pytest.fixture
def rektor(client, school):
    return world.signed_in(client, world.principal_of(school))


def looks(row) -> int:
    return Look.objects.filter(stream=row.subject.stream, act="read_report").count()


def test_the_head_comes_before_the_words_and_leaves_no_look(rektor, report):
    said = text_of(rektor.get(f"/meldinger/{report.number}/"))
    assert "Meldt fra av Lise Berg" in said and "Gjelder en voksen på skolen Nei" in said
    assert "mandag 23. mars kl. 09.00" in said and "alene i skolegården" not in said
    assert looks(report) == 0


def test_the_words_come_after_the_look_and_stay_open_afterwards(rektor, report):
    said = text_of(rektor.get(f"/meldinger/{report.number}/?les=ja"))
    assert "Noah står alene i skolegården." in said and "Noah Lien" in said
    assert looks(report) == 1
    assert "alene i skolegården" in text_of(rektor.get(f"/meldinger/{report.number}/"))


def test_without_the_trace_there_is_no_page(rektor, report, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr("innsats.cases.queries.reports.looked", broken)
    with pytest.raises(RuntimeError):
        rektor.get(f"/meldinger/{report.number}/?les=ja")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Vet ikke"),
        ({"concern": Concern.EMPLOYEE}, "Ja"),
        ({"concern": Concern.PUPILS, "sender": "guardian"}, "Vet ikke"),
        ({"concern": Concern.PUPILS, "says_adult": False}, "Nei"),
    ],
)
def test_whether_an_adult_is_concerned_is_said_as_far_as_it_is_known(rektor, school, facts, said):
    report = world.a_report(school, **facts)
    assert f"Gjelder en voksen på skolen {said}" in text_of(rektor.get(f"/meldinger/{report.number}/"))


def test_until_habilitet_is_answered_that_is_the_next_step_and_the_rest_says_why_it_waits(rektor, report):
    body = main_of(rektor.get(f"/meldinger/{report.number}/?les=ja"))
    assert f'class="ds-button" href="/meldinger/{report.number}/habilitet/"' in body
    assert "Svar først på om du er habil i saken. (forvaltningsloven § 8)" in body
    assert f"/meldinger/{report.number}/trygghet/" in body and f"/meldinger/{report.number}/mottak/" not in body


def test_afterwards_the_next_step_is_what_is_left(rektor, declared):
    body = main_of(rektor.get(f"/meldinger/{declared.number}/"))
    assert f'class="ds-button" href="/meldinger/{declared.number}/trygghet/"' in body
    rektor.post(f"/meldinger/{declared.number}/trygghet/", {"needed": "yes", "text": "Lise går ut.", "from_on": ""})
    body = main_of(rektor.get(f"/meldinger/{declared.number}/"))
    assert f'class="ds-button" href="/meldinger/{declared.number}/mottak/"' in body and "Lise går ut." in body


def test_words_are_shown_as_they_were_typed_and_never_run(rektor, school):
    report = world.a_report(school, text=f"{AMBITIOUS} שלום", pupil_named=AMBITIOUS)
    body = rektor.get(f"/meldinger/{report.number}/?les=ja").content.decode()
    assert AMBITIOUS not in body and "&lt;script&gt;alert(1)&lt;/script&gt; שלום" in body


def test_a_report_is_hidden_from_everybody_it_did_not_go_to(client, school, report):
    world.a_deputy(school)
    strangers = [
        world.an_employee(school, "Per Sand"),
        report.reporter,
        world.principal_of(world.a_school("Nabo skole")),
        world.an_officer(school.school_owner, "Annen Mottaker"),
    ]
    for somebody in strangers:
        page = world.signed_in(client, somebody)
        for part in ("", "omruting/", "mottak/", "grunnlos/", "sak/", "habilitet/", "trygghet/", "varsling/"):
            answers = [page.get(f"/meldinger/{report.number}/{part}"), page.get(f"/meldinger/2026-0000000-0/{part}")]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert answers[0].content == answers[1].content
    assert looks(report) == 0


@pytest.mark.source("oppl § 12-5(2)")
def test_one_click_from_the_page_sends_it_on_and_nothing_more_is_shown(rektor, report):
    body = main_of(rektor.get(f"/meldinger/{report.number}/?les=ja"))
    assert "Send til Ola Dahl, mottaker hos kommunen" in body
    form = re.search(r'name="form_key" value="([^"]+)"><input type="hidden" name="concern" value="leadership"', body)
    posted = {"form_key": form[1], "concern": "leadership"}
    answers = [rektor.post(f"/meldinger/{report.number}/omruting/", posted, follow=True) for _ in range(2)]
    for answer in answers:  # the second click is answered as the first
        assert "Meldingen er sendt videre" in text_of(answer) and report.number not in text_of(answer)
    assert Event.objects.filter(act="reroute_report").count() == 1
    assert rektor.get(f"/meldinger/{report.number}/").status_code == 404


def test_it_can_be_sent_on_before_it_is_read(rektor, report):
    body = main_of(rektor.get(f"/meldinger/{report.number}/"))
    assert "Send den videre uten å lese" in body and 'value="leadership"' in body
    rektor.post(f"/meldinger/{report.number}/omruting/", {"concern": "leadership"})
    assert looks(report) == 0 and Report.objects.get(pk=report.pk).seat_officer


def test_receiving_offers_only_those_who_may_and_names_the_lead(rektor, declared):
    lise = declared.reporter
    world.an_employee(declared.school, "Uten opplæring", trained=False)
    body = main_of(rektor.get(f"/meldinger/{declared.number}/mottak/"))
    assert "Kari Vik (deg selv)" in body and "Lise Berg" in body and "Uten opplæring" not in body
    answer = rektor.post(f"/meldinger/{declared.number}/mottak/", {"lead": str(lise.uuid)}, follow=True)
    assert "Meldingen ble tatt imot" in text_of(answer)
    assert Report.objects.get(pk=declared.pk).lead == lise


def test_the_lead_sees_the_head_until_habilitet_is_answered(client, declared):
    lead = world.an_employee(declared.school, "Per Sand")
    by = world.actor(world.principal_of(declared.school))
    receive_report(declared.uuid, by=by, at=world.AT, lead=lead.uuid)
    page = world.signed_in(client, lead)
    said = text_of(page.get(f"/meldinger/{declared.number}/?les=ja"))
    assert "Du har fått en oppgave her" in said and "alene" not in said and looks(declared) == 1
    page.post(f"/meldinger/{declared.number}/habilitet/", {"step": "answer", "none": "1", "form_key": "k"})
    assert "alene i skolegården" in text_of(page.get(f"/meldinger/{declared.number}/?les=ja"))


def test_a_refused_form_keeps_what_was_typed_and_says_every_reason(rektor, report):
    world.read(report)
    typed = {"lead": str(world.principal_of(report.school).uuid), "form_key": "k"}
    answer = rektor.post(f"/meldinger/{report.number}/mottak/", typed)
    assert answer.status_code == 422 and "Svar først på om du er habil" in text_of(answer)
    assert f'value="{typed["lead"]}" selected' in answer.content.decode()


def test_a_concern_about_an_employee_asks_to_tell_the_owner_or_say_why_not(rektor, school):
    report = world.a_report(school, concerned=world.an_employee(school, "Per Sand"))
    world.declared(world.read(report), parties=[world.a_pupil(school)])
    body = main_of(rektor.get(f"/meldinger/{report.number}/"))
    assert f"/meldinger/{report.number}/varsling/" in body and f"/meldinger/{report.number}/grunnlos/" in body
    missing = rektor.post(f"/meldinger/{report.number}/grunnlos/", {"reason": ""})
    assert missing.status_code == 422 and not Unfounded.objects.exists()
    rektor.post(f"/meldinger/{report.number}/grunnlos/", {"reason": "Var ikke på jobb."})
    assert Unfounded.objects.count() == 1


def test_telling_the_owner_takes_who_how_and_when(rektor, school):
    report = world.a_report(school, concerned=world.an_employee(school, "Per Sand"))
    world.declared(world.read(report), parties=[world.a_pupil(school)])
    address = f"/meldinger/{report.number}/varsling/"
    assert "Ola Dahl" in text_of(rektor.get(address)) and "Siri Moe" in text_of(rektor.get(address))
    future = rektor.post(address, {"to": "", "how": "phone", "told_at": "2026-03-24T10:00"})
    assert future.status_code == 422 and "Tidspunktet ligger fram i tid. Velg et som har vært." in text_of(future)
    officer = school.school_owner.appointment_set.get(person__name="Ola Dahl").person
    answer = rektor.post(address, {"to": str(officer.uuid), "how": "talk", "told_at": ""}, follow=True)
    assert OwnerTold.objects.get().to == officer and "Kommunen fikk beskjed" in text_of(answer)


@pytest.mark.source("fvl67 § 7")
def test_safety_is_open_to_everybody_and_says_when_it_is_provisional(rektor, report):
    address = f"/meldinger/{report.number}/trygghet/"
    assert "gjelder foreløpig" in text_of(rektor.get(address))
    assert rektor.post(address, {"needed": "yes", "text": "Lise går ut.", "form_key": "k"}).status_code == 302
    rektor.post(address, {"needed": "yes", "text": "Lise går ut.", "form_key": "k"})
    assert [step.is_provisional for step in SafetyStep.objects.all()] == [True]


def test_a_case_is_opened_about_the_one_pupil_and_found_again_on_the_report(rektor, declared):
    address = f"/meldinger/{declared.number}/sak/"
    pupil = declared.party_set.get().pupil
    assert "Noah Lien, 6A" in text_of(rektor.get(address)) and " checked" in rektor.get(address).content.decode()
    answers = [rektor.post(address, {"pupil": str(pupil.pk), "form_key": "k"}) for _ in range(2)]
    case = Case.objects.get()
    assert {answer.url for answer in answers} == {f"/saker/{case.number}/"}
    assert case.number in text_of(rektor.get(f"/meldinger/{declared.number}/"))


def test_when_there_is_a_case_already_the_report_is_linked_to_it(rektor, declared, school):
    pupil = declared.party_set.get().pupil
    case = world.a_case(school, pupil=pupil)
    said = text_of(rektor.get(f"/meldinger/{declared.number}/sak/"))
    assert "Det er alt en sak" in said and case.number in said
    rektor.post(f"/saker/{case.number}/meldinger/", {"report": declared.number, "form_key": "k"})
    assert CaseReport.objects.filter(case=case, report=declared).exists()


def test_a_case_that_holds_the_report_is_shown_and_a_second_one_is_opened_only_on_purpose(rektor, declared):
    address = f"/meldinger/{declared.number}/sak/"
    case = world.a_case(report=declared, pupil=declared.party_set.get().pupil)
    page = rektor.get(address).content.decode()
    assert case.number in page and f'href="/saker/{case.number}/"' in page and "Knytt til denne saken" not in page
    chosen = {"pupil": str(case.pupil_id)}
    refused = rektor.post(address, chosen)
    assert f"Det er alt en åpen sak om eleven: {case.number}." in refused.content.decode()
    assert Case.objects.count() == 1
    rektor.post(address, chosen | {"confirmed": "on"})
    assert Case.objects.count() == 2


def test_where_no_case_is_open_there_is_nothing_to_confirm(rektor, declared):
    assert 'name="confirmed"' not in rektor.get(f"/meldinger/{declared.number}/sak/").content.decode()


def test_linking_offers_only_reports_one_has_read_and_answered_for(rektor, school):
    case = world.a_case(school)
    other = world.declared(world.a_report(school, text="Enda en gang."), parties=[case.pupil])
    unanswered, hidden = world.a_report(school, text="Ikke svart på."), world.a_report(school, concern="leadership")
    said = text_of(rektor.get(f"/saker/{case.number}/meldinger/"))
    assert "Enda en gang." in said and "Ikke svart på." not in said and hidden.number not in said
    refused = rektor.post(f"/saker/{case.number}/meldinger/", {"report": unanswered.number})
    assert refused.status_code == 422 and CaseReport.objects.filter(case=case).count() == 1
    assert rektor.post(f"/saker/{case.number}/meldinger/", {"report": other.number}).status_code == 302


def test_a_private_school_says_daglig_leder_and_the_board_here_too(client):
    school = world.a_school("Steinerskolen", private=True)
    leader = world.a_principal(school, "Dag Lid")
    world.an_officer(school.school_owner, "Bjørg Styve")
    report = world.a_report(school, concerned=world.an_employee(school))
    world.declared(world.read(report), parties=[world.a_pupil(school)])
    said = text_of(world.signed_in(client, leader).get(f"/meldinger/{report.number}/"))
    assert "Si fra til styret for skolen" in said and "Send til Bjørg Styve, mottaker hos styret for skolen" in said
    assert "rektor" not in said.lower().replace("direktør", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(rektor, declared, count, django_assert_num_queries):
    for number in range(count):
        typed = {"needed": "yes", "text": f"Steg {number}", "form_key": str(number)}
        rektor.post(f"/meldinger/{declared.number}/trygghet/", typed)
    rektor.get(f"/meldinger/{declared.number}/")
    with django_assert_num_queries(22):
        assert main_of(rektor.get(f"/meldinger/{declared.number}/")).count("Steg") == count


def test_the_team_reads_a_report_of_its_case_without_being_asked_twice(client, declared):
    case = world.a_case(report=declared, pupil=declared.party_set.get().pupil)
    page = world.signed_in(client, world.in_team(case))
    assert "alene i skolegården" in text_of(page.get(f"/meldinger/{declared.number}/?les=ja"))


def test_a_report_that_comes_to_name_more_than_the_case_asks_the_team_anew(client, declared, school):
    """A report may concern more pupils than the case does: a cleared case does not clear its reports."""
    case = world.a_case(report=declared, pupil=declared.party_set.get().pupil)
    page = world.signed_in(client, world.in_team(case))
    world.declared(declared, parties=[world.a_pupil(school, "Ida Ness")])
    assert "Du har fått en oppgave her" in text_of(page.get(f"/meldinger/{declared.number}/?les=ja"))
    page.post(f"/meldinger/{declared.number}/habilitet/", {"step": "answer", "none": "1"})
    assert "alene i skolegården" in text_of(page.get(f"/meldinger/{declared.number}/?les=ja"))
