"""A screen that is left alone is covered when its session has locked, and what was begun is not lost."""

from __future__ import annotations

from typing import Any

from tests.journeys.conftest import accessible
from tests.journeys.test_rektors_week import sign_in


def locked(route: Any) -> None:
    """As the server answers behind the lock: this way, please."""
    route.fulfill(status=302, headers={"Location": "/logg-inn/"})


def left_alone(page: Any, minutes: int) -> None:
    page.clock.fast_forward(minutes * 60_000)


def test_the_screen_is_covered_when_the_session_has_locked_and_not_before(visit: Any) -> None:
    page = visit()
    page.clock.install()
    sign_in(page, "Kari Solvang")
    cover = page.get_by_role("dialog", name="Skjermen er låst")
    left_alone(page, 16)
    page.wait_for_timeout(300)
    assert not cover.is_visible()  # the session is open: somebody works in another window
    page.route("**/innlogging/", locked)
    left_alone(page, 1)
    cover.wait_for()
    page.keyboard.press("Escape")
    assert cover.is_visible()
    accessible(page)
    page.unroute("**/innlogging/")
    page.get_by_role("button", name="Vis at det er deg").click()
    cover.wait_for(state="hidden")


def test_a_form_that_was_begun_goes_to_the_lock_with_what_was_written(visit: Any) -> None:
    page = visit()
    page.clock.install()
    sign_in(page, "Kari Solvang")
    page.goto("/meld/")
    page.get_by_role("textbox").first.fill("Han sitter alltid alene.")
    page.route("**/innlogging/", locked)
    left_alone(page, 17)
    with page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/meld/")) as sent:
        page.get_by_role("button", name="Vis at det er deg").click()
    assert "sitter" in (sent.value.post_data or "")
