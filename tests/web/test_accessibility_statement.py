"""A public owner must have an accessibility statement that every page leads to: where it stands, the owner says."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from innsats.settings import _address

THERE = "https://uustatus.no/nb/erklaringer/publisert/1"
PAGES = ("/hva-dette-er/", "/logg-inn/", "/skole/", "/finnes-ikke/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_it_and_none_where_there_is_none(client: Client, settings, address: str) -> None:
    assert "Tilgjengelighetserklæring" not in client.get(address).content.decode()
    settings.ACCESSIBILITY_STATEMENT = THERE
    assert f'href="{THERE}">Tilgjengelighetserklæring</a>' in client.get(address).content.decode()


@pytest.mark.parametrize("said", ["javascript:alert(1)", "http://uustatus.no/", "uustatus.no", "https://a b"])
def test_what_is_no_address_stops_the_start(said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="INNSATS_ACCESSIBILITY_STATEMENT"):
        _address("INNSATS_ACCESSIBILITY_STATEMENT", said, "https://")
