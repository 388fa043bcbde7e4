"""Whether the list of open cases lies ready each morning (`set_morning_list`): for oneself, at a unit one looks after.
"""

from __future__ import annotations

from uuid import uuid4

import pytest

from innsats.archive.actions import set_morning_list
from innsats.cases.models import MorningOrder
from innsats.journal.models import Event
from innsats.rules.access import ASKED_AGAIN
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from tests import world
from tests.archive.leaving import by

pytestmark = pytest.mark.django_db


def test_each_has_it_for_themselves_until_they_end_it():
    school = world.a_school()
    rektor, officer = world.a_principal(school), world.an_officer(school.school_owner)
    set_morning_list(school.uuid, is_on=True, **by(rektor))
    set_morning_list(school.uuid, is_on=True, **by(officer))
    set_morning_list(school.school_owner.uuid, is_on=True, **by(officer))
    set_morning_list(school.uuid, is_on=False, **by(officer))
    running = MorningOrder.objects.filter(ended_at=None).order_by("pk").values_list("person", "school")
    assert set(running) == {(rektor.pk, school.pk), (officer.pk, None)}
    assert [one.facts["is_on"] for one in Event.objects.filter(act=Act.SET_MORNING_LIST, stream=school.subject.stream)
            .order_by("seq")] == [True, True, False]  # fmt: skip


@pytest.mark.parametrize("is_on", [True, False])
def test_what_is_so_already_is_not_done_again(is_on):
    school = world.a_school()
    rektor = world.a_principal(school)
    if is_on:
        set_morning_list(school.uuid, is_on=True, **by(rektor))
    with pytest.raises(Refused) as refused:
        set_morning_list(school.uuid, is_on=is_on, **by(rektor))
    assert [one.code for one in refused.value.obstacles] == ["morning_list_is_so"]


def test_only_those_who_look_after_the_unit_and_asked_again_who_they_are():
    school = world.a_school()
    for stranger in (world.an_employee(school), world.a_head(school.school_owner), world.a_principal(world.a_school())):
        with pytest.raises(Refused):
            set_morning_list(school.uuid, is_on=True, **by(stranger))
    assert not MorningOrder.objects.exists() and Act.SET_MORNING_LIST in ASKED_AGAIN


def test_it_is_chosen_on_a_page(client, monkeypatch):
    world.it_is(monkeypatch)
    school = world.a_school()
    world.signed_in(client, world.a_principal(school))
    typed = {"form_key": str(uuid4()), "unit": str(school.uuid), "is_on": "yes"}
    assert client.post("/apne-saker/morgen/", typed)["Location"] == "/apne-saker/utskrift/"
    assert MorningOrder.objects.get().school == school
    assert school.name in client.get("/apne-saker/morgen/").content.decode()
