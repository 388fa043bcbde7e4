"""docs/running.md names every setting that the code reads, and none that it does not; and the exact grants."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from innsats.cli import COMMANDS
from innsats.cli.database import GRANTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "running.md").read_text()
READERS = ("env", "env_secret", "_kept_secret", "os.environ.get", "os.getenv")
KEPT = "journal_anchor, journal_event, journal_look, journal_refusal, vault_destruction"


def settings_read() -> set[str]:
    """The name of every environment variable that the product, or the tests' own set-up, reads."""
    readers = [*(ROOT / "innsats").rglob("*.py"), ROOT / "tests" / "conftest.py"]
    return {name for path in readers for name in read_in(path)}


def read_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if ast.unparse(node.func) in READERS:
                yield name
            case ast.Subscript(slice=ast.Constant(value=str(name)), ctx=ast.Load()):
                if ast.unparse(node.value) == "os.environ":
                    yield name


def settings_described() -> set[str]:
    section = PAGE.partition("## Settings")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)`", section, re.MULTILINE))


def test_every_setting_is_described_and_nothing_else() -> None:
    read = {name.removesuffix("_FILE") for name in settings_read()}
    assert settings_described() == read


def test_every_secret_is_marked_as_one() -> None:
    code = (ROOT / "innsats" / "settings.py").read_text()
    secrets = set(re.findall(r"(?:env_secret|_kept_secret)\(\s*\"([A-Z_]+)\"", code))
    assert set(re.findall(r"^\| `([A-Z_]+)` \(secret\)", PAGE, re.MULTILINE)) == secrets


def test_the_grants_stand_as_they_are_given() -> None:
    missing = [sql for sql in GRANTS if sql.format(role="innsats_serve", kept=KEPT) + ";" not in PAGE]
    assert missing == []


def test_every_command_that_is_named_exists() -> None:
    assert {name for name in re.findall(r"`innsats ([a-z][a-z-]+)", PAGE)} <= set(COMMANDS)
