from __future__ import annotations

import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, IntegrityError, connection, transaction

from innsats.vault import keys, roots, sealing
from innsats.vault.errors import DamagedKey, Destroyed, WrongRootKey
from innsats.vault.fields import Sealed
from innsats.vault.models import DataKey, Destruction, Kind, MasterKey

FIELD = "cases.Note.words"
AT = datetime(2026, 3, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["", "abc", "ab" * 31, "ab" * 33, "zz" * 32, " " + "ab" * 32, "ab " * 32, None])
def test_a_root_key_of_the_wrong_form_stops_the_start(settings, wrong: str | None) -> None:
    settings.ROOT_KEY = wrong
    with pytest.raises(ImproperlyConfigured, match="INNSATS_ROOT_KEY must be 64 hexadecimal digits") as refused:
        roots.root_key()
    assert not wrong or wrong not in str(refused.value)


@pytest.mark.django_db
def test_another_databases_root_key_is_named_as_such(settings) -> None:
    keys.new_data_key("case", 1, uuid4())
    assert keys.unlock() == 1
    settings.ROOT_KEY = "ab" * 32
    with pytest.raises(WrongRootKey, match="belongs to another database"):
        keys.unlock()  # asks anew, whatever is remembered
    keys.forget()
    for attempt in (keys.unlock, lambda: keys.new_data_key("case", 1, uuid4())):
        with pytest.raises(WrongRootKey, match="belongs to another database"):
            attempt()


@pytest.mark.django_db
def test_one_wrong_bit_of_the_root_key_opens_nothing(settings) -> None:
    row = uuid4()
    sealed = sealing.seal("Hei", key=keys.new_data_key("case", 1, row), field=FIELD, row=row)
    right = bytearray.fromhex(settings.ROOT_KEY)
    for bit in range(8 * len(right)):
        wrong = bytearray(right)
        wrong[bit // 8] ^= 1 << bit % 8
        settings.ROOT_KEY = wrong.hex()
        keys.forget()
        with pytest.raises(WrongRootKey):
            sealing.open_one(sealed, row)


@pytest.mark.django_db
def test_a_master_key_exchanged_for_another_is_not_taken_for_the_one_that_was() -> None:
    """Whoever can write in the database has put another installation's key, or one of their own, in its row."""
    keys.new_data_key("case", 1, uuid4())
    MasterKey.objects.update(wrapped=keys.fresh_master(1).wrapped)
    keys.forget()
    with pytest.raises(DamagedKey, match="master key 1"):
        keys.new_data_key("case", 1, uuid4())


@pytest.mark.django_db
def test_no_key_is_stored_as_it_is() -> None:
    row = keys.new_data_key("case", 1, uuid4())
    stored = bytes(row.master.wrapped) + bytes(row.wrapped)
    assert roots.root_key() not in stored
    assert keys.master_of(row.master) not in stored
    assert keys.unwrapped(row) not in stored


@pytest.mark.django_db
def test_a_row_has_one_key_once() -> None:
    row = uuid4()
    keys.new_data_key("case", 1, row)
    keys.new_data_key("report", 1, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        keys.new_data_key("case", 1, row)


@pytest.mark.django_db
def test_an_unknown_kind_of_key_is_refused() -> None:
    with pytest.raises(ValueError, match="teacher"):
        keys.new_data_key("teacher", 1, uuid4())
    assert not DataKey.objects.exists()


@pytest.mark.django_db
def test_a_key_may_belong_to_no_owner() -> None:
    row = uuid4()
    key = keys.new_data_key("account", None, row)
    sealed = sealing.seal("Hei", key=key, field=FIELD, row=row)
    keys.forget()
    assert sealing.open_one(sealed, row) == "Hei"


@pytest.mark.django_db
def test_an_owner_has_one_key_for_drafts() -> None:
    assert keys.owner_key(1) == keys.owner_key(1)
    assert keys.owner_key(1) != keys.owner_key(2)
    assert keys.owner_key(1).kind == Kind.OWNER


@pytest.mark.django_db
def test_a_master_key_that_was_rolled_back_wraps_nothing_afterwards() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        keys.new_data_key("case", 1, uuid4())
        keys.owner_key(1)
        raise RuntimeError
    assert not MasterKey.objects.exists()
    row = uuid4()
    sealed = sealing.seal("Hei", key=keys.owner_key(1), field=FIELD, row=row)
    keys.forget()
    assert sealing.open_one(sealed, row) == "Hei"


@pytest.mark.django_db
def test_making_a_key_costs_two_queries(django_assert_num_queries) -> None:
    keys.new_data_key("case", 1, uuid4())
    with django_assert_num_queries(2):
        keys.new_data_key("case", 1, uuid4())


@pytest.mark.django_db
def test_a_remembered_key_is_asked_for_again_after_a_minute(monkeypatch, django_assert_num_queries) -> None:
    row, key = uuid4(), keys.new_data_key("case", 1, uuid4())
    seconds = 1000.0
    monkeypatch.setattr(keys.time, "monotonic", lambda: seconds)
    keys.forget()
    sealed = sealing.seal("Hei", key=key, field=FIELD, row=row)
    DataKey.objects.update(wrapped=b"")  # destroyed by another process
    seconds += 60
    with django_assert_num_queries(0):
        assert sealing.open_one(sealed, row) == "Hei"
    seconds += 0.1
    with pytest.raises(Destroyed):
        sealing.open_one(sealed, row)


@pytest.mark.django_db
def test_only_so_many_keys_are_remembered_and_the_first_goes_first(monkeypatch) -> None:
    monkeypatch.setattr(keys, "REMEMBERED_COUNT", 3)
    made = [keys.new_data_key("case", 1, uuid4()) for _ in range(4)]
    keys.forget()
    for key in made:
        keys.cipher_of(key)
    assert set(keys._remembered) == {key.uuid.bytes for key in made[1:]}


@pytest.mark.django_db
def test_no_key_lies_in_memory_for_more_than_a_minute_though_nobody_asks_for_it_again(monkeypatch) -> None:
    seconds = 1000.0
    monkeypatch.setattr(keys.time, "monotonic", lambda: seconds)
    first, second, third = [keys.new_data_key("case", 1, uuid4()) for _ in range(3)]
    keys.forget()
    keys.cipher_of(first)
    seconds += 30
    keys.cipher_of(second)
    seconds += 30.1
    keys.cipher_of(third)
    assert set(keys._remembered) == {second.uuid.bytes, third.uuid.bytes}


@pytest.mark.django_db(transaction=True)
def test_processes_that_start_at_once_end_with_one_master_key() -> None:
    count = 6
    together, made, wrong = threading.Barrier(count), [], []

    def start() -> None:
        try:
            together.wait()
            with transaction.atomic():
                row = uuid4()
                own = keys.new_data_key("case", 1, row)
                made.append((sealing.seal("Hei", key=own, field=FIELD, row=row), row))
                made.append((sealing.seal("Utkast", key=keys.owner_key(1), field=FIELD, row=row), row))
        except Exception as error:  # whatever went wrong in a thread is shown below
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong
    assert list(MasterKey.objects.values_list("version", flat=True)) == [1]
    assert DataKey.objects.filter(kind=Kind.OWNER).count() == 1
    keys.forget()
    assert sorted(sealing.open_all(made)) == ["Hei"] * count + ["Utkast"] * count


@pytest.mark.usefixtures("committed")
def test_a_key_read_by_another_between_destruction_and_commit_is_not_remembered() -> None:
    row = uuid4()
    key = keys.new_data_key("case", 1, row)
    sealed: Sealed = sealing.seal("Hei", key=key, field=FIELD, row=row)
    with transaction.atomic():
        old = DataKey.objects.select_related("master").get(pk=key.pk)
        keys.destroy(key.uuid, at=AT)
        keys.cipher_of(old)  # as another thread of this process would, not yet seeing the change
    with pytest.raises(Destroyed):
        sealing.open_one(sealed, row)


@pytest.mark.django_db
def test_a_destroyed_key_is_on_the_list_once() -> None:
    key = keys.new_data_key("case", 1, uuid4())
    for _ in range(2):
        keys.destroy(key.uuid, at=AT)
    assert list(Destruction.objects.values_list("key_id", "at")) == [(str(key.uuid), AT)]


@pytest.mark.django_db
def test_the_list_of_destroyed_keys_is_never_changed() -> None:
    keys.destroy(keys.new_data_key("case", 1, uuid4()), at=AT)
    for change in (lambda: Destruction.objects.update(at=AT), lambda: Destruction.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert Destruction.objects.count() == 1
