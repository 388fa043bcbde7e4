"""The dance with a provider that others wrote (oidc-provider-mock): what we understand of the standard, they do too.

It knows neither PKCE nor pushed questions; those are met by the provider of our own.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import httpx2
import pytest
from django.http import HttpResponse
from django.test import Client

from innsats.people.oidc import discovery
from innsats.people.signin.passwords import link_for
from tests import world
from tests.openid.running import BACK

pytestmark = pytest.mark.django_db
QUIET = subprocess.DEVNULL
STARTS_WITHIN_SECONDS = 60


@pytest.fixture(scope="module")
def theirs() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    named = ["-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    with subprocess.Popen([sys.executable, "-W", "ignore", *named], stdout=QUIET, stderr=QUIET) as process:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture
def feide(theirs: str, settings: Any) -> str:
    discovery.forget()
    body = json.dumps({"redirect_uris": BACK["feide"], "scope": "openid profile email"}).encode()
    registered = json.load(urlopen(Request(f"{theirs}/oauth2/clients", body, {"content-type": "application/json"})))
    settings.OPENID_PROVIDERS = {
        "feide": {
            "issuer": theirs, "client_id": registered["client_id"], "secret": registered["client_secret"], "key": "",
            "key_id": "", "pushed": None, "origins": (), "strong": (), "extended": "",
        },
        "idporten": {},
    }  # fmt: skip
    return theirs


def through(left: HttpResponse, **typed: str) -> str:
    answer = httpx2.post(left["Location"], data=typed)
    assert answer.status_code == 302, answer.text
    there = urlsplit(answer.headers["location"])
    return f"{there.path}?{there.query}"


def test_somebody_links_signs_in_and_signs_out(feide: str) -> None:
    person = world.an_employee(world.a_school())
    elsewhere = through(Client().post(f"{link_for(person)}feide/"), sub="lise")
    assert Client().get(elsewhere).status_code == 400  # in another browser
    hers = Client()
    hers.get(through(hers.post(f"{link_for(person)}feide/"), sub="lise"))
    again = Client()
    assert again.get(through(again.post("/logg-inn/feide/"), sub="lise"))["Location"] == "/"
    assert again.session["_auth_user_id"] == str(person.account.pk)
    assert again.post("/logg-ut/")["Location"].startswith(f"{feide}/oauth2/end_session?id_token_hint=")


def test_somebody_else_and_somebody_who_says_no_do_not_get_in(client: Client, feide: str) -> None:
    assert client.get(through(client.post("/logg-inn/feide/"), sub="ola")).status_code == 403
    refused = client.get(through(client.post("/logg-inn/feide/"), action="deny"))
    assert refused.status_code == 400  # it says no without our state, so that it may be anybody's no
    assert "_auth_user_id" not in client.session


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(STARTS_WITHIN_SECONDS * 10):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the provider did not start"
        time.sleep(0.1)
    raise AssertionError("the provider did not answer")
