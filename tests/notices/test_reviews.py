"""Before a mandate or an agreement lapses: who gets a mail, once, and what stands on I dag until it is signed."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail as outbox

from innsats.journal.actors import OPERATOR
from innsats.notices.models import Mail, Notice
from innsats.notices.reviews import reviews_due
from innsats.notices.ticking import pass_time, tick
from innsats.people.actions.persons import record_training
from innsats.rules.mailing import GATHERS_FOR
from innsats.rules.mandates import Thing
from innsats.rules.roles import Role
from innsats.rules.teams import Place
from innsats.teams.actions import sign_mandate
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
TODAY, DAY = AT.date(), timedelta(days=1)


@pytest.fixture
def owner():
    return world.an_owner()


@pytest.fixture
def officer(owner):
    return world.an_officer(owner)


@pytest.fixture
def team(owner, officer):
    team = world.a_team(owner, "Hjelpeteamet")
    world.a_member(team, name="Lea Strand", place=Place.LEADER)
    world.a_member(team, name="Pia Tangen")
    return team


def signed(team, *, signed_on=TODAY - 100 * DAY, ends_on=TODAY + 20 * DAY):
    officer = world.officer_of(team.school_owner)
    return sign_mandate(
        team.uuid, by=actor(officer), at=AT, document="Sak 12/25", signed_by="Siri Moe", signed_on=signed_on,
        starts_on=signed_on, ends_on=ends_on, may_demand=[Thing.CALL_MEETING],
    )  # fmt: skip


def told() -> list[str]:
    return sorted(Notice.objects.values_list("person__name", flat=True))


def test_the_officer_and_the_leader_are_told_once_for_each_mandate(team, officer):
    signed(team)
    for days in (0, 0, 1, 4):
        pass_time(AT + timedelta(days=days))
    assert told() == ["Lea Strand", "Ola Dahl"]
    notice = Notice.objects.first()
    assert (notice.team, notice.news, notice.report, notice.case) == (team, "review_due", None, None)
    signed(team, signed_on=TODAY, ends_on=TODAY + 10 * DAY)
    pass_time(AT + timedelta(hours=1))
    assert told() == ["Lea Strand", "Lea Strand", "Ola Dahl", "Ola Dahl"]


def test_nobody_is_told_while_there_is_more_than_a_month_nor_in_the_evening(team):
    signed(team, ends_on=TODAY + 40 * DAY)
    pass_time(AT)
    signed(team, signed_on=TODAY - 99 * DAY)
    pass_time(AT + timedelta(hours=12))
    assert told() == []


def test_a_mandate_that_turns_a_year_is_told_of_too(team):
    signed(team, signed_on=TODAY - 350 * DAY, ends_on=None)
    pass_time(AT)
    assert told() == ["Lea Strand", "Ola Dahl"]


def test_of_the_schools_own_team_rektor_is_told_and_not_the_officer(owner, officer):
    school = world.a_school(owner=owner)
    rektor = world.a_principal(school, "Kari Solvang")
    signed(world.a_team(school, "Skoleteamet"))
    pass_time(AT)
    assert told() == [rektor.name]


def test_the_untrained_are_told_when_they_have_been_trained(owner, team, officer):
    new = world.appointed(world.a_person("Ny Mottaker", unit=owner, trained=False), Role.OWNER_OFFICER, owner)
    signed(team)
    pass_time(AT)
    assert told() == ["Lea Strand", "Ola Dahl"]
    record_training(new.uuid, by=OPERATOR, at=AT, completed_on=TODAY)
    pass_time(AT + timedelta(hours=1))
    assert told() == ["Lea Strand", "Ny Mottaker", "Ola Dahl"]


def test_the_mail_says_nothing_and_is_not_sent_when_it_has_been_signed(team, officer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    signed(team)
    pass_time(AT)
    tick(AT + GATHERS_FOR)
    assert len(outbox.outbox) == 2
    assert all("team" not in (one.subject + one.body).lower() for one in outbox.outbox)
    signed(team, signed_on=TODAY - 90 * DAY, ends_on=TODAY + 5 * DAY)
    pass_time(AT + timedelta(hours=1))
    signed(team, signed_on=TODAY, ends_on=None)
    tick(AT + timedelta(hours=2))
    assert len(outbox.outbox) == 2 and Mail.objects.filter(sent_at=None, try_at=None).count() == 2


def test_the_officer_signs_anew_with_one_click_from_i_dag(client, team, officer, monkeypatch):
    signed(team, ends_on=TODAY + 20 * DAY)
    world.a_member(team, name="Eva Lie", since=TODAY - 10 * DAY)
    world.it_is(monkeypatch)
    client = world.signed_in(client, officer)
    page = unescape(client.get("/").content.decode())
    address = f"/innsatsteam/{team.uuid}/mandat/"
    assert "Se over mandatet, og skriv under på nytt" in page and address in page
    answer = client.get(address)
    page, form = unescape(answer.content.decode()), answer.context["form"]
    assert "Mandatet ble sist skrevet under" in page and "Eva Lie kom med 13. mars 2026." in page
    assert "Pia Tangen" not in page and 'form="mandate"' in page and "Kan kreve svar" in page
    client.post(address, {name: form[name].value() or "" for name in form.fields})
    assert address not in client.get("/").content.decode()
    newest = team.mandate_set.latest("pk")
    again = (TODAY + 20 * DAY).replace(year=2027)
    assert (newest.signed_by, newest.signed_on, newest.ends_on) == ("Siri Moe", TODAY, again)


def test_the_leader_is_told_on_i_dag_and_signs_nothing_and_a_member_is_not(client, team, officer, monkeypatch):
    signed(team)
    world.it_is(monkeypatch)
    seats = {seat.person.name: seat.person for seat in team.membership_set.select_related("person")}
    page = world.signed_in(client, seats["Lea Strand"]).get("/").content.decode()
    assert "Mandatet må ses over" in page and "/mandat/" not in page
    assert "Mandatet må ses over" not in world.signed_in(client, seats["Pia Tangen"]).get("/").content.decode()


def test_one_that_has_lapsed_stays_on_i_dag_and_nobody_is_mailed(client, team, officer, monkeypatch):
    signed(team, ends_on=TODAY - DAY)
    world.it_is(monkeypatch)
    pass_time(AT)
    page = world.signed_in(client, officer).get("/").content.decode()
    assert "gjelder ikke lenger" in page and told() == []


def test_an_agreement_that_ends_is_told_to_the_officer_who_made_it(client, team, owner, monkeypatch):
    neighbour = world.an_owner("Nabo kommune")
    olga = world.an_officer(neighbour, "Olga Dal")
    made = world.an_agreement(neighbour, team, until=TODAY + 10 * DAY)
    pass_time(AT)
    pass_time(AT + timedelta(days=1))
    assert told() == ["Olga Dal"]
    world.it_is(monkeypatch)
    assert f"/innsatsteam/avtaler/{made.uuid}/" in world.signed_in(client, olga).get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_for_one_team_and_three(count, owner, officer, django_assert_num_queries):
    for number in range(count):
        team = world.a_team(owner, f"Team {number}")
        world.a_member(team, name=f"Leder {number}", place=Place.LEADER)
        signed(team)
    pass_time(AT)
    with django_assert_num_queries(8):
        reviews_due(AT)
