"""`innsats rotate-keys` from a shell: what it says, and that a wrong key is refused in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError

from innsats.cli import keykeeping, main
from innsats.vault import keys, rotating
from innsats.vault.models import MasterKey
from tests.cli.test_run import INNSATS, environment_in, until

MANY = """
import django; django.setup()
from uuid import uuid4
from innsats.vault import keys
keys.new_data_keys("case", 1, [uuid4() for _ in range({count})])
"""
WITHOUT_PAUSE = """
import django; django.setup()
import innsats.cli, innsats.vault.rotating
innsats.vault.rotating.PAUSE_SECONDS = 0
raise SystemExit(innsats.cli.main(["rotate-keys"]))
"""


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "PAUSE_SECONDS", 0)


@pytest.mark.django_db
def test_it_says_how_far_it_has_come_and_what_was_done(no_pause, capsys) -> None:
    for _ in range(3):
        keys.new_data_key("case", 1, uuid4())
    assert keykeeping.rotate_keys([]) == 0
    said = capsys.readouterr().out
    assert "3 of 3" in said and "3 keys are wrapped by master key 2" in said and "thrown away: 1" in said


@pytest.mark.django_db
def test_the_root_key_is_changed_by_a_file(tmp_path: Path, settings, capsys) -> None:
    keys.new_data_key("case", 1, uuid4())
    file = tmp_path / "new.key"
    file.write_text("cd" * 32 + "\n")
    assert keykeeping.rotate_keys(["--new-root-key-file", str(file)]) == 0
    assert "cd" * 32 not in capsys.readouterr().out
    settings.ROOT_KEY = "cd" * 32
    keys.forget()
    assert keys.unlock() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["", "ab" * 31, "æ" * 64])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, said: str) -> None:
    file = tmp_path / "new.key"
    file.write_text(said)
    with pytest.raises((CommandError, ImproperlyConfigured), match="new.key"):
        keykeeping.rotate_keys(["--new-root-key-file", str(file)])


@pytest.mark.django_db
def test_another_databases_root_key_is_one_sentence_and_no_traceback(settings, capsys, no_pause) -> None:
    keys.new_data_key("case", 1, uuid4())
    settings.ROOT_KEY = "ab" * 32
    keys.forget()
    assert main(["rotate-keys"]) == 1
    assert capsys.readouterr().err.startswith("innsats rotate-keys: INNSATS_ROOT_KEY does not unwrap this database's")
    assert MasterKey.objects.count() == 1


@pytest.mark.slow
def test_one_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """kill -9 in the middle, twice; then it is finished, towards the same master key."""
    env = environment_in(tmp_path) | {"DJANGO_SETTINGS_MODULE": "innsats.settings", "PYTHONUNBUFFERED": "1"}
    subprocess.run([*INNSATS, "migrate"], env=env, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", MANY.format(count=20_000)], env=env, check=True)
    for _ in range(2):
        going = subprocess.Popen([*INNSATS, "rotate-keys"], env=env, stdout=subprocess.PIPE, text=True)
        assert going.stdout
        until(lambda going=going: " of " in going.stdout.readline(), "it says nothing of how far it is")
        os.kill(going.pid, signal.SIGKILL)
        going.wait()
        going.stdout.close()
    ran = subprocess.run([sys.executable, "-c", WITHOUT_PAUSE], env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "A rotation that had been stopped is finished" in ran.stdout and "master key 2." in ran.stdout
