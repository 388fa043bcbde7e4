"""What of a case can be handed to the pupil's new school: this child's own, and never a word of another child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.people.models import Guardian, Pupil
from innsats.people.queries.moving import place_now
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.deadlines import Code, Lapse
from innsats.rules.handover import ALLOWS_ALONE, age_on
from innsats.vault.sealing import open_all
from innsats.web import dates, words

from ..models import Case, Due, Handover, Hearing, Measure, Party
from .case_acts import CaseActPage, Choice, framed
from .corrections import Corrections
from .head import read
from .plans import active_plan
from .texts import Key, keys_of, texts_of

STILL = ("", Lapse.CASE_CLOSED)
AGREED = (Code.EVALUATION, Code.AFTERCARE_CHECK)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPage:
    """What can be chosen, for which school, and who may allow it. `handed` are those before, newest first."""

    frame: CaseActPage
    measures: tuple[Choice, ...]
    hearings: tuple[Choice, ...]
    days: tuple[str, ...]
    school: str
    guardians: str
    is_grown: bool
    handed: tuple[Mapping[str, str], ...]


def handover_page(viewer: Viewer, number: str) -> HandoverPage:
    """Everything on the page. Raises NotVisible or Shut."""
    case = read(viewer, number)
    row, measures, hearings = case.row, _measures(case.row), _hearings(case.row)
    corrections = Corrections(row)
    adults = list(Guardian.objects.filter(pupil=row.pupil_id).order_by("pk"))
    handed = list(Handover.objects.filter(case=row).select_related("by", "report__school").order_by("-at", "pk"))
    said = texts_of(
        *case.title_keys, (row.pupil, "sealed_birth_date"), *keys_of(adults, "sealed_name"),
        *keys_of(measures, "family_text", "what"), *keys_of(hearings, "own_words"), *keys_of(handed, "words"),
        *corrections.keys(),
    )
    there = place_now(row.pupil)
    age = age_on(date.fromisoformat(said[row.pupil, "sealed_birth_date"]), dates.date_of(viewer.at))
    return HandoverPage(
        frame=framed(case, Act.HAND_OVER_CASE, said),
        measures=tuple((str(one.lineage), _tried(one, corrections, said)) for one in measures),
        hearings=tuple((str(one.pk), _heard(one, corrections, said)) for one in hearings),
        days=_days(row, dates.date_of(viewer.at)), school=there.school.name if there else "",
        guardians=", ".join(said[one, "sealed_name"] for one in adults), is_grown=age >= ALLOWS_ALONE,
        handed=tuple(
            {"word": f"{one.report.school.name} · {dates.day(one.at)} · {one.by.name}", "value": said[one, "words"]}
            for one in handed
        ),
    )  # fmt: skip


def composed(
    row: Case, text: str, *, measures: Iterable[UUID], hearings: Iterable[UUID], with_dates: bool, on: date
) -> str:
    """The whole text that crosses: what was written for it, and what was chosen of the child's own, in order."""
    lineages, heard = set(map(str, measures)), set(map(str, hearings))
    tried = [one for one in _measures(row) if str(one.lineage) in lineages]
    spoken = [one for one in _hearings(row) if str(one.pk) in heard]
    corrections = Corrections(row)
    said = texts_of(*keys_of(tried, "family_text", "what"), *keys_of(spoken, "own_words"), *corrections.keys())
    parts = [text.strip()]
    if tried:
        parts.append("\n".join([_("Tiltak:"), *(f"– {_tried(one, corrections, said)}" for one in tried)]))
    if spoken:
        told = (f"– {_heard(one, corrections, said)}" for one in spoken)
        parts.append("\n".join([_("Det eleven selv har sagt:"), *told]))
    if with_dates and (days := _days(row, on)):
        parts.append("\n".join([_("Dager som var avtalt, som forslag:"), *(f"– {day}" for day in days)]))
    return "\n\n".join(parts)


def other_children(row: Case) -> list[str]:
    """The names of the other pupils whom the case concerns: none of them crosses."""
    parties = Party.objects.filter(case=row).exclude(pupil=None).exclude(pupil=row.pupil_id).select_related("pupil")
    pupils: list[Pupil] = [party.pupil for party in parties if party.pupil]
    return open_all([(one.sealed_name, one.pk) for one in pupils])


def _measures(row: Case) -> list[Measure]:
    """Those of the plan in force, whether they have begun or not."""
    plan = active_plan(row)
    return list(plan.measure_set.order_by("position", "pk")) if plan else []


def _hearings(row: Case) -> list[Hearing]:
    """What the pupil whom the case is about has said: never another one."""
    return list(Hearing.objects.filter(case=row, pupil=row.pupil_id, is_heard=True).order_by("happened_at", "pk"))


def _tried(one: Measure, corrections: Corrections, said: Mapping[Key, str]) -> str:
    """As the family was told of it: that text is about no other child."""
    return _as_it_stands(one, "family_text" if said[one, "family_text"] else "what", corrections, said)


def _heard(one: Hearing, corrections: Corrections, said: Mapping[Key, str]) -> str:
    return f"{dates.day(one.happened_at)}: {_as_it_stands(one, 'own_words', corrections, said)}"


def _as_it_stands(one: Any, name: str, corrections: Corrections, said: Mapping[Key, str]) -> str:
    """The text, or what should have stood there: what was wrong is not handed on."""
    written = corrections.shown(one, name, said)
    return written.corrections[-1].text if written.corrections else written.text


def _days(row: Case, on: date) -> tuple[str, ...]:
    """The days that were promised the pupil, and have not been: also those that lapsed when the case ended."""
    dues = Due.objects.filter(case=row, code__in=AGREED, met_at=None, due_on__gte=on, lapsed__in=STILL)
    kind = row.school.school_owner.kind
    return tuple(
        f"{words.of('clock', code, owner_kind=kind)}: {dates.day(day)}"
        for code, day in dues.order_by("due_on", "pk").values_list("code", "due_on")
        if day
    )
