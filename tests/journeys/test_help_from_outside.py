"""A school asks the external team, whose leader sends two; they read the case when they have declared, and leave."""

from __future__ import annotations

import re
from typing import Any

from .conftest import accessible, narrow
from .test_pictures import case_about, drawn
from .test_rektors_week import follow, press, sign_in

PUPIL = "Alma Moe"


def test_the_school_asks_and_gets_help_within_the_week(visit: Any) -> None:
    rektor = sign_in(visit(), "Kari Solvang")
    case = case_about(rektor, PUPIL)
    _asks(rektor, case)
    leader = sign_in(visit(width=360), "Lea Strand")
    _sends_two(leader)

    assistant = sign_in(visit(javascript=False), "Pia Tangen")
    assistant.goto(case)
    follow(assistant, "Svar om habilitet")
    comes_from_outside(assistant)
    press(assistant, "Jeg har ingen tilknytning til noen av dem")
    assistant.goto(f"{case}plan/")
    assert assistant.locator("h1", has_text=re.compile(PUPIL)).count() == 1
    assistant.goto("/")
    follow(assistant, "Min plass i teamet")
    assistant.locator(f"a[href='{case}']").wait_for()
    assert PUPIL not in assistant.content()
    _sees_whether_it_can_take_one_more(leader)

    _advises(assistant, rektor, sign_in(visit(width=360), "Ola Dahl"), case)
    leader.goto(f"{case}bistand/slutt/")
    accessible(leader)
    leader.locator("[name=done]").fill("Vi har øvd sammen med de voksne.")
    leader.locator("[name=school_can]").fill("Skolen tar samtalene selv.")
    press(leader, "Avslutt bistanden")
    assert assistant.goto(case).status == 404
    rektor.goto(f"{case}bistand/")
    rektor.get_by_text("Skolen tar samtalene selv.").wait_for()


def _sees_whether_it_can_take_one_more(leader: Any) -> None:
    leader.goto("/")
    follow(leader, "Min plass i teamet")
    accessible(leader)
    follow(leader, "Kan teamet ta en ny sak?")
    leader.locator("[name=skole]").select_option(label="Solbakken skole")
    press(leader, "Vis svaret")
    accessible(leader)
    leader.get_by_text("Hvem kan rykke ut?").wait_for()
    drawn(leader, "ny-sak", "main")


def _asks(rektor: Any, case: str) -> None:
    rektor.goto(f"{case}bistand/")
    accessible(rektor)
    follow(rektor, "Be om hjelp fra det eksterne teamet")
    accessible(rektor)
    rektor.locator("[name=team]").select_option(label="Innsatsteamet i Fjordvik (deres team)")
    rektor.get_by_label("Saken er sammensatt eller alvorlig").check()
    rektor.locator("[name=done]").fill("Vi har snakket med alle i klassen.")
    rektor.locator("[name=asks]").fill("Hjelp til å se hva som holder det i gang.")
    rektor.get_by_label("Teamet er en del av det samme organet som skolen").check()
    press(rektor, "Be om hjelp")
    rektor.get_by_text("Fyll ut dette feltet.").first.wait_for()  # why it is necessary; nothing typed is lost
    rektor.locator("[name=necessity]").fill("De må kjenne saken for å gi råd.")
    press(rektor, "Be om hjelp")
    rektor.get_by_text("Venter på teamet").wait_for()


def comes_from_outside(page: Any) -> None:
    """Answers about the school, without having seen a name."""
    page.get_by_text("Kan du ta denne saken?").wait_for()
    narrow(page)  # axe waits for ever on a page without JavaScript
    assert PUPIL not in page.content()
    page.get_by_label("Nei, ingen tilknytning").check()
    press(page, "Send svaret")


def _sends_two(leader: Any) -> None:
    follow(leader, "Svar om habilitet")
    comes_from_outside(leader)
    press(leader, "Jeg har ingen tilknytning til noen av dem")
    accessible(leader)
    follow(leader, "Se hva det er bedt om")
    accessible(leader)
    assert "Hjelp til å se hva som holder det i gang." in leader.content() and PUPIL not in leader.content()
    follow(leader, "Velg hvem som skal hjelpe")
    accessible(leader)
    leader.set_viewport_size({"width": 1280, "height": 900})
    drawn(leader, "bistand", "main")
    press(leader, "Sett dem på saken")
    leader.get_by_text("I gang", exact=True).wait_for()


def _advises(assistant: Any, rektor: Any, officer: Any, case: str) -> None:
    """What is needed, the school says no to, and the owner decides."""
    assistant.goto(f"{case}bistand/rad/")
    assistant.locator("[name=thing]").select_option(label="Møte på skolen med dem som må være der")
    assistant.locator("[name=text]").fill("Kall inn lærerne i morgen.")
    assistant.get_by_label("Nødvendig for å stoppe mobbingen").check()
    press(assistant, "Gi rådet")
    assistant.get_by_text("Skriv hvorfor det må til.").first.wait_for()  # nothing typed is lost
    assistant.locator("[name=why]").fill("De voksne gjør ulikt.")
    press(assistant, "Gi rådet")

    rektor.goto(f"{case}bistand/")
    follow(rektor, "Svar på rådet")
    accessible(rektor)
    rektor.get_by_label("Vi følger ikke rådet").check()
    rektor.locator("[name=text]").fill("Vi har ikke vikarer.")
    press(rektor, "Svar teamet")

    officer.goto(f"{case}bistand/")
    accessible(officer)
    assert "Kall inn lærerne i morgen." in officer.content() and PUPIL not in officer.content()
    follow(officer, "Avgjør om skolen skal følge rådet")
    accessible(officer)
    officer.get_by_label("Skolen skal følge rådet").check()
    officer.locator("[name=text]").fill("Kommunen sender to vikarer.")
    press(officer, "Si fra til skolen")
    rektor.goto(f"{case}bistand/")
    rektor.get_by_text("Kommunen sender to vikarer.").wait_for()
    accessible(rektor)
    drawn(rektor, "raad", "main")
