"""Two owners agree on help before anybody needs it: written on a phone, read by both, and ended by the other one."""

from __future__ import annotations

from typing import Any

from .conftest import accessible
from .test_pictures import drawn
from .test_rektors_week import follow, press, sign_in

SAID = {
    "delegation": "Teamet gir råd, og snakker med elever når skolen ber om det.",
    "secrecy": "Alle i teamet har skrevet under på taushetsplikt hos Lundeby.",
    "archive": "Alt ligger i saken hos skolen.",
    "document": "Sak 26/31",
    "signed_by": "Unni Haug, rådgiver",
    "signed_by_team": "Magne Holmen, kommunedirektør",
}


def test_an_owner_agrees_with_a_neighbour_who_reads_it_and_ends_it(visit: Any) -> None:
    page = sign_in(visit(width=360), "Unni Haug")
    page.goto("/innsatsteam/")
    accessible(page)
    follow(page, "Skriv en avtale")
    accessible(page)
    page.locator("[name=team]").select_option(label="Storøy kommune: Innsatsteamet i Storøy")
    for name, typed in SAID.items():
        page.locator(f"[name={name}]").fill(typed)
    page.locator("[name=secrecy]").fill("")
    press(page, "Lagre avtalen")
    page.get_by_text("Fyll ut dette feltet.").first.wait_for()  # nothing typed is lost
    page.locator("[name=secrecy]").fill(SAID["secrecy"])
    press(page, "Lagre avtalen")
    page.get_by_text(SAID["delegation"]).wait_for()
    accessible(page)

    neighbour = sign_in(visit(), "Gunn Holmen")
    neighbour.goto("/innsatsteam/")
    accessible(neighbour)
    follow(neighbour, "Innsatsteamet i Storøy hos Storøy kommune kan hjelpe skolene til Lundeby kommune")
    drawn(neighbour, "avtale", "main")
    follow(neighbour, "Avslutt avtalen")
    accessible(neighbour)
    press(neighbour, "Avslutt avtalen")
    neighbour.get_by_text("Er slutt").wait_for()

    page.reload()
    page.get_by_text("Er slutt").wait_for()
