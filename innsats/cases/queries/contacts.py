"""The guardians of other pupils than the one the case is about: who was told, and who was not told the same day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.contacting import InvolvedFacts
from innsats.web import dates, words

from ..models import GuardianContact, Hearing, StopTalk
from .case_acts import CaseActPage, choices_of, framed, pupils_in
from .corrections import Corrections, Written
from .entitled import recipients_of
from .head import read
from .peoplepage import checked_line
from .texts import Key, keys_of, texts_of
from .untold import untold_in

CONTACT_TEXTS = ("whom", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """A guardian was told: of which pupil, whom, how and when, and what was said."""

    pupil: str
    said: str
    whom: str
    written: Written


def contact_page(viewer: Viewer, number: str) -> CaseActPage:
    """The other pupils of the case, and whoever's guardians must hear of an intervention; and the guardians of each.

    Raises NotVisible or Shut.
    """
    case = read(viewer, number)
    untold = untold_in(case.row.pk)
    parties = [one for one in pupils_in(case) if one.pupil_id != case.row.pupil_id or one.pupil_id in untold]
    children = {one.pupil_id: one.pupil for one in parties if one.pupil}
    said = texts_of(*case.title_keys, *keys_of(children.values(), "sealed_name"))
    shown = [(one, checked_line(case, one)) for one in recipients_of(case.row, viewer.at) if one.pupil.pk in children]
    lines = tuple(
        {"word": f"{line.name} ({said[children[one.pupil.pk], 'sealed_name']})", "value": line.said}
        for one, line in shown
    )
    return replace(framed(case, Act.CONTACT_GUARDIANS, said), pupils=choices_of(parties, said), lines=lines)


@Prepared
def contacts_in(case: UUID) -> QuerySet[GuardianContact]:
    """Newest first, each with its pupil."""
    rows = GuardianContact.objects.filter(case=case).select_related("by", "pupil")
    return rows.order_by("-happened_at", "-at", "pk")


def contact_lines(
    rows: Iterable[GuardianContact], corrections: Corrections, said: Mapping[Key, str]
) -> tuple[ContactLine, ...]:
    """As the page says them."""
    return tuple(
        ContactLine(
            pupil=said[one.pupil, "sealed_name"],
            said=f"{words.of('how', one.how)} · {dates.moment(one.happened_at)} · {one.by.name}",
            whom=said[one, "whom"],
            written=corrections.shown(one, "words", said),
        )
        for one in rows
    )


def involved_in(
    subject: UUID, hearings: Iterable[Hearing], talks: Iterable[StopTalk], contacts: Iterable[GuardianContact]
) -> list[InvolvedFacts]:
    """The other pupils who were talked with, each with when, and when the guardians were last told. No query."""
    spoken: dict[UUID, datetime] = {}
    held: list[Hearing | StopTalk] = [*(row for row in hearings if row.is_heard), *talks]
    for one in held:
        if one.pupil_id != subject:
            spoken[one.pupil_id] = max(one.happened_at, spoken.get(one.pupil_id, one.happened_at))
    told: dict[UUID, datetime] = {}
    for contact in contacts:
        told[contact.pupil_id] = max(contact.happened_at, told.get(contact.pupil_id, contact.happened_at))
    return [
        InvolvedFacts(key=str(pupil), heard_at=when, contacted_at=told.get(pupil)) for pupil, when in spoken.items()
    ]
