"""reset_sign_in: a colleague who has lost it all gets a new way in, and is told; nobody else's is taken that way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.test import Client

from innsats.journal.models import Event
from innsats.notices.ticking import tick
from innsats.people import commands
from innsats.people.actions.outside import confirm_proposal
from innsats.people.actions.persons import register_person
from innsats.people.actions.signin import reset_sign_in
from innsats.people.models import CodeApp, Person, RecoveryCode, School, Session, SignInIdentity
from innsats.rules.roles import Role
from innsats.rules.teams import Place
from innsats.rules.verdicts import Refused
from tests import world
from tests.openid.running import Running, staff_in
from tests.people.proposing import proposed
from tests.people.signing import PASSWORD, where, with_a_password, with_an_app, with_codes
from tests.people.test_openid_staff import by_letter, who
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(monkeypatch: pytest.MonkeyPatch) -> Person:
    """With a password, an app, codes and a session."""
    world.it_is(monkeypatch)
    person = with_an_app(with_a_password(world.an_employee(world.a_school("Havnes skole"), "Siv Lund")))
    with_codes(person)
    Client().force_login(person.account)
    return person


def rektor_of(person: Person) -> Person:
    return world.a_principal(School.objects.get(appointment__person=person))


def untrained_rektor_of(person: Person) -> Person:
    return world.a_principal(School.objects.get(appointment__person=person), "Ny Rektor", trained=False)


def what_is_left(person: Person) -> tuple[bool, int, int, int]:
    person.account.refresh_from_db()
    counts = (rows.objects.filter(account=person.account).count() for rows in (CodeApp, RecoveryCode, Session))
    return (person.account.has_usable_password(), *counts)


def test_rektor_gives_a_new_way_in_and_nothing_of_the_old_is_left(client: Client, colleague: Person) -> None:
    signed_in = Client()
    signed_in.force_login(colleague.account)
    rektor = rektor_of(colleague)
    client.force_login(rektor.account)
    page = client.get(f"/folk/{colleague.uuid}/").content.decode()
    assert "Kommer seg ikke inn" in page and "/passord/" not in page
    answer = client.post(f"/folk/{colleague.uuid}/innlogging/", {"form_key": "k"}, follow=True)
    link = re.search(r"/passord/[^<\s]+", answer.content.decode())[0]
    assert what_is_left(colleague) == (False, 0, 0, 0) and where(signed_in.get("/meld/")) == "/logg-inn/"
    event = Event.objects.get(act="reset_sign_in")
    assert event.actor_id == str(rektor.uuid) and event.facts["person"] == str(colleague.uuid)
    assert client.post(link, {"password": PASSWORD, "again": PASSWORD}).status_code == 302


def test_whoever_feide_let_in_comes_in_no_more_and_the_right_one_can_be_linked(feide: Running) -> None:
    """As when rektor let in the wrong one."""
    school = world.a_school()
    rektor, colleague = world.a_principal(school), world.an_employee(school)
    wrong = by_letter(colleague, feide)
    assert who(wrong) and staff_in(Client(), feide)["Location"] == "/"
    reset_sign_in(colleague.uuid, by=actor(rektor), at=AT)
    assert not SignInIdentity.objects.exists() and where(wrong.get("/meld/")) == "/logg-inn/"
    assert staff_in(Client(), feide).status_code == 403
    right = proposed(school)
    assert confirm_proposal(
        right.uuid, by=actor(rektor), at=AT, role=Role.EMPLOYEE, person=colleague.uuid
    ).person == colleague
    assert bytes(SignInIdentity.objects.get().lookup) == bytes(right.lookup)


def test_the_colleague_is_told_by_mail_of_its_own(colleague: Person, settings) -> None:
    tick(AT)
    outbox.outbox.clear()
    reset_sign_in(colleague.uuid, by=actor(rektor_of(colleague)), at=AT)
    tick(AT)
    told = [mail for mail in outbox.outbox if mail.subject == "Du har fått en ny vei inn i Innsats"]
    assert [mail.to for mail in told] == [[colleague.account.email]] and "Kari" not in told[0].body
    tick(AT)
    assert len(outbox.outbox) == 1


def test_an_own_change_is_told_by_mail_too(colleague: Person) -> None:
    with_an_app(colleague, seed="JBSWY3DPEHPK3PXQJBSWY3DPEHPK3PXQ")
    tick(AT)
    told = {mail.subject for mail in outbox.outbox if mail.to == [colleague.account.email]}
    assert "Innloggingen din i Innsats er endret" in told


BY: dict[str, tuple[Callable[[Person], Person], str]] = {
    "oneself": (lambda colleague: world.a_principal(world.a_school()), "not_for_oneself"),
    "a colleague": (lambda colleague: world.an_employee(world.a_school(), "Per Sand"), "wrong_part"),
    "rektor of another school": (lambda colleague: world.a_principal(world.a_school("Lia skole")), "wrong_part"),
    "untrained rektor": (lambda colleague: untrained_rektor_of(colleague), "untrained"),
}


@pytest.mark.parametrize("who", BY)
def test_nobody_else_can(colleague: Person, who: str) -> None:
    by, code = BY[who][0](colleague), BY[who][1]
    whose = with_an_app(by) if who == "oneself" else colleague
    before = what_is_left(whose)
    with pytest.raises(Refused) as refused:
        reset_sign_in(whose.uuid, by=actor(by), at=AT)
    assert code in [one.code for one in refused.value.obstacles] and what_is_left(whose) == before
    assert before[1]


def test_rektor_takes_no_way_in_from_somebody_whose_role_is_not_rektors_to_give(colleague: Person) -> None:
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    world.appointed(officer, Role.EMPLOYEE, school)
    with_an_app(officer)
    with pytest.raises(Refused) as refused:
        reset_sign_in(officer.uuid, by=actor(rektor), at=AT)
    assert [one.code for one in refused.value.obstacles] == ["not_yours_to_reset"]
    assert CodeApp.objects.filter(account=officer.account).exists()


WEEK = timedelta(days=7)


def in_owners_team(person: Person, school: School, **days: date) -> None:
    world.a_member(world.a_team(school.school_owner), person, place=Place.LEADER, **days)


def in_team_of_another_school(person: Person, school: School) -> None:
    """Who was in the owner's team can be chosen there."""
    in_owners_team(person, school, until=AT.date() - WEEK)
    world.a_member(world.a_team(world.a_school("Lia skole", owner=school.school_owner)), person)


@pytest.mark.parametrize("seated", [
    in_owners_team, lambda person, school: in_owners_team(person, school, since=AT.date() + WEEK),
    in_team_of_another_school,
], ids=["the owner's", "the owner's, from next week", "another school's"])  # fmt: skip
def test_rektor_takes_no_way_in_from_a_team_that_is_not_rektors_to_look_after(
    client: Client, colleague: Person, seated: Callable[[Person, School], None]
) -> None:
    """Rektor would act as the team, in every case that it helps with. Whoever puts the team together gives the way."""
    school = School.objects.get(appointment__person=colleague)
    seated(colleague, school)
    rektor, before = rektor_of(colleague), what_is_left(colleague)
    assert "Kommer seg ikke inn" not in world.signed_in(client, rektor).get(f"/folk/{colleague.uuid}/").content.decode()
    with pytest.raises(Refused, match="not_yours_to_reset"):
        reset_sign_in(colleague.uuid, by=actor(rektor), at=AT)
    assert what_is_left(colleague) == before
    reset_sign_in(colleague.uuid, by=actor(world.officer_of(school.school_owner)), at=AT)


@pytest.mark.parametrize("seated", [
    lambda person, school: in_owners_team(person, school, until=AT.date() - WEEK),
    lambda person, school: world.a_member(world.a_team(school), person),
], ids=["no more", "the school's own"])  # fmt: skip
def test_a_place_that_is_over_or_in_the_schools_own_team_is_no_hindrance(
    colleague: Person, seated: Callable[[Person, School], object]
) -> None:
    seated(colleague, School.objects.get(appointment__person=colleague))
    reset_sign_in(colleague.uuid, by=actor(rektor_of(colleague)), at=AT)
    assert what_is_left(colleague) == (False, 0, 0, 0)


def test_whoever_makes_somebody_of_a_team_a_colleague_by_the_e_mail_gets_no_way_into_the_account(
    client: Client, colleague: Person
) -> None:
    rektor, seat = rektor_of(colleague), world.a_member(world.a_team(world.an_owner()))
    school = School.objects.get(appointment__person=colleague)
    whose = register_person(
        school.uuid, by=actor(rektor), at=AT, name="Noen", email=seat.person.account.email, role=Role.EMPLOYEE
    )
    assert whose == seat.person
    page = world.signed_in(client, rektor).get(f"/folk/{whose.uuid}/").content.decode()
    assert "/passord/" not in page and "Kommer seg ikke inn" not in page
    with pytest.raises(Refused, match="not_yours_to_reset"):
        reset_sign_in(whose.uuid, by=actor(rektor), at=AT)


def test_the_operator_can_for_anybody_from_a_shell(colleague: Person, capsys, client: Client) -> None:
    assert commands.reset_sign_in([colleague.account.email]) == 0
    link = re.search(r"http://[^/]+(/passord/\S+)", capsys.readouterr().out)[1]
    assert what_is_left(colleague) == (False, 0, 0, 0) and client.get(link).status_code == 200
    assert Event.objects.get(act="reset_sign_in").actor_kind == "operator"
