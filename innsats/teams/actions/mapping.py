"""How a team works, settled by its owner. Nothing is overwritten: the newest map applies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.viewers import viewer_of
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.inputs import passed_over
from innsats.rules.processmaps import MapStep, Scenario, StepSaid, obstacles_to_map

from ..models import TeamMap, TeamMapStep
from ..queries.maps import newest_maps
from ..queries.seen import lock_team, standing_towards


@action
def set_process_map(
    team: UUID, *, by: Actor, at: datetime, scenario: Scenario, contact_point: str, phone: str,
    steps: Iterable[StepSaid] = (), is_open: bool = False, seen: str | None = None,
) -> TeamMap:
    """Settle how the team works when it is asked in this way: whom to ask, and what is said of each step.

    A step that is not named has the usual words and no limit of the owner's. `seen` is the map that the page showed (""
    when there was none): one is not passed over unseen. Raises Refused with every reason.
    """
    held = lock_team(team)
    viewer = viewer_of(by, at)
    require(Act.SET_PROCESS_MAP, standing_towards(viewer, held))
    contact_point, phone = " ".join(contact_point.split()), " ".join(phone.split())
    said = [replace(one, words=one.words.strip(), contact=" ".join(one.contact.split())) for one in steps]
    newest = newest_maps(held).get(Scenario(scenario))
    refuse_if(
        passed_over(seen, newest.uuid if newest else None)
        + obstacles_to_map(said, contact_point, phone, is_external=held.school_id is None)
    )
    assert viewer.person_id is not None  # whoever looks after a team is a person
    made = TeamMap.objects.create(
        school_owner_id=held.school_owner_id, team=held, scenario=Scenario(scenario), contact_point=contact_point,
        phone=phone, is_open=is_open, by_id=viewer.person_id, at=at,
    )
    TeamMapStep.objects.bulk_create(
        TeamMapStep(
            school_owner_id=held.school_owner_id, process_map=made, step=MapStep(one.step), days=one.days,
            words=one.words, contact=one.contact,
        )
        for one in said
    )
    facts = {"process_map": made.uuid, "scenario": made.scenario, "is_open": is_open}
    record(Act.SET_PROCESS_MAP, held.subject, by=by, at=at, **facts)
    return made
