"""Whatever stands in an address, a cookie or the head of a request: it is answered, and leads nobody elsewhere."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.access_pages import PAGES
from tests.architecture.access_world import Watched
from tests.architecture.asking import browser_of
from tests.attack.answered import by_persona, faults_of, fields_on, undone, whose
from tests.attack.sent import EXAMPLES_COUNT, NUMBERS, Pairs, anything, many

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
ROOT = Path(__file__).resolve().parents[2] / "innsats"
READ = re.compile(r'GET\.get(?:list)?\(\s*"([^"]+)"|"([^"]+)" (?:not )?in request\.GET')
ASKED = {
    name for path in ROOT.rglob("*.py") for pair in READ.findall(path.read_text()) for name in pair if name
}  # fmt: skip
LEADS_ON = ("next", "tilbake", "for", "til", "fra")
ELSEWHERE = [
    "https://ondt.example/", "//ondt.example/", "/\\ondt.example", "///ondt.example", "\\/ondt.example",
    "/\t/ondt.example", "javascript:alert(1)", "data:text/html,x", "http:ondt.example", "\nhttps://ondt.example",
    "/%0d%0aLocation:%20https://ondt.example", "https://testserver@ondt.example/", "http://testserver.ondt.example/",
    "/ok\r\nSet-Cookie: a=b", "//", "https:", " https://ondt.example", "/\u2028/ondt.example", "／／ondt.example",
]  # fmt: skip
PATHS = [
    "..", "../..", "%2e%2e", "a/b", "a\\b", "a\x00", "\ud800", "👩", "\u202e", "x" * 5000, "%", "%zz", "-1", "'", "<b>",
    "2026-4821357-7\n", "٢٠٢٦-4821357-7", "9" * 400, "{{7*7}}",
]  # fmt: skip
HEADS = [
    "accept-language", "accept", "accept-encoding", "referer", "user-agent", "hx-request", "hx-target", "hx-boosted",
    "hx-current-url", "x-asks-only", "origin", "sec-fetch-site", "if-none-match", "if-modified-since", "range",
    "authorization", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-http-method-override",
]  # fmt: skip
LINES = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=80)
ODD_LINES = [*NUMBERS, "x" * 5000, "q;q=1;q=x", "nb;q=9" * 50, "bytes=0-1,9-", "👩", "\xff\xfe", '"', "=?utf-8?q?x?="]
heads = st.one_of(st.sampled_from(ODD_LINES), LINES).map(lambda value: value.encode().decode("latin-1"))
TO = re.compile(r'(?:href|action|src|hx-get|hx-post|name="(?:next|tilbake)" value)="([^"]*)"')
AWAY = re.compile(r"^(?://|[/\\]{2}|https?:(?!//testserver/)|javascript:|data:)|^[^/].*ondt|[\r\n]")
HERE = "/hva-dette-er/?herfra"  # linked from no page
COOKIES = ["sessionid", "csrftoken", "language", "messages", "kode"]
HOSTS = ["ondt.example", "testserver.ondt.example", "testserver:80@ondt.example", "testserver, ondt.example", "[::1"]


@pytest.mark.parametrize("name", PAGES)
def test_whatever_is_asked_after_an_address_or_said_in_the_head_is_answered(the_world: Watched, name: str) -> None:
    assert len(ASKED) >= 15
    with browser_of(whose(name, "get"), the_world) as (client, _):
        client.raise_request_exception = True  # the trace of what went wrong, for whoever mends it
        address, _, asked = PAGES[name].address(the_world).partition("?")
        names = st.sampled_from(sorted(ASKED | fields_on(client, address)))

        @many(name, max(EXAMPLES_COUNT // 3, 1))
        @given(
            st.lists(st.tuples(names, anything), max_size=12), st.booleans(),
            st.dictionaries(st.sampled_from(HEADS), heads),
            st.dictionaries(st.sampled_from(COOKIES), heads, max_size=1),
        )  # fmt: skip
        def attack(pairs: Pairs, is_kept: bool, said: dict[str, str], cookies: dict[str, str]) -> None:
            more = "&".join(f"{one}={_quoted(value[:2000])}" for one, value in pairs)
            with undone(client):
                for cookie, value in cookies.items():
                    client.cookies[cookie] = value
                answer = client.get(f"{address}?{asked * is_kept}&{more}", headers=said)
            assert faults_of(answer) == []

        attack()


def test_whatever_stands_in_an_address_is_not_found_and_never_an_error_of_ours(the_world: Watched) -> None:
    """Each part of each address with some of them, so that every one of them stands in many."""
    wrong, odd = [], cycle(PATHS)
    for who, names in by_persona(list(PAGES), "get").items():
        with browser_of(who, the_world) as (client, _):
            for name in names:
                page, address = PAGES[name], PAGES[name].address(the_world)
                for part in map(str, page.of(the_world).values()):
                    for method in ("get", "get", "get", "post"):
                        one = next(odd)
                        with undone(client):
                            answer = getattr(client, method)(address.replace(f"/{part}/", f"/{_quoted(one)}/"))
                        wrong += [f"{method} {name} {one[:30]!r}: {fault}" for fault in faults_of(answer)]
    assert wrong == []


def test_nobody_is_led_to_another_site_by_anything_that_leads_on(the_world: Watched) -> None:
    wrong, leading = [], set()
    for who, names in by_persona(list(PAGES), "post").items():
        with browser_of(who, the_world) as (client, _):
            for name in names:
                if any(HERE in told for told in led_by(client, the_world, name, HERE)):
                    leading.add(name)
                    for to in ELSEWHERE:
                        wrong += [f"{name} {to!r}" for told in led_by(client, the_world, name, to) if AWAY.search(told)]
    assert wrong == [] and leading >= {"sign_in", "choose_language", "register_pupil"}


def led_by(client: Client, world: Watched, name: str, to: str) -> list[str]:
    """The addresses in what a page answers, in its head and in its text, when everything that leads on says `to`."""
    page, address, told = PAGES[name], PAGES[name].address(world), []
    asked = "&".join(f"{one}={_quoted(to)}" for one in LEADS_ON)
    typed = dict(page.typed(world)) if page.typed else {}
    for method, data in (("get", None), ("post", {**typed, **dict.fromkeys(LEADS_ON, to)})):
        with undone(client):
            answer = getattr(client, method)(f"{address}{'&' if '?' in address else '?'}{asked}", data)
        told += [answer.headers.get("Location", ""), *TO.findall(answer.content.decode(errors="replace"))]
    return told


def test_no_page_is_given_under_another_name_and_none_believes_what_is_said_of_it(the_world: Watched) -> None:
    wrong = []
    with browser_of("rektor", the_world) as (client, _):
        for name, page in PAGES.items():
            address = page.address(the_world)
            for host in HOSTS:
                with undone(client):
                    answer = client.get(address, headers={"host": host})
                is_hidden = answer.status_code == 400 and host not in str(answer.content)
                wrong += [f"{name} as {host!r}: {answer.status_code}"] * (not is_hidden)
            with undone(client):
                answer = client.get(address, headers=dict.fromkeys(("x-forwarded-host", "x-host"), "ondt.example"))
            wrong += [f"{name} tells it"] * ("ondt.example" in f"{answer.content!r} {answer.headers}")
    assert wrong == []


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")

