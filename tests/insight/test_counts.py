"""What is counted of an owner's schools: each thing once, in the year it belongs to, and not anew when that is over."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta

import pytest

from innsats.assistance.actions import decline_assistance, take_family_request
from innsats.cases.actions import note_inquiry, reopen_case
from innsats.cases.models import Case
from innsats.insight.queries.counts import Kept, counts_of
from innsats.rules.calendar import OSLO
from innsats.rules.disclosure import Period
from innsats.rules.endings import Ending
from innsats.rules.inquiry import Safe
from tests import world
from tests.assistance.helping import a_ready_team, asked_for_help, leader_of
from tests.desk.plans import asked, whole_tables_read

pytestmark = pytest.mark.django_db
YEAR = Period(since=date(2025, 1, 1), until=date(2026, 1, 1), is_final=True)
NEXT = Period(since=date(2026, 1, 1), until=date(2027, 1, 1), is_final=True)
OCTOBER = datetime(2025, 10, 6, 9, 0, tzinfo=OSLO)
NEW_YEARS_EVE = datetime(2025, 12, 31, 9, 0, tzinfo=OSLO)
NONE = {"reports": 0, "cases": 0, "ended_safe": 0, "ended_otherwise": 0, "came_back": 0} | {
    "asked_by_school": 0, "asked_by_family": 0, "declined": 0,
}  # fmt: skip


@pytest.fixture
def school():
    school = world.a_school()
    world.a_principal(school)
    return school


def counted(school, period: Period = YEAR) -> dict[str, object]:
    """What is not none."""
    counts = asdict(counts_of(school.school_owner_id, period))
    kept = {name: counts.pop(name) for name in ("promise", "team_promise")}
    assert set(counts) == set(NONE)
    return {name: count for name, count in counts.items() if count} | {
        name: (one["in_time"], one["late"], one["days"]) for name, one in kept.items() if one["in_time"] + one["late"]
    }


def rektor(school):
    return world.actor(world.principal_of(school))


def a_case(school, name: str, at: datetime = OCTOBER) -> Case:
    return world.received(world.a_case(school, pupil=world.a_pupil(school, name), at=at), at=at)


def found_safe(case: Case, at: datetime = OCTOBER) -> Case:
    """Examined, and ended by the pupil's own word."""
    world.heard(case, safe=Safe.YES, at=at)
    note_inquiry(
        case.uuid, by=rektor(case.school), at=at, text="Rolig.", method="observation", perspective="staff",
        question="facts",
    )  # fmt: skip
    return world.closed(case, at=at, ending=Ending.EXAMINED, left_on=None, reason="Vi så det samme.")


def test_each_case_is_told_by_what_became_of_its_week(school):
    world.a_report(school, at=OCTOBER)
    world.measures_started(a_case(school, "Noah Lien"), at=OCTOBER + timedelta(days=3))
    world.measures_started(a_case(school, "Emma Nordli"), at=OCTOBER + timedelta(days=9))
    a_case(school, "Odin Vik")
    found_safe(a_case(school, "Iben Moe"))
    world.closed(a_case(school, "Ask Dale"), at=OCTOBER)
    assert counted(school) == {
        "reports": 6, "cases": 5, "promise": (1, 2, (3, 9)), "ended_safe": 1, "ended_otherwise": 1
    }  # fmt: skip
    assert counted(school, NEXT) == {}


def test_a_week_that_runs_into_the_new_year_belongs_to_it(school):
    world.measures_started(a_case(school, "Noah Lien", NEW_YEARS_EVE), at=NEW_YEARS_EVE)
    assert counted(school) == {"reports": 1, "cases": 1}
    assert counted(school, NEXT) == {"promise": (1, 0, (0,))}


def test_a_case_that_is_opened_when_the_week_is_over_belongs_to_the_year_it_was_opened_in(school):
    report, january = world.a_report(school, at=OCTOBER), datetime(2026, 1, 12, 9, 0, tzinfo=OSLO)
    world.a_case(school, report=report, at=january)
    assert counted(school) == {"reports": 1}
    assert counted(school, NEXT) == {"cases": 1, "promise": (0, 1, ())}


def test_a_mistake_is_no_case(school):
    case = a_case(school, "Noah Lien")
    later = OCTOBER + timedelta(days=20)
    world.closed(case, at=later, ending=Ending.MISTAKE, reason="Feil.", left_on=None)
    assert counted(school) == {"reports": 1}


def test_what_comes_back_is_a_case_opened_or_taken_up_again_within_a_year_of_being_safe(school):
    case = found_safe(a_case(school, "Noah Lien"))
    again = OCTOBER + timedelta(days=30)
    world.a_case(school, pupil=case.pupil, at=again)
    assert counted(school)["came_back"] == 1
    reopen_case(case.uuid, by=rektor(school), at=again, reason="Det har begynt igjen.")
    assert counted(school)["came_back"] == 2
    other = found_safe(a_case(school, "Emma Nordli"))
    reopen_case(other.uuid, by=rektor(school), at=OCTOBER + timedelta(days=400), reason="Det har begynt igjen.")
    left = world.closed(a_case(school, "Odin Vik"), at=OCTOBER)
    reopen_case(left.uuid, by=rektor(school), at=again, reason="Flyttet ikke likevel.")
    assert counted(school)["came_back"] == 2
    assert "came_back" not in counted(school, NEXT)


def test_help_is_counted_by_who_asked(school):
    team = a_ready_team(school.school_owner, "Lea Strand", "Pia Tangen", "Dan Vold")
    case = world.received(world.a_case(school))
    asked_for_help(case, team)
    leader = {"by": world.actor(leader_of(team)), "at": world.AT}
    decline_assistance(case.pk, why="prevention", text="Prøv dette først.", **leader)
    asked_for_help(case, team)
    take_family_request(
        team.uuid, school=school.uuid, told_by="Hege", text="Ringte", asks="Hjelp", reasons=["not_heard"],
        consents=True, **leader,
    )  # fmt: skip
    assert counted(school, NEXT) == {
        "reports": 2, "cases": 1, "promise": (0, 1, ()), "asked_by_school": 2, "asked_by_family": 1, "declined": 1,
        "team_promise": (0, 1, ()),
    }  # fmt: skip


def test_another_owner_is_not_counted(school):
    a_case(world.a_school("Nes skole"), "Noah Lien")
    assert counted(school) == {}


def test_t65_a_year_that_is_over_stays_as_it_was(school):
    """Save for a beginning that is written late: whoever is told of a count may not see it grow."""
    case = a_case(school, "Noah Lien", OCTOBER)
    open_ = a_case(school, "Emma Nordli", OCTOBER)
    before = counts_of(school.school_owner_id, YEAR)
    assert before.promise == Kept(in_time=0, late=2, days=())
    found_safe(case, at=world.AT)
    world.measures_started(open_, at=world.AT)
    a_case(school, "Odin Vik", world.AT)
    world.closed(open_, at=world.AT, ending=Ending.MISTAKE, reason="Feil.", left_on=None)
    assert counts_of(school.school_owner_id, YEAR) == before


def test_nothing_is_counted_by_reading_a_whole_table(school):
    found_safe(a_case(school, "Noah Lien"))
    with asked() as queries:
        counts_of(school.school_owner_id, YEAR)
    assert len(queries) == 9
    assert whole_tables_read(queries) == []
