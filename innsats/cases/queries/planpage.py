"""Plan: the version that applies and the draft beside it, what is missing before activation, and versions compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from innsats.database.prepared import Prepared
from innsats.people.viewers import Viewer
from innsats.rules.acts import Act
from innsats.rules.calendar import Calendar, day_of
from innsats.rules.evaluation import round_of
from innsats.rules.plans import (
    EVALUATION_DAYS,
    PlanFacts,
    advice_on,
    counts_as_measure,
    obstacles_to_activation,
    proposed_evaluations,
)
from innsats.rules.verdicts import Obstacle
from innsats.web import dates, words

from ..models import Errand, Evaluation, Hearing, Measure, PlanActivation
from .clocks import dues_of
from .corrections import Corrections, Written
from .errandpages import ErrandLine, errand_keys, errand_lines
from .errands import errands_in, waits
from .head import Button, Head, OpenCase, address, button, head_of, read
from .measures import COLORS, MeasureRow, fields_of, gathered, open_texts, state_word, title_of, with_all
from .plans import facts_from
from .texts import Key, keys_of
from .unreached import is_unreached, unreached_note

Pair = Mapping[str, str]
NOT_HEARD = "pupil_not_heard"  # the one gap that the form of activation itself can answer, with a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationLine:
    """One evaluation, by the pupil's own word."""

    said: str
    pairs: tuple[Pair, ...]
    pupil_words: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureShown:
    """A measure on the page. `change` says how a row of the draft differs from the plan that applies; `unreached`, that
    whoever answers for it hears nothing of it here.
    """

    title: str
    state: str
    color: str
    change: str
    fields: tuple[Pair, ...]
    note: str
    missing: tuple[str, ...]
    evaluations: tuple[EvaluationLine, ...]
    acts: tuple[Button, ...]
    unreached: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown:
    """One version. `said` says since when it applies, `removed` which measures the draft takes out."""

    title: str
    said: str
    measures: tuple[MeasureShown, ...]
    removed: tuple[str, ...] = ()
    not_heard_because: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The tab Plan. `missing` keeps the draft from being activated; `advice` and what is `asked` for stop nothing."""

    head: Head
    active: PlanShown | None
    draft: PlanShown | None
    asked: tuple[str, ...]
    missing: tuple[str, ...]
    advice: tuple[str, ...]
    activate: Button
    write: Button
    print_plan: Button | None
    compare: str
    correct: str
    errands: tuple[ErrandLine, ...]
    give: Button


def plan_page(viewer: Viewer, number: str) -> PlanPage:
    """Everything on Plan. Raises NotVisible or Shut."""
    case = read(viewer, number)
    dues = dues_of(case.row.pk)
    activations = activations_of(case)
    newest = activations[-1] if activations else None
    rows = rows_in(case, newest)
    draft, active = ([one for one in rows if (one.row.plan.number is None) is is_draft] for is_draft in (True, False))
    evaluations = _evaluations(case.row.pk) if newest else []
    corrections = Corrections(case.row) if newest else None
    errands = errands_in(case.row.pk, day_of(viewer.at)) if case.has_errands else []
    reason = [(newest, "not_heard_because")] if newest else []
    corrected = corrections.keys() if corrections else []
    said = open_texts(rows, *case.title_keys, *reason, *keys_of(evaluations, "pupil_words"), *corrected,
                      *errand_keys(errands))  # fmt: skip
    facts = draft_facts(case, draft) if case.has_draft else None
    gaps = obstacles_to_activation(facts) if facts else ()
    shown = _Shown(case, evaluations, corrections, said, names_in(rows), activations, errands)
    return PlanPage(
        head=head_of(case, dues, said, "case_plan"),
        active=shown.active(newest, active) if newest else None,
        draft=shown.draft(draft, active, gaps) if case.has_draft else None,
        asked=case.reasons(case.gaps),
        missing=case.reasons(gaps, shown.names),
        advice=case.reasons(advice_on(facts), shown.names) if facts else (),
        activate=activate_button(case, gaps, shown.names),
        write=button(case, Act.DRAFT_MEASURE),
        print_plan=button(case, Act.PRINT_PLAN) if newest else None,
        compare=address_of_versions(case) if len(activations) + case.has_draft > 1 else "",
        correct=address(Act.CORRECT_RECORD, case.row.number),
        errands=errand_lines(case, errands, said, shown.names),
        give=button(case, Act.GIVE_ERRAND),
    )


class _Shown:
    """How the rows of one case are said: what they share is gathered once."""

    def __init__(
        self, case: OpenCase, evaluations: list[Evaluation], corrections: Corrections | None,
        said: Mapping[Key, str], names: Mapping[str, str], activations: list[PlanActivation], errands: list[Errand],
    ) -> None:  # fmt: skip
        self.case, self.corrections, self.said, self.names = case, corrections, said, names
        self.activations = activations
        self.evaluations, self.errands = evaluations, errands

    def active(self, plan: PlanActivation, rows: list[MeasureRow]) -> PlanShown:
        reason = None
        if self.said[plan, "not_heard_because"]:
            reason = Written(text=self.said[plan, "not_heard_because"], target="")
        return PlanShown(
            title=_("I kraft: utgave {number}").format(number=plan.plan.number),
            said=_("Fra {moment}, av {name}").format(moment=dates.moment(plan.at), name=plan.by.name),
            measures=tuple(self._in_force(row, place) for place, row in enumerate(rows, start=1)),
            not_heard_because=reason,
        )

    def draft(self, rows: list[MeasureRow], active: list[MeasureRow], gaps: Iterable[Obstacle]) -> PlanShown:
        before = {row.lineage: fields_of(row) for row in active}
        kept = {row.lineage for row in rows}
        gone = [title_of(row, place) for place, row in enumerate(active, start=1) if row.lineage not in kept]
        return PlanShown(
            title=_("Utkast"),
            said=_("Gjelder ikke før planen settes i kraft."),
            measures=tuple(
                self._drafted(row, place, before.get(row.lineage), gaps) for place, row in enumerate(rows, start=1)
            ),
            removed=tuple(gone),
        )

    def _in_force(self, row: MeasureRow, place: int) -> MeasureShown:
        following = {
            "planned": (Act.START_MEASURE,),
            "begun": (Act.EVALUATE_MEASURE, Act.END_MEASURE),
            "done": (Act.EVALUATE_MEASURE,),
            "stopped": (),
        }[row.state]
        return MeasureShown(
            title=title_of(row, place),
            state=state_word(row),
            color=COLORS[row.state],
            change="",
            fields=fields_of(row) + self._given(row),
            note=_note(row),
            missing=(),
            evaluations=tuple(self._evaluation(one) for one in self.evaluations if one.lineage == row.lineage),
            acts=tuple(button(self.case, act, row.lineage) for act in following),
            unreached=unreached_note(row.row) if row.state in ("planned", "begun") else "",
        )

    def _drafted(
        self, row: MeasureRow, place: int, before: tuple[Pair, ...] | None, gaps: Iterable[Obstacle]
    ) -> MeasureShown:
        change = _("Nytt tiltak") if before is None else _("Endret") if before != fields_of(row) else _("Som før")
        start = [Act.START_MEASURE] if before is None and row.state == "planned" else []
        return MeasureShown(
            title=title_of(row, place),
            state=state_word(row) if row.state != "planned" else "",
            color=COLORS[row.state],
            change=change,
            fields=fields_of(row),
            note=_note(row),
            missing=self.case.reasons([one for one in gaps if str(row.lineage) in one.about]),
            evaluations=(),
            acts=(
                _edit(self.case, row.lineage),
                button(self.case, Act.DROP_MEASURE, row.lineage),
                *(button(self.case, act, row.lineage) for act in start),
            ),
            unreached=unreached_note(row.row) if row.state in ("planned", "begun") else "",
        )

    def _given(self, row: MeasureRow) -> tuple[Pair, ...]:
        """Who carries it out without reading the case."""
        names = [one.person.name for one in self.errands if one.measure_lineage == row.lineage and waits(one)]
        said = _("{names}, uten å lese saken").format(names=", ".join(dict.fromkeys(names)))
        return ({"word": _("Gjøremål hos"), "value": said},) if names else ()

    def _evaluation(self, row: Evaluation) -> EvaluationLine:
        said = [
            (_("Gjennomført?"), words.of("carried_out", row.carried_out)),
            (_("Hjalp det?"), words.of("helped", row.helped)),
            (_("Har eleven det trygt og godt?"), words.of("safe", row.pupil_safe)),
        ]
        if row.next_on:
            said.append((_("Evalueres igjen"), dates.day(row.next_on)))
        text = self.corrections.shown(row, "pupil_words", self.said) if self.corrections else None
        return EvaluationLine(
            said=" · ".join(filter(None, (dates.day(row.held_on), self._round(row), row.by.name))),
            pairs=tuple({"word": word, "value": value} for word, value in said),
            pupil_words=text if text and text.text else None,
        )


    def _round(self, row: Evaluation) -> str:
        """Counted from the first plan that applied, in the case as it was then: before or after it was reopened."""
        first = next((one for one in self.activations if self._is_anew(one.at) is self._is_anew(row.at)), None)
        return round_in_words(round_of(row.held_on, day_of(first.at))) if first else ""

    def _is_anew(self, at: datetime) -> bool:
        return self.case.reopened_at is not None and at >= self.case.reopened_at


def round_in_words(number: int) -> str:
    """Runde 3 (dag 49)"""
    if number > len(EVALUATION_DAYS):
        return _("runde {number}").format(number=number)
    return _("runde {number} (dag {day})").format(number=number, day=EVALUATION_DAYS[number - 1])


def activations_of(case: OpenCase) -> list[PlanActivation]:
    """Every version that has applied, the oldest first. One query."""
    return _activations(case.row.pk)


@Prepared
def _activations(case: UUID) -> QuerySet[PlanActivation]:
    return PlanActivation.objects.filter(case=case).select_related("plan", "by").order_by("plan__number")


def rows_in(case: OpenCase, newest: PlanActivation | None) -> list[MeasureRow]:
    """The rows of the draft and of the version that applies. One query."""
    pk, at, on = case.row.pk, case.viewer.at, day_of(case.viewer.at)
    return gathered(_newest_rows(pk, newest.plan_id, at, on) if newest else _draft_rows(pk, at, on))


@Prepared
def _draft_rows(case: UUID, at: datetime, on: date) -> QuerySet[Measure]:
    return with_all(Measure.objects.filter(plan__number=None, case=case)).annotate(is_unreached=is_unreached(at, on))


@Prepared
def _newest_rows(case: UUID, plan: UUID, at: datetime, on: date) -> QuerySet[Measure]:
    newest = Measure.objects.filter(Q(plan__number=None) | Q(plan=plan), case=case)
    return with_all(newest).annotate(is_unreached=is_unreached(at, on))


def draft_facts(case: OpenCase, rows: Iterable[MeasureRow]) -> PlanFacts:
    """What the gates of activation look at. One query: who has been heard."""
    return facts_from(case.row, [row.facts for row in rows], _hearings(case.row.pk))


@Prepared
def _hearings(case: UUID) -> QuerySet[Hearing]:
    return Hearing.objects.filter(case=case).order_by("at", "pk")


def names_in(rows: Iterable[MeasureRow]) -> dict[str, str]:
    """What an obstacle calls a measure, and a pupil it is aimed at. Their texts have been opened."""
    held = list(rows)
    aimed = {str(pupil): name for row in held for pupil, name in zip(row.aims, row.aimed_at, strict=True)}
    return measures_called(held) | aimed


def measures_called(rows: Iterable[MeasureRow]) -> dict[str, str]:
    """What each measure is called, by its lineage: by its place in the draft, else in the plan."""
    names: dict[str, str] = {}
    places: dict[UUID, int] = {}
    for row in rows:
        places[row.row.plan_id] = places.get(row.row.plan_id, 0) + 1
        if row.row.plan.number is None or str(row.lineage) not in names:
            names[str(row.lineage)] = _("tiltak {number}").format(number=places[row.row.plan_id])
    return names


def activate_button(case: OpenCase, gaps: Iterable[Obstacle], names: Mapping[str, str]) -> Button:
    """The way to activation: shut by the policy, and by every gap but the one that its form can answer."""
    plain = button(case, Act.ACTIVATE_PLAN)
    barring = case.reasons([one for one in gaps if one.code != NOT_HEARD], names)
    return Button(act=plain.act, word=plain.word, address=plain.address, reasons=(*plain.reasons, *barring))


def address_of_versions(case: OpenCase) -> str:
    """Where versions are compared."""
    return reverse("compare_plans", args=[case.row.number])


def evaluation_proposals(viewer: Viewer, calendar: Calendar) -> tuple[Mapping[str, str], ...]:
    """The dates proposed for evaluation if the plan applies from today: school days by day 7, 21 and 49."""
    today = day_of(viewer.at)
    return tuple(
        {"word": _("dag {count}").format(count=(on - today).days), "value": on.isoformat(), "said": dates.day(on)}
        for on in proposed_evaluations(today, calendar)
    )


@Prepared
def _evaluations(case: UUID) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(case=case).select_related("by").order_by("-held_on", "-at", "pk")


def _note(row: MeasureRow) -> str:
    """Said of what is inquiry or watching: it stands in plans all the same, and cannot meet the promise."""
    if counts_as_measure(row.facts):
        return ""
    return _("Dette er undersøkelse eller å følge med. Det endrer ikke elevens dag, og teller ikke i énukesmålet.")


def _edit(case: OpenCase, lineage: UUID) -> Button:
    plain = button(case, Act.DRAFT_MEASURE, to=address(Act.DRAFT_MEASURE, case.row.number, lineage))
    return Button(act=plain.act, word=_("Endre"), address=plain.address, reasons=plain.reasons)
