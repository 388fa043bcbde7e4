"""On paper: what the school and each reader at home wrote to each other, reader by reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import HomeMessage, Party
from innsats.cases.queries.home import school_line
from innsats.cases.queries.texts import Key, keys_of
from innsats.database.prepared import Prepared

from ..document import Entry, Words, plain


@Prepared
def written_home(case: UUID) -> QuerySet[HomeMessage]:
    """With each pupil whom the case concerns now, and its guardians; of each reader, the oldest first."""
    concerned = Party.objects.filter(case=case).exclude(pupil=None).values("pupil")
    found = HomeMessage.objects.filter(case=case, pupil__in=concerned)
    return found.select_related("by", "settled_by", "pupil", "guardian").order_by("pupil", "guardian", "at", "pk")


def home_keys(rows: Iterable[HomeMessage]) -> list[Key]:
    """What must be opened to show them."""
    return [*keys_of(rows, "words"), *keys_of([one.guardian or one.pupil for one in rows], "sealed_name")]


def home_blocks(rows: Iterable[HomeMessage], said: Mapping[Key, str]) -> Iterable[Entry]:
    """One entry for each reader. A file may be handed out, and nobody at home is to read what another wrote: it says
    so.
    """
    for reader, written in groupby(rows, key=lambda one: one.guardian or one.pupil):
        name = said[reader, "sealed_name"]
        yield Entry(
            title=name, said=_("Bare for {name}. Ta det ut før noen andre hjemme får saken.").format(name=name),
            blocks=tuple(block for one in written for block in _message(one, said[one, "words"], name)),
        )  # fmt: skip


def _message(one: HomeMessage, text: str, name: str) -> tuple[Words, ...]:
    line = school_line(one, text, name)
    return plain(line.words, ", ".join(filter(None, (line.who, line.when, line.seen))))
