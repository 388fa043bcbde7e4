"""Whoever leads the school lets in somebody whom Feide says works there: as somebody new, or registered already."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from innsats.journal.actors import Actor
from innsats.journal.models import Event
from innsats.notices.ticking import tick
from innsats.people.actions.outside import confirm_proposal, decline_proposal
from innsats.people.models import Appointment, AppointmentProposal, Person, School, SignInIdentity
from innsats.people.signin import passwords as signin
from innsats.rules.roles import Role
from innsats.rules.verdicts import Refused
from tests import world
from tests.openid.running import Running, somebody, staff_in
from tests.people.proposing import proposed
from tests.people.test_openid_staff import who

pytestmark = pytest.mark.django_db
NEW = {"name": "Tone Hval", "email": "tone@fjordvik.example", "role": Role.EMPLOYEE}


@pytest.fixture
def school(db: None) -> School:
    school = world.a_school()
    world.a_principal(school)
    return school


def rektor(school: School) -> Person:
    return Appointment.objects.get(school=school, role="principal").person


def confirmed(held: AppointmentProposal, by: Person, **given) -> AppointmentProposal:
    return confirm_proposal(held.uuid, by=Actor.of(by), at=world.AT, **{**NEW, **given})


def never_signed_in(school: School, name: str = "Per Dal") -> Person:
    return world.appointed(world.a_person(name), Role.EMPLOYEE, school)


def test_somebody_new_is_registered_appointed_and_linked_and_it_is_recorded(school: School) -> None:
    held = confirmed(proposed(school), rektor(school))
    identity = SignInIdentity.objects.get()
    assert held.person.name == "Tone Hval" and identity.account == held.person.account and identity.by == rektor(school)
    assert held.decided_by == rektor(school) and held.person.account.email == "tone@fjordvik.example"
    assert Appointment.objects.get(person=held.person).school == school
    event = Event.objects.get(act="confirm_proposal")
    assert event.facts["person"] == str(held.person.uuid) and Event.objects.filter(because="confirm_proposal").exists()


def test_somebody_registered_who_never_signed_in_is_linked_and_keeps_the_role(school: School) -> None:
    person = never_signed_in(school)
    held = confirmed(proposed(school), rektor(school), person=person.uuid)
    assert held.person == person and Appointment.objects.filter(person=person).count() == 1
    assert SignInIdentity.objects.get().account == person.account


def test_a_colleague_whose_account_it_was_is_told_and_somebody_new_is_not(school: School) -> None:
    """Rektor may have let in another."""
    person = never_signed_in(school)
    confirmed(proposed(school), rektor(school), person=person.uuid)
    confirmed(proposed(school, "cd" * 32), rektor(school))
    tick(world.AT)
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([person.account.email], "Innloggingen din i Innsats er endret")
    ]


def test_an_account_in_use_or_with_more_than_this_school_is_not_given_away(school: School) -> None:
    """Otherwise a rektor could let somebody else be a colleague, or the owner's officer."""
    has_password, elsewhere, officer = (never_signed_in(school, name) for name in ("A Lie", "B Lie", "C Lie"))
    signin.set_password(has_password.account, "tre hester i en hage")
    world.appointed(elsewhere, Role.EMPLOYEE, world.a_school("Annen skole"))
    world.appointed(officer, Role.OWNER_OFFICER, school.school_owner)
    stranger = world.a_person("D Lie")
    held = proposed(school)
    for person in (has_password, elsewhere, officer, stranger, rektor(school)):
        with pytest.raises(Refused, match="person_links_alone"):
            confirmed(held, rektor(school), person=person.uuid)
    assert not SignInIdentity.objects.exists() and AppointmentProposal.objects.get().decided_at is None


def test_an_account_with_a_place_in_the_owners_team_is_not_given_away(client: Client, school: School) -> None:
    """Rektor would let somebody else be the team; the school's own team rektor puts together."""
    of_owners_team, of_own_team = (never_signed_in(school, name) for name in ("A Lie", "B Lie"))
    world.a_member(world.a_team(school.school_owner), of_owners_team)
    world.a_member(world.a_team(school), of_own_team)
    held = proposed(school)
    page = world.signed_in(client, rektor(school)).get(f"/folk/slipp-inn/{held.uuid}/").content.decode()
    assert "B Lie" in page and "A Lie" not in page
    with pytest.raises(Refused, match="person_links_alone"):
        confirmed(held, rektor(school), person=of_owners_team.uuid)
    assert not SignInIdentity.objects.exists()
    assert confirmed(held, rektor(school), person=of_own_team.uuid).person == of_own_team


def test_an_e_mail_that_is_somebodys_does_not_make_it_that_person(school: School) -> None:
    taken = world.a_person("Anna Lie").account.email
    before = Person.objects.count()
    for email, code in ((taken, "email_taken"), ("", "email_needed"), ("ikke en adresse", "email_unreadable")):
        with pytest.raises(Refused, match=code):
            confirmed(proposed(school), rektor(school), email=email)
    assert Person.objects.count() == before and not SignInIdentity.objects.exists()


@pytest.mark.parametrize("who", ["employee", "rektor elsewhere", "untrained rektor"])
def test_nobody_else_lets_anybody_in(school: School, who: str) -> None:
    person = {
        "employee": lambda: never_signed_in(school),
        "rektor elsewhere": lambda: world.a_principal(world.a_school("Annen skole")),
        "untrained rektor": lambda: world.appointed(world.a_person("U", trained=False), Role.PRINCIPAL, school),
    }[who]()
    held = proposed(school)
    with pytest.raises(Refused):
        confirmed(held, person)
    with pytest.raises(Refused):
        decline_proposal(held.uuid, by=Actor.of(person), at=world.AT)
    assert AppointmentProposal.objects.get().decided_at is None and not SignInIdentity.objects.exists()


def test_rektor_gives_no_role_that_is_not_rektors_to_give(school: School) -> None:
    with pytest.raises(Refused, match="role_not_yours_to_give"):
        confirmed(proposed(school), rektor(school), role=Role.PRINCIPAL)
    assert not SignInIdentity.objects.exists()


def test_what_is_decided_is_decided(school: School) -> None:
    held = confirmed(proposed(school), rektor(school))
    with pytest.raises(Refused, match="proposal_decided"):
        confirmed(held, rektor(school))


def test_from_folk_to_the_first_day_at_work(client: Client, feide: Running, school: School) -> None:
    feide.tell(**somebody(school.organisation_number))
    hers = Client()
    staff_in(hers, feide)
    hers.post("/logg-inn/slipp-inn/", {"school": str(school.uuid), "form_key": "1"})
    world.signed_in(client, rektor(school))
    assert "Tone Hval" in client.get("/folk/").content.decode()
    address = f"/folk/slipp-inn/{AppointmentProposal.objects.get().uuid}/"
    form = {
        "name": "Tone Hval", "email": "tone@fjordvik.example", "role": "employee", "starts_on": "2026-03-23",
        "form_key": "1",
    }  # fmt: skip
    assert "Tone Hval" in client.get(address).content.decode()
    assert client.post(address, {**form, "email": ""}).status_code == 200  # said on the form
    assert client.post(address, {**form, "form_key": "2"}).status_code == 302
    assert "Venter på å slippe inn" not in client.get("/folk/").content.decode()
    assert client.get(address).status_code == 404
    assert staff_in(hers, feide)["Location"] == "/" and who(hers)


def test_whoever_leads_another_school_sees_nobody(client: Client, school: School) -> None:
    held = proposed(school)
    world.signed_in(client, world.a_principal(world.a_school("Annen skole")))
    assert "Tone Hval" not in client.get("/folk/").content.decode()
    for address in (f"/folk/slipp-inn/{held.uuid}/", f"/folk/slipp-inn/{held.uuid}/nei/"):
        assert client.get(address).status_code == client.post(address).status_code == 404
