"""A concern is read by the one who knows, and by those that one has named; the list and the policy agree."""

from __future__ import annotations

import pytest

from innsats.cases.actions import share_cause
from innsats.cases.queries.access import NotVisible
from innsats.cases.queries.causes import causes_of, seen_cause
from innsats.journal.models import Look
from innsats.people.viewers import viewer_of
from tests import world
from tests.cases.causes import SECRET, a_cause
from tests.cases.pages.reading import text_of

pytestmark = pytest.mark.django_db


def test_the_list_holds_exactly_what_the_policy_lets_one_read():
    school = world.a_school()
    people = [
        world.a_principal(school), world.an_employee(school), world.an_employee(school, "Ny Vikar", trained=False),
        world.an_officer(school.school_owner), world.an_employee(world.a_school("Åsen skole"), "Fremmed"),
    ]  # fmt: skip
    causes = [a_cause(one, school) for one in people[:4]]
    for reader in (people[0], people[2]):
        share_cause(
            causes[1].pk, by=world.actor(people[1]), at=world.AT, reader=reader.uuid, need="Må vite det."
        )
    for person in people:
        viewer = viewer_of(world.actor(person), world.AT)
        listed = set(causes_of(viewer).values_list("pk", flat=True))
        for cause in causes:
            try:
                seen_cause(viewer, cause.pk)
            except NotVisible:
                assert cause.pk not in listed
            else:
                assert cause.pk in listed


def test_reading_leaves_a_look_and_another_meets_nothing(client, monkeypatch):
    school = world.a_school()
    lise, per = world.an_employee(school), world.an_employee(school, "Per Sand")
    cause = a_cause(lise, school)
    world.it_is(monkeypatch)
    page = world.signed_in(client, lise)
    assert SECRET in text_of(page.get(f"/bekymringer/{cause.pk}/"))
    assert Look.objects.get(act="read_cause").stream == f"cause:{cause.pk}"
    for address in ("", "sendt/", "ikke-sendt/", "svar/", "deling/"):
        assert world.signed_in(client, per).get(f"/bekymringer/{cause.pk}/{address}").status_code == 404


def test_who_has_left_reads_it_no_more():
    school = world.a_school()
    left = world.appointed(
        world.a_person("Gått Videre", unit=school), "employee", school, until=world.AT.date()
    )
    cause = a_cause(left, school)
    later = world.AT.replace(day=25)
    with pytest.raises(NotVisible):
        seen_cause(viewer_of(world.actor(left), later), cause.pk)
