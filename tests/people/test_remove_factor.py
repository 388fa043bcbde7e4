"""remove_factor: any but the last, and the key of its seed with it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from innsats.people.actions.signin import remove_factor
from innsats.people.models import CodeApp
from innsats.rules.verdicts import Refused
from innsats.vault.models import DataKey
from tests import world
from tests.people.signing import SEED, with_an_app
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_one_of_two_is_removed_and_its_seed_is_unreadable_from_then_on() -> None:
    person = with_an_app(with_an_app(world.an_employee(world.a_school())), seed=SEED[::-1], name="Den andre")
    first = CodeApp.objects.get(name="Telefonen")
    remove_factor(first.pk, by=actor(person), at=AT)
    assert [app.name for app in CodeApp.objects.all()] == ["Den andre"]
    assert DataKey.objects.get(pk=first.data_key_id).is_destroyed


def test_the_last_one_stays(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    world.it_is(monkeypatch)
    person = with_an_app(world.an_employee(world.a_school()))
    app = CodeApp.objects.get()
    with pytest.raises(Refused) as refused:
        remove_factor(app.pk, by=actor(person), at=AT)
    assert [one.code for one in refused.value.obstacles] == ["last_factor"] and CodeApp.objects.exists()
    client.force_login(person.account)
    assert "Den siste kan ikke fjernes" in client.get("/innlogging/").content.decode()
    answer = client.post(f"/innlogging/{app.pk}/fjern/", {"form_key": "k"})
    assert answer.status_code == 422 and "Legg til en annen først" in answer.content.decode()


def test_nobody_removes_what_is_another_s(client: Client) -> None:
    owner = with_an_app(with_an_app(world.an_employee(world.a_school())), seed=SEED[::-1])
    other = with_an_app(world.a_principal(world.a_school("Lia skole")), seed=SEED * 2)
    theirs = CodeApp.objects.filter(account=owner.account).first()
    for factor in (theirs.pk, uuid4()):
        with pytest.raises(Refused) as refused:
            remove_factor(factor, by=actor(other), at=AT)
        assert [one.code for one in refused.value.obstacles] == ["unknown_factor"]
    client.force_login(other.account)
    assert client.get(f"/innlogging/{theirs.pk}/fjern/").status_code == 404
    assert client.post(f"/innlogging/{theirs.pk}/navn/", {"name": "Min"}).status_code == 404
    assert CodeApp.objects.filter(account=owner.account, name="Telefonen").count() == 2


def test_one_s_own_gets_another_name(client: Client) -> None:
    person = with_an_app(world.an_employee(world.a_school()))
    client.force_login(person.account)
    app = CodeApp.objects.get()
    assert client.post(f"/innlogging/{app.pk}/navn/", {"name": "Jobbtelefonen"}).status_code == 302
    assert "Jobbtelefonen" in client.get("/innlogging/").content.decode()
    assert client.post(f"/innlogging/{app.pk}/navn/", {"name": ""}).status_code == 422
