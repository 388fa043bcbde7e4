"""Several people at the same moment: nothing lost, nothing twice, and never an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from innsats.cases.actions import draft_measure, receive_case, report_concern
from innsats.cases.models import Case, CaseAccess, Measure, Report
from innsats.journal.actors import ANONYMOUS
from innsats.journal.chain import first_break
from innsats.journal.models import Event
from innsats.rules.reports import Arena
from innsats.rules.verdicts import Refused
from tests.world import AT, a_case, a_principal, a_school, actor, an_employee, principal_of, received, with_draft

pytestmark = pytest.mark.usefixtures("committed")


def at_once(acts: Iterable[Callable[[], Any]], *, at_a_time: int = 8) -> list[Any]:
    """Run them in threads that start together; what one raises is what it answers."""
    acts = list(acts)
    together = Barrier(min(len(acts), at_a_time))

    def run(act: Callable[[], Any]) -> Any:
        together.wait(timeout=60) if len(acts) <= at_a_time else None
        try:
            return act()
        except Exception as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(at_a_time) as pool:
        return list(pool.map(run, acts))


def _report(school: Any, number: int, **given: Any) -> Report:
    return report_concern(
        school.uuid, by=ANONYMOUS, at=AT, text=f"Melding {number}", arena=Arena.SCHOOL, **given
    )


def test_a_hundred_different_reports_at_the_same_moment_are_all_accepted():
    school = a_school()
    a_principal(school)
    answers = at_once([lambda n=n: _report(school, n) for n in range(100)])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Report.objects.count() == len(set(Report.objects.values_list("number", flat=True))) == 100


@pytest.mark.parametrize("posts", [2, 5, 8])
def test_one_form_posted_many_times_at_once_makes_one_report_and_gives_it_to_all(posts):
    school = a_school()
    a_principal(school)
    answers = at_once([lambda: _report(school, 1, form_key="the same form")] * posts)
    assert {answer.pk for answer in answers} == {Report.objects.get().pk}
    assert Event.objects.filter(act="report_concern").count() == 1


def test_a_case_received_twice_at_once_is_received_once_and_the_second_is_told():
    case = a_case()
    lead = an_employee(case.school)
    given = dict(
        lead=lead.uuid, is_serious=False, reason_text="Nytt", safety="Voksen er med.", rights_given_on=AT.date()
    )
    answers = at_once(
        [lambda: receive_case(case.uuid, by=actor(principal_of(case.school)), at=AT, **given)] * 2
    )
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [obstacle.code for obstacle in refused[0].obstacles] == ["wrong_stage"]
    assert len(refused) == 1
    assert CaseAccess.objects.filter(case=case, part="lead").count() == 1
    assert Case.objects.get().stage == "inquiring"


def test_two_who_change_the_same_measure_the_second_is_told_and_nothing_is_overwritten():
    case = received()
    held = with_draft(case)
    rektor = actor(principal_of(case.school))

    def change(text: str) -> Measure:
        return draft_measure(
            case.uuid, by=rektor, at=AT, measure=held.lineage, version=held.version, what=text, problem="P"
        )

    answers = at_once([lambda: change("Den ene"), lambda: change("Den andre")])
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [obstacle.code for obstacle in refused[0].obstacles] == ["stale"]
    assert Measure.objects.filter(lineage=held.lineage).count() == 1


def test_the_chain_holds_when_many_write_in_one_case_at_once():
    case = received()
    rektor = actor(principal_of(case.school))
    answers = at_once([lambda n=n: draft_measure(case.uuid, by=rektor, at=AT, what=f"Tiltak {n}") for n in range(8)])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert first_break(case.subject.stream) is None
