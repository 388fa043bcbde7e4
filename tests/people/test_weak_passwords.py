"""What is tried first is refused; everything else is welcome, whatever its signs."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from innsats.people.weak_passwords import unit_of


@pytest.mark.parametrize("password", [
    "password1234", "!!Qwerty2026!!", "passwordpassword", "123123123123", "aaaaaaaaaaaaaaa", "iloveyou.....2026",
    "2026-SUNSHINE-2026", "123qweasdzxc",
])  # fmt: skip
def test_a_common_one_stays_common_with_signs_around_it_or_twice(password: str) -> None:
    with pytest.raises(ValidationError, match="prøves først"):
        validate_password(password)


@pytest.mark.parametrize("password", [
    "Innsatsteam2026!", "rektorskolen1", "Sommer2026!!!", "Velkommen12345", "rektor, skole 1",
])  # fmt: skip
def test_words_of_this_house_are_refused_also_with_signs_around_them(password: str) -> None:
    with pytest.raises(ValidationError, match="prøves først"):
        validate_password(password)


@pytest.mark.parametrize("password", [
    "tre hester i en hage", "           x y           ", "čáppa beaivi odne", "八頭の馬が庭にいますよね",
    "0f3b96d1c2e7", "rektor i hagen", "🐎🐎🐎 i en hage 🌳", "a" * 10 + "b" * 54, "x" * 3 + "y" * 197,
])  # fmt: skip
def test_any_other_is_welcome_whatever_its_signs(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize(("text", "unit"), [("abcabc", "abc"), ("abcab", "abcab"), ("aaaa", "a"), ("", ""), ("a", "a")])
def test_what_a_text_repeats(text: str, unit: str) -> None:
    assert unit_of(text) == unit
