"""What would run is typed by people into a browser that lets everything run: it comes out as words, on every page.

The policy that refuses scripts is switched off here (`bypass_csp`), so that what is left is the escaping alone. That a
dialog opened, or anything was asked of another site, fails the journey in any case.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.web import evil

from .test_rektors_week import WORDS, hear, open_case, press, receive, register_pupil, sign_in, write_measure
from .test_reporting_openly import STEPS, comes_to, go, pick_solbakken

RUNS = " ".join((
    "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "'><svg/onload=alert(3)>",
    "</textarea></title></script><details open ontoggle=alert(4)>", '" autofocus onfocus=alert(5) x="',
    '<a href="javascript:alert(6)">her</a>', '<iframe srcdoc="<script>alert(7)</script>"></iframe>',
    "<base href=//elsewhere.example/>", '<meta http-equiv=refresh content="0;url=//elsewhere.example/">',
    '<form action=//elsewhere.example/><button autofocus>Send</button></form>', "{{ 7|add:42 }} ${7*7} {% now 'Y' %}",
    "=HYPERLINK(1)", "<!--", "]]>",
))  # fmt: skip
NAME = '<img src=x onerror=alert(8)> Ås"><b'
FILE = {"name": "\"><img src=x onerror=alert(9)>.png", "mimeType": "image/png", "buffer": evil.picture("PNG")}
SHOWS = ("/", "/saker/", "/saker/?finn=Runesen")
TABS = ("", "personer/", "undersokelse/", "plan/", "logg/", "oppfolging/", "sarskilt/", "statsforvalteren/",
        "samtaler/", "foresatte/")  # fmt: skip
PLANTED = """[...document.querySelectorAll('*')].flatMap((part) => [
  ...[...part.attributes].filter((one) => /^on|^srcdoc$/.test(one.name) || /^\\s*javascript:/i.test(one.value))
    .map((one) => `${part.tagName} ${one.name}`),
  ...(part.matches('script:not([src^="/static/"]), base, iframe, meta[http-equiv], form[action*="elsewhere"]')
    ? [part.tagName] : []),
])"""


def nothing_runs(page: Any) -> None:
    page.wait_for_timeout(50)  # a picture that is not there has been asked for
    assert page.evaluate(PLANTED) == [], page.url


def fill_with_what_runs(page: Any) -> None:
    """In place of what stands in the long texts of the form."""
    for text in page.locator("main textarea:visible").all():
        text.fill(RUNS)


def test_in_a_report_a_file_a_name_a_case_its_log_and_the_mails(visit: Any, installation: dict[str, str]) -> None:
    page = visit(bypass_csp=True)
    sign_in(page, "Tone Hval").goto("/meld/")
    page.get_by_label("Hva har du sett eller hørt?").fill(f"{WORDS} {RUNS}")
    page.get_by_text("Vil du legge ved et bilde eller en fil?").click()
    page.get_by_label(re.compile("^Bilder eller filer")).set_input_files([FILE])
    press(page, "Legg ved")
    nothing_runs(page)
    press(page, "Se hvem som leser den")
    nothing_runs(page)
    press(page, re.compile("^Send til Kari Solvang"))
    page.wait_for_url("**/sendt/")
    number = page.url.split("/")[-3]
    sign_in(page, "Kari Solvang")
    register_pupil(page, f"{NAME} Runesen")
    nothing_runs(page)
    open_case(page, number, f"{NAME} Runesen", check=nothing_runs)
    case = page.url
    receive(page, "Lise Berg")
    fill_with_what_runs(page)
    press(page, "Ta imot saken")
    hear(page, case, RUNS)
    write_measure(page, case, evaluate_on=None)
    page.goto(f"{case}funn/")
    fill_with_what_runs(page)
    page.locator("main form").get_by_role("button").first.click()
    for address in (*SHOWS, *(case + tab for tab in TABS)):
        assert page.goto(address).ok
        nothing_runs(page)
    sign_in(page, "Ola Dahl")
    assert page.goto("/tall/").ok
    nothing_runs(page)
    sign_in(page, "Tone Hval").goto(f"/mine-meldinger/{number}/")
    page.get_by_text("<script>alert(1)</script>").first.wait_for()
    nothing_runs(page)
    mails = [one.read_text() for one in Path(installation["INNSATS_DATA_DIR"], "mail").glob("*")]
    assert not any("alert(" in mail or "text/html" in mail for mail in mails)


def test_where_nobody_signs_in_and_our_own_script_puts_in_the_next_page(visit: Any) -> None:
    page = visit(bypass_csp=True)
    page.goto("/skole/")
    pick_solbakken(page)
    for step, after in zip(STEPS, (*STEPS[1:], "send"), strict=True):
        if step == "words":
            page.locator("[name=text]").fill(RUNS)
        for field in page.locator("main input[type=text]:visible").all():
            field.fill(NAME)
        nothing_runs(page)
        go(page, "next")
        comes_to(page, after)
    page.get_by_text("<script>alert(1)</script>").wait_for()
    nothing_runs(page)
    go(page, "pupils")
    page.locator(".code").wait_for()
    digits = page.locator(".code").inner_text()
    page.get_by_role("link", name=re.compile("^Her skriver du koden")).click()
    page.locator("[name=code]").fill(digits)
    page.get_by_role("button", name="Vis").click()
    page.wait_for_url("**/skole/kode/vis/**")
    page.locator("main details.ds-details summary").click()
    page.get_by_text("<script>alert(1)</script>").wait_for()
    nothing_runs(page)
