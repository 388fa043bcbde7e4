"""The teams of the world of the access tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from innsats.assistance.actions import end_team
from innsats.cases.models import Case
from innsats.people.models import Person, School, SchoolOwner
from innsats.teams.actions import note_absence, open_calendar
from innsats.teams.models import Membership, Team
from tests import world
from tests.assistance.helping import a_team_that_helps
from tests.teams.maps import a_map
from tests.world import AT, actor


def watched_teams(
    school: School, case: Case, over: Case, *, at: datetime, words: Callable[[], str], own_words: Callable[[], str]
) -> tuple[dict[str, Team], dict[str, Person], str]:
    """An external one with a member who is away at `at`, one that is to end, the school's own, one that helps in `case`
    and is asked in `over` and shows openly how it works, and one at another owner with which there is an agreement till
    `at`; who is in that one that helps, by name; and the key to the calendar of the one who helps.
    """
    teams = {"external": world.a_team(school.school_owner), "own": world.a_team(school)}
    seat = world.a_member(teams["external"])
    officer = actor(Person.objects.get(appointment__school_owner=school.school_owner, name="Ola Dahl"))
    note_absence(seat.uuid, by=officer, at=AT, starts_on=at.date(), ends_on=at.date())
    teams["ending"] = world.a_team(school.school_owner, "Teamet som slutter")
    end_team(teams["ending"].uuid, by=officer, at=AT, reason="Et annet tar over", ends_on=at.date() + timedelta(days=9))
    teams["neighbours"] = world.a_team(SchoolOwner.objects.filter(name="Nabo kommune").latest("pk"))
    world.an_agreement(school.school_owner, teams["neighbours"], until=at.date())
    teams["helping"] = a_team_that_helps(case, over, words, own_words=own_words)
    a_map(teams["helping"], is_open=True)
    seats = Membership.objects.filter(team=teams["helping"]).select_related("person")
    people = {seat.person.name: seat.person for seat in seats}
    return teams, people, open_calendar(by=actor(people["assistant"]), at=AT).key
