"""Asking an external team in general, without names, and its answer. On no report and no case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from innsats.cases.actions.writing import sealed_texts
from innsats.cases.models import Consult, ConsultAnswer
from innsats.journal.action import action, record
from innsats.journal.actors import Actor
from innsats.people.models import School
from innsats.people.queries.mentions import names_a_pupil
from innsats.people.viewers import viewer_of
from innsats.rules.access import refuse_if, require
from innsats.rules.acts import Act
from innsats.rules.consulting import LONGEST_QUESTION, obstacles_to_answer, obstacles_to_text
from innsats.rules.verdicts import Obstacle
from innsats.teams.queries.seen import lock_team
from innsats.vault.keys import new_data_key
from innsats.vault.models import Kind

from ..queries.consults import lock_consult, school_and_team, standing_asking


@action
def consult_team(team: UUID, *, by: Actor, at: datetime, school: UUID, text: str) -> Consult:
    """Ask a team that helps the school where one works, in general and without names.

    Sealed with a key of its own. Raises NotVisible for another school or team; Refused also for a text that holds the
    name of a pupil at the school.
    """
    viewer = viewer_of(by, at)
    place, asked = school_and_team(viewer, school, team)
    require(Act.CONSULT_TEAM, standing_asking(viewer, place))
    lock_team(asked.uuid)  # it does not end while it is asked
    refuse_if(_obstacles(text, place))
    assert viewer.person_id is not None  # nobody else works at a school
    row = uuid4()
    key = new_data_key(Kind.CONSULT, place.school_owner_id, row)
    consult = Consult.objects.create(
        uuid=row, school_owner_id=place.school_owner_id, school=place, team=asked, data_key_id=key.pk,
        by_id=viewer.person_id, at=at, **sealed_texts(Consult, row, {"words": text}, key),
    )  # fmt: skip
    record(Act.CONSULT_TEAM, consult.subject, by=by, at=at, team=asked.uuid)
    return consult


@action
def answer_consult(consult: UUID, *, by: Actor, at: datetime, text: str) -> ConsultAnswer:
    """Answer it, once, for whoever asked. Raises NotVisible; Refused also for a text with the name of a pupil there."""
    row, viewer, standing = lock_consult(consult, by=by, at=at)
    require(Act.ANSWER_CONSULT, standing)
    refuse_if(obstacles_to_answer(has_answer=hasattr(row, "answer")) + _obstacles(text, row.school))
    assert viewer.person_id is not None  # nobody else leads a team
    uuid = uuid4()
    answer = ConsultAnswer.objects.create(
        uuid=uuid, school_owner_id=row.school_owner_id, consult=row, by_id=viewer.person_id, at=at,
        **sealed_texts(ConsultAnswer, uuid, {"words": text}, row.data_key_id),
    )  # fmt: skip
    record(Act.ANSWER_CONSULT, row.subject, by=by, at=at)
    return answer


def _obstacles(text: str, school: School) -> tuple[Obstacle, ...]:
    """No more is looked through than can be kept."""
    return obstacles_to_text(text, names_a_pupil=names_a_pupil(text[:LONGEST_QUESTION], school))
