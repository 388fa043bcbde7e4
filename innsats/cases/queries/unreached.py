"""Who answers for a measure and hears nothing of it here: without a part in the case, and without work given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext as _

from innsats.people.models import Appointment
from innsats.people.viewers import running_on
from innsats.rules.errands import ErrandOutcome
from innsats.rules.roles import HOLDING

from ..models import CaseAccess, Errand, Measure
from ..models.case import runs_at


def is_unreached(at: datetime, on: date) -> ExpressionWrapper[Any]:
    """Of a measure: whether whoever answers for it neither works on the case, nor leads the school or its owner, nor
    has work in the case that may be this measure, and has not said no to it.
    """
    person = OuterRef("responsible")
    works = CaseAccess.objects.filter(runs_at(at), case=OuterRef("case"), person=person)
    unit = Q(school=OuterRef("case__school")) | Q(school=None, school_owner=OuterRef("case__school_owner"))
    leads = Appointment.objects.filter(unit, running_on(on), role__in=HOLDING, person=person)
    this = Q(measure_lineage=None) | Q(measure_lineage=OuterRef("lineage"))
    stands = Q(end=None) | Q(end__outcome=ErrandOutcome.DONE)
    asked = Errand.objects.filter(this, stands, case=OuterRef("case"), person=person)
    reached = Exists(works) | Exists(leads) | Exists(asked)
    return ExpressionWrapper(Q(responsible__isnull=False) & ~reached, output_field=BooleanField())


def unreached_note(row: Measure) -> str:
    """What is said of it beside the measure; nothing where it is not so. `row` was asked for with `is_unreached`."""
    if not row.is_unreached or row.responsible is None:  # type: ignore[attr-defined]
        return ""
    name = row.responsible.name
    return _(
        "{name} leser ikke saken, og får ikke vite om tiltaket herfra. "
        "Gi et gjøremål, eller ta {name} med i saksteamet."
    ).format(name=name)
