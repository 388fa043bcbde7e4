"""The three languages: what the device chose, what the browser asks for, and never another."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from innsats.web.middleware import language_of


def asking(header: str = "", cookie: str = "") -> str:
    request = RequestFactory().get("/", headers={"accept-language": header})
    if cookie:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    return language_of(request)


@pytest.mark.parametrize(("header", "language"), [
    ("nb-NO,nb;q=0.9,en;q=0.8", "nb"),
    ("no", "nb"),
    ("no-NO,en;q=0.5", "nb"),
    ("nn-NO,nb;q=0.5", "nn"),
    ("en-US,en;q=0.9", "en"),
    ("se,en;q=0.4", "en"),
    ("de-DE,de;q=0.9", "nb"),
    ("", "nb"),
    ("*", "nb"),
    ("en;q=0,nn", "nn"),
    (";;;,,q=;", "nb"),
    ("x" * 100_000, "nb"),
])
def test_the_browser_is_answered_in_a_language_we_speak(header: str, language: str) -> None:
    assert asking(header) == language


def test_what_was_chosen_on_the_device_wins() -> None:
    assert asking("en-US,en;q=0.9", cookie="nn") == "nn"


@pytest.mark.parametrize("cookie", ["no", "se", "nb-NO", "../../etc", "", "NN"])
def test_only_the_three_languages_are_ever_spoken(cookie: str) -> None:
    assert asking("de", cookie=cookie) == "nb"


@pytest.mark.django_db
def test_choosing_a_language_keeps_it_and_goes_back(client: Client) -> None:
    answer = client.post("/sprak/", {"language": "nn", "next": "/hva-dette-er/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/hva-dette-er/?a=1")
    page = client.get("/hva-dette-er/")
    assert page["Content-Language"] == "nn"
    assert '<html lang="nn"' in page.content.decode()
    assert "Kva dette er" in page.content.decode()
    assert get_language() == "nb"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [
    "https://example.com/", "//example.com/", "/\\example.com", "\\\\example.com", "javascript:alert(1)", "saker/",
    "/%0d%0aSet-Cookie:a=b\r\nSet-Cookie: a=b", "/\x00", "", "http:///example.com", "/\t/example.com",
])
def test_choosing_a_language_never_leads_off_the_site(client: Client, address: str) -> None:
    answer = client.post("/sprak/", {"language": "en", "next": address})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["no", "de", "", "nb\x00", "nn; Path=/"])
def test_a_language_we_do_not_speak_is_not_kept(client: Client, language: str) -> None:
    answer = client.post("/sprak/", {"language": language})
    assert answer.status_code == 302
    assert not answer.cookies


@pytest.mark.django_db
def test_an_error_speaks_the_same_language(client: Client) -> None:
    page = client.get("/finnes-ikke/", headers={"accept-language": "en"})
    assert '<html lang="en"' in page.content.decode()
    assert "We cannot find the page" in page.content.decode()
