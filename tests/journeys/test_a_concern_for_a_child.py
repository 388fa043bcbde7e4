"""A teacher is afraid for how a child is cared for at home: it is hers to report, and nobody else sees it."""

from __future__ import annotations

import re

import pytest

from .conftest import accessible, narrow
from .test_rektors_week import press, sign_in

SIGNS = "Hun sier at skapet er tomt hjemme."


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_it_is_written_down_sent_and_answered_and_rektor_meets_nothing_of_it(visit, width, javascript):
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    sign_in(page, "Lise Berg").goto("/meldinger/")
    check(page)
    page.locator("main").get_by_role("link", name="Mine bekymringer").click()
    check(page)
    page.locator("main").get_by_role("link", name=re.compile("^Skriv ned")).click()
    page.get_by_label("Hvilket barn gjelder det?").fill(f"Elev {width}, 4B")
    page.get_by_label("Hva har du sett eller hørt?").fill(SIGNS)
    check(page)
    press(page, re.compile("^Skriv ned"))
    page.goto("/")
    page.get_by_role("heading", name="Bare du ser dette").wait_for()
    check(page)
    page.goto("/bekymringer/")
    page.locator("main").get_by_role("link", name=f"Elev {width}, 4B").click()
    page.get_by_text(SIGNS).wait_for()
    check(page)
    own = page.url
    page.locator("main").get_by_role("link", name="Skriv at bekymringsmeldingen er sendt").click()
    page.get_by_label("Hvilken barnevernstjeneste?").fill("Fjordvik barnevern")
    check(page)
    press(page, re.compile("^Skriv at"))
    page.get_by_text("Fjordvik barnevern").wait_for()
    page.locator("main").get_by_role("link", name="Skriv hva barnevernet svarte").click()
    page.locator("[name=reply][value=opened]").check()
    check(page)
    press(page, re.compile("^Skriv hva"))
    page.get_by_text("Barnevernet undersøker").first.wait_for()

    assert sign_in(page, "Kari Solvang").goto(own).status == 404
