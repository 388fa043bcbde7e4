"""What was brought in from services, as pages and paper say it: whose it is, on which ground, and whether it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.rules.law import source_named
from innsats.rules.sharing import Gate, may_be_read
from innsats.web import dates, words

from ..models import ConsentWithdrawal, Party, SharedKnowledge
from .texts import Key, keys_of

TEXTS = ("words", "necessity", "covers")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeLine:
    """One thing that was brought in. `shut` says why its texts are not shown; `withdraws`: its consent can be taken
    back. `uuid` is its own.
    """

    uuid: UUID
    origin: str
    pupil: str
    ground: str
    source: str
    said: str
    shut: str
    withdraws: bool
    text: str = ""
    pairs: tuple[Mapping[str, str], ...] = ()


@Prepared
def knowledge_in(case: UUID) -> QuerySet[SharedKnowledge]:
    """Newest first, about the pupils whom the case concerns now: as of what a child has said. One query."""
    concerned = Party.objects.filter(case=case).exclude(pupil=None).values("pupil")
    rows = SharedKnowledge.objects.filter(case=case, pupil__in=concerned)
    return rows.select_related("by", "pupil", "withdrawal").order_by("-at", "pk")


def knowledge_keys(rows: Iterable[SharedKnowledge], on: date) -> list[Key]:
    """What must be opened to show them: nothing of what is shut but whom it is about."""
    held = list(rows)
    readable = [one for one in held if is_readable(one, on)]
    return [*keys_of([one.pupil for one in held], "sealed_name"), *keys_of(readable, *TEXTS)]


def knowledge_lines(
    rows: Iterable[SharedKnowledge], said: Mapping[Key, str], on: date
) -> tuple[KnowledgeLine, ...]:
    """As pages and paper say them."""
    return tuple(_line(one, said, on) for one in rows)


def withdrawal_of(row: SharedKnowledge) -> ConsentWithdrawal | None:
    """Who took the consent back, and when. `row` is one of `knowledge_in`."""
    return getattr(row, "withdrawal", None)


def is_readable(row: SharedKnowledge, on: date) -> bool:
    """Whether its texts are shown. `row` is one of `knowledge_in`."""
    return may_be_read(Gate(row.gate), until=row.until, is_withdrawn=withdrawal_of(row) is not None, on=on)


def ground_said(row: SharedKnowledge) -> str:
    """Med samtykke fra de foresatte 20. mars 2026, til og med 1. juni 2026"""
    if row.gate != Gate.CONSENT or not (row.consented_on and row.until):
        return words.of("gate_said", row.gate)
    return _("Med samtykke fra {whom} {day}, til og med {until}").format(
        whom=words.of("consent_from", row.consented_by), day=dates.day(row.consented_on), until=dates.day(row.until)
    )


def _line(row: SharedKnowledge, said: Mapping[Key, str], on: date) -> KnowledgeLine:
    shown = is_readable(row, on)
    pairs = {
        "necessity": _("Hvorfor saken trenger det"),
        "covers": _("Hva samtykket gjelder"),
    }
    return KnowledgeLine(
        uuid=row.pk,
        origin=words.of("from_origin", row.origin),
        pupil=said[row.pupil, "sealed_name"],
        ground=ground_said(row),
        source=words.of_source(source_named(row.source)),
        said=f"{dates.moment(row.at)} · {row.by.name}",
        shut="" if shown else _shut(row),
        withdraws=row.gate == Gate.CONSENT and withdrawal_of(row) is None,
        text=said[row, "words"] if shown else "",
        pairs=tuple(
            {"word": word, "value": said[row, name]} for name, word in pairs.items() if shown and said[row, name]
        ),
    )


def _shut(row: SharedKnowledge) -> str:
    taken = withdrawal_of(row)
    if taken is None:
        return _("Samtykket er gått ut. Teksten vises ikke lenger.")
    whom, day = words.of("consent_from", taken.withdrawn_by), dates.day(taken.withdrawn_on)
    return _("Samtykket ble trukket av {whom} {day}. Teksten vises ikke lenger.").format(whom=whom, day=day)
