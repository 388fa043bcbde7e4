"""`innsats appoint`: the first of everybody, from a shell."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.management import CommandError

from innsats.people import commands
from innsats.people.models import Appointment, Person, School
from innsats.people.signin.passwords import set_password
from innsats.people.viewers import viewer_of
from innsats.rules.roles import Role
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
OLA = ["ola@fjordvik.example", "Ola Dahl"]


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


def test_it_makes_the_person_gives_the_role_and_prints_a_link_that_works(capsys, client):
    owner = world.an_owner()
    assert commands.appoint([*OLA, "owner_officer", owner.number, "--trained", "2026-01-05"]) == 0
    said = capsys.readouterr().out
    viewer = viewer_of(actor(Person.objects.get()), AT)
    assert viewer.owners_as(Role.OWNER_OFFICER) == {owner.pk} and viewer.trained
    link = re.search(r"http://[^/]+(/passord/\S+)", said)[1]
    assert client.get(link).status_code == 200


def test_it_takes_a_period_a_deputy_and_a_name_of_a_school():
    school = world.a_school()
    given = [*OLA, "principal", "solbakken skole", "--from", "2026-08-01", "--until", "2027-07-31", "--deputy"]
    assert commands.appoint(given) == 0
    held = Appointment.objects.get()
    assert (held.school, held.starts_on, held.ends_on, held.deputy) == (
        school, date(2026, 8, 1), date(2027, 7, 31), True,
    )


def test_a_second_time_changes_nothing_and_prints_a_new_link(capsys):
    school = world.a_school()
    for _ in range(2):
        assert commands.appoint([*OLA, "employee", school.organisation_number, "--trained", "2026-01-05"]) == 0
    assert Appointment.objects.count() == Person.objects.count() == 1
    assert "already" in capsys.readouterr().out


def test_an_account_in_use_gets_no_link_to_it(capsys):
    school = world.a_school()
    given = [*OLA, "employee", school.organisation_number]
    commands.appoint(given)
    set_password(Person.objects.get().account, "tre hester i en hage")
    capsys.readouterr()
    commands.appoint(given)
    said = capsys.readouterr().out
    assert "/passord/" not in said and "innsats reset-sign-in" in said


def test_a_known_e_mail_keeps_its_name_and_that_is_said(capsys):
    school = world.a_school()
    commands.appoint([*OLA, "employee", school.organisation_number])
    commands.appoint(["OLA@fjordvik.example", "Olav Dahl", "principal", school.organisation_number])
    assert Person.objects.get().name == "Ola Dahl" and "belongs to Ola Dahl" in capsys.readouterr().out


def test_a_number_that_is_several_schools_asks_for_one_alone():
    world.a_school("Vik skule")
    world.a_school("Vik oppvekstsenter")
    School.objects.update(organisation_number="975281132")
    with pytest.raises(CommandError, match="is several: Vik oppvekstsenter .* Vik skule") as refused:
        commands.appoint([*OLA, "employee", "975281132"])
    assert refused.value.returncode == 2
    assert commands.appoint([*OLA, "employee", "Vik skule"]) == 0


@pytest.mark.parametrize(("given", "code"), [
    (["employee", "nowhere"], 2), (["owner_officer", "Solbakken skole"], 2),
    (["employee", "Solbakken skole", "--from", "2026-08-01", "--until", "2026-07-01"], 1),
])
def test_what_cannot_be_is_said_and_makes_nobody(given, code):
    world.a_school()
    with pytest.raises(CommandError) as refused:
        commands.appoint([*OLA, *given])
    assert refused.value.returncode == code and not Person.objects.exists()


@pytest.mark.parametrize("given", [[], ["janitor", "x"], ["employee", "x", "--from", "yesterday"]])
def test_what_cannot_be_read_exits_with_2(given):
    with pytest.raises(SystemExit) as stopped:
        commands.appoint([*OLA, *given])
    assert stopped.value.code == 2


def test_an_e_mail_that_is_none_is_refused():
    world.a_school()
    with pytest.raises(CommandError):
        commands.appoint(["ola", "Ola Dahl", "employee", "Solbakken skole"])
    assert not Person.objects.exists()
