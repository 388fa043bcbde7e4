"""The page of one reader at home: what was approved, and what the school and this reader have written to each other."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import HomeMessage
from innsats.cases.queries.messages import MessageLine, mark_seen
from innsats.cases.queries.moved import before_move
from innsats.cases.queries.texts import keys_of, texts_of
from innsats.database.prepared import Prepared
from innsats.rules.editions import tells_where
from innsats.web import dates

from . import trust
from .approved import Reading, read
from .ownvoice import Invitation, invitation_for
from .shown import EditionPage
from .trail import may_ask_here


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The edition, and the talk of this one reader with the school: nobody else's at home.

    `invitation`: where a pupil can say how it is. `asks`: how the school met this reader is still to be answered.
    `has_trail`: it may ask who has opened the case.
    """

    case: UUID
    edition: EditionPage
    lines: tuple[MessageLine, ...]
    invitation: Invitation | None
    asks: bool
    has_trail: bool


def home_page(reading: Reading) -> HomePage:
    """Everything on it; what is new is new no more."""
    reader, row = reading.reader, reading.case
    edition, rows = read(reading), list(_written(row.pk, reader.pupil))
    own = [one for one in rows if one.guardian_id == reader.guardian]
    said, names_staff = texts_of(*keys_of(own, "words")), tells_where(reading.group)
    lines = tuple(_line(one, said[one, "words"], names_staff=names_staff) for one in own)
    mark_seen(own, reader.at, for_school=False)
    return HomePage(
        case=row.pk, edition=edition, lines=lines, invitation=invitation_for(reader),
        asks=trust.asked(reading).answered_at is None, has_trail=may_ask_here(reading),
    )  # fmt: skip


def _line(row: HomeMessage, said: str, *, names_staff: bool) -> MessageLine:
    """A message as the reader meets it. Who wrote for the school may tell where the child is."""
    who = row.by.name if row.by and names_staff else _("Skolen")
    return MessageLine(
        who=who if row.from_school else _("Du"), role="", when=dates.moment(row.at), words=said,
        is_own=not row.from_school, is_new=row.from_school and row.seen_at is None,
        seen=_("Lest {when}").format(when=dates.moment(row.seen_at)) if row.seen_at and not row.from_school else "",
    )  # fmt: skip


@Prepared
def _written(case: UUID, pupil: UUID) -> QuerySet[HomeMessage]:
    """To and from all of the pupil's readers. What is from before the case was moved is another child's."""
    found = HomeMessage.objects.filter(~before_move(), case=case, pupil=pupil)
    return found.select_related("by").order_by("at", "pk")
