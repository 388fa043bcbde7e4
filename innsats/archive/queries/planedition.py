"""The written plan on paper, in full: the version that applies."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from innsats.cases.queries.corrections import Corrections
from innsats.cases.queries.head import read
from innsats.cases.queries.measures import open_texts
from innsats.people.viewers import Viewer
from innsats.rules import law
from innsats.rules.calendar import day_of
from innsats.rules.verdicts import Obstacle, Refused
from innsats.web import dates

from ..document import Document, Section
from .casefile import foot_of, own_case_only, printed_by
from .measures import PlansShown, in_force
from .rows import plan_rows


@dates.on_paper()
def plan_edition(viewer: Viewer, number: str) -> Document:
    """The version that applies, with what became of each measure. A fixed number of queries.

    Raises NotVisible or Shut; Refused when no plan applies.
    """
    case = read(viewer, number)
    plans = plan_rows(case.row.pk)
    if not plans.activations:
        raise Refused((Obstacle("no_active_plan", law.WRITTEN_PLAN),))
    newest = plans.activations[-1]
    corrections = Corrections(case.row)
    said = open_texts(plans.measures, *case.title_keys, *plans.keys(), *corrections.keys())
    shown = PlansShown(plans, corrections, said)
    return Document(
        title=_("Aktivitetsplan"),
        subtitle=printed_by(viewer),
        language=get_language() or "nb",
        on=day_of(viewer.at),
        foot=foot_of(case),
        facts=(
            (_("Eleven planen gjelder"), case.title(said)),
            (_("Sak"), case.row.number),
            (_("Skole"), f"{case.row.school.name}, {case.row.school.school_owner.name}"),
            (_("Saksansvarlig"), case.lead_name or _("Ikke valgt ennå")),
            (_("Utgave {number}").format(number=newest.plan.number), in_force(newest)),
        ),
        lead=(
            _("Hele utgaven, for skolen. Den kan ha opplysninger om andre barn, og skal ikke til familien slik"
              " den er."),
            own_case_only(),
        ),
        sections=(
            Section(
                title=_("Tiltakene"), blocks=(*shown.why_not_heard(newest), *shown.measures_in(newest.plan_id))
            ),
        ),
    )  # fmt: skip
