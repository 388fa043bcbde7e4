"""Rektor's week: from an employee's report to a measure that has begun and was evaluated."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import Any

import pytest

from .conftest import accessible, narrow

TODAY = date.fromtimestamp(time.time())
WORDS = "Eleven står alene ved gjerdet i hvert friminutt, og gråt i dag."


def sign_in(page: Any, name: str) -> Any:
    page.goto("/logg-inn/")
    page.get_by_role("button", name=re.compile(f"^{name}")).click()
    return page


def press(page: Any, name: str | re.Pattern[str]) -> Any:
    """Press the button, and be on the page that answers: a click comes back before that page has begun to come."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()
    return page


def follow(page: Any, name: str | re.Pattern[str]) -> Any:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()
    return page


def report_as(page: Any, name: str, text: str = WORDS) -> str:
    """Somebody reports through the pages; the number of the report."""
    sign_in(page, name).goto("/meld/")
    page.get_by_label("Hva har du sett eller hørt?").fill(text)
    press(page, "Se hvem som leser den")
    press(page, re.compile("^Send til Kari Solvang"))
    page.get_by_role("heading", name="Meldingen er sendt").wait_for()
    return re.search(r"\d{4}-\d{7}-\d", page.url).group()  # type: ignore[union-attr]


def register_pupil(page: Any, name: str) -> None:
    page.goto("/elever/ny/")
    page.get_by_label("Elevens navn").fill(name)
    page.get_by_label("Fødselsdato").fill("2015-04-03")
    page.get_by_label("Trinn").select_option(label="5. trinn")
    press(page, "Registrer eleven")


def open_case(page: Any, report: str, name: str, *, check: Any = lambda page: None) -> None:
    """Rektor reads, declares and opens a case about the pupil."""
    page.goto(f"/meldinger/{report}/")
    check(page)
    follow(page, re.compile("jeg leser den"))
    page.get_by_text(WORDS).wait_for()
    check(page)
    follow(page, re.compile("habilitet"))
    page.locator("[name=find]").fill(name.split()[-1])
    press(page, "Søk")
    page.get_by_label(name).check()
    check(page)
    press(page, "Gå videre")
    check(page)
    press(page, re.compile("ingen tilknytning"))
    page.goto(f"/meldinger/{report}/sak/")
    check(page)
    page.locator("main form").get_by_role("button").first.click()
    page.get_by_role("heading", name=re.compile(re.escape(name))).wait_for()


def receive(page: Any, lead: str) -> None:
    """Five fields."""
    follow(page, "Ta imot saken")
    page.locator("[name=lead]").select_option(label=lead)
    page.locator("[name=is_serious][value=no]").check()
    page.locator("[name=reason_text]").fill("Ingen vold, og det er nytt.")
    page.locator("[name=safety]").fill("Lise følger eleven i alle friminutt fra i dag.")
    page.locator("[name=rights][value=given]").check()
    page.locator("[name=rights_on]").fill(TODAY.isoformat())
    page.locator("[name=rights_to]").select_option("both")
    page.locator("[name=rights_how]").select_option("phone")


def hear(page: Any, case: str, words: str) -> None:
    page.goto(case + "samtaler/")
    page.locator("[name=own_words]").fill(words)
    page.locator("[name=is_safe][value=no]").check()
    press(page, "Lagre")


def write_measure(page: Any, case: str, *, evaluate_on: date | None) -> None:
    page.goto(case + "tiltak/")
    page.locator("[name=problem]").fill("Eleven er alene i friminuttene.")
    page.locator("[name=what]").fill("Lise spiller fotball med eleven og tre andre.")
    page.locator("[name=when_words]").fill("Hvert storefri")
    page.locator("[name=start_on]").fill(TODAY.isoformat())
    page.locator("[name=responsible]").select_option(label="Lise Berg")
    page.locator("[name=family_text]").fill("En voksen er med i friminuttene.")
    page.locator("[name=evaluate_on]").fill(evaluate_on.isoformat() if evaluate_on else "")
    press(page, re.compile("^Lagre"))


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_a_case_goes_from_report_to_a_measure_evaluated_within_the_week(visit, width, javascript):
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    name = f"Sander Moen{width}"
    report = report_as(page, "Tone Hval")
    sign_in(page, "Kari Solvang")
    check(page)
    register_pupil(page, name)
    open_case(page, report, name, check=check)
    case = page.url
    check(page)
    receive(page, "Lise Berg")
    check(page)
    press(page, "Ta imot saken")
    hear(page, case, "Jeg vil at noen skal være der.")
    write_measure(page, case, evaluate_on=TODAY + timedelta(days=7))
    page.goto(case + "plan/")
    check(page)
    page.goto(case + "plan/aktivering/")
    press(page, re.compile("i kraft"))
    page.goto(case + "plan/")
    follow(page, re.compile("^(Start|Begynn|Sett)"))
    check(page)
    page.locator("main form").get_by_role("button").first.click()
    page.goto(case)
    page.get_by_text(re.compile("nådd")).first.wait_for()
    page.goto(case + "plan/")
    follow(page, re.compile("^Evaluer"))
    page.locator("[name=carried_out][value=yes]").check()
    page.locator("[name=helped][value=partly]").check()
    page.locator("[name=pupil_safe][value=no]").check()
    page.locator("[name=pupil_words]").fill("Det er litt bedre.")
    check(page)
    page.locator("main form").get_by_role("button").first.click()
    for tab in ("", "personer/", "undersokelse/", "plan/", "logg/"):
        page.goto(case + tab)
        check(page)
    page.goto(case + "plan/")
    page.get_by_text("Det er litt bedre.").wait_for()


def test_an_activation_without_an_evaluation_date_says_what_is_missing_and_keeps_the_draft(visit):
    page = visit()
    name = "Mia Refusert"
    report = report_as(page, "Tone Hval")
    sign_in(page, "Kari Solvang")
    register_pupil(page, name)
    open_case(page, report, name)
    case = page.url
    write_measure(page, case, evaluate_on=None)
    page.goto(case + "plan/aktivering/")
    page.get_by_text(re.compile("evaluer")).first.wait_for()
    assert page.get_by_role("button", name=re.compile("i kraft")).is_disabled()
    accessible(page)
    page.goto(case + "plan/")
    page.get_by_text("Lise spiller fotball").first.wait_for()


def test_an_employee_reports_by_keyboard_alone_and_follows_it(visit):
    page = visit(width=360)
    sign_in(page, "Tone Hval").goto("/meld/")
    page.get_by_label("Hva har du sett eller hørt?").focus()
    page.keyboard.type(WORDS)
    while page.evaluate("document.activeElement.textContent.trim()") != "Se hvem som leser den":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Hvem leser meldingen?").wait_for()
    accessible(page)
    while not page.evaluate("document.activeElement.textContent").strip().startswith("Send til Kari"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Meldingen er sendt").wait_for()
    accessible(page)
    page.goto("/meldinger/")
    accessible(page)
    page.locator("main .worklist a").first.click()
    page.get_by_text(WORDS).first.wait_for()
    accessible(page)


def test_what_is_not_yours_is_a_page_that_does_not_exist(visit):
    page = visit()
    report = report_as(page, "Tone Hval")
    sign_in(page, "Amir Haddad")
    for address in (f"/meldinger/{report}/", "/meldinger/2026-0000000-0/", f"/saker/{report}/"):
        assert page.goto(address).status == 404
        accessible(page)
