"""The providers' settings: half of one stops the start, and forms lead to those that are set up, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured

from innsats.settings import _provider
from tests.openid.running import PRIVATE

GIVEN = {
    "issuer": "https://idporten.example", "client_id": "innsats", "secret": "hemmelig", "key": "", "key_id": "",
    "pushed": "", "origins": "https://login.idporten.example https://to.example", "strong": "", "extended": "",
}  # fmt: skip
CURVE = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_without_an_issuer_there_is_no_provider_whatever_else_is_set() -> None:
    assert _provider(**{**GIVEN, "issuer": ""}) == {}


@pytest.mark.parametrize(("said", "means"), [("", None), ("1", True), ("0", False)])
def test_pushing_is_on_off_or_as_the_provider_offers(said: str, means: bool | None) -> None:
    made = _provider(**{**GIVEN, "pushed": said})
    assert made["pushed"] is means and made["origins"] == ("https://login.idporten.example", "https://to.example")


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://idporten.example"}, {"client_id": ""}, {"secret": ""}, {"key": PRIVATE}, {"pushed": "yes"},
        {"secret": "", "key": "no key"}, {"secret": "", "key": CURVE.decode()},
    ],
)  # fmt: skip
def test_half_of_one_or_a_wrong_one_stops_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="docs/running.md"):
        _provider(**{**GIVEN, **wrong})


def test_a_key_or_a_secret_will_do_and_on_this_machine_plain_http() -> None:
    assert _provider(**{**GIVEN, "secret": "", "key": PRIVATE})["key"] == PRIVATE
    assert _provider(**{**GIVEN, "issuer": "http://127.0.0.1:9000"})


def test_forms_lead_to_the_origins_of_those_that_are_set_up() -> None:
    given = {
        "INNSATS_FEIDE_ISSUER": "https://feide.example/a", "INNSATS_FEIDE_CLIENT_ID": "x", "INNSATS_FEIDE_SECRET": "y",
        "INNSATS_FEIDE_ORIGINS": "https://idp.feide.example",
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", "from innsats import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES'])"],
        env={**os.environ, **given}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "'form-action': [\"'self'\", 'https://feide.example', 'https://idp.feide.example']" in said.stdout
