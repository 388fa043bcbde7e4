"""The rows of teams: each keeps its owner, and no period ends before it begins."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from innsats.rules.mandates import Thing
from innsats.rules.processmaps import MapStep, StepSaid
from innsats.rules.teams import Skill
from innsats.teams.actions import agree_release, note_absence, record_competence, sign_mandate
from innsats.teams.models import Authority, CalendarAddress, Competence, Membership, TeamAgreement, TeamEnding
from tests import world
from tests.teams.maps import a_map
from tests.world import AT, actor

pytestmark = pytest.mark.django_db


def rows_of_every_kind():
    owner = world.an_owner()
    officer = actor(world.an_officer(owner))
    team = world.a_team(owner)
    row = world.a_member(team)
    record_competence(
        row.uuid, by=officer, at=AT, skills=[Skill.STOP], learned_on=AT.date(), learned_from="Kurs"
    )
    mandate = sign_mandate(
        team.uuid, by=officer, at=AT, document="Sak 1", signed_by="Siri Moe", signed_on=AT.date(), starts_on=AT.date(),
        may_decide=[Thing.EXTRA_ADULTS],
    )
    release = agree_release(
        row.uuid, by=officer, at=AT, hours_a_week=4, notice_hours=24, employer="PPT", signed_by="Siri Moe",
        starts_on=AT.date(),
    )
    away = note_absence(row.uuid, by=officer, at=AT, starts_on=AT.date(), ends_on=AT.date())
    agreed = world.an_agreement(owner, world.a_team(world.an_owner("Ås kommune")))
    settled = a_map(team, steps=[StepSaid(step=MapStep.MEETING, days=3)])
    ending = TeamEnding.objects.create(
        school_owner=owner, team=team, ends_on=AT.date(), reason="Slutt", by=settled.by, at=AT
    )
    kinds = settled, settled.steps.get(), ending
    return [team, row, Competence.objects.get(), mandate, Authority.objects.get(), release, away, *kinds, agreed]


def test_every_row_keeps_its_owner_for_good_and_every_kind_is_tried():
    rows, other = rows_of_every_kind(), world.an_owner("Nabo")
    kinds = set(apps.get_app_config("teams").get_models()) - {CalendarAddress}  # which is a person's own
    assert {type(row) for row in rows} == kinds
    for row in rows:
        with pytest.raises(IntegrityError, match="keeps its school owner"), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(school_owner=other)


def test_no_period_ends_before_it_begins():
    _, row, learned, *_, agreed = rows_of_every_kind()
    for broken in (
        lambda: Membership.objects.filter(pk=row.pk).update(ends_on=date(2020, 1, 1)),
        lambda: Competence.objects.filter(pk=learned.pk).update(expires_on=date(2020, 1, 1)),
        lambda: TeamAgreement.objects.filter(pk=agreed.pk).update(ends_on=date(2020, 1, 1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()
