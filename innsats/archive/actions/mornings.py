"""The list of open cases that lies ready each school morning, for a day on which the system is away."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from innsats.cases.models import Case, MorningOrder, MorningSheet
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.journal.looks import looked_at_all
from innsats.people.models import Person, School
from innsats.people.queries.units import lock_unit
from innsats.people.viewers import standing_at_unit, system_parts, viewer_of, viewers_of
from innsats.rules import law
from innsats.rules.access import Standing, obstacles_to, refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.calendar import day_of
from innsats.rules.verdicts import Obstacle
from innsats.vault.keys import owner_key
from innsats.vault.sealing import open_file, seal_file

from ..pdf import made
from ..queries import open_cases
from ..queries.mornings import sheet_seen, unit_of
from .printing import Printout


@action
def set_morning_list(unit: UUID, *, by: Actor, at: datetime, is_on: bool) -> MorningOrder:
    """Have the list of a unit's open cases made each school morning, for oneself; or no longer.

    Raises Refused for whoever does not look after the unit, and when it is so already.
    """
    held, viewer = lock_unit(unit), viewer_of(by, at)
    require(Act.SET_MORNING_LIST, standing_at_unit(viewer, held))
    where = {"school": held} if isinstance(held, School) else {"school": None, "school_owner": held}
    order = MorningOrder.objects.filter(person=viewer.person_id, ended_at=None, **where).first()
    refuse_if((Obstacle("morning_list_is_so", law.HOUSE_PRACTICE),) if is_on is (order is not None) else ())
    if order is None:
        owner = held.school_owner_id if isinstance(held, School) else held.pk
        order = MorningOrder.objects.create(
            person=Person.objects.get(uuid=by.id), at=at, **{**where, "school_owner_id": owner}
        )
    else:
        order.ended_at = at
        order.save(update_fields=["ended_at"])
    record(Act.SET_MORNING_LIST, held.subject, by=by, at=at, order=order.pk, is_on=is_on)
    return order


@action
def make_morning_list(order: UUID, *, by: Actor, at: datetime) -> MorningSheet | MorningOrder:
    """Make today's list as whoever ordered it may see it, without the name of any child. Only the clock does this.

    Who does not look after the unit any more has none made, and the order ends. Raises Refused for anyone else, and for
    an order that has ended meanwhile.
    """
    require(Act.MAKE_MORNING_LIST, Standing(parts=frozenset(system_parts(by))))
    unit = lock_unit(unit_of(MorningOrder.objects.get(pk=order)).uuid)  # before the order, as whoever ends it does
    row = MorningOrder.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=order)
    refuse_if((Obstacle("morning_list_is_so", law.HOUSE_PRACTICE),) if row.ended_at else ())
    viewer = viewers_of([row.person], at)[row.person_id]
    if obstacles_to(Act.FETCH_MORNING_LIST, standing_at_unit(viewer, unit)):
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        record(Act.MAKE_MORNING_LIST, unit.subject, by=by, at=at, order=row.pk, is_ended=True)
        return row
    listed = open_cases(viewer, unit, names_children=False)
    pdf, new = made(listed.document), uuid4()
    sheet = MorningSheet.objects.create(
        uuid=new, school_owner_id=row.school_owner_id, order=row, on=day_of(at), at=at,
        cases=" ".join(map(str, listed.cases)), sha256=sha256(pdf).hexdigest(),
        content=seal_file(pdf, key=owner_key(row.school_owner_id), field="cases.MorningSheet.content", row=new),
    )  # fmt: skip
    record(
        Act.MAKE_MORNING_LIST, unit.subject, by=by, at=at, order=row.pk, sheet=sheet.pk, sha256=sheet.sha256,
        cases=list(listed.cases),
    )  # fmt: skip
    return sheet


@action
def fetch_morning_list(sheet: UUID, *, by: Actor, at: datetime) -> Printout:
    """Take out today's list. Every case on it has then been seen. Raises NotVisible for all but whoever ordered it, and
    when a case on it is no longer theirs to see.
    """
    viewer = viewer_of(by, at)
    row = sheet_seen(viewer, sheet)
    unit = lock_unit(unit_of(row.order).uuid)
    require(Act.FETCH_MORNING_LIST, standing_at_unit(viewer, unit))
    cases = Case.objects.filter(pk__in=row.cases.split()).order_by("pk")
    looked_at_all(Act.SEE_CASE, [one.subject for one in cases], by=by, at=at)
    record(Act.FETCH_MORNING_LIST, unit.subject, by=by, at=at, sheet=row.pk, sha256=row.sha256)
    return Printout(name=f"{row.on.isoformat()}.pdf", pdf=open_file(row.content, row.pk), sha256=row.sha256)
