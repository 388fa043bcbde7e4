"""Whatever is sent to any form: it is answered, in words, and never by an error of ours or by how we are made."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given

from innsats.web.served import as_we_read
from tests.architecture.access_pages import PAGES
from tests.architecture.access_world import Watched
from tests.architecture.asking import browser_of
from tests.attack.answered import FORMS, faults_of, fields_on, undone, whose
from tests.attack.sent import Sent, many, sent

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.mark.parametrize("name", FORMS)
def test_whatever_is_sent_to_a_form_is_answered_and_never_by_an_error_of_ours(the_world: Watched, name: str) -> None:
    page: Any = PAGES[name]
    with browser_of(whose(name, "post"), the_world) as (client, _):
        client.raise_request_exception = True  # the trace of what went wrong, for whoever mends it
        address, typed = page.address(the_world), {**page.typed(the_world), "form_key": str(uuid4())}

        @many(name)
        @given(sent(typed, sorted(fields_on(client, address) | set(typed))))
        def attack(one: Sent) -> None:
            with undone(client):
                answer = client.generic("POST", address, one.body, content_type=as_we_read(one.kind))
            assert faults_of(answer) == []

        attack()
