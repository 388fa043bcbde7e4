"""A mother rings the external team. Rektor hears the same day and opens the case, and the team is asked in it."""

from __future__ import annotations

import re
from typing import Any

from .conftest import accessible
from .test_help_from_outside import comes_from_outside
from .test_rektors_week import follow, press, register_pupil, sign_in

PUPIL = "Ada Fjeldheim"


def test_a_family_asks_the_team_itself(visit: Any) -> None:
    leader = sign_in(visit(width=360), "Lea Strand")
    leader.goto("/innsatsteam/min-plass/")
    follow(leader, "En familie ber om hjelp")
    accessible(leader)
    leader.locator("[name=told_by]").fill("Hege Moen, 900 00 000")
    leader.locator("[name=school]").select_option(label="Solbakken skole")
    leader.locator("[name=pupil_named]").fill("Ada, 5A")
    leader.locator("[name=text]").fill("Ada gruer seg til hver mandag.")
    press(leader, "Lagre og si fra")
    leader.get_by_text("Fyll ut dette feltet.").first.wait_for()
    assert leader.locator("[name=text]").input_value() == "Ada gruer seg til hver mandag."  # nothing typed is lost
    leader.locator("[name=asks]").fill("At noen snakker med klassen.")
    leader.get_by_label("Eleven eller foresatte når ikke fram").check()
    leader.locator("[name=consents]").check()
    press(leader, "Lagre og si fra")
    leader.get_by_text("Kari Solvang").first.wait_for()  # who has got it: what the family is told
    accessible(leader)
    report = re.search(r"\d{4}-\d{7}-\d", leader.url).group()  # type: ignore[union-attr]

    rektor = sign_in(visit(), "Kari Solvang")
    case = _opens(rektor, report)
    leader.goto(f"{case}bistand/")
    follow(leader, "Svar om habilitet")
    comes_from_outside(leader)
    press(leader, "Jeg har ingen tilknytning til noen av dem")
    follow(leader, "Se hva det er bedt om")
    leader.get_by_text("At noen snakker med klassen.").wait_for()
    leader.get_by_text("Hva familien ber om").wait_for()
    leader.get_by_role("link", name="Velg hvem som skal hjelpe").wait_for()
    accessible(leader)


def test_a_family_that_wishes_to_wait_is_kept_from_the_school_until_it_says_yes(visit: Any) -> None:
    leader = sign_in(visit(width=360), "Lea Strand")
    leader.goto("/innsatsteam/min-plass/")
    follow(leader, "En familie ber om hjelp")
    leader.locator("[name=told_by]").fill("Nils Eng, 900 11 222")
    leader.locator("[name=school]").select_option(label="Solbakken skole")
    leader.locator("[name=text]").fill("Hun gråter om morgenen.")
    press(leader, "De ønsker å vente")
    assert leader.locator("[name=text]").input_value() == "Hun gråter om morgenen."  # nothing typed is lost
    accessible(leader)
    leader.locator("[name=asks]").fill("Råd.")
    leader.get_by_label("Eleven eller foresatte når ikke fram").check()
    leader.locator("[name=consents]").check()
    leader.locator("[name=until]").select_option(index=3)
    leader.locator("[name=because]").fill("De vil snakke sammen først.")
    press(leader, "Lagre og vent")
    leader.get_by_text("må skolen få vite det nå").first.wait_for()
    leader.locator("[name=no_danger]").check()
    press(leader, "Lagre og vent")
    leader.get_by_role("heading", name="Si dette til familien").wait_for()
    accessible(leader)
    wait = leader.url

    rektor = sign_in(visit(), "Kari Solvang")
    assert rektor.goto(wait).status == 404

    leader.goto("/")
    leader.get_by_role("heading", name="Familier som har bedt om å vente").wait_for()
    accessible(leader)
    follow(leader, re.compile("Les hva familien har sagt"))
    follow(leader, "Skriv at dere har hatt den første samtalen")
    press(leader, "Skriv at dere har hatt den første samtalen")
    follow(leader, "Si fra til skolen")
    press(leader, "Si fra til skolen")
    leader.get_by_text("Kari Solvang, rektor").first.wait_for()
    accessible(leader)


def _opens(rektor: Any, report: str) -> str:
    """Rektor reads that the team has been asked, and opens the case."""
    register_pupil(rektor, PUPIL)
    rektor.goto(f"/meldinger/{report}/?les=ja")
    rektor.get_by_text("Familien har bedt om hjelp utenfra").wait_for()
    accessible(rektor)
    follow(rektor, re.compile("habilitet"))
    rektor.locator("[name=find]").fill(PUPIL.split()[-1])
    press(rektor, "Søk")
    rektor.get_by_label(PUPIL).check()
    press(rektor, "Gå videre")
    press(rektor, re.compile("ingen tilknytning"))
    rektor.goto(f"/meldinger/{report}/sak/")
    rektor.locator("main form").get_by_role("button").first.click()
    rektor.get_by_role("heading", name=re.compile(PUPIL)).wait_for()
    return re.sub(r"^https?://[^/]+", "", rektor.url)
