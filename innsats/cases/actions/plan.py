"""The written plan: drafted measure by measure, activated as a numbered version, kept and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import Pupil
from innsats.people.queries.units import person_named
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import LONGEST_NAME, planned_obstacles, text_obstacles
from innsats.rules.plans import MeasureKind, obstacles_to_activation
from innsats.rules.stages import MOVES
from innsats.rules.verdicts import Obstacle, Refused

from ..models import Case, Measure, MeasureAim, Plan, PlanActivation
from ..queries.access import lock_visible
from ..queries.plans import active_plan, draft_plan, how_it_stands, open_measures, plan_facts
from ..queries.shut_out import shut_out_of
from .assignment import obstacles_to_task
from .writing import first_report_at, write_row


@action
def draft_measure(
    case: UUID,
    *,
    by: Actor,
    at: datetime,
    measure: UUID | None = None,
    version: int | None = None,
    kind: MeasureKind = MeasureKind.OTHER_MEASURE,
    problem: str = "",
    what: str = "",
    place: str = "",
    when_words: str = "",
    start_on: date | None = None,
    evaluate_on: date | None = None,
    responsible: UUID | None = None,
    family_text: str = "",
    aimed_at: Iterable[UUID] = (),
) -> Measure:
    """Write one row of the draft plan, new or changed. Anything may be missing until the plan is activated.

    `measure` is the lineage of an existing row, `version` the one that was read: `stale` when somebody else has
    changed it since. Without a draft one is made from the active plan. Raises NotVisible, or Refused.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.DRAFT_MEASURE, standing)
    texts = dict(problem=problem, what=what, place=place, when_words=when_words, family_text=family_text)
    doer = person_named(responsible) if responsible else None
    pupils = _others(row, aimed_at)
    days = _day_obstacles(row, at, start_on=start_on, evaluate_on=evaluate_on)
    refuse_if(_text_obstacles(texts) + days + (obstacles_to_task(doer, row, at) if doer else ()))
    plan = draft_plan(row) or new_draft(row, viewer, at)
    held = _held(plan, measure, version, otherwise="stale") if measure else None
    columns = dict(kind=MeasureKind(kind), start_on=start_on, evaluate_on=evaluate_on, responsible=doer)
    saved = _write_measure(row, plan, held, texts, columns, viewer, at)
    _aim(saved, pupils)
    record(Act.DRAFT_MEASURE, row.subject, by=by, at=at, measure=saved.lineage, is_new=held is None)
    return saved


@action
def drop_measure(case: UUID, *, by: Actor, at: datetime, measure: UUID, version: int | None = None) -> Plan:
    """Take a measure out of the draft. In versions that were active it stands as it stood.

    `version` is the one that was read: what somebody else has written since goes with nobody having seen it. Raises
    NotVisible; Refused when the draft has no such measure, or another version of it.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.DROP_MEASURE, standing)
    plan = draft_plan(row) or new_draft(row, viewer, at)
    _held(plan, measure, version, otherwise="changed_since").delete()
    record(Act.DROP_MEASURE, row.subject, by=by, at=at, measure=measure)
    return plan


@action
def activate_plan(
    case: UUID, *, by: Actor, at: datetime, not_heard_because: str = "", drafted: str = ""
) -> PlanActivation:
    """Let the draft apply from now, as the next numbered version. The gates are those of the law, and no others.

    `drafted` is how the draft that was read stood (`how_it_stands`): what somebody else has written since does not
    apply unseen. Raises NotVisible, or Refused with every content that is missing and in which measure.
    """
    row, viewer, standing = lock_visible(Case, case, by=by, at=at)
    require(Act.ACTIVATE_PLAN, standing)
    plan = draft_plan(row)
    refuse_if(
        obstacles_to_activation(plan_facts(row, plan, has_reason=bool(not_heard_because.strip())))
        + text_obstacles("not_heard_because", not_heard_because, is_required=False)
    )
    assert plan is not None  # a plan without a draft has no measures, and was refused
    is_unseen = drafted not in ("", how_it_stands(plan.measure_set.all()))
    refuse_if((Obstacle("plan_changed_since", law.HOUSE_PRACTICE),) if is_unseen else ())
    before = active_plan(row)
    plan.number = before.number + 1 if before and before.number else 1
    plan.save(update_fields=["number"])
    why = {"not_heard_because": not_heard_because}
    activation = write_row(PlanActivation, row, why, case=row, plan=plan, by_id=viewer.person_id, at=at)
    row.stage = MOVES[Act.ACTIVATE_PLAN].end
    row.save(update_fields=["stage"])
    measures = list(plan.measure_set.order_by("position").values_list("lineage", flat=True))
    record(
        Act.ACTIVATE_PLAN, row.subject, by=by, at=at, plan=plan.pk, number=plan.number, measures=measures
    )  # fmt: skip
    return activation


def _held(plan: Plan, measure: UUID, version: int | None, otherwise: str) -> Measure:
    """The row of the draft; refused when it is gone, or with `otherwise` when it is not the version that was read."""
    held = plan.measure_set.filter(lineage=measure).first()
    if held is None:
        raise Refused((Obstacle("unknown_measure", law.WRITTEN_PLAN),))
    if version is not None and held.version != version:
        raise Refused((Obstacle(otherwise, law.HOUSE_PRACTICE, (str(held.lineage),)),))
    return held


def _text_obstacles(texts: dict[str, str]) -> tuple[Obstacle, ...]:
    found = [
        text_obstacles(
            name, text, is_required=False, **({"longest": LONGEST_NAME} if name in ("place", "when_words") else {})
        )
        for name, text in texts.items()
    ]
    return tuple(obstacle for obstacles in found for obstacle in obstacles)


def _day_obstacles(row: Case, at: datetime, **days: date | None) -> tuple[Obstacle, ...]:
    began_at = first_report_at(row)
    found = [planned_obstacles(name, day, at=at, not_before=began_at) for name, day in days.items()]
    return tuple(obstacle for obstacles in found for obstacle in obstacles)


def _others(row: Case, aimed_at: Iterable[UUID]) -> list[Pupil]:
    """The other pupils a measure is aimed at: parties of this case, or there is nobody to hear and to weigh."""
    wanted = [UUID(str(uuid)) for uuid in aimed_at]
    parties = row.party_set.exclude(pupil=None).exclude(pupil_id=row.pupil_id).values("pupil")
    found = list(Pupil.objects.filter(uuid__in=wanted, pk__in=parties))
    if len(found) != len(set(wanted)):
        raise Refused((Obstacle("unknown_party", law.PUPIL_HEARD),))
    return found


def new_draft(row: Case, viewer: Viewer, at: datetime) -> Plan:
    """A draft that begins as a copy of the plan that applies, measure by measure. Nobody inhabil goes along as doer."""
    draft = write_row(Plan, row, {}, case=row, by_id=viewer.person_id, at=at)
    before = active_plan(row)
    if before is None:
        return draft
    out = shut_out_of(row)
    for measure, texts in open_measures(before):
        columns = dict(
            kind=measure.kind,
            start_on=measure.start_on,
            evaluate_on=measure.evaluate_on,
            responsible=None if measure.responsible_id in out else measure.responsible,
        )
        copy = _write_measure(row, draft, None, texts, columns, viewer, at, copied=measure)
        _aim(copy, [aim.pupil for aim in measure.measureaim_set.select_related("pupil")])
    return draft


def _write_measure(
    row: Case,
    plan: Plan,
    held: Measure | None,
    texts: dict[str, str],
    columns: Mapping[str, object],
    viewer: Viewer,
    at: datetime,
    copied: Measure | None = None,
) -> Measure:
    """A changed row is a new row in the same place: sealed text is bound to the row it was written on.

    A copy keeps the version of what it copies, so that whoever read an older one is told.
    """
    before = held or copied
    lineage = before.lineage if before else uuid4()
    version = held.version + 1 if held else copied.version if copied else 1
    last = plan.measure_set.aggregate(last=Max("position"))["last"]
    position = held.position if held else 0 if last is None else last + 1
    if held:
        held.delete()
    return write_row(
        Measure,
        row,
        texts,
        case=row,
        plan=plan,
        lineage=lineage,
        position=position,
        version=version,
        by_id=viewer.person_id,
        at=at,
        **columns,
    )


def _aim(measure: Measure, pupils: Iterable[Pupil]) -> None:
    MeasureAim.objects.bulk_create(
        MeasureAim(school_owner_id=measure.school_owner_id, measure=measure, pupil=pupil) for pupil in pupils
    )
