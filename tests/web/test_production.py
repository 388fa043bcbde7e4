"""What only holds in production: a process of its own starts the product as it is set up there, and tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOST = "innsats.fjordvik.example"
ASKS = """
import json
import django
django.setup()
from django.conf import settings
from django.test import Client
from innsats.web.said_once import SaidOnce
chosen = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).post("/sprak/", {"language": "nn"}, secure=True)
plain = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get("/hva-dette-er/")
print(json.dumps({
    "names": [
        settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME,
        SaidOnce.cookie_name,
    ],
    "is_safe": [
        settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_SECURE,
        settings.CSRF_COOKIE_HTTPONLY,
    ],
    "same_site": [settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
    "domains": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN],
    "language": str(chosen.cookies[settings.LANGUAGE_COOKIE_NAME].OutputString()),
    "plain": [plain.status_code, plain.get("Location")],
    "debug": settings.DEBUG,
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the product says of itself; started from a folder that holds nothing."""
    given = {
        "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "innsats.settings", "INNSATS_PRODUCTION": "1",
        "INNSATS_HOSTS": HOST, "SECRET_KEY": "x" * 50, "INNSATS_ROOT_KEY": "ab" * 32, "INNSATS_MAIL": "console",
        "INNSATS_DATA_DIR": str(tmp_path_factory.mktemp("production")), "INNSATS_DEVELOPMENT": "1",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", ASKS], env=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_cookie_belongs_to_this_host_alone_and_no_script_reads_it(told: dict[str, Any]) -> None:
    assert all(name.startswith("__Host-") for name in told["names"]) and len(set(told["names"])) == 4
    assert all(told["is_safe"]) and told["same_site"] == ["Lax", "Lax"] and told["domains"] == [None, None]
    kept = told["language"].split("; ")
    assert kept[0] == "__Host-language=nn" and {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(kept)
    assert "Domain" not in told["language"]


def test_a_page_asked_for_without_https_is_sent_there(told: dict[str, Any]) -> None:
    assert told["plain"] == [301, f"https://{HOST}/hva-dette-er/"]


def test_development_is_not_switched_on_there(told: dict[str, Any]) -> None:
    assert told["debug"] is False
