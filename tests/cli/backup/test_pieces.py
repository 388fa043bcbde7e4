"""`innsats seal` and `unseal` as PostgreSQL calls them: what is sealed lies whole, and what does not open stops it."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from innsats import settings

LOG = b"A piece of the log. " * 50_000 + bytes(2_000_000)


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    for name in ("other", "identity"):
        new = Identity.generate()
        (tmp_path / name).write_text(f"{new}\n")
    (tmp_path / "piece").write_bytes(LOG)
    return new


def run(folder: Path, *arguments: str, code: int = 0, given: bytes = b"") -> bytes:
    """What a command says, from a user who has none of our settings."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(settings.ROOT), "INNSATS_PRODUCTION": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "innsats.cli", *arguments], cwd=folder, env=environment, input=given, capture_output=True
    )
    assert ran.returncode == code and b"Traceback" not in ran.stderr, ran.stderr.decode()
    return ran.stdout + ran.stderr


def test_what_is_sealed_opens_again_as_a_file_or_as_it_passes(tmp_path: Path, identity: Identity) -> None:
    run(tmp_path, "seal", "--for", str(identity.to_public()), "piece", "a.age")
    run(tmp_path, "unseal", "--identity", "identity", "a.age", "opened")
    assert (tmp_path / "opened").read_bytes() == LOG
    run(tmp_path, "seal", "--for", str(identity.to_public()), "-", "b.age", given=LOG)
    assert run(tmp_path, "unseal", "--identity", "identity", "b.age", "-") == LOG
    sealed = (tmp_path / "b.age").read_bytes()
    assert len(sealed) < len(LOG) / 50 and b"piece" not in sealed
    assert gzip.decompress(pyrage.decrypt(sealed, [identity])) == LOG  # without us
    assert (tmp_path / "a.age").stat().st_mode & 0o077 == 0


def test_what_cannot_be_sealed_leaves_what_was_there_and_nothing_else(tmp_path: Path, identity: Identity) -> None:
    (tmp_path / "a.age").write_bytes(b"from before")
    said = run(tmp_path, "seal", "--for", str(identity.to_public()), "nothing", "a.age", code=1)
    assert b"a.age was not sealed" in said
    assert b"must name whom" in run(tmp_path, "seal", "--for", "age1xyz", "piece", "a.age", code=2)
    assert (tmp_path / "a.age").read_bytes() == b"from before"
    assert {path.name for path in tmp_path.iterdir()} == {"a.age", "piece", "identity", "other"}
    run(tmp_path, "seal", "--for", str(identity.to_public()), "piece", "a.age")  # PostgreSQL asks again after a crash
    assert run(tmp_path, "unseal", "--identity", "identity", "a.age", "-") == LOG


def test_the_log_ends_where_there_is_no_piece_and_nowhere_else(tmp_path: Path, identity: Identity) -> None:
    run(tmp_path, "seal", "--for", str(identity.to_public()), "piece", "a.age")
    (tmp_path / "cut.age").write_bytes((tmp_path / "a.age").read_bytes()[:-5])
    for key, file, target, code, said in (
        ("identity", "b.age", "opened", 1, "there is no b.age"),
        ("other", "a.age", "opened", 126, "was sealed for another key"),
        ("nobody", "a.age", "opened", 126, "cannot be read"),
        ("identity", "cut.age", "opened", 126, "damaged or cut"),
        ("identity", "piece", "opened", 126, "no sealed file"),
        ("identity", "a.age", "/dev/full", 126, "could not be unpacked"),
        ("identity", "a.age", "nowhere/opened", 126, "No such file"),
    ):
        assert said in run(tmp_path, "unseal", "--identity", key, file, target, code=code).decode()
