"""Forms to fill in by hand: open to everybody who is signed in, in every language, and with nothing about anybody."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.archive.queries import BLANKS
from innsats.journal.models import Event, Look
from innsats.web import words
from tests import world
from tests.archive.files import check_archive_file
from tests.archive.reading import text_of

pytestmark = pytest.mark.django_db
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
TITLES = {
    "nodskjema": ("Nødskjema: meld fra på papir", "Naudskjema: meld frå på papir", "Emergency form: report on paper"),
    "samtale": ("Samtale med eleven", "Samtale med eleven", "Talk with the pupil"),
    "observasjon": ("Observasjon og notat", "Observasjon og notat", "Observation and note"),
}


@pytest.fixture
def employee(client: Client) -> Client:
    return world.signed_in(client, world.an_employee(world.a_school(), trained=False))


@pytest.mark.parametrize("name", BLANKS)
@pytest.mark.parametrize(("place", "language"), list(enumerate(TAGS)))
def test_anybody_signed_in_gets_it_in_their_language_and_no_trace_is_kept(employee, name, place, language):
    answer = employee.get(f"/skjema/{name}/", headers={"accept-language": language})
    assert answer.status_code == 200 and answer["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    check_archive_file(answer.content, language=TAGS[language], title=TITLES[name][place])
    assert not Event.objects.filter(act__startswith="print").exists() and not Look.objects.exists()


def test_the_emergency_form_asks_what_the_page_asks_with_its_words(employee):
    said = text_of(employee.get("/skjema/nodskjema/").content)
    assert all(word in said for kind in ("arena",) for _, word in words.choices(kind))
    assert "Trygg i dag" in said and "116 111" in said and "tidspunktet det ble sagt" in said


def test_the_forms_for_talks_say_where_it_is_typed_in_and_with_which_time(employee):
    assert "med tidspunktet samtalen ble holdt" in text_of(employee.get("/skjema/samtale/").content)
    assert "med tidspunktet det skjedde" in text_of(employee.get("/skjema/observasjon/").content)


def test_there_is_no_other_form_and_none_without_sign_in(employee, client):
    assert employee.get("/skjema/annet/").status_code == 404
    assert Client().get("/skjema/nodskjema/")["Location"].startswith("/logg-inn/")


def test_the_ways_to_them_stand_where_one_reports_and_inquires(employee, client):
    assert "/skjema/nodskjema/" in employee.get("/meld/").content.decode()
    case = world.received()
    page = world.signed_in(client, world.principal_of(case.school)).get(f"/saker/{case.number}/undersokelse/")
    assert "/skjema/samtale/" in page.content.decode() and "/skjema/observasjon/" in page.content.decode()
