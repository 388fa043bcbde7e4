"""A screenshot comes with a report: chosen once, kept through every step, seen by rektor, and gone when it must be."""

from __future__ import annotations

import re

import pytest

from tests.web import evil

from .conftest import accessible, narrow
from .test_rektors_week import press, sign_in

TOO_LARGE = {"name": "ferie.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + bytes(11_000_000)}
PROGRAM = {"name": "spill.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + bytes(200)}


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (360, False)])
def test_it_is_kept_until_it_is_sent_and_can_be_removed_for_good(visit, width, javascript):
    page, name = visit(width=width, javascript=javascript), f"skjerm-{width}"
    check = accessible if javascript else narrow
    sign_in(page, "Tone Hval").goto("/meld/")
    page.get_by_label("Hva har du sett eller hørt?").fill(f"Se bildet {name}.")
    page.get_by_text("Vil du legge ved et bilde eller en fil?").click()
    choose = page.get_by_label(re.compile("^Bilder eller filer"))
    choose.set_input_files([{"name": f"{name}.png", "mimeType": "image/png", "buffer": evil.picture("PNG")}])
    press(page, "Legg ved")
    page.get_by_text(f"Valgt: {name}.png").wait_for()
    check(page)
    choose.set_input_files([TOO_LARGE])
    if not javascript:  # with it, the file never leaves the telephone
        press(page, "Legg ved")
    page.get_by_text("er for stor").first.wait_for()
    choose.set_input_files([PROGRAM])
    press(page, re.compile("^Se hvem"))
    page.get_by_text("«spill.jpg» er ikke noe vi kan ta imot").first.wait_for()
    check(page)
    press(page, re.compile("^Se hvem"))
    page.get_by_text(f"{name}.png").wait_for()
    check(page)
    press(page, re.compile("^Send til Kari"))
    page.wait_for_url("**/sendt/")
    number = page.url.split("/")[-3]

    sign_in(page, "Kari Solvang").goto(f"/meldinger/{number}/?les=1")
    check(page)
    page.get_by_role("link", name=f"{name}.png").click()
    page.get_by_role("heading", name="Ikke sjekket for virus").wait_for()
    assert page.locator("img.attachment").evaluate("drawn => drawn.naturalWidth") == 640
    check(page)
    page.get_by_role("link", name="Fjern den for godt").click()
    page.get_by_label("Hvorfor må den bort?").fill("Den viser noen uten klær.")
    check(page)
    press(page, "Fjern den for godt")
    page.get_by_role("heading", name="Det finnes et bilde som ikke skal deles").wait_for()
    check(page)
