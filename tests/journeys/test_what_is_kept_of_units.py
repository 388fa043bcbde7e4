"""What the clocks and the cases rest on: the owner's skolerute, ferievakt and limits, and pupils from a file."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from .conftest import accessible
from .test_pictures import drawn
from .test_rektors_week import TODAY, follow, press, sign_in

FILE = """elev_id;navn;fødselsdato;trinn;klasse;foresatt1_navn;foresatt1_foreldreansvar
8801;Tiril Fjeldvang;02.05.2016;5;5C;Grete Fjeldvang;ja
8802;Jonas Fjeldvang;02.05.2016;5;5C;Grete Fjeldvang;ukjent
"""


def test_the_officer_adds_days_is_told_what_cannot_be_and_names_who_is_on_duty(visit: Any) -> None:
    page = sign_in(visit(width=360), "Ola Dahl")
    page.goto("/folk/")
    follow(page, re.compile("^Skolerute og ferievakt"))
    accessible(page)
    days = page.url
    follow(page, "Endre skoleruta")
    accessible(page)
    first, last = (TODAY + timedelta(days=count) for count in (400, 404))
    line = page.locator("fieldset").last
    line.locator("[name$=closes]").select_option("school")
    line.locator("[name$=starts_on]").fill(last.isoformat())
    line.locator("[name$=ends_on]").fill(first.isoformat())
    press(page, "Lagre skoleruta")
    accessible(page)  # reversed: told in words, and what was typed stands there still
    assert page.locator("fieldset").last.locator("[name$=starts_on]").input_value() == last.isoformat()
    line = page.locator("fieldset").last
    line.locator("[name$=starts_on]").fill(first.isoformat())
    line.locator("[name$=ends_on]").fill(last.isoformat())
    press(page, "Lagre skoleruta")
    page.wait_for_url(days)
    accessible(page)
    page.get_by_text("Ingen ferievakt").first.wait_for()
    page.get_by_role("link", name=re.compile("^Velg ferievakt")).last.click()
    accessible(page)
    page.locator("[name=person]").select_option(label="Ola Dahl")
    press(page, "Lagre ferievakten")
    page.get_by_text("Ferievakt: Ola Dahl").last.wait_for()
    drawn(page, "skolerute", "main")
    page.goto(days + "grenser/")
    accessible(page)
    page.locator("[name=to_deputy_hours]").select_option("1")
    press(page, "Lagre grensene")
    page.wait_for_url(days)


def test_pupils_come_from_a_file_and_rektor_finds_both_twins(
    visit: Any, installation: dict[str, str], tmp_path: Path
) -> None:
    exported = tmp_path / "elever.csv"
    exported.write_text(FILE, encoding="cp1252")
    said = [_imported(exported, installation) for _ in range(2)]
    assert "Tiril Fjeldvang" in said[0] and "Jonas Fjeldvang" in said[0]
    assert said[1] != said[0]  # the second time nothing is new
    page = sign_in(visit(), "Kari Solvang")
    page.goto("/elever/")
    page.locator("[name=words]").fill("Fjeldvang")
    press(page, "Finn")
    page.get_by_text("Tiril Fjeldvang").first.wait_for()
    page.get_by_text("Jonas Fjeldvang").first.wait_for()
    accessible(page)


def _imported(exported: Path, installation: dict[str, str]) -> str:
    command = [sys.executable, "-m", "innsats.cli", "import-pupils", "Solbakken skole", str(exported)]
    return subprocess.run(command, env=installation, capture_output=True, text=True, check=True).stdout
