"""A question without names: who is told that it came, and that it is answered. Never what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from innsats.assistance.queries.consults import may_read
from innsats.cases.models import Consult
from innsats.journal.actors import Actor
from innsats.people.models import Person
from innsats.people.viewers import running_on, viewers_of
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.telling import News
from innsats.teams.models import Membership
from innsats.teams.queries.seen import LEADING

from .models import Notice
from .queries import SHOWN_FOR, last_looks


def told_of_consult(key: UUID, act: Act, at: datetime) -> tuple[Consult, News, list[Person]]:
    """Who leads the team or stands in is told that it came, and who asked that it is answered, if they may read it."""
    row = Consult.objects.select_related("by", "answer").get(pk=key)
    news, people = (News.CONSULT_ASKED, []) if act is Act.CONSULT_TEAM else (News.CONSULT_ANSWERED, [row.by])
    if act is Act.CONSULT_TEAM and not hasattr(row, "answer"):  # one that is answered waits for nobody
        seats = Membership.objects.filter(running_on(day_of(at)), team=row.team_id, place__in=LEADING)
        held = seats.exclude(person=row.by_id).select_related("person").order_by("person")
        people = [seat.person for seat in held]
    viewers = viewers_of(people, at)
    return row, news, [person for person in people if may_read(viewers[person.pk], row)]


def mails_needed(notices: Iterable[Notice], people: Mapping[int, Person], at: datetime) -> set[UUID | None]:
    """The mails with something about one of these that its reader may read and has not opened since."""
    told = [(one, people[one.person_id], one.consult) for one in notices if one.consult is not None]
    if not told:
        return set()
    viewers = viewers_of({person for _one, person, _row in told}, at)
    opened = last_looks([Actor.of(person) for person in people.values()], [row.subject.stream for *_, row in told])
    return {
        one.mail_id
        for one, person, row in told
        if (one.news == News.CONSULT_ANSWERED or not hasattr(row, "answer"))
        and opened.get((str(person.uuid), row.subject.stream), one.at - SHOWN_FOR) < one.at
        and may_read(viewers[person.pk], row)
    }
