"""On paper: what the school and whoever reported wrote to each other, and who was known to hold the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.cases.models import HolderConfirmation, Message, Report
from innsats.cases.queries.messages import lines_of
from innsats.cases.queries.texts import Key
from innsats.database.prepared import Prepared
from innsats.web import dates, words

from ..document import Entry, Words, pairs, plain


@Prepared
def messages_in(case: UUID) -> QuerySet[Message]:
    return Message.objects.filter(report__casereport__case=case).select_related("by").order_by("at", "pk")


@Prepared
def confirmations_in(case: UUID) -> QuerySet[HolderConfirmation]:
    """With the names that the register has, still sealed."""
    found = HolderConfirmation.objects.filter(report__casereport__case=case)
    return found.select_related("by", "pupil", "guardian", "end__by").order_by("at", "pk")


def talk_blocks(messages: Iterable[Message], report: Report, said: Mapping[Key, str]) -> Iterable[Words]:
    """Each message, with who wrote it and when."""
    here = [one for one in messages if one.report_id == report.pk]
    for line in lines_of(here, said, report, for_school=True):
        yield from plain(line.words, f"{line.who}, {line.when}")


def holder_blocks(
    confirmations: Iterable[HolderConfirmation], report: Report, said: Mapping[Key, str]
) -> Iterable[Entry]:
    """Who was confirmed to hold the code, by whom and how, and why that ended."""
    for one in confirmations:
        if one.report_id == report.pk:
            holder = one.guardian or one.pupil
            ended = said[one.end, "words"] if hasattr(one, "end") else ""
            yield Entry(
                title=_("Hvem som har koden"),
                said=f"{one.by.name}, {dates.day(one.confirmed_on)}",
                blocks=(
                    *pairs(
                        (_("Navn"), said[holder, "sealed_name"]),
                        (_("Hvordan det er kjent"), words.of("known_by", one.how)),
                        (_("Gjelder ikke lenger"), ended),
                    ),
                    *plain(said[one, "words"]),
                ),
            )  # fmt: skip
