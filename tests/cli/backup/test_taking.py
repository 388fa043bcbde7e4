"""A backup is taken while others work, sealed piece by piece, and restored before it is believed."""

from __future__ import annotations

import io
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection, transaction
from pyrage.x25519 import Identity

from innsats.cases.models import Case
from innsats.cli.backup import manifest, sealed, sqlite, taking
from innsats.cli.backup.places import Place
from innsats.cli.backup.taking import Taken, take_backup, verified
from innsats.journal.models import Event
from innsats.people.models import Person
from tests import world

SEAL = sealed.seal


def test_it_is_restored_compared_and_opened_before_it_is_believed(place: Place, folder: Path, identity) -> None:
    taken = take_backup(place, folder, recipients=[identity.to_public()], at=world.AT)
    assert taken.looked is not None and taken.looked.faults == []
    assert taken.looked.events_count == Event.objects.count() > 0
    assert taken.looked.opened_count > 5
    assert sorted(path.name for path in folder.iterdir()) == [
        "innsats-20260323T080000Z.age", "innsats-20260323T080000Z.age.sha256", "innsats-disposals",
    ]  # fmt: skip


def test_no_byte_of_it_is_in_the_clear(taken: Taken) -> None:
    said = taken.backup.path.read_bytes()
    assert said.startswith(b"age-encryption.org/v1\n")
    names = [name.encode() for name in Person.objects.values_list("name", flat=True)]
    assert names and not any(word in said for word in (*names, b"SQLite format", b"PGDMP", b"django_migrations"))
    assert taken.backup.path.stat().st_mode & 0o077 == 0


def test_its_hash_is_the_one_that_stands_beside(taken: Taken) -> None:
    from hashlib import sha256

    digest = sha256(taken.backup.path.read_bytes()).hexdigest()
    assert taken.backup.hash_path.read_text() == f"{digest}  {taken.backup.path.name}\n"


def test_the_manifest_says_what_is_in_it_and_nothing_of_anybody(taken: Taken, identity: Identity) -> None:
    said = sealed.manifest_of(taken.backup.path, [identity])
    assert said["vendor"] == connection.vendor and said["made_at"] == world.AT.isoformat()
    assert said["rows"]["cases_case"] == Case.objects.count() == 1
    assert "vault.0001_keys" in said["migrations"]
    assert set(said) == {"version", "vendor", "made_at", "migrations", "rows", "journal", "anchor"}


def test_others_write_while_it_is_taken_and_it_is_of_one_moment(place: Place, folder: Path, identity, monkeypatch):
    """Somebody reports after the counting and before the copying: it waits for nothing, and is not in the backup."""
    counted, wrong = manifest.manifest_now, []

    def write() -> None:
        try:
            with transaction.atomic():
                world.a_report(world.a_school("Nabo skole"))
        except Exception as error:  # whatever went wrong in the thread is shown below
            wrong.append(error)
        finally:
            connection.close()

    def count_and_let_write(at):
        found = counted(at)
        writing = threading.Thread(target=write)
        writing.start()
        writing.join()
        return found

    monkeypatch.setattr(taking, "manifest_now", count_and_let_write)
    before = Event.objects.count()
    taken = take_backup(place, folder, recipients=[identity.to_public()], at=world.AT)
    assert not wrong
    assert taken.looked is not None and taken.looked.events_count == before < Event.objects.count()


def test_one_that_is_not_what_was_there_is_thrown_away(place: Place, folder: Path, identity, monkeypatch) -> None:
    def lie(at):
        found = manifest.manifest_now(at)
        return found | {"rows": found["rows"] | {"cases_case": 2}, "journal": "0" * 64}

    monkeypatch.setattr(taking, "manifest_now", lie)
    with pytest.raises(CommandError, match="cases_case: 2 rows before, 1 after; journal is not what it was"):
        take_backup(place, folder, recipients=[identity.to_public()], at=world.AT)
    assert [path.name for path in folder.iterdir()] == ["innsats-disposals"]


def test_a_full_disk_is_told_in_a_sentence_and_leaves_nothing(place, folder: Path, identity, monkeypatch) -> None:
    def full(dump, manifest, file, recipients):
        with open("/dev/full", "wb", buffering=0) as disk:
            return SEAL(dump, manifest, disk, recipients)

    monkeypatch.setattr(sealed, "seal", full)
    with pytest.raises(CommandError, match="could not be written, and nothing of it was kept: .*No space left"):
        take_backup(place, folder, recipients=[identity.to_public()], at=world.AT, is_verified=False)
    assert list(folder.iterdir()) == []


def test_what_a_killed_one_left_is_cleared_up_and_others_files_are_not(place: Place, folder: Path, identity) -> None:
    (folder / "innsats-20260322T080000Z.age.part").write_bytes(b"half")
    (folder / "notes.part").write_text("mine")
    take_backup(place, folder, recipients=[identity.to_public()], at=world.AT, is_verified=False)
    assert not (folder / "innsats-20260322T080000Z.age.part").exists() and (folder / "notes.part").exists()


def test_the_same_moment_is_never_written_over(taken: Taken, place: Place, folder: Path, identity: Identity) -> None:
    with pytest.raises(CommandError, match="there already"):
        take_backup(place, folder, recipients=[identity.to_public()], at=world.AT, is_verified=False)
    later = world.AT + timedelta(seconds=1)
    assert take_backup(place, folder, recipients=[identity.to_public()], at=later, is_verified=False)


def test_only_one_verifies_at_a_time(taken: Taken, place: Place, identity: Identity) -> None:
    with place.scratch("verifying"), pytest.raises(CommandError, match="Wait until it is done"):
        verified(place, taken.backup.path, [identity])


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_copy_that_is_sealed_has_no_name(place: Place) -> None:
    """Whoever kills it leaves nothing behind that could be found."""
    assert isinstance(place, sqlite.SqliteFile)
    with sqlite.one_moment(), sqlite.dumped() as dump:
        assert dump.read(16) == b"SQLite format 3\0"
        beside = [path.name for path in place.path.parent.iterdir() if path.name.startswith(place.path.stem)]
        assert not [name for name in beside if "copying" in name]


class Endless(io.RawIOBase):
    """A dump of many bytes, that tells how much was asked for at once."""

    def __init__(self, count: int) -> None:
        self.left, self.most = count, 0

    def read(self, count: int = -1) -> bytes:
        self.most = max(self.most, count)
        piece, self.left = b"x" * min(count, self.left), max(0, self.left - count)
        return piece


def test_sealing_and_opening_hold_a_piece_at_a_time(tmp_path: Path, identity: Identity) -> None:
    dump, pieces = Endless(50_000_000), []

    class Counted:
        def write(self, piece: bytes) -> None:
            pieces.append(len(piece))

    with (tmp_path / "b.age").open("wb") as file:
        sealed.seal(dump, {"vendor": "x"}, file, [identity.to_public()])  # type: ignore[arg-type]
    sealed.open_sealed(tmp_path / "b.age", [identity], lambda manifest: Counted())
    assert sum(pieces) == 50_000_000
    assert dump.most <= 65_536 and max(pieces) <= 65_536
