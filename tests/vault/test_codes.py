"""Codes of sixteen digits: the same for the same form, read however they are typed, and never kept."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from innsats.vault.codes import DIGITS_COUNT, code_of, derived, grouped, opened_by, read_code, sealed_by

SECRET = bytes(range(32))
digits = st.text(st.sampled_from("0123456789"), min_size=DIGITS_COUNT, max_size=DIGITS_COUNT)
between = st.text(st.sampled_from(" -.\u00a0\n·"), max_size=2)


@given(st.text(max_size=60))
def test_a_form_that_is_sent_twice_gives_one_code_of_sixteen_digits(seed: str) -> None:
    code = code_of(seed, secret=SECRET)
    assert code == code_of(seed, secret=SECRET)
    assert len(code) == DIGITS_COUNT and code.isdigit()
    assert code != code_of(seed + "1", secret=SECRET)
    assert code != code_of(seed, secret=SECRET[::-1])


@given(digits, st.lists(between, min_size=DIGITS_COUNT, max_size=DIGITS_COUNT))
def test_a_code_is_read_whatever_stands_between_its_digits(code: str, spaces: list[str]) -> None:
    assert read_code("".join(space + sign for space, sign in zip(spaces, code, strict=True))) == code
    assert read_code(grouped(code)) == code


def test_a_code_is_read_in_arabic_digits_too() -> None:
    assert read_code("١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦") == "1234567890123456"


@pytest.mark.parametrize("typed", ["", "1234", "1234 5678 9012 345", "1234 5678 9012 3456 7", "abcd", "²" * 16])
def test_anything_else_is_no_code(typed: str) -> None:
    assert read_code(typed) == ""


def test_what_is_looked_up_tells_nothing_of_the_code_or_of_its_key() -> None:
    one, other = derived("1" * 16, secret=SECRET), derived("1" * 15 + "2", secret=SECRET)
    assert len({one.lookup, one.key, other.lookup, other.key}) == 4
    assert one == derived("1" * 16, secret=SECRET)
    assert one.lookup != derived("1" * 16, secret=SECRET[::-1]).lookup  # a copy of the database alone is no help


def test_only_the_code_opens_what_it_sealed_and_only_in_its_row() -> None:
    key = derived("1" * 16, secret=SECRET).key
    sealed = sealed_by(key, "De ler av meg", bound_to="form 1")
    assert b"ler" not in sealed
    assert opened_by(key, sealed, bound_to="form 1") == "De ler av meg"
    for wrong, row in ((derived("2" * 16, secret=SECRET).key, "form 1"), (key, "form 2")):
        with pytest.raises(InvalidTag):
            opened_by(wrong, sealed, bound_to=row)
