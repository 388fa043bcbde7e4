"""Dates and times as people say them, in the language of the page.

Page models call these too, so that templates get finished strings. Shapes: `on` is a date, `at` an aware datetime.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import clock
from .kept import by_language

_with_year: ContextVar[bool] = ContextVar("_with_year", default=False)


@contextmanager
def on_paper() -> Iterator[None]:
    """Let every day be said with its year: paper is read in other years than the one it was printed in."""
    token = _with_year.set(True)
    try:
        yield
    finally:
        _with_year.reset(token)


def date_of(moment: date | datetime) -> date:
    """The day in Oslo of a date or an instant."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def long_date(moment: date | datetime) -> str:
    """23. mars 2026"""
    on = date_of(moment)
    return _("{day}. {month} {year}").format(day=on.day, month=MONTHS[on.month], year=on.year)


def day(moment: date | datetime) -> str:
    """mandag 23. mars, with the year when it is not this year."""
    on = date_of(moment)
    said = _weekday_and_date(on)
    return said if not _with_year.get() and on.year == clock.today().year else f"{said} {on.year}"


@by_language
def _weekday_and_date(on: date) -> str:
    return _("{weekday} {day}. {month}").format(weekday=WEEKDAYS[on.weekday()], day=on.day, month=MONTHS[on.month])


def short_date(moment: date | datetime) -> str:
    """23.03.2026"""
    return date_of(moment).strftime(_("%d.%m.%Y"))


def period(since: date, until: date | None) -> str:
    """fra 23. mars 2026, with til og med when it ends"""
    if until is None:
        return _("fra {since}").format(since=long_date(since))
    return _("fra {since} til og med {until}").format(since=long_date(since), until=long_date(until))


def time_of_day(at: datetime) -> str:
    """kl. 09.12"""
    local = timezone.localtime(at)
    return _hour_and_minute(local.hour, local.minute)


@by_language
def _hour_and_minute(hour: int, minute: int) -> str:
    return _("kl. {hour:02}.{minute:02}").format(hour=hour, minute=minute)


def moment(at: date | datetime) -> str:
    """mandag 23. mars kl. 09.12; a date alone has no time of day."""
    if not isinstance(at, datetime):
        return day(at)
    local = timezone.localtime(at)
    return _("{day} kl. {hour:02}.{minute:02}").format(day=day(at), hour=local.hour, minute=local.minute)


def left_until(due: date | datetime, at: datetime) -> str:
    """How long is left, in words: "3 dager igjen", "i dag kl. 16.00", "i dag", "2 dager på overtid".

    A date passes at 00:00 the next day; a datetime passes at its instant.
    """
    days = (date_of(due) - date_of(at)).days
    if isinstance(due, datetime) and days == 0:
        return (_("gikk ut i dag {time}") if at >= due else _("i dag {time}")).format(time=time_of_day(due))
    if days < 0:
        return ngettext("{count} dag på overtid", "{count} dager på overtid", -days).format(count=-days)
    if days == 0:
        return _("i dag")
    if days == 1:
        return _("i morgen {time}").format(time=time_of_day(due)) if isinstance(due, datetime) else _("i morgen")
    return ngettext("{count} dag igjen", "{count} dager igjen", days).format(count=days)
