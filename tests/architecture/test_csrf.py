"""No form is taken from elsewhere: without the token of this very session no address changes anything."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.access_pages import PAGES
from tests.architecture.access_table import expected
from tests.architecture.access_world import Watched
from tests.architecture.asking import written
from tests.architecture.test_closed_lists import WITHOUT_TOKEN

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
EXPECTED = expected()
HEAD = "x-csrftoken"  # where a script says it
UNSAFE = ("post", "put", "patch", "delete")


@pytest.fixture
def strict(the_world: Watched) -> Client:
    """Rektor in a browser, with the check in force and a token of the own session."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(the_world.people["rektor"].account)
    token_of(client)
    return client


def token_of(client: Client) -> str:
    """The token in a form that this browser was given."""
    page = client.get("/meld/").content.decode()
    return page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def taken(client: Client, world: Watched, typed: dict[str, str], *methods: str, **headers: str) -> list[str]:
    """The pages that do anything at all with this beside what somebody who may would post."""
    found = []
    for name, page in PAGES.items():
        if page.name in WITHOUT_TOKEN and "origin" not in headers:
            continue
        for method in methods or ("post",):
            given = {**(page.typed(world) if page.typed else {}), **typed} if method == "post" else None
            with transaction.atomic(), written() as writes:
                answer = getattr(client, method)(page.address(world), given, headers=headers)
                is_refused = answer.status_code == 403 or (page.name in WITHOUT_TOKEN and answer.status_code == 405)
                found += [f"{method} {name}"] * (not is_refused or bool(writes))
                transaction.set_rollback(True)
    return found


def test_a_form_without_a_token_is_refused_everywhere(the_world: Watched, strict: Client) -> None:
    assert taken(strict, the_world, {}, *UNSAFE) == []


def test_a_form_with_a_made_up_token_is_refused_everywhere(the_world: Watched, strict: Client) -> None:
    assert taken(strict, the_world, {"csrfmiddlewaretoken": "x" * 64}, *UNSAFE, **{HEAD: "x" * 64}) == []


def test_a_form_with_the_token_of_somebody_else_is_refused_everywhere(the_world: Watched, strict: Client) -> None:
    other = Client()
    other.force_login(the_world.people["lead"].account)
    token = token_of(other)
    assert taken(strict, the_world, {"csrfmiddlewaretoken": token}, *UNSAFE, **{HEAD: token}) == []


def test_a_form_from_another_site_is_refused_everywhere_even_with_the_token(
    the_world: Watched, strict: Client
) -> None:
    token = token_of(strict)
    elsewhere = {HEAD: token, "origin": "https://ondt.example"}
    assert taken(strict, the_world, {"csrfmiddlewaretoken": token}, *UNSAFE, **elsewhere) == []


def test_nobody_who_is_not_signed_in_gets_past_the_check(the_world: Watched) -> None:
    assert taken(Client(enforce_csrf_checks=True), the_world, {}) == []


def test_with_the_token_of_the_session_the_forms_are_taken(the_world: Watched, strict: Client) -> None:
    """There was something to refuse: the same posts are done when the token is right."""
    token, undone = token_of(strict), []
    for name, page in PAGES.items():
        if page.typed and page.name not in WITHOUT_TOKEN and EXPECTED[name, "rektor"][1] == "+":
            with transaction.atomic():
                typed = {**page.typed(the_world), "csrfmiddlewaretoken": token, "form_key": str(uuid4())}
                answer = strict.post(page.address(the_world), typed, headers={"origin": "http://testserver"})
                undone += [name] * (answer.status_code not in (204, 302) and not answer.get("Content-Disposition"))
                transaction.set_rollback(True)
    assert undone == []
