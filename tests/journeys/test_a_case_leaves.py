"""A case is put in the archive and kept: what rektor does, and what the owner's officer sees of it."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest

from tests.journeys.conftest import accessible, narrow
from tests.journeys.test_rektors_week import follow, sign_in

SHOTS = os.environ.get("INNSATS_SHOTS", "")


def looked_over(page: Any, name: str, javascript: bool) -> None:
    accessible(page) if javascript else narrow(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_rektor_hands_it_over_and_the_owner_sees_a_number_and_why_it_is_kept(
    visit: Any, width: int, javascript: bool
) -> None:
    number = handed_over(sign_in(visit(width=width, javascript=javascript), "Kari Solvang"), javascript)
    kept(sign_in(visit(width=width, javascript=javascript), "Ola Dahl"), number, javascript)


def handed_over(rektor: Any, javascript: bool) -> str:
    """Printed, put in the archive, and held; its number."""
    rektor.goto("/saker/?vis=closed")
    rektor.locator(".worklist a").first.click()
    number = re.search(r"\d{4}-\d{7}-\d", rektor.url).group()  # type: ignore[union-attr]
    rektor.goto(f"/saker/{number}/utskrift/")
    with rektor.expect_download():
        rektor.get_by_role("button", name="Last ned PDF").click()
    rektor.goto(f"/saker/{number}/")
    follow(rektor, "Skriv at arkivet har saken")
    looked_over(rektor, "record_archived", javascript)
    if rektor.get_by_text("Arkivet har saken slik den står nå").count() == 0:  # the second comes to the same case
        rektor.get_by_label("Hva heter saken i arkivet?").fill("26/4711")
        rektor.get_by_role("button", name="Arkivet har saken").click()
        rektor.get_by_text("Lagret: arkivet har saken").first.wait_for()
    rektor.goto(f"/saker/{number}/")
    follow(rektor, "Bevar saken")
    rektor.get_by_label("Politiet har, eller kan få, bruk for den").check()
    rektor.get_by_label("Forklar kort").fill("Politiet har spurt om trappa.")
    looked_over(rektor, "place_hold", javascript)
    rektor.get_by_role("button", name="Bevar saken").click()
    rektor.get_by_text("Bestemte at saken skal bevares").first.wait_for()
    return str(number)


def kept(officer: Any, number: str, javascript: bool) -> None:
    """The officer decides for how long, sees what keeps it, and lifts the hold."""
    follow(officer, "Arkiv og kassering")
    follow(officer, "Bestem oppbevaringstida")
    looked_over(officer, "set_keeping_time", javascript)
    officer.get_by_label("Antall år").fill("1")
    officer.get_by_label("Hva bygger det på?").fill("Bevarings- og kassasjonsplan, sak 26/17")
    officer.get_by_role("button", name="Lagre").click()
    officer.get_by_text("Bevarings- og kassasjonsplan, sak 26/17").wait_for()
    looked_over(officer, "disposals", javascript)
    officer.locator("li").filter(has_text=number).get_by_role("link").click()
    officer.get_by_text("Politiet har spurt om trappa.").wait_for()
    looked_over(officer, "dispose_case", javascript)
    follow(officer, "Opphev")
    looked_over(officer, "lift_hold", javascript)
    officer.get_by_label("Hvorfor trenger saken ikke å bevares lenger?").fill("Politiet er ferdig.")
    officer.get_by_role("button", name="Opphev").click()
    officer.get_by_text("Opphevet bevaringen").first.wait_for()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_rektor_has_the_list_lie_ready_each_morning(visit: Any, width: int, javascript: bool) -> None:
    page = sign_in(visit(width=width, javascript=javascript), "Kari Solvang")
    page.goto("/apne-saker/utskrift/")
    looked_over(page, "print_open_cases", javascript)
    follow(page, "Velg om lista skal ligge klar hver morgen")
    looked_over(page, "set_morning_list", javascript)
    page.get_by_label("Ja").check() if javascript else page.get_by_label("Nei, ikke lenger").check()
    page.get_by_role("button", name="Lagre").click()
    page.get_by_text("Bestemte om lista skal ligge klar hver morgen").first.wait_for()
