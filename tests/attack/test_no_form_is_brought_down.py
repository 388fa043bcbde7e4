"""Whatever is sent to any form: it is answered, in words, and never by an error of ours or by how we are made."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from innsats.web.entrance import as_we_read
from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched
from tests.architecture.asking import browser_of
from tests.attack.answered import how_we_are_made, undone
from tests.attack.sent import EXAMPLES_COUNT, Sent, sent

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED = expected()
FORMS = [name for name, page in PAGES.items() if page.typed]
NAMES = re.compile(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"')
MANY = settings(  # as it was found: to make a million letters fewer takes longer than to read them
    max_examples=EXAMPLES_COUNT, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)


def who_may(name: str) -> str:
    """Whose form it is: rektor's if it does something for rektor, else somebody's for whom it does, or answers."""
    posts = {persona: post for (page, persona), (_, post) in EXPECTED.items() if page == name}
    best = max(posts.values(), key="4SMGHCAKO=+".index)
    return "rektor" if posts["rektor"] == best else next(who for who, post in posts.items() if post == best)


def fields_on(client: Client, address: str) -> set[str]:
    """The names of what can be filled in on the page of this address; none where it has no page."""
    return set(NAMES.findall(client.get(address).content.decode()))


@pytest.mark.parametrize("name", FORMS)
def test_whatever_is_sent_to_a_form_is_answered_and_never_by_an_error_of_ours(the_world: Watched, name: str) -> None:
    page: Any = PAGES[name]
    with browser_of(who_may(name), the_world) as (client, _):
        client.raise_request_exception = True  # the trace of what went wrong, for whoever mends it
        address, typed = page.address(the_world), {**page.typed(the_world), "form_key": str(uuid4())}
        names = sorted((fields_on(client, address) | set(typed)) - {"csrfmiddlewaretoken"})

        @MANY
        @given(sent(typed, names))
        def attack(one: Sent) -> None:
            with undone(client):
                answer = client.generic("POST", address, one.body, content_type=as_we_read(one.kind))
            assert answer.status_code < 500 and how_we_are_made(answer) == []

        attack()
