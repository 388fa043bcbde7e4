"""The case as its readers meet it: the head, the tabs, and what those see who may not read it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from innsats.cases.actions import (
    admit_to_team,
    correct_record,
    hear_pupil,
    inform_of_rights,
    name_party,
    note_inquiry,
    secure_safety,
)
from innsats.people.models import ClosedPeriod
from innsats.rules.calendar import OSLO
from tests import world
from tests.cases.pages.reading import main_of, text_of

pytestmark = pytest.mark.django_db
TABS = ("", "personer/", "undersokelse/", "plan/", "logg/")
HEAD_QUERIES = 8  # session, viewer (3), case, standing, look, clocks


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


def address(case, tab=""):
    return f"/saker/{case.number}/{tab}"


def note(case, text="Han sto ved gjerdet.", **more):
    given = {"method": "talk", "perspective": "staff", "question": "facts"} | more
    return note_inquiry(case.uuid, by=by(case), at=given.pop("at", world.AT), text=text, **given)


# The head


def test_the_head_says_whose_case_it_is_where_it_stands_and_what_is_left_of_the_week(rektor, case):
    said = text_of(rektor.get(address(case)))
    assert f"Noah Lien, 6A Sak {case.number} · Solbakken skole" in said
    assert re.search(r"Énukesmålet 7 dager igjen innen mandag 30\. mars · veiledning", said)
    assert "Saksansvarlig Lise Berg" in said and "Habiliteten din Habil" in said


def test_the_phase_line_names_all_five_and_marks_one(rektor, case):
    line = main_of(rektor.get(address(case))).split('<ol class="phases"', 1)[1].split("</ol>", 1)[0]
    assert re.findall(r'data-state="(\w+)"', line) == ["done", "now", "later", "later", "later"]
    assert line.count('aria-current="step"') == 1 and "Undersøkes" in line.split('aria-current="step"')[1][:30]


def test_the_countdown_is_number_text_and_icon_together(rektor, case):
    week = main_of(rektor.get(address(case))).split('<div class="week"', 1)[1].split("</div>", 1)[0]
    assert "<svg" in week and "7 dager igjen" in week


@pytest.mark.source("UiS one week")
def test_in_a_closed_period_the_week_keeps_its_date_and_gets_a_second_line(client):
    school = world.a_school()
    ClosedPeriod.objects.create(
        school_owner=school.school_owner, closes="school", starts_on=date(2026, 3, 30), ends_on=date(2026, 4, 6)
    )
    case = world.received(world.a_case(school))
    said = text_of(world.signed_in(client, world.principal_of(school)).get(address(case)))
    assert "innen mandag 30. mars" in said
    assert "Tiltak skal virke fra første time tirsdag 7. april" in said


def test_the_second_line_is_gone_when_the_promise_is_met(rektor, case):
    ClosedPeriod.objects.create(
        school_owner=case.school_owner, closes="school", starts_on=date(2026, 3, 30), ends_on=date(2026, 4, 6)
    )
    world.measures_started(world.with_plan(case))
    said = text_of(rektor.get(address(case)))
    assert "nådd mandag 23. mars" in said and "fra første time" not in said


def test_a_private_school_says_daglig_leder_and_the_board(client):
    case = world.received(world.a_case(world.a_school("Steinerskolen", private=True)))
    page = world.signed_in(client, world.principal_of(case.school))
    said = text_of(page.get(address(case)))
    assert "Si fra til styret for skolen" in said and "kommunen" not in said.split("Logg ut")[1].split("Trenger du")[0]
    assert "daglig leder, saksansvarlig" in text_of(page.get(address(case, "funn/")))


# Oversikt


def test_first_comes_receiving_the_case_and_it_is_the_one_primary_button(client):
    case = world.a_case()
    body = main_of(world.signed_in(client, world.principal_of(case.school)).get(address(case)))
    step = body.split("Dette er neste steg", 1)[1].split("</section>", 1)[0]
    assert f'href="/saker/{case.number}/mottak/"' in step and "Ta imot saken" in step
    assert body.count('class="ds-button"') == 1


def test_the_next_step_follows_the_clocks(rektor, case):
    def step():
        body = main_of(rektor.get(address(case))).split("Dette er neste steg", 1)[1].split("</section>", 1)[0]
        return re.search(r'href="([^"]+)"', body)[1]

    assert step() == address(case, "samtaler/")  # the pupil's first talk is due first
    world.heard(case)
    assert step() == address(case, "tiltak/")
    world.with_draft(case)
    assert step() == address(case, "plan/aktivering/")


def test_the_next_step_skips_what_is_not_this_viewers_to_do(client):
    case = world.heard(world.received(serious=True))
    lead = world.principal_of(case.school)
    member = world.in_team(case)
    assert "Si fra til kommunen" in _step(world.signed_in(client, lead).get(address(case)))
    assert "Skriv et tiltak" in _step(world.signed_in(client, member).get(address(case)))


def _step(response):
    return main_of(response).split("Dette er neste steg", 1)[1].split("</section>", 1)[0]


def test_what_this_viewer_may_not_do_says_why_in_the_rules_words(client, case):
    page = world.signed_in(client, world.in_team(case))
    said = text_of(page.get(address(case)))
    assert "Velg saksansvarlig: Denne oppgaven ligger hos noen andre. (god praksis, ikke lov)" in said
    assert f'href="/saker/{case.number}/ansvarlig/"' not in main_of(page.get(address(case)))


def test_every_clock_has_its_date_and_what_kind_of_source_it_rests_on(rektor, case):
    world.with_plan(case)
    said = text_of(rektor.get(address(case)))
    assert "Aktivitetsplanen i kraft" in said and "Meldingen tas imot" in said
    assert re.search(r"Evaluering innen mandag 30\. mars · lov · opplæringslova § 12-4 \(3\)", said)
    for practice in ("Første samtale med eleven", "Aktivitetsplanen i kraft", "Trygg i dag"):
        assert re.search(rf"{practice} innen [^·]+ · god praksis, ikke lov", said)


@pytest.mark.source("oppl § 12-6(2)")
def test_T42_the_governors_date_with_the_other_two_readings_behind_one_click(client, monkeypatch):
    at = datetime(2026, 3, 26, 9, 0, tzinfo=OSLO)
    school = world.a_school()
    ClosedPeriod.objects.create(
        school_owner=school.school_owner, closes="school", starts_on=date(2026, 3, 30), ends_on=date(2026, 4, 6)
    )
    case = world.received(world.a_case(school, at=at), at=at)
    world.it_is(monkeypatch, at)
    body = main_of(world.signed_in(client, world.principal_of(school)).get(address(case)))
    assert "statsforvalteren fra torsdag 2. april" in body
    more = body.split("Les mer om datoen", 1)[1].split("</details>", 1)[0]
    assert all(day in more for day in ("torsdag 2. april", "tirsdag 7. april", "fredag 10. april"))


def test_safety_rights_and_reports_stand_beside(rektor, case):
    inform_of_rights(
        case.uuid, by=by(case), at=world.AT, to="guardian", how="phone", planned_on=world.AT.date() + timedelta(days=1)
    )
    said = text_of(rektor.get(address(case)))
    assert "Lise er i skolegården i alle friminutt fra i dag." in said
    assert "Foresatte skal få informasjon tirsdag 24. mars. På telefon." in said
    assert "Eleven og foresatte fikk informasjon mandag 23. mars." in said
    report = case.casereport_set.get().report
    assert f'href="/meldinger/{report.number}/"' in main_of(rektor.get(address(case)))


@pytest.mark.source("fvl67 § 7")
def test_T82_what_somebody_not_declared_did_in_an_emergency_is_marked_provisional(rektor, case):
    member = world.an_employee(case.school, "Siv Moen")
    admit_to_team(case.uuid, by=by(case), at=world.AT, member=member.uuid)
    secure_safety(case.subject, by=world.actor(member), at=world.AT, text="Jeg tok ham med inn.")
    said = text_of(rektor.get(address(case)))
    assert "Jeg tok ham med inn." in said and "Foreløpig: en som er habil, må avgjøre dette på nytt." in said


# Personer, Undersøkelse, Logg


def test_personer_shows_who_works_here_how_their_habilitet_stands_and_whom_it_concerns(client):
    school = world.a_school()
    pupil = world.a_pupil(school, guardians=["Mona Lien"])
    case = world.received(world.a_case(school, pupil=pupil))
    emma = world.a_pupil(school, "Emma Dahl")
    name_party(case.uuid, by=by(case), at=world.AT, parties=[emma.uuid])
    said = text_of(world.signed_in(client, world.principal_of(school)).get(address(case, "personer/")))
    assert "Noah Lien, 6A Eleven saken gjelder" in said and "Emma Dahl, 6A Elev som er involvert" in said
    assert "Mona Lien Har foreldreansvar, ifølge opplysninger fra" in said
    assert re.search(r"Lise Berg Saksansvarlig, siden mandag 23\. mars Ikke svart om habilitet", said)
    assert "Kari Vik Har svart om habilitet, mandag 23. mars Habil" in said


def test_a_guardian_whose_responsibility_is_unknown_is_marked(client):
    school = world.a_school()
    pupil = world.a_pupil(school, guardians=["Per Lien"])
    pupil.guardian_set.update(has_responsibility=None)
    case = world.received(world.a_case(school, pupil=pupil))
    page = world.signed_in(client, world.principal_of(school))
    for tab in ("personer/", "rettigheter/"):
        assert "Foreldreansvaret er ikke kjent. Spør før noe sendes" in text_of(page.get(address(case, tab)))


def test_notes_stand_newest_first_and_what_was_written_later_is_marked(rektor, case):
    note(case, "Først.", happened_at=world.AT - timedelta(minutes=50))
    note(case, "Sist.")
    note(case, "Lenge før.", happened_at=world.AT - timedelta(minutes=59), at=world.AT + timedelta(minutes=30))
    said = text_of(rektor.get(address(case, "undersokelse/")))
    assert said.index("Sist.") < said.index("Først.") < said.index("Lenge før.")
    assert said.count("skrevet") == 1 and "skrevet mandag 23. mars kl. 09.30" in said


def test_gaps_in_the_inquiry_are_advice_and_go_away(rektor, case):
    note(case)
    said = text_of(rektor.get(address(case, "undersokelse/")))
    assert "Råd, ikke krav" in said and "bare én måte" in said and "bare én parts syn" in said
    assert "Hva har skjedd? 1 notat" in said and "Hvordan opplever eleven det? Ikke undersøkt ennå" in said
    note(case, method="observation", perspective="guardians", question="experience")
    note(case, question="context")
    assert "Råd, ikke krav" not in text_of(rektor.get(address(case, "undersokelse/")))


def test_a_pupil_who_was_heard_has_answered_how_it_is_experienced(rektor, case):
    world.heard(case)
    assert "Hvordan opplever eleven det? Eleven er hørt" in text_of(rektor.get(address(case, "undersokelse/")))


def test_the_pupils_own_words_stand_apart(rektor, case):
    world.heard(case)
    note(case)
    body = main_of(rektor.get(address(case, "undersokelse/")))
    own = body.split("Elevens egne ord", 1)[1].split("</section>", 1)[0]
    assert "Jeg vil at noen skal være der." in own and "Nei, ikke trygt og godt" in own and "gjerdet" not in own


def test_why_a_pupil_was_not_heard_is_shown(rektor, case):
    hear_pupil(case.uuid, by=by(case), at=world.AT, pupil=case.pupil_id, not_heard_because="Han er syk.")
    said = text_of(rektor.get(address(case, "undersokelse/")))
    assert "Ikke hørt" in said and "Hvorfor eleven ikke er hørt Han er syk." in said


@pytest.mark.source("arkf § 11")
def test_T27_a_correction_shows_the_original_struck_through_and_says_so(rektor, case):
    wrong = note(case, "Emma var der.")
    target = f"note:{wrong.pk}:words"
    correct_record(case.uuid, by=by(case), at=world.AT, target=target, text="Ada var der.", reason="Feil navn.")
    body = main_of(rektor.get(address(case, "undersokelse/")))
    assert re.search(r"<del>.*Sto der før:.*Emma var der\.</del>", body)
    assert "<ins>Ada var der.</ins>" in body and "Feil navn." in body


def test_the_log_says_who_did_what_when_and_not_a_word_of_what_was_written(rektor, case):
    world.heard(case)
    note(case, happened_at=world.AT - timedelta(hours=1, minutes=30) + timedelta(minutes=90))
    world.measures_started(world.with_plan(case))
    said = text_of(rektor.get(address(case, "logg/")))
    assert "mandag 23. mars" in said
    assert "Saken ble tatt imot Saksansvarlig: Lise Berg · Alvorlig: nei kl. 09.00 · Kari Vik" in said
    assert "Eleven ble hørt Noah Lien · Nei, ikke trygt og godt" in said
    assert "Aktivitetsplanen trådte i kraft Utgave 1" in said
    assert not any(word in said for word in ("gjerdet", "fotball", "noen skal være der", "Det er nytt"))
    assert said.index("Tiltaket startet") < said.index("Saken ble opprettet") < said.index("Meldt fra")


def test_the_log_never_names_who_reported(client):
    school = world.a_school()
    world.a_principal(school)
    reporter = world.an_employee(school, "Den Som Meldte")
    case = world.received(world.a_case(school, report=world.a_report(school, by=reporter)))
    said = text_of(world.signed_in(client, world.principal_of(school)).get(address(case, "logg/")))
    assert "Den Som Meldte" not in said and "En som arbeider på skolen" in said


def test_a_long_log_has_pages(rektor, case):
    for number in range(45):
        note(case, f"Nummer {number}.")
    first = rektor.get(address(case, "logg/"))
    assert main_of(first).count("timeline__what") == 40 and 'href="?side=2"' in main_of(first)
    second = rektor.get(address(case, "logg/?side=2"))
    assert 0 < main_of(second).count("timeline__what") < 40 and "Saken ble opprettet" in text_of(second)
    assert rektor.get(address(case, "logg/?side=x")).status_code == 200
