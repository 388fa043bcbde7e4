"""The pictures of the user's guide, drawn from the product itself: the guide shows what a page looks like today."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import accessible, narrow
from .test_rektors_week import follow, press, sign_in

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "brukerveiledning" / "bilder"


def drawn(page: Any, name: str, part: str = "") -> None:
    """The page, or a part of it, as a picture of the guide."""
    shown = page.locator(part).first if part else page
    shown.screenshot(path=PICTURES / f"{name}.png")


def a_case(page: Any, stage: str, place: int = 0) -> str:
    """The address of one of the cases in a stage."""
    page.goto(f"/saker/?vis={stage}")
    return str(page.locator(".worklist a").nth(place).get_attribute("href"))


def case_about(page: Any, name: str) -> str:
    """The address of the case about this pupil of the demo."""
    page.goto("/saker/")
    page.locator("[name=finn]").fill(name.split()[-1])
    page.locator("[name=finn]").press("Enter")
    return str(page.locator("main").get_by_role("link", name=re.compile(f"^{name}")).first.get_attribute("href"))


@pytest.fixture
def rektor(visit: Any) -> Any:
    return sign_in(visit(), "Kari Solvang")


def test_an_employee_reports_on_a_phone(visit: Any) -> None:
    page = sign_in(visit(width=360), "Tone Hval")
    page.goto("/meld/")
    accessible(page)
    drawn(page, "meld-fra")


def test_rektor_sees_what_needs_her_today_the_clocks_and_the_plan(rektor: Any) -> None:
    accessible(rektor)
    drawn(rektor, "i-dag")
    case = a_case(rektor, "measures")
    rektor.goto(case)
    drawn(rektor, "klokkene", "section:has(> h2:text-is('Klokkene'))")
    rektor.goto(f"{case}plan/")
    accessible(rektor)
    drawn(rektor, "plan", "main")


def test_rektor_meets_stop_talks_what_is_rare_and_the_county_governor(rektor: Any) -> None:
    rektor.goto(case_about(rektor, "Live Nordli") + "undersokelse/")
    accessible(rektor)
    drawn(rektor, "stoppsamtaler", "section:has(h2:text-is('Stoppsamtaler'))")
    rektor.goto(case_about(rektor, "Yonas Tesfay") + "sarskilt/")
    accessible(rektor)
    drawn(rektor, "sarskilt", "main")
    rektor.goto(case_about(rektor, "Liam Fjeld") + "statsforvalteren/")
    accessible(rektor)
    drawn(rektor, "statsforvalteren", "main")


def test_a_talk_is_written_down_in_the_corridor(visit: Any) -> None:
    page = sign_in(visit(width=360), "Kari Solvang")
    case = a_case(page, "measures")
    page.goto(f"{case}undersokelse/")
    accessible(page)
    follow(page, "Skriv ned en samtale")
    accessible(page)
    page.locator("[name=own_words]").fill("De går når jeg kommer. Jeg vil ikke ut i storefri.")
    page.locator("[name=text]").fill("Hun så ned, og holdt seg tett inntil meg.")
    drawn(page, "samtale", "main form")
    press(page, "Lagre")
    page.get_by_text("De går når jeg kommer.").first.wait_for()
    accessible(page)
    for way in ("observasjon", "nettspor"):
        page.goto(f"{case}funn/{way}/")
        accessible(page)


def test_a_talk_is_written_down_by_keyboard_alone(visit: Any) -> None:
    page = sign_in(visit(width=360), "Kari Solvang")
    page.goto(f"{a_case(page, 'measures')}funn/samtale/")
    page.locator("[name=own_words]").focus()
    page.keyboard.type("Jeg sa det til deg i går også.")
    while page.evaluate("document.activeElement.textContent.trim()") != "Lagre":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Jeg sa det til deg i går også.").first.wait_for()


@pytest.mark.parametrize("javascript", [True, False])
def test_rektor_links_two_cases_and_shares_a_note(visit: Any, javascript: bool) -> None:
    page = sign_in(visit(width=1280 if javascript else 360, javascript=javascript), "Kari Solvang")
    check = accessible if javascript else narrow
    case, other = a_case(page, "measures"), a_case(page, "inquiring", 0 if javascript else 1)
    number = re.search(r"\d{4}-\d{7}-\d", other).group()  # type: ignore[union-attr]
    page.goto(f"{case}funn/samtale/")
    page.locator("[name=own_words]").fill("De sto rundt meg.")
    press(page, "Lagre")
    page.goto(f"{case}personer/")
    follow(page, "Se og knytt sammen saker")
    check(page)
    page.locator("[name=number]").fill(number)
    page.locator("[name=why][value=same_event]").check()
    press(page, "Knytt sakene sammen")
    page.get_by_text(number).first.wait_for()
    check(page)
    if javascript:
        drawn(page, "koblinger", "main")
    linked = page.locator("main li").filter(has_text=number)
    linked.get_by_role("link", name=re.compile("^Skriv et notat også")).click()
    check(page)
    page.locator("[name=note]").first.check()
    page.locator("[name=text]").fill("Det var uro ved gjerdet, og en voksen gikk imellom.")
    press(page, "Lagre")
    page.goto(f"{other}undersokelse/")
    page.get_by_text("Det var uro ved gjerdet").first.wait_for()
    page.goto(f"{case}koblinger/")
    linked.get_by_role("link", name=re.compile("^Skriv et tiltak også")).click()
    check(page)


def test_a_pupil_reports_and_a_mother_reads_on_a_phone(visit: Any) -> None:
    page = visit(width=360)
    page.goto("/skole/")
    page.locator("[name=school_called]").fill("solbaken")
    page.locator("[name=pick]").first.click()
    for answer in ("[value=pupil]", "", "", "", "", "", ""):
        heading = page.locator("h1").inner_text()
        if answer:
            page.locator(answer).check()
        if page.locator("textarea").count():
            page.locator("textarea").fill("De ler av meg når jeg kommer. Det har vart siden høstferien.")
        page.locator("button[value=next]:visible").click()
        page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=heading)
    accessible(page)
    drawn(page, "si-fra", "main")
    page.goto("/skole/kode/")
    page.locator("[name=code]").fill("5555 6666 7777 8888")
    page.locator("[name=code]").press("Enter")
    page.locator("h1", has_text="Slik hjelper skolen Ida").wait_for()
    accessible(page)
    drawn(page, "familien-leser", "main")


def test_a_childs_curve_stands_beside_what_adults_think(rektor: Any) -> None:
    rektor.goto(case_about(rektor, "Embla Vik") + "oppfolging/")
    accessible(rektor)
    drawn(rektor, "kurven", "figure.curve")
