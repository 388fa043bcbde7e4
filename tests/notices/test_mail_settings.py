"""`INNSATS_MAIL`: what may stand there, and what Django is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from innsats.settings import _mail

ASKS = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_FILE_PATH, s.SITE_ADDRESS, end=' '); "
ASKS += "print(s.DEFAULT_FROM_EMAIL, s.EMAIL_HOST, s.EMAIL_HOST_PASSWORD)"
PRODUCTION = {
    "INNSATS_PRODUCTION": "1", "INNSATS_HOSTS": "innsats.fjordvik.example,intern.fjordvik.example",
    "SECRET_KEY": "x" * 50, "INNSATS_ROOT_KEY": "ab" * 32,
}  # fmt: skip


def started(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The settings as a process of its own reads them, with nothing else in the environment."""
    given = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "innsats.settings", "INNSATS_DATA_DIR": str(folder)}
    return subprocess.run([sys.executable, "-c", ASKS], env=given | environment, capture_output=True, text=True)


def test_a_demo_keeps_its_mails_in_the_data_directory(tmp_path):
    backend, folder, address, sender, *_ = started(tmp_path, INNSATS_DEMO="1", PORT="8101").stdout.split()
    assert backend == "django.core.mail.backends.filebased.EmailBackend"
    assert folder == str(tmp_path / "mail")
    assert (address, sender) == ("http://127.0.0.1:8101/", "innsats@localhost")


def test_production_must_say_where_mails_go(tmp_path):
    refused = started(tmp_path, **PRODUCTION)
    assert refused.returncode and "INNSATS_MAIL is not set" in refused.stderr


def test_production_sends_from_its_first_name_and_the_address_may_be_in_a_file(tmp_path):
    kept = tmp_path / "mail-address"
    kept.write_text("smtp+starttls://post:p%40ss@mail.fjordvik.example\n")
    said = started(tmp_path, **PRODUCTION, INNSATS_MAIL_FILE=str(kept)).stdout.split()
    assert said == [
        "django.core.mail.backends.smtp.EmailBackend", str(tmp_path / "mail"), "https://innsats.fjordvik.example/",
        "innsats@innsats.fjordvik.example", "mail.fjordvik.example", "p@ss",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "host", "port", "tls", "ssl"),
    [
        ("smtp://127.0.0.1", "127.0.0.1", 25, False, False),
        ("smtp://mail.example:2525", "mail.example", 2525, False, False),
        ("smtp+starttls://a:b@mail.example", "mail.example", 587, True, False),
        ("smtps://a:b@[::1]:4650", "::1", 4650, False, True),
    ],
)
def test_an_address_says_how_to_speak_with_the_server(said, host, port, tls, ssl):
    found = _mail(said)
    assert (found["HOST"], found["PORT"], found["USE_TLS"], found["USE_SSL"]) == (host, port, tls, ssl)


@pytest.mark.parametrize("said", ["", "files", "smtp://", "http://mail.example", "smtp://host:port", "mail.example:25"])
def test_anything_else_stops_the_start_and_says_what_may_stand_there_but_no_password(said):
    with pytest.raises(ImproperlyConfigured, match="must be console, file or an address"):
        _mail(said)
