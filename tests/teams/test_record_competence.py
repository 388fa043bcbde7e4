"""What a member has learned is recorded: record_competence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from innsats.journal.models import Event
from innsats.rules.teams import Skill
from innsats.rules.verdicts import Refused
from innsats.teams.actions import record_competence
from innsats.teams.models import Competence
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db
IN_MAY = date(2025, 5, 5)


def recorded(row, by, **given):
    facts = {"skills": [Skill.STOP, Skill.UNCOVER], "learned_on": IN_MAY, "learned_from": "Kurs i stoppsamtaler"}
    return record_competence(row.uuid, by=actor(by), at=AT, **(facts | given))


def refused_codes(row, by, **given) -> list[str]:
    before = Competence.objects.count()
    with pytest.raises(Refused) as refused:
        recorded(row, by, **given)
    assert Competence.objects.count() == before
    return [one.code for one in refused.value.obstacles]


def test_one_course_may_teach_several_things(pia, officer):
    recorded(pia, officer, expires_on=date(2027, 5, 5))
    held = Competence.objects.order_by("skill").values_list("person", "skill", "learned_on", "expires_on")
    assert [tuple(one) for one in held] == [
        (pia.person_id, skill, IN_MAY, date(2027, 5, 5)) for skill in ("stop", "uncover")
    ]
    event = Event.objects.get(act="record_competence")
    assert event.facts["skills"] == ["stop", "uncover"] and "Kurs" not in str(event.facts)


def test_every_reason_is_told(pia, officer):
    tomorrow = AT.date() + timedelta(days=1)
    assert refused_codes(pia, officer, skills=[], learned_on=tomorrow, expires_on=AT.date(), learned_from="") == [
        "skills_missing", "expires_before", "in_the_future", "text_missing"
    ]


def test_nobody_records_for_themselves_or_for_others(pia, owner):
    school = world.a_school(owner=owner)
    for person in (pia.person, world.a_principal(school), world.an_officer(world.an_owner("Nabo"))):
        assert "wrong_part" in refused_codes(pia, person)
