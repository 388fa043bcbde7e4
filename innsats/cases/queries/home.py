"""What the school and each reader at home have written to each other in a case, as the school meets it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.access import Part
from innsats.rules.acts import Act
from innsats.web import dates

from ..models import Case, HomeMessage
from ..models.home import WAITING
from .access import has_part, visible
from .messages import MessageLine
from .moved import before_move


@Prepared
def home_messages(case: UUID) -> QuerySet[HomeMessage]:
    """Every message of the case, to and from all readers, the oldest first."""
    return HomeMessage.objects.filter(case=case).select_related("by", "settled_by").order_by("at", "pk")


def of_reader(rows: Iterable[HomeMessage], pupil: UUID, guardian: UUID | None) -> list[HomeMessage]:
    """Those of one reader. No query."""
    return [one for one in rows if one.pupil_id == pupil and one.guardian_id == guardian]


def is_waiting(row: HomeMessage) -> bool:
    """Whether it still asks the school for an answer."""
    return not row.from_school and row.settled_at is None


def waiting_from_home(viewer: Viewer) -> QuerySet[HomeMessage, Any]:
    """What was written from home and is neither answered nor said to need no answer, in the cases where the viewer is
    one of those who answer: `case__number`, and `since` when, of each case.

    Read or not: what is only read would else be on nobody's list. What was written before the case was moved to the
    right child is not this case's to answer.
    """
    owners = {held.school_owner_id for held in viewer.appointments}
    handled = visible(Act.READ_CASE, viewer, Case).filter(
        Q(has_part(Part.PRINCIPAL, viewer, Case)) | Q(has_part(Part.LEAD, viewer, Case))
    )
    found = HomeMessage.objects.filter(WAITING, ~before_move(), school_owner__in=owners)
    found = found.filter(Exists(handled.filter(pk=OuterRef("case"))))
    return found.order_by().values("case__number").annotate(since=Min("at"))


def school_line(row: HomeMessage, said: str, reader: str) -> MessageLine:
    """A message as the school meets it. `reader` is the name of the one at home."""
    return MessageLine(
        who=row.by.name if row.by else reader, role="", when=dates.moment(row.at), words=said, is_own=row.from_school,
        is_new=not row.from_school and row.seen_at is None, seen=_became(row), waits=is_waiting(row),
    )  # fmt: skip


def _became(row: HomeMessage) -> str:
    """When it was read at home; of one from home, that somebody has said that it needs no answer."""
    if row.from_school:
        return _("Lest {when}").format(when=dates.moment(row.seen_at)) if row.seen_at else ""
    if row.settled_by is None or row.settled_at is None:
        return ""
    said = _("Trenger ikke svar, skrev {name} {day}")
    return said.format(name=row.settled_by.name, day=dates.day(row.settled_at))
