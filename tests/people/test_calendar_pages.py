"""The pages about an owner's days: what the officer types, and what is said back."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.test import Client

from innsats.journal.actors import OPERATOR
from innsats.people.actions.calendar import name_duty, set_calendar
from innsats.people.calendars import limits_of
from innsats.people.models import ClosedPeriod, Duty
from tests import world
from tests.rules.days import local
from tests.world import AT

pytestmark = pytest.mark.django_db
SUMMER = (date(2026, 6, 22), date(2026, 8, 16))


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    world.it_is(monkeypatch)


@pytest.fixture
def owner():
    return world.an_owner()


@pytest.fixture
def officer(owner):
    return world.an_officer(owner, "Ola Dahl")


@pytest.fixture
def as_officer(client, officer):
    return world.signed_in(client, officer)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def typed(*periods: tuple[str, str, str], version: int = 0) -> dict[str, str]:
    """The form of the skolerute, with these lines."""
    found = {"form_key": "k", "since": "2026-03-23", "version": str(version)}
    found |= {"periode-TOTAL_FORMS": str(len(periods) + 1), "periode-INITIAL_FORMS": "0"}
    lines = [*periods, ("school", "", "")]
    return found | {
        f"periode-{n}-{name}": value
        for n, line in enumerate(lines)
        for name, value in zip(("closes", "starts_on", "ends_on"), line, strict=True)
    }


def test_the_officer_types_the_skolerute_and_sees_it_with_what_is_missing(as_officer, owner):
    lines = (("school", "2026-06-22", "2026-08-16"), ("sfo", "2026-05-15", ""))
    answer = as_officer.post(f"/eiere/{owner.uuid}/skolerute/", typed(*lines))
    assert answer.status_code == 302
    page = text_of(as_officer, answer.url)
    assert "22. juni 2026 – 16. august 2026" in page and "15. mai 2026" in page and "Ingen ferievakt" in page
    shown = as_officer.get(f"/eiere/{owner.uuid}/skolerute/")
    assert 'value="2026-08-16"' in shown.content.decode()
    version = shown.context["form"]["version"].value()
    as_officer.post(f"/eiere/{owner.uuid}/skolerute/", typed(*lines[:1], version=version) | {"form_key": "l"})
    assert list(ClosedPeriod.objects.values_list("closes", flat=True)) == ["school"]


def test_every_reason_is_told_with_the_days_and_what_was_typed_is_there(as_officer, owner):
    lines = (
        ("school", "2026-06-22", "2026-08-16"), ("school", "2026-08-01", "2026-08-20"),
        ("school", "2026-10-09", "2026-10-05"),
    )
    page = unescape(as_officer.post(f"/eiere/{owner.uuid}/skolerute/", typed(*lines)).content.decode())
    assert "Siste dag er før første dag: 9. oktober 2026 – 5. oktober 2026" in page
    assert "To perioder går over hverandre" in page and "22. juni 2026 – 16. august 2026" in page
    assert 'value="2026-08-20"' in page and not ClosedPeriod.objects.exists()


def test_what_is_no_date_is_told_at_its_field(as_officer, owner):
    lines = (("school", "32.13.2026", ""), ("school", "", "2026-10-05"))
    page = unescape(as_officer.post(f"/eiere/{owner.uuid}/skolerute/", typed(*lines)).content.decode())
    assert "Skriv datoen slik" in page and "Skriv første dag også" in page and not ClosedPeriod.objects.exists()


def test_who_is_on_duty_is_chosen_for_the_days_one_came_from(as_officer, owner, officer):
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[SUMMER])
    today = text_of(as_officer, "/")
    address = f"/eiere/{owner.uuid}/ferievakt/?fra=2026-06-22&til=2026-08-16"
    assert "Ingen har ferievakt" in today and address in today
    assert 'value="2026-06-22"' in text_of(as_officer, address)
    given = {"form_key": "k", "person": str(officer.uuid), "starts_on": "2026-06-22", "ends_on": "2026-08-16"}
    answer = as_officer.post(f"/eiere/{owner.uuid}/ferievakt/", given)
    assert "Ferievakt: Ola Dahl" in text_of(as_officer, answer.url)
    assert Duty.objects.get().person == officer and "Ingen har ferievakt" not in text_of(as_officer, "/")


def test_limits_are_chosen_among_those_that_are_no_laxer(as_officer, owner):
    address = f"/eiere/{owner.uuid}/grenser/"
    page = text_of(as_officer, address)
    assert "Innen én skoledag" in page and "Etter 4 arbeidstimer" in page and "5 arbeidstimer" not in page
    given = {"form_key": "k", "first_talk_school_days": "1", "to_deputy_hours": "2", "to_officer_hours": "1"}
    refused = unescape(as_officer.post(address, given).content.decode())
    assert "kan ikke få meldingen før stedfortrederen" in refused
    as_officer.post(address, given | {"to_officer_hours": "3", "form_key": "l"})
    assert (limits_of(owner.pk).first_talk_school_days, limits_of(owner.pk).to_officer_hours) == (1, 3)


def test_others_find_no_page(client, owner):
    school = world.a_school(owner=owner)
    for person in (
        world.a_principal(school), world.an_employee(school), world.a_head(owner), world.an_officer(world.an_owner()),
    ):
        world.signed_in(client, person)
        for part in ("", "skolerute/", "ferievakt/", "grenser/"):
            assert client.get(f"/eiere/{owner.uuid}/{part}").status_code == 404


def test_the_owner_s_page_costs_the_same_with_one_period_and_with_three(as_officer, owner, django_assert_num_queries):
    text_of(as_officer, f"/eiere/{owner.uuid}/")
    for month in (5, 6, 7):
        set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[(date(2026, month, 4), date(2026, month, 8))])
        with django_assert_num_queries(9):
            text_of(as_officer, f"/eiere/{owner.uuid}/")


def test_who_reports_in_the_summer_sees_who_is_on_duty_and_whom_to_call(client, owner, officer, monkeypatch):
    school = world.a_school(owner=owner)
    world.a_principal(school)
    set_calendar(owner.uuid, by=OPERATOR, at=AT, closed=[SUMMER])
    name_duty(owner.uuid, by=OPERATOR, at=AT, person=officer.uuid, starts_on=SUMMER[0], ends_on=SUMMER[1])
    world.it_is(monkeypatch, local("2026-07-05T21:00"))
    world.signed_in(client, world.an_employee(school))
    given = {"form_key": "k", "text": "Han er redd", "arena": "online", "concern": "pupils", "school": str(school.uuid)}
    preview = unescape(client.post("/meld/", given | {"step": "preview"}).content.decode())
    sent = text_of(client, client.post("/meld/", given | {"send_as": "as_is"}).url)
    for page in (preview, sent):
        assert "Ferievakt er <strong>Ola Dahl</strong>" in page and "åpner igjen mandag 17. august" in page
        assert all(f'href="tel:{number}"' in page for number in (116111, 116117, 112, 113))
