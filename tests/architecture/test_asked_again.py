"""Where two factors are asked for again, though one is signed in: a list by hand, and each address of it walked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from innsats.people.sessions import SIGNED_IN
from innsats.people.signin.gate import ASKED
from tests.architecture.access_pages import PAGES
from tests.architecture.access_world import Watched
from tests.architecture.asking import somebody
from tests.architecture.canaries import NOW
from tests.world import it_is

TAKEN_OUT = {"print_case", "print_plan", "print_open_cases", "release_trail", "set_morning_list", "fetch_morning_list"}
GIVEN = {"give_family_key", "renew_receipt"}
DESTROYED = {"dispose_case"}
OWN_WAY_IN = {
    "add_code_app", "add_passkey", "remove_factor", "renew_recovery_codes", "change_password", "reset_sign_in",
    "link_sign_in", "end_session", "end_other_sessions",
}  # fmt: skip
BY_HAND = TAKEN_OUT | GIVEN | DESTROYED | OWN_WAY_IN
BY_NAME = {page.name: page for page in PAGES.values()}


def test_the_list_is_the_one_written_by_hand() -> None:
    assert BY_HAND == ASKED


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_after_ten_minutes_one_shows_who_one_is_again(
    the_world: Watched, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    address, prove = BY_NAME[name].address(the_world), reverse("prove_oneself")
    with somebody("rektor", the_world) as asking:
        session: Any = asking.client.session
        session[SIGNED_IN] |= {"since": NOW.timestamp(), "shown_at": NOW.timestamp()}
        session.seen_at = NOW
        session.save()
        for minutes, is_asked in ((9, False), (11, True)):
            it_is(monkeypatch, NOW + timedelta(minutes=minutes))
            for method in ("get", "post"):
                answer = asking.ask(method, address, {"form_key": ""}).response
                assert answer.headers.get("Location", "").startswith(prove) is is_asked, (method, minutes)
