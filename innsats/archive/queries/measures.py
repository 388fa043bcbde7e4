"""Versions of the plan on paper: each measure with what the law asks for, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from innsats.cases.models import Evaluation, MeasureEnd, PlanActivation
from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.measures import MeasureRow, fields_of, state_word, title_of
from innsats.cases.queries.texts import Key
from innsats.web import dates, words

from ..document import Entry, pairs, plain, words_of
from .rows import PlanRows


class PlansShown:
    """How the versions of one case are said: what they share is gathered once."""

    def __init__(self, plans: PlanRows, corrections: Corrections, said: Mapping[Key, str]) -> None:
        self.plans, self.corrections, self.said = plans, corrections, said

    def measures_in(self, plan: UUID) -> tuple[Entry, ...]:
        """The measures of one version, in its order."""
        rows = [row for row in self.plans.measures if row.row.plan_id == plan]
        return tuple(self._measure(row, place) for place, row in enumerate(rows, start=1))

    def version(self, activation: PlanActivation) -> Entry:
        """Utgave 1, with when it came into force and why the pupil was not heard first."""
        return Entry(
            title=_("Utgave {number}").format(number=activation.plan.number),
            said=in_force(activation),
            blocks=(*self.why_not_heard(activation), *self.measures_in(activation.plan_id)),
        )

    def draft(self) -> tuple[Entry, ...]:
        """What is written and does not apply, marked as that; none when there is no draft."""
        drafted = next((row.row.plan_id for row in self.plans.measures if row.row.plan.number is None), None)
        if drafted is None:
            return ()
        said = _("Gjelder ikke før planen settes i kraft.")
        return (Entry(title=_("Utkast"), said=said, blocks=self.measures_in(drafted)),)

    def why_not_heard(self, activation: PlanActivation) -> tuple[object, ...]:
        return plain(self.said[activation, "not_heard_because"], _("Hvorfor eleven ikke ble hørt først"))

    def _measure(self, row: MeasureRow, place: int) -> Entry:
        end = self.plans.ends.get(row.lineage)
        held = [one for one in self.plans.evaluations if one.lineage == row.lineage]
        is_draft = row.row.plan.number is None
        return Entry(
            title=title_of(row, place),
            said="" if is_draft and row.state == "planned" else state_word(row),
            blocks=(
                *pairs(*((pair["word"], pair["value"] or "–") for pair in fields_of(row) if _is_shown(pair, row))),
                *(() if is_draft else self._ended(row, end)),
                *(() if is_draft else tuple(self._evaluation(one) for one in held)),
            ),
        )

    def _ended(self, row: MeasureRow, end: MeasureEnd | None) -> tuple[object, ...]:
        began = dates.day(row.started_on) if row.started_on else ""
        ended = f"{dates.day(end.ended_on)}, {end.by.name}" if end else ""
        because = plain(self.said[end, "because"], _("Hvorfor det ble avsluttet")) if end else ()
        return (*pairs((_("Begynte"), began), (_("Avsluttet"), ended)), *because)

    def _evaluation(self, row: Evaluation) -> Entry:
        return Entry(
            title=_("Evaluering {day}").format(day=dates.day(row.held_on)),
            said=_("Ført av {name}, {moment}").format(name=row.by.name, moment=dates.moment(row.at)),
            blocks=(
                *pairs(
                    (_("Gjennomført?"), words.of("carried_out", row.carried_out)),
                    (_("Hjalp det?"), words.of("helped", row.helped)),
                    (_("Har eleven det trygt og godt?"), words.of("safe", row.pupil_safe)),
                    (_("Evalueres igjen"), dates.day(row.next_on) if row.next_on else ""),
                ),
                *words_of(self.corrections.shown(row, "pupil_words", self.said), _("Elevens egne ord")),
            ),
        )


def in_force(activation: PlanActivation) -> str:
    """Fra mandag 23. mars 2026 kl. 09.00, av Kari Vik"""
    return _("Fra {moment}, av {name}").format(moment=dates.moment(activation.at), name=activation.by.name)


def _is_shown(pair: Mapping[str, str], row: MeasureRow) -> bool:
    """Gaps show, save whom a measure is aimed at when it is aimed at nobody."""
    return bool(pair["value"] or row.aims or pair["word"] != _("Rettet mot"))
