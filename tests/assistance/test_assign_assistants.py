"""The leader says who goes: impartial, free and able, at least two, until a day within the mandate."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from innsats.assistance.actions import assign_assistants
from innsats.cases.models import Assignment, Case, CaseAccess
from innsats.cases.queries.access import standing_of, visible
from innsats.notices.models import Notice
from innsats.notices.ticking import tick
from innsats.people.models import Person
from innsats.people.viewers import viewer_of
from innsats.rules.access import obstacles_to
from innsats.rules.acts import Act
from innsats.rules.impartiality import Relation
from innsats.teams.actions import agree_release, end_membership, note_absence, sign_mandate
from innsats.teams.models import Membership
from tests import world
from tests.assistance.helping import leader_of
from tests.cases.refusals import not_visible, refused

pytestmark = pytest.mark.django_db
UNTIL = world.AT.date() + timedelta(days=30)


def seat(name):
    return Membership.objects.get(person__name=name)


def assigns(case, leader, *names, **more):
    given = {"members": [seat(name).uuid for name in names or ("Pia Tangen", "Dan Vold")], "until": UNTIL}
    return assign_assistants(case.pk, **given | leader | more)


def reads(case, name, at=world.AT):
    viewer = viewer_of(world.actor(Person.objects.get(name=name)), at)
    return visible(Act.READ_CASE, viewer, Case).filter(pk=case.pk).exists()


def test_they_read_the_case_when_they_have_declared_and_not_before(case, asked, leader):
    assigns(case, leader)
    pia = Person.objects.get(name="Pia Tangen")
    standing = standing_of(viewer_of(world.actor(pia), world.AT), case)
    assert [one.code for one in obstacles_to(Act.READ_CASE, standing)] == ["undeclared"]
    world.declared(case, pia)
    assert reads(case, "Pia Tangen") and not reads(case, "Eva Lie")


def test_access_ends_the_night_after_its_last_day_and_stays_as_trail(case, begun):
    assert reads(case, "Pia Tangen", world.AT + timedelta(days=30))
    assert not reads(case, "Pia Tangen", world.AT + timedelta(days=31))
    assert CaseAccess.objects.filter(part="assist").count() == 3


def test_whoever_leaves_the_team_reads_no_more(case, begun, officer):
    end_membership(seat("Pia Tangen").uuid, by=world.actor(officer), at=world.AT)
    assert not reads(case, "Pia Tangen") and reads(case, "Dan Vold")


def test_who_is_not_named_again_leaves(case, begun, leader):
    assigns(case, leader, "Pia Tangen", "Eva Lie")
    assert not reads(case, "Dan Vold") and reads(case, "Eva Lie")


def test_they_hear_of_it(case, asked, leader):
    assigns(case, leader)
    tick(world.AT)
    told = Notice.objects.filter(news="assigned").values_list("person__name", flat=True)
    assert sorted(told) == ["Dan Vold", "Pia Tangen"]


def test_the_case_never_changes_hands(case, asked, leader):
    before = (case.school_id, case.school_owner_id, case.stage)
    assigns(case, leader)
    now = Case.objects.get(pk=case.pk)
    assert (now.school_id, now.school_owner_id, now.stage) == before


def test_t58_they_write_nothing_in_the_schools_plan(case, begun):
    standing = standing_of(viewer_of(world.actor(Person.objects.get(name="Pia Tangen")), world.AT), case)
    for act in (Act.DRAFT_MEASURE, Act.ACTIVATE_PLAN, Act.START_MEASURE, Act.CLOSE_CASE, Act.ADMIT_TO_TEAM):
        assert [one.code for one in obstacles_to(act, standing)][:1] == ["wrong_part"]


def test_one_alone_does_not_go(case, asked, leader):
    with refused("too_few_go"):
        assigns(case, leader, "Pia Tangen")


def test_somebody_inhabil_cannot_be_assigned_by_hand(case, asked, leader):
    world.a_known_relation(Person.objects.get(name="Pia Tangen"), case.pupil, Relation.PARENT)
    with refused("disqualified"):
        assigns(case, leader)


def test_somebody_away_or_unknown_cannot(case, asked, leader, officer):
    by = {"by": world.actor(officer), "at": world.AT}
    days = {"starts_on": world.AT.date(), "ends_on": world.AT.date() + timedelta(days=20)}
    note_absence(seat("Dan Vold").uuid, **days, **by)
    with refused("away"):
        assigns(case, leader)
    with refused("not_a_candidate"):
        assigns(case, leader, members=[seat("Pia Tangen").uuid, seat("Eva Lie").uuid, uuid4()])


def test_more_hours_than_are_agreed_are_refused(case, asked, leader):
    with refused("no_hours_left", "no_hours_left"):
        assigns(case, leader, hours_a_week=9)


def test_an_agreement_that_is_renewed_within_the_week_frees_for_it(case, asked, leader, officer):
    first, last = world.AT.date(), world.AT.date() + timedelta(days=4)
    said = {"notice_hours": 24, "employer": "PPT", "signed_by": "Siri Moe", "by": world.actor(officer), "at": world.AT}
    for name in ("Pia Tangen", "Dan Vold"):
        agree_release(seat(name).uuid, hours_a_week=8, starts_on=first, ends_on=last, **said)
        agree_release(seat(name).uuid, hours_a_week=6, starts_on=last + timedelta(days=1), **said)
    with refused("no_hours_left", "no_hours_left"):
        assigns(case, leader, hours_a_week=7)
    assert assigns(case, leader, hours_a_week=6)


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "until_in_past"), (400, "until_too_far")], ids=["yesterday", "far too long"]
)
def test_it_ends_on_a_day_that_makes_sense(case, asked, leader, days, code):
    with refused(code):
        assigns(case, leader, until=world.AT.date() + timedelta(days=days))


def test_nobody_goes_beyond_the_mandate(case, team, asked, leader, officer):
    ends_on = world.AT.date() + timedelta(days=10)
    sign_mandate(
        team.uuid, by=world.actor(officer), at=world.AT, document="Sak 2",
        signed_by="Siri Moe", signed_on=world.AT.date(), starts_on=world.AT.date(), ends_on=ends_on,
        may_recommend=["call_meeting"],
    )  # fmt: skip
    with refused("beyond_mandate"):
        assigns(case, leader)
    assert assigns(case, leader, until=ends_on).until == ends_on


def test_only_the_leader_of_the_team_assigns(case, asked):
    with refused("wrong_part"):
        assigns(case, {"by": world.actor(world.principal_of(case.school)), "at": world.AT})
    with not_visible():
        assigns(case, {"by": world.actor(Person.objects.get(name="Pia Tangen")), "at": world.AT})


def test_the_page_proposes_two_says_why_and_assigns_with_one_click(client, monkeypatch, case, team, asked):
    world.it_is(monkeypatch)
    leader = world.signed_in(client, leader_of(team))
    address = f"/saker/{case.number}/bistand/hvem-gar/"
    page = leader.get(address).content.decode()
    assert "Forslag:" in page and page.count("checked") == 2 and "Noah" not in page
    form = leader.get(address).context["form"]
    answer = leader.post(
        address, {"members": form["members"].value(), "until": UNTIL.isoformat(), "hours_a_week": "4"}
    )
    assert answer.status_code == 302
    assert CaseAccess.objects.filter(part="assist", ends_at__gt=world.AT).count() == 2


def test_what_another_has_said_meanwhile_is_seen_before_it_is_replaced(client, monkeypatch, case, team, asked, leader):
    world.it_is(monkeypatch)
    page, address = world.signed_in(client, leader_of(team)), f"/saker/{case.number}/bistand/hvem-gar/"
    typed = {"members": [str(seat(name).uuid) for name in ("Dan Vold", "Eva Lie")], "hours_a_week": "5"}
    typed |= {"until": UNTIL.isoformat(), "seen": page.get(address).context["form"]["seen"].value()}
    assigns(case, leader, "Pia Tangen", "Dan Vold")
    answer = page.post(address, typed)
    assert answer.status_code == 422 and Assignment.objects.count() == 1
    assert "Noen andre endret dette mens du skrev." in answer.content.decode()
    assert "Dan Vold, Pia Tangen, til og med 22. april 2026, 4 timer i uka for hver" in answer.content.decode()
    form = answer.context["form"]
    assert form["members"].value() == typed["members"]
    assert page.post(address, typed | {"seen": form["seen"].value()}).status_code == 302


def test_when_nobody_is_free_the_page_says_what_to_do(client, monkeypatch, case, team, asked, officer):
    by = {"by": world.actor(officer), "at": world.AT}
    days = {"starts_on": world.AT.date(), "ends_on": world.AT.date() + timedelta(days=20)}
    for name in ("Pia Tangen", "Dan Vold", "Eva Lie"):
        note_absence(seat(name).uuid, **days, **by)
    world.it_is(monkeypatch)
    page = world.signed_in(client, leader_of(team)).get(f"/saker/{case.number}/bistand/hvem-gar/").content.decode()
    assert "Slik kan det løses" in page and "Spør teamet hos en annen skoleeier" in page


def test_nobody_but_the_leader_learns_who_of_the_team_is_away_or_inhabil(client, monkeypatch, case, begun):
    world.it_is(monkeypatch)
    for person in (world.principal_of(case.school), Person.objects.get(name="Pia Tangen")):
        answer = world.signed_in(client, person).get(f"/saker/{case.number}/bistand/hvem-gar/")
        assert answer.status_code == 404


@pytest.mark.source("Udir teams", "UiS teams")
def test_t83_rektor_is_cautioned_about_and_never_goes_to_the_own_school(client, monkeypatch, case, team, asked):
    lia = world.a_school("Lia skole", owner=team.school_owner)
    world.appointed(Person.objects.get(name="Eva Lie"), "principal", lia)
    if team.school_owner_id == case.school_owner_id:
        world.appointed(Person.objects.get(name="Dan Vold"), "principal", case.school)
    world.it_is(monkeypatch)
    page = world.signed_in(client, leader_of(team)).get(f"/saker/{case.number}/bistand/hvem-gar/").content.decode()
    assert "Tenk nøye gjennom om en som leder en skole, skal rykke ut: Eva Lie." in page
    assert "skal rykke ut: Dan Vold" not in page
    if team.school_owner_id == case.school_owner_id:
        with refused("works_at_school"):
            assigns(case, {"by": world.actor(leader_of(team)), "at": world.AT}, "Dan Vold", "Pia Tangen")
