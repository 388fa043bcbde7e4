"""Where whoever has found a weakness turns: as the owner says, and nowhere invented."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from innsats.settings import _address
from innsats.web import clock

ADDRESS = "/.well-known/security.txt"


@pytest.mark.django_db
def test_it_says_what_the_owner_has_set_and_until_when_it_holds(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = "mailto:sikkerhet@fjordvik.example"
    answer = client.get(ADDRESS)
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert said["Contact"] == "mailto:sikkerhet@fjordvik.example"
    assert timedelta(0) < datetime.fromisoformat(said["Expires"]) - clock.now() < timedelta(days=365)
    assert said["Canonical"].endswith(ADDRESS)


@pytest.mark.django_db
def test_nothing_is_invented_where_nobody_has_set_it(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    "said", ["sikkerhet@fjordvik.example", "http://fjordvik.example", "mailto:a\nContact: b", "mailto:a b"]
)
def test_what_is_no_address_stops_the_start(said: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        _address("INNSATS_SECURITY_CONTACT", said, "mailto:", "https://")
    there = "https://fjordvik.example/sikkerhet"
    assert _address("INNSATS_SECURITY_CONTACT", there, "mailto:", "https://") == there
