"""The reporter's pages: sending in two steps without losing a word, the receipt, and the status with its ceiling."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from innsats.cases.actions import answer_reporter, reroute_report
from innsats.cases.models import Report
from innsats.people.models import Appointment
from innsats.rules.reports import Concern
from innsats.rules.roles import Role
from innsats.vault.sealing import open_one
from tests import world
from tests.cases.pages.reading import text_of

pytestmark = pytest.mark.django_db
WORDS = "Noah står alene i skolegården.\nDe andre går når han kommer."


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    """A school with somebody in every seat."""
    school = world.a_school()
    world.a_principal(school)
    world.an_officer(school.school_owner)
    world.a_head(school.school_owner)
    return school


@pytest.fixture
def page(client, school):
    """The pages as an employee of one school meets them."""
    return world.signed_in(client, world.an_employee(school))


def typed(at_school, **more) -> dict[str, str]:
    """The form as a browser posts it."""
    given = {"text": WORDS, "pupil_named": "Noah i 6A", "arena": "sfo", "concern": "pupils", "channel": "written"}
    return given | {"sender": "unknown", "school": str(at_school.uuid), "form_key": "k"} | more


def hidden_fields(response) -> dict[str, str]:
    """Every hidden field of the preview, as the next step posts it."""
    main = response.content.decode().split('<form class="form card"', 1)[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', main)
    unescape = {"&quot;": '"', "&#x27;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
    return {name: re.sub("|".join(unescape), lambda m: unescape[m[0]], value) for name, value in found}


def test_the_own_school_is_filled_in_and_own_words_come_first(page, school):
    body = page.get("/meld/").content.decode()
    assert f'<input type="hidden" name="school" value="{school.uuid}"' in body
    assert body.index('name="text"') < body.index('name="pupil_named"') < body.index('name="arena"')


@pytest.mark.source("oppl § 12-4(2)")
def test_the_preview_names_who_will_read_it_and_whom_to_send_to_instead(page, school):
    shown = page.post("/meld/", typed(school))
    assert shown.status_code == 200 and not Report.objects.exists()
    said = text_of(shown)
    assert "Dette leses av Kari Vik, rektor" in said
    assert "Handler det om Kari Vik, eller vet du ikke?" in said and "Send til kommunen: Ola Dahl" in said
    assert "Du får svar senest mandag 23. mars kl. 16.00" in said


def test_the_preview_carries_every_word_to_the_next_step(page, school):
    words = "Han sa: \"<b>lukt</b>\" & 'gå'.\nNy linje\n"
    shown = page.post("/meld/", typed(school, text=words, happened_on="2026-03-20", told_by="", said_at=""))
    sent = page.post("/meld/", hidden_fields(shown) | {"send_as": "pupils"})
    report = Report.objects.get()
    assert sent.status_code == 302 and open_one(report.words, report.pk) == words
    assert (report.arena, str(report.happened_on)) == ("sfo", "2026-03-20")


def test_going_back_from_the_preview_loses_nothing(page, school):
    shown = page.post("/meld/", typed(school, happened_on="2026-03-20", step="edit"))
    body = shown.content.decode()
    assert shown.status_code == 200 and not Report.objects.exists()
    assert WORDS in body.replace("\r\n", "\n") and 'value="2026-03-20"' in body and 'value="Noah i 6A"' in body


def test_one_click_sends_it_to_the_municipality_instead(page, school):
    page.post("/meld/", typed(school, send_as="leadership"))
    assert (Report.objects.get().concern, Report.objects.get().seat_officer) == (Concern.LEADERSHIP, True)


@pytest.mark.source("oppl § 12-5(2)")
def test_naming_rektor_routes_past_rektor_whatever_was_chosen(page, school):
    rektor = world.principal_of(school)
    shown = page.post("/meld/", typed(school, concerned=str(rektor.uuid)))
    said = text_of(shown)
    assert "Dette leses av Ola Dahl, mottaker hos kommunen" in said and "Handler det om Ola Dahl" in said
    page.post("/meld/", hidden_fields(shown) | {"send_as": "leadership"})
    assert not Report.objects.get().seat_principal


@pytest.mark.source("oppl § 12-4(2)")
def test_T14_a_private_school_says_daglig_leder_and_the_board(client):
    school = world.a_school("Steinerskolen", private=True)
    world.a_principal(school, "Dag Lid")
    world.an_officer(school.school_owner, "Bjørg Styve")
    said = text_of(world.signed_in(client, world.an_employee(school)).post("/meld/", typed(school)))
    assert "Dag Lid, daglig leder" in said and "Send til styret for skolen: Bjørg Styve" in said
    assert "rektor" not in said.replace("Meld fra", "") and "kommunen:" not in said


def test_when_nobody_can_read_it_the_page_says_so_at_once_and_keeps_the_report(client):
    school = world.a_school()
    page = world.signed_in(client, world.an_employee(school))
    assert "Ingen får denne meldingen gjennom Innsats" in text_of(page.post("/meld/", typed(school)))
    sent = page.post("/meld/", typed(school, send_as="keep"), follow=True)
    assert "Ingen ved skolen har fått vite dette av oss" in text_of(sent) and "ring kommunen" in text_of(sent)
    assert Report.objects.count() == 1


def test_the_receipt_says_who_reads_it_when_and_whom_to_call_now(page, school):
    said = text_of(page.post("/meld/", typed(school, send_as="pupils"), follow=True))
    assert "Kari Vik, rektor , har fått meldingen" in said
    assert "lest og besvart senest mandag 23. mars kl. 16.00" in said
    assert all(number in said for number in ("116 111", "116 117", "112", "113"))


def test_out_of_hours_the_receipt_gives_the_next_working_day(page, school, monkeypatch):
    world.it_is(monkeypatch, world.AT + timedelta(days=4, hours=12, minutes=30))
    said = text_of(page.post("/meld/", typed(school, send_as="pupils"), follow=True))
    assert "Kommer senest mandag 30. mars kl. 12.00" in said


def test_a_double_click_sends_one_report_and_shows_the_same_receipt(page, school):
    first, second = (page.post("/meld/", typed(school, send_as="pupils")) for _ in range(2))
    assert first.url == second.url and Report.objects.count() == 1


def test_what_was_said_on_the_phone_is_told_apart_from_when_it_was_written(page, school):
    told = {"channel": "phone", "told_by": "Mona Lien", "sender": "guardian", "said_at": "2026-03-23T08:10"}
    said = text_of(page.post("/meld/", typed(school, **told)))
    assert "Mona Lien, En forelder" in said and "mandag 23. mars kl. 08.10" in said
    page.post("/meld/", typed(school, send_as="pupils", **told))
    report = Report.objects.get()
    assert (report.sender, report.channel, report.said_at) == ("guardian", "phone", world.AT - timedelta(minutes=50))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "Fyll ut dette feltet."),
        ({"text": "å" * 20_001}, "Teksten er 20\xa0001 tegn. Det er plass til 20\xa0000."),
        ({"text": "å" * 100_000}, "Teksten er 100\xa0000 tegn."),
        ({"text": "a\x00b"}, "Teksten har et tegn som ikke kan lagres (NUL)."),
        ({"happened_on": "2026-03-24"}, "Datoen ligger fram i tid. Velg en dag som har vært."),
        ({"happened_on": "i går"}, "Skriv datoen slik: 23.03.2026."),
        ({"said_at": "2026-03-23T09:30", "channel": "phone"}, "Tidspunktet ligger fram i tid. Velg et som har vært."),
        ({"told_by": "Mona"}, "Velg om noen ringte eller sa det til deg."),
        ({"pupil_named": "N" * 201}, "Teksten er 201 tegn. Det er plass til 200."),
        ({"arena": "moon"}, "Velg ett av svarene."),
    ],
)
def test_what_cannot_be_kept_is_said_kindly_and_what_was_typed_still_stands(page, school, given, said):
    answer = page.post("/meld/", typed(school, **given))
    assert answer.status_code == 422 and not Report.objects.exists()
    body = answer.content.decode()
    assert said in body
    kept = given.get("text", WORDS).replace("\x00", "") or 'value="Noah i 6A"'
    assert kept in body.replace("\x00", "").replace("\r\n", "\n")


def test_a_line_break_counts_as_one_sign(page, school):
    text = "\r\n".join(["a" * 99] * 200)
    assert page.post("/meld/", typed(school, text=text)).status_code == 200


def test_sending_is_never_gated(client, school):
    untrained = world.an_employee(school, "Ny Vikar", trained=False)
    page = world.signed_in(client, untrained)
    assert page.post("/meld/", typed(school, send_as="pupils")).status_code == 302
    Appointment.objects.filter(person=untrained).update(ends_on=world.AT.date() - timedelta(days=1))
    sent = page.post("/meld/", typed(school, send_as="pupils", form_key="another"), follow=True)
    assert Report.objects.filter(reporter=untrained).count() == 2
    assert "Meldingen er sendt" in text_of(sent)


def test_without_a_role_one_finds_the_school_by_a_misspelt_name_and_keeps_what_was_typed(client, school):
    page = world.signed_in(client, world.a_person())
    searched = page.post("/meld/", typed(school, school="", school_called="solbaken", step="find"))
    assert searched.status_code == 200 and "Solbakken skole, Fjordvik kommune" in searched.content.decode()
    assert WORDS in searched.content.decode().replace("\r\n", "\n")
    missing = page.post("/meld/", typed(school, school="", school_called="solbaken"))
    assert missing.status_code == 422 and "Velg skolen det gjelder." in missing.content.decode()
    assert page.post("/meld/", typed(school, school_called="solbaken", send_as="pupils")).status_code == 302


def test_a_school_that_does_not_exist_is_asked_for_again(page, school):
    for unknown in ("nonsense", "00000000-0000-0000-0000-000000000000"):
        answer = page.post("/meld/", typed(school, school=unknown))
        assert answer.status_code in (200, 422) and not Report.objects.exists()


def test_reporting_takes_a_sign_in(client, school):
    assert client.post("/meld/", typed(school, send_as="pupils")).status_code == 302
    assert not Report.objects.exists()


def test_own_reports_stay_readable_in_the_form_submitted_after_the_appointment_has_ended(page, school):
    page.post("/meld/", typed(school, send_as="pupils"))
    report = Report.objects.get()
    Appointment.objects.filter(role=Role.EMPLOYEE).update(ends_on=world.AT.date() - timedelta(days=1))
    listed, shown = page.get("/meldinger/"), page.get(f"/mine-meldinger/{report.number}/")
    assert "Noah står alene" in text_of(listed)
    assert all(said in text_of(shown) for said in ("De andre går når han kommer.", "Noah i 6A", "På SFO"))


def test_what_was_said_to_be_the_matter_is_shown_as_it_was_said_also_when_it_went_elsewhere(page, school):
    page.post("/meld/", typed(school, send_as="pupils"))
    report = Report.objects.get()
    before = text_of(page.get(f"/mine-meldinger/{report.number}/"))
    rektor = world.actor(world.principal_of(school))
    reroute_report(report.uuid, by=rektor, at=world.AT, concern=Concern.LEADERSHIP)
    assert text_of(page.get(f"/mine-meldinger/{report.number}/")) == before
    assert "Kari Vik, rektor" in text_of(page.get(f"/mine-meldinger/{report.number}/sendt/"))


def test_the_status_has_a_ceiling(page, school):
    page.post("/meld/", typed(school, send_as="pupils"))
    report = Report.objects.get()
    address = f"/mine-meldinger/{report.number}/"
    assert "Lest Ikke ennå" in text_of(page.get(address))
    case = world.a_case(report=report)
    assert "Lest mandag 23. mars kl. 09.00" in text_of(page.get(address))
    assert "Noen har ansvaret Ikke ennå" in text_of(page.get(address))
    world.measures_started(case)
    said = text_of(page.get(address))
    assert "Noen har ansvaret Ja" in said
    assert "Svar Tatt imot mandag 23. mars kl. 09.00. Ingen har skrevet til deg ennå." in said
    shown = said.split("Det du meldte fra om")[1].split("Mer enn dette")[0]
    assert not any(hidden in shown for hidden in (case.number, "Tiltak", "Lise", "sak "))


def test_it_is_answered_when_the_school_has_written_and_not_by_being_received(page, school):
    page.post("/meld/", typed(school, send_as="pupils"))
    report = Report.objects.get()
    case = world.a_case(report=report)
    world.received(case)
    assert "Tatt imot" in text_of(page.get(reverse("my_reports")))
    rektor = world.actor(world.principal_of(school))
    answer_reporter(report.uuid, by=rektor, at=world.AT + timedelta(minutes=5), text="Takk for at du sa fra.")
    said = text_of(page.get(f"/mine-meldinger/{report.number}/"))
    assert "Svar Sendt mandag 23. mars kl. 09.05" in said and "Ingen har skrevet til deg" not in said


def test_nobody_elses_report_is_shown_not_even_to_rektor(client, page, school):
    page.post("/meld/", typed(school, send_as="pupils"))
    report = Report.objects.get()
    for somebody in (world.an_employee(school, "Per Sand"), world.principal_of(school)):
        other = world.signed_in(client, somebody)
        for address in (f"/mine-meldinger/{report.number}/", f"/mine-meldinger/{report.number}/sendt/"):
            assert other.get(address).status_code == 404
        assert "Noah" not in text_of(other.get("/meldinger/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_own_reports_takes_a_fixed_number_of_queries(client, school, count, django_assert_num_queries):
    reporter = world.an_employee(school)
    for _ in range(count):
        world.a_report(school, by=reporter)
    page = world.signed_in(client, reporter)
    with django_assert_num_queries(8):
        assert page.get("/meldinger/").content.decode().count("Noah står alene") == count
