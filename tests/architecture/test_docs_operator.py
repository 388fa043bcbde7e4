"""docs/operator: its units start commands that there are, with settings that are read, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from innsats.cli import COMMANDS
from tests.architecture.test_docs_running import settings_described

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "operator"
PAGES = sorted(FOLDER.glob("*.md"))
UNITS = sorted((FOLDER / "systemd").glob("*.service"))
HARDENED = (
    "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "UMask=0077", "User=innsats",
    "InaccessiblePaths=-/opt/innsats/.git",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_with_settings_that_are_read(unit: Path) -> None:
    said = unit.read_text()
    (command,) = re.findall(r"^ExecStart=\S+/innsats (\S+)", said, re.MULTILINE)
    assert command in COMMANDS
    given = {name.removesuffix("_FILE") for name in re.findall(r"^Environment=([A-Z_]+)=", said, re.MULTILINE)}
    assert given and given <= settings_described()
    assert all(line in said.splitlines() for line in HARDENED)


def test_a_unit_for_each_timer_and_what_always_runs() -> None:
    names = {path.stem.removeprefix("innsats-") for path in UNITS}
    assert names == {"serve", "tick", "backup", "drill"}
    assert {path.stem for path in (FOLDER / "systemd").glob("*.timer")} <= {path.stem for path in UNITS}


@pytest.mark.parametrize("page", [*PAGES, FOLDER.parent / "running.md"], ids=lambda path: path.name)
def test_its_links_lead_somewhere_and_its_commands_are_there(page: Path) -> None:
    said = page.read_text()
    lost = [to for to in re.findall(r"\]\((?!https?:)([^)#]+)", said) if not (page.parent / to).exists()]
    assert lost == []
    named = re.findall(r"(?:`|^)innsats ([a-z][a-z-]+)", said, re.MULTILINE)
    assert [name for name in named if name not in COMMANDS] == []


def test_every_template_says_that_it_is_a_draft() -> None:
    for name in ("beredskap", "databehandleravtale", "felles-system", "personvernkonsekvenser"):
        assert "**Utkast" in (FOLDER / f"{name}.md").read_text()
    assert "72 timer" in (FOLDER / "beredskap.md").read_text()
