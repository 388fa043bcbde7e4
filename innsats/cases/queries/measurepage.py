"""The pages of single acts on measures: writing one, taking it out, starting, ending and evaluating it, activation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.calendars import calendar_of
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.evaluation import next_round, round_of
from innsats.rules.plans import obstacles_to_activation
from innsats.web import dates, words

from ..models import Measure
from .access import NotVisible
from .assignees import assignees_of
from .case_acts import CaseActPage, Choice, choices_of, framed, pupils_in
from .following import first_activation
from .head import OpenCase, read
from .measures import MeasureRow, fields_of, gathered, open_texts, title_of, with_all
from .planpage import (
    activate_button,
    activations_of,
    draft_facts,
    evaluation_proposals,
    names_in,
    round_in_words,
    rows_in,
)
from .plans import TEXTS, how_it_stands
from .texts import keys_of
from .together import answered_elsewhere

Pair = Mapping[str, str]
COLUMNS = ("kind", "start_on", "evaluate_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """A measure in an act. `saved` is how it stands now, by name of the field; `saved_by` who wrote it, and when.

    `version` is what the form carries: it tells somebody who saves an older one that it has been changed.
    `starts_on`: the day it was to begin.
    """

    frame: CaseActPage
    lineage: UUID | None
    title: str
    fields: tuple[Pair, ...] = ()
    version: int = 1
    starts_on: date | None = None
    saved: Mapping[str, object] = field(default_factory=dict)
    saved_by: str = ""
    saved_when: str = ""
    people: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    proposals: tuple[Pair, ...] = ()
    answered: str = ""  # whether it was carried out, when that is answered already for another pupil
    round: str = ""  # which round an evaluation held today belongs to, and when the next one is proposed
    next_on: str = ""
    is_gone: bool = False  # somebody took it out while this one was typing


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivatePage:
    """The draft that will apply. `missing` must be mended first; `asks_why` that the pupil has not been heard;
    `drafted` is how it stands.
    """

    frame: CaseActPage
    drafted: str
    titles: tuple[str, ...]
    missing: tuple[str, ...]
    asks_why: bool
    reasons: tuple[str, ...]


def draft_page(viewer: Viewer, number: str, lineage: UUID | None = None, *, is_typed: bool = False) -> MeasurePage:
    """Writing a measure, a new one or one that stands in the draft, or in the plan that applies when there is no draft.

    Somebody may have taken it out meanwhile: when something is typed already, it can then be saved as a new one.
    Raises NotVisible or Shut.
    """
    case = read(viewer, number)
    row = _newest(case, lineage) if lineage else None
    if row and case.has_draft and row.row.plan.number is not None:
        row = None
    if lineage and row is None and not is_typed:
        raise NotVisible(f"measure:{lineage}")
    parties = pupils_in(case)
    said = open_texts([row] if row else [], *case.title_keys, *keys_of([one.pupil for one in parties], "sealed_name"))
    others = choices_of([one for one in parties if one.pupil_id != case.row.pupil_id], said)
    return MeasurePage(
        frame=framed(case, Act.DRAFT_MEASURE, said),
        lineage=row.lineage if row else None,
        title=title_of(row) if row else _("Nytt tiltak"),
        version=row.row.version if row else 1,
        saved=_saved(row) if row else {},
        saved_by=row.row.by.name if row else "",
        saved_when=dates.moment(row.row.at) if row else "",
        people=tuple((str(one.uuid), one.name) for one in assignees_of(case.row, viewer.at)),
        others=others,
        is_gone=lineage is not None and row is None,
        proposals=evaluation_proposals(viewer, calendar_of(case.row.school_owner_id)),
    )


def measure_page(act: Act, viewer: Viewer, number: str, lineage: UUID) -> MeasurePage:
    """A measure in one of the acts that concern it. Raises NotVisible, also when there is no such measure, or Shut."""
    case = read(viewer, number)
    row = _newest(case, lineage)
    if row is None:
        raise NotVisible(f"measure:{lineage}")
    said = open_texts([row], *case.title_keys)
    given = answered_elsewhere(row.lineage) if act is Act.EVALUATE_MEASURE else None
    today, since = dates.date_of(viewer.at), first_activation(case.row) if act is Act.EVALUATE_MEASURE else None
    return MeasurePage(
        frame=framed(case, act, said),
        lineage=row.lineage,
        answered=f"{words.of('carried_out', given.carried_out)} · {dates.day(given.held_on)}" if given else "",
        title=title_of(row),
        version=row.row.version,
        starts_on=row.row.start_on,
        fields=tuple(pair for pair in fields_of(row) if pair["value"]),
        round=round_in_words(round_of(today, since)) if since else "",
        next_on=next_round(today, since, calendar_of(case.row.school_owner_id)).isoformat() if since else "",
    )


def activate_page(viewer: Viewer, number: str) -> ActivatePage:
    """The draft, and everything that is missing. Raises NotVisible or Shut."""
    case = read(viewer, number)
    activations = activations_of(case)
    rows = [one for one in rows_in(case, activations[-1] if activations else None) if one.row.plan.number is None]
    said = open_texts(rows, *case.title_keys)
    gaps = obstacles_to_activation(draft_facts(case, rows))
    names = names_in(rows)
    return ActivatePage(
        frame=replace(framed(case, Act.ACTIVATE_PLAN, said), names=names),
        drafted=how_it_stands(one.row for one in rows),
        titles=tuple(title_of(row, place) for place, row in enumerate(rows, start=1)),
        missing=case.reasons(gaps, names),
        asks_why=any(one.code == "pupil_not_heard" for one in gaps),
        reasons=activate_button(case, gaps, names).reasons,
    )


def _newest(case: OpenCase, lineage: UUID) -> MeasureRow | None:
    """The measure as it stands in the draft, else in the newest version that has it."""
    rows = gathered(_versions(case.row.pk, lineage))
    return max(rows, key=lambda one: one.row.plan.number or float("inf"), default=None)


@Prepared
def _versions(case: UUID, lineage: UUID) -> QuerySet[Measure]:
    return with_all(Measure.objects.filter(lineage=lineage, case=case))


def _saved(row: MeasureRow) -> dict[str, object]:
    """The fields of the form, as they stand."""
    columns = {name: getattr(row.row, name) for name in COLUMNS}
    responsible = str(row.row.responsible.uuid) if row.row.responsible else ""
    return {
        **{name: row.texts[name] for name in TEXTS}, **columns, "responsible": responsible,
        "aimed_at": [str(pupil) for pupil in row.aims],
    }  # fmt: skip
