"""Going back on a shared machine after somebody has signed out, in a browser that keeps pages to go back to fast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .conftest import CHROMIUM, FLAGS
from .test_how_the_school_met_a_family import MOTHERS
from .test_rektors_week import press, sign_in

COMES_WITHIN_MS = 15_000


@pytest.fixture(scope="module")
def keeping(playwright: Any) -> Iterator[Any]:
    """A browser as people have it: playwright's own keeps no pages."""
    chromium = playwright.chromium.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield chromium
    chromium.close()


@pytest.fixture
def page(keeping: Any, address: str) -> Iterator[Any]:
    context = keeping.new_context(base_url=address, locale="nb-NO", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def back(page: Any) -> str:
    """The text of the page that one comes back to. One that was kept is shown at once, and never loads."""
    from playwright.sync_api import TimeoutError

    try:
        page.go_back(timeout=COMES_WITHIN_MS)
    except TimeoutError:
        pytest.fail(f"the browser had kept {page.url}, and showed it without asking")
    return str(page.locator("body").inner_text())


def test_after_signing_out_going_back_shows_nothing_of_the_case(page: Any) -> None:
    sign_in(page, "Kari Solvang")
    page.goto("/saker/")
    page.locator("main a[href^='/saker/2']").first.click()
    page.wait_for_url("**/saker/2*/")
    case, heading = page.url, page.get_by_role("heading", level=1).inner_text()
    page.goto("/saker/")
    assert heading in back(page) and page.url == case  # while signed in, one comes back to it
    press(page, "Logg ut")
    for _ in range(4):
        assert heading not in back(page) and "Kari Solvang" not in page.get_by_role("banner").inner_text()
    page.goto(case)
    assert page.url.partition("?")[0].endswith("/logg-inn/")


def test_a_family_that_has_put_the_code_away_leaves_nothing_to_go_back_to(page: Any) -> None:
    page.goto("/skole/kode/")
    page.get_by_label("Koden din").fill(MOTHERS)
    press(page, "Vis meg")
    assert "Ida" in page.locator("main").inner_text()
    press(page, "Ferdig. Lås siden")
    for _ in range(2):
        assert "Ida" not in back(page)
