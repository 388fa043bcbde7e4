"""Dates and times as people say them, in the language of the page, and in Oslo's time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from innsats.web import clock, dates

AT = datetime(2026, 3, 23, 8, 12, tzinfo=UTC)  # 09.12 in Oslo


@pytest.fixture(autouse=True)
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.mark.parametrize(("language", "said"), [
    ("nb", "mandag 23. mars kl. 09.12"), ("nn", "måndag 23. mars kl. 09.12"), ("en", "Monday 23 March at 09:12"),
])
def test_an_instant_is_said_in_each_language(language: str, said: str) -> None:
    with translation.override(language):
        assert dates.moment(AT) == said


def test_the_day_is_that_of_oslo_also_just_after_midnight() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert dates.day(late) == "torsdag 2. juli"
    assert dates.moment(late) == "torsdag 2. juli kl. 00.30"


def test_another_year_is_named() -> None:
    assert dates.day(date(2027, 3, 23)) == "tirsdag 23. mars 2027"
    assert dates.long_date(AT) == "23. mars 2026"
    assert dates.short_date(AT) == "23.03.2026"


@pytest.mark.parametrize(("due", "said"), [
    (date(2026, 3, 23), "i dag"),
    (date(2026, 3, 24), "i morgen"),
    (date(2026, 3, 26), "3 dager igjen"),
    (date(2026, 3, 22), "1 dag på overtid"),
    (date(2026, 3, 20), "3 dager på overtid"),
    (datetime(2026, 3, 23, 15, tzinfo=UTC), "i dag kl. 16.00"),
    (datetime(2026, 3, 23, 8, tzinfo=UTC), "gikk ut i dag kl. 09.00"),
    (datetime(2026, 3, 24, 11, tzinfo=UTC), "i morgen kl. 12.00"),
    (datetime(2026, 3, 21, 11, tzinfo=UTC), "2 dager på overtid"),
])
def test_what_is_left_is_said_in_words(due: date, said: str) -> None:
    assert dates.left_until(due, AT) == said


def test_the_clock_answers_in_oslo(monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock.today() == date(2026, 3, 23)
    monkeypatch.undo()
    assert clock.now().tzinfo is not None
    assert str(clock.now().tzinfo) == "Europe/Oslo"
