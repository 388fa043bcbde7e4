"""The pages on which those who work on a case give a gjøremål, and take one back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.errands import obstacles_to_ending, obstacles_to_keeping

from ..models import Case, NoGrounds, Party, Report
from .access import NotVisible
from .assignees import errand_takers
from .case_acts import CaseActPage, Choice, framed
from .errandpages import TEXTS, fields_of, when_of
from .errands import end_of, errands_in, outcome_of
from .head import read
from .measures import title_of
from .planpage import activations_of, measures_called, rows_in
from .texts import keys_of, texts_of

NOT_CLEARED = ~Exists(NoGrounds.objects.filter(party=OuterRef("pk")))


def parties_by_name(case: UUID) -> dict[str, str]:
    """What everybody whom the case concerns is called, by id: what a text that others read is searched for. An employee
    against whom nothing was found to hold is named on no page any more, so nor in a refusal.
    """
    parties = list(Party.objects.filter(NOT_CLEARED, case=case).select_related("pupil", "person").order_by("at", "pk"))
    said = texts_of(*keys_of([one.pupil for one in parties if one.pupil], "sealed_name"))
    return {
        str(one.pupil_id or one.person.uuid): said[one.pupil, "sealed_name"] if one.pupil else one.person.name
        for one in parties
    }


def give_page(viewer: Viewer, number: str) -> tuple[CaseActPage, tuple[Choice, ...]]:
    """Giving one: to whom, and the measures that may be carried out so. Raises NotVisible or Shut."""
    case = read(viewer, number)
    activations = activations_of(case)
    rows = rows_in(case, activations[-1] if activations else None)
    called = measures_called(rows)
    page = framed(case, Act.GIVE_ERRAND, texts_of(*case.title_keys))
    people = tuple((str(one.uuid), one.name) for one in errand_takers(case.row, viewer.at))
    measures = {str(one.lineage): f"{title_of(one)} ({called[str(one.lineage)]})" for one in rows}
    return replace(page, people=people, names=parties_by_name(case.row.pk) | dict(people)), tuple(measures.items())


def errands_to_look_at(case: Case | Report, viewer: Viewer) -> dict[UUID, str]:
    """What waits in a case that is to be moved to another pupil: whose it is, what, and until when."""
    rows = [one for one in errands_in(case.pk, day_of(viewer.at)) if end_of(one) is None]
    said = texts_of(*keys_of(rows, "what"))
    return {one.pk: f"{one.person.name}: {said[one, 'what']} ({when_of(one.starts_at, one.ends_at)})" for one in rows}


def look_page(act: Act, viewer: Viewer, number: str, errand: UUID) -> CaseActPage:
    """Taking one back, or keeping it after the case was moved: whose it is, and what it says.

    Raises NotVisible, also for one of another case, or Shut.
    """
    case = read(viewer, number)
    row = next((one for one in errands_in(case.row.pk, day_of(viewer.at)) if one.pk == errand), None)
    if row is None:
        raise NotVisible(f"errand:{errand}")
    said = texts_of(*case.title_keys, *keys_of([row], *TEXTS))
    is_left: bool = row.is_left  # type: ignore[attr-defined]
    found = {
        Act.TAKE_BACK_ERRAND: obstacles_to_ending(outcome_of(row), by_holder=False),
        Act.KEEP_ERRAND: obstacles_to_keeping(outcome_of(row), is_left=is_left),
    }
    reasons, page = case.reasons(found[act]), framed(case, act, said)
    return replace(
        page, reasons=page.reasons + reasons, names={str(row.person.uuid): row.person.name},
        lines=({"word": _("Gitt til"), "value": row.person.name}, *fields_of(row, said)),
    )  # fmt: skip
