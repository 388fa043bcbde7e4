"""A mother says how the school met her, on a phone; and a pupil, by keyboard and without JavaScript."""

from __future__ import annotations

from typing import Any

from .conftest import accessible

MOTHERS, PUPILS = "5555 6666 7777 8888", "9999 0000 1111 2222"


def let_in(page: Any, code: str) -> None:
    page.goto("/skole/kode/")
    page.get_by_label("Koden din").fill(code)
    page.get_by_role("button", name="Vis meg").click()
    page.get_by_role("link", name="Se spørsmålene").wait_for()


def test_a_mother_is_asked_under_what_she_reads_and_is_thanked_once(visit: Any) -> None:
    page = visit(width=360)
    let_in(page, MOTHERS)
    accessible(page)
    page.get_by_role("link", name="Se spørsmålene").click()
    page.get_by_role("group", name="Har barnet ditt det bedre nå?").wait_for()
    accessible(page)
    page.get_by_role("group", name="Har skolen hørt på deg?").get_by_label("Litt").check()
    page.get_by_role("button", name="Send svarene").click()
    page.get_by_role("link", name="Velg ett av svarene.").first.wait_for()
    accessible(page)
    assert page.get_by_role("group", name="Har skolen hørt på deg?").get_by_label("Litt").is_checked()
    for question in ("Vet du hva som skjer videre?", "Har barnet ditt det bedre nå?"):
        page.get_by_role("group", name=question).get_by_label("Vil ikke svare").check()
    page.get_by_role("button", name="Send svarene").click()
    page.get_by_role("heading", name="Takk for at du svarte").wait_for()
    accessible(page)
    page.get_by_role("link", name="Tilbake til det skolen har skrevet").click()
    page.get_by_role("heading", name="Slik hjelper skolen Ida").wait_for()
    assert page.get_by_role("link", name="Se spørsmålene").count() == 0


def test_a_pupil_answers_by_keyboard_without_javascript(visit: Any) -> None:
    page = visit(width=360, javascript=False)
    let_in(page, PUPILS)
    page.get_by_role("link", name="Se spørsmålene").press("Enter")
    page.get_by_role("group", name="Har du det bedre nå?").wait_for()
    for name in ("heard", "knows_next", "better"):
        page.locator(f"input[name={name}]").first.press("Space")
    page.get_by_role("button", name="Send svarene").press("Enter")
    page.get_by_role("heading", name="Takk for at du svarte").wait_for()
