"""Rektor finds that it is about her own child: the owner's officer has it in the same click, and sees who can help."""

from __future__ import annotations

import re
from typing import Any

from .conftest import accessible
from .test_rektors_week import follow, press, register_pupil, sign_in

PUPIL = "Solveig Sæther"
SAID = "Solveig gråter i garderoben etter hver gym."


def test_rektor_is_inhabil_and_the_officer_has_the_case_with_help_at_hand(visit: Any) -> None:
    rektor = sign_in(visit(width=360), "Ingrid Sæther")
    register_pupil(rektor, PUPIL)
    report = _reported(visit())
    _answers_that_she_is_the_mother(rektor, report)
    assert rektor.goto(f"/meldinger/{report}/").status == 404

    officer = sign_in(visit(), "Ola Dahl")
    officer.goto("/")
    accessible(officer)
    case = _opens(officer, report)
    officer.get_by_role("heading", name="Det eksterne teamet kan hjelpe").wait_for()
    accessible(officer)
    follow(officer, "Be om hjelp fra det eksterne teamet")
    officer.locator("[name=team]").wait_for()
    accessible(officer)
    assert rektor.goto(case).status == 404
    assert PUPIL not in rektor.goto("/saker/").text()


def _reported(page: Any) -> str:
    """Nina reports; the number of the report."""
    sign_in(page, "Nina Falk").goto("/meld/")
    page.get_by_label("Hva har du sett eller hørt?").fill(SAID)
    press(page, "Se hvem som leser den")
    press(page, re.compile("^Send til Ingrid Sæther"))
    page.get_by_role("heading", name="Meldingen er sendt").wait_for()
    return re.search(r"\d{4}-\d{7}-\d", page.url).group()  # type: ignore[union-attr]


def _names(page: Any, report: str) -> None:
    """Reads, and says whom it is about."""
    page.goto(f"/meldinger/{report}/?les=ja")
    page.get_by_text(SAID).wait_for()
    follow(page, re.compile("habilitet"))
    page.locator("[name=find]").fill(PUPIL.split()[0])
    press(page, "Søk")
    page.get_by_label(PUPIL).check()
    press(page, "Gå videre")


def _answers_that_she_is_the_mother(rektor: Any, report: str) -> None:
    _names(rektor, report)
    accessible(rektor)
    rektor.get_by_text("Jeg har en tilknytning, eller er i tvil").click()
    rektor.locator("main select").first.select_option("parent")
    press(rektor, "Send svaret")
    rektor.get_by_text(re.compile("Du er inhabil")).first.wait_for()
    rektor.get_by_text(re.compile("§ 6")).first.wait_for()  # why: paragraph and letter
    accessible(rektor)


def _opens(officer: Any, report: str) -> str:
    officer.goto(f"/meldinger/{report}/?les=ja")
    follow(officer, re.compile("habilitet"))
    press(officer, re.compile("ingen tilknytning"))
    officer.goto(f"/meldinger/{report}/sak/")
    officer.locator("main form").get_by_role("button").first.click()
    officer.get_by_role("heading", name=re.compile(PUPIL)).wait_for()
    return re.sub(r"^https?://[^/]+", "", officer.url)
