"""A team gets ready: what is missing is named, and mended from where it stands, on a phone and without JavaScript."""

from __future__ import annotations

from typing import Any

from .conftest import accessible
from .test_pictures import drawn
from .test_rektors_week import TODAY, follow, press, sign_in


def test_the_officer_mends_a_team_that_stood_still_line_by_line(visit: Any) -> None:
    page = sign_in(visit(), "Unni Haug")
    page.goto("/innsatsteam/")
    accessible(page)
    follow(page, "Beredskapsteamet i Lundeby")
    accessible(page)
    team = page.url
    for said in ("Ikke klart", "PPT er ikke med.", "Mandatet har gått ut.", "Ingen kan dette: stoppe mobbing."):
        page.get_by_text(said).first.wait_for()
    drawn(page, "innsatsteam")

    follow(page, "Skriv mandatet til teamet")
    accessible(page)
    page.locator("[name=call_meeting]").select_option("demand")
    page.locator("[name=document]").fill("Sak 26/9")
    page.locator("[name=signed_by]").fill("Kommunedirektøren")
    press(page, "Lagre mandatet")
    page.wait_for_url(team)
    page.get_by_text("Mandatet gjelder, og er sett over det siste året.").wait_for()

    follow(page, "Ta med et medlem i teamet")
    accessible(page)
    page.locator("[name=name]").fill("Sol Ness")
    page.get_by_label("Stedfortreder for lederen").check()
    page.locator("[name=profession]").select_option("ppt")
    press(page, "Ta med i teamet")
    page.wait_for_url(team)
    page.get_by_text("PPT er med.").wait_for()

    page.goto(f"{team}?dato={TODAY.isoformat()}")
    page.get_by_text("PPT er med.").wait_for()
    page.goto(f"{team}?dato=2020-01-01")
    accessible(page)
    page.get_by_text("Teamet har ingen leder.").wait_for()


def test_rektor_sets_up_the_team_of_the_school_on_a_phone_without_javascript(visit: Any) -> None:
    page = sign_in(visit(width=360, javascript=False), "Kari Solvang")
    page.goto("/innsatsteam/")
    follow(page, "Sett opp et innsatsteam")
    page.locator("[name=name]").fill("Innsatsteamet på Solbakken")
    press(page, "Sett opp teamet")
    page.get_by_text("Ingen fra ledelsen ved skolen er med.").wait_for()
    team = page.url
    follow(page, "Ta med et medlem i teamet")
    page.locator("[name=person]").select_option(label="Kari Solvang")
    page.get_by_label("Leder", exact=True).check()
    page.locator("[name=profession]").select_option("school_leadership")
    press(page, "Ta med i teamet")
    page.get_by_text("Den som leder skolen, er med.").wait_for()

    page.goto(f"{team}frigjoring/")
    page.locator("[name=membership]").select_option(label="Kari Solvang")
    agreed = {"hours_a_week": "4", "notice_hours": "24", "employer": "Skolen", "signed_by": "Ola Dahl"}
    for name, typed in agreed.items():
        page.locator(f"[name={name}]").fill(typed)
    press(page, "Lagre")
    page.get_by_text("4 timer i uka, med 24 timers varsel.").wait_for()

    page.goto(f"{team}fravaer/")
    page.locator("[name=membership]").select_option(label="Kari Solvang")
    page.locator("[name=ends_on]").fill(TODAY.isoformat())
    press(page, "Lagre")
    page.get_by_text("Verken lederen eller en stedfortreder er på jobb.").wait_for()
    follow(page, "Er tilbake")
    press(page, "Lagre")
    page.get_by_text("Lederen er på jobb.").wait_for()
