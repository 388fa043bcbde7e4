"""Many reports at once make one line on I dag: none is hidden, and those that name somebody are read first."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from innsats.cases.actions import receive_report, report_concern
from innsats.cases.models import OPEN, Due, Report
from innsats.desk.queries.today import today_of
from innsats.journal.actors import ANONYMOUS
from innsats.people.models import Person, School
from innsats.people.viewers import viewer_of
from innsats.rules.reports import BURST_COUNT, BURST_SPAN, Arena, burst_of
from tests import world


@pytest.fixture
def school() -> School:
    school = world.a_school()
    world.a_principal(school)
    return school


@pytest.fixture
def rektor(school: School) -> Person:
    return world.principal_of(school)


def flood(school: School, count: int, *, since: datetime = world.AT, **more: object) -> list[Report]:
    given = {"text": "Hahaha", "arena": Arena.UNKNOWN, **more}
    return [
        report_concern(school.uuid, by=ANONYMOUS, at=since + timedelta(seconds=n), **given) for n in range(count)
    ]


def seen_by(person: Person, at: datetime = world.AT + timedelta(hours=1)):
    return today_of(viewer_of(world.actor(person), at))


@pytest.mark.django_db
def test_the_first_ones_stand_alone_and_the_rest_is_one_line(school: School, rektor: Person) -> None:
    flood(school, BURST_COUNT + 3)
    page = seen_by(rektor)
    (one,) = page.bursts
    assert one.word.startswith("3 meldinger kom mellom")
    assert Report.objects.filter(burst_at=None).count() == BURST_COUNT
    assert Due.objects.filter(OPEN, in_burst=True).values("report").distinct().count() == 3


@pytest.mark.django_db
def test_ordinary_days_know_no_bursts(school: School, rektor: Person) -> None:
    for day in (2, 1, 0):
        flood(school, BURST_COUNT // 2, since=world.AT - timedelta(days=day))
    assert seen_by(rektor).bursts == () and not Report.objects.exclude(burst_at=None).exists()


@pytest.mark.django_db
def test_those_that_name_a_pupil_or_say_how_to_reach_come_first(
    client: Client, school: School, rektor: Person
) -> None:
    world.a_pupil(school, "Emma Lunde")
    flood(school, BURST_COUNT + 2)
    named, = flood(school, 1, since=world.AT + timedelta(minutes=1), text="De plager Emma Lunde")
    phoned, = flood(school, 1, since=world.AT + timedelta(minutes=2), reach="404 00 000")
    world.signed_in(client, rektor)
    shown = client.get(reverse("burst", args=[named.number])).content.decode()
    numbers = list(Report.objects.exclude(burst_at=None).values_list("number", flat=True))
    order = sorted(numbers, key=lambda number: shown.index(f'value="{number}"'))
    assert len(order) == 4 and set(order[:2]) == {named.number, phoned.number}
    assert shown.count("Les denne først") == 2


@pytest.mark.django_db
def test_one_that_somebody_leads_stands_alone_again_with_its_clocks(school: School, rektor: Person) -> None:
    *_, last = flood(school, BURST_COUNT + 1)
    read = world.read(last, at=world.AT + timedelta(minutes=5))
    world.declared(read, parties=[world.a_pupil(school)], at=world.AT + timedelta(minutes=6))
    receive_report(
        last.pk, by=world.actor(rektor), at=world.AT + timedelta(minutes=7), lead=rektor.uuid
    )
    assert seen_by(rektor).bursts == () and not Due.objects.filter(in_burst=True).exists()


@pytest.mark.django_db
def test_several_are_marked_at_once_and_one_that_names_a_pupil_stays(
    client: Client, school: School, rektor: Person
) -> None:
    world.a_pupil(school, "Emma Lunde")
    *_, one, two = flood(school, BURST_COUNT + 2)
    named, = flood(school, 1, since=world.AT + timedelta(minutes=1), text="De plager Emma Lunde")
    world.signed_in(client, rektor)
    address = reverse("burst", args=[named.number])
    chosen = {"reports": [one.number, two.number, named.number], "reason": "Vi har spurt alle.", "form_key": "a"}
    shown = client.post(address, chosen, follow=True).content.decode()
    assert "2 meldinger er merket" in shown and f"Les dem én for én: {named.number}" in shown
    assert Due.objects.filter(OPEN, in_burst=True).values("report").distinct().count() == 1
    none = client.post(address, {"reports": [named.number], "form_key": "b"})
    assert none.status_code == 422 and "Fyll ut dette feltet" in none.content.decode()


@pytest.mark.django_db
def test_nobody_else_sees_the_page(client: Client, school: School) -> None:
    *_, one = flood(school, BURST_COUNT + 1)
    world.signed_in(client, world.an_employee(school))
    assert client.get(reverse("burst", args=[one.number])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_i_dag_asks_as_much_however_many_came(
    school: School, rektor: Person, count: int, django_assert_num_queries
) -> None:
    flood(school, BURST_COUNT + count)
    seen_by(rektor)
    with django_assert_num_queries(15):
        seen_by(rektor)


@given(st.lists(st.integers(0, 7200), min_size=BURST_COUNT, max_size=60))
def test_a_burst_is_more_than_twenty_within_an_hour_and_keeps_its_name(seconds: list[int]) -> None:
    sent: list[tuple[datetime, datetime | None]] = []
    for second in sorted(seconds):
        at = world.AT + timedelta(seconds=second)
        burst = burst_of(list(reversed(sent))[:BURST_COUNT], at)
        within = [when for when, _burst in sent if at - when <= BURST_SPAN]
        assert (burst is not None) == (len(within) >= BURST_COUNT)
        if burst and sent[-1][1]:
            assert burst == sent[-1][1]
        sent.append((at, burst))
