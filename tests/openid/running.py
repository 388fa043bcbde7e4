"""The provider's process, the settings that point at it, and a browser's way there and back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.http import HttpResponse
from django.test import Client

from innsats.people.oidc import discovery
from innsats.web import clock
from tests import world

ROOT = Path(__file__).resolve().parents[2]
OURS = rsa.generate_private_key(65537, 2048)
PRIVATE = OURS.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
PUBLIC = OURS.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
BACK = {
    slug: [f"http://127.0.0.1:8000/{door}/{slug}/svar/" for door in ("logg-inn", "skole/inn")]
    for slug in ("feide", "idporten")
}
CLIENT = {
    "id": "innsats & co", "secret": "hemmelig: 100%", "public": PUBLIC, "redirects": " ".join(sum(BACK.values(), []))
}  # fmt: skip
EPPN = "https://n.feide.no/claims/eduPersonPrincipalName"
PID = "22869298765"


@dataclass(frozen=True)
class Running:
    """A provider that runs: what to tell it, what it has seen, and the way through it."""

    issuer: str

    def tell(self, **told: Any) -> None:
        """Who signs in next, and what goes wrong: see `provider`. Nothing said: all as it should be."""
        self._posted("/tell", {"now": clock.now().timestamp(), **told})

    def signed(self, by: str = "key", **claims: Any) -> str:
        return str(self._posted("/sign", {"claims": claims, "by": by})["token"])

    @property
    def seen(self) -> list[dict[str, Any]]:
        return json.load(urlopen(f"{self.issuer}/seen"))

    def through(self, left: HttpResponse) -> str:
        """Where the browser is sent back to, as a path with the answer in it."""
        assert left.status_code == 302, left.content.decode()
        answer = httpx2.get(left["Location"], verify=False)
        assert answer.status_code == 302, answer.text
        there = urlsplit(answer.headers["location"])
        return f"{there.path}?{there.query}"

    def _posted(self, path: str, said: Any) -> Any:
        return json.load(urlopen(Request(f"{self.issuer}{path}", json.dumps(said).encode())))


def staff_in(client: Client, provider: Running, wanted: str = "") -> HttpResponse:
    """From pressing the button until one is back."""
    left = client.post("/logg-inn/feide/", {"next": wanted})
    return client.get(provider.through(left)) if left.status_code == 302 else left


def family_in(client: Client, provider: Running, slug: str = "idporten") -> HttpResponse:
    left = client.post(f"/skole/inn/{slug}/")
    return client.get(provider.through(left)) if left.status_code == 302 else left


@pytest.fixture(scope="session")
def running_provider() -> Iterator[Running]:
    """One process for all tests of this worker."""
    command = [sys.executable, "-m", "tests.openid.provider", json.dumps(CLIENT)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        yield Running(f"http://127.0.0.1:{port}")
        process.terminate()


@pytest.fixture
def feide(running_provider: Running, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Running:
    """Feide, where we prove ourselves by a secret; an employee of nowhere signs in."""
    world.it_is(monkeypatch)
    _pointed_at(running_provider, settings, "feide", secret=CLIENT["secret"])
    running_provider.tell(**somebody())
    return running_provider


@pytest.fixture
def idporten(running_provider: Running, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Running:
    """ID-porten, where we prove ourselves by a key; a guardian signs in at the level asked for."""
    world.it_is(monkeypatch)
    _pointed_at(running_provider, settings, "idporten", key=PRIVATE)
    running_provider.tell(claims={"pid": PID, "acr": "idporten-loa-substantial"})
    return running_provider


def somebody(*numbers: str, affiliation: str = "employee", **more: Any) -> dict[str, Any]:
    """Told to Feide: Tone Hval signs in, who belongs at these organisation numbers."""
    userinfo = {
        "sub": "sub-1", "name": "Tone Hval", "email": "tone@fjordvik.example", "email_verified": False,
        EPPN: "tone@fjordvik.no",
    }  # fmt: skip
    units = [f"NO{one}" for one in numbers]
    extended = {"eduPersonAffiliation": ["member", affiliation], "eduPersonOrgUnitDN:norEduOrgNIN": units}
    return {"userinfo": userinfo, "extended": extended, **more}


def _pointed_at(running: Running, settings: Any, slug: str, **proof: str) -> None:
    discovery.forget()
    given = {
        "issuer": running.issuer, "client_id": CLIENT["id"], "secret": "", "key": "", "key_id": "", "pushed": None,
        "origins": (), "strong": (), "extended": f"{running.issuer}/extended" if slug == "feide" else "",
    }  # fmt: skip
    settings.OPENID_PROVIDERS = {**settings.OPENID_PROVIDERS, slug: {**given, **proof}}
