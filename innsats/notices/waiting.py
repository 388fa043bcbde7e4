"""A family that asks that the school is not told yet: what time does about it, and to whom it is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from innsats.assistance.actions import pass_family_request
from innsats.assistance.queries.waits import may_read, who_is_told
from innsats.cases.models import FamilyWait
from innsats.journal.actors import CLOCK, Actor
from innsats.people.models import Person
from innsats.people.viewers import viewers_of
from innsats.rules.holding import told_at
from innsats.rules.telling import News

from .models import Notice
from .queries import SHOWN_FOR, last_looks


def waits_due(at: datetime) -> list[UUID]:
    """Those about which something is to be done by now, what has waited longest first. One query."""
    waiting = FamilyWait.objects.filter(next_step_at__lte=at).order_by("next_step_at", "pk")
    return list(waiting.values_list("pk", flat=True))


def next_wait_at(after: datetime, until: datetime) -> datetime | None:
    """The first instant later than `after` and not later than `until` when time does something about one."""
    waiting = FamilyWait.objects.filter(next_step_at__gt=after, next_step_at__lte=until).order_by("next_step_at")
    return waiting.values_list("next_step_at", flat=True).first()


def take_step(key: UUID, at: datetime) -> tuple[FamilyWait, News, list[Person]] | None:
    """Remind on the working day before, and tell the school on the day. None when it has been done meanwhile.

    Inside the turn. What is to be told is returned: who, and of what.
    """
    held = FamilyWait.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    wait = held.select_related("team", "by").filter(pk=key, next_step_at__lte=at).first()
    if wait is None:
        return None
    if at < told_at(wait.until):
        wait.next_step_at = told_at(wait.until)
        wait.save(update_fields=["next_step_at"])
        return wait, News.FAMILY_WAITS, who_is_told(wait, at, on_its_day=False)
    pass_family_request(wait.pk, by=CLOCK, at=at)
    return wait, News.SCHOOL_TOLD, who_is_told(wait, at, on_its_day=True)


def mails_needed(notices: Iterable[Notice], people: Mapping[int, Person], at: datetime) -> set[UUID | None]:
    """The mails with something about one of these that its reader may know of and has not seen since."""
    told = [(one, people[one.person_id], one.wait) for one in notices if one.wait is not None]
    if not told:
        return set()
    viewers = viewers_of({person for _one, person, _wait in told}, at)
    opened = last_looks(_actors(people.values()), [wait.subject.stream for *_, wait in told])
    return {
        one.mail_id
        for one, person, wait in told
        if (one.news == News.SCHOOL_TOLD or wait.next_step_at is not None)
        and opened.get((str(person.uuid), wait.subject.stream), one.at - SHOWN_FOR) < one.at
        and may_read(viewers[person.pk], wait)
    }


def _actors(people: Collection[Person]) -> list[Actor]:
    return [Actor.of(person) for person in people]
