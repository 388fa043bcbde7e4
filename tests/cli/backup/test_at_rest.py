"""What is said about a child is found in no backup, opened or sealed, and in nothing that taking one leaves lying."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pyrage.x25519 import Identity

from innsats.cli.backup import postgresql, sealed
from innsats.cli.backup.checking import looked_at
from innsats.cli.backup.places import Place
from innsats.cli.backup.taking import load, take_backup
from tests import world
from tests.cases.planting import HIDDEN
from tests.cases.test_sealed_at_rest import walked  # noqa: F401  (every sealed text of a case, planted)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, of this process and of those it starts, with nothing else in it."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "tmp"


def files_in(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def opened(backup: Path, identity: Identity, folder: Path) -> bytes:
    """All that is in the backup, for whoever has its key: the pages of a file, or the statements of a dump."""
    dump = folder / "opened"
    with dump.open("wb") as file:
        sealed.open_sealed(backup, [identity], lambda manifest: file)
    if connection.vendor == "sqlite":
        return dump.read_bytes()
    return subprocess.run([postgresql.tool("pg_restore"), "-f", "-", dump], capture_output=True, check=True).stdout


def test_no_word_is_in_a_backup_nor_beside_it(place: Place, walked, folder: Path, temporary: Path, tmp_path, identity):  # noqa: F811
    taken = take_backup(place, folder, recipients=[identity.to_public()], at=world.AT)
    assert taken.looked is not None and taken.looked.opened_count == 100
    searched = list(files_in(folder, temporary, Path(settings.DATA_DIR)))
    assert taken.backup.path in searched
    said = opened(taken.backup.path, identity, tmp_path)
    assert b"cases_case" in said  # it is what it should be, and could hold a word
    for where, content in [("the opened backup", said), *((path, path.read_bytes()) for path in searched)]:
        assert not [word for word in HIDDEN if word in content], where


def test_a_copy_with_one_wrong_bit_of_the_root_key_opens_nothing(place: Place, walked, taken, identity):  # noqa: F811
    right = bytes.fromhex(settings.ROOT_KEY)
    wrong = (right[:-1] + bytes([right[-1] ^ 0x80])).hex()
    with place.scratch("verifying") as scratch:
        manifest = load(scratch, taken.backup.path, [identity])
        looked = looked_at(scratch.url, {"manifest": manifest}, root_key=wrong)
        assert looked.opened_count == 0
        assert [fault for fault in looked.faults if "does not unwrap this database's keys" in fault]
