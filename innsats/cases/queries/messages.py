"""What the school and whoever reported have written to each other, for either side, and what of it is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.journal.actors import ActorKind
from innsats.journal.writes import listed_write
from innsats.people.viewers import Viewer
from innsats.rules.access import Part, Standing
from innsats.rules.acts import Act
from innsats.rules.dialogue import is_talked_with
from innsats.rules.reports import Channel, Sender
from innsats.web import dates, words

from ..models import HomeMessage, Message, Report
from ..models.dialogue import UNSEEN
from .access import NotVisible, has_part, visible
from .codesheld import report_held
from .texts import Key, keys_of, texts_of

HANDLING = frozenset({Part.PRINCIPAL, Part.LEAD})  # who answer: what they have read, the school has read


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """A message as one side meets it. `role`: in which capacity somebody answered for the school; `is_own`: one's own
    side's; `is_new`: the other side's, and not on a page before; `seen`: that the other side has had it; `waits`: for
    an answer from the side that reads.
    """

    who: str
    role: str
    when: str
    words: str
    is_own: bool
    is_new: bool
    seen: str = ""
    waits: bool = False


def talks(viewer: Viewer) -> Q:
    """The reports on which the viewer is the one the school talks with: see `is_talked_with`."""
    if viewer.actor.kind is ActorKind.RECEIPT:
        return report_held(viewer)
    own = Q(reporter_id=viewer.person_id or 0, channel=Channel.WRITTEN, disposed_at=None)
    return own & ~Q(sender=Sender.SCHOOL)


def talks_on(viewer: Viewer, report: Report) -> bool:
    """Whether the viewer is the one the school talks with on this report. No query."""
    if viewer.actor.kind is ActorKind.RECEIPT:
        return viewer.actor.id == str(report.pk)
    is_own = viewer.person_id is not None and viewer.person_id == report.reporter_id
    return is_own and is_talked_with(report.channel, report.sender)


def dialogue_for(viewer: Viewer, report: Report) -> tuple[MessageLine, ...]:
    """All of it, the oldest first, for whoever reported; what is new is new no more. Three queries at most.

    `viewer` is the colleague who reported, or `Viewer(actor=Actor.holding(report), at=at)`. Raises NotVisible for
    everybody else: the school's side meets it where it meets the report.
    """
    if not talks_on(viewer, report):
        raise NotVisible(f"report:{report.pk}")
    rows = messages_on(report)
    lines = lines_of(rows, texts_of(*keys_of(rows, "words")), report, for_school=False)
    mark_seen(rows, viewer.at, for_school=False)
    return lines


def messages_on(report: Report) -> list[Message]:
    """Every message on the report, the oldest first. One query."""
    return _messages(report.pk)


@Prepared
def _messages(report: UUID) -> QuerySet[Message]:
    return Message.objects.filter(report=report).select_related("by").order_by("at", "pk")


def lines_of(
    rows: Iterable[Message], said: Mapping[Key, str], report: Report, *, for_school: bool
) -> tuple[MessageLine, ...]:
    """The messages as one side meets them. `said` are their opened texts."""
    return tuple(_line(one, said[one, "words"], report, for_school=for_school) for one in rows)


def mark_seen(rows: Iterable[Message | HomeMessage], at: datetime, *, for_school: bool) -> None:
    """Keep that one side has had on a page what the other wrote: a reading, and no act. Nothing new writes nothing."""
    new = [one for one in rows if one.seen_at is None and one.from_school is not for_school]
    if new:
        with listed_write():
            found = type(new[0])._default_manager.filter(UNSEEN, pk__in=[one.pk for one in new])
            found.update(seen_at=at)


def is_handling(standing: Standing) -> bool:
    """Whether somebody who reads the report is among those who answer for the school."""
    return bool(HANDLING & standing.parts)


def unread_by_school(viewer: Viewer) -> QuerySet[Message, Any]:
    """What has been written to those who answer for the school, the viewer one of them, and none of them has read:
    `report__number`, and `since` when, of each report.
    """
    owners = {held.school_owner_id for held in viewer.appointments}
    handled = visible(Act.READ_REPORT, viewer, Report).filter(
        Q(has_part(Part.PRINCIPAL, viewer, Report)) | Q(has_part(Part.LEAD, viewer, Report))
    )
    new = Message.objects.filter(UNSEEN, from_school=False, school_owner__in=owners)
    return _by_report(new.filter(Exists(handled.filter(pk=OuterRef("report")))))


def unread_by_reporter(viewer: Viewer) -> QuerySet[Message, Any]:
    """What the school has written to the viewer, who reported, and the viewer has not read; as `unread_by_school`."""
    own = Report.objects.filter(talks(viewer)).order_by()
    return _by_report(Message.objects.filter(UNSEEN, from_school=True, report__in=own.values("pk")))


def has_news_for(viewer: Viewer) -> Exists:
    """Of a report that the viewer sent: whether the school has written something there that is not read."""
    own = Report.objects.filter(talks(viewer), pk=OuterRef("report"))
    return Exists(Message.objects.filter(UNSEEN, Exists(own), from_school=True, report=OuterRef("pk")))


def _by_report(rows: QuerySet[Message]) -> QuerySet[Message, Any]:
    return rows.order_by().values("report__number").annotate(since=Min("at"))


def _line(one: Message, said: str, report: Report, *, for_school: bool) -> MessageLine:
    is_own = one.from_school is for_school
    return MessageLine(
        who=_who(one, for_school=for_school),
        role=_role(one, report.school.school_owner.kind) if one.from_school else "",
        when=dates.moment(one.at),
        words=said,
        is_own=is_own,
        is_new=not is_own and one.seen_at is None,
        seen=_("Lest {when}").format(when=dates.moment(one.seen_at)) if is_own and one.seen_at else "",
    )


def _role(one: Message, owner_kind: str) -> str:
    said = words.of("answered_as", one.answered_as, owner_kind=owner_kind)
    return said[:1].lower() + said[1:]


def _who(one: Message, *, for_school: bool) -> str:
    """The school's side always with its name; the other one with a name only where the report shows it."""
    if one.from_school:
        return one.by.name if one.by else ""
    if not for_school:
        return _("Du")
    return _("{name}, som meldte fra").format(name=one.by.name) if one.by else _("Den som meldte fra")


def reporters_waiting(people: Iterable[int], reports: Iterable[UUID]) -> set[tuple[int, UUID]]:
    """(person, report) of the colleagues among these to whom the school has written something there, not read yet."""
    new = Message.objects.filter(UNSEEN, from_school=True, report__in=list(reports), report__reporter__in=list(people))
    return set(new.order_by().values_list("report__reporter", "report").distinct())
