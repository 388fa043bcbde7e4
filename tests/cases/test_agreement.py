"""The list and the single row agree: what `visible` lists is exactly what the policy lets the viewer do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsats.cases.models import (
    Assignment,
    Assistance,
    Case,
    CaseAccess,
    CaseReport,
    Declaration,
    OwnerTold,
    Party,
    Recusal,
    Report,
)
from innsats.cases.queries.access import standing_of, visible
from innsats.cases.queries.standings import standings
from innsats.journal.actors import ANONYMOUS, Actor
from innsats.people.models import Appointment, Guardian, Person, Pupil, School, SchoolOwner, Training, named
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.impartiality import Outcome
from innsats.rules.roles import AT_SCHOOL, Role
from innsats.rules.stages import Stage
from innsats.teams.models import Membership, Team, TeamAgreement

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)
SINCE = date(2025, 1, 1)
READING = {
    Case: (Act.SEE_CASE, Act.READ_CASE, Act.READ_WORK_NOTES, Act.SECURE_SAFETY),
    Report: (Act.READ_REPORT, Act.SECURE_SAFETY),
}
SEATS = ("seat_principal", "seat_deputy", "seat_officer", "seat_head")


@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_row_is_in_the_list_exactly_when_the_policy_lets_the_viewer_read_it(seed):
    with transaction.atomic():
        people = _world(Random(seed))
        for viewer in (*(viewer_of(Actor.of(person), AT) for person in people), viewer_of(ANONYMOUS, AT)):
            for model, acts in READING.items():
                for act in acts:
                    _agrees(act, viewer, model)
        transaction.set_rollback(True)


def _agrees(act, viewer, model):
    listed = set(visible(act, viewer, model).values_list("pk", flat=True))
    allowed = {row.pk for row in model.objects.all() if not obstacles_to(act, standing_of(viewer, row))}
    assert listed == allowed, (act, viewer)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_standings_asked_for_at_once_are_those_asked_for_one_by_one(seed):
    with transaction.atomic():
        viewers = [viewer_of(Actor.of(person), AT) for person in _world(Random(seed))]
        rows = [*Case.objects.all(), *Report.objects.all()]
        for viewer, row, standing in standings(dict.fromkeys(viewers, rows)):
            assert standing == standing_of(viewer, row)
        transaction.set_rollback(True)


def _world(random: Random) -> list[Person]:
    """Two owners, three schools, some people with any appointments, and reports and cases in any state."""
    owners = [_owner(number) for number in ("9901", "9902")]
    schools = [_school(owner, number) for owner, number in zip([*owners, owners[0]], range(3), strict=True)]
    people = [Person.objects.create(**named(f"Person {n}")) for n in range(5)]
    for person in people:
        if random.random() < 0.8:
            Training.objects.create(person=person, completed_on=date(2026, 1, 1))
        for _ in range(random.randint(0, 3)):
            _appoint(random, person, schools)
    pupils = [_pupil(random.choice(schools)) for _ in range(3)]
    for pupil in pupils:
        if random.random() < 0.4:
            _guardian(pupil, random.choice(people))
    for pupil in pupils:
        report, case = _report(random, pupil), _case(random, pupil)
        if random.random() < 0.6:
            CaseReport.objects.create(school_owner=case.school_owner, case=case, report=report, by=people[0], at=AT)
        for row in (report, case):
            _around(random, row, people, pupils)
    return people


def _owner(number):
    return SchoolOwner.objects.create(kind="municipality", number=number, **named(f"Kommune {number}"))


def _school(owner, number):
    return School.objects.create(
        school_owner=owner,
        organisation_number=f"99000000{number}",
        municipality_number=owner.number,
        kind="primary",
        ownership="public",
        **named(f"Skole {number}"),
    )


def _appoint(random, person, schools):
    school, role = random.choice(schools), random.choice(list(Role))
    starts_on = random.choice([date(2025, 1, 1), AT.date(), date(2026, 4, 1)])
    Appointment.objects.create(
        person=person,
        role=role,
        school_owner=school.school_owner,
        school=school if role in AT_SCHOOL else None,
        starts_on=starts_on,
        ends_on=random.choice([None, max(starts_on, AT.date()), max(starts_on, date(2026, 3, 22))]),
        deputy=role is Role.PRINCIPAL and random.random() < 0.4,
    )


def _pupil(school):
    return Pupil.objects.create(
        school_owner=school.school_owner,
        school=school,
        data_key_id=uuid4(),
        sealed_name=b"",
        sealed_birth_date=b"",
        grade=4,
    )


def _guardian(pupil, person):
    Guardian.objects.create(
        school_owner=pupil.school_owner,
        pupil=pupil,
        person=person,
        data_key_id=uuid4(),
        sealed_name=b"",
        source="typed_in",
        as_of=AT.date(),
    )


def _seated(random, pupil):
    return {
        "number": f"2026-{random.randrange(10**7):07}-0",
        "school_owner": pupil.school_owner,
        "school": pupil.school,
        "data_key_id": uuid4(),
        "party_round": random.randint(0, 2),
        "disposed_at": AT if random.random() < 0.2 else None,
        **{seat: random.random() < 0.4 for seat in SEATS},
    }


def _report(random, pupil):
    return Report.objects.create(
        **_seated(random, pupil),
        reported_at=AT,
        concern="pupils",
        arena="school",
        words=b"",
        pupil_named=b"",
        told_by=b"",
        lead=random.choice([None, *Person.objects.order_by("pk")]),
    )


def _case(random, pupil):
    return Case.objects.create(**_seated(random, pupil), pupil=pupil, stage=random.choice(list(Stage)), opened_at=AT)


def _around(random, row, people, pupils):
    shared = {"school_owner": row.school_owner, row.KIND: row, "at": AT}
    for person in random.sample(people, 3):
        if random.random() < 0.6:
            Declaration.objects.create(
                **shared,
                person=person,
                party_round=random.choice([row.party_round, 0]),
                by=person,
                source="x",
                outcome=random.choice(list(Outcome)),
                facts=b"",
                decided_because=b"",
            )
        if random.random() < 0.15:
            Recusal.objects.create(**shared, person=person, source="x")
        if random.random() < 0.1:
            Party.objects.create(**shared, person=person, part=Party.ADULT)
        if random.random() < 0.2:
            OwnerTold.objects.create(**shared, to=person, how="phone", told_at=AT, by=person)
        if isinstance(row, Case) and random.random() < 0.5:
            starts_at = AT + timedelta(days=random.choice([-2, 0, 1]))
            ends_at = random.choice([None, max(starts_at, AT), starts_at + timedelta(days=3)])
            CaseAccess.objects.create(
                school_owner=row.school_owner,
                case=row,
                person=person,
                part="team",
                starts_at=starts_at,
                ends_at=ends_at,
                by=person,
                at=AT,
            )
    for pupil in random.sample(pupils, 2):
        Party.objects.create(**shared, pupil=pupil, part=Party.INVOLVED)
    if isinstance(row, Case) and random.random() < 0.8:
        _helped(random, row, people)


def _helped(random, case, people):
    """Asked of the own team or a neighbour's, which may have an agreement, or have had one."""
    team = Team.objects.create(
        school_owner=random.choice(SchoolOwner.objects.order_by("pk")), name="Teamet", starts_on=SINCE
    )
    if team.school_owner != case.school_owner and random.random() < 0.8:
        held = random.choice([(SINCE, None), (SINCE, AT.date()), (SINCE, date(2026, 3, 22)), (date(2026, 4, 1), None)])
        TeamAgreement.objects.create(school_owner=case.school_owner, team=team, starts_on=held[0], ends_on=held[1])
    asked = Assistance.objects.create(
        school_owner=case.school_owner, case=case, team=team, by=people[0], at=AT, basis="consent",
        is_open=random.random() < 0.8, other=b"", done=b"", asks=b"", necessity=b"",
    )  # fmt: skip
    given = Assignment.objects.create(
        school_owner=case.school_owner, case=case, assistance=asked, until=date(2026, 4, 30), hours_a_week=4,
        by=people[0], at=AT,
    )  # fmt: skip
    for person in random.sample(people, 3):
        place = random.choice(["leader", "deputy", "core"])
        ends_on = random.choice([None, AT.date(), date(2026, 3, 22)])
        Membership.objects.create(
            school_owner=team.school_owner, team=team, person=person, place=place, profession="ppt",
            starts_on=SINCE, ends_on=ends_on,
        )  # fmt: skip
        CaseAccess.objects.create(
            school_owner=case.school_owner, case=case, person=person, part="assist", assignment=given, by=people[0],
            at=AT, starts_at=AT - timedelta(days=1), ends_at=AT + timedelta(days=random.choice([0, 30])),
        )  # fmt: skip
