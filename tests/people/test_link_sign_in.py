"""Somebody registered links Feide to the own account: with the link that works once, or when signed in."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from innsats.journal.actors import OPERATOR, Actor
from innsats.journal.models import Event
from innsats.notices.ticking import tick
from innsats.people.actions.outside import link_sign_in
from innsats.people.models import Person, SignInIdentity
from innsats.people.signin.passwords import link_for
from innsats.rules.verdicts import Refused
from tests import world
from tests.openid.running import Running, staff_in
from tests.people.test_openid_staff import by_letter, who

pytestmark = pytest.mark.django_db
LOOKUP = ("ab" * 32, "cd" * 32)


@pytest.fixture
def person(db: None) -> Person:
    return world.an_employee(world.a_school())


def linked(person: Person, lookup: str = LOOKUP[0], **given) -> SignInIdentity:
    return link_sign_in(person.uuid, provider="feide", lookup=lookup, at=world.AT, **{"by": Actor.of(person), **given})


def test_it_is_recorded_without_saying_who_it_is(person: Person) -> None:
    held = linked(person)
    event = Event.objects.get(act="link_sign_in")
    assert held.account == person.account and held.by == person
    assert event.facts == {"person": str(person.uuid), "provider": "feide"}


def test_whoever_has_one_more_way_in_is_told_by_a_mail_of_its_own(person: Person) -> None:
    linked(person)
    tick(world.AT)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([person.account.email], "Innloggingen din i Innsats er endret")
    ]


@pytest.mark.parametrize("by", [OPERATOR, "somebody else"])
def test_nobody_links_for_another(person: Person, by) -> None:
    other = world.an_employee(world.a_school(), "Anna Lie")
    with pytest.raises(Refused, match="link_not_own"):
        linked(person, by=Actor.of(other) if by == "somebody else" else by)
    assert not SignInIdentity.objects.exists()


def test_one_at_feide_is_one_here(person: Person) -> None:
    linked(person)
    other = world.an_employee(world.a_school(), "Anna Lie")
    with pytest.raises(Refused, match="linked_to_another"):
        linked(other)
    with pytest.raises(Refused, match="person_linked_already"):
        linked(person, LOOKUP[1])
    assert SignInIdentity.objects.count() == 1


def test_the_link_that_works_once_works_once(feide: Running, person: Person) -> None:
    link = link_for(person)
    assert "Bruk Feide" in Client().get(link).content.decode()
    client = by_letter(person, feide)
    assert who(client) == str(person.account.pk)
    assert "Feide ble knyttet" in client.get("/", follow=True).content.decode()
    assert Client().post(f"{link}feide/").status_code == 410 and Client().get(link).status_code == 410


def test_a_link_that_is_over_meanwhile_links_nobody(feide: Running, person: Person) -> None:
    client = Client()
    back = feide.through(client.post(f"{link_for(person)}feide/"))
    person.account.set_password("noe helt annet nå")
    person.account.save()
    assert client.get(back).status_code == 410 and not SignInIdentity.objects.exists() and not who(client)


def test_whoever_is_signed_in_links_the_own_account(client: Client, feide: Running, person: Person) -> None:
    world.signed_in(client, person)
    assert 'href="/logg-inn/knytt/"' in client.get("/innlogging/").content.decode()
    assert "Knytt Feide til meg" in client.get("/logg-inn/knytt/").content.decode()
    client.get(feide.through(client.post("/logg-inn/knytt/")))
    assert SignInIdentity.objects.get().account == person.account
    assert "Du kan logge inn med Feide" in client.get("/logg-inn/knytt/").content.decode()
    assert staff_in(Client(), feide).status_code == 302


def test_whoever_signs_in_as_another_on_the_way_links_nothing(client: Client, feide: Running, person: Person) -> None:
    world.signed_in(client, person)
    back = feide.through(client.post("/logg-inn/knytt/"))
    dance = client.session["dance"]
    world.signed_in(client, world.an_employee(world.a_school(), "Anna Lie"))
    session = client.session
    session["dance"] = dance
    session.save()
    assert client.get(back).status_code == 410 and not SignInIdentity.objects.exists()


def test_one_at_feide_who_is_another_here_is_told_so(client: Client, feide: Running, person: Person) -> None:
    by_letter(person, feide)
    world.signed_in(client, world.an_employee(world.a_school(), "Anna Lie"))
    answer = client.get(feide.through(client.post("/logg-inn/knytt/")))
    assert answer.status_code == 422 and "alt knyttet til en annen" in answer.content.decode()


def test_without_feide_there_is_nothing_to_link(client: Client, person: Person) -> None:
    world.signed_in(client, person)
    assert client.get("/logg-inn/knytt/").status_code == 404
    assert Client().post(f"{link_for(person)}feide/").status_code == 404
    assert "Feide" not in Client().get(link_for(person)).content.decode()
