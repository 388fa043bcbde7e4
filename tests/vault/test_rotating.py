"""New master keys and new root keys, while everybody goes on working: nothing is touched, and nothing is lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from innsats.database.turns import in_turn
from innsats.vault import keys, rotating, sealing
from innsats.vault.errors import DamagedKey, WrongRootKey
from innsats.vault.fields import Sealed
from innsats.vault.models import DataKey, Destruction, Kind, MasterKey

FIELD = "cases.Note.words"
AT = datetime(2026, 3, 23, 9, tzinfo=UTC)
NEW_ROOT = "cd" * 32
Text = tuple[Sealed, UUID]


class Stopped(Exception):
    """As if the process had been killed here."""


def at_once() -> None:
    """Nobody else works, so that nobody is waited for."""


def written(count: int = 5) -> list[Text]:
    """Texts, each with a key of its own."""
    rows = [uuid4() for _ in range(count)]
    return [(sealing.seal("Hei", key=keys.new_data_key("case", 1, row), field=FIELD, row=row), row) for row in rows]


def opened(texts: list[Text]) -> list[str]:
    keys.forget()
    return sealing.open_all(texts)


def versions() -> list[int]:
    return list(MasterKey.objects.order_by("version").values_list("version", flat=True))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "BATCH_COUNT", 2)


@pytest.mark.django_db
def test_a_new_master_key_wraps_everything_anew_and_touches_no_text() -> None:
    texts, gone, told = written(), keys.new_data_key("case", 1, uuid4()), []
    keys.destroy(gone, at=AT)
    before = dict(DataKey.objects.values_list("pk", "wrapped"))

    done = rotating.rotate(pause=at_once, tell=lambda *far: told.append(far))

    assert done == rotating.Rotated(version=2, is_resumed=False, wrapped_count=5, retired_count=1, kept_count=0)
    assert told == [(2, 6), (4, 6), (6, 6)]
    assert opened(texts) == ["Hei"] * 5
    after = {key.pk: key for key in DataKey.objects.all()}
    assert all(key.master_id == 2 for key in after.values())
    assert all(after[pk].wrapped != wrapped for pk, wrapped in before.items() if wrapped)
    assert after[gone.pk].is_destroyed
    assert versions() == [2]
    assert keys.new_data_key("case", 1, uuid4()).master_id == 2
    assert rotating.rotate(pause=at_once).version == 3


@pytest.mark.django_db
@pytest.mark.parametrize("stops_at", [0, 2, 4])
def test_a_rotation_that_was_stopped_goes_on_to_the_same_master_key(stops_at: int) -> None:
    texts = written()

    def stop(done: int, of: int) -> None:
        if done >= stops_at:
            raise Stopped

    with pytest.raises(Stopped):
        rotating.rotate(tell=stop)
    assert versions() == [1, 2]
    assert opened(texts) == ["Hei"] * 5

    done = rotating.rotate(pause=at_once)
    assert (done.version, done.is_resumed, done.retired_count) == (2, True, 1)
    assert versions() == [2]
    assert opened(texts) == ["Hei"] * 5


@pytest.mark.django_db
def test_one_that_was_stopped_while_it_waited_goes_on_too() -> None:
    texts = written()

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        rotating.rotate(pause=stop)
    done = rotating.rotate(pause=at_once)
    assert (done.version, done.is_resumed, done.wrapped_count, done.retired_count) == (2, True, 0, 1)
    assert opened(texts) == ["Hei"] * 5


@pytest.mark.django_db
def test_a_key_made_under_the_old_master_meanwhile_is_taken_too() -> None:
    old = keys.newest_master()
    texts = written()

    def one_more() -> None:
        """By somebody who had read the old master before there was a new one."""
        row = uuid4()
        late = keys._fresh(Kind.CASE, 1, str(row), old)
        late.save(force_insert=True)
        texts.append((sealing.seal("Hei", key=late, field=FIELD, row=row), row))

    assert rotating.rotate(pause=one_more).wrapped_count == 6
    assert opened(texts) == ["Hei"] * 6


@pytest.mark.django_db
def test_a_damaged_key_stops_it_and_what_was_done_is_kept() -> None:
    texts = written(4)
    last = DataKey.objects.order_by("pk").last()
    DataKey.objects.filter(pk=last.pk).update(wrapped=bytes(60))
    keys.forget()
    with pytest.raises(DamagedKey, match=str(last.pk)):
        rotating.rotate(pause=at_once)
    assert versions() == [1, 2]
    whole = [(sealed, row) for sealed, row in texts if bytes(sealed)[1:17] != last.pk.bytes]
    assert opened(whole) == ["Hei"] * 3


@pytest.mark.slow
@pytest.mark.usefixtures("committed")
def test_others_write_and_read_while_keys_are_rotated_and_the_root_key_is_changed(settings) -> None:
    """Two threads write, destroy and read all the time; nobody is refused, and all that was written opens after."""
    keys.unlock()
    with Writers(2) as writers:
        for _ in range(2):
            rotating.rotate(pause=writers.go_on)
        rotating.change_root_key(bytes.fromhex(NEW_ROOT))
        writers.go_on()

    assert not writers.wrong
    settings.ROOT_KEY = NEW_ROOT
    assert versions() == [3]
    assert set(opened(writers.texts)) == {"Hei"}
    assert all(key.is_destroyed for key in DataKey.objects.filter(pk__in=writers.gone)) and writers.gone


class Writers:
    """Threads that write, as acts do, and read and destroy until they are told to stop."""

    def __init__(self, count: int) -> None:
        self.texts, self.gone, self.wrong = written(), list[UUID](), list[Exception]()
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(count)]

    def __enter__(self) -> Writers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def go_on(self) -> None:
        """Wait until they have written some more."""
        count = len(self.texts)
        while len(self.texts) < count + 3 and not self.wrong:
            self._enough.wait(0.01)

    def _write(self) -> None:
        try:
            while not self._enough.is_set():
                with in_turn(), transaction.atomic():
                    row = uuid4()
                    key = keys.new_data_key("case", 1, row)
                    own = (sealing.seal("Hei", key=key, field=FIELD, row=row), row)
                assert sealing.open_all([own]) == ["Hei"]
                self.texts.append(own)
                with in_turn(), transaction.atomic():
                    spare = keys.new_data_key("report", 1, uuid4())
                    keys.destroy(spare.pk, at=AT)
                self.gone.append(spare.pk)
        except Exception as error:  # whatever went wrong in a thread is shown below
            self.wrong.append(error)
        finally:
            connection.close()


@pytest.mark.usefixtures("committed")
def test_two_rotations_at_once_make_one_new_master_key() -> None:
    texts, together, wrong = written(), threading.Barrier(2), []

    def rotate() -> None:
        try:
            together.wait()
            rotating.rotate(pause=lambda: together.wait() and None)
        except Exception as error:  # whatever went wrong in a thread is shown below
            wrong.append(error)
            together.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=rotate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert versions() == [2]
    assert opened(texts) == ["Hei"] * 5


@pytest.mark.django_db
def test_with_a_new_root_key_the_old_opens_nothing_and_no_data_key_is_touched(settings) -> None:
    texts, before = written(), set(DataKey.objects.values_list("pk", "wrapped"))
    assert rotating.change_root_key(bytes.fromhex(NEW_ROOT)) == 1
    assert sealing.open_all(texts) == ["Hei"] * 5  # this process remembers its master keys
    with pytest.raises(WrongRootKey):
        opened(texts)
    settings.ROOT_KEY = NEW_ROOT
    assert opened(texts) == ["Hei"] * 5
    assert set(DataKey.objects.values_list("pk", "wrapped")) == before


@pytest.mark.django_db
def test_the_root_key_is_changed_in_the_middle_of_a_rotation(settings) -> None:
    texts = written()

    def stop(done: int, of: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        rotating.rotate(tell=stop)
    assert rotating.change_root_key(bytes.fromhex(NEW_ROOT)) == 2
    settings.ROOT_KEY = NEW_ROOT
    keys.forget()
    assert rotating.rotate(pause=at_once).is_resumed
    assert opened(texts) == ["Hei"] * 5


@pytest.mark.django_db
def test_a_root_key_that_does_not_open_the_masters_changes_nothing(settings) -> None:
    texts, before = written(), set(MasterKey.objects.values_list("pk", "wrapped"))
    right, settings.ROOT_KEY = settings.ROOT_KEY, "ab" * 32
    with pytest.raises(WrongRootKey, match="belongs to another database"):
        rotating.change_root_key(bytes.fromhex(NEW_ROOT))
    settings.ROOT_KEY = right
    with pytest.raises(ImproperlyConfigured, match="already"):
        rotating.change_root_key(bytes.fromhex(right))
    assert set(MasterKey.objects.values_list("pk", "wrapped")) == before
    assert opened(texts) == ["Hei"] * 5


@pytest.mark.django_db
def test_a_root_key_that_was_changed_already_is_told_so() -> None:
    written()
    rotating.change_root_key(bytes.fromhex(NEW_ROOT))
    with pytest.raises(WrongRootKey, match="already: it has been changed"):
        rotating.change_root_key(bytes.fromhex(NEW_ROOT))


@pytest.mark.django_db
def test_what_stood_before_there_were_fingerprints_opens_after_the_migration(settings) -> None:
    texts, gone = written(), keys.new_data_key("case", 1, uuid4())
    before = MasterKey.objects.get().fingerprint
    MasterKey.objects.update(fingerprint="")
    DataKey.objects.filter(pk=gone.pk).update(wrapped=b"")  # destroyed when there was no list
    migration = import_module("innsats.vault.migrations.0002_fingerprints_and_destructions")

    right, settings.ROOT_KEY = settings.ROOT_KEY, "ab" * 32
    with pytest.raises(WrongRootKey):
        migration.take_fingerprints(apps, None)
    settings.ROOT_KEY = right
    migration.take_fingerprints(apps, None)
    migration.list_destroyed(apps, None)

    assert MasterKey.objects.get().fingerprint == before
    assert opened(texts) == ["Hei"] * 5
    assert list(Destruction.objects.values_list("key_id", flat=True)) == [str(gone.pk)]
