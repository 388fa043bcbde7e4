"""What is rare, with rules of its own: force, exclusion, police, interpreter, those beside the family."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from .conftest import accessible, narrow
from .test_on_the_move import BOTH, received
from .test_rektors_week import TODAY, follow, hear, press, register_pupil
from .test_to_the_end import chosen, saved, told_why


def about_two(page: Any, width: int) -> tuple[str, str, str]:
    """The address of a new case, the pupil it is about, and another who takes part."""
    exposed, other = f"Sol Utsatt{width}", f"Storm Andre{width}"
    case = received(page, exposed)
    register_pupil(page, other)
    page.goto(case + "parter/")
    page.locator("[name=find]").fill(other.split()[-1])
    press(page, "Søk")
    page.get_by_label(other).check()
    press(page, "Gå videre")
    press(page, re.compile("ingen tilknytning"))
    return case, exposed, other


def held_back(page: Any, case: str, other: str, check: Any, event: str) -> None:
    """One physical intervention, not grave; the guardians do not know yet."""
    page.goto(case + "sarskilt/")
    follow(page, "Skriv ned et fysisk inngrep")
    check(page)
    page.get_by_label(re.compile(f"^{other}")).check()
    page.locator("[name=event]").fill(event)
    page.locator("[name=intervention]").fill("Jeg holdt armene hans i under et minutt.")
    page.locator("[name=pupil_view]").fill("«Det gjorde ikke vondt.»")
    page.locator("[name=by_whom]").fill("Lise Berg, kontaktlærer")
    chosen(page, is_serious="no")
    press(page, "Lagre")
    page.get_by_text(event).first.wait_for()
    check(page)


def proposed(page: Any, case: str, other: str, check: Any) -> None:
    """Whole days are not allowed in grade 5, and the page says so; the rest of the day is, when the family knows."""
    page.goto(case + "sarskilt/bortvisning/")
    check(page)
    page.get_by_label(re.compile(f"^{other}")).check()
    chosen(page, extent="days", decider="principal")
    page.locator("[name=count]").fill("2")
    for field, words in (
        ("reason", "Han slo med ranselen."),
        ("tried", "Egen inngang, og en voksen med."),
        ("pupil_view", "«Jeg ble sint.»"),
        ("best_interest", "En rolig dag hjemme, og en ny start i morgen."),
    ):
        page.locator(f"[name={field}]").fill(words)
    press(page, "Lagre")
    told_why(page)
    check(page)
    chosen(page, extent="rest_of_day")
    page.locator("[name=count]").fill("")
    page.locator("[name=guardians_told_at]").fill(f"{TODAY.isoformat()}T00:01")
    press(page, "Lagre")
    follow(page, re.compile("avgjort|gjort"))
    check(page)
    chosen(page, decision="granted")
    page.locator("[name=decided_by]").fill("Kari Solvang, rektor")
    press(page, "Lagre")
    page.get_by_text("Vedtatt").first.wait_for()


@BOTH
def test_force_is_told_the_owner_the_second_time_and_what_may_not_be_proposed_is_refused(
    visit: Any, width: int, javascript: bool
) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    case, _, other = about_two(page, width)
    held_back(page, case, other, check, "Han svingte ranselen.")
    page.goto(case)
    assert page.get_by_text("om fysisk inngrep").count() == 0
    held_back(page, case, other, check, "Han sto over henne i trappa.")
    page.goto(case)  # on I dag it may stand below what others have left to do
    page.get_by_text("om fysisk inngrep").first.wait_for()
    page.goto(case + "varsling/")
    check(page)
    page.locator("[name=to]").select_option(label="Ola Dahl")
    saved(page)
    proposed(page, case, other, check)
    for address in ("skolebytte/", "undersokelse/"):
        page.goto(f"{case}sarskilt/{address}")
        check(page)
    page.goto(case + "sarskilt/")
    check(page)


@BOTH
def test_police_interpreter_and_supporter_are_written_down(visit: Any, width: int, javascript: bool) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    case = received(page, f"Yusuf Rundt{width}")
    page.goto(case + "sarskilt/politi/")
    check(page)
    chosen(page, why="averted")
    page.locator("[name=fear]").select_option("serious_harm")
    page.locator("[name=is_likely]").check()
    page.locator("[name=text]").fill("Ringte 112. De møter ved porten.")
    page.locator("[name=reported_by]").fill("Kari Solvang")
    press(page, "Lagre")
    page.goto(case + "sarskilt/tolk/")
    check(page)
    page.locator("[name=for_whom]").fill("Mor")
    page.get_by_label("Hvilket språk?").fill("Tigrinja")
    chosen(page, interpreter="child")
    press(page, "Lagre")
    told_why(page)
    check(page)
    chosen(page, interpreter="qualified")
    press(page, "Lagre")
    page.goto(case + "sarskilt/stotte/")
    check(page)
    chosen(page, part="supporter")
    page.locator("[name=name]").fill("Mobbeombudet i Fjordvik")
    page.locator("[name=for_whom]").fill("Yusuf og mor")
    page.locator("[name=scope]").fill("Er med i møter om planen.")
    page.locator("[name=ends_on]").fill((TODAY + timedelta(days=90)).isoformat())
    press(page, "Lagre")
    for words in ("De møter ved porten", "Tigrinja", "Mobbeombudet"):
        page.get_by_text(words).first.wait_for()
    check(page)


@BOTH
def test_a_stop_talk_is_held_asked_for_again_and_ended(visit: Any, width: int, javascript: bool) -> None:
    page = visit(width=width, javascript=javascript)
    check = accessible if javascript else narrow
    case, exposed, other = about_two(page, width + 1)
    page.goto(case + "stoppsamtaler/")
    check(page)
    hear(page, case, "Jeg vil bare at det skal slutte.")
    page.goto(case + "undersokelse/")
    follow(page, "Skriv en stoppsamtale")
    page.get_by_label(re.compile(f"^{other}")).check()
    page.locator("[name=led_by]").select_option(label="Lise Berg")
    page.locator("[name=beside]").select_option(label="Amir Haddad")
    page.locator("[name=agreed]").fill("Han skal la henne være, og spise ved et annet bord.")
    page.locator("[name=next_on]").fill((TODAY + timedelta(days=7)).isoformat())
    check(page)
    press(page, "Lagre")
    page.get_by_text("spise ved et annet bord").first.wait_for()
    check(page)
    page.goto(case)
    page.get_by_text("Ny samtale etter stoppsamtale").first.wait_for()
    page.goto(case + "stoppsamtaler/slutt/")
    check(page)
    page.get_by_label(re.compile(f"^{other}")).check()
    chosen(page, outcome="stopped")
    page.locator("[name=reason]").fill(f"{exposed.split()[0]} sier at det er slutt.")
    saved(page)
    page.goto(case + "undersokelse/")
    page.get_by_text(re.compile("^Det har stoppet ·")).first.wait_for()
    check(page)
