"""How long an owner keeps its cases here (`set_keeping_time`): by a rule, and nothing is destroyed by it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from innsats.archive.actions import set_keeping_time
from innsats.archive.queries.keeping import rules_of
from innsats.cases.models import KeepingTime
from innsats.journal.models import Event
from innsats.rules.acts import Act
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_one
from tests import world
from tests.archive.leaving import MINUTES, PLAN, by

pytestmark = pytest.mark.django_db


def test_the_newest_counts_and_none_is_for_ever():
    owner = world.an_owner()
    officer = world.an_officer(owner)
    assert rules_of([owner.pk]) == {}
    set_keeping_time(owner.uuid, years=10, document=PLAN, **by(officer, world.AT))
    assert rules_of([owner.pk])[owner.pk].years == 10
    newest = set_keeping_time(owner.uuid, years=None, document=PLAN, **by(officer, world.AT + MINUTES))
    assert rules_of([owner.pk])[owner.pk] == newest and newest.years is None
    assert open_one(newest.document, newest.pk) == PLAN
    assert [one.facts["years"] for one in Event.objects.filter(act=Act.SET_KEEPING_TIME).order_by("seq")] == [10, None]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"years": 0, "document": PLAN}, ["keeping_time_out_of_bounds"]),
        ({"years": 101, "document": ""}, ["keeping_time_out_of_bounds", "text_missing"]),
        ({"years": 5, "document": " "}, ["text_missing"]),
    ],
)
def test_a_time_without_a_rule_or_out_of_bounds_is_none(given, codes):
    owner = world.an_owner()
    with pytest.raises(Refused) as refused:
        set_keeping_time(owner.uuid, **given, **by(world.an_officer(owner)))
    assert [one.code for one in refused.value.obstacles] == codes and not KeepingTime.objects.exists()


def test_neither_rektor_the_head_nor_another_owners_officer_decides_it():
    school = world.a_school()
    owner = school.school_owner
    for one in (world.a_principal(school), world.a_head(owner), world.an_officer(world.an_owner("Dalvik kommune"))):
        with pytest.raises(Refused):
            set_keeping_time(owner.uuid, years=5, document=PLAN, **by(one))
    assert not KeepingTime.objects.exists()


def test_the_officer_decides_it_on_a_page_that_nobody_else_finds(client, monkeypatch):
    world.it_is(monkeypatch)
    owner = world.an_owner()
    world.signed_in(client, world.an_officer(owner))
    address = f"/eiere/{owner.uuid}/oppbevaring/"
    for wrong in ("0", "101", "ti"):
        answer = client.post(address, {"form_key": str(uuid4()), "years": wrong, "document": PLAN})
        assert answer.status_code == 422 and "Velg fra 1 til 100 år, eller la det stå tomt." in answer.content.decode()
    answer = client.post(address, {"form_key": str(uuid4()), "years": "", "document": PLAN})
    assert answer["Location"] == "/kassering/" and KeepingTime.objects.get().years is None
    assert "For alltid" in client.get("/kassering/").content.decode()
    world.signed_in(client, world.a_head(owner))
    assert client.get(address).status_code == 404 and client.get("/kassering/").status_code == 200
