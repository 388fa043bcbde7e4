"""The plan's versions: the draft, the one that applies, and the facts the rules ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID

from innsats.rules.plans import MeasureFacts, MeasureKind, OtherPupilFacts, PlanFacts, counts_as_measure
from innsats.vault.sealing import open_all

from ..models import Case, Hearing, Measure, MeasureAim, MeasureEnd, Plan

TEXTS = ("problem", "what", "place", "when_words", "family_text")


def draft_plan(case: Case) -> Plan | None:
    """The one draft, if there is one."""
    return case.plan_set.filter(number=None).first()


def active_plan(case: Case) -> Plan | None:
    """The version that applies now: the highest number."""
    return case.plan_set.exclude(number=None).order_by("-number").first()


def how_it_stands(rows: Iterable[Measure]) -> str:
    """The measures of a draft and which version each is in, in a word that another change makes another."""
    stands = sorted(f"{row.lineage}:{row.version}" for row in rows)
    return sha256("|".join(stands).encode()).hexdigest()[:16]


def measures_with_texts(plan: Plan) -> list[tuple[Measure, dict[str, str]]]:
    """The rows of one version in order, with their texts opened in one batch."""
    rows = list(plan.measure_set.select_related("responsible").order_by("position"))
    opened = iter(open_all([(getattr(row, name), row.pk) for row in rows for name in TEXTS]))
    return [(row, {name: next(opened) for name in TEXTS}) for row in rows]


def open_measures(plan: Plan) -> list[tuple[Measure, dict[str, str]]]:
    """As `measures_with_texts`, without the measures that have ended: what a new version begins with."""
    ended = set(MeasureEnd.objects.filter(case_id=plan.case_id).values_list("lineage", flat=True))
    return [(row, texts) for row, texts in measures_with_texts(plan) if row.lineage not in ended]


def latest_row(case: Case, lineage: UUID) -> Measure | None:
    """The measure as it stands in the plan that applies, else in the newest version that has it."""
    rows = list(Measure.objects.filter(case=case, lineage=lineage).select_related("plan", "responsible"))
    return max(rows, key=lambda row: row.plan.number or 0, default=None)


def counts(measure: Measure) -> bool:
    """Whether the measure can meet the promise: a meeting or a mapping cannot."""
    texts = dict(zip(TEXTS, open_all([(getattr(measure, name), measure.pk) for name in TEXTS]), strict=True))
    return counts_as_measure(measure_facts(measure, texts, ()))


def plan_facts(case: Case, plan: Plan | None, *, has_reason: bool) -> PlanFacts:
    """What the gates of activation look at. `has_reason`: why the pupil was not heard is given with the act."""
    rows = measures_with_texts(plan) if plan else []
    aims: dict[UUID, list[UUID]] = defaultdict(list)
    for measure, pupil in MeasureAim.objects.filter(measure__plan=plan).order_by("pk").values_list("measure", "pupil"):
        aims[measure].append(pupil)
    measures = [measure_facts(row, texts, aims[row.pk]) for row, texts in rows]
    return facts_from(case, measures, list(Hearing.objects.filter(case=case)), has_reason=has_reason)


def facts_from(
    case: Case, measures: Iterable[MeasureFacts], hearings: list[Hearing], *, has_reason: bool = False
) -> PlanFacts:
    """The facts of a plan from rows already read. No query."""
    measures = tuple(measures)
    own = [one for one in hearings if one.pupil_id == case.pupil_id]
    others = sorted({key for measure in measures for key in measure.aimed_at})
    return PlanFacts(
        measures=measures,
        is_pupil_heard=any(one.is_heard for one in own),
        has_not_heard_reason=has_reason or any(not one.is_heard for one in own),
        others=tuple(_other(key, [one for one in hearings if str(one.pupil_id) == key]) for key in others),
    )


def measure_facts(row: Measure, texts: Mapping[str, str], aimed_at: Iterable[UUID]) -> MeasureFacts:
    """One row as the rules see it: whether something is written there, never what."""
    return MeasureFacts(
        key=str(row.lineage), kind=MeasureKind(row.kind), has_problem=bool(texts["problem"].strip()),
        has_what=bool(texts["what"].strip()), has_place=bool(texts["place"].strip()),
        has_time=bool(texts["when_words"].strip()), has_responsible=row.responsible_id is not None,
        start_on=row.start_on, evaluate_on=row.evaluate_on, aimed_at=tuple(map(str, aimed_at)),
    )  # fmt: skip


def _other(key: str, hearings: list[Hearing]) -> OtherPupilFacts:
    return OtherPupilFacts(
        key=key,
        is_heard=any(one.is_heard for one in hearings),
        has_not_heard_reason=any(not one.is_heard for one in hearings),
        has_best_interest=any(bool(one.best_interest) for one in hearings),
    )
