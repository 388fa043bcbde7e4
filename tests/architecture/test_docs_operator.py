"""docs/operator: its units start commands that there are, its links lead, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from innsats.cli import COMMANDS
from tests.architecture.proofs import LOOKS_LIKE_ONE, proofs_in
from tests.architecture.test_docs_running import settings_described

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "operator"
PAGES = sorted(FOLDER.glob("*.md"))
UNITS = sorted((FOLDER / "systemd").glob("*.service"))
RUNNING = FOLDER.parent / "running.md"
DRAFTS = (
    "beredskap", "databehandleravtale", "felles-system", "grunnprinsipper", "innebygd-personvern",
    "personvernkonsekvenser", "sletting", "tilgjengelighet",
)  # fmt: skip
PRINCIPLES = ((1, 3), (2, 10), (3, 4), (4, 4))  # NSM's four parts, and how many principles each has
ALWAYS, CLOCKED = ("serve", "tick"), ("backup", "drill", "outside")
AS_OWNER = {"backup", "drill"}
HARDENED = (
    "NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "UMask=0077", "User=innsats",
    "InaccessiblePaths=-/opt/innsats/.git", "StateDirectoryMode=0700",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_with_settings_that_are_read(unit: Path) -> None:
    said = unit.read_text()
    (command,) = re.findall(r"^ExecStart=.*/bin/innsats (\S+)", said, re.MULTILINE)
    assert command in COMMANDS
    given = {name.removesuffix("_FILE") for name in re.findall(r"^Environment=([A-Z_]+)=", said, re.MULTILINE)}
    assert given and given <= settings_described()
    assert all(line in said.splitlines() for line in HARDENED)


def test_only_what_works_as_the_role_that_owns_the_tables_is_given_its_password() -> None:
    assert {path.stem.removeprefix("innsats-") for path in UNITS if "migrate.url" in path.read_text()} == AS_OWNER


def test_a_command_by_hand_is_given_what_the_unit_of_the_backup_is_and_leaves_the_folder_shut() -> None:
    """systemd sets the mode of the folder at each start, and to 0755 unless it is told."""
    script, unit = (FOLDER / "install.md").read_text(), (FOLDER / "systemd" / "innsats-backup.service").read_text()
    for shared in (r"LoadCredential=\S+:\S+", r"StateDirectoryMode=\d+"):
        assert set(re.findall(f"-p ({shared})", script)) == set(re.findall(f"^({shared})", unit, re.MULTILINE)) != set()


def test_a_unit_for_each_timer_and_what_always_runs_and_all_are_enabled() -> None:
    assert {path.stem for path in UNITS} == {f"innsats-{name}" for name in ALWAYS + CLOCKED}
    timers = {path.name for path in (FOLDER / "systemd").glob("*.timer")}
    assert timers == {f"innsats-{name}.timer" for name in CLOCKED}
    (enabled,) = re.findall(r"^systemctl enable --now (.*)", (FOLDER / "install.md").read_text(), re.MULTILINE)
    assert set(enabled.split()) == {f"innsats-{name}" for name in ALWAYS} | timers


@pytest.mark.parametrize("page", [*PAGES, RUNNING], ids=lambda path: path.name)
def test_its_links_lead_somewhere_and_its_commands_are_there(page: Path) -> None:
    said = page.read_text()
    lost = [to for to in re.findall(r"\]\((?!https?:)([^)#]+)", said) if not (page.parent / to).exists()]
    assert lost == []
    named = re.findall(r"(?:`|^)innsats ([a-z][a-z-]+)", said, re.MULTILINE)
    assert [name for name in named if name not in COMMANDS] == []


@pytest.mark.parametrize("page", [FOLDER / "install.md", RUNNING], ids=lambda path: path.name)
def test_the_proxy_is_told_to_log_no_addresses(page: Path) -> None:
    """An address names a case or is a key, also where a request failed, and where one came without https."""
    (block,) = re.findall(r"^```nginx\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    parts = re.findall(r"^(?:server|location / )\{?.*?^\}", block, re.MULTILINE | re.DOTALL)
    assert parts and all("access_log off;" in part and re.search(r"error_log \S+ crit;", part) for part in parts)


def test_the_proxy_keeps_in_memory_what_is_sent_to_us_and_what_is_sent_back() -> None:
    """What lies in its files is not sealed."""
    (block,) = re.findall(r"^```nginx\n(.*?)^```", RUNNING.read_text(), re.MULTILINE | re.DOTALL)
    assert "client_body_temp_path /run/" in block and "proxy_max_temp_file_size 0;" in block


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_proof_that_it_names_is_there_and_every_setting_is_read(page: Path) -> None:
    said = page.read_text()
    assert len(proofs_in(said)) == len(LOOKS_LIKE_ONE.findall(said)), "one is written in a way that is not read"
    assert [proof for proof in proofs_in(said) if not proof.is_there()] == []
    assert {name.removesuffix("_FILE") for name in re.findall(r"\bINNSATS_[A-Z_]+", said)} <= settings_described()


def test_every_page_is_reached_from_running_md() -> None:
    assert {path.name for path in PAGES} <= set(re.findall(r"\]\(operator/([\w-]+\.md)", RUNNING.read_text()))


def test_every_template_says_that_it_is_a_draft() -> None:
    for name in DRAFTS:
        assert "**Utkast" in (FOLDER / f"{name}.md").read_text()
    assert "72 timer" in (FOLDER / "beredskap.md").read_text()


def test_the_principles_are_all_there_once_and_each_says_what_is_left_to_do() -> None:
    rows = rows_of("grunnprinsipper")
    numbers = [f"{part}.{number}" for part, last in PRINCIPLES for number in range(1, last + 1)]
    assert [row[0] for row in rows] == numbers
    assert len(rows) == 21 and all(len(row) == 4 and all(row) for row in rows)


def test_each_of_the_seven_lists_says_yes_only_with_a_proof() -> None:
    text = (FOLDER / "innebygd-personvern.md").read_text()
    assert [heading[0] for heading in re.findall(r"^## (\d)", text, re.MULTILINE)] == list("1234567")
    rows = rows_of("innebygd-personvern")
    assert {row[1] for row in rows} == {"ja", "delvis", "nei"}
    assert [row[0] for row in rows if row[1] == "ja" and not proofs_in(row[2])] == []


def test_what_is_said_to_go_by_itself_is_shown_by_a_test() -> None:
    rows = [row for row in rows_of("sletting") if row[2] == "Innsats"]
    assert len(rows) >= 6 and all(any(proof.is_test() for proof in proofs_in(row[3])) for row in rows)


def rows_of(page: str) -> list[list[str]]:
    """The cells of every row of a table on the page, heads apart."""
    lines = re.findall(r"^\| (.*) \|$", (FOLDER / f"{page}.md").read_text(), re.MULTILINE)
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines if not line.startswith("---")]
    return [row for row in rows if row[0] not in ("Nr.", "Hva", "Punkt")]
