"""renew_recovery_codes: ten new ones, shown once, and the old ones are worth nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from innsats.people.actions.signin import renew_recovery_codes
from innsats.people.models import RecoveryCode
from innsats.people.signin import factors
from tests import world
from tests.people.signing import with_codes
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_the_old_ones_stop_working(monkeypatch: pytest.MonkeyPatch) -> None:
    person = world.an_employee(world.a_school())
    old = with_codes(person)
    new = factors.recovery_codes("another form")
    renew_recovery_codes(by=actor(person), at=AT, lookups=factors.lookups_of(new))
    assert RecoveryCode.objects.count() == 10 and not set(old) & set(new) and len(set(new)) == 10
    assert not factors.is_right_code(person.account, old[0], at=AT)
    assert factors.is_right_code(person.account, new[0], at=AT)


def test_they_are_shown_once_and_sent_twice_the_form_makes_the_same(client: Client) -> None:
    person = world.an_employee(world.a_school())
    client.force_login(person.account)
    for _ in range(2):
        answer = client.post("/innlogging/reservekoder/nye/", {"form_key": "the same form"})
        assert answer["Location"] == "/innlogging/reservekoder/"
    shown = client.get(answer["Location"]).context["codes"]
    assert len(shown) == 10 and client.get(answer["Location"]).context["codes"] == []
    assert factors.is_right_code(person.account, shown[9], at=AT)


def test_the_session_holds_what_they_are_made_of_and_never_the_codes(client: Client) -> None:
    client.force_login(world.an_employee(world.a_school()).account)
    client.post("/innlogging/reservekoder/nye/", {"form_key": "a form"})
    held = str(dict(client.session.items()))
    shown = client.get("/innlogging/reservekoder/").context["codes"]
    assert not any(code.replace(" ", "") in held or code in held for code in shown)
