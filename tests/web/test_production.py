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


@pytest.mark.parametrize("settings", [
    {"INNSATS_CLAMD": "clamd.fjordvik.example:3310"},
    {"INNSATS_MAIL": "smtp://mail.fjordvik.example"},
    {"DATABASE_URL": FAR},
    {"DATABASE_URL": f"{FAR}?sslmode=require"},
], ids=["scanner", "mail", "database", "a database that is not verified"])  # fmt: skip
def test_nothing_leaves_the_machine_in_the_clear(tmp_path: Path, settings: dict[str, str]) -> None:
    refused = started(tmp_path, "from django.conf import settings; settings.DEBUG", **settings)
    assert refused.returncode and "fjordvik.example in the clear" in refused.stderr


def test_what_is_encrypted_or_stays_here_is_let_through(tmp_path: Path) -> None:
    begun = started(
        tmp_path, "from django.conf import settings; settings.DEBUG", INNSATS_CLAMD="[::1]:3310",
        INNSATS_MAIL="smtp://127.0.0.1", DATABASE_URL=f"{FAR}?sslmode=verify-full",
    )  # fmt: skip
    assert begun.returncode == 0, begun.stderr


SERVES, OWNS = "postgres://serve:x@127.0.0.1/innsats", "postgres://owns:x@127.0.0.1/innsats"
ROLE = "from django.conf import settings; print(settings.DATABASES['default']['USER'])"


def test_who_answers_requests_is_given_nothing_of_the_role_that_owns_the_tables(tmp_path: Path) -> None:
    begun = started(tmp_path, ROLE, DATABASE_URL=SERVES)
    assert (begun.returncode, begun.stdout.split()) == (0, ["serve"]), begun.stderr


def test_what_migrates_and_takes_backups_works_as_that_role(tmp_path: Path) -> None:
    begun = started(tmp_path, ROLE, DATABASE_URL=SERVES, MIGRATE_DATABASE_URL=OWNS, INNSATS_MIGRATING="1")
    assert (begun.returncode, begun.stdout.split()) == (0, ["owns"]), begun.stderr


@pytest.mark.parametrize(("command", "given", "said"), [
    (["migrate"], {}, "MIGRATE_DATABASE_URL is not set"), (["backup", "."], {}, "MIGRATE_DATABASE_URL is not set"),
    (["restore", ".", "--identity", "x"], {}, "MIGRATE_DATABASE_URL is not set"),
    (["drill"], {}, "MIGRATE_DATABASE_URL is not set"),
    (["migrate"], {"MIGRATE_DATABASE_URL": f"{SERVES}?connect_timeout=1"}, "must be two roles"),
], ids=lambda said: said[0] if isinstance(said, list) else "")  # fmt: skip
def test_each_command_that_works_as_that_role_says_so_where_none_or_no_other_is_given(
    tmp_path: Path, command: list[str], given: dict[str, str], said: str
) -> None:
    asks = f"from innsats.cli import main; raise SystemExit(main({command!r}))"
    refused = started(tmp_path, asks, DATABASE_URL=SERVES, **given)
    assert refused.returncode == 2 and refused.stderr.startswith(f"innsats {command[0]}: ") and said in refused.stderr


WATCHES = """
import django
django.setup()
from django.conf import settings
from django.test import Client
watcher = Client(headers={"host": "127.0.0.1:8000"})
print(watcher.get("/helse/").status_code, watcher.get("/helse/tall/").status_code, settings.SITE_ADDRESS)
"""


@pytest.mark.parametrize(("hosts", "answers"), [
    (HOST, ["400", "400"]), (f"{HOST},127.0.0.1", ["200", "404"]),
], ids=["not named", "named last"])  # fmt: skip
def test_whoever_watches_on_loopback_is_answered_once_it_is_named_last_and_links_lead_to_the_first(
    tmp_path: Path, hosts: str, answers: list[str]
) -> None:
    told = started(tmp_path, WATCHES, INNSATS_HOSTS=hosts)
    assert told.stdout.split() == [*answers, f"https://{HOST}/"], told.stderr
