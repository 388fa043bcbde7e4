"""A filter compiled for one viewer serves every viewer of the same kind, each with the own rows."""

from __future__ import annotations

import pytest
from django.db.models import Exists, OuterRef

from innsats.cases.models import Case, CaseReport, Report
from innsats.cases.queries import compiled
from innsats.cases.queries.access import visible
from innsats.people.viewers import viewer_of
from innsats.rules.acts import Act
from tests import world
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def test_two_viewers_of_one_kind_share_the_sql_and_see_their_own():
    ours, theirs = world.a_case(), world.a_case()
    first, second = (viewer_of(actor(world.principal_of(case.school)), AT) for case in (ours, theirs))
    compiled._condition.cache_clear()
    assert list(visible(Act.READ_CASE, first, Case)) == [ours]
    assert list(visible(Act.READ_CASE, second, Case)) == [theirs]
    assert compiled._condition.cache_info().misses == 1


def test_a_filter_holds_inside_a_subquery_of_another_table():
    ours, theirs = world.a_case(), world.a_case()
    viewer = viewer_of(actor(world.principal_of(ours.school)), AT)
    seen = visible(Act.SEE_CASE, viewer, Case).filter(pk=OuterRef("case"))
    assert [link.case_id for link in CaseReport.objects.filter(Exists(seen))] == [ours.pk]
    read = visible(Act.READ_REPORT, viewer, Report).filter(casereport__case=OuterRef("pk"))
    assert list(Case.objects.filter(Exists(read))) == [ours]
    assert list(Case.objects.exclude(Exists(read))) == [theirs]


def test_the_time_and_the_wards_of_the_viewer_count_and_not_of_whoever_came_first():
    case = world.a_case()
    lead = world.an_employee(case.school)
    world.received(case, lead=lead)
    before, now = (viewer_of(actor(lead), at) for at in (AT.replace(year=2025, month=9), AT))
    assert not visible(Act.SEE_CASE, before, Case).exists()
    assert visible(Act.SEE_CASE, now, Case).get() == case
    guardian = world.an_employee(case.school, "Mona Lien")
    other = world.a_pupil(case.school, "Emma Ek", guardians=[guardian])
    world.in_team(case, guardian)
    assert visible(Act.SEE_CASE, viewer_of(actor(guardian), AT), Case).exists()
    own_child = world.a_case(pupil=other)
    world.in_team(case, world.an_employee(case.school))
    assert list(visible(Act.SECURE_SAFETY, viewer_of(actor(guardian), AT), Case)) == [case]
    assert own_child not in visible(Act.SEE_CASE, viewer_of(actor(guardian), AT), Case)
