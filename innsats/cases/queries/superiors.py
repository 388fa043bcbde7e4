"""Who decides when somebody's own habilitet is in doubt, in words to that one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from innsats.people.models import Appointment
from innsats.people.viewers import Viewer, running_on
from innsats.rules.calendar import day_of
from innsats.rules.roles import AT_OWNER, Role
from innsats.rules.subordinates import superiors_of
from innsats.web import words

from ..models import Case, Report
from .shut_out import shut_out_of


def decides_for(row: Case | Report, viewer: Viewer) -> str:
    """The one above; or, to somebody at the owner who has nobody above, who must see to it that there is one.

    Two queries for those at the owner, none for others.
    """
    if _has_superior(row, viewer):
        return _("Den som er over deg, avgjør om du er habil.")
    kind = row.school.school_owner.kind
    return _(
        "Ingen over deg her kan avgjøre om du er habil. Be eieren peke ut en, og be dem som drifter Innsats gi den "
        "personen rollen «{head}»."
    ).format(head=words.of("role", Role.OWNER_HEAD, owner_kind=kind))


def _has_superior(row: Case | Report, viewer: Viewer) -> bool:
    own = {held.role for held in viewer.appointments if held.school_owner_id == row.school_owner_id}
    at_owner = own & AT_OWNER
    if not at_owner:
        return True
    above = frozenset.intersection(*(superiors_of(role) for role in at_owner))
    held = Appointment.objects.filter(running_on(day_of(viewer.at)), role__in=above, school_owner=row.school_owner_id)
    return bool(set(held.exclude(person=viewer.person_id).values_list("person", flat=True)) - shut_out_of(row))
