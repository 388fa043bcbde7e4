"""`innsats COMMAND`: one table, one sentence when something is wrong, and an exit code that says whose fault it is."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError

from innsats import cli
from innsats.cli import database, serving


def failing(error: Exception) -> str:
    def command(arguments: list[str]) -> int:
        raise error

    globals()["_failing"] = command
    return f"{__name__}:_failing"


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_there_and_says_what_it_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(cli.COMMANDS[name].function())
    assert cli.main([]) == 0
    assert f"  {name} " in capsys.readouterr().out


def test_an_unknown_command_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fly"]) == 2
    assert "no command 'fly'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CommandError("there is no such school."), 1, "there is no such school."),
        (CommandError("no date", returncode=2), 2, "no date"),
        (ImproperlyConfigured("SECRET_KEY is not set."), 2, "SECRET_KEY is not set."),
        (OperationalError("no such table: people_person"), 1, "innsats migrate"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_a_code(
    error: Exception, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cli.COMMANDS, "fail", cli.Command(at=failing(error), does="fail"))
    assert cli.main(["fail"]) == code
    told = capsys.readouterr().err
    assert said in told and told.count("\n") <= 1


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cli.COMMANDS, "fail", cli.Command(at=failing(ValueError("bug")), does="fail"))
    with pytest.raises(ValueError, match="bug"):
        cli.main(["fail"])


@pytest.mark.parametrize("words", ["http", "-1", "0", "65536", "80 80"])
def test_a_port_that_is_no_port_is_asked_wrongly(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", words)
    with pytest.raises(CommandError, match="must be a number") as refused:
        serving.free_port()
    assert refused.value.returncode == 2


def test_a_taken_port_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind((serving.LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(CommandError, match=f"port {port} is taken.*make run PORT={port + 1}"):
            serving.free_port()


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"INNSATS_DEMO": "1", "INNSATS_PRODUCTION": "1"}, "production"),
        ({"INNSATS_DEMO": "1", "DATABASE_URL": "sqlite:////somewhere/else.sqlite3"}, "DATABASE_URL"),
        ({"INNSATS_DEMO": "1", "DATABASE_URL_FILE": "/run/secrets/database"}, "DATABASE_URL"),
        ({"INNSATS_DEMO": "0"}, "INNSATS_DEMO"),
    ],
)
def test_only_a_demo_is_thrown_away(
    environment: dict[str, str], why: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "innsats.sqlite3"
    kept.write_text("kept")
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "INNSATS_PRODUCTION", "INNSATS_DEMO"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"INNSATS_DATA_DIR": str(tmp_path), **environment}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CommandError, match=f"{why}.*nothing was removed"):
        database.reset_demo([])
    assert kept.read_text() == "kept"


def test_run_is_not_for_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INNSATS_PRODUCTION", "1")
    with pytest.raises(CommandError, match="migrate, serve and tick"):
        serving.run([])
