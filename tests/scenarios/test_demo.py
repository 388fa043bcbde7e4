"""The demo world: stories that end now, in one municipality that hangs together."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsats.cases.models import Case, Due, FamilyKey, Receipt, Report
from innsats.people.models import Account, Person, School, SchoolOwner
from innsats.people.queries.folk import demo_people
from innsats.rules.calendar import OSLO, day_of
from innsats.rules.readiness import readiness, worst
from innsats.rules.stages import Stage
from innsats.scenarios.demo import CODES, TOLD, load, moved
from innsats.scenarios.describe import STORIES
from innsats.scenarios.expect import OUTCOMES
from innsats.scenarios.story import read_story
from innsats.teams.models import Team
from innsats.teams.queries.facts import gathered
from innsats.web.codes import derived, read_code

WEDNESDAY = datetime(2026, 9, 16, 10, 30, tzinfo=OSLO)
STORIES_TOLD = [(read_story(STORIES / f"{told.story}.yaml"), told) for told in TOLD]
IN_STAGES = set(Stage)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(lambda at: at.replace(tzinfo=OSLO))


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("at", [WEDNESDAY, datetime(2027, 1, 3, 3, 0, tzinfo=OSLO)], ids=["wednesday", "sunday night"])
def test_the_demo_is_a_school_with_cases_in_every_stage_and_one_that_is_late(settings, at: datetime) -> None:
    settings.DEMO = True
    walks = load(at)
    cases = Case.objects.filter(school__name="Solbakken skole")
    assert len(cases) >= 8
    assert {Stage(case.stage) for case in cases} == IN_STAGES
    assert Due.objects.filter(case__in=cases, code="school_promise", met_at=None, overdue_from__lte=at).count() == 1
    assert Report.objects.filter(school__name="Solbakken skole", casereport=None).count() == 2
    assert not Report.objects.filter(reported_at__gt=at).exists()
    assert not [str(miss) for walk in walks for miss in walk.misses if miss.wanted in OUTCOMES]
    assert {owner.kind for owner in SchoolOwner.objects.all()} == {"municipality", "private", "county"}
    assert School.objects.count() == 10
    assert teams_on(at) == {
        "Beredskapsteamet i Fjordvik": "green", "Beredskapsteamet i Lundeby": "red",
        "Innsatsteamet i Fjordvik": "amber", "Innsatsteamet i Litlevåg": "amber", "Innsatsteamet i Storøy": "red",
        "Regionteamet på kysten": "red",
    }  # fmt: skip
    for code, _whose in CODES:
        lookup = derived(read_code(code)).lookup
        assert Receipt.objects.filter(lookup=lookup).exists() or FamilyKey.objects.filter(lookup=lookup, until=None)
    assert not Person.objects.filter(is_demo=False).exists()
    assert not Person.objects.exclude(appointment=None).filter(account=None).exists()
    assert sum(map(len, demo_people().values())) == Account.objects.count()
    assert "kari.solvang@fjordvik.example" in Account.objects.values_list("email", flat=True)


def teams_on(at: datetime) -> dict[str, str]:
    """How ready each external team is that has not ended."""
    teams = list(Team.objects.filter(school=None, ending=None))
    facts = gathered(teams).facts
    return {team.name: worst(readiness(facts[team.pk], day_of(at))).value for team in teams}


@given(one=st.sampled_from(STORIES_TOLD), at=MOMENTS)
def test_a_moved_story_has_ended_lately_and_in_its_own_order(one, at: datetime) -> None:
    story, told = one
    move = moved(story, told.days_ago, at)
    times = [move.moment(step.at) for step in story.steps]
    assert times == sorted(times)
    assert times[-1] <= at
    assert at - times[-1] < timedelta(days=12 + 2 * told.days_ago)  # Easter and the two days before it are the worst
    assert all(moment.weekday() < 5 for moment in times)
    assert [move.day(day_of(step.at)) for step in story.steps] == [day_of(moment) for moment in times]


def test_the_stories_of_the_demo_do_nothing_on_days_off() -> None:
    for story, _ in STORIES_TOLD:
        assert all(step.at.weekday() < 5 for step in story.steps), story.file
