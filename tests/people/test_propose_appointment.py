"""Somebody whom Feide says works at a school asks to be let in, and is let in by nothing of that."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.journal.models import Event
from innsats.people.models import Account, Appointment, AppointmentProposal, Person, School, SignInIdentity
from innsats.rules.verdicts import Refused
from tests import world
from tests.openid.running import Running, somebody, staff_in
from tests.people.proposing import LOOKUP, proposed
from tests.people.test_openid_staff import who

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> School:
    return world.a_school()


def known() -> tuple[int, ...]:
    return tuple(model._default_manager.count() for model in (Person, Account, Appointment, SignInIdentity))


def test_it_opens_nothing_and_is_recorded_without_a_name(school: School) -> None:
    before = known()
    held = proposed(school)
    assert known() == before and held.decided_at is None
    assert Event.objects.get(act="propose_appointment").facts == {"proposal": str(held.uuid), "provider": "feide"}


def test_asked_again_there_is_one(school: School) -> None:
    assert proposed(school) == proposed(school) == AppointmentProposal.objects.get()


def test_an_e_mail_that_is_none_is_left_out_and_a_name_is_needed(school: School) -> None:
    assert proposed(school).email == "tone@fjordvik.example"
    with pytest.raises(Refused):
        proposed(school, "cd" * 32, name="  ")


def test_the_school_is_asked_when_the_person_says_so(client: Client, feide: Running, school: School) -> None:
    feide.tell(**somebody(school.organisation_number))
    before = known()
    assert staff_in(client, feide)["Location"] == "/logg-inn/slipp-inn/"
    assert school.name in client.get("/logg-inn/slipp-inn/").content.decode()
    assert not AppointmentProposal.objects.exists()  # nothing before it is wanted
    client.post("/logg-inn/slipp-inn/", {"school": str(school.uuid), "form_key": "1"})
    assert f"Vi har meldt fra til {school.name}" in client.get("/logg-inn/slipp-inn/").content.decode()
    held = AppointmentProposal.objects.get()
    assert (held.name, held.email, held.school) == ("Tone Hval", "tone@fjordvik.example", school)
    assert known() == before and not who(client) and client.get("/").status_code == 302


def test_only_the_schools_that_feide_named_are_asked(client: Client, feide: Running, school: School) -> None:
    other = world.a_school("Annen skole")
    feide.tell(**somebody(school.organisation_number))
    staff_in(client, feide)
    client.post("/logg-inn/slipp-inn/", {"school": str(other.uuid), "form_key": "1"})
    assert not AppointmentProposal.objects.exists()


@pytest.mark.parametrize("affiliation", ["student", "affiliate", "member", ""])
def test_whoever_does_not_work_there_asks_nobody(
    client: Client, feide: Running, school: School, affiliation: str
) -> None:
    feide.tell(**somebody(school.organisation_number, affiliation=affiliation))
    answer = staff_in(client, feide)
    assert answer.status_code == 403 and "Vi kjenner deg ikke ennå" in answer.content.decode()
    assert client.get("/logg-inn/slipp-inn/").status_code == 302


def test_a_school_that_is_not_here_is_not_asked(client: Client, feide: Running, school: School) -> None:
    feide.tell(**somebody("999999999"))
    assert "fant ikke skolen din her" in staff_in(client, feide).content.decode()


@pytest.mark.parametrize("extended", [{}, {"eduPersonAffiliation": {"a": 1}, "x:norEduOrgNIN": [7, None, "NO12"]}])
def test_what_feide_says_in_other_ways_is_nothing(client: Client, feide: Running, extended) -> None:
    feide.tell(**{**somebody(), "extended": extended})
    assert staff_in(client, feide).status_code == 403


def test_when_feide_does_not_say_where_somebody_belongs_it_is_told(client: Client, feide: Running) -> None:
    feide.tell(**somebody(), at={"/extended": "500"})
    answer = staff_in(client, feide)
    assert answer.status_code == 503 and "Feide svarer ikke nå" in answer.content.decode()


def test_somebody_linked_already_does_not_ask(school: School) -> None:
    person = world.an_employee(school)
    SignInIdentity.objects.create(
        provider="feide", lookup=bytes.fromhex(LOOKUP), account=person.account, by=person, at=world.AT
    )
    with pytest.raises(Refused, match="linked_to_another"):
        proposed(school)
