"""The family goes to the county governor: the school writes it down, and the owner meets the deadline."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from .conftest import accessible, narrow
from .test_rektors_week import TODAY, open_case, press, receive, register_pupil, report_as, sign_in


def write(page: Any, case: str, step: str, check: Any, *, text: str, detail: str = "", due: bool = False) -> None:
    """One step, on its page."""
    page.goto(f"{case}statsforvalteren/{step}/")
    check(page)
    if detail:
        page.locator(f"[name=detail][value={detail}]").check()
    if due:
        page.locator("[name=due_on]").fill((TODAY + timedelta(days=14)).isoformat())
    page.locator("[name=text]").fill(text)
    press(page, "Lagre")
    page.get_by_role("heading", name="Dette har skjedd").wait_for()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_an_order_is_written_down_by_rektor_and_met_by_the_owner(visit, width, javascript):
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    name = f"Sofie Vedtak{width}"
    report = report_as(page, "Tone Hval")
    sign_in(page, "Kari Solvang")
    register_pupil(page, name)
    open_case(page, report, name)
    case = page.url
    receive(page, "Lise Berg")
    press(page, "Ta imot saken")
    page.goto(case + "varsling/")
    page.locator("[name=to]").select_option(label="Ola Dahl")
    page.locator("main form").get_by_role("button").first.click()
    page.goto(case + "statsforvalteren/")
    check(page)
    page.get_by_text(re.compile("www.statsforvalteren.no")).wait_for()
    write(page, case, "melding", check, text="Far har ringt.", detail="guardian")
    write(page, case, "krav", check, text="Planen og referatene.", due=True)
    write(page, case, "utlevering", check, text="Planen og referatene, sendt i dag.")
    write(page, case, "vedtak", check, text="Rett opp forholdet.", detail="order", due=True)
    check(page)

    sign_in(page, "Ola Dahl").goto(case + "statsforvalteren/")
    check(page)
    assert name not in page.content() and "Rett opp forholdet." not in page.content()
    page.locator("main").get_by_role("link", name="Pålegget er oppfylt").click()
    page.locator("[name=text]").fill("Ny plan er i kraft.")
    press(page, "Lagre")
    page.get_by_text(re.compile("nådd")).first.wait_for()
    page.get_by_text("Ny plan er i kraft.").wait_for()
    check(page)
