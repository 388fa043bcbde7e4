"""General questions to an external team: whom one can ask, and who reads them: the asker, and who leads the team."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from innsats.cases.models import Consult
from innsats.cases.queries.access import NotVisible
from innsats.journal.actors import Actor
from innsats.people.models import School
from innsats.people.viewers import Viewer, system_parts, viewer_of
from innsats.rules.access import Part, Standing, obstacles_to
from innsats.rules.acts import Act
from innsats.teams.models import Team
from innsats.teams.queries.seen import LEADING, seats_of

from .asking import teams_of
from .waits import schools_of_work


def read_by(viewer: Viewer) -> Q:
    """The questions this viewer may read: one's own while one works for that owner, and those to a team one leads."""
    own = Q(by_id=viewer.person_id or 0, school_owner__in={held.school_owner_id for held in viewer.appointments})
    return own | led_by(viewer)


def led_by(viewer: Viewer) -> Q:
    """Those to a team that the viewer leads, or stands in for the leader of."""
    led = seats_of(viewer).filter(place__in=LEADING, team__school=None).values("team")
    return Q(team__in=led) if viewer.trained else Q(pk__in=())


def consults_read(viewer: Viewer) -> QuerySet[Consult]:
    """The questions this viewer may read, each with its answer. One query."""
    found = Consult.objects.filter(read_by(viewer))
    return found.select_related("school__school_owner", "team__school_owner", "by", "answer__by")


def seen_consult(viewer: Viewer, uuid: UUID | str) -> tuple[Consult, Standing]:
    """One question, and how the viewer stands to it. Raises NotVisible."""
    row = consults_read(viewer).filter(pk=uuid).first()
    standing = standing_to(viewer, row) if row else None
    if row is None or standing is None or obstacles_to(Act.READ_CONSULT, standing):
        raise NotVisible(f"consult:{uuid}")
    return row, standing


def lock_consult(uuid: UUID | str, *, by: Actor, at: datetime) -> tuple[Consult, Viewer, Standing]:
    """The same, locked. Raises NotVisible."""
    viewer = viewer_of(by, at)
    Consult.objects.select_for_update(no_key=True).filter(pk=uuid).first()
    row, standing = seen_consult(viewer, uuid)
    return row, viewer, standing


def standing_to(viewer: Viewer, row: Consult) -> Standing:
    """How the viewer stands to a question. At most one query."""
    parts = system_parts(viewer.actor)
    works_there = any(held.school_owner_id == row.school_owner_id for held in viewer.appointments)
    if row.by_id == viewer.person_id and works_there:
        parts.add(Part.ASKER)
    if seats_of(viewer).filter(team=row.team_id, place__in=LEADING).exists():
        parts.add(Part.TEAM_LEADER)
    return Standing(parts=frozenset(parts), trained=viewer.trained)


def may_read(viewer: Viewer, row: Consult) -> bool:
    return not obstacles_to(Act.READ_CONSULT, standing_to(viewer, row))


def standing_asking(viewer: Viewer, school: School) -> Standing:
    """How the viewer stands to a school whose question it would be: at work there, not only at its owner."""
    works = frozenset({Part.AT_WORK_AT_UNIT}) if school.pk in schools_of_work(viewer) else frozenset()
    return Standing(parts=works | system_parts(viewer.actor), trained=viewer.trained)


def whom_to_ask(viewer: Viewer) -> list[tuple[School, Team]]:
    """The schools where the viewer works, each with the teams that help it. One query, and one for each owner."""
    schools = list(School.objects.filter(pk__in=schools_of_work(viewer)).order_by("sort_key", "pk"))
    teams = {owner: teams_of(owner, viewer.at) for owner in sorted({school.school_owner_id for school in schools})}
    return [(school, team) for school in schools for team in teams[school.school_owner_id]]


def school_and_team(viewer: Viewer, school: UUID, team: UUID) -> tuple[School, Team]:
    """Raises NotVisible for a school where the viewer does not work, and a team that does not help it."""
    for place, asked in whom_to_ask(viewer):
        if (place.uuid, asked.uuid) == (school, team):
            return place, asked
    raise NotVisible(f"team:{team}")
