from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from innsats.vault import keys, sealing
from innsats.vault.errors import DamagedKey, Destroyed, Unreadable
from innsats.vault.fields import Sealed
from innsats.vault.models import DataKey
from tests.unguarded import drop_guards

pytestmark = pytest.mark.django_db
FIELD = "cases.Note.words"
AT = datetime(2026, 3, 23, 9, tzinfo=UTC)
any_text = st.text(st.characters(exclude_categories=["Cs"]))


def a_key(kind: str = "case") -> DataKey:
    return keys.new_data_key(kind, 1, uuid4())


@settings(deadline=None, max_examples=50)
@given(st.lists(any_text, max_size=6))
def test_texts_come_back_as_they_were_and_in_their_order(texts: list[str]) -> None:
    rows = [uuid4() for _ in texts]
    one, other = a_key(), a_key("report")
    sealed = [
        sealing.seal(text, key=(one, other.uuid)[n % 2], field=FIELD, row=row)
        for n, (text, row) in enumerate(zip(texts, rows, strict=True))
    ]
    assert sealing.open_all(zip(sealed, rows, strict=True)) == texts


def test_empty_text_needs_no_key_and_no_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        sealed = sealing.seal("", key=uuid4(), field=FIELD, row=uuid4())
        assert bytes(sealed) == b""
        assert sealing.open_all([(sealed, uuid4())]) == [""]
        assert sealing.open_all([]) == []


def test_many_texts_under_many_keys_are_opened_with_one_query(django_assert_num_queries) -> None:
    pairs = []
    for key in [a_key() for _ in range(4)]:
        for row in [uuid4() for _ in range(3)]:
            pairs.append((sealing.seal("Hei", key=key, field=FIELD, row=row), row))
    keys.forget()
    with CaptureQueriesContext(connection) as queries:
        assert sealing.open_all(pairs) == ["Hei"] * 12
    assert len(queries) == 1
    assert queries[0]["sql"].startswith("SELECT")
    with django_assert_num_queries(0):
        sealing.open_all(pairs)


def test_sealing_with_a_key_just_made_asks_the_database_nothing(django_assert_num_queries) -> None:
    key = a_key()
    with django_assert_num_queries(0):
        sealing.seal("Hei", key=key.uuid, field=FIELD, row=uuid4())
        keys.forget()
        sealing.seal("Hei", key=key, field=FIELD, row=uuid4())


def test_reading_works_where_writing_is_refused() -> None:
    row = uuid4()
    sealed = sealing.seal("Hei", key=a_key(), field=FIELD, row=row)
    keys.forget()

    def only_select(execute, sql, params, many, context):
        assert sql.startswith("SELECT")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_select):
        assert sealing.open_one(sealed, row) == "Hei"


def test_another_row_cannot_open_it() -> None:
    row, other = uuid4(), uuid4()
    key = a_key()
    sealed = sealing.seal("Hemmelig navn", key=key, field=FIELD, row=row)
    with pytest.raises(Unreadable) as refused:
        sealing.open_one(sealed, other)
    assert str(refused.value) == f"{FIELD} of row {other} cannot be opened with key {key.uuid}"
    assert (refused.value.key, refused.value.field, refused.value.row) == (key.uuid, FIELD, other)


def test_another_field_cannot_open_it() -> None:
    row = uuid4()
    sealed = sealing.seal("Hei", key=a_key(), field=FIELD, row=row)
    with pytest.raises(Unreadable):
        sealing.open_one(Sealed(bytes(sealed), "cases.Note.reason"), row)


def test_another_key_cannot_open_it() -> None:
    row, other = uuid4(), a_key()
    blob = bytes(sealing.seal("Hei", key=a_key(), field=FIELD, row=row))
    moved = Sealed(blob[:1] + other.uuid.bytes + blob[17:], FIELD)
    with pytest.raises(Unreadable):
        sealing.open_one(moved, row)


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_one_changed_bit_makes_it_unreadable(data: st.DataObject) -> None:
    row = uuid4()
    blob = bytearray(bytes(sealing.seal("Hei", key=a_key(), field=FIELD, row=row)))
    bit = data.draw(st.integers(8, len(blob) * 8 - 1))  # the first byte is the version: no blob at all
    blob[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unreadable):
        sealing.open_one(Sealed(bytes(blob), FIELD), row)


def test_a_key_that_was_never_made_opens_and_seals_nothing() -> None:
    row, nowhere = uuid4(), uuid4()
    with pytest.raises(Unreadable):
        sealing.seal("Hei", key=nowhere, field=FIELD, row=row)
    blob = bytes(sealing.seal("Hei", key=a_key(), field=FIELD, row=row))
    with pytest.raises(Unreadable):
        sealing.open_one(Sealed(blob[:1] + nowhere.bytes + blob[17:], FIELD), row)


@pytest.mark.parametrize("by_uuid", [True, False])
@pytest.mark.parametrize("remembered", [True, False])
def test_what_a_destroyed_key_sealed_is_gone(by_uuid: bool, remembered: bool) -> None:
    row, key = uuid4(), a_key()
    sealed = sealing.seal("Hei", key=key, field=FIELD, row=row)
    if not remembered:
        keys.forget()
    keys.destroy(key.uuid if by_uuid else key, at=AT)
    read = DataKey.objects.get(pk=key.pk)
    assert read.is_destroyed
    assert bytes(read.wrapped) == b""
    with pytest.raises(Destroyed):
        sealing.open_one(sealed, row)
    with pytest.raises(Destroyed):
        sealing.seal("Mer", key=read, field=FIELD, row=row)
    with pytest.raises(Destroyed):
        sealing.seal("Mer", key=key.uuid, field=FIELD, row=row)


def test_the_key_in_hand_is_destroyed_too() -> None:
    key = a_key()
    keys.destroy(key, at=AT)
    with pytest.raises(Destroyed):
        sealing.seal("Hei", key=key, field=FIELD, row=uuid4())


def test_destroying_one_key_leaves_the_others() -> None:
    row, key, other = uuid4(), a_key(), a_key()
    sealed = sealing.seal("Hei", key=other, field=FIELD, row=row)
    keys.destroy(key, at=AT)
    keys.forget()
    assert sealing.open_one(sealed, row) == "Hei"


def test_a_destruction_that_was_rolled_back_did_not_happen() -> None:
    row, key = uuid4(), a_key()
    sealed = sealing.seal("Hei", key=key, field=FIELD, row=row)
    with pytest.raises(RuntimeError), transaction.atomic():
        keys.destroy(key.uuid, at=AT)
        raise RuntimeError
    assert sealing.open_one(sealed, row) == "Hei"


@pytest.mark.parametrize("change", [{"school_owner_id": 2}, {"kind": "report"}, {"subject": str(uuid4())}])
def test_a_key_given_to_another_opens_nothing(change: dict) -> None:
    row, key = uuid4(), a_key()
    sealed = sealing.seal("Hei", key=key, field=FIELD, row=row)
    drop_guards("vault_datakey")
    DataKey.objects.filter(pk=key.pk).update(**change)
    keys.forget()
    with pytest.raises(DamagedKey, match=str(key.uuid)):
        sealing.open_one(sealed, row)


def test_the_hash_is_of_what_is_stored() -> None:
    sealed = sealing.seal("Hei", key=a_key(), field=FIELD, row=uuid4())
    assert sealing.sha256(sealed) == sealing.sha256(bytes(sealed)) == hashlib.sha256(bytes(sealed)).hexdigest()


@pytest.mark.parametrize("wrong", [{"text": b"Hei"}, {"text": None}, {"row": "1"}, {"row": 1}])
def test_only_text_for_a_row_with_a_uuid_is_sealed(wrong: dict) -> None:
    given_ = {"text": "Hei", "row": uuid4(), **wrong}
    with pytest.raises(TypeError, match="takes text and the uuid of a row"):
        sealing.seal(given_["text"], key=a_key(), field=FIELD, row=given_["row"])


@pytest.mark.parametrize("size", [1, 64, 1_000_000, 10_000_000])
def test_a_file_comes_back_as_it_was_whatever_its_size(size: int) -> None:
    content, key, row = bytes(range(256)) * (size // 256) + bytes(size % 256), a_key("report"), uuid4()
    sealed = sealing.seal_file(content, key=key, field=FIELD, row=row)
    keys.forget()
    assert sealing.open_file(sealed, row) == content
    assert content[:64] not in bytes(sealed) or size == 1


def test_a_file_is_bound_to_its_row_and_is_no_text_and_a_text_no_file() -> None:
    key, row = a_key(), uuid4()
    file = sealing.seal_file(b"Hei", key=key, field=FIELD, row=row)
    text = sealing.seal("Hei", key=key, field=FIELD, row=row)
    for opened in (
        lambda: sealing.open_file(file, uuid4()),
        lambda: sealing.open_file(text, row),
        lambda: sealing.open_one(file, row),
        lambda: sealing.open_file(Sealed(bytes(file)[:-1] + bytes([bytes(file)[-1] ^ 1]), FIELD), row),
    ):
        with pytest.raises(Unreadable):
            opened()
    with pytest.raises(ValueError, match="empty"):
        sealing.seal_file(b"", key=key, field=FIELD, row=row)


def test_a_file_of_a_destroyed_key_is_gone() -> None:
    key, row = a_key(), uuid4()
    sealed = sealing.seal_file(b"Hei", key=key, field=FIELD, row=row)
    keys.destroy(key, at=AT)
    with pytest.raises(Destroyed):
        sealing.open_file(sealed, row)
