"""The guardians of other pupils than the one the case is about: who was told, and who was not told the same day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from innsats.people.models import Guardian
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.contacting import InvolvedFacts
from innsats.web import dates, words
from innsats.web.prepared import Prepared

from ..models import GuardianContact, Hearing
from .case_acts import CaseActPage, choices_of, framed, pupils_in
from .corrections import Corrections, Written
from .head import read
from .peoplepage import guardian_line
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
    guardians = list(Guardian.objects.filter(pupil__in=list(children)).order_by("pupil", "pk"))
    said = texts_of(
        *case.title_keys, *keys_of(children.values(), "sealed_name"), *keys_of(guardians, "sealed_name")
    )
    shown = [(one, guardian_line(one, said)) for one in guardians]
    lines = tuple(
        {"word": f"{line.name} ({said[children[one.pupil_id], 'sealed_name']})", "value": line.said}
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


def involved_in(subject: UUID, hearings: Iterable[Hearing], contacts: Iterable[GuardianContact]) -> list[InvolvedFacts]:
    """The other pupils who were talked with, each with when, and when the guardians were last told. No query."""
    heard: dict[UUID, Hearing] = {}
    for one in hearings:
        if one.is_heard and one.pupil_id != subject:
            newest = heard.get(one.pupil_id)
            heard[one.pupil_id] = one if newest is None or one.happened_at > newest.happened_at else newest
    told: dict[UUID, GuardianContact] = {}
    for contact in contacts:
        before = told.get(contact.pupil_id)
        told[contact.pupil_id] = contact if before is None or contact.happened_at > before.happened_at else before
    return [
        InvolvedFacts(
            key=str(pupil), heard_at=one.happened_at,
            contacted_at=told[pupil].happened_at if pupil in told else None,
        )
        for pupil, one in heard.items()
    ]  # fmt: skip
