"""A command that falls over leaves nothing of its memory behind."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from innsats.cli import COMMANDS
from innsats.settings import ROOT

FALLS_OVER = """
import ctypes, os, resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from innsats import cli
def fall(rest):
    print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
    os.abort()
cli.COMMANDS = {"serve": cli.Command(at="", does="", starts_django=False)}
cli.Command.function = lambda self: fall
cli.main(["serve"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
@pytest.mark.parametrize("production", ["", "1"])
def test_a_command_that_falls_over_leaves_no_core_dump(tmp_path: Path, production: str) -> None:
    """In production also where the system takes dumps through a pipe, which asks for no limit."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "INNSATS_PRODUCTION": production}
    fallen = subprocess.run(
        [sys.executable, "-c", FALLS_OVER], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert fallen.returncode == -6 and "serve" in COMMANDS
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    most = 0 if hard == 0 else 1  # byte, or what the system allows at all
    assert fallen.stdout.strip() == f"({most}, {most}) {0 if production else 1}"
    assert list(tmp_path.iterdir()) == []


def test_there_could_be_one(tmp_path: Path) -> None:
    """Where this machine writes them into the folder at all, one is written without us: the test above can fail."""
    pattern = Path("/proc/sys/kernel/core_pattern")
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    is_kept_from_it = hard != resource.RLIM_INFINITY and hard < 2**20  # by the system, or by a command run before here
    if not pattern.exists() or pattern.read_text().startswith(("|", "/")) or is_kept_from_it:
        pytest.skip("this machine leaves none in a folder")
    abort = "import os, resource; resource.setrlimit(resource.RLIMIT_CORE, (2**20, 2**20)); os.abort()"
    subprocess.run([sys.executable, "-c", abort], cwd=tmp_path, capture_output=True)
    assert list(tmp_path.iterdir()) != []
