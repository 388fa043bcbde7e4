"""In a small place too few can go. The leader gets the ways out, the neighbour's team is asked, and two come."""

from __future__ import annotations

from typing import Any

from .conftest import accessible
from .test_pictures import case_about
from .test_rektors_week import follow, press, sign_in

PUPIL = "Mira Hatlestad"
OWN, NEIGHBOURS = "Innsatsteamet i Litlevåg (deres team)", "Innsatsteamet i Storøy hos Storøy kommune (naboteam)"


def test_too_few_can_go_and_the_neighbours_team_comes(visit: Any) -> None:
    school = sign_in(visit(), "Grete Solheim")
    case = case_about(school, PUPIL)
    _asks(school, case, OWN, "Teamet er en del av det samme organet som skolen")

    leader = sign_in(visit(width=360), "Astri Kolstad")
    _reads_what_is_asked(leader, case)
    follow(leader, "Velg hvem som skal hjelpe")
    leader.get_by_role("heading", name="Slik kan det løses").wait_for()
    leader.get_by_text("Innsatsteamet i Storøy").first.wait_for()
    accessible(leader)
    leader.goto(f"{case}bistand/nei/")
    accessible(leader)
    leader.locator("[name=why]").last.check()
    leader.locator("[name=text]").fill("Bare én av oss kan. Spør teamet i Storøy.")
    press(leader, "Si nei")
    assert leader.goto(case).status == 404

    _asks(school, case, NEIGHBOURS, "Teamet er et annet organ")
    neighbour = sign_in(visit(), "Helge Rødland")
    _reads_what_is_asked(neighbour, case)
    follow(neighbour, "Velg hvem som skal hjelpe")
    press(neighbour, "Sett dem på saken")
    neighbour.get_by_text("I gang", exact=True).wait_for()
    school.goto(f"{case}bistand/")
    school.get_by_text("Idun Sandnes").first.wait_for()
    accessible(school)


def _asks(school: Any, case: str, team: str, ground: str) -> None:
    school.goto(f"{case}bistand/")
    follow(school, "Be om hjelp fra det eksterne teamet")
    school.locator("[name=team]").select_option(label=team)
    school.get_by_label("Det er vanskelig å finne noen som er habile").check()
    school.locator("[name=done]").fill("Samtaler og mer tilsyn.")
    school.locator("[name=asks]").fill("Hjelp med klassen.")
    school.get_by_label(ground).check()
    school.locator("[name=necessity]").fill("Teamet må kjenne saken for å gi råd.")
    press(school, "Be om hjelp")
    school.get_by_text("Venter på teamet").wait_for()


def _reads_what_is_asked(leader: Any, case: str) -> None:
    leader.goto(f"{case}bistand/")  # the leaders have declared: the case has been at both before
    leader.get_by_text("Hjelp med klassen.").first.wait_for()
    accessible(leader)
