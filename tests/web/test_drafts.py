"""What is typed and not yet sent: sealed, the writer's alone, fourteen days, gone when the act succeeds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict

from innsats.vault import keys
from innsats.web import drafts
from innsats.web.models import Draft
from tests import world

pytestmark = pytest.mark.django_db
ADDRESS = "/utkast/?for=/meld/"
WORDS = "Noah står alene i skolegården."


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def writer(school):
    return world.an_employee(school)


@pytest.fixture
def page(client, writer):
    return world.signed_in(client, writer)


def kept(person, at=world.AT):
    found = drafts.read(person.pk, "/meld/", at=at)
    return dict(found.typed.lists()) if found else None


def test_what_is_typed_stands_there_again_when_the_form_is_opened(page, writer):
    assert page.post(ADDRESS, {"text": WORDS, "arena": "sfo", "form_key": "k", "step": "preview"}).status_code == 204
    assert kept(writer) == {"text": [WORDS], "arena": ["sfo"]}
    body = page.get("/meld/").content.decode()
    assert WORDS in body and "Dette begynte du på" in body


def test_the_last_that_was_typed_is_what_is_kept(page, writer):
    for words in (WORDS, f"{WORDS} Hver dag."):
        page.post(ADDRESS, {"text": words})
    assert kept(writer) == {"text": [f"{WORDS} Hver dag."]} and Draft.objects.count() == 1


def test_sending_forgets_the_draft(page, writer, school):
    page.post(ADDRESS, {"text": WORDS})
    typed = {"text": WORDS, "arena": "school", "concern": "pupils", "school": str(school.uuid)}
    page.post("/meld/", typed)
    assert kept(writer)
    page.post("/meld/", typed | {"send_as": "pupils"})
    assert kept(writer) is None


def test_a_draft_can_be_thrown_away(page, writer):
    page.post(ADDRESS, {"text": WORDS})
    assert page.post(ADDRESS, {"forget": "1"}).url == "/meld/"
    assert kept(writer) is None and WORDS not in page.get("/meld/").content.decode()


def test_a_draft_is_nobody_elses(client, page, writer, school):
    page.post(ADDRESS, {"text": WORDS})
    other = world.signed_in(client, world.an_employee(school, "Per Sand"))
    assert WORDS not in other.get("/meld/").content.decode()
    other.post(ADDRESS, {"forget": "1"})
    assert kept(writer)


def test_nothing_of_it_is_readable_in_the_database(page):
    page.post(ADDRESS, {"text": WORDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM web_draft")
        (stored,) = cursor.fetchone()
    assert b"Noah" not in bytes(stored) and len(bytes(stored)) > 100


def test_it_is_kept_fourteen_days(page, writer):
    page.post(ADDRESS, {"text": WORDS})
    assert kept(writer, world.AT + timedelta(days=13, hours=23))
    assert kept(writer, world.AT + timedelta(days=14)) is None
    drafts.forget_before(world.AT + timedelta(days=13))
    assert Draft.objects.exists()
    drafts.forget_before(world.AT + timedelta(days=14))
    assert not Draft.objects.exists()


def test_a_draft_whose_key_was_destroyed_is_no_draft(page, writer, school):
    page.post(ADDRESS, {"text": WORDS})
    keys.destroy(keys.owner_key(school.school_owner_id), at=world.AT)
    assert kept(writer) is None


NOT_FORMS = ("/", "/logg-inn/", "https://example.org/", "/finnes-ikke/", "", f"/meld/{200 * chr(97)}")


@pytest.mark.parametrize("address", NOT_FORMS)
def test_only_the_forms_that_keep_drafts_have_one(page, address):
    assert page.post(f"/utkast/?for={address}", {"text": WORDS}).status_code == 400
    assert page.post(f"/utkast/?for={address}", {"forget": "1"}).status_code == 400
    assert not Draft.objects.exists()


def test_a_draft_takes_a_sign_in_a_role_and_a_post(client, page):
    assert page.get(ADDRESS).status_code == 405
    nobody = world.signed_in(client, world.a_person())
    assert nobody.post(ADDRESS, {"text": WORDS}).status_code == 409
    client.logout()
    assert client.post(ADDRESS, {"text": WORDS}).status_code == 302
    assert not Draft.objects.exists()


def test_more_than_a_form_can_send_is_not_kept(page):
    assert page.post(ADDRESS, {"text": "å" * 90_000}).status_code == 413
    assert page.post(ADDRESS, {"text": "å" * 80_000}).status_code == 204


def test_any_sign_is_kept_save_nul(writer, school):
    typed = QueryDict(mutable=True)
    typed.setlist("text", ["Čáhci 🌊 \x00 שלום"])
    drafts.save(writer.pk, "/meld/", typed, school_owner_id=school.school_owner_id, at=world.AT)
    assert kept(writer) == {"text": ["Čáhci 🌊  שלום"]}
