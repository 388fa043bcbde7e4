"""A backup is put back whole, or nothing is changed; and what was destroyed stays so."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError
from django.db import connection
from pyrage.x25519 import Identity

from innsats.cases.models import Report
from innsats.cli.backup import checking, restoring, sealed
from innsats.cli.backup.disposals import Disposals, disposals_now, merged, read_disposals, write_disposals
from innsats.cli.backup.places import Place
from innsats.cli.backup.restoring import restore
from innsats.cli.backup.taking import Taken, take_backup
from innsats.people.models import Session
from innsats.vault import keys
from innsats.vault.models import Destruction
from tests import world

from .conftest import KEPT

NOTHING = Disposals((), world.AT)


def put_back(target: Place, taken: Taken, identity: Identity, **given):
    given = {"disposals": NOTHING, "replaces": False, "at": world.AT} | given
    return restore(target, taken.backup.path, identities=[identity], **given)


def manifest_in(target: Place, taken: Taken, identity: Identity) -> list[str]:
    """What a database that was put in place holds otherwise than the manifest says."""
    said = sealed.manifest_of(taken.backup.path, [identity])
    return checking.looked_at(target.url, {"manifest": said}).faults


def test_it_is_put_back_whole(taken: Taken, target: Place, identity: Identity) -> None:
    done = put_back(target, taken, identity)
    assert done.kept_as is None and done.taken_at == world.AT
    assert done.looked.opened_count > 5 and done.looked.faults == []
    assert manifest_in(target, taken, identity) == []
    assert not place_holds_scratch(target)


def test_whoever_was_signed_in_then_is_signed_out(place: Place, target: Place, folder: Path, identity, client) -> None:
    world.signed_in(client, world.an_employee(world.a_school("Nabo skole")))
    assert Session.objects.count() == 1
    taken = take_backup(place, folder, recipients=[identity.to_public()], at=world.AT, is_verified=False)
    put_back(target, taken, identity)
    assert manifest_in(target, taken, identity) == ["people_session: 1 rows before, 0 after"]


def place_holds_scratch(target: Place) -> bool:
    return target.beside("restoring").holds_anything()


def test_what_is_there_is_replaced_only_when_asked_for_and_is_kept(taken: Taken, target: Place, identity) -> None:
    put_back(target, taken, identity)
    with pytest.raises(CommandError, match="holds something, and nothing was changed"):
        put_back(target, taken, identity)
    done = put_back(target, taken, identity, replaces=True)
    assert done.kept_as and done.kept_as.endswith(("before-20260323-090000", "before_20260323_090000"))
    assert manifest_in(target, taken, identity) == []


def test_a_database_in_use_is_never_replaced(taken: Taken, place: Place, identity: Identity) -> None:
    assert Report.objects.exists()  # our own connection stands open
    with pytest.raises(CommandError, match="in use, and nothing was changed"):
        put_back(place, taken, identity, replaces=True)


def test_another_root_key_is_named_and_nothing_is_changed(taken: Taken, target: Place, identity: Identity) -> None:
    with pytest.raises(CommandError, match="nothing was changed: INNSATS_ROOT_KEY does not unwrap"):
        put_back(target, taken, identity, root_key="ab" * 32)
    assert not target.holds_anything() and not place_holds_scratch(target)


def test_another_identity_is_named(taken: Taken, target: Place) -> None:
    with pytest.raises(CommandError, match="sealed for another key"):
        put_back(target, taken, Identity.generate())


@pytest.mark.parametrize("damage", ["cut", "flipped in the middle", "flipped in the head", "empty", "something else"])
def test_a_damaged_file_is_named_and_nothing_is_changed(taken: Taken, target, identity, damage: str) -> None:
    said = bytearray(taken.backup.path.read_bytes())
    match damage:
        case "cut":
            del said[-70_000:]
        case "flipped in the middle":
            said[len(said) // 2] ^= 1
        case "flipped in the head":
            said[150] ^= 1
        case "empty":
            said.clear()
        case _:
            said[:] = b"SQLite format 3\0" * 50
    taken.backup.path.write_bytes(said)
    with pytest.raises(CommandError, match=taken.backup.path.name):
        put_back(target, taken, identity)
    assert not target.holds_anything() and not place_holds_scratch(target)


def test_a_sealed_file_of_something_else_is_no_backup(tmp_path: Path, identity: Identity) -> None:
    import pyrage

    (tmp_path / "b.age").write_bytes(pyrage.encrypt(b"a letter", [identity.to_public()]))
    with pytest.raises(CommandError, match="no backup of Innsats"):
        sealed.manifest_of(tmp_path / "b.age", [identity])


def test_a_backup_of_a_newer_version_is_refused(taken: Taken, target, identity, monkeypatch) -> None:
    said = sealed.manifest_of(taken.backup.path, [identity])
    newer = said | {"migrations": [*said["migrations"], "cases.0999_later"], "version": "9.0"}
    monkeypatch.setattr(restoring.sealed, "manifest_of", lambda file, identities: newer)
    with pytest.raises(CommandError, match="newer Innsats .9.0, with cases.0999_later"):
        put_back(target, taken, identity)


def test_a_backup_of_the_other_kind_of_database_is_refused(taken: Taken, target, identity, monkeypatch) -> None:
    said = sealed.manifest_of(taken.backup.path, [identity]) | {"vendor": "oracle"}
    monkeypatch.setattr(restoring.sealed, "manifest_of", lambda file, identities: said)
    with pytest.raises(CommandError, match="a backup of oracle"):
        put_back(target, taken, identity)


def test_what_was_destroyed_since_is_destroyed_again_before_anything_is_opened(
    taken: Taken, target: Place, place: Place, folder: Path, identity: Identity
) -> None:
    key = Report.objects.values_list("data_key_id", flat=True)[0]
    keys.destroy(key, at=world.AT + timedelta(hours=1))
    since = disposals_now(world.AT + timedelta(hours=2))
    done = put_back(target, taken, identity, disposals=since)
    assert done.looked.destroyed_again_count == 1
    assert done.looked.destroyed_count >= 1  # a text of the report was tried
    # a backup of what was put back has the list, so that it holds for the next one as well
    again = put_back(target, taken, identity, disposals=since, replaces=True)
    assert again.looked.destroyed_again_count == 1


def test_a_key_that_the_backup_never_had_is_on_its_list_all_the_same(taken: Taken, target, identity) -> None:
    later = Disposals(((str(UUID(int=7)), world.AT),), world.AT)
    assert put_back(target, taken, identity, disposals=later).looked.destroyed_again_count == 0
    said = sealed.manifest_of(taken.backup.path, [identity])
    assert checking.looked_at(target.url, {"manifest": said}).faults == [
        "vault_destruction: 0 rows before, 1 after"
    ]  # and that is all that differs


def test_a_list_older_than_the_backup_is_refused(taken: Taken, target: Place, identity: Identity) -> None:
    with pytest.raises(CommandError, match="older than the backup"):
        put_back(target, taken, identity, disposals=Disposals((), world.AT - timedelta(days=1)))


def test_the_list_beside_the_backups_is_the_one_of_their_moment(place: Place, folder: Path, identity) -> None:
    keys.destroy(Report.objects.values_list("data_key_id", flat=True)[0], at=world.AT)
    take_backup(place, folder, recipients=[identity.to_public()], at=world.AT, is_verified=False)
    assert read_disposals(folder / "innsats-disposals") == disposals_now(world.AT)
    assert Destruction.objects.count() == 1


@pytest.mark.parametrize(
    "said", ["", "# 1 destroyed keys until 2026-03-23T09:00:00+01:00\n", "notes\n", "# 0 destroyed keys until monday\n",
             "2026-03-23T09:00:00+01:00 11111111-1111-1111-1111-111111111111\n",
             "2026-03-23T09:00 11111111-1111-1111-1111-111111111111\n# 1 destroyed keys until 2026-03-23T09:00:00Z\n"],
)  # fmt: skip
def test_a_list_that_is_not_whole_is_refused(tmp_path: Path, said: str) -> None:
    (tmp_path / "list").write_text(said)
    with pytest.raises(CommandError, match="no whole list"):
        read_disposals(tmp_path / "list")


def test_lists_are_written_read_and_merged(tmp_path: Path) -> None:
    one, two = (Disposals(((str(UUID(int=n)), world.AT),), world.AT + timedelta(days=n)) for n in (1, 2))
    write_disposals(tmp_path / "list", one)
    assert read_disposals(tmp_path / "list") == one
    both = merged([one, two])
    assert {key for key, _ in both.keys} == {str(UUID(int=1)), str(UUID(int=2))} and both.until == two.until


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_on_sqlite_the_old_database_is_there_until_the_new_one_is(taken: Taken, target, identity, monkeypatch) -> None:
    put_back(target, taken, identity)
    before = target.path.read_bytes()

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", killed)
    with pytest.raises(KeyboardInterrupt):
        put_back(target, taken, identity, replaces=True)
    assert target.path.read_bytes() == before
    assert connection.vendor == "sqlite"


@pytest.fixture
def log_left(target: Place) -> bytes:
    """At the target, what a power cut leaves: a database whose newest words stand in its write-ahead log alone."""
    source = target.beside("source")
    with closing(sqlite3.connect(source.path)) as writing:
        writing.executescript("PRAGMA journal_mode=WAL; CREATE TABLE old (said)")
        writing.executemany("INSERT INTO old VALUES (?)", [("x" * 1000,)] * 100)
        writing.commit()
        for end in ("", "-wal", "-shm"):
            shutil.copy(f"{source.path}{end}", f"{target.path}{end}")
    source.remove()
    return Path(f"{target.path}-wal").read_bytes()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize("lost", ["moved aside", "truncated"])
def test_on_sqlite_a_log_that_was_left_goes_with_the_old_database(
    taken: Taken, target: Place, identity: Identity, log_left: bytes, lost: str
) -> None:
    if lost == "truncated":
        os.truncate(target.path, 0)
    else:
        target.path.unlink()
    done = put_back(target, taken, identity)
    assert manifest_in(target, taken, identity) == []
    assert done.kept_as == f"{target.path}.{KEPT}-wal"
    assert Path(done.kept_as).read_bytes() == log_left


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_on_sqlite_a_database_that_is_emptied_under_whoever_has_it_open_is_in_use(target: Place, log_left) -> None:
    connected = f"import sqlite3; at = sqlite3.connect({str(target.path)!r}); "
    reading = connected + "at.execute('SELECT * FROM old').fetchone(); input(print(flush=True))"
    with subprocess.Popen([sys.executable, "-c", reading], stdin=-1, stdout=-1) as other:
        assert other.stdout and other.stdout.readline()
        os.truncate(target.path, 0)
        assert target.is_in_use()
        other.communicate(b"\n")
    assert not target.is_in_use()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_on_sqlite_a_database_that_somebody_opens_meanwhile_is_not_replaced(taken, target, identity) -> None:
    put_back(target, taken, identity)
    before = target.path.read_bytes()
    with target.beside("new").loading() as file:
        file.write(b"new")
    link = os.link

    def opened(*names: Path) -> None:
        link(*names)
        Path(f"{target.path}-wal").touch()

    with pytest.MonkeyPatch.context() as patching, pytest.raises(CommandError, match="come into use meanwhile"):
        patching.setattr("os.link", opened)
        target.give_place_to(target.beside("new"), KEPT)
    assert target.path.read_bytes() == before
    target.beside("new").remove()
