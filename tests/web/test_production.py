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
from innsats.family.doors import COOKIE
from innsats.web.said_once import SaidOnce
chosen = Client(headers={"host": settings.ALLOWED_HOSTS[0]}).post("/sprak/", {"language": "nn"}, secure=True)
plain, program, watcher = (
    Client(headers={"host": settings.ALLOWED_HOSTS[0]}).get(path)
    for path in ("/hva-dette-er/", "/kalender/x.ics", "/helse/")
)
print(json.dumps({
    "names": [
        settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME,
        SaidOnce.cookie_name, COOKIE,
    ],
    "is_safe": [
        settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.CSRF_COOKIE_SECURE,
        settings.CSRF_COOKIE_HTTPONLY,
    ],
    "same_site": [settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
    "domains": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN],
    "language": str(chosen.cookies[settings.LANGUAGE_COOKIE_NAME].OutputString()),
    "plain": [plain.status_code, plain.get("Location")],
    "program": [program.status_code, program.get("Location")],
    "watcher": [watcher.status_code, watcher.content.decode()],
    "debug": settings.DEBUG,
}))
"""


def started(folder: Path, asks: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A process in production, in a folder that holds nothing."""
    given = {
        "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "innsats.settings", "INNSATS_PRODUCTION": "1",
        "INNSATS_HOSTS": HOST, "SECRET_KEY": "x" * 50, "INNSATS_ROOT_KEY": "ab" * 32, "INNSATS_MAIL": "console",
        "INNSATS_DATA_DIR": str(folder), "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }  # fmt: skip
    return subprocess.run([sys.executable, "-c", asks], env=given | settings, capture_output=True, text=True)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the product says of itself."""
    done = started(tmp_path_factory.mktemp("production"), ASKS, INNSATS_DEVELOPMENT="1")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_every_cookie_belongs_to_this_host_alone_and_no_script_reads_it(told: dict[str, Any]) -> None:
    assert all(name.startswith("__Host-") for name in told["names"]) and len(set(told["names"])) == 5
    assert all(told["is_safe"]) and told["same_site"] == ["Lax", "Lax"] and told["domains"] == [None, None]
    kept = told["language"].split("; ")
    assert kept[0] == "__Host-language=nn" and {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(kept)
    assert "Domain" not in told["language"]


def test_a_page_asked_for_without_https_is_sent_there(told: dict[str, Any]) -> None:
    assert told["plain"] == [301, f"https://{HOST}/hva-dette-er/"]


def test_development_is_not_switched_on_there(told: dict[str, Any]) -> None:
    assert told["debug"] is False


def test_a_program_that_sends_its_key_in_the_clear_is_told_no_and_not_led_on(told: dict[str, Any]) -> None:
    assert told["program"] == [403, None]
    assert told["watcher"] == [200, "ok\n"]  # says nothing, and is asked on loopback


FAR = "postgres://serve:x@db.fjordvik.example/innsats"
MIGRATES = "postgres://migrate:x@db.fjordvik.example/innsats"


@pytest.mark.parametrize("settings", [
    {"INNSATS_CLAMD": "clamd.fjordvik.example:3310"},
    {"INNSATS_MAIL": "smtp://mail.fjordvik.example"},
    {"DATABASE_URL": FAR, "MIGRATE_DATABASE_URL": MIGRATES},
    {"DATABASE_URL": f"{FAR}?sslmode=require", "MIGRATE_DATABASE_URL": MIGRATES},
], ids=["scanner", "mail", "database", "a database that is not verified"])  # fmt: skip
def test_nothing_leaves_the_machine_in_the_clear(tmp_path: Path, settings: dict[str, str]) -> None:
    refused = started(tmp_path, "from django.conf import settings; settings.DEBUG", **settings)
    assert refused.returncode and "fjordvik.example in the clear" in refused.stderr


def test_what_is_encrypted_or_stays_here_is_let_through(tmp_path: Path) -> None:
    begun = started(
        tmp_path, "from django.conf import settings; settings.DEBUG", INNSATS_CLAMD="[::1]:3310",
        INNSATS_MAIL="smtp://127.0.0.1", DATABASE_URL=f"{FAR}?sslmode=verify-full", MIGRATE_DATABASE_URL=MIGRATES,
    )  # fmt: skip
    assert begun.returncode == 0, begun.stderr
