"""A case on the move: to the right child, after a pupil to a new school, and a report that somebody wants back."""

from __future__ import annotations

import re
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
from .test_to_the_end import chosen, saved

NEEDS = "Hun trenger en voksen i storefri."
BOTH = pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])


def received(page: Any, name: str) -> str:
    """The address of a new case about this pupil, whose family has been told of its rights."""
    report = report_as(page, "Tone Hval")
    sign_in(page, "Kari Solvang")
    register_pupil(page, name)
    open_case(page, report, name)
    case = str(page.url)
    receive(page, "Lise Berg")
    press(page, "Ta imot saken")
    return case


@BOTH
def test_a_case_about_the_wrong_child_is_moved_to_the_right_one(visit: Any, width: int, javascript: bool) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    wrong, right = f"Vilde Feil{width}", f"Oline Rett{width}"
    case = received(page, wrong)
    register_pupil(page, right)
    page.goto(case + "personer/")
    follow(page, "Flytt saken til riktig elev")
    check(page)
    page.locator("[name=find]").fill(right.split()[-1])
    press(page, "Søk")
    page.get_by_label(right).check()
    check(page)
    press(page, "Gå videre")
    page.locator("[name=reason]").fill("Vi tok feil av to elever i samme gruppe.")
    check(page)
    press(page, re.compile("ingen tilknytning"))
    page.get_by_text("Vurder det innen 72 timer").first.wait_for()
    check(page)
    for tab in ("", "personer/", "undersokelse/", "logg/"):
        page.goto(case + tab)
        assert right in page.content() and wrong not in page.content()
    page.goto(case)
    follow(page, "Vurder hva som kan ha kommet ut")
    check(page)
    page.locator("[name=reason]").fill("Bare familien fikk vite noe. De er ringt, og tok det fint.")
    chosen(page, risk="risk")
    saved(page)
    page.get_by_text("Datatilsynet").first.wait_for()
    check(page)
    page.locator("[name=authority_told_on]").fill(TODAY.isoformat())
    saved(page)
    page.goto(case)
    assert page.get_by_role("link", name="Vurder hva som kan ha kommet ut").count() == 0


def moved_to(page: Any, name: str, school: str, check: Any) -> None:
    """Rektor finds the pupil under Folk and Elever, and registers the change of school."""
    page.goto("/folk/")
    follow(page, "Elever")
    check(page)
    page.locator("[name=words]").fill(name.split()[-1])
    press(page, "Finn")
    check(page)
    follow(page, "Bytter skole")
    check(page)
    page.get_by_label(school).check()
    page.locator("[name=moved_on]").fill(TODAY.isoformat())
    press(page, "Registrer skolebyttet")
    page.get_by_role("heading", name="Elever").wait_for()
    check(page)


def handed_over(page: Any, check: Any, *, is_drawn: bool) -> None:
    """The pupil and the guardians said yes today, and the pupil's own words go along."""
    follow(page, "Gi videre til den nye skolen")
    page.locator("[name=guardians_agreed_on]").fill(TODAY.isoformat())
    page.locator("[name=pupil_agreed_on]").fill(TODAY.isoformat())
    page.locator("[name=whom]").fill("Mor")
    page.locator("[name=text]").fill(NEEDS)
    page.locator("[name=hearings]").first.check()
    check(page)
    if is_drawn:
        drawn(page, "gi-videre", "main")
    press(page, "Gi videre til den nye skolen")


@BOTH
def test_a_pupil_changes_school_and_the_new_school_gets_what_the_family_allows(
    visit: Any, width: int, javascript: bool
) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    school, rektor = ("Havnes skole", "Ingrid Sæther") if javascript else ("Lia skole", "Bente Krog")
    name = "Jenny Storm" if javascript else "Jenny Flom"
    case = received(page, name)
    hear(page, case, "Jeg vil ha noen å være sammen med.")
    write_measure(page, case, evaluate_on=TODAY)
    page.goto(case + "plan/aktivering/")
    press(page, re.compile("i kraft"))
    page.goto(case + "videre/")
    page.get_by_text("ikke byttet skole ennå").wait_for()
    check(page)
    moved_to(page, name, school, check)
    page.goto(case)
    page.get_by_text("Saken avsluttes når eleven har byttet skole").first.wait_for()
    check(page)
    handed_over(page, check, is_drawn=javascript)
    page.goto(case + "avslutning/")
    chosen(page, ending="left")
    check(page)
    saved(page)
    page.goto(case)
    page.get_by_text("Avsluttet").first.wait_for()

    sign_in(page, rektor)
    row = page.get_by_role("listitem").filter(has_text="Melding fra skolen eleven gikk på før").first
    row.get_by_role("link").first.click()
    follow(page, re.compile("jeg leser den"))
    page.get_by_text(NEEDS).first.wait_for()
    page.get_by_text("Jeg vil ha noen å være sammen med.").first.wait_for()
    check(page)
    assert page.goto(case).status == 404


@BOTH
def test_who_reported_wants_the_report_back_and_the_school_asks_all_the_same(
    visit: Any, width: int, javascript: bool
) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    name, why = f"Leon Angre{width}", f"Han ba meg la det ligge ({width})."
    report = report_as(page, "Tone Hval")
    page.goto(f"/mine-meldinger/{report}/")
    check(page)
    follow(page, "Si at du vil trekke meldingen")
    page.locator("[name=reason]").fill(why)
    check(page)
    press(page, "Ja, jeg ønsker å trekke den")
    page.get_by_text("Du ønsker å trekke meldingen").wait_for()
    check(page)
    sign_in(page, "Kari Solvang")
    register_pupil(page, name)
    open_case(page, report, name)
    case = str(page.url)
    page.get_by_text("ønsker å trekke meldingen").first.wait_for()
    check(page)
    page.goto(f"/meldinger/{report}/")
    page.get_by_text(why).first.wait_for()
    check(page)
    page.goto(case + "avslutning/")
    chosen(page, ending="mistake")
    saved(page)
    page.get_by_text(re.compile("^(Dette kan ikke gjøres ennå|Rett opp dette)")).first.wait_for()
    check(page)


def test_the_officer_lets_a_school_take_over_for_another(visit: Any) -> None:
    phone = sign_in(visit(width=360, javascript=False), "Ola Dahl")
    phone.goto("/folk/")
    follow(phone, "Skolerute og ferievakt")
    follow(phone, "La en skole ta over for en annen")
    narrow(phone)
    page = sign_in(visit(), "Ola Dahl")
    page.goto(phone.url)
    accessible(page)
    page.locator("[name=school]").select_option(label="Lia skole")
    page.locator("[name=to]").select_option(label="Lia skole")
    page.locator("[name=on]").fill(TODAY.isoformat())
    page.locator("[name=document]").fill("2026/117")
    press(page, "Registrer overtakelsen")
    accessible(page)
    page.locator("[name=to]").select_option(label="Havnes skole")
    press(page, "Registrer overtakelsen")
    page.goto(phone.url)
    page.get_by_text("Overtatt før").wait_for()
    accessible(page)
