"""Signing in with two factors: by a passkey in a browser that has one, and by an app's codes without any script."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyotp import TOTP

from tests.journeys.conftest import _is_wrong, accessible

PASSWORD = "tre hester i en hage"
AUTHENTICATOR = {  # of the machine itself, with a finger that is always right
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def link_of(installation: dict[str, str], address: str) -> Callable[[str], str]:
    """A new person at Solbakken: the path of the link to a first password."""

    def appointed(email: str) -> str:
        given = [sys.executable, "-m", "innsats.cli", "appoint", email, "Nora Nøkkel", "employee", "Solbakken skole"]
        said = subprocess.run(given, env=installation, capture_output=True, text=True, check=True).stdout
        found = re.search(r"/passord/\S+", said)
        assert found, said
        return found[0]

    return appointed


@pytest.fixture
def at_localhost(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """A page at `localhost`, where a browser takes passkeys without TLS. Anything wrong in it fails the test."""
    contexts, wrong = [], []

    def open_page(*, width: int = 1280, javascript: bool = True) -> Any:
        context = browser.new_context(
            base_url=address.replace("127.0.0.1", "localhost"), viewport={"width": width, "height": 900},
            java_script_enabled=javascript, locale="nb-NO", reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if _is_wrong(said) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def with_authenticator(page: Any) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session


def first_password(page: Any, link: str, email: str) -> None:
    page.goto(link)
    page.get_by_label("Nytt passord").fill(PASSWORD)
    page.get_by_label("Passordet en gang til").fill(PASSWORD)
    page.get_by_role("button", name="Lagre passordet").click()
    with_password(page, email)


def with_password(page: Any, email: str) -> None:
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Passord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logg inn", exact=True).click()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_passkey_is_made_the_first_time_and_signs_in_alone_after_that(
    at_localhost: Callable[..., Any], link_of: Callable[[str], str], width: int
) -> None:
    page, email = at_localhost(width=width), f"nora{width}@solbakken.example"
    with_authenticator(page)
    first_password(page, link_of(email), email)
    page.get_by_role("heading", name="To ting som viser at det er deg").wait_for()
    accessible(page)
    page.get_by_role("link", name="Lag en passnøkkel").click()
    accessible(page)
    page.get_by_role("button", name="Lag passnøkkelen").click()
    page.get_by_role("heading", name="Reservekoder").wait_for()
    assert page.locator(".codes li").count() == 10
    accessible(page)
    page.get_by_role("link", name="Jeg har tatt vare på dem").click()
    page.get_by_role("heading", name="I dag", exact=False).first.wait_for()
    page.get_by_role("button", name="Logg ut").click()

    page.get_by_role("link", name="Bruk passnøkkel").click()
    accessible(page)
    page.get_by_role("button", name="Bruk passnøkkel").click()
    page.get_by_role("link", name="Nora Nøkkel").click()
    page.get_by_text("Passnøkkel, lagt til").wait_for()
    assert "med passnøkkel" in page.locator("main").inner_text()
    accessible(page)

    page.get_by_role("button", name="Logg ut", exact=True).click()
    with_password(page, email)
    page.get_by_role("heading", name="Ett skritt til").wait_for()
    accessible(page)
    page.get_by_role("button", name="Bruk passnøkkel").click()
    page.get_by_role("link", name="Nora Nøkkel").wait_for()


def test_a_passkey_that_is_nobodys_signs_nobody_in(at_localhost: Callable[..., Any]) -> None:
    page = at_localhost()
    page.goto("/logg-inn/passnokkel/")
    session = with_authenticator(page)
    page.reload()
    page.get_by_role("button", name="Bruk passnøkkel").click()
    page.get_by_text("Det ble ikke noe av. Prøv igjen.").wait_for()
    session.detach()


def test_an_apps_codes_work_without_a_script(at_localhost: Callable[..., Any], link_of: Callable[[str], str]) -> None:
    page, email = at_localhost(width=360, javascript=False), "siv@solbakken.example"
    first_password(page, link_of(email), email)
    page.get_by_role("link", name="Bruk en kodeapp").click()
    seed = page.locator(".shown-code").inner_text().replace(" ", "")
    page.get_by_label("Kode", exact=True).fill(TOTP(seed).now())
    page.get_by_role("button", name="Ta i bruk appen").click()
    code = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="Jeg har tatt vare på dem").click()
    page.get_by_role("button", name="Logg ut").click()
    with_password(page, email)
    page.get_by_label("Kode", exact=True).fill("000000")
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_text("Koden er ikke riktig, eller den er brukt").first.wait_for()
    time.sleep(31 - time.time() % 30)  # the code that set it up is used
    page.get_by_label("Kode", exact=True).fill(TOTP(seed).now())
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("button", name="Logg ut").click()
    with_password(page, email)
    page.get_by_label("Kode", exact=True).fill(code)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_role("link", name="Nora Nøkkel").click()
    page.get_by_text("Du har 9 ubrukte koder").wait_for()
    page.get_by_role("link", name="Bytt passord").click()
    page.get_by_label("Passordet du har nå").fill(PASSWORD)
    page.get_by_label("Nytt passord").fill("fire hester i en hage")
    page.get_by_label("Passordet en gang til").fill("fire hester i en hage")
    page.get_by_role("button", name="Bytt passordet").click()
    page.get_by_text("Passordet er byttet").wait_for()
