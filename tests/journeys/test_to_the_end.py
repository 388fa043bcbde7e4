"""From a plan that applies to a case that has ended: evaluated, followed up, stopped, safe, and taken up again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from .conftest import accessible, narrow
from .test_pictures import drawn
from .test_rektors_week import (
    TODAY,
    follow,
    hear,
    open_case,
    press,
    receive,
    register_pupil,
    report_as,
    sign_in,
    write_measure,
)

Check = Callable[[Any], None]


def saved(page: Any) -> None:
    """Send the form of the page."""
    with page.expect_navigation():
        page.locator("main form").get_by_role("button").first.click()


def chosen(page: Any, **values: str) -> None:
    """One answer for each of these questions."""
    for name, value in values.items():
        page.locator(f"[name={name}][value={value}]").check()


def told_why(page: Any) -> None:
    """The page says, at its top, why this cannot be done."""
    page.get_by_text(re.compile("^(Dette kan ikke gjøres ennå|Rett opp dette før du går videre)")).first.wait_for()


def says_safe(page: Any, case: str) -> None:
    page.goto(case + "samtaler/")
    page.locator("[name=own_words]").fill("Nå er det bra. Ingen venter på meg.")
    chosen(page, is_safe="yes")
    press(page, "Lagre")


def with_a_measure_begun(page: Any, name: str) -> str:
    """The address of a new case whose plan applies and whose measure has begun."""
    report = report_as(page, "Tone Hval")
    sign_in(page, "Kari Solvang")
    register_pupil(page, name)
    open_case(page, report, name)
    case = str(page.url)
    receive(page, "Lise Berg")
    press(page, re.compile("^Ta imot"))
    hear(page, case, "De venter på meg.")
    write_measure(page, case, evaluate_on=TODAY + timedelta(days=7))
    page.goto(case + "plan/aktivering/")
    press(page, re.compile("i kraft"))
    page.goto(case + "plan/")
    follow(page, re.compile("^(Start|Begynn|Sett)"))
    saved(page)
    return case


def evaluated_until_the_pupil_is_safe(page: Any, case: str, check: Check) -> None:
    """The pupil says no, and nothing ends; the pupil says yes, and the measure is ended."""
    page.goto(case + "plan/")
    follow(page, re.compile("^Evaluer"))
    chosen(page, carried_out="yes", helped="partly", pupil_safe="no")
    saved(page)
    page.goto(case + "oppfolging/start/")
    check(page)
    page.locator("[name=trusted_adult]").select_option(label="Lise Berg")
    saved(page)
    told_why(page)
    check(page)
    says_safe(page, case)
    page.goto(case + "plan/")
    follow(page, re.compile("^Avslutt"))
    check(page)
    chosen(page, is_done="yes")
    saved(page)


def followed_up(page: Any, case: str, check: Check) -> None:
    page.goto(case + "oppfolging/start/")
    check(page)
    page.locator("[name=trusted_adult]").select_option(label="Lise Berg")
    saved(page)
    page.goto(case + "oppfolging/samtaler/")
    check(page)
    page.locator("[name=own_words]").fill("Jeg er med på håndball.")
    chosen(page, is_safe="yes")
    saved(page)
    page.goto(case + "oppfolging/notater/")
    check(page)
    chosen(page, track="class")
    page.locator("[name=text]").fill("Klassen har hatt to timer om hvordan man sier fra.")
    saved(page)
    page.goto(case + "oppfolging/")
    check(page)


def ended_as_safe(page: Any, case: str, check: Check) -> None:
    """Rektor cannot end while the follow-up runs; the family may stop it at any time."""
    page.goto(case + "avslutning/")
    check(page)
    chosen(page, ending="safe")
    saved(page)
    told_why(page)
    check(page)
    page.goto(case + "oppfolging/stopp/")
    check(page)
    chosen(page, wished_by="both")
    saved(page)
    page.goto(case + "avslutning/")
    chosen(page, ending="safe")
    saved(page)
    page.goto(case)
    page.get_by_text("Avsluttet").first.wait_for()
    check(page)


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_a_case_is_evaluated_followed_up_ended_as_safe_and_taken_up_again(
    visit: Any, width: int, javascript: bool
) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    case = with_a_measure_begun(page, f"Selma Ende{width}")
    evaluated_until_the_pupil_is_safe(page, case, check)
    followed_up(page, case, check)
    if javascript:
        drawn(page, "oppfolging", "main")
    ended_as_safe(page, case, check)
    if javascript:
        drawn(page, "avsluttet", "main")
    page.goto(case + "gjenapning/")
    check(page)
    page.locator("[name=reason]").fill("Eleven sier at det har begynt igjen.")
    saved(page)
    page.goto(case)
    page.get_by_text("Undersøkelse").first.wait_for()
    check(page)


def test_an_old_word_of_the_pupil_and_a_second_ending_are_told_in_words(visit: Any) -> None:
    page = sign_in(visit(), "Kari Solvang")
    page.goto("/saker/?vis=inquiring")
    case = str(page.locator(".worklist a").first.get_attribute("href"))
    page.goto(case + "avslutning/")
    chosen(page, ending="safe")
    saved(page)
    told_why(page)
    accessible(page)
