"""What came of asking about a reading (`settle_reading`)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from innsats.cases.models import Case
from innsats.cases.queries.texts import texts_of
from innsats.journal.actors import CLOCK
from innsats.oversight.actions import raise_reading, settle_reading
from innsats.oversight.models import ReadingSettled, UnusualReading
from innsats.rules.looking import Found, Why
from tests import world
from tests.cases.refusals import not_visible, refused
from tests.oversight.watching import a_privacy_officer, by

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return world.received()


@pytest.fixture
def reading(case: Case) -> UnusualReading:
    return raise_reading(
        case.school_owner_id, by=CLOCK, at=world.AT, person=world.principal_of(case.school).uuid, why=Why.NIGHT,
        stream=case.subject.stream, read_at=world.AT,
    )  # fmt: skip


def test_what_came_of_it_is_kept_and_its_words_are_sealed(case: Case, reading: UnusualReading) -> None:
    officer = a_privacy_officer(case.school.school_owner)
    settled = settle_reading(reading.pk, found=Found.TALKED, text="Hadde ferievakt.", **by(officer))
    held = ReadingSettled.objects.get(pk=settled.pk)
    assert texts_of((held, "words"))[held, "words"] == "Hadde ferievakt."
    with refused("reading_settled"):
        settle_reading(reading.pk, found=Found.AT_WORK, **by(officer))


def test_a_breach_is_said_in_words(case: Case, reading: UnusualReading) -> None:
    officer = a_privacy_officer(case.school.school_owner)
    with refused("text_missing"):
        settle_reading(reading.pk, found=Found.BREACH, **by(officer))
    assert not ReadingSettled.objects.exists()
    settle_reading(reading.pk, found=Found.BREACH, text="Meldt til Datatilsynet.", **by(officer))


def test_nobody_else_settles_it(case: Case, reading: UnusualReading) -> None:
    owner = case.school.school_owner
    close = a_privacy_officer(owner, "Nær Vern")
    world.declared(case, parties=[close])
    for person in (world.principal_of(case.school), world.an_officer(owner), close,
                   a_privacy_officer(world.an_owner("Dalvik kommune"), "Dal Vern")):  # fmt: skip
        with not_visible():
            settle_reading(reading.pk, found=Found.AT_WORK, **by(person))
    officer = a_privacy_officer(owner)
    with not_visible():
        settle_reading(uuid4(), found=Found.AT_WORK, **by(officer))


def test_the_page(case: Case, reading: UnusualReading, client: Client, monkeypatch) -> None:
    world.it_is(monkeypatch)
    world.signed_in(client, a_privacy_officer(case.school.school_owner))
    address = f"/innsynslogg/lesing/{reading.pk}/"
    assert "Har lest om natta" in client.get(address).content.decode()
    assert client.post(address, {"form_key": str(uuid4())}).status_code == 422
    assert client.post(address, {"form_key": str(uuid4()), "found": "at_work"}).status_code == 302
    assert "Det hørte til arbeidet" in client.get(address).content.decode()
