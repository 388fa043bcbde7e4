"""add_code_app: an app shows codes from a seed that is sealed, once it has shown one that is right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from innsats.journal.actors import OPERATOR
from innsats.journal.models import Event
from innsats.people.actions.persons import register_person
from innsats.people.actions.signin import add_code_app
from innsats.people.models import CodeApp
from innsats.rules.verdicts import Refused
from innsats.vault.sealing import open_one
from tests import world
from tests.people.signing import SEED, code_at
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_an_app_is_added_with_a_code_it_shows_and_its_seed_is_sealed() -> None:
    person = world.an_employee(world.a_school())
    code = f"{code_at(AT)[:3]} {code_at(AT)[3:]}"
    app = add_code_app(by=actor(person), at=AT, name=" Telefonen ", seed=SEED, code=code)
    assert (app.account, app.name, app.last_step) == (person.account, "Telefonen", int(AT.timestamp()) // 30)
    assert open_one(app.sealed_seed, app.pk) == SEED
    event = Event.objects.get(act="add_code_app")
    assert event.stream == f"person:{person.uuid}" and SEED not in str(event.facts)


@pytest.mark.parametrize(("name", "code", "said"), [
    ("Telefonen", "000000", {"code_wrong"}), ("Telefonen", code_at(AT - timedelta(minutes=5)), {"code_wrong"}),
    ("", code_at(AT), {"text_missing"}), ("x" * 61, "", {"text_too_long", "code_wrong"}),
])
def test_a_wrong_code_or_a_name_that_is_none_adds_nothing(name: str, code: str, said: set[str]) -> None:
    person = world.an_employee(world.a_school())
    with pytest.raises(Refused) as refused:
        add_code_app(by=actor(person), at=AT, name=name, seed=SEED, code=code)
    assert {one.code for one in refused.value.obstacles} == said and not CodeApp.objects.exists()


def test_nobody_adds_one_to_somebody_else() -> None:
    with pytest.raises(Refused):
        add_code_app(by=OPERATOR, at=AT, name="Telefonen", seed=SEED, code=code_at(AT))
    without = register_person(world.a_school().uuid, by=OPERATOR, at=AT, name="Uten Konto")
    with pytest.raises(Refused) as refused:
        add_code_app(by=actor(without), at=AT, name="Telefonen", seed=SEED, code=code_at(AT))
    assert [one.code for one in refused.value.obstacles] == ["no_account"] and not CodeApp.objects.exists()
