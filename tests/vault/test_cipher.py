"""The bytes, without a database."""

from __future__ import annotations

import os
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from innsats.vault import cipher

KEY_ID = UUID("6f2c4c2e-5e0b-4d8e-9a51-000000000001")
ROW = UUID("6f2c4c2e-5e0b-4d8e-9a51-000000000002")
FIELD = "cases.Note.words"
CIPHER = AESGCM(bytes(range(32)))
any_text = st.text(st.characters(exclude_categories=["Cs"]))


def blob_of(text: str) -> bytes:
    return cipher.sealed(text, cipher=CIPHER, key_id=KEY_ID, field=FIELD, row=ROW)


@given(any_text)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert cipher.opened(blob_of(text), cipher=CIPHER, field=FIELD, row=ROW) == text


@pytest.mark.parametrize("text", ["\0", "a\0b\0", "😀👩‍👩‍👧", "Áhkká čáŋŧđžš", "שלום عربي", "\ufeff", "\r\n"])
def test_odd_characters_come_back_as_they_were(text: str) -> None:
    assert cipher.opened(blob_of(text), cipher=CIPHER, field=FIELD, row=ROW) == text


@given(st.integers(0, cipher.MAX_TEXT_BYTES))
def test_a_stored_length_is_one_of_eight(length: int) -> None:
    assert len(cipher.padded("x" * length)) in cipher.SIZES
    assert len(cipher.SIZES) == len(cipher.BLOB_SIZES) == 8


@pytest.mark.parametrize("size", cipher.SIZES)
def test_a_text_that_just_fits_takes_no_more_room(size: int) -> None:
    assert len(cipher.padded("x" * (size - 4))) == size
    assert cipher.unpadded(cipher.padded("x" * (size - 4))) == "x" * (size - 4)


def test_a_hundred_thousand_of_the_widest_characters_fit() -> None:
    text = "😀" * 100_000
    assert cipher.opened(blob_of(text), cipher=CIPHER, field=FIELD, row=ROW) == text


def test_a_text_that_is_too_long_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=f"at most {cipher.MAX_TEXT_BYTES} can be sealed"):
        blob_of("x" * (cipher.MAX_TEXT_BYTES + 1))


def test_half_a_character_is_refused_without_showing_the_text() -> None:
    with pytest.raises(ValueError, match="lone surrogate") as refused:
        blob_of("Hemmelig navn \ud800")
    assert "Hemmelig" not in str(refused.value)
    assert refused.value.__suppress_context__


@given(st.data())
def test_one_changed_bit_anywhere_makes_it_unreadable(data: st.DataObject) -> None:
    blob = bytearray(blob_of("Hun sa at det skjedde igjen"))
    bit = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[bit // 8] ^= 1 << bit % 8
    with pytest.raises(InvalidTag):
        cipher.opened(bytes(blob), cipher=CIPHER, field=FIELD, row=ROW)


@pytest.mark.parametrize(
    "other",
    [{"field": "cases.Note.reason"}, {"row": uuid4()}, {"cipher": AESGCM(bytes(32))}],
    ids=["field", "row", "key"],
)
def test_it_opens_only_for_its_own_field_row_and_key(other: dict) -> None:
    with pytest.raises(InvalidTag):
        cipher.opened(blob_of("Hei"), **{"cipher": CIPHER, "field": FIELD, "row": ROW, **other})


def test_the_same_text_is_never_the_same_blob() -> None:
    assert len({blob_of("Hei") for _ in range(50)}) == 50


def test_a_blob_says_which_key_it_needs() -> None:
    assert cipher.key_id_of(blob_of("Hei")) == KEY_ID.bytes


@given(st.binary(max_size=200))
def test_bytes_that_nothing_sealed_are_no_blob(stored: bytes) -> None:
    assert not cipher.is_blob(stored) or (stored[:1] == cipher.VERSION and len(stored) == 109)


def test_a_wrapped_key_opens_only_for_what_it_was_made_for() -> None:
    key, above = os.urandom(32), os.urandom(32)
    stored = cipher.wrapped(key, under=above, bound_to="case 1")
    assert cipher.unwrapped(stored, under=above, bound_to="case 1") == key
    assert key not in stored
    for under, bound_to in [(above, "case 2"), (os.urandom(32), "case 1")]:
        with pytest.raises(InvalidTag):
            cipher.unwrapped(stored, under=under, bound_to=bound_to)
