"""Two ticks at once, and one that is killed: everything happens, and happens once."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime

import pytest
from django.core import mail as outbox
from django.db import connection

from innsats.cases.models import Due, Report
from innsats.journal.models import Event, Untold
from innsats.notices import delivery, ticking
from innsats.notices.models import Mail, Notice
from innsats.notices.ticking import tick
from innsats.rules.acts import Act
from innsats.rules.calendar import OSLO
from innsats.rules.mailing import GATHERS_FOR
from innsats.rules.telling import REMINDERS, News
from tests import world

LATER = datetime(2026, 3, 23, 18, 0, tzinfo=OSLO)


class Killed(BaseException):
    """The process is gone."""


def a_busy_day() -> None:
    for _ in range(4):
        school = world.a_school()
        world.a_principal(school)
        world.a_deputy(school)
        world.an_officer(school.school_owner)
        world.a_report(school)


def causes_of_reminders() -> Counter[str]:
    """How many clocks somebody was reminded of, by the step."""
    reminders = Notice.objects.filter(news=News.ENDS_SOON)
    causes = reminders.order_by("cause").values_list("cause", flat=True).distinct()
    return Counter(cause.rpartition("/")[2] for cause in causes)


def in_threads(count: int, at: datetime) -> list[Exception]:
    failed: list[Exception] = []

    def run() -> None:
        try:
            tick(at)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


@pytest.mark.usefixtures("committed")
def test_ticks_at_the_same_time_do_everything_once():
    a_busy_day()
    assert in_threads(3, LATER) == []
    tick(LATER)  # whoever did not get the turn left the work
    assert Event.objects.filter(act=Act.ESCALATE_REPORT).count() == 8
    assert all(len(report.seats) == 3 for report in Report.objects.all())
    notices = list(Notice.objects.values_list("cause", "person"))
    assert len(notices) == len(set(notices))
    assert not Untold.objects.exists()
    assert not Due.objects.filter(next_step_at__lte=LATER, met_at=None, lapsed="").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kills_after_count", range(1, 12, 2))
def test_a_tick_that_is_killed_is_finished_by_the_next(monkeypatch, kills_after_count):
    a_busy_day()
    done = {"count": 0}
    keep = ticking._keep

    def keep_until_killed(*args):
        done["count"] += 1
        keep(*args)
        if done["count"] == kills_after_count:
            raise Killed

    monkeypatch.setattr(ticking, "AT_ONCE_COUNT", 2)
    monkeypatch.setattr(ticking, "_keep", keep_until_killed)
    with pytest.raises(Killed):
        tick(LATER)
    monkeypatch.setattr(ticking, "_keep", keep)
    tick(LATER)
    tick(LATER)
    assert not Untold.objects.exists()
    assert Event.objects.filter(act=Act.ESCALATE_REPORT).count() == 2 * Report.objects.count()
    assert Notice.objects.exclude(news=News.ENDS_SOON).count() == 3 * Report.objects.count()
    assert causes_of_reminders() == dict.fromkeys(REMINDERS, 4 * 3)  # of receipt, lead and safety of four reports


@pytest.mark.django_db
def test_what_is_gathered_into_a_mail_that_another_tick_lets_go_still_gets_through(monkeypatch):
    school = world.a_school()
    rektor = world.a_principal(school)
    world.read(world.a_report(school))
    tick(world.AT)
    first, second = world.AT + GATHERS_FOR, world.AT + 2 * GATHERS_FOR
    needed = delivery._needed

    def meanwhile(mails: list[Mail], at: datetime) -> object:
        """The other tick comes when this one has found that nobody needs the mail."""
        monkeypatch.setattr(delivery, "_needed", needed)
        found = needed(mails, at)
        monkeypatch.setattr(ticking, "deliver", delivery._gather)
        world.a_report(school, at=first)
        tick(first)
        tick(second)
        return found

    monkeypatch.setattr(delivery, "_needed", meanwhile)
    delivery.deliver(first)
    assert not outbox.outbox
    delivery.deliver(second + GATHERS_FOR)
    assert [message.to for message in outbox.outbox] == [[rektor.account.email]]
