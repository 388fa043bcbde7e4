"""Master keys wrapped by a key service: HashiCorp Vault's transit engine, by its real HTTP contract, on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from innsats.vault import keys, roots, rotating, sealing, transit
from innsats.vault.errors import Locked, TransitAway, TransitRefused, WrongRootKey
from innsats.vault.models import MasterKey
from tests import world
from tests.vault.transit_server import TOKEN, Transit

FIELD = "cases.Note.words"
KEY = bytes(range(32))


@pytest.fixture
def service(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Transit]:
    """A key service that is set, with no root key beside it."""
    started = Transit()
    settings.KEY_SERVICE, settings.KEY_SERVICE_NAMESPACE = f"{started.address}/transit/innsats", ""
    settings.ROOT_KEY = ""
    monkeypatch.setenv("INNSATS_KEY_SERVICE_TOKEN", TOKEN)
    monkeypatch.setattr(keys, "RETRY_SECONDS", 0.01)
    yield started
    started.stop()


def a_text() -> tuple[sealing.Sealed, object]:
    row = uuid4()
    return sealing.seal("Hei", key=keys.new_data_key("case", 1, row), field=FIELD, row=row), row


def test_what_is_wrapped_is_the_services_own_ciphertext_and_comes_back(service: Transit) -> None:
    stored = roots.wrapped(KEY, bound_to="master|1")
    assert stored.startswith(b"vault:v1:") and KEY not in stored
    assert roots.unwrapped(stored, bound_to="master|1") == KEY


def test_it_is_bound_to_what_it_was_wrapped_for(service: Transit) -> None:
    stored = roots.wrapped(KEY, bound_to="master|1")
    with pytest.raises(WrongRootKey, match="message authentication failed"):
        roots.unwrapped(stored, bound_to="master|2")


def test_a_derived_key_and_a_namespace_are_served_too(service: Transit, settings) -> None:
    service.derived.add("innsats")
    service.namespace = settings.KEY_SERVICE_NAMESPACE = "kommune/skole"
    assert roots.unwrapped(roots.wrapped(KEY, bound_to="m"), bound_to="m") == KEY


def test_the_token_is_read_anew_from_its_file(service: Transit, monkeypatch, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("hvs.old\n")
    monkeypatch.setenv("INNSATS_KEY_SERVICE_TOKEN_FILE", str(file))
    with pytest.raises(TransitRefused, match="INNSATS_KEY_SERVICE_TOKEN") as refused:
        roots.wrapped(KEY, bound_to="m")
    assert "permission denied" in str(refused.value) and "hvs.old" not in str(refused.value)
    file.write_text(f"{TOKEN}\n")  # an agent has renewed it
    assert roots.wrapped(KEY, bound_to="m")


@pytest.mark.parametrize(
    ("path", "said"),
    [("annet/innsats", "no transit engine at annet"), ("transit/ukjent", "encryption key not found")],
)
def test_what_is_set_wrongly_is_named(service: Transit, settings, path: str, said: str) -> None:
    settings.KEY_SERVICE = f"{service.address}/{path}"
    with pytest.raises(TransitRefused, match=said):
        roots.wrapped(KEY, bound_to="m")


def test_another_key_of_the_service_is_a_wrong_root_key(service: Transit) -> None:
    stored = roots.wrapped(KEY, bound_to="m")
    service.keys["innsats"] = AESGCM(bytes(32))
    with pytest.raises(WrongRootKey, match="does not unwrap this database's keys"):
        roots.unwrapped(stored, bound_to="m")


def test_a_sealed_service_is_away_and_says_so(service: Transit) -> None:
    service.is_sealed = True
    with pytest.raises(TransitAway, match="503.*Vault is sealed"):
        roots.wrapped(KEY, bound_to="m")


@pytest.mark.parametrize("status", [429, 472, 473, 500, 502, 503, 504])
def test_what_may_be_otherwise_later_is_away(service: Transit, status: int) -> None:
    service.answers = (status, b"<html>no json</html>")
    with pytest.raises(TransitAway, match=str(status)):
        roots.wrapped(KEY, bound_to="m")


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'{"data": {"ciphertext": "open"}}', b"\xff", b"9" * 200_000])
def test_something_else_at_the_address_is_refused(service: Transit, body: bytes) -> None:
    service.answers = (200, body)
    for ask in (
        lambda: roots.wrapped(KEY, bound_to="m"),
        lambda: roots.unwrapped(b"vault:v1:abc", bound_to="m"),
    ):
        with pytest.raises(TransitRefused):
            ask()


def test_no_redirect_is_followed_with_our_token(service: Transit) -> None:
    service.answers = (307, b"")
    with pytest.raises(TransitRefused, match="307"):
        roots.wrapped(KEY, bound_to="m")
    assert service.asked_count == 1


def test_nobody_there_is_away(service: Transit) -> None:
    service.stop()
    with pytest.raises(TransitAway, match="does not answer"):
        roots.wrapped(KEY, bound_to="m")


@pytest.mark.parametrize(
    "said", ["vault", "https://", "https://host", "https://host/innsats", "http://vault.example.no/transit/innsats",
             "https://a:b@host/transit/innsats", "https://host/transit/innsats?x=1", "https://host:x/transit/innsats",
             "ftp://host/transit/innsats", "https://[::1/transit/innsats"],
)  # fmt: skip
def test_an_address_of_the_wrong_form_stops_the_start(settings, said: str) -> None:
    settings.KEY_SERVICE = said
    with pytest.raises(ImproperlyConfigured, match="INNSATS_KEY_SERVICE must be"):
        roots.check_settings()


def test_a_mount_may_lie_deeper(settings) -> None:
    settings.KEY_SERVICE = "https://vault.example.no:8200/kommune/transit/innsats"
    assert transit.engine().url("encrypt") == "https://vault.example.no:8200/v1/kommune/transit/encrypt/innsats"


@pytest.mark.django_db
def test_it_is_asked_once_at_start_and_goes_on_without_it(service: Transit) -> None:
    sealed, row = a_text()
    keys.forget()
    asked_count = service.asked_count
    assert keys.unlock() == 1
    service.stop()
    assert service.asked_count == asked_count + 1
    assert sealing.open_one(sealed, row) == "Hei"
    other, other_row = a_text()
    assert sealing.open_one(other, other_row) == "Hei"


@pytest.mark.django_db
def test_a_start_waits_for_it_a_bounded_time(service: Transit, monkeypatch) -> None:
    a_text()
    service.is_sealed, tries = True, []

    def pause(seconds: float) -> None:
        tries.append(seconds)
        if len(tries) == 3:
            service.is_sealed = False

    monkeypatch.setattr(keys.time, "sleep", pause)
    assert keys.unlock(patience_seconds=60) == 1
    assert len(tries) == 3
    service.is_sealed = True
    with pytest.raises(TransitAway, match="Vault is sealed"):
        keys.unlock()
    assert len(tries) == 3


@pytest.mark.django_db
def test_a_server_that_needs_it_while_it_is_away_says_so_and_gives_back_what_was_written(
    service: Transit, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    report = world.a_report(by=world.an_employee(world.a_school()), text="Det lå en lapp i sekken hans.")
    school = str(report.school.uuid)
    typed = {"go": "send", "step": "send", "form_key": str(uuid4()), "school": school, "text": "Nei og nei"}
    client.force_login(report.reporter.account)
    address = f"/mine-meldinger/{report.number}/"
    keys.forget()
    service.is_sealed = True
    for answer in (client.get(address), client.post("/skole/", typed)):
        assert answer.status_code == 503 and answer["Retry-After"] == "10"
    assert "Nei og nei" in answer.content.decode() and "Vault is sealed" in caplog.text
    service.is_sealed = False
    assert "en lapp i sekken" in client.get(address).content.decode()
    assert client.post("/skole/", typed).status_code == 200


@pytest.mark.django_db
def test_what_is_refused_is_not_asked_again(service: Transit, monkeypatch) -> None:
    a_text()
    monkeypatch.setenv("INNSATS_KEY_SERVICE_TOKEN", "hvs.wrong")
    count = service.asked_count
    with pytest.raises(TransitRefused):
        keys.unlock(patience_seconds=60)
    assert service.asked_count == count + 1


@pytest.mark.django_db
def test_a_rotation_moves_the_keys_from_a_root_key_to_the_service_and_back(service: Transit, settings) -> None:
    with_service, settings.KEY_SERVICE, settings.ROOT_KEY = settings.KEY_SERVICE, "", "ab" * 32
    sealed, row = a_text()

    settings.KEY_SERVICE = with_service  # both are set while one takes over
    rotating.rotate(pause=lambda: None)
    settings.ROOT_KEY = ""
    keys.forget()
    assert sealing.open_one(sealed, row) == "Hei"
    assert bytes(MasterKey.objects.get().wrapped).startswith(b"vault:v1:")

    rotating.change_root_key(bytes.fromhex("cd" * 32))
    settings.KEY_SERVICE, settings.ROOT_KEY = "", "cd" * 32
    keys.forget()
    assert sealing.open_one(sealed, row) == "Hei"


@pytest.mark.django_db
def test_who_runs_without_the_service_opens_nothing_once_keys_are_rotated_to_it(service: Transit, settings) -> None:
    """Therefore docs/operator/keys.md has it restarted with both settings before."""
    with_service, settings.KEY_SERVICE, settings.ROOT_KEY = settings.KEY_SERVICE, "", "ab" * 32
    sealed, row = a_text()
    settings.KEY_SERVICE = with_service
    rotating.rotate(pause=lambda: None)
    keys.forget()
    settings.KEY_SERVICE = ""
    with pytest.raises(WrongRootKey, match="INNSATS_KEY_SERVICE is not set"):
        sealing.open_one(sealed, row)
    settings.KEY_SERVICE = with_service
    assert sealing.open_one(sealed, row) == "Hei"


@pytest.mark.django_db
def test_keys_of_a_service_that_is_not_set_are_told_apart_from_wrong_ones(service: Transit, settings) -> None:
    a_text()
    settings.KEY_SERVICE, settings.ROOT_KEY = "", "ab" * 32
    with pytest.raises(WrongRootKey, match="INNSATS_KEY_SERVICE is not set"):
        keys.unlock()


@pytest.mark.django_db
def test_a_rotation_that_the_service_does_not_answer_begins_nothing(service: Transit) -> None:
    a_text()
    service.is_sealed = True
    with pytest.raises(Locked):
        rotating.rotate(pause=lambda: None)
    assert MasterKey.objects.count() == 1


def test_a_start_without_a_token_says_what_it_is_for(tmp_path: Path) -> None:
    env = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd(), "INNSATS_DATA_DIR": str(tmp_path), "SECRET_KEY": "x",
        "INNSATS_KEY_SERVICE": "https://vault.example.no/transit/innsats",
    }  # fmt: skip
    ran = subprocess.run([sys.executable, "-m", "innsats.cli", "doctor"], env=env, capture_output=True, text=True)
    assert ran.returncode == 2 and "INNSATS_KEY_SERVICE_TOKEN is not set" in ran.stderr
    assert not (tmp_path / "root.key").exists()
